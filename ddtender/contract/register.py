"""The KPI register: a plan becomes a workbook with an overview, the rows, the requests, and a sheet for each clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.contract.formulas import late_formula, status_formula, timing_formula
from ddtender.contract.overview import overview
from ddtender.contract.performance import DueStatus
from ddtender.contract.places import (
    COLUMNS,
    FIRST,
    HEAD_ROW,
    REQUEST_COLUMNS,
    REQUEST_ROWS,
    REQUEST_SOON,
    CheckMark,
    clause_label,
    delivery_cell,
    headings,
    last_row,
    register_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.plan import Aspect, Clause, RegisterPlan, Row
from ddtender.layout.named import identified, kpi_headings, titled
from ddtender.model import Kind
from ddtender.model.due import day_off
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import listed, trimmed
from ddtender.stamp import Stamp
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

_GOOD, _WAIT, _BAD = (
    (DueStatus.IN_TIME, DueStatus.MET),
    (DueStatus.DUE_SOON, DueStatus.TO_BE_CHECKED, DueStatus.PARTLY_MET),
    (DueStatus.LATE, DueStatus.OVERDUE, DueStatus.MISSING, DueStatus.NOT_MET),
)


def register(plan: RegisterPlan, stamp: Stamp, language: Language) -> bytes:
    """The bytes of ``kpi-register.xlsx``, in the language that the plan names."""
    book = wb.new_workbook()
    overview(book, plan, language)
    _rows(book, plan, language)
    if any(clause.responsive for clause in plan.clauses):
        _requests(book, plan, language)
    for clause in plan.clauses:
        _clause(book, clause, language)
    name = language.say("contract.register.document", title=plan.title or plan.scenario)
    return wb.finish(book, plan, stamp, name, language)


def _rows(book: Workbook, plan: RegisterPlan, language: Language) -> None:
    sheet = wb.new_sheet(book, register_sheet(language), [*COLUMNS.values()])
    wb.put(sheet, 1, 3, language.say("contract.register.title"), bold=True, size=15, color=wb.HEAD, wrap=False)
    wb.put(sheet, 2, 3, language.say("contract.register.below"), color="595959", wrap=False)
    wb.headings(sheet, HEAD_ROW, [*headings(language).values()])
    last = last_row(plan)
    for r, row in enumerate(plan.rows, start=FIRST):
        _row(sheet, r, row, plan, last, language)
    wb.dates_only(sheet, f"J{FIRST}:J{last}", language)
    for r, row in enumerate(plan.rows, start=FIRST):
        if row.is_submission and plan.indicator(row).aspect == Aspect.TIMELINESS:
            what = language.say("contract.register.choose_not_applicable")
            wb.choice(sheet, f"K{r}", listed([CheckMark.NOT_APPLICABLE], language), what, language)
        else:
            what = language.say("contract.register.choose_answer")
            wb.choice(sheet, f"K{r}", listed(CheckMark, language), what, language)
    _coloured(sheet, "N", last, language)
    for column in "ABPQ":
        sheet.column_dimensions[column].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:Q{last}"
    sheet.freeze_panes = f"E{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    sheet.print_area = f"C1:O{last}"
    wb.protect(sheet)


def _coloured(sheet, column: str, last: int, language: Language) -> None:
    """The column of statuses by what they call for."""
    for states, fill in ((_GOOD, wb.GREEN), (_WAIT, wb.AMBER), (_BAD, wb.RED)):
        words = [state.said(language) for state in states]
        wb.colour(sheet, f"{column}{FIRST}:{column}{last}", f"${column}{FIRST}", words, fill)


def _row(sheet, r: int, row: Row, plan: RegisterPlan, last: int, language: Language) -> None:
    clause, indicator = plan.clause(row.clause), plan.indicator(row)
    note = _note(row, plan, language)
    of = language.say("contract.n_of", n=row.n, of=row.of)
    aspect = indicator.aspect.said(language)
    texts = (row.key, row.submission, clause.shown_number, clause.title, aspect, indicator.indicator, of)
    for column, text in enumerate(texts, start=1):
        wb.put(sheet, r, column, text, border=True)
    if row.on is None:
        wb.put(sheet, r, 8, indicator.when, border=True)
    elif row.before_delivery:
        on = f"DATE({row.on.year},{row.on.month},{row.on.day})"
        delivery = delivery_cell(language)
        text = f"=IF(N({delivery})>0,MIN({on},INT({delivery})-1),{on})"
        wb.formula(sheet, r, 8, text, border=True, form=wb.DATE, align="left")
    else:
        wb.put(sheet, r, 8, row.on, border=True, form=wb.DATE, align="left")
    wb.put(sheet, r, 9, note, border=True)
    wb.put(sheet, r, 10, None, border=True, open_=row.is_submission, fill=None if row.is_submission else wb.LOCKED,
           form=wb.DATE, align="left")  # fmt: skip
    for column in (11, 12, 13):
        wb.put(sheet, r, column, None, border=True, open_=True)
    wb.formula(sheet, r, 14, status_formula(r, row.is_submission, language), border=True)
    late = late_formula(f"N{r}", f"J{r}", f"H{r}", language) if row.is_submission else '=""'
    wb.formula(sheet, r, 15, late, border=True, form="0")
    at = f"MATCH(B{r},$A${FIRST}:$A${last},0)"
    wb.formula(sheet, r, 16, f"=N(INDEX($J${FIRST}:$J${last},{at}))")
    wb.formula(sheet, r, 17, f"={trimmed(f'INDEX($K${FIRST}:$K${last},{at})')}")
    widths = [*COLUMNS.values()]
    when = "" if row.on else indicator.when
    sheet.row_dimensions[r].height = wb.height(
        [(clause.title, widths[3]), (indicator.indicator, widths[5]), (when, widths[7]), (note, widths[8])], 30
    )


def _note(row: Row, plan: RegisterPlan, language: Language) -> str:
    """What a reader should know of a due date."""
    notes = []
    if row.on and (name := day_off(row.on)):
        day = language.say(f"contract.day_off.{name}")
        notes.append(language.say("contract.register.not_moved", day=day))
    if row.on and row.of > 1 and row.on == plan.end:
        notes.append(language.say("contract.register.last_day"))
    if row.before_delivery:
        notes.append(language.say("contract.register.before_delivery"))
    return "; ".join(notes)


def _requests(book: Workbook, plan: RegisterPlan, language: Language) -> None:
    sheet = wb.new_sheet(book, requests_sheet(language), [*REQUEST_COLUMNS.values(), 4, 20, 8])
    wb.title(sheet, language.say("contract.requests.title"), language.say("contract.requests.below"))
    wb.headings(sheet, HEAD_ROW, [*request_headings(language).values()])
    asked = [clause for clause in plan.clauses if clause.responsive]
    for n, clause in enumerate(asked, start=FIRST):
        wb.put(sheet, n, 13, clause_label(clause, language))
        wb.put(sheet, n, 14, clause.response_days)
    names, days = (f"${c}${FIRST}:${c}${FIRST + len(asked) - 1}" for c in "MN")
    last = FIRST + REQUEST_ROWS - 1
    for r in range(FIRST, last + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column in (2, 3, 4, 7, 8, 9):
            wb.put(sheet, r, column, None, open_=True, form=wb.DATE if column in (3, 7) else None, align="left")
        found = f"INDEX({days},MATCH({trimmed(f'B{r}')},{names},0))"
        wb.formula(sheet, r, 5, f'=IF(B{r}="","",IFERROR(IF({found}="","",{found}),""))', border=True, align="left")
        due = f'=IF(AND(N(C{r})>0,ISNUMBER(E{r})),INT(C{r})+E{r},"")'
        wb.formula(sheet, r, 6, due, border=True, form=wb.DATE, align="left")
        status = f'=IF(N(C{r})=0,"",{timing_formula(f"F{r}", f"G{r}", REQUEST_SOON, language)})'
        wb.formula(sheet, r, 10, status, border=True)
        late = late_formula(f"J{r}", f"G{r}", f"F{r}", language)
        wb.formula(sheet, r, 11, late, border=True, form="0")
    wb.choice(sheet, f"B{FIRST}:B{last}", names, language.say("contract.requests.choose_clause"), language)
    wb.dates_only(sheet, f"C{FIRST}:C{last}", language)
    wb.dates_only(sheet, f"G{FIRST}:G{last}", language)
    _coloured(sheet, "J", last, language)
    for column in "LMN":
        sheet.column_dimensions[column].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:K{last}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", "K"), "B", FIRST, last)
    wb.protect(sheet)


def _clause(book: Workbook, clause: Clause, language: Language) -> None:
    widths = [16, 40, 34, 34, 30]
    sheet = wb.new_sheet(book, language.say("contract.sheet.clause", number=clause.shown_number), widths)
    title = titled(Kind.CONTRACT, clause.shown_number, clause.title, language)
    wb.title(sheet, title, identified(clause.id, clause.version, language))
    r = HEAD_ROW
    names = ("aspect", "indicator", "target", "measured_by", "when")
    wb.headings(sheet, r, kpi_headings(names, language))
    for i in clause.indicators:
        r += 1
        texts = (language.capital(i.aspect.said(language)), i.indicator, i.target, i.measured_by, i.when)
        for column, text in enumerate(texts, start=1):
            wb.put(sheet, r, column, text, border=True)
        sheet.row_dimensions[r].height = wb.height(zip(texts, widths, strict=True))
    r += 2
    wb.put(sheet, r, 1, language.say("contract.clause_sheet.text"), bold=True, size=12, color=wb.HEAD, wrap=False)
    for text in clause.text:
        r += 1
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=len(widths))
        wb.put(sheet, r, 1, text)
        sheet.row_dimensions[r].height = wb.height([(text, sum(widths))])
    wb.printed(sheet, HEAD_ROW)
    wb.protect(sheet)
