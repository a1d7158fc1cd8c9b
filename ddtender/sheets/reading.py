"""Reading a workbook that comes back: limits and XML first, then the sheets as plain cells, then the plan inside."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from msgspec import MsgspecError, Struct, UnsetType, json

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.library.days import day_of
from ddtender.office.kinds import kind_of
from ddtender.office.package import PackageError, open_workbook
from ddtender.sheets.cells import bare
from ddtender.sheets.codes import UNREADABLE_WORKBOOK, WORKBOOK_ALTERED
from ddtender.sheets.insides import has_values
from ddtender.sheets.plan import Frozen, tag_of
from ddtender.sheets.workbook import PLAN_SHEET
from ddtender.words import Language, PhraseError

#: No sheet of ours is larger; what stands further out is not looked at.
_MAX_ROWS, _MAX_COLUMNS = 25_000, 320
_HEADING_ROWS = 120  # the headings of a table stand above this row
_MAX_TEXT = 32_767
#: The sheets that were read last, by all that their cells come from; in a batch most are the same for every procedure.
_READ: dict[tuple, Rows] = {}
_KEPT, _LARGEST = 32, 500_000
Plan = TypeVar("Plan", bound=Frozen)


class Unreadable(Exception):
    """The workbook cannot be used at all; ``finding`` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Cell(Struct, frozen=True):
    """A cell as it is stored: ``value`` is what was typed, or for a formula the value that was calculated last.

    ``is_error`` says that this is an error value, such as #REF! (ECMA-376 part 1, 18.18.11); ``formula`` is the text of
    a formula without its equals sign, empty where the program has stored it with another cell."""

    sheet: str
    row: int
    column: int
    value: object
    is_formula: bool
    is_error: bool = False
    formula: str = ""

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
    shown = (c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text)
    return "".join(shown).strip()


#: The rows of a sheet that have any cells, by their numbers.
Rows = tuple[tuple[int, tuple[Cell, ...]], ...]


class Table:
    """A table of a sheet: its columns by name, wherever they stand, and the rows below the headings."""

    def __init__(self, columns: dict[str, int], head: int, rows: Rows, sheet: str) -> None:
        self.columns, self.head, self._rows, self.sheet = columns, head, rows, sheet

    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Every row below the headings that has anything in it: its number and its cells by column."""
        for number, cells in self._rows:
            if number > self.head and any(cell.text or cell.is_formula for cell in cells):
                by_column = {cell.column: cell for cell in cells}
                yield (
                    number,
                    {
                        name: by_column.get(column, Cell(self.sheet, number, column, None, False))
                        for name, column in self.columns.items()
                    },
                )


class Book:
    """The sheets of a workbook. All places in findings are in the file ``path``."""

    def __init__(self, content: bytes, path: str) -> None:
        """Raises Unreadable."""
        self.path, self._content = path, content
        try:
            parts = open_workbook(content)
        except PackageError as error:
            raise self.unreadable(f"{path} cannot be read: {error}") from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about features of a spreadsheet program that we do not read
                self._sheets = _load(parts)
        except PackageError as error:
            raise self.unreadable(f"{path} cannot be read: {error}") from None
        except Exception:  # openpyxl raises whatever a damaged part makes it raise
            raise self.unreadable(f"{path} is damaged: its cells cannot be read") from None

    def unreadable(self, message: str) -> Unreadable:
        hint = "Take the workbook that the build wrote, and fill that in."
        return Unreadable(Diagnostic(UNREADABLE_WORKBOOK, Location(self.path), message, hint))

    def another(self, message: str) -> Unreadable:
        """The workbook is not the one that was asked for: what it is, if that is known."""
        kind = kind_of(self._content)
        if kind is None or not kind.use:
            return self.unreadable(message)
        said = f"{self.path} is {kind.name}, which is not read here"
        return Unreadable(
            Diagnostic(UNREADABLE_WORKBOOK, Location(self.path), said, f"{kind.use[0].upper()}{kind.use[1:]}.")
        )

    def finding(self, code: Code, cell: Cell, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(code, Location(self.path, cell.row, cell.column), f"{cell.at}: {message}", hint)

    def cell(self, sheet: str, row: int, column: int) -> Cell:
        for number, cells in self._sheets.get(sheet, ()):
            if number == row:
                return next((c for c in cells if c.column == column), Cell(sheet, row, column, None, False))
        return Cell(sheet, row, column, None, False)

    def broken_formulas(self, sheets: Iterable[str]) -> list[Diagnostic]:
        """What the formulas of these sheets no longer count: a finding for each column and kind of error."""
        found: dict[tuple[str, int, str], list[Cell]] = {}
        for sheet in sheets:
            for _, cells in self._sheets.get(sheet, ()):
                for cell in cells:
                    if cell.is_formula and cell.is_error:
                        found.setdefault((sheet, cell.column, cell.text), []).append(cell)
        hint = "Copy the formula from the workbook that the build wrote; what it refers to may have been deleted."
        return [
            self.finding(
                WORKBOOK_ALTERED,
                cells[0],
                f"the formula gives {error}{_and_more(len(cells) - 1)}",
                hint,
            )
            for (_, _, error), cells in found.items()
        ]

    def plan(self, form: type[Plan]) -> Plan:
        """The plan that the workbook was made from. Raises Unreadable."""
        texts = [str(cells[0].value or "") if cells else "" for _, cells in self._sheets.get(PLAN_SHEET, ())]
        text = "".join(texts[1:])
        if not texts:
            raise self.another(f"{self.path} is not such a workbook of ddtender: it carries no plan")
        if hashlib.sha256(text.encode()).hexdigest() != texts[0]:
            raise self.unreadable(f"the plan inside {self.path} has been altered")
        try:
            return json.decode(text, type=form)
        except (MsgspecError, ValueError, RecursionError):
            if text.startswith(f'{{"form":"{form.__struct_defaults__[0]}"'):
                raise self.unreadable(f"the plan inside {self.path} is not one that this version makes") from None
            raise self.another(f"{self.path} is another kind of workbook, or of another version") from None

    def language(self, planned: str | UnsetType, languages: Callable[[str], Language]) -> Language:
        """The language that a plan names, out of ``languages``. Raises Unreadable where they do not have it."""
        tag = tag_of(planned)
        try:
            return languages(tag)
        except (OSError, PhraseError):
            raise self.unreadable(f"{self.path} is in the language '{tag}', which this version does not have") from None

    def table(self, sheet: str, headings: Mapping[str, str]) -> Table:
        """The table with these headings, each given by the name of its column, in any order. Raises Unreadable."""
        if sheet not in self._sheets:
            raise self.unreadable(f"{self.path} has no sheet '{sheet}' any more")
        rows = self._sheets[sheet]
        texts = set(headings.values())
        nearest = texts
        for number, cells in rows:
            if number > _HEADING_ROWS:
                break
            found: dict[str, int] = {}
            for cell in cells:
                if cell.text in texts:
                    if cell.text in found:
                        raise self.unreadable(f"{self.path}: {cell.at} repeats the heading '{cell.text}'")
                    found[cell.text] = cell.column
            missing = texts - found.keys()
            if not missing:
                columns = {name: found[text] for name, text in headings.items()}
                in_order = dict(sorted(columns.items(), key=lambda one: one[1]))
                return Table(in_order, number, rows, sheet)
            nearest = min(nearest, missing, key=lambda names: (len(names), sorted(names)))
        wanted = ", ".join(f"'{name}'" for name in headings.values() if name in nearest)
        raise self.unreadable(f"{self.path}: the sheet '{sheet}' lacks the heading {wanted}")


def _and_more(count: int) -> str:
    """How many more cells of a column it is so with."""
    return f", as in {count} more {'cell' if count == 1 else 'cells'} of this column" if count else ""


def _load(parts: Mapping[str, bytes]) -> dict[str, Rows]:
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
            if len(_READ) > _KEPT:
                del _READ[next(iter(_READ))]
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
            cells.append(Cell(name, cell.row, cell.column, value, is_formula, is_error, formula))
        rows.append((row[0].row, tuple(cells)))
    return tuple(rows)


def _filled(sheet) -> Iterator[list]:
    """The cells of each row that are there at all; rows without any are left out."""
    sheet.reset_dimensions()  # what the file says about its size is not to be relied on
    for row in sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS):
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            yield cells


def text_of(cell: Cell) -> str:
    """A typed text. Raises ValueError, with words for the user."""
    if cell.is_formula or cell.is_error:
        what = f"the error {cell.text}" if cell.is_error else "a formula"
        raise ValueError(f"{what} stands where text is to be typed")
    return cell.text


def number_of(cell: Cell) -> Decimal:
    """A typed number. Raises ValueError, with words for the user: text that looks like a number is not one."""
    if cell.is_formula:
        raise ValueError("a formula stands where a number is to be typed")
    if cell.is_error:
        raise ValueError(f"the error {cell.text} stands where a number is to be typed")
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float | Decimal):
        raise ValueError(f"'{cell.text[:40]}' is text or a date, not a number, so the workbook does not count it")
    return decimal_of(cell.value)


def decimal_of(value: int | float | Decimal) -> Decimal:
    """A stored number as the decimal number that was meant. Raises ValueError."""
    try:
        made = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise ValueError("this is not a number") from None
    if not made.is_finite() or abs(made) > Decimal(10) ** 15:
        raise ValueError("this number is out of all proportion")
    return made


def date_of(cell: Cell) -> tuple[date, bool]:
    """A typed date, and whether it was typed as text. Raises ValueError where there is not one reading."""
    if cell.is_formula:
        raise ValueError("a formula stands where a date is to be typed; it would be another day tomorrow")
    if cell.is_error:
        raise ValueError(f"the error {cell.text} stands where a date is to be typed")
    if isinstance(cell.value, datetime):
        return cell.value.date(), False
    if isinstance(cell.value, date):
        return cell.value, False
    if not isinstance(cell.value, str):
        raise ValueError(f"'{cell.text[:40]}' is not a date")
    return day_of(cell.text), True
