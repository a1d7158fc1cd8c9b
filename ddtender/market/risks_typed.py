"""What is typed into a risk worksheet elsewhere than in a spreadsheet program: the cells of its rows by the names of
their fields, and the texts that go there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.market.risks_read import COLUMNS, ReadSheet, table_of
from ddtender.sheets.in_place import CellPlace
from ddtender.sheets.stored import SheetCell

#: The first page, and the steps in the order of ``COLUMNS``.
START, STEPS = "start", ("parts", "places", "risks", "report")
START_FIELDS = ("product", "filled_in_by", "date")
#: What a row of a step is about: what tells it from the others, but for two that say different things of the same.
ABOUT: Mapping[str, tuple[str, ...]] = {
    START: (),
    "parts": ("material",),
    "places": ("material", "country"),
    "risks": ("material", "country", "stage", "risk"),
    "report": ("risk",),
}
#: A step has no more rows than this where they are typed.
MOST_ROWS = 500


class RiskRow(Struct, frozen=True):
    """A row of a step, or the first page: its number in the sheet (0 for the page), and its cells by field."""

    number: int
    cells: Mapping[str, SheetCell]

    def places(self) -> dict[str, CellPlace]:
        return {name: (cell.sheet, cell.row, cell.column) for name, cell in self.cells.items()}

    @property
    def counted(self) -> frozenset[str]:
        """The fields in which a formula stands: nothing is typed there."""
        return frozenset(name for name, cell in self.cells.items() if cell.is_formula)


def rows_of(read: ReadSheet, step: str) -> tuple[RiskRow, ...]:
    """The rows of a step in which anything stands; the one of the first page."""
    if step == START:
        return (_start(read),)
    found = (dict(_there(row)) for row in read.cells[STEPS.index(step)])
    return tuple(RiskRow(next(iter(cells.values())).row, cells) for cells in found)


def _start(read: ReadSheet) -> RiskRow:
    labels = {read.language.say(f"market.risks.{name}"): name for name in START_FIELDS}
    sheet = read.language.say("market.risks.sheets.start")
    found = {}
    for number, cells in read.book.rows(sheet):
        for cell in cells:
            if cell.column == 1 and cell.text in labels:
                found[labels[cell.text]] = read.book.cell(sheet, number, 2)
    return RiskRow(0, {name: found[name] for name in START_FIELDS if name in found})


def _there(cells: Mapping[str, SheetCell]) -> list[tuple[str, SheetCell]]:
    """The cells of the columns that the sheet has."""
    return [(name, cell) for name, cell in cells.items() if cell.column]


def new_row(read: ReadSheet, step: str) -> RiskRow:
    """The first row of a step that is free, below all that are filled in: nothing stands in it, not even in columns
    that are not ours, and nobody has put it out of sight."""
    number = STEPS.index(step)
    table = table_of(read.book, number, read.lists, read.language)
    numbers = _numbers(read, table.sheet, table.head)
    taken = {
        row for row, cells in read.book.rows(table.sheet) if any(cell.text for cell in cells if cell.column != numbers)
    }
    taken |= read.book.hidden[table.sheet].rows
    free = max((row.number for row in rows_of(read, step)), default=table.head) + 1
    while free in taken:
        free += 1
    cells = {name: SheetCell(table.sheet, free, column, None, False) for name, column in table.columns.items()}
    return RiskRow(free, dict(_there(cells)))


def _numbers(read: ReadSheet, sheet: str, head: int) -> int:
    """The column that numbers the rows, filled in or not; 0 where there is none."""
    heading = read.language.say("market.risks.number")
    cells = next((cells for row, cells in read.book.rows(sheet) if row == head), ())
    return next((cell.column for cell in cells if cell.text == heading), 0)


def shown_in(read: ReadSheet, row: RiskRow) -> dict[str, str]:
    """What stands in the fields of a row; that nobody has checked it is nothing that was typed."""
    mark = read.language.say("market.risks.check_this")
    made = {name: cell.text.removesuffix(" 00:00:00") for name, cell in row.cells.items()}
    return {name: "" if name == "checked" and text == mark else text for name, text in made.items()}


def texts_of(read: ReadSheet, row: RiskRow, typed: Mapping[str, str]) -> dict[CellPlace, str]:
    """The texts by cell that what is ``typed`` into the fields of a row comes to: of those alone that say something
    else than before. Where a check is taken back, the row says again that it is to be checked."""
    was, places = shown_in(read, row), row.places()
    changed = {name: text for name, text in typed.items() if name in places and text != was[name]}
    if changed.get("checked") == "":
        changed["checked"] = read.language.say("market.risks.check_this")
    return {places[name]: text for name, text in changed.items() if name not in row.counted}


def emptied(rows: Sequence[RiskRow]) -> dict[CellPlace, str]:
    """The texts by which rows are taken out of a step; what stands in them beside our columns stays."""
    return {place: "" for row in rows for name, place in row.places().items() if row.cells[name].text}


def renamed(read: ReadSheet, was: str, name: str) -> dict[CellPlace, str]:
    """The texts by which the later steps call a part by another name."""
    rows = (row for step in ("places", "risks") for row in rows_of(read, step))
    of = [row for row in rows if row.cells["material"].text == was and "material" not in row.counted]
    return {row.places()["material"]: name for row in of}


def columns_read(read: ReadSheet) -> dict[str, set[int]]:
    """The columns by sheet that are read as answers."""
    tables = [table_of(read.book, n, read.lists, read.language) for n in range(len(COLUMNS))]
    start = read.language.say("market.risks.sheets.start")
    return {start: {2}} | {table.sheet: set(table.columns.values()) for table in tables}


def lost(there: ReadSheet, handed: ReadSheet) -> int:
    """How many answers stand in a worksheet that another one of it lacks: what was judged, checked or written, and is
    open there, as it is in a copy that was taken before. A row that is not there at all counts by what somebody has
    answered in it, and as one where somebody has added it: what came filled in may be taken out."""
    mine, theirs = _answers(there), _answers(handed)
    return sum(
        len(one.given - theirs[key].given) if key in theirs else len(one.given & _ANSWERS) or int(one.is_added)
        for key, one in mine.items()
    )


#: What somebody answers in a row that came filled in.
_ANSWERS = {"severity", "likelihood", "checked", "relevant", "summary", "ask", "require", *START_FIELDS[1:]}


class _Answers(Struct, frozen=True):
    """The fields of the rows with a key in which something stands, and whether somebody has added one of them."""

    given: frozenset[str] = frozenset()
    is_added: bool = False


def _answers(read: ReadSheet) -> dict[tuple[str, ...], _Answers]:
    open_ = ("", read.lists.ratings[-1], read.language.say("market.risks.example_by"))
    mark = read.language.say("market.risks.check_this")
    found: dict[tuple[str, ...], _Answers] = {}
    for step in (START, *STEPS):
        keys = (*ABOUT[step], *(["known"] if step == "risks" else []))
        for row in rows_of(read, step):
            texts = shown_in(read, row)
            key = (step, *(texts[name] for name in keys))
            given = {name for name, text in texts.items() if name not in (*keys, "product") and text not in open_}
            is_added = "checked" in row.cells and row.cells["checked"].text != mark
            before = found.get(key, _Answers())
            found[key] = _Answers(before.given | given, before.is_added or is_added)
    return found
