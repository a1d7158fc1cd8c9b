"""Reading the plan's own cells of an evaluation back: maximum points, the rule for the price, options of criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import Message, message_of
from ddtender.evaluation import places as sheets
from ddtender.evaluation.award_sheet import OPTIONS
from ddtender.evaluation.codes import EVALUATION_INCOMPLETE, OTHER_WEIGHTS
from ddtender.evaluation.points import Maxima
from ddtender.evaluation.tenders import CAPACITY, Criterion, EvaluationPlan
from ddtender.sheets.cell_reader import CellReader
from ddtender.sheets.codes import WORKBOOK_ALTERED, WORKBOOK_VALUE
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import decimal_of, number_of
from ddtender.words import Language

#: The cells of a row by the names of their headings.
RowCells = dict[str, SheetCell]


class PointsReader(CellReader):
    """The tables of a workbook by the numbers of Tenderers, and what it counts with beside its plan."""

    def __init__(self, book: Book, plan: EvaluationPlan, words: Language) -> None:
        """Raises Unreadable where a sheet or heading is gone."""
        super().__init__(book)
        self.plan, self.words = plan, words
        self.overview = sheets.overview_sheet(words)
        tenderers = sheets.tenderers_sheet(words), sheets.tenderer_headings(plan, words)
        self.tenderers = self._by_number(*tenderers, optional=sheets.REJECTED)
        self.selection: dict[int, RowCells] = {}
        if plan.requirements:
            self.selection = self._by_number(sheets.selection_sheet(words), sheets.selection_headings(plan, words))
        self.awards = [
            self._by_number(sheets.sheet_of(c, words), sheets.award_headings(c, words)) for c in plan.criteria
        ]

    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets with formulas, in the workbook's language."""
        named = (
            sheets.overview_sheet,
            sheets.rules_sheet,
            sheets.tenderers_sheet,
            sheets.selection_sheet,
            sheets.ranking_sheet,
        )
        awards = (sheets.sheet_of(c, self.words) for c in self.plan.criteria)
        return (*(name(self.words) for name in named), *awards)

    def _by_number(self, sheet: str, headings: Mapping[str, str], optional: Iterable[str] = ()) -> dict[int, RowCells]:
        """The rows of a sheet by the number of the Tenderer, wherever they stand."""
        found: dict[int, RowCells] = {}
        for _, cells in self.book.table(sheet, headings, optional).rows():
            cell = cells["number"]
            number = (
                int(cell.value) if isinstance(cell.value, int | float) and cell.value in range(1, CAPACITY + 1) else 0
            )
            if number and number not in found:
                found[number] = cells
            elif number or any(c.text and not c.is_formula for c in cells.values()):
                said = f"the row has no number from 1 to {CAPACITY}"
                message = Message(said, "messages.workbook_altered.no_number", most=CAPACITY)
                if number:
                    said = f"number {number} stands twice"
                    message = Message(said, "messages.workbook_altered.twice", number=number)
                self.add(WORKBOOK_ALTERED, cell, message, "Use the numbered rows, each once.")
        for number in set(range(1, CAPACITY + 1)) - found.keys():
            place = Location(self.book.path)
            said = f"{sheet}: the row of number {number} is gone"
            message = Message(said, "messages.workbook_altered.row_gone", sheet=sheet, number=number)
            hint = "Undo the deletion, or begin with the workbook that the build wrote."
            self.findings.append(Diagnostic(WORKBOOK_ALTERED, place, message, hint))
            found[number] = {name: SheetCell(sheet, 1, 1, None, False) for name in headings}
        return found

    def maxima(self) -> Maxima:
        """The maximum points: those of the plan, and what was typed where the plan has none."""
        planned = [self.plan.price, self.plan.other_quality, *(c.maximum for c in self.plan.criteria)]
        found = []
        for n, points in enumerate(planned):
            cell = self.book.cell(self.overview, sheets.MAXIMA + n, 3)
            if points is None:
                points = self.number(cell, Decimal(0), Decimal(100))
                if points is None and not self.plan.evaluator:
                    self.add(
                        EVALUATION_INCOMPLETE,
                        cell,
                        Message("the maximum points are not known", "messages.evaluation_incomplete.maximum"),
                        "Type them.",
                    )
            elif not _same(cell, points):
                self.altered(cell, points)
            found.append(points)
        criteria = {c.id: m for c, m in zip(self.plan.criteria, found[2:], strict=True)}
        maxima = Maxima(found[0], found[1], criteria, self._amount())
        if maxima.total is not None and maxima.total != 100:
            cell = self.book.cell(self.overview, sheets.MAXIMA + len(planned), 3)
            code = EVALUATION_INCOMPLETE if None in planned else OTHER_WEIGHTS
            self.add(
                code,
                cell,
                Message(
                    f"the points add up to {maxima.total:f}, not to 100",
                    "messages.award_points_total",
                    total=maxima.total,
                ),
                "Correct them.",
            )
        for criterion in self.plan.criteria:
            self._options(criterion)
        return maxima

    def _amount(self) -> Decimal | None:
        """What the rule for the price counts with, as it was published, or typed where that is open."""
        pricing = self.plan.pricing
        if pricing is None:
            return None
        sheet = sheets.rules_sheet(self.words)
        low, cell = (self.book.cell(sheet, row, sheets.RULE_COLUMN) for row in (sheets.LOW, sheets.AMOUNT))
        if pricing.low is not None and not _same(low, pricing.low):
            self.altered(low, pricing.low)
        if not pricing.needs_amount:
            return None
        if pricing.amount is None:
            typed = self.number(cell, Decimal(0), None)
            if not typed:
                self.add(
                    EVALUATION_INCOMPLETE,
                    cell,
                    Message(
                        "the amount that the rule for the price needs is open", "messages.evaluation_incomplete.amount"
                    ),
                    "Type it.",
                )
            return typed or None
        if not _same(cell, pricing.amount):
            self.altered(cell, pricing.amount)
        return pricing.amount

    def _options(self, criterion: Criterion) -> None:
        """The table of options is the clause's; the formulas count with it."""
        sheet = sheets.sheet_of(criterion, self.words)
        tables = [(OPTIONS, criterion.options), (OPTIONS + len(criterion.options) + 2, criterion.steps)]
        if criterion.least is not None:
            cell = self.book.cell(sheet, sheets.MINIMUM, sheets.MINIMUM_COLUMN)
            if not _same(cell, criterion.least):
                self.altered(cell, criterion.least)
        for first, choices in tables:
            for r, choice in enumerate(choices, start=first):
                name, percent = (self.book.cell(sheet, r, column) for column in (2, 3))
                if name.text != choice.shown:
                    self.altered(name, choice.shown)
                if not _same(percent, choice.percent):
                    self.altered(percent, choice.percent)

    def number(self, cell: SheetCell, least: Decimal | None, most: Decimal | None) -> Decimal | None:
        if cell.value is None and not cell.is_formula:
            return None
        try:
            found = number_of(cell)
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, message_of(error), "Type the number anew; let the workbook format it.")
            return None
        if (least is not None and found < least) or (most is not None and found > most):
            self.add(
                WORKBOOK_VALUE,
                cell,
                Message(
                    f"{found:f} is not from {least} to {most}",
                    "messages.workbook_value.range",
                    value=found,
                    least=least if least is not None else 0,
                    most=most if most is not None else 0,
                ),
                "Correct the points.",
            )
            return None
        return found

    def altered(self, cell: SheetCell, expected: object) -> None:
        shown = f"{expected:f}" if isinstance(expected, Decimal) else expected
        said = f"'{cell.text[:40]}' stands where the plan that the workbook carries says '{shown}'"
        message = Message(said, "messages.other_weights", typed=cell.text[:40], published=str(shown))
        self.add(OTHER_WEIGHTS, cell, message, "Put back what was published; that decides.")


def _same(cell: SheetCell, expected: Decimal) -> bool:
    value = cell.value
    if not isinstance(value, int | float) or isinstance(value, bool) or cell.is_formula:
        return False
    return decimal_of(value) == expected
