"""What a build wrote into a workbook and is not there any more: words beside those that somebody types, and formulas.

Rows and columns may have moved, and others may have been added. So a row is as it was where some row of its sheet has
all of its words; and a sheet counts as it did where it has as many formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.sheets.codes import WORKBOOK_ALTERED
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.workbook import PLAN_SHEET

_HINT = "Take the workbook that the build wrote, and copy what was typed into it; nothing is read from these cells."
_SHOWN = 60


def altered(book: Book, made: Book, typed: Iterable[SheetCell] = ()) -> Iterator[Diagnostic]:
    """A warning for each sheet that lacks words, and for each that lacks formulas, of the book that a build has
    ``made``; ``typed`` are cells of a formula that somebody may replace."""
    open_ = {(cell.sheet, cell.row, cell.column) for cell in typed}
    for sheet in made.sheets:
        if sheet == PLAN_SHEET:
            continue
        wanted = [cells for _, cells in made.rows(sheet)]
        there = [_words(cells) for _, cells in book.rows(sheet)]
        lost = [(cells[0], gone) for cells in wanted if (gone := _lost(_words(cells), there))]
        if lost:
            more = f", nor are words of {len(lost) - 1} more rows" if len(lost) > 1 else ""
            said = f"'{' '.join(lost[0][1].split())[:_SHOWN]}' is not there as it was written{more}"
            yield _warning(book, lost[0][0], said)
        formulas, still = (
            [c for _, cells in of.rows(sheet) for c in cells if c.is_formula and (sheet, c.row, c.column) not in open_]
            for of in (made, book)
        )
        gone = len(formulas) - len(still)
        if gone > 0:
            yield _warning(book, formulas[0], f"{gone} formula{'s' * (gone > 1)} of this sheet {_are(gone)} gone")


def _words(cells: Iterable[SheetCell]) -> Counter[str]:
    return Counter(cell.text for cell in cells if isinstance(cell.value, str) and cell.text and not cell.is_formula)


def _lost(words: Counter[str], there: list[Counter[str]]) -> str:
    """The first of these words that the row with most of them does not have; "" where it has all."""
    fewest = words
    for row in there:
        missing = words - row
        if not missing:
            return ""
        if missing.total() < fewest.total():
            fewest = missing
    return next(iter(fewest), "")


def _warning(book: Book, cell: SheetCell, message: str) -> Diagnostic:
    return book.finding(WORKBOOK_ALTERED, cell, message, _HINT)._replace(severity_override=Severity.WARNING)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
