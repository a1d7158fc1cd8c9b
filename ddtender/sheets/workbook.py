"""Pieces of workbooks: text that stays text, locked and open cells, print set-up, reproducible bytes.

The plan of a workbook stands as JSON on a hidden sheet, with its SHA-256, so that it can be read back by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from msgspec import json

from ddtender import __version__
from ddtender.model.limits import LONGEST_CELL
from ddtender.sheets.finished import cell_of, empty_workbook, fit_to_page, packed, page_numbers
from ddtender.sheets.insides import give_look, look_of, put_text
from ddtender.sheets.words import quoted
from ddtender.stamp import Stamp
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from ddtender.sheets.plan import Frozen

    Aligned = Literal["left", "center", "right"]
    CellValue = str | int | float | Decimal | date | None
    Limited = Literal["date", "decimal"]
    Comparison = Literal["between", "greaterThan"]

    class Look(TypedDict, total=False):
        """What ``style`` takes."""

        bold: bool
        size: int
        color: str
        fill: str | None
        border: bool
        open_: bool
        form: str | None
        align: Aligned | None
        wrap: bool


PLAN_SHEET = "plan"
#: A cell holds at most 32,767 characters (ECMA-376 part 1, 18.3.1.96 and Excel's own limit).
CHUNK = 30_000
DATE = "d mmm yyyy"
_FONT = "Liberation Sans"
HEAD, INPUT, LOCKED, LINE = "1F3864", "FFF9E5", "F2F2F2", "BFBFBF"
GREEN, AMBER, RED, BLUE = "E2EFDA", "FFE9B8", "F8CBAD", "DDEBF7"


def new_workbook() -> Workbook:
    book = empty_workbook()
    book.calculation.fullCalcOnLoad = True
    return book


def put(sheet: Worksheet, row: int, column: int, value: CellValue, **look: Unpack[Look]) -> Cell:
    """Write a value: text is always text, whatever it begins with; a formula is given by ``formula``.

    Raises ValueError for a text that openpyxl would cut off; rules on sources see to it that there is none.
    """
    cell = cell_of(sheet, row, column)
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise ValueError(f"a text of {len(value):,} characters does not fit into a cell")
        put_text(cell, value, quoted=value[:1] in tuple("=+-@"))
    else:
        cell.value = value
    return style(cell, **look)


def typed_in(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    """Put into an open cell what somebody had typed, in the look that the cell has; an empty text is nothing."""
    cell = cell_of(sheet, row, column)
    form = cell.number_format
    if isinstance(value, str):
        if value:
            put_text(cell, value[:LONGEST_CELL], quoted=value[:1] in tuple("=+-@"))
    elif value is not None:
        cell.value = value
        cell.number_format = form


def formula(sheet: Worksheet, row: int, column: int, text: str, **look: Unpack[Look]) -> Cell:
    """Write a formula of ours; no text of anybody else is ever part of it."""
    cell = cell_of(sheet, row, column)
    cell.value = text
    return style(cell, **look)


def style(
    cell: Cell,
    *,
    bold: bool = False,
    size: int = 10,
    color: str = "000000",
    fill: str | None = None,
    border: bool = False,
    open_: bool = False,
    form: str | None = None,
    align: Aligned | None = None,
    wrap: bool = True,
) -> Cell:
    """The look of a cell; ``open_`` is one in which somebody is to type: not locked, and light yellow.

    What a cell's value has brought with it (a date's format, a quotation mark) is part of the look.
    """

    def make(cell: Cell) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell.font = Font(name=_FONT, size=size, bold=bold, color=color)
        if fill or open_:
            cell.fill = PatternFill("solid", fgColor=fill or INPUT)
        if border or open_:
            side = Side("thin", color=LINE)
            cell.border = Border(side, side, side, side)
        cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=wrap)
        cell.protection = Protection(locked=not open_)
        if form:
            cell.number_format = form

    give_look(cell, (*look_of(cell), bold, size, color, fill, border, open_, form, align, wrap), make)
    return cell


#: The width of a bold letter on average, in those of a digit, which columns are measured in; a bit more is margin.
_OF_A_BOLD_LETTER = 1.05


def headings(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """The headings of a table, in a row that is as high as the widths of the sheet's columns need.

    A column that is narrower than the longest word of its heading is made wider: a program breaks such a word anywhere.
    """
    from openpyxl.utils import get_column_letter

    room = []
    for column, text in enumerate(texts, start=1):
        put(sheet, row, column, text, bold=True, color="FFFFFF", fill=HEAD, border=True)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        longest = max(map(len, text.split()), default=0)
        dimension.width = max(dimension.width, round(_OF_A_BOLD_LETTER * longest + 1.2, 1))
        room.append((text, dimension.width))
    sheet.row_dimensions[row].height = height(room)


def title(sheet: Worksheet, text: str, below: str = "") -> None:
    """The first two rows of every sheet."""
    put(sheet, 1, 1, text, bold=True, size=15, color=HEAD, wrap=False)
    put(sheet, 2, 1, below, color="595959", wrap=False)


def height(texts: Iterable[tuple[str, float]], least: float = 15) -> float:
    """The height in points of a row with wrapped texts, each given with its column's width in characters."""
    lines = max(
        (sum(-(-max(len(line), 1) // max(int(width * 1.05), 1)) for line in text.split("\n")) for text, width in texts),
        default=1,
    )
    return max(least, min(13.0 * lines + 3, 405))


def choice(sheet: Worksheet, cells: str, source: str, what: str, language: Language) -> None:
    """A drop-down of exactly the values of ``source``: a range, or a quoted list. ``what`` asks for one of them."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True, errorStyle="stop")
    rule.errorTitle, rule.error = language.say("sheets.not_in_list"), what
    sheet.add_data_validation(rule)
    rule.add(cells)


def limits(
    sheet: Worksheet,
    cells: str,
    kind: Limited,
    operator: Comparison,
    bounds: Sequence[str],
    what: str,
    language: Language,
) -> None:
    """A rule for dates or numbers ("date", "decimal"); ``what`` says what to type."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(kind, operator=operator, formula1=bounds[0], allow_blank=True, showErrorMessage=True)
    rule.formula2 = bounds[1] if len(bounds) > 1 else None
    rule.errorTitle, rule.error = language.say("sheets.not_possible"), what
    sheet.add_data_validation(rule)
    rule.add(cells)


def dates_only(sheet: Worksheet, cells: str, language: Language) -> None:
    what = language.say("sheets.type_a_date")
    limits(sheet, cells, "date", "between", ("36526", "73050"), what, language)  # 2000 to 2099


def colour(sheet: Worksheet, cells: str, first: str, words: Iterable[str], fill: str) -> None:
    """Colour the cells whose text is one of ``words``; ``first`` is the first cell, with relative row."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    test = ",".join(f"{first}={quoted(word)}" for word in words)
    sheet.conditional_formatting.add(cells, FormulaRule([f"OR({test})"], fill=PatternFill(bgColor=fill)))


def protect(sheet: Worksheet) -> None:
    """Against typing in the wrong place, not against anybody: there is no password."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False  # False: allowed
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def printed(sheet: Worksheet, repeat: int | None = None, portrait: bool = False) -> None:
    """A4, as wide as the page, with the header rows on every page and page numbers."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    fit_to_page(sheet, True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    page_numbers(sheet)
    sheet.sheet_view.showGridLines = False
    if repeat:
        sheet.print_title_rows = f"{repeat}:{repeat}"


def new_sheet(book: Workbook, name: str, widths: Sequence[float]) -> Worksheet:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    fit_to_page(sheet, True)
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    return sheet


def finish(book: Workbook, plan: Frozen, stamp: Stamp, name: str, language: Language) -> bytes:
    """The workbook with its plan, as bytes that depend on the plan and the stamp alone."""
    text = json.encode(plan).decode()
    sheet = book.create_sheet(PLAN_SHEET)
    sheet.sheet_state = "veryHidden"
    chunks = [text[n : n + CHUNK] for n in range(0, len(text), CHUNK)]
    for row, chunk in enumerate([hashlib.sha256(text.encode()).hexdigest(), *chunks], start=1):
        put(sheet, row, 1, chunk, wrap=False)
    put(sheet, 1, 2, __version__, wrap=False)
    protect(sheet)
    return packed(book, name, language, stamp.moment)
