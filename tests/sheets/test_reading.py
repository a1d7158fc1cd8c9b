"""A formula is read with the value that a spreadsheet program has calculated, however that program writes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ddtender.sheets.reading import Book
from tests.packages import parts_of, zipped
from tests.sheets.workbooks import register_of

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


def test_a_sheet_of_the_same_bytes_is_read_once_and_each_other_one_for_itself() -> None:
    """As when two workbooks of a batch have the same fault: it is seen in both."""
    parts = parts_of(register_of("laptops"))
    good, before = zipped(parts), parts[SHEET]
    parts[SHEET] = before.replace(b"Submission", b"Submissi0n", 1)
    assert parts[SHEET] != before
    bad = zipped(parts)
    texts = []
    for content in (good, bad, good, bad):
        sheet = list(Book(content, "register.xlsx")._sheets.values())[1]
        texts.append({cell.text for _, cells in sheet for cell in cells})
    assert texts[0] == texts[2] and texts[1] == texts[3]
    assert texts[1] - texts[0] == {"Submissi0n"}
    first, again = (Book(good, "register.xlsx")._sheets for _ in range(2))
    assert all(first[name] is again[name] for name in first)


def test_the_same_bytes_of_a_sheet_may_mean_other_days() -> None:
    """What a number means as a date stands in another part (ECMA-376 part 1, 18.2.28)."""
    parts = parts_of(register_of("laptops"))
    content = zipped(parts)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
    for _ in range(2):
        days, later = (_days(Book(made, "register.xlsx")) for made in (content, zipped(parts)))
        assert days and later == [day + timedelta(days=1462) for day in days]


def _days(book: Book) -> list[datetime]:
    cells = (cell for rows in book._sheets.values() for _, row in rows for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, datetime)]


def formulas(change: Callable[[bytes], bytes]) -> list[object]:
    """The values of a sheet's formulas, of which ``change`` makes the first 5."""
    parts = parts_of(register_of("laptops"))
    assert _AS_MADE in parts[SHEET]
    parts[SHEET] = change(parts[SHEET])
    book = Book(zipped(parts), "register.xlsx")
    sheets = {name: [cell for _, cells in rows for cell in cells] for name, rows in book._sheets.items()}
    return [cell.value for cell in list(sheets.values())[1] if cell.is_formula]
