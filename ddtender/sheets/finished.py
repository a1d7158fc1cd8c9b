"""A finished workbook as bytes, and what all of its sheets have in common on paper."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import datetime
from functools import partial
from typing import IO, TYPE_CHECKING, cast

from ddtender.office.package import parse_part
from ddtender.office.packaging import serialize, set_properties, write
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_STYLES, _SHEETS = "xl/styles.xml", "xl/worksheets/"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip


def packed(book: Workbook, title: str, language: Language, moment: datetime) -> bytes:
    """The workbook as bytes that depend on its contents, ``title``, the language and ``moment`` alone."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as made:  # by openpyxl, a moment ago: nobody else has had a hand in it
        parts = {name: made.read(name) for name in made.namelist() if not name.startswith(_SHEETS)}
        parts[_STYLES] = _fonts_in_order(parts[_STYLES])
        set_properties(parts, title, language.locale_tag, moment)
        sheets = {name: partial(_copy, made, name) for name in made.namelist() if name.startswith(_SHEETS)}
        return write({**parts, **sheets})


def _copy(made: zipfile.ZipFile, name: str, to: IO[bytes]) -> None:
    """A sheet of many rows as it is, piece by piece."""
    with made.open(name) as stream:
        shutil.copyfileobj(stream, to)


def _fonts_in_order(styles: bytes) -> bytes:
    """A font's properties in the order of the schema (ECMA-376 part 1, 18.8.22), which openpyxl does not keep."""
    root = parse_part(_STYLES, styles)
    for font in root.iter(_S + "font"):
        font[:] = sorted(font, key=lambda e: _FONT_ORDER.index(str(e.tag).removeprefix(_S)))
    return serialize(root)


def page_numbers(sheet: Worksheet) -> None:
    """The sheet's name and the number of the page, at the foot of each."""
    footer = sheet.oddFooter
    assert footer is not None  # as in every sheet that openpyxl makes
    assert footer.left is not None and footer.right is not None
    footer.left.text, footer.right.text = "&A", "&P / &N"


def fit_to_page(sheet: Worksheet, fits: bool) -> None:
    """Whether the sheet is printed as small as its page set-up wants it."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fits)


def cell_of(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell at a place of a sheet of ours, in which none is merged with another."""
    return cast("Cell", sheet.cell(row, column))


def empty_workbook() -> Workbook:
    """A workbook that has no sheet yet."""
    from openpyxl import Workbook

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def print_used_rows(sheet: Worksheet, columns: tuple[str, str], named: str, first: int, last: int) -> None:
    """Print no more rows than are used: down to the last from ``first`` to ``last`` with a text in column ``named``.

    ``columns`` are the first and the last one. The area is a formula (ECMA-376 part 1, 18.2.5), counted when the sheet
    is printed; a program that takes ranges only, as LibreOffice does, prints all rows.
    """
    from openpyxl.utils import quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    at, (left, right) = quote_sheetname(sheet.title), columns
    names = f"{at}!${named}${first}:${named}${last}"
    rows = f'MAX({first},SUMPRODUCT(MAX(({names}<>"")*ROW({names}))))'
    area = f"{at}!${left}$1:INDEX({at}!${right}$1:${right}${last},{rows})"
    sheet.defined_names["_xlnm.Print_Area"] = DefinedName("_xlnm.Print_Area", attr_text=area)
