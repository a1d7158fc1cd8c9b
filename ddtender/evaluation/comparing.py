"""Holding what the workbook counted against what we counted: any difference is a finding by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.diagnostics.messages import Message
from ddtender.evaluation.codes import EVALUATION_DIFFERS
from ddtender.evaluation.places import part_headings, ranking_headings, ranking_sheet
from ddtender.evaluation.points import Score, lowest_price
from ddtender.evaluation.ranking import PriceCheck, Remark
from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan, Result
from ddtender.evaluation.ties import Settled
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.words import Language

#: Spreadsheets count in binary fractions; more than this is a difference.
_TOLERANCE = Decimal("0.000001")
_SETTLED = {
    Settled.PRICE: Remark.FIRST_BY_PRICE,
    Settled.QUALITY: Remark.FIRST_BY_QUALITY,
    Settled.LOTS: Remark.FIRST_BY_LOT,
    Settled.TO_BE_DRAWN: Remark.DRAW_LOTS,
}
_Pair = tuple[SheetCell, object]


class Comparison:
    """Compares one workbook; all numbers are those that its formulas had when it was saved."""

    def __init__(self, book: Book, plan: EvaluationPlan, words: Language) -> None:
        """Raises Unreadable where the ranking is gone."""
        self.book, self.plan, self.words = book, plan, words
        self.sheet = ranking_sheet(words)
        table = book.table(self.sheet, ranking_headings(plan, words))
        self.ranking = {
            int(cells["number"].value): cells
            for _, cells in table.rows()
            if isinstance(cells["number"].value, int) and 1 <= cells["number"].value <= CAPACITY
        }

    def differences(
        self,
        scores: Sequence[Score],
        awards: Sequence[Mapping[int, Mapping[str, SheetCell]]],
        selection: Mapping[int, Mapping[str, SheetCell]],
    ) -> list[Diagnostic]:
        """Every difference. A workbook that has never been calculated says nothing else than we do: one warning."""
        pairs = [pair for score in scores for pair in self._pairs(score, awards, selection)]
        if scores and self.plan.price_rule == "lowest-ratio":
            lowest = lowest_price(scores)
            pairs.append((self.book.cell(self.sheet, 3, 4), lowest))
        counted = [cell for cell, expected in pairs if expected is not None]
        if counted and all(cell.value is None for cell in counted):
            said = f"{self.book.path} has never been calculated"
            message = Message(said, "messages.evaluation_differs.never", file=self.book.path)
            hint = "What it comes to is what is counted here. Open it in a spreadsheet program to see it there as well."
            return [Diagnostic(EVALUATION_DIFFERS, Location(self.book.path), message, hint, Severity.WARNING)]
        different = ((cell, expected) for cell, expected in pairs if not _agree(cell, expected))
        return [self._finding(cell, expected) for cell, expected in different if not _is_told(cell)]

    def _pairs(self, score: Score, awards: Sequence, selection: Mapping) -> Iterator[_Pair]:
        number = score.tender.number
        for n, criterion in enumerate(self.plan.criteria):
            row = awards[n][number]
            if criterion.in_parts:
                names = part_headings(criterion, self.words)
                yield from zip((row[name] for name in names), score.parts[n], strict=True)
            yield row["percent"], score.percents[n]
            yield row["points"], score.points[n]
        results = {True: Result.PASS, False: Result.FAIL, None: Result.OPEN}
        admitted = results[score.tender.admitted].said(self.words)
        if number in selection:
            yield selection[number]["admitted"], results[score.tender.meets].said(self.words)
        row = self.ranking.get(number)
        if row is None:
            yield SheetCell(self.sheet, 1, 1, None, False), score.tender.name
            return
        yield row["tenderer"], score.tender.name
        yield row["admitted"], admitted
        yield row["price"], score.tender.price
        yield row["price_points"], score.price_points
        yield row["other_quality"], score.other_quality
        yield from zip((row[f"criterion {n}"] for n in range(len(self.plan.criteria))), score.points, strict=True)
        yield row["total"], score.total
        if "lowered" in row:
            yield row["lowered"], score.lowered
        if "price_check" in row:
            yield row["price_check"], PriceCheck.LOW.said(self.words) if score.low_price else None
        if score.tender.rejected:
            yield row["remark"], Remark.REJECTED.said(self.words)
        elif score.settled is not None or (score.below and score.tender.admitted):
            remark = _SETTLED[score.settled] if score.settled else Remark.BELOW_MINIMUM
            yield row["remark"], remark.said(self.words)
        yield row["rank"], None if score.rank is None else Decimal(score.rank)

    def _finding(self, cell: SheetCell, expected: object) -> Diagnostic:
        shown = "nothing" if expected is None else f"{expected:f}" if isinstance(expected, Decimal) else f"'{expected}'"
        said = f"the workbook says '{cell.text[:40]}', counted again it is {shown}"
        places = {"said": cell.text[:40]} | ({} if expected is None else {"counted": shown.strip("'")})
        message = Message(said, f"messages.evaluation_differs.{'none' if expected is None else 'other'}", **places)
        hint = "Put the formula back, or let the spreadsheet program calculate again and save."
        return self.book.finding(EVALUATION_DIFFERS, cell, message, hint)


def _is_told(cell: SheetCell) -> bool:
    """A formula that gives an error is a finding of its own (``Book.broken_formulas``)."""
    return cell.is_formula and cell.is_error


def _agree(cell: SheetCell, expected: object) -> bool:
    if expected is None:
        return cell.value is None or (isinstance(cell.value, str) and cell.value in ("", "?"))
    if not isinstance(expected, Decimal):
        return " ".join(cell.text.split()) == expected
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return False
    return abs(Decimal(repr(cell.value)) - expected) <= _TOLERANCE
