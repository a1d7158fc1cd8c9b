"""Numbers of provisions are computed, so none may be typed. Articles and clauses of laws are no provisions."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.numbers import CARDINAL, ORDINAL
from ddtender.diagnostics import Code, Diagnostic

_KIND = r"(?:(?:award|selection|exclusion|technical|contract)[\s-]+)?"
#: What is numbered by us: a provision, its paragraphs and the items of its lists.
_PROVISION = r"(?:sub[\s-]?)?(?:criteri(?:on|a)|specifications?|clauses?)|annex(?:es)?(?!\s+(?-i:[IVXLC]+\b))"
_PLACE = (
    r"(?:sub[\s-]?)?(?:paragraphs?|sections?|items?|points?)|paras?\b\.?"
    r"|(?<=reply[\s-])forms?(?=\s*(?:(?-i:[A-H])\b|\d))"
)
_SIGN = r"\s*(?::|\#|№|n[°º]|\b(?:nos?|nr|num|numbers?)\b\.?|[-–—](?=\s*\d))?\s*"
_FIGURES = r"\d+(?:\.\d+)*[a-z]?(?!\.?\d|[\w.]*[%％])\b(?:\s?\([a-z]{1,4}\))?"
_ROMAN = r"(?-i:(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3}))\b"
_ROMAN_SMALL = r"(?=[ivxl])(?:x[cl]|l?x{0,3})(?:ix|iv|v?i{0,3})"
_BRACKETED = rf"[(\[](?:\d+(?:\.\d+)*[a-z]?|[a-z]{{1,2}}|{_ROMAN_SMALL}|{CARDINAL})[)\]]"
_LAW = (
    r"(?:directive|regulation|convention|iso|en|iec|ilo|article|council|treaty|act|law|decree|code|charter|guidelines?|un|oecd"
    r"|protocol|standards?|manual|handbook|declaration|principles|constitution|agreement\s+between|cjeu|judgment)\b"
)
_TYPED = re.compile(
    rf"""(?<![\w-])(?:
        {_KIND}(?:{_PROVISION})(?:{_SIGN}(?:{_BRACKETED}|{_FIGURES}|{_ROMAN})|\s+(?:no\.?\s+|number\s+)?{CARDINAL}\b
            (?!\s+(?:by\s+one|or\s+more|of\s+(?:the|these|those|which|them)|other|another)\b)|\s+(?-i:[A-HJ-Z])(?![\w.’'-]))
        |(?:{_PLACE})(?:{_SIGN}(?:{_BRACKETED}|{_FIGURES}|{_ROMAN}|(?-i:[a-h])\)|(?<=form\s)(?-i:[A-H]))|(?<=h|e)\s+{CARDINAL}\b(?=\s+(?:above|below)\b))
        |(?<!\ba\s)(?<!\bany\s)(?<!\bevery\s)(?<!\bno\s){ORDINAL}\s+{_KIND}
            (?:(?:sub[\s-]?)?(?:criterion|specification|clause|paragraph)|annex|item\s+(?:above|below|of\s+the\s+list))\b
    )
    (?!\s+(?:(?:calendar|working|business|full)\s+)?(?:days?|weeks?|months?|years?|hours?|pages?|persons?|times?)\b)
    (?!(?:\s*(?:,|to|and|or|[-–])?\s*(?:\([\w]+\)|\d[\d.]*))*,?\s+(?:(?:sub)?paragraph\s+\w+,?\s+)?(?:of|to|in|under|from)\s+(?:(?:the|that|this|its|european|united)\s+)*{_LAW})""",
    re.IGNORECASE | re.VERBOSE,
)
#: The name of a law, of which a number is given right behind it: Article 57(4), point (b).
_OF_A_LAW = re.compile(
    r"\b(?:[Aa]rticles?|[Aa]rt\.|Directive|Regulation|Convention|ISO|EN|IEC|ILO|Treaty|Act|Law|Code|Annex)\s+[\d(),./\sA-Z:-]*"
    r"(?:,|and|or)?\s*(?:first\s+|second\s+|third\s+)?$"
)
#: One of these stands in each of its matches. (Unicode has three letters i that an expression takes for the same.)
_STEMS = (
    *("crit", "cr\u0131t", "cri\u0307t", "spec", "claus", "annex", "para", "sect", "item", "\u0131tem", "i\u0307tem"),
    *("point", "po\u0131nt", "poi\u0307nt", "reply"),
)


def check(wording: Wording) -> Iterator[Diagnostic]:
    for passage in wording.printed():
        if not passage.mentions(*_STEMS):
            continue
        for start, typed in found_in(passage.prose.text):
            message = f"the number in '{typed}' is typed by hand"
            hint = "Write a reference such as `[](#award.policy-commitment)`; its words and number are computed."
            yield Diagnostic(Code.TYPED_NUMBER, passage.prose.locate(start), message, hint)


def found_in(text: str) -> Iterator[tuple[int, str]]:
    """Every number of a provision, a paragraph or an item: where it begins, and how it is written."""
    for match in _TYPED.finditer(text):
        if not _OF_A_LAW.search(text, max(0, match.start() - 60), match.start()):
            yield match.start(), " ".join(match.group().split())
