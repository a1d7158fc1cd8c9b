"""The fields that a Word template may have: those whose result says no other words than the document has when it is
proved, with the switches that keep it so (ECMA-376 part 1, 17.16.4 and 17.16.5).

A field is computed again when somebody prints or updates the document, and its result is then on paper. What it prints
must follow from where things stand, from the document's own properties or from the calendar, never from its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree
from msgspec import Struct

from ddtender.library.addresses import wrong_address
from ddtender.office.package import W

#: What fetches or runs something when the document is opened or updated.
_FETCHING = frozenset(
    [
        *("DDEAUTO", "DDE", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON"),
        *("RD", "PRINT", "HTMLCONTROL", "EMBED", "ADDIN", "FILLIN", "ASK", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY"),
    ]
)
#: A name, or a text in quotation marks.
_ONE = r'(?: (?:"[^"\\]*"|[^\s"\\]+))'
#: How figures and letters are written.
_FORMAT = (
    r"(?: ?\\\* ?(?:MERGEFORMAT|CHARFORMAT|Arabic|ArabicDash|Roman|Alphabetic|Ordinal|OrdText|CardText|Hex"
    r"|Upper|Lower|FirstCap|Caps))"
)
#: A picture of a number: figures and their signs, no words; one of a date: parts of it, signs, and the words that
#: stand between them in the languages of Europe.
_NUMBER = r'(?: ?\\# ?(?:"[0#.,x +\-]*"|[0#.,x+\-]+))'
_BETWEEN = r"' ?(?:de|del|den|di|do|le)? ?'"
_DATE = rf"(?: ?\\@ ?(?:\"(?:[dMyhHmsS .,:/\-]|AM/PM|am/pm|{_BETWEEN})*\"|[dMyhHmsS.,:/\-]+))"
_PAGES = rf"(?:{_FORMAT}|{_NUMBER})*"
_DATES = rf"(?:{_DATE}|{_FORMAT}| ?\\[hlsu])*"
_PROPERTY = rf"{_FORMAT}*"
#: One sign or a tab between an entry and its page.
_BEFORE_PAGE = r'"[\s.,:–—\-|]?"'
_HARMLESS = {
    **dict.fromkeys(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"), _PAGES),
    **dict.fromkeys(("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"), _DATES),
    **dict.fromkeys(("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "FILENAME", "LASTSAVEDBY"), _PROPERTY),
    **dict.fromkeys(("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SHAPE"), _PROPERTY),
    "DOCPROPERTY": rf"{_ONE}{_FORMAT}*",
    "REF": rf"{_ONE}(?: ?\\[hnrwf]|{_FORMAT})*",
    "PAGEREF": rf"{_ONE}(?: ?\\h|{_FORMAT}|{_NUMBER})*",
    "NOTEREF": rf"{_ONE}(?: ?\\[hf]|{_FORMAT})*",
    "STYLEREF": rf"{_ONE}(?: ?\\[lnrw]|{_FORMAT})*",
    "SEQ": rf"{_ONE}{_ONE}?(?: ?\\[chn]| ?\\[rs] ?\d+|{_FORMAT})*",
    "TOC": rf"(?: ?\\[ouctnbals]{_ONE}?| ?\\[hzuwxn]| ?\\[pd] ?{_BEFORE_PAGE}|{_FORMAT})*",
}
#: Fields whose code may have another one in it, and those that may be that other one: counting pages, and no words.
_COUNTING = re.compile(r'(?:=|IF\b)(?:[\d +*/()<>=.,-]|"")*', re.IGNORECASE)
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})
_NAME = re.compile(r"=|[^\s\\\"=]+")
_HYPERLINK = re.compile(r'HYPERLINK\s+(?!\\l\b)(?:\\\w\s+)*"?([^"\s]+)', re.IGNORECASE)
#: A tag in a code is told in words of its own (``elsewhere``).
_TAG = re.compile(r"\{[{%#]")
_LONGEST = 60


@cache
def _shape(name: str) -> re.Pattern[str]:
    """Of a harmless field of this name, what may follow it; a template has few kinds of fields, if any."""
    return re.compile(_HARMLESS[name], re.IGNORECASE)


class _Field(Struct):
    code: str
    inner: list[str]
    open: bool


def faults_of_fields(root: etree._Element) -> Iterator[str]:
    """What is wrong with the fields of a part, each as "it …"."""
    for code, inner in _codes(root):
        yield from _fault(" ".join(code.split()), [" ".join(one.split()) for one in inner])


def _fault(code: str, inner: list[str]) -> Iterator[str]:
    found = _NAME.match(code)
    name = "" if found is None else found[0].upper()
    if name in _FETCHING:
        yield f"has a field {name}, which fetches or runs something"
    elif name == "HYPERLINK":
        link = _HYPERLINK.match(code)
        if link is not None and (wrong := wrong_address(link[1])):
            yield f"has {wrong}"
    for one in inner:
        if not (_COUNTING.fullmatch(code) and (one.split() or [""])[0].upper() in _COUNTED):
            yield f"has a field {one[:30]} within the code of a field, which can make it another"
    known = name == "HYPERLINK" or (name in _HARMLESS and _shape(name).fullmatch(code, len(name)))
    counts = inner and _COUNTING.fullmatch(code)
    if not (inner or known or counts or name in _FETCHING or not code or _TAG.search(code)):
        yield f"has a field that may print other words than were proved: {code[:_LONGEST]}"


def _codes(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """The code of every field, which may be spread over several runs, and the codes that stand within it."""
    fields: list[_Field] = []
    loose: list[str] = []
    for element in root.iter(W + "fldSimple", W + "fldChar", W + "instrText"):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "fldSimple":
            yield element.get(W + "instr", ""), []
        elif element.tag == W + "instrText":
            if not fields:
                loose.append(element.text or "")
            elif fields[-1].open:
                fields[-1].code += element.text or ""
            else:
                yield element.text or "", []
        elif kind == "begin":
            fields.append(_Field("", [], True))
        elif kind == "separate" and fields:
            fields[-1].open = False
        elif kind == "end" and fields:
            yield from _ended(fields)
    while fields:
        yield from _ended(fields)
    yield "".join(loose), []


def _ended(fields: list[_Field]) -> Iterator[tuple[str, list[str]]]:
    field = fields.pop()
    if fields and fields[-1].open:
        fields[-1].inner.append(field.code)
        fields[-1].code += " "
    yield field.code, field.inner
