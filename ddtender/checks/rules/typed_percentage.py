"""Percentages stand under `scoring` and nowhere else. What a KPI aims at is not a score and may be a percentage."""

import re
from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.checks.numbers import CARDINAL
from ddtender.checks.passages import PassagePart
from ddtender.diagnostics import Code, Diagnostic

_FIGURES = r"(?<![\w.,])\d+(?:[.,]\d+)?"
_SCORE = (
    r"(?:(?:maximum|available|possible|total|achievable|attainable)\s+)?(?:number\s+of\s+)?"
    r"(?:points|scores?|marks|weight(?:ing)?)"
)
_FRACTION = (
    rf"(?:half|(?:an?|one|\d+|{CARDINAL})[\s-]+(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)"
    r"|\d+/\d+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛])"
)
_TYPED = re.compile(
    rf"""{_FIGURES}\s*(?:[%％٪‰]|per[\s-]?(?:cent|mille)\b|pct\b|p\.\s?c\.)
    |\b{CARDINAL}(?:(?:[\s-]|\s+and\s+){CARDINAL})*(?:\s+and\s+a\s+half)?\s+(?:per[\s-]?(?:cent|mille)\b|pct\b|p\.\s?c\.)
    |(?<![\w.,]){_FRACTION}\s+(?:of\s+)?(?:all\s+)?(?:the\s+|its\s+|these\s+|those\s+)?{_SCORE}\b
    |(?:{_FIGURES}|\b{CARDINAL})\s+(?:award\s+)?(?:points?|marks)\b(?!\s+(?:of|to|at|on|in)\s+(?!100\b))(?!\s*\()
    |\b(?:double|twice|triple|three\s+times)\s+the\s+(?:points|score)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: One of these stands in each of its matches.
_STEMS = (
    "%",
    "％",
    "٪",
    "‰",
    "cent",
    "m\u0131lle",
    "mille",
    "mi\u0307lle",
    "pct",
    "p.",
    "point",
    "po\u0131nt",
    "poi\u0307nt",
    "score",
    "mark",
    "weight",
    "we\u0131ght",
    "wei\u0307ght",
)


def check(wording: Wording) -> Iterator[Diagnostic]:
    for passage in wording.printed():
        if passage.part in (PassagePart.KPI, PassagePart.FACT) or not passage.mentions(*_STEMS):
            continue
        for start, typed in found_in(passage.prose.text):
            hint = "Give it as `percent` under `scoring`, and say in words what it is given for."
            yield Diagnostic(Code.TYPED_PERCENTAGE, passage.prose.locate(start), f"'{typed}' is typed in prose", hint)


def found_in(text: str) -> Iterator[tuple[int, str]]:
    """Every percentage, share of the points or number of points: where it begins, and how it is written."""
    for match in _TYPED.finditer(text):
        yield match.start(), " ".join(match.group().split())
