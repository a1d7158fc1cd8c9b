"""The sheet that helps to judge evidence: what good evidence shows, and what each initiative's documents can prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.guidance import Guidance, GuidanceStep
from ddtender.evaluation.places import HEAD_ROW
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.layout.named import titled
from ddtender.model import Kind
from ddtender.sheets import workbook as wb
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (28, 54, 54, 30)


def guidance_sheet(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    """Add the sheet; nothing can be typed on it."""
    say = language.say
    sheet = wb.new_sheet(book, say("evaluation.sheet.guidance"), _WIDTHS)
    wb.title(sheet, say("evaluation.guidance.title"), say("evaluation.guidance.below"))
    wb.put(sheet, 3, 1, say("evaluation.guidance.about"), color="595959", wrap=False)
    wb.headings(sheet, HEAD_ROW, [say(f"evaluation.guidance.{name}") for name in ("initiative", "can", "cannot", "of")])
    r = HEAD_ROW + 1
    for one in plan.guided:
        text = _heading(one, plan, language)
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=len(_WIDTHS))
        wb.put(sheet, r, 1, text, bold=True, fill=wb.BLUE)
        sheet.row_dimensions[r].height = wb.height([(text, sum(_WIDTHS))])
        told = [(say("evaluation.guidance.shows"), one.shows, one.source)]
        told += [(say("law.margin.steps"), _labelled(step, language), step.source) for step in one.steps]
        for texts in told:
            r += 1
            _row_of_all(sheet, r, *texts)
        for proof in one.proofs:
            r += 1
            texts = (proof.initiative, proof.can, proof.cannot, proof.source)
            for column, text in enumerate(texts, 1):
                wb.put(sheet, r, column, text, border=True, color="595959" if column == len(texts) else "000000")
            sheet.row_dimensions[r].height = wb.height(zip(texts, _WIDTHS, strict=True))
        r += 2
    wb.printed(sheet, HEAD_ROW)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    wb.protect(sheet)


def _labelled(step: GuidanceStep, language: Language) -> str:
    return language.say("evaluation.guidance.requirement", label=step.name, title=step.shows)


def _row_of_all(sheet: Worksheet, r: int, label: str, text: str, source: str) -> None:
    """A row that is about no initiative: its text has the room of both columns."""
    sheet.merge_cells(start_row=r, start_column=2, end_row=r, end_column=3)
    wb.put(sheet, r, 1, label, bold=True, border=True)
    wb.put(sheet, r, 2, text, border=True)
    wb.put(sheet, r, 4, source, border=True, color="595959")
    room = ((label, _WIDTHS[0]), (text, _WIDTHS[1] + _WIDTHS[2]), (source, _WIDTHS[3]))
    sheet.row_dimensions[r].height = wb.height(room)


def _heading(one: Guidance, plan: EvaluationPlan, language: Language) -> str:
    """What is judged, as the other sheets name it: the criterion, and what its element is given for."""
    criterion = next((c for c in plan.criteria if c.id == one.judged), None)
    if criterion is None:
        required = next(q for q in plan.requirements if q.id == one.judged)
        return language.say("evaluation.guidance.requirement", label=required.label, title=required.title)
    name = titled(Kind.AWARD, criterion.shown_number, criterion.title, language)
    option = next((o for o in criterion.options if o.name == one.element), None)
    if option is None:
        return name
    return language.say("evaluation.guidance.element", criterion=name, element=option.shown, when=option.when)
