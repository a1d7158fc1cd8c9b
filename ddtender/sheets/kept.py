"""What a build wrote into a workbook and is not there any more: words beside those that somebody types, and formulas.

Rows and columns may have moved, and others may have been added. So a row is as it was where some row of its sheet has
all of its words; and a sheet counts as it did where it has as many formulas that count in the same ways, wherever the
cells are that they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.sheets.codes import WORKBOOK_ALTERED
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.workbook import PLAN_SHEET

_HINT = "Take the workbook that the build wrote, and copy what was typed into it; nothing is read from these cells."
_SHOWN = 60
#: Texts, and the names of sheets where they need quotation marks.
_QUOTED = re.compile(r"""\"(?:[^"]|"")*\"|'(?:[^']|'')*'""")
#: The place of a cell, with its sheet if it has one.
_PLACE = re.compile(r"(?<![\w.$])(?:\w*!)?\$?[A-Z]{1,3}\$?\d+(?![\w(])")
#: What programs write and leave out: spaces, and the mark of functions that came later (ECMA-376 part 1, 18.17).
_WRITTEN_OTHERWISE = re.compile(r"\s+|_xl(?:fn|ws)\.")


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
        yield from _other_formulas(book, formulas, still)


def _other_formulas(book: Book, made: list[SheetCell], there: list[SheetCell]) -> Iterator[Diagnostic]:
    """A warning for formulas that are gone, or for those that count otherwise."""
    if (gone := len(made) - len(there)) > 0:
        yield _warning(book, made[0], f"{gone} formula{'s' * (gone > 1)} of this sheet {_are(gone)} gone")
        return
    wanted, ways = (Counter(_way(cell.formula) for cell in cells) for cells in (made, there))
    others = (wanted - ways).total() - ways[""]  # stored with another cell
    if others > 0:
        more = ways - wanted
        first = next((cell for cell in there if more[_way(cell.formula)]), made[0])
        said = f"{others} formula{'s' * (others > 1)} of this sheet {'counts' if others == 1 else 'count'} otherwise"
        yield _warning(book, first, said)


def _way(formula: str) -> str:
    """How a formula counts, whatever cells it names and however a program writes it down."""
    plain = _QUOTED.sub(lambda found: found[0] if found[0].startswith('"') else "", formula)
    return _WRITTEN_OTHERWISE.sub("", _PLACE.sub("§", plain)).casefold()


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
