"""The sheet on which evaluators' judgements stand side by side where they differ, and the reason of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import head_row
from ddtender.evaluation.places import (
    FIRST,
    HEAD_ROW,
    LAST,
    award_headings,
    difference_headings,
    differences_sheet,
    letter,
    selection_headings,
    selection_sheet,
    sheet_of,
)
from ddtender.evaluation.tenders import CAPACITY, Difference, EvaluationPlan, View
from ddtender.evaluation.wording import as_listed
from ddtender.sheets import workbook as wb
from ddtender.sheets.words import at, trimmed
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDE, _NARROW, _REASON = 34, 22, 44


def differences(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    """Add the sheet, for a plan of a consensus: a row for each difference, or a line that says that there is none."""
    say, found = language.say, plan.differences or ()
    names = [*difference_headings(plan, language).values()]
    count = len(plan.evaluators or ())
    view = _WIDE if count < 4 else _NARROW
    widths = [6, 18, 22, *([view] * count), 20, _REASON]
    sheet = wb.new_sheet(book, differences_sheet(language), widths)
    wb.title(sheet, say("evaluation.differences.title"), say("evaluation.differences.below"))
    wb.headings(sheet, HEAD_ROW, names)
    for r, one in enumerate(found, start=FIRST):
        texts = [_view(plan, one, v, language) for v in one.views]
        row = (plan.label(one.judged, language), one.tenderer, *texts)
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column, text in enumerate(row, start=2):
            wb.put(sheet, r, column, text, border=True)
        wb.formula(sheet, r, len(names) - 1, _decided(plan, one, language), border=True, align="left")
        wb.put(sheet, r, len(names), None, open_=True, form="@")
        sheet.row_dimensions[r].height = wb.height([(text, view) for text in texts], 45)
    if not found:
        wb.put(sheet, FIRST, 2, say("evaluation.differences.none"), wrap=False)
    sheet.freeze_panes = f"D{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    sheet.print_area = f"A1:{letter(len(names))}{max(FIRST, FIRST + len(found) - 1)}"
    wb.protect(sheet)


def _view(plan: EvaluationPlan, one: Difference, view: View, language: Language) -> str:
    """What an evaluator chose alone, as the lists have it, and below it why."""
    chosen = as_listed(plan, one.judged, view.chosen, language, one.parts) or language.say(
        "evaluation.differences.not_judged"
    )
    return f"{chosen}\n{view.why}" if view.why else chosen


def _decided(plan: EvaluationPlan, one: Difference, language: Language) -> str:
    """A formula that shows what stands in the sheet of the requirement or criterion now."""
    for n, requirement in enumerate(plan.requirements):
        if requirement.id == one.judged:
            column = [*selection_headings(plan, language)].index(f"result {n}") + 1
            return _shown(at(selection_sheet(language)), column, (FIRST, LAST), one.number)
    criterion = next(c for c in plan.criteria if c.id == one.judged)
    names, head = [*award_headings(criterion, language)], head_row(criterion)
    sheet = at(sheet_of(criterion, language))
    column = names.index("percent" if criterion.in_parts else "choice 0") + 1
    made = _shown(sheet, column, (head + 1, head + CAPACITY), one.number)
    return f'{made}&IF({made[1:]}="","","%")' if criterion.in_parts else made


def _shown(sheet: str, column: int, rows: tuple[int, int], number: int) -> str:
    values, numbers = (f"{sheet}${c}${rows[0]}:${c}${rows[1]}" for c in (letter(column), "A"))
    return f"={trimmed(f'INDEX({values},MATCH({number},{numbers},0))')}"
