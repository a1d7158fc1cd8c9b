"""What is in a register and is no part of it: sheets, cells beside and around its tables, notes, links."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.contract.codes import NOT_CARRIED_OVER
from ddtender.contract.overview import AS_OF_CELL, DELIVERY_CELL, RISK_CELL
from ddtender.contract.places import (
    LATER,
    former_headings,
    headings,
    overview_sheet,
    own_headings,
    own_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
    site_headings,
    sites_sheet,
)
from ddtender.diagnostics import Diagnostic, Location
from ddtender.sheets.attached import has_notes, links_unsaid
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.workbook import PLAN_SHEET
from ddtender.words import Language

#: What is read of a row that somebody has added to ours (``reading.stranger``).
_OF_STRANGERS = ("subject", "checked", "due", "received_on", "evidence", "remarks")
_SHOWN = 40


def foreign(content: bytes, path: str, written: bytes, words: Language) -> list[Diagnostic]:
    """What the bytes of the register at ``path`` have and a register that is made anew of what was read has not;
    ``written`` is the same register with nothing typed."""
    book, made = Book(content, path), Book(written, path)
    return [*_sheets(book, made), *_cells(book, made, words), *_attached(book)]


def _sheets(book: Book, made: Book) -> Iterator[Diagnostic]:
    for name in book.sheets:
        if name not in made.sheets:
            yield _elsewhere(book, f"the sheet '{name}' is not in the new register")


def _cells(book: Book, made: Book, words: Language) -> Iterator[Diagnostic]:
    tables = {
        register_sheet(words): headings(words),
        requests_sheet(words): request_headings(words),
        own_sheet(words): own_headings(words),
        sites_sheet(words): site_headings(words),
    }
    for sheet in book.sheets:
        if sheet == PLAN_SHEET or sheet not in made.sheets:
            continue
        ours = [cell for _, cells in made.rows(sheet) for cell in cells]
        texts = {cell.text for cell in ours}
        counted = {said for cell in ours if cell.is_formula for said in ((cell.row, cell.column), cell.formula)}
        if sheet in tables:
            found = [*_beside(book, sheet, tables[sheet], words, sheet == register_sheet(words))]
        else:
            open_ = (AS_OF_CELL, DELIVERY_CELL, RISK_CELL) if sheet == overview_sheet(words) else ()
            found = [c for _, cells in book.rows(sheet) for c in cells if (c.row, c.column) not in open_]
        theirs = [
            (cell, f"={cell.formula}" if cell.is_formula else cell.text)
            for cell in found
            if (cell.text and cell.text not in texts and not cell.is_formula)
            or (cell.is_formula and counted.isdisjoint({(cell.row, cell.column), cell.formula}))
        ]
        if theirs:
            more = f", and {len(theirs) - 1} more" if len(theirs) > 1 else ""
            cell, text = theirs[0]
            said = f"'{text[:_SHOWN]}'{more} stands beside the table, and not in the new register"
            yield book.finding(NOT_CARRIED_OVER, cell, said, NOT_CARRIED_OVER.mend)


def _beside(book: Book, sheet: str, names: dict[str, str], words: Language, has_strangers: bool) -> Iterator[SheetCell]:
    """The cells of a sheet from which nothing is read: above its table, beside it, and of a row without a key all but
    what is read of it."""
    table = book.table(sheet, names, LATER & names.keys(), former_headings(names, words))
    columns = {table.columns[name] for name in names if table.columns[name]}
    read = {table.columns[name] for name in _OF_STRANGERS} if has_strangers else columns
    for row, cells in book.rows(sheet):
        is_strange = has_strangers and not any(c.text for c in cells if c.column == table.columns["key"])
        known = set() if row < table.head else read if is_strange else columns
        yield from (cell for cell in cells if cell.column not in known)


def _attached(book: Book) -> Iterator[Diagnostic]:
    if has_notes(book.parts):
        yield _elsewhere(book, "the notes on cells are not in the new register")
    texts = (cell.text for sheet in book.sheets for _, cells in book.rows(sheet) for cell in cells)
    for target in links_unsaid(book.parts, texts):
        yield _elsewhere(book, f"the link to {target[:100]} is not in the new register")


def _elsewhere(book: Book, message: str) -> Diagnostic:
    return Diagnostic(NOT_CARRIED_OVER, Location(book.path), message, NOT_CARRIED_OVER.mend)
