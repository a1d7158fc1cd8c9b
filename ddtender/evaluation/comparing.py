"""Holding what the workbook counted against what we counted: any difference is a finding by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.evaluation import places as sheets
from ddtender.evaluation.points import Score, lowest_price
from ddtender.evaluation.ranking import ranking_headings
from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan
from ddtender.sheets.reading import Book, Cell

#: Spreadsheets count in binary fractions; more than this is a difference.
_TOLERANCE = Decimal("0.000001")
Pair = tuple[Cell, object]


class Comparison:
    """Compares one workbook; all numbers are those that its formulas had when it was saved."""

    def __init__(self, book: Book, plan: EvaluationPlan) -> None:
        """Raises Unreadable where the ranking is gone."""
        self.book, self.plan = book, plan
        table = book.table(sheets.RANKING, ranking_headings(plan))
        self.ranking = {
            int(cells["No."].value): cells
            for _, cells in table.rows()
            if isinstance(cells["No."].value, int) and 1 <= cells["No."].value <= CAPACITY
        }

    def differences(
        self,
        scores: Sequence[Score],
        awards: Sequence[Mapping[int, Mapping[str, Cell]]],
        selection: Mapping[int, Mapping[str, Cell]],
    ) -> list[Diagnostic]:
        """Every difference; one finding for a workbook that has never been calculated at all."""
        pairs = [pair for score in scores for pair in self._pairs(score, awards, selection)]
        if scores:
            lowest = lowest_price([score.tender for score in scores])
            pairs.append((self.book.cell(sheets.RANKING, 3, 4), lowest))
        counted = [cell for cell, expected in pairs if expected is not None]
        if counted and all(cell.value is None for cell in counted):
            message = f"{self.book.path} has never been calculated"
            hint = "Open it in a spreadsheet program and save it there."
            return [Diagnostic(Code.EVALUATION_DIFFERS, Location(self.book.path), message, hint)]
        different = ((cell, expected) for cell, expected in pairs if not _agree(cell, expected))
        return [self._finding(cell, expected) for cell, expected in different if not _is_told(cell)]

    def _pairs(self, score: Score, awards: Sequence, selection: Mapping) -> Iterator[Pair]:
        number = score.tender.number
        for n, criterion in enumerate(self.plan.criteria):
            row = awards[n][number]
            if criterion.parts:
                yield from zip((row[name] for name in criterion.parts), score.parts[n], strict=True)
            yield row["Percent"], score.percents[n]
            yield row["Points"], score.points[n]
        admitted = {True: "pass", False: "fail", None: "open"}[score.tender.admitted]
        if number in selection:
            yield selection[number]["Admitted"], admitted
        row = self.ranking.get(number)
        if row is None:
            yield Cell(sheets.RANKING, 1, 1, None, False), score.tender.name
            return
        yield row["Tenderer"], score.tender.name
        yield row["Admitted"], admitted
        yield row["Price"], score.tender.price
        yield row["Price points"], score.price_points
        yield row["Other quality"], score.other_quality
        yield from zip((row[c.label] for c in self.plan.criteria), score.points, strict=True)
        yield row["Total"], score.total
        yield row["Rank"], None if score.rank is None else Decimal(score.rank)

    def _finding(self, cell: Cell, expected: object) -> Diagnostic:
        shown = "nothing" if expected is None else f"{expected:f}" if isinstance(expected, Decimal) else f"'{expected}'"
        message = f"the workbook says '{cell.text[:40]}', counted again it is {shown}"
        hint = "Put the formula back, or let the spreadsheet program calculate again and save."
        return self.book.finding(Code.EVALUATION_DIFFERS, cell, message, hint)


def _is_told(cell: Cell) -> bool:
    """A formula that gives an error is a finding of its own (``Book.broken_formulas``)."""
    return cell.is_formula and cell.is_error


def _agree(cell: Cell, expected: object) -> bool:
    if expected is None:
        return cell.value is None or (isinstance(cell.value, str) and cell.value in ("", "?"))
    if not isinstance(expected, Decimal):
        return " ".join(cell.text.split()) == expected
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return False
    return abs(Decimal(repr(cell.value)) - expected) <= _TOLERANCE
