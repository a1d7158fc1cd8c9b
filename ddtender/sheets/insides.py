"""What we use of openpyxl that it does not document, all in this one place; a test says when a new version breaks it.

It keeps a cell's look as one value of numbers, which can be copied; it decides from a text whether a cell is a formula;
it writes a formula without a value in one way only; and it asks a sheet for its size in one way, whatever kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

_LOOKS: WeakKeyDictionary[Workbook, dict[tuple, StyleArray]] = WeakKeyDictionary()
#: A formula begins (ECMA-376 part 1, 18.3.1.40), and how openpyxl ends the cell of one: with an empty value.
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NO_VALUE = b"</f><v></v></c>"


def put_text(cell: Cell, text: str, quoted: bool) -> None:
    """Write a text that is text, whatever it begins with; ``quoted``: also when somebody edits the cell (18.8.45)."""
    cell.value = text
    cell.data_type = "s"  # the setter takes "=1" for a formula, and "#N/A" for an error
    if quoted:
        cell.quotePrefix = True


def look_of(cell: Cell) -> tuple[int, ...]:
    """How a cell looks, to be compared with others of its workbook."""
    return tuple(cell._style or ())


def give_look(cell: Cell, key: tuple, style: Callable[[Cell], None]) -> None:
    """Give a cell the look of a key: ``style`` makes it on the first cell of a workbook, all others get a copy of it.

    openpyxl compares every part of a look with all those before it, which was half of the time of a build.
    """
    book = cell.parent.parent
    assert book is not None  # its sheet was made in one
    looks = _LOOKS.setdefault(book, {})
    if key not in looks:
        style(cell)
        looks[key] = cell._style
    cell._style = copy(looks[key])


def size_known(sheet: Worksheet, cells: str) -> None:
    """Let a sheet that is written row by row say before its first row which cells it is going to have (18.3.1.35), as
    one does whose rows are known: programs that read only part of a sheet go by it."""
    sheet.calculate_dimension = lambda: cells


def has_values(parts: Iterable[bytes]) -> bool:
    """Whether a formula in these parts of a workbook may carry the value that a spreadsheet program has calculated.

    In a workbook that was just made none does; where a part is not written as openpyxl writes it, the answer is yes.
    """
    parts = list(parts)
    sheets = [part for part in parts if b"sheetData" in part]
    in_other_codes = any(b"\0" in part for part in parts)  # UTF-16
    return in_other_codes or any(len(_FORMULA.findall(part)) != part.count(_NO_VALUE) for part in sheets)
