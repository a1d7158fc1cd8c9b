"""The evaluation workbook: a plan becomes sheets with room for sixty Tenderers. Nothing is counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import award_sheet
from ddtender.evaluation.differences import differences
from ddtender.evaluation.entries import Entries, type_in
from ddtender.evaluation.guidance_sheet import guidance_sheet
from ddtender.evaluation.places import (
    FIRST,
    HEAD_ROW,
    LAST,
    MAXIMA,
    MEMBERS,
    NUMBER,
    committee_row,
    label_of,
    letter,
    maximum_cell,
    name_of,
    overview_headings,
    overview_sheet,
    selection_headings,
    selection_sheet,
    tenderer_headings,
    tenderers_sheet,
)
from ddtender.evaluation.ranking import ranking
from ddtender.evaluation.rules_sheet import prices_in, rules
from ddtender.evaluation.tenders import EvaluationPlan, Rejection, Result, YesNo
from ddtender.layout.named import fact_name, not_known, points_headings
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import listed, trimmed
from ddtender.stamp import Stamp
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook


def evaluation(plan: EvaluationPlan, stamp: Stamp, language: Language, entries: Entries | None = None) -> bytes:
    """The bytes of ``evaluation.xlsx``, in the language that the plan names, with what is known already."""
    book = wb.new_workbook()
    _overview(book, plan, language)
    rules(book, plan, language)
    _tenderers(book, plan, language)
    if plan.requirements:
        _selection(book, plan, language)
    for n, criterion in enumerate(plan.criteria):
        award_sheet(book, plan, criterion, maximum_cell(n + 2, language), language)
    ranking(book, plan, language)
    if plan.evaluators:
        differences(book, plan, language)
    if plan.guided:
        guidance_sheet(book, plan, language)
    if entries:
        type_in(book, plan, entries, language)
    return wb.finish(
        book, plan, stamp, language.say("evaluation.document", title=plan.title or plan.scenario), language
    )


def _overview(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    say = language.say
    sheet = wb.new_sheet(book, overview_sheet(language), [24, 52, 12, 60])
    wb.title(sheet, say("evaluation.overview.title"), plan.title)
    if plan.evaluator:
        wb.put(sheet, 3, 1, say("evaluation.overview.copy_of", name=plan.evaluator), bold=True, wrap=False)
    elif plan.evaluators:
        names = language.listing(plan.evaluators)
        wb.put(sheet, 3, 1, say("evaluation.overview.consensus_of", names=names), bold=True, wrap=False)
    for r, (name, value) in enumerate(
        (
            (fact_name("reference", language), plan.reference),
            (fact_name("authority", language), plan.authority),
        ),
        start=4,
    ):
        wb.put(sheet, r, 1, name, bold=True, wrap=False)
        wb.put(sheet, r, 2, value or not_known(language), wrap=False)
    wb.headings(sheet, MAXIMA - 1, [*overview_headings(language).values()])
    price, other_quality = points_headings(("price", "other_quality"), language).values()
    parts = [
        (price, say("layout.overview.price.subject"), plan.price),
        (other_quality, say("evaluation.overview.other_quality_subject"), plan.other_quality),
    ]
    parts += [(label_of(c, language), c.title, c.maximum) for c in plan.criteria]
    for r, (part, subject, points) in enumerate(parts, start=MAXIMA):
        wb.put(sheet, r, 1, part, border=True)
        wb.put(sheet, r, 2, subject, border=True)
        wb.put(sheet, r, 3, points, border=True, open_=points is None, form="General", align="right")
    last = MAXIMA + len(parts) - 1
    wb.put(sheet, last + 1, 1, say("evaluation.overview.total"), bold=True, border=True)
    wb.put(sheet, last + 1, 2, say("evaluation.overview.must_be_100"), border=True)
    wb.formula(sheet, last + 1, 3, f"=SUM(C{MAXIMA}:C{last})", bold=True, border=True, form="General", align="right")
    wb.limits(
        sheet,
        f"C{MAXIMA}:C{last}",
        "decimal",
        "between",
        ("0", "100"),
        say("evaluation.overview.type_points"),
        language,
    )
    names = ("tenderers", "selection", "award", "ranking", "save", *(("guidance",) if plan.guided else ()))
    below = _committee(sheet, plan, language)
    steps = [say(f"evaluation.overview.steps.{name}") for name in names]
    for r, step in enumerate(steps, start=below + 2):
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=3)
        wb.put(sheet, r, 1, step)
        sheet.row_dimensions[r].height = wb.height([(step, 88)])
    wb.printed(sheet, portrait=True)
    sheet.print_area = f"A1:C{below + 1 + len(steps)}"
    wb.protect(sheet)


def _committee(sheet, plan: EvaluationPlan, language: Language) -> int:
    """Cells for what the annex says of the evaluation: its day, and who made it. Returns the last of their rows."""
    say, first = language.say, committee_row(plan)
    wb.put(sheet, first - 1, 1, say("evaluation.overview.committee"), bold=True, wrap=False)
    wb.put(sheet, first, 1, say("evaluation.overview.evaluated_on"), border=True)
    wb.put(sheet, first, 2, None, open_=True, form=wb.DATE, align="left")
    wb.dates_only(sheet, f"B{first}", language)
    for n in range(1, MEMBERS + 1):
        wb.put(sheet, first + n, 1, say("evaluation.overview.member", number=n), border=True)
        wb.put(sheet, first + n, 2, None, open_=True, form="@")
    return first + MEMBERS


def _tenderers(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    say, headings = language.say, tenderer_headings(plan, language)
    drawn = [16] if "drawn" in headings else []
    sheet = wb.new_sheet(book, tenderers_sheet(language), [6, 40, 18, 16, *drawn, 22, 40])
    below = say("evaluation.tenderers.below", prices=prices_in(plan, language))
    wb.title(sheet, say("evaluation.tenderers.title"), below)
    wb.headings(sheet, HEAD_ROW, [*headings.values()])
    for r in range(FIRST, LAST + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        wb.put(sheet, r, 2, None, open_=True, form="@")
        wb.put(sheet, r, 3, None, open_=True, form=NUMBER)
        wb.put(sheet, r, 4, None, open_=True, form="General")
        if "drawn" in headings:
            wb.put(sheet, r, 5, None, open_=True)
        for column in range(len(headings) - 1, len(headings) + 1):
            wb.put(sheet, r, column, None, open_=True, form="@")
    rejected = letter(len(headings) - 1)
    why = say("evaluation.tenderers.choose_rejected")
    wb.choice(sheet, f"{rejected}{FIRST}:{rejected}{LAST}", listed(Rejection, language), why, language)
    wb.colour(sheet, f"{rejected}{FIRST}:{rejected}{LAST}", trimmed(f"${rejected}{FIRST}"), _said(language), wb.RED)
    if "drawn" in headings:
        yes = listed((YesNo.YES,), language)
        wb.choice(sheet, f"E{FIRST}:E{LAST}", yes, say("evaluation.tenderers.choose_drawn"), language)
    zero = plan.pricing is not None and plan.pricing.least is not None
    low = ("between", ("0", "1000000000000")) if zero else ("greaterThan", ("0",))
    asked = say("evaluation.tenderers.type_price_or_zero" if zero else "evaluation.tenderers.type_price")
    wb.limits(sheet, f"C{FIRST}:C{LAST}", "decimal", *low, asked, language)
    most = ("0", maximum_cell(1, language))
    wb.limits(sheet, f"D{FIRST}:D{LAST}", "decimal", "between", most, say("evaluation.tenderers.type_points"), language)
    _table(sheet, letter(len(headings)))


def _said(language: Language) -> tuple[str, ...]:
    return tuple(one.said(language) for one in Rejection)


def _table(sheet, end: str) -> None:
    """What the sheets of Tenderers have in common; ``end`` is the last column."""
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", end), "B", FIRST, LAST)
    wb.protect(sheet)


def _selection(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    say = language.say
    sheet = wb.new_sheet(book, selection_sheet(language), [6, 28, *([13, 34] * len(plan.requirements)), 11])
    wb.title(sheet, say("evaluation.selection.title"), say("evaluation.selection.below"))
    asked_for = []
    for n, q in enumerate(plan.requirements):
        text = say("evaluation.selection.asked", title=q.title, evidence=" ".join(q.evidence))
        asked_for.append((text, 34))
        wb.put(sheet, 3, 4 + 2 * n, text, color="595959")
    sheet.row_dimensions[3].height = wb.height(asked_for)
    wb.headings(sheet, HEAD_ROW, [*selection_headings(plan, language).values()])
    results = [letter(3 + 2 * n) for n in range(len(plan.requirements))]
    end = letter(3 + 2 * len(plan.requirements))
    pass_, fail, open_ = (one.quoted(language) for one in Result)
    for r in range(FIRST, LAST + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        wb.formula(sheet, r, 2, name_of(r, language), border=True)
        for n in range(len(plan.requirements)):
            wb.put(sheet, r, 3 + 2 * n, None, open_=True)
            wb.put(sheet, r, 4 + 2 * n, None, open_=True, form="@")
        failed = ",".join(f"{trimmed(f'{c}{r}')}={fail}" for c in results)
        passed = ",".join(f"{trimmed(f'{c}{r}')}={pass_}" for c in results)
        text = f'=IF(B{r}="","",IF(OR({failed}),{fail},IF(AND({passed}),{pass_},{open_})))'
        wb.formula(sheet, r, 3 + 2 * len(plan.requirements), text, border=True)
    offered = listed((Result.PASS, Result.FAIL), language)
    for c in results:
        wb.choice(sheet, f"{c}{FIRST}:{c}{LAST}", offered, say("evaluation.selection.choose"), language)
        wb.colour(sheet, f"{c}{FIRST}:{c}{LAST}", trimmed(f"${c}{FIRST}"), (Result.FAIL.said(language),), wb.RED)
    wb.colour(sheet, f"{end}{FIRST}:{end}{LAST}", f"${end}{FIRST}", (Result.FAIL.said(language),), wb.RED)
    wb.colour(sheet, f"{end}{FIRST}:{end}{LAST}", f"${end}{FIRST}", (Result.PASS.said(language),), wb.GREEN)
    _table(sheet, end)
