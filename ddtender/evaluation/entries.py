"""What is known already when a workbook is written: it stands in the cells in which it would have been typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.evaluation.award_sheet import head_row
from ddtender.evaluation.places import (
    AMOUNT,
    FIRST,
    MAXIMA,
    RULE_COLUMN,
    award_headings,
    choice_headings,
    committee_row,
    difference_headings,
    differences_sheet,
    overview_sheet,
    ranking_sheet,
    rules_sheet,
    selection_headings,
    selection_sheet,
    sheet_of,
    tenderer_headings,
    tenderers_sheet,
)
from ddtender.evaluation.points import Judgement, Maxima, Tender
from ddtender.evaluation.tenders import CAPACITY, Criterion, EvaluationPlan, Result, YesNo
from ddtender.evaluation.wording import listed_choice
from ddtender.sheets.finished import cell_of
from ddtender.sheets.insides import put_text
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from ddtender.sheets.workbook import CellValue


class Entries(Struct, frozen=True):
    """What stands in the open cells of an evaluation, as it would be read back; ``reasons`` are those for what was
    decided where evaluators differed, in the order of the plan's differences."""

    maxima: Maxima | None = None
    tenders: tuple[Tender, ...] = ()
    committee: tuple[str, ...] = ()
    evaluated_on: date | None = None
    reasons: tuple[str, ...] = ()


def type_in(book: Workbook, plan: EvaluationPlan, entries: Entries, language: Language) -> None:
    """Type the entries into a new workbook of a plan, and hide the rows of Tenderers that it does not have."""
    overview = book[overview_sheet(language)]
    if entries.maxima:
        points = (entries.maxima.price, entries.maxima.other_quality, *entries.maxima.criteria.values())
        for r, value in enumerate(points, start=MAXIMA):
            if cell_of(overview, r, 3).value is None:
                _type(overview, r, 3, value)
        amount = cell_of(book[rules_sheet(language)], AMOUNT, RULE_COLUMN)
        if plan.pricing and plan.pricing.needs_amount and amount.value is None:
            _type(book[rules_sheet(language)], AMOUNT, RULE_COLUMN, entries.maxima.amount)
    first = committee_row(plan)
    _type(overview, first, 2, entries.evaluated_on)
    for r, name in enumerate(entries.committee, start=first + 1):
        _type(overview, r, 2, name)
    for tender in entries.tenders:
        _tender(book, plan, tender, language)
    for r, reason in enumerate(entries.reasons, start=FIRST):
        _type(book[differences_sheet(language)], r, len(difference_headings(plan, language)), reason or None)
    numbers = {tender.number for tender in entries.tenders}
    if numbers:
        _only(book[tenderers_sheet(language)], FIRST, numbers)
        _only(book[ranking_sheet(language)], FIRST, numbers)
        if plan.requirements:
            _only(book[selection_sheet(language)], FIRST, numbers)
        for criterion in plan.criteria:
            _only(book[sheet_of(criterion, language)], head_row(criterion) + 1, numbers)


def _tender(book: Workbook, plan: EvaluationPlan, tender: Tender, language: Language) -> None:
    sheet, r = book[tenderers_sheet(language)], FIRST + tender.number - 1
    at = _columns(tenderer_headings(plan, language))
    for name, value in (("tenderer", tender.name), ("price", tender.price), ("other_quality", tender.other_quality)):
        _type(sheet, r, at[name], value)
    if tender.drawn and "drawn" in at:
        _type(sheet, r, at["drawn"], YesNo.YES.said(language))
    if tender.rejected:
        _type(sheet, r, at["rejected"], tender.rejected.said(language))
    _type(sheet, r, at["rejected_why"], tender.rejected_why or None)
    if plan.requirements:
        sheet, at = book[selection_sheet(language)], _columns(selection_headings(plan, language))
        for n, (met, reason) in enumerate(zip(tender.met, tender.reasons, strict=True)):
            result = None if met is None else (Result.PASS if met else Result.FAIL).said(language)
            _type(sheet, r, at[f"result {n}"], result)
            _type(sheet, r, at[f"reason {n}"], reason or None)
    for criterion, judgement in zip(plan.criteria, tender.judgements, strict=True):
        _judgement(book[sheet_of(criterion, language)], criterion, tender.number, judgement, language)


def _judgement(sheet: Worksheet, criterion: Criterion, number: int, judged: Judgement, language: Language) -> None:
    at, r = _columns(award_headings(criterion, language)), head_row(criterion) + number
    for name, value in zip(choice_headings(criterion, language), judged.chosen, strict=True):
        _type(sheet, r, at[name], None if value is None else listed_choice(criterion, value, language))
    _type(sheet, r, at["motivation"], judged.motivation or None)


def _columns(headings: Iterable[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(headings, start=1)}


def _type(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    """Give an open cell its value, as somebody would; its look stays."""
    if isinstance(value, str):
        put_text(cell_of(sheet, row, column), value, quoted=value[:1] in tuple("=+-@"))
    elif value is not None:
        cell = cell_of(sheet, row, column)
        form = cell.number_format
        cell.value = value
        cell.number_format = form


def _only(sheet: Worksheet, first: int, numbers: set[int]) -> None:
    """Hide the rows of all other numbers: no program prints them, and anybody can show them again."""
    for number in set(range(1, CAPACITY + 1)) - numbers:
        sheet.row_dimensions[first + number - 1].hidden = True
