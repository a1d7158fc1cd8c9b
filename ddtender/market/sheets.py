"""Excel sheets that are safe to open and the same for the same contents. openpyxl is imported where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Literal, cast

from ddtender.sheets.finished import cell_of, empty_workbook, fit_to_page, packed, page_numbers, print_used_rows
from ddtender.sheets.insides import give_look, put_text, size_known
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Value = str | int | None

#: A cell that begins with one of these is read as a formula by some program, or by the next one it is pasted into.
_FORMULA = tuple("=+-@\t\r|")
_FONT = "Arial"
_HEAD, _LINE = "1F4E5F", "BECBD0"
#: The paper (ECMA-376 part 1, 18.3.1.63).
_A4 = "9"
#: Points.
_LINE_HEIGHT = 13
#: Excel's limit for the text of one cell.
_MAX_CELL = 32_767


def workbook(title: str) -> Workbook:
    """An empty workbook with its properties set."""
    return _titled(empty_workbook(), title)


def long_workbook(title: str) -> Workbook:
    """The same for sheets that are written row by row (``long_sheet``)."""
    from openpyxl import Workbook

    return _titled(Workbook(write_only=True), title)


def _titled(book: Workbook, title: str) -> Workbook:
    book.properties.title = title
    return book


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """A value in a cell: text is always text, whatever it begins with (ECMA-376 part 1, 18.8.45, ``quotePrefix``)."""
    return _filled(cell_of(sheet, row, column), value)


def _filled(cell: Cell, value: Value) -> Cell:
    is_number = isinstance(value, int)
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
    for n, heading in enumerate(headings, 1):
        _as_heading(put(sheet, row, n, heading))
    _below_header(sheet, row, widths)


def _as_heading(cell: Cell) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD)


def _below_header(sheet: Worksheet, row: int, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    on_paper(sheet)


def long_sheet(
    book: Workbook,
    name: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Value]],
    number: int,
    settings: Callable[[Worksheet], None] = lambda sheet: None,
) -> None:
    """A sheet of a ``long_workbook`` with a header and ``number`` rows below it, of which one is in memory at a time.

    ``settings`` are the sheet's own, to be made before its rows are written.
    """
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    sheet = cast("Worksheet", book.create_sheet(name))
    size_known(sheet, f"A1:{get_column_letter(len(headings))}{number + 1}")
    _below_header(sheet, 1, widths)
    settings(sheet)
    for n, row in enumerate(chain([headings], rows), 1):
        cells = [_filled(WriteOnlyCell(sheet), value) for value in row]
        if n == 1:
            for cell in cells:
                _as_heading(cell)
        if not sheet.row_dimensions[n].height:
            sheet.row_dimensions[n].height = _height(zip(row, widths, strict=True))
        sheet.append(cells)
        del sheet.row_dimensions[n]


def on_paper(sheet: Worksheet, one_page_wide: bool = True) -> None:
    """Printed on A4 across; a wide sheet may go over several pages."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
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
        widths = (sheet.column_dimensions[get_column_letter(column)].width for column in range(1, len(row) + 1))
        texts = (cell.value if cell.alignment.wrap_text else None for cell in row)
        sheet.row_dimensions[number].height = _height(zip(texts, widths, strict=True))


def _height(cells: Iterable[tuple[object, float]]) -> int:
    """The height of a row in points, by the values of its cells and the widths of their columns in characters."""
    needed = (-(-len(text) // max(1, int(width * 0.95))) for text, width in cells if isinstance(text, str))
    return min(400, _LINE_HEIGHT * max([1, *needed]) + 4)


def finished(book: Workbook, language: Language, moment: datetime) -> bytes:
    """The workbook as bytes that depend on its contents only: times are ``moment``, the zip is ours."""
    if not book.write_only:
        for sheet in book:
            _fit_rows(sheet)
    return packed(book, book.properties.title or "", language, moment)
