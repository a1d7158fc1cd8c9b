"""No heading of a workbook is broken within a word: its column has room for the longest one, in every language."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from ddtender.sheets import workbook as wb
from tests.languages.test_no_english import built, width_of

#: Bold letters of the usual fonts are wider than plain ones by so much.
_BOLD = 1.06


@pytest.mark.parametrize("tag", ["en", "fr", "de", "nb"])
def test_no_heading_of_a_workbook_is_broken_within_a_word(tag: str) -> None:
    end = ".xlsx" if tag == "en" else f"-{tag}.xlsx"
    names = [
        name
        for name in built()
        if name.endswith(end) and (tag != "en" or name in {"evaluation.xlsx", "kpi-register.xlsx"})
    ]
    books = {name: built()[name] for name in names}
    assert len(books) == 2, books.keys()
    assert [f"{name} {one}" for name, content in books.items() for one in _cut(content)] == []


def _cut(content: bytes) -> Iterator[str]:
    """The headings with a word that is wider than their column; its width is told in digits, as Excel measures."""
    for sheet in load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)):
            is_heading = cell.font.b and cell.fill.fgColor.rgb == f"00{wb.HEAD}"
            room = sheet.column_dimensions[get_column_letter(cell.column)].width
            for word in str(cell.value).split() if is_heading else ():
                needs = width_of(word) * _BOLD / width_of("0")
                if needs > room:
                    yield f"{sheet.title}!{cell.coordinate} {word}: {needs:.1f} > {room}"


def test_what_has_room_keeps_its_width() -> None:
    sheet = wb.new_sheet(Workbook(), "One", [4, 40, 4])
    wb.headings(sheet, 3, ["Gunningscriterium A1", "Gunningscriterium A1", ""])
    narrow, wide, empty = (sheet.column_dimensions[name].width for name in "ABC")
    assert narrow > 16 and (wide, empty) == (40, 4)
