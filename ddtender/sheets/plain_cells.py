"""The cells of a sheet whose XML is written as spreadsheet programs write it, without building a tree of it.

A tree has an object for each cell and each value, of which most are never looked at. So a sheet is read by a pattern
that must account for every character from the first row to the last: what it does not know (another prefix, rich text,
a comment, a document type) makes it give up, and the tree is built after all. Nothing is guessed and nothing passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ROOT = re.compile(rf"(?:<\?xml [^<>]*\?>\s*)?<worksheet(?: [\w:]+=\"[^\"<>]*\")*? {_MAIN}[^<>]*>")
_DATA, _END = "<sheetData>", "</sheetData>"
_ROW = re.compile(r'<row((?: [\w:.-]+="[^"<>&]*")*)(/?)>\s*')
_NUMBER = re.compile(r' r="(\d{1,7})"')
_ROW_END = re.compile(r"</row>\s*")
#: A cell: its column, its look and type; whether it has a formula, and which; its value; its text.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,8})")?(?: t="(\w{1,10})")?(?:/>|>'
    r"(?:(<f)(?: [^<>]*)?(?:/>|>([^<]*)</f>))?"
    r"(?:<v/>|<v(?: [^<>]*)?>([^<]*)</v>)?"
    r'(?:<is><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</is>)?'
    r"</c>)\s*"
)
#: What makes a character mean something else than itself, or would be a part of no pattern.
_ODD = ("<!", "\r", "\0")
_CODE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
#: The first number that is that of no character.
_FIRST_BEYOND = 0x110000
_CODES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

#: A cell as it is stored: its letters, look and type; its formula ("" where it is stored with another cell, None where
#: it has none); what is in ``v``, and in ``is`` (None: it has no such thing).
PlainCell = tuple[str, str, str, str | None, str | None, str | None]


class _WrittenOtherwise(Exception):
    """The sheet is not written in the way that is known."""


def plain_rows(data: bytes) -> list[tuple[int, list[PlainCell]]] | None:
    """The rows of a sheet with the cells that have anything in them; None where it is written in another way."""
    try:
        return [*_rows(data.decode("utf-8"))]
    except (UnicodeDecodeError, _WrittenOtherwise):
        return None


def _rows(text: str) -> Iterator[tuple[int, list[PlainCell]]]:
    at, end = text.find(_DATA) + len(_DATA), text.find(_END)
    if not _ROOT.match(text) or any(sign in text for sign in _ODD) or text.count(_DATA) != 1 or end < at:
        raise _WrittenOtherwise
    number = 0
    while at < end:
        if (row := _ROW.match(text, at)) is None:
            raise _WrittenOtherwise
        said, at = _NUMBER.search(row[1]), row.end()
        number = int(said[1]) if said else number + 1
        cells: list[PlainCell] = []
        if not row[2]:
            while (cell := _CELL.match(text, at)) is not None:
                at = cell.end()
                letters, look, type_, has, formula, value, inline = cell.groups()
                if has or value is not None or inline is not None:
                    said = _plain(formula or "") if has else None
                    cells.append((letters, look or "0", type_ or "n", said, _plain(value), _plain(inline)))
            if (closed := _ROW_END.match(text, at)) is None:
                raise _WrittenOtherwise
            at = closed.end()
        yield number, cells
    if at != end:
        raise _WrittenOtherwise


def _plain(text: str | None) -> str | None:
    """A text with the characters that its codes stand for (XML 1.0, 4.1 and 4.6)."""
    if not text or "&" not in text:
        return text
    if text.count("&") != len(_CODE.findall(text)):
        raise _WrittenOtherwise
    return _CODE.sub(_character, text)


def _character(code: re.Match[str]) -> str:
    if code[1]:
        return _CODES[code[1]]
    number = int(code[2] or code[3], 10 if code[2] else 16)
    if number >= _FIRST_BEYOND:
        raise _WrittenOtherwise
    return chr(number)
