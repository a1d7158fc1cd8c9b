"""Reading a workbook that comes back: its sheets, the tables in them by their headings, and the plan inside."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from msgspec import MsgspecError, UnsetType, json

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.diagnostics.messages import Message, in_cell
from ddtender.model.built import built
from ddtender.office.kinds import kind_of
from ddtender.office.package import PackageError, open_workbook
from ddtender.office.properties import title_in
from ddtender.sheets.codes import UNREADABLE_WORKBOOK, WORKBOOK_ALTERED
from ddtender.sheets.out_of_sight import Hidden, hidden_in
from ddtender.sheets.plan import Frozen, tag_of
from ddtender.sheets.stored import Rows, SheetCell, stored
from ddtender.sheets.workbook import PLAN_SHEET
from ddtender.words import Language, PhraseError

_NONE: Mapping[str, str] = MappingProxyType({})
_HEADING_ROWS = 120  # the headings of a table stand above this row
Plan = TypeVar("Plan", bound=Frozen)


class Unreadable(Exception):
    """The workbook cannot be used at all; ``finding`` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class SheetTable:
    """A table of a sheet: its columns by name, wherever they stand, and the rows below the headings."""

    def __init__(self, columns: dict[str, int], head: int, rows: Rows, sheet: str) -> None:
        self.columns, self.head, self._rows, self.sheet = columns, head, rows, sheet

    def rows(self) -> Iterator[tuple[int, dict[str, SheetCell]]]:
        """Every row below the headings that has anything in it: its number and its cells by column."""
        for number, cells in self._rows:
            if number > self.head and any(cell.text or cell.is_formula for cell in cells):
                by_column = {cell.column: cell for cell in cells}
                yield (
                    number,
                    {
                        name: by_column.get(column, SheetCell(self.sheet, number, column, None, False))
                        for name, column in self.columns.items()
                    },
                )


class Book:
    """The sheets of a workbook. All places in findings are in the file ``path``."""

    def __init__(self, content: bytes, path: str) -> None:
        """Raises Unreadable."""
        self.path, self._content = path, content
        try:
            parts = self._opened(content)
        except PackageError as error:
            raise self.unreadable(f"{path} cannot be read: {error}") from None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about features of a spreadsheet program that we do not read
                self.parts, self._sheets = parts, self._read(parts)
        except PackageError as error:
            raise self.unreadable(f"{path} cannot be read: {error}") from None
        except Exception:  # openpyxl raises whatever a damaged part makes it raise
            raise self.unreadable(f"{path} is damaged: its cells cannot be read") from None

    def _opened(self, content: bytes) -> dict[str, bytes]:
        return open_workbook(content)

    def _read(self, parts: Mapping[str, bytes]) -> Mapping[str, Rows]:
        return stored(parts)

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

    def finding(self, code: Code, cell: SheetCell, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(code, Location(self.path, cell.row, cell.column), in_cell(cell.at, message), hint)

    def cell(self, sheet: str, row: int, column: int) -> SheetCell:
        for number, cells in self._sheets.get(sheet, ()):
            if number == row:
                return next((c for c in cells if c.column == column), SheetCell(sheet, row, column, None, False))
        return SheetCell(sheet, row, column, None, False)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        return tuple(self._sheets)

    @cached_property
    def title(self) -> str:
        """The title among the properties of the workbook; "" where it has none."""
        return title_in(self.parts)

    @property
    def made_by(self) -> str:
        """The version of ddtender that has written the workbook, as it says itself; "" where it does not."""
        return self.cell(PLAN_SHEET, 1, 2).text

    @cached_property
    def hidden(self) -> Mapping[str, Hidden]:
        """What nobody sees of each sheet."""
        return hidden_in(self.parts)

    def rows(self, sheet: str) -> Rows:
        """The rows of a sheet that have any cells; none where there is no such sheet."""
        return self._sheets.get(sheet, ())

    def broken_formulas(self, sheets: Iterable[str]) -> list[Diagnostic]:
        """What the formulas of these sheets no longer count: a finding for each column and kind of error."""
        found: dict[tuple[str, int, str], list[SheetCell]] = {}
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
                Message(
                    f"the formula gives {error}{_and_more(len(cells) - 1)}",
                    "messages.workbook_altered.formula",
                    error=error,
                ),
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
            return json.decode(text, type=built(form))
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

    def table(
        self,
        sheet: str,
        headings: Mapping[str, str],
        optional: Iterable[str] = (),
        formerly: Mapping[str, str] = _NONE,
    ) -> SheetTable:
        """The table with these headings, each given by the name of its column, in any order; ``optional`` are those
        that a workbook may lack, whose cells are empty then; ``formerly`` the headings that columns had in workbooks
        made earlier. Raises Unreadable."""
        if sheet not in self._sheets:
            raise self.unreadable(f"{self.path} has no sheet '{sheet}' any more")
        rows = self._sheets[sheet]
        may_lack = {headings[name] for name in optional}
        texts = set(headings.values())
        as_now = {text: text for text in texts} | {old: headings[name] for name, old in formerly.items()}
        nearest = texts
        for number, cells in rows:
            if number > _HEADING_ROWS:
                break
            found: dict[str, int] = {}
            for cell in cells:
                if text := as_now.get(cell.text):
                    if text in found:
                        raise self.unreadable(f"{self.path}: {cell.at} repeats the heading '{cell.text}'")
                    found[text] = cell.column
            missing = texts - found.keys() - may_lack
            if not missing:
                columns = {name: found.get(text, 0) for name, text in headings.items()}
                in_order = dict(sorted(columns.items(), key=lambda one: one[1]))
                return SheetTable(in_order, number, rows, sheet)
            nearest = min(nearest, missing, key=lambda names: (len(names), sorted(names)))
        wanted = ", ".join(f"'{name}'" for name in headings.values() if name in nearest)
        raise self.unreadable(f"{self.path}: the sheet '{sheet}' lacks the heading {wanted}")


def _and_more(count: int) -> str:
    """How many more cells of a column it is so with."""
    return f", as in {count} more {'cell' if count == 1 else 'cells'} of this column" if count else ""
