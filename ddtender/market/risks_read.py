"""Reading a risk worksheet that somebody has filled in; it may come from anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.library.plain_values import one_line
from ddtender.model.risks import RiskLists, RiskSummary
from ddtender.sheets.reading import Book, SheetTable, Unreadable
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language

#: The columns of the steps, by the keys of their headings.
COLUMNS = (
    ("material", "kind", "stage", "why", "source", "checked"),
    ("material", "country", "share", "source", "checked"),
    ("material", "country", "stage", "risk", "known", "severity", "likelihood", "source", "checked"),
    ("risk", "relevant", "where", "summary", "ask", "require"),
)
_LONGEST = 2000
#: Of the name of a sheet.
_LONGEST_NAME = 31


class JudgedRisk(Struct, frozen=True):
    """A row of the third step."""

    material: str
    country: str
    stage: str
    risk: str
    known: str
    severity: str
    likelihood: str
    source: str
    checked: str


class ScopedMaterial(Struct, frozen=True):
    """A row of the first step."""

    material: str
    kind: str
    stage: str
    why: str
    source: str
    checked: str


class ScopedPlace(Struct, frozen=True):
    """A row of the second step."""

    material: str
    country: str
    share: str
    source: str
    checked: str


class RiskSheet(Struct, frozen=True):
    """What a worksheet says, as text: what, by whom, when; and the rows of its steps."""

    product: str
    by: str
    on: str
    materials: tuple[ScopedMaterial, ...] = ()
    places: tuple[ScopedPlace, ...] = ()
    risks: tuple[JudgedRisk, ...] = ()
    report: tuple[RiskSummary, ...] = ()


class ReadSheet(Struct, frozen=True):
    """A worksheet with the places of its rows: by step, the cells of each row by column, in the order of the rows; and
    the lists and the language that it was made with."""

    sheet: RiskSheet
    cells: tuple[tuple[Mapping[str, SheetCell], ...], ...]
    book: Book
    lists: RiskLists
    language: Language


def step_sheets(lists: RiskLists) -> list[str]:
    """The names of the sheets of the steps; one that no workbook can have is cut (ECMA-376 part 1, 18.2.19)."""
    return [f"{n} {step.name}"[:_LONGEST_NAME] for n, step in enumerate(lists.steps, 1)]


def read_sheet(
    content: bytes, path: str, lists: RiskLists, language: Language
) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """A filled worksheet; None with the reason where it is none. Columns may stand in any order."""
    try:
        book = Book(content, path)
    except Unreadable as error:
        return None, [error.finding]
    return sheet_of(book, lists, language)


def sheet_of(book: Book, lists: RiskLists, language: Language) -> tuple[ReadSheet | None, list[Diagnostic]]:
    """The worksheet of a workbook; see ``read_sheet``."""
    try:
        if language.say("market.risks.sheets.start") not in book.sheets:
            raise book.another(f"{book.path} is no risk worksheet of ddtender")
        cells = tuple(tuple(_rows(book, n, lists, language)) for n in range(len(COLUMNS)))
    except Unreadable as error:
        return None, [error.finding]
    texts = [[{name: _text(cell) for name, cell in row.items()} for row in rows] for rows in cells]
    start = {cells[0].text: _text(cells[1]) for cells in _pairs(book, language)}
    product, by, on = (
        start.get(language.say(f"market.risks.{key}"), "") for key in ("product", "filled_in_by", "date")
    )
    sheet = RiskSheet(
        product,
        by,
        on,
        tuple(ScopedMaterial(**row) for row in texts[0]),
        tuple(ScopedPlace(**row) for row in texts[1]),
        tuple(JudgedRisk(**row) for row in texts[2]),
        tuple(RiskSummary(**row) for row in texts[3]),
    )
    return ReadSheet(sheet, cells, book, lists, language), []


def table_of(book: Book, number: int, lists: RiskLists, language: Language) -> SheetTable:
    """The table of a step, counted from 0. Raises Unreadable."""
    name = step_sheets(lists)[number] if number < len(lists.steps) else ""
    headings = {key: language.say(f"market.risks.{key}") for key in COLUMNS[number]}
    return book.table(name, headings, optional={"checked"} & headings.keys())


def _rows(book: Book, number: int, lists: RiskLists, language: Language) -> Iterator[Mapping[str, SheetCell]]:
    for _, row in table_of(book, number, lists, language).rows():
        if any(cell.text for cell in row.values()):
            yield row


def _pairs(book: Book, language: Language) -> Iterator[tuple[SheetCell, SheetCell]]:
    for _, cells in book.rows(language.say("market.risks.sheets.start")):
        by_column = {cell.column: cell for cell in cells}
        if 1 in by_column and 2 in by_column:
            yield by_column[1], by_column[2]


def _text(cell: SheetCell) -> str:
    """One line of a length that a report can print; a day without its time."""
    return one_line(cell.text.removesuffix(" 00:00:00"))[:_LONGEST]
