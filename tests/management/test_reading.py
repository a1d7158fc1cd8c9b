"""A formula is read with the value that a spreadsheet program has calculated, however that program writes."""

import re
from collections.abc import Callable

import pytest

from ddtender.management.reading import Book
from tests.management.workbooks import register_of
from tests.packages import parts_of, zipped

SHEET = "xl/worksheets/sheet2.xml"
_AS_MADE = b"</f><v></v></c>"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _with_a_value(sheet: bytes) -> bytes:
    return sheet.replace(_AS_MADE, b"</f><v>5</v></c>", 1)


def _with_a_prefix(sheet: bytes) -> bytes:
    named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet.replace(_AS_MADE, b"</f><v>5</v></c>", 1))
    return named.replace(b'xmlns="' + _MAIN, b'xmlns:x="' + _MAIN)


def _in_utf_16(sheet: bytes) -> bytes:
    return re.sub(r"^<\?xml.*?\?>", "", _with_a_value(sheet).decode()).encode("utf-16")


WRITTEN = {
    "one value": _with_a_value,
    "every formula with attributes": lambda sheet: _with_a_value(sheet).replace(b"<f>", b'<f ca="1">'),
    "indented": lambda sheet: sheet.replace(_AS_MADE, b"</f>\n  <v>5</v>\n</c>", 1),
    "with names that have a prefix": _with_a_prefix,
    "in UTF-16": _in_utf_16,
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_calculated_value_is_seen(how: str) -> None:
    assert formulas(WRITTEN[how])[0] == 5


def test_what_was_just_made_has_not_been_calculated() -> None:
    values = formulas(lambda sheet: sheet)
    assert len(values) > 100 and set(values) == {None}


def formulas(change: Callable[[bytes], bytes]) -> list[object]:
    """The values of a sheet's formulas, of which ``change`` makes the first 5."""
    parts = parts_of(register_of("laptops"))
    assert _AS_MADE in parts[SHEET]
    parts[SHEET] = change(parts[SHEET])
    book = Book(zipped(parts), "register.xlsx")
    sheets = {name: [cell for _, cells in rows for cell in cells] for name, rows in book._sheets.items()}
    return [cell.value for cell in list(sheets.values())[1] if cell.is_formula]
