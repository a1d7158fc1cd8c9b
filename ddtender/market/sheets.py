"""Excel sheets that are safe to open and the same for the same contents. openpyxl is imported where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ddtender.sheets.finished import cell_of, empty_workbook, fit_to_page, packed, page_numbers, print_used_rows
from ddtender.sheets.insides import give_look, put_text
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: A cell that begins with one of these is read as a formula by some program, or by the next one it is pasted into.
_FORMULA = tuple("=+-@\t\r|")
_FONT = "Arial"
_HEAD, _LINE = "1F4E5F", "BECBD0"
#: Points.
_LINE_HEIGHT = 13
#: Excel's limit for the text of one cell.
_MAX_CELL = 32_767


def workbook(title: str) -> Workbook:
    """An empty workbook with its properties set."""
    book = empty_workbook()
    book.properties.title = title
    return book


def put(sheet: Worksheet, row: int, column: int, value: str | int | None) -> Cell:
    """A value in a cell: text is always text, whatever it begins with (ECMA-376 part 1, 18.8.45, ``quotePrefix``)."""
    cell, is_number = cell_of(sheet, row, column), isinstance(value, int)
    give_look(cell, (is_number,), lambda cell: _style(cell, "right" if is_number else "left"))
    if isinstance(value, str):
        put_text(cell, value[:_MAX_CELL], quoted=value.startswith(_FORMULA))
    else:
        cell.value = value
    return cell


def _style(cell: Cell, align: Literal["left", "right"]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=_FONT, size=10)
    side = Side("thin", color=_LINE)
    cell.border = Border(side, side, side, side)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=align)


def header(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    """A header row that stays in view and is repeated on every page; ``widths`` in characters."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for n, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = put(sheet, row, n, heading)
        cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_HEAD)
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = cell_of(sheet, row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
    on_paper(sheet)


def on_paper(sheet: Worksheet, one_page_wide: bool = True) -> None:
    """Printed on A4 across; a wide sheet may go over several pages."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    fit_to_page(sheet, one_page_wide)
    page_numbers(sheet)


def room(sheet: Worksheet, rows: int, columns: int) -> None:
    """Empty rows to fill in below the header, with lines around their cells; those that are used are printed."""
    from openpyxl.utils import get_column_letter

    print_used_rows(sheet, ("A", get_column_letter(columns)), "B" if sheet["A2"].value == 1 else "A", 2, rows + 1)
    for row in range(2, rows + 2):
        for column in range(1, columns + 1):
            if sheet.cell(row, column).value is None:
                put(sheet, row, column, None)
        sheet.row_dimensions[row].height = 2 * _LINE_HEIGHT


def _fit_rows(sheet: Worksheet) -> None:
    """Heights that show the whole text: not every program finds them when it opens a sheet."""
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(sheet.iter_rows(), 1):
        if not row or sheet.row_dimensions[number].height:
            continue
        lines = 1
        for column, cell in enumerate(row, 1):
            width = sheet.column_dimensions[get_column_letter(column)].width
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                lines = max(lines, -(-len(cell.value) // max(1, int(width * 0.95))))
        sheet.row_dimensions[number].height = min(400, _LINE_HEIGHT * lines + 4)


def finished(book: Workbook, language: Language, moment: datetime) -> bytes:
    """The workbook as bytes that depend on its contents only: times are ``moment``, the zip is ours."""
    for sheet in book:
        _fit_rows(sheet)
    return packed(book, book.properties.title or "", language, moment)
