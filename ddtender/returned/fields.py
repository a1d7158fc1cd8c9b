"""Fields (ECMA-376 part 1, 17.16): what a reader sees of them, and what a program will print there when it computes
them again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from ddtender.office.package import W, parse_part

#: The result is text like any other; an edit of it is an edit of a reference.
_TEXT = ("REF", "HYPERLINK")
#: What these print follows from where things stand, or from when a file is printed: only their name is compared.
_LAYOUT = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "PAGEREF",
        "SEQ",
        "STYLEREF",
        "NOTEREF",
        "TOC",
        "INDEX",
        "TOA",
        "RD",
        "DATE",
        "TIME",
        "SAVEDATE",
        "PRINTDATE",
        "CREATEDATE",
        "EDITTIME",
        "FILENAME",
        "FILESIZE",
        "NUMCHARS",
        "NUMWORDS",
        "REVNUM",
        "USERNAME",
        "USERINITIALS",
        "LASTSAVEDBY",
    ]
)
_LONGEST = 200
#: What changes nothing of what is printed.
_PLAIN = re.compile(r"\\\* *(?:MERGEFORMAT|CHARFORMAT|arabic)", re.IGNORECASE)
#: How such a field is written: words within a picture of a number, of a date, between or around what it finds.
_PRINTS = re.compile(r"\\(?:[#dsplegcr*]|@[^\\]*[^\\\s\w/.,:-]|@[^\\]*[^\W\d_dDmMyYhHsSaApP])")
#: Those of a link, with what belongs to them: a place in the document, a window, words that are shown beside it.
_SWITCHES = re.compile(r'\\[lot]\s+(?:"[^"]*"|\S+)|\\[hmn](?=\s|$)', re.IGNORECASE)
_PROPERTIES = "docProps/custom.xml"
_SETTINGS = "word/settings.xml"


class _Field(Struct):
    code: str
    state: str
    deleted: bool = False


def stored_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """What the properties and variables of a document hold, which its fields may print. Raises PackageError."""
    found: dict[str, str] = {}
    if _PROPERTIES in parts:
        for one in parse_part(_PROPERTIES, parts[_PROPERTIES]):
            found[f"DOCPROPERTY {one.get('name', '')}".casefold()] = "".join(one.itertext())
    if _SETTINGS in parts:
        for one in parse_part(_SETTINGS, parts[_SETTINGS]).iter(W + "docVar"):
            found[f"DOCVARIABLE {one.get(W + 'name', '')}".casefold()] = one.get(W + "val", "")
    return found


class OpenFields:
    """The fields that are open at a place of a text; ``stored`` as ``stored_of`` gives it."""

    def __init__(self, stored: Mapping[str, str]) -> None:
        self._stored = stored
        self._open: list[_Field] = []

    def begin(self, code: str = "", deleted: bool = False) -> None:
        """``deleted`` says whether its beginning is."""
        self._open.append(_Field(code, "code", deleted))

    def is_torn(self, deleted: bool) -> bool:
        """Whether of the innermost field one part is deleted and the other, at this place, is not: what is left shows
        its code as words, or its words as code."""
        return bool(self._open) and self._open[-1].deleted != deleted

    def code(self, text: str) -> None:
        if self._open:
            self._open[-1].code += text

    def separate(self) -> str:
        """What stands for the field before its result; "" where that is text."""
        if not self._open:
            return ""
        field = self._open[-1]
        name = _name(field)
        field.state = "text" if name in _TEXT else "computed" if name in _LAYOUT else "words"
        return "" if field.state == "text" else self._said(field)

    def end(self) -> str:
        """What stands for a field that has no result: another program may yet print one."""
        if not self._open:
            return ""
        field = self._open.pop()
        return self._said(field) if field.state == "code" else ""

    @property
    def in_code(self) -> bool:
        """Whether text at this place says what a field computes."""
        return bool(self._open) and self._open[-1].state == "code"

    @property
    def unseen(self) -> bool:
        """Whether text at this place is no text of the document."""
        return any(field.state in ("code", "computed") for field in self._open)

    @property
    def computed(self) -> bool:
        """Whether text at this place is the result of a field that is compared, and is not for anybody to write."""
        return any(field.state == "words" for field in self._open)

    @property
    def reference(self) -> str:
        """The innermost reference at this place: "REF bookmark" with all that it says of what is printed."""
        return next((_instruction(field) for field in self._open if _name(field) == "REF"), "")

    @property
    def link(self) -> str:
        """Where the innermost link at this place leads; "" of one to a place of the document."""
        for field in reversed(self._open):
            if _name(field) == "HYPERLINK":
                return _SWITCHES.sub(" ", _code(field)).partition(" ")[2].replace('"', " ").strip()[:_LONGEST]
        return ""

    def _said(self, field: _Field) -> str:
        name = _name(field)
        code = _instruction(field)
        if name in _LAYOUT and not _PRINTS.search(code):
            return f"‹{name}›"
        stored = self._stored.get(code.partition("\\")[0].strip().casefold())
        return f"‹{code[:_LONGEST]}{'' if stored is None else f' = {stored[:_LONGEST]}'}›"


def _instruction(field: _Field) -> str:
    """All that a field says, without what changes no words of it: its colours, and that it can be clicked."""
    words = _PLAIN.sub(" ", field.code).replace('"', " ").split()
    return " ".join([*(word.upper() for word in words[:1]), *(word for word in words[1:] if word != "\\h")])


def _code(field: _Field) -> str:
    return " ".join(field.code.split())


def _name(field: _Field) -> str:
    return (field.code.split() or [""])[0].upper()
