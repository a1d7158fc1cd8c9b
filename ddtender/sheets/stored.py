"""The cells of a workbook as they are stored: what was typed, and what formulas counted when it was saved."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ddtender.forgetting import forget_oldest
from ddtender.sheets.cells import bare
from ddtender.sheets.insides import has_values

#: No sheet of ours is larger; what stands further out is not looked at.
MAX_ROWS, MAX_COLUMNS = 25_000, 320
_MAX_TEXT = 32_767
#: The sheets that were read last, by all that their cells come from; in a batch most are the same for every procedure.
_READ: dict[tuple, Rows] = {}
_KEPT, _LARGEST = 32, 500_000


class SheetCell(Struct, frozen=True):
    """A cell as it is stored: ``value`` is what was typed, or for a formula the value that was calculated last.

    ``is_error`` says that this is an error value, such as #REF! (ECMA-376 part 1, 18.18.11); ``formula`` is the text of
    a formula without its equals sign, empty where the program has stored it with another cell, ``form`` the number
    format of what was typed."""

    sheet: str
    row: int
    column: int
    value: object
    is_formula: bool
    is_error: bool = False
    formula: str = ""
    form: str = ""

    @property
    def at(self) -> str:
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The value as clean text, empty for an empty cell."""
        return clean(self.value)


def clean(value: object) -> str:
    """Text without control characters and without blanks at its ends: it may go to a terminal and into Word."""
    if value is None:
        return ""
    text = str(value)[:_MAX_TEXT].replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text.strip()
    shown = (c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text)
    return "".join(shown).strip()


#: The rows of a sheet that have any cells, by their numbers.
Rows = tuple[tuple[int, tuple[SheetCell, ...]], ...]


def stored(parts: Mapping[str, bytes]) -> dict[str, Rows]:
    """Every sheet's cells, row by row, formulas with the values they were saved with. Raises PackageError."""
    from openpyxl import load_workbook

    is_calculated, cells = has_values(parts.values()), bare(parts)
    books = [
        load_workbook(io.BytesIO(cells.content), read_only=True, data_only=only)
        for only in (False, True)[: 1 + is_calculated]
    ]
    sheets: dict[str, Rows] = {}
    for name, data in cells.sheets.items():
        key = (name, data, cells.around, is_calculated) if len(data) < _LARGEST else None
        rows = (_READ.pop(key, None) if key else None) or _rows(name, *(book[name] for book in books))
        sheets[name] = rows
        if key:
            _READ[key] = rows
            forget_oldest(_READ, _KEPT)
    return sheets


def _rows(name: str, typed, *values) -> Rows:
    """The cells of a sheet; ``values`` is the same one again, if formulas have values."""
    calculated = {row[0].row: row for sheet in values for row in _filled(sheet)}
    rows = []
    for row in _filled(typed):
        later = {cell.column: cell for cell in calculated.get(row[0].row, ())}
        cells = []
        for cell in row:
            is_formula = cell.data_type == "f"
            stored = later.get(cell.column) if is_formula else cell
            value = None if stored is None or stored.value == "" else stored.value
            is_error = stored is not None and stored.data_type == "e"
            formula = str(cell.value)[1:] if is_formula else ""
            form = "" if is_formula else cell.number_format
            cells.append(SheetCell(name, cell.row, cell.column, value, is_formula, is_error, formula, form))
        rows.append((row[0].row, tuple(cells)))
    return tuple(rows)


def _filled(sheet) -> Iterator[list]:
    """The cells of each row that are there at all; rows without any are left out."""
    sheet.reset_dimensions()  # what the file says about its size is not to be relied on
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            yield cells
