"""The evaluation workbook: a plan becomes sheets with room for sixty Tenderers. Nothing is counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import award_sheet
from ddtender.evaluation.places import (
    FIRST,
    HEAD_ROW,
    LAST,
    MAXIMA,
    NUMBER,
    OVERVIEW,
    SELECTION,
    TENDERER_HEADINGS,
    TENDERERS,
    letter,
    maximum_cell,
    name_of,
    selection_headings,
)
from ddtender.evaluation.ranking import ranking
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from openpyxl import Workbook


def evaluation(plan: EvaluationPlan, stamp: Stamp) -> bytes:
    """The bytes of ``evaluation.xlsx``."""
    book = wb.new_workbook()
    _overview(book, plan)
    _tenderers(book)
    if plan.requirements:
        _selection(book, plan)
    for n, criterion in enumerate(plan.criteria):
        award_sheet(book, plan, criterion, maximum_cell(n + 2))
    ranking(book, plan)
    return wb.finish(book, plan, stamp, f"Evaluation: {plan.title or plan.scenario}")


def _overview(book: Workbook, plan: EvaluationPlan) -> None:
    sheet = wb.new_sheet(book, OVERVIEW, [24, 52, 12, 60])
    wb.title(sheet, "Evaluation of tenders", plan.title)
    for r, (name, value) in enumerate(
        (("Reference", plan.reference), ("Contracting Authority", plan.authority)), start=4
    ):
        wb.put(sheet, r, 1, name, bold=True, wrap=False)
        wb.put(sheet, r, 2, value or "not known", wrap=False)
    wb.headings(sheet, MAXIMA - 1, ("Part", "Subject", "Points"))
    parts = [("Price", "Price of the Tender", plan.price), ("Other quality", "Judged elsewhere", plan.other_quality)]
    parts += [(c.label, c.title, c.maximum) for c in plan.criteria]
    for r, (part, subject, points) in enumerate(parts, start=MAXIMA):
        wb.put(sheet, r, 1, part, border=True)
        wb.put(sheet, r, 2, subject, border=True)
        wb.put(sheet, r, 3, points, border=True, open_=points is None, form="General", align="right")
    last = MAXIMA + len(parts) - 1
    wb.put(sheet, last + 1, 1, "Total", bold=True, border=True)
    wb.put(sheet, last + 1, 2, "Must be 100.", border=True)
    wb.formula(sheet, last + 1, 3, f"=SUM(C{MAXIMA}:C{last})", bold=True, border=True, form="General", align="right")
    wb.limits(sheet, f"C{MAXIMA}:C{last}", "decimal", "between", ("0", "100"), "Type points from 0 to 100.")
    steps = (
        "1. Tenderers: names, prices, and the points for other quality that were given elsewhere.",
        "2. Selection: pass or fail for each requirement, with the evidence seen.",
        "3. Award: choose from the lists and give the reason for each choice.",
        "4. Ranking: nothing to type. Prices count as lowest price / price × points; only admitted Tenderers count.",
        "5. Save the workbook and run `ddtender evaluate`: it counts everything again.",
    )
    for r, step in enumerate(steps, start=last + 4):
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=3)
        wb.put(sheet, r, 1, step)
        sheet.row_dimensions[r].height = wb.height([(step, 88)])
    wb.printed(sheet, portrait=True)
    sheet.print_area = f"A1:C{last + 3 + len(steps)}"
    wb.protect(sheet)


def _tenderers(book: Workbook) -> None:
    sheet = wb.new_sheet(book, TENDERERS, [6, 48, 18, 16])
    wb.title(sheet, "Tenderers", "One row for each Tenderer. Numbers are typed as numbers.")
    wb.headings(sheet, HEAD_ROW, TENDERER_HEADINGS)
    for r in range(FIRST, LAST + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        wb.put(sheet, r, 2, None, open_=True, form="@")
        wb.put(sheet, r, 3, None, open_=True, form=NUMBER)
        wb.put(sheet, r, 4, None, open_=True, form="General")
    wb.limits(sheet, f"C{FIRST}:C{LAST}", "decimal", "greaterThan", ("0",), "Type the price as a number above 0.")
    most = ("0", maximum_cell(1))
    wb.limits(sheet, f"D{FIRST}:D{LAST}", "decimal", "between", most, "Type points, at most those on the overview.")
    _table(sheet, "D")


def _table(sheet, end: str) -> None:
    """What the sheets of Tenderers have in common; ``end`` is the last column."""
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", end), "B", FIRST, LAST)
    wb.protect(sheet)


def _selection(book: Workbook, plan: EvaluationPlan) -> None:
    sheet = wb.new_sheet(book, SELECTION, [6, 28, *([13, 34] * len(plan.requirements)), 11])
    wb.title(
        sheet, "Selection", "Pass or fail. A Tenderer that fails is not ranked. What is asked for stands in row 3."
    )
    asked_for = []
    for n, q in enumerate(plan.requirements):
        text = f"{q.title}. Evidence: " + " ".join(q.evidence)
        asked_for.append((text, 34))
        wb.put(sheet, 3, 4 + 2 * n, text, color="595959")
    sheet.row_dimensions[3].height = wb.height(asked_for)
    wb.headings(sheet, HEAD_ROW, selection_headings(plan))
    sheet.row_dimensions[HEAD_ROW].height = 42
    results = [letter(3 + 2 * n) for n in range(len(plan.requirements))]
    end = letter(3 + 2 * len(plan.requirements))
    for r in range(FIRST, LAST + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        wb.formula(sheet, r, 2, name_of(r), border=True)
        for n in range(len(plan.requirements)):
            wb.put(sheet, r, 3 + 2 * n, None, open_=True)
            wb.put(sheet, r, 4 + 2 * n, None, open_=True, form="@")
        failed = ",".join(f'{c}{r}="fail"' for c in results)
        passed = ",".join(f'{c}{r}="pass"' for c in results)
        text = f'=IF(B{r}="","",IF(OR({failed}),"fail",IF(AND({passed}),"pass","open")))'
        wb.formula(sheet, r, 3 + 2 * len(plan.requirements), text, border=True)
    for c in results:
        wb.choice(sheet, f"{c}{FIRST}:{c}{LAST}", '"pass,fail"', "pass or fail")
        wb.colour(sheet, f"{c}{FIRST}:{c}{LAST}", f"${c}{FIRST}", ("fail",), wb.RED)
    wb.colour(sheet, f"{end}{FIRST}:{end}{LAST}", f"${end}{FIRST}", ("fail",), wb.RED)
    wb.colour(sheet, f"{end}{FIRST}:{end}{LAST}", f"${end}{FIRST}", ("pass",), wb.GREEN)
    _table(sheet, end)
