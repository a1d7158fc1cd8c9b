"""Who evaluated, on which day, and why they decided as they did where they differed: read from a filled workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import Message, message_of
from ddtender.evaluation.codes import MISSING_MOTIVATION
from ddtender.evaluation.places import (
    MEMBERS,
    committee_row,
    difference_headings,
    differences_sheet,
    overview_sheet,
)
from ddtender.evaluation.points import Tender
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.model.due import YEARS, years
from ddtender.sheets.codes import WORKBOOK_ALTERED, WORKBOOK_VALUE
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import date_of, text_of
from ddtender.words import Language


class Committee(Struct, frozen=True):
    """``members`` are names as they were typed; ``reasons`` are those for what was decided together, in the order of
    the plan's differences, "" where none is given."""

    members: tuple[str, ...] = ()
    evaluated_on: date | None = None
    reasons: tuple[str, ...] = ()


def read_committee(
    book: Book, plan: EvaluationPlan, tenders: Sequence[Tender], language: Language
) -> tuple[Committee, list[Diagnostic]]:
    """What stands on the overview and on the sheet of differences. Raises Unreadable where that sheet is gone."""
    findings: list[Diagnostic] = []

    def text(cell: SheetCell) -> str:
        try:
            return text_of(cell)
        except ValueError as error:
            findings.append(book.finding(WORKBOOK_VALUE, cell, message_of(error), "Type the text itself."))
            return ""

    on: date | None = None
    members: list[str] = []
    sheet, first = overview_sheet(language), committee_row(plan)
    day = book.cell(sheet, first, 2)
    if book.cell(sheet, first, 1).text == language.say("evaluation.overview.evaluated_on"):  # not in earlier workbooks
        if day.text or day.is_formula:
            try:
                on = date_of(day)[0]
                if on.year not in YEARS:
                    said = f"{on} is outside the years {years()}"
                    raise ValueError(Message(said, "messages.workbook_value.century", day=on))
            except ValueError as error:
                on = None
                findings.append(book.finding(WORKBOOK_VALUE, day, message_of(error), "Type the day as a date."))
        cells = [book.cell(sheet, first + n, 2) for n in range(1, MEMBERS + 1)]
        members = [name for cell in cells if (name := " ".join(text(cell).split()))]
    reasons = [""] * len(plan.differences or ())
    if plan.evaluators:
        rejected = {t.number for t in tenders if t.admitted is False}
        required = {q.id for q in plan.requirements}
        table = book.table(differences_sheet(language), difference_headings(plan, language))
        cells_of = {c["number"].value: c for _, c in table.rows() if isinstance(c["number"].value, int | float)}
        for n, one in enumerate(plan.differences or ()):
            label = plan.label(one.judged, language)
            if n + 1 not in cells_of:
                place = SheetCell(table.sheet, table.head, table.columns["number"], None, False)
                said = f"the row of number {n + 1} ({label}, {one.tenderer}) is gone"
                places = {"number": n + 1, "label": label, "tenderer": one.tenderer}
                message = Message(said, "messages.workbook_altered.difference_gone", **places)
                findings.append(
                    book.finding(WORKBOOK_ALTERED, place, message, "Take it back from the first consensus.")
                )
                continue
            cell = cells_of[n + 1]["reason_decided"]
            reasons[n] = text(cell)
            if not reasons[n] and (one.judged in required or one.number not in rejected):
                said = f"evaluators differed on {label} for {one.tenderer}, and what was decided has no reason"
                message = Message(said, "messages.missing_motivation.decided", label=label, tenderer=one.tenderer)
                hint = "Say in a sentence why it was decided so; that stands in the annex to the award report."
                findings.append(book.finding(MISSING_MOTIVATION, cell, message, hint))
    return Committee(tuple(members), on, tuple(reasons)), findings
