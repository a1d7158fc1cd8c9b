"""The KPI register: a plan becomes a workbook with an overview, the rows, the requests, and a sheet for each clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.contract.overview import overview
from ddtender.contract.places import (
    AS_OF,
    COLUMNS,
    DELIVERY,
    FIRST,
    HEAD_ROW,
    HEADINGS,
    MARKS,
    REGISTER,
    REQUEST_COLUMNS,
    REQUEST_HEADINGS,
    REQUEST_ROWS,
    REQUEST_SOON,
    REQUESTS,
    SOON,
    last_row,
)
from ddtender.contract.plan import Clause, RegisterPlan, Row
from ddtender.model.due import day_off
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from openpyxl import Workbook

_GOOD, _WAIT, _BAD = (
    ("in time", "met"),
    ("due soon", "to be checked", "partly met"),
    ("late", "overdue", "missing", "not met"),
)


def register(plan: RegisterPlan, stamp: Stamp) -> bytes:
    """The bytes of ``kpi-register.xlsx``."""
    book = wb.new_workbook()
    overview(book, plan)
    _rows(book, plan)
    if any(clause.responsive for clause in plan.clauses):
        _requests(book, plan)
    for clause in plan.clauses:
        _clause(book, clause)
    return wb.finish(book, plan, stamp, f"KPI register: {plan.title or plan.scenario}")


def _rows(book: Workbook, plan: RegisterPlan) -> None:
    sheet = wb.new_sheet(book, REGISTER, [width for _, width in COLUMNS])
    wb.put(sheet, 1, 3, "Register", bold=True, size=15, color=wb.HEAD, wrap=False)
    wb.put(sheet, 2, 3, "Type in the yellow cells. A date of receipt is typed once, in the row of the submission.",
           color="595959", wrap=False)  # fmt: skip
    wb.headings(sheet, HEAD_ROW, HEADINGS)
    last = last_row(plan)
    for r, row in enumerate(plan.rows, start=FIRST):
        _row(sheet, r, row, plan, last)
    wb.dates_only(sheet, f"J{FIRST}:J{last}")
    for r, row in enumerate(plan.rows, start=FIRST):
        if row.is_submission and plan.indicator(row).aspect == "timeliness":
            wb.choice(sheet, f"K{r}", '"not applicable"', "“not applicable” or nothing")
        else:
            wb.choice(sheet, f"K{r}", f'"{",".join(MARKS)}"', "an answer")
    for words, fill in ((_GOOD, wb.GREEN), (_WAIT, wb.AMBER), (_BAD, wb.RED)):
        wb.colour(sheet, f"N{FIRST}:N{last}", f"$N{FIRST}", words, fill)
    for column in "ABPQ":
        sheet.column_dimensions[column].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:Q{last}"
    sheet.freeze_panes = f"E{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    sheet.print_area = f"C1:O{last}"
    wb.protect(sheet)


def _row(sheet, r: int, row: Row, plan: RegisterPlan, last: int) -> None:
    clause, indicator = plan.clause(row.clause), plan.indicator(row)
    note = _note(row, plan)
    texts = [row.key, row.submission, str(clause.number), clause.title, indicator.aspect, indicator.indicator,
             f"{row.n} of {row.of}"]  # fmt: skip
    for column, text in enumerate(texts, start=1):
        wb.put(sheet, r, column, text, border=True)
    if row.on is None:
        wb.put(sheet, r, 8, indicator.when, border=True)
    elif row.before_delivery:
        on = f"DATE({row.on.year},{row.on.month},{row.on.day})"
        text = f"=IF(N({DELIVERY})>0,MIN({on},INT({DELIVERY})-1),{on})"
        wb.formula(sheet, r, 8, text, border=True, form=wb.DATE, align="left")
    else:
        wb.put(sheet, r, 8, row.on, border=True, form=wb.DATE, align="left")
    wb.put(sheet, r, 9, note, border=True)
    wb.put(sheet, r, 10, None, border=True, open_=row.is_submission, fill=None if row.is_submission else wb.LOCKED,
           form=wb.DATE, align="left")  # fmt: skip
    for column in (11, 12, 13):
        wb.put(sheet, r, column, None, border=True, open_=True)
    wb.formula(sheet, r, 14, _status(r, row.is_submission), border=True)
    late = f'=IF(N{r}="late",INT(J{r})-H{r},IF(N{r}="overdue",{AS_OF}-H{r},""))' if row.is_submission else '=""'
    wb.formula(sheet, r, 15, late, border=True, form="0")
    at = f"MATCH(B{r},$A${FIRST}:$A${last},0)"
    wb.formula(sheet, r, 16, f"=N(INDEX($J${FIRST}:$J${last},{at}))")
    wb.formula(sheet, r, 17, f'=INDEX($K${FIRST}:$K${last},{at})&""')
    widths = [width for _, width in COLUMNS]
    when = "" if row.on else indicator.when
    sheet.row_dimensions[r].height = wb.height(
        [(clause.title, widths[3]), (indicator.indicator, widths[5]), (when, widths[7]), (note, widths[8])], 30
    )


def _timing(due: str, received: str, soon: int) -> str:
    """The piece of a formula that says whether something came in time; ``performance.timing`` says the same."""
    waiting = f'IF({due}<{AS_OF},"overdue",IF({due}-{AS_OF}<={soon},"due soon","not yet due"))'
    return (
        f"IF(AND(N({received})>0,INT(N({received}))<={AS_OF}),"
        f'IF(ISNUMBER({due}),IF(INT(N({received}))<={due},"in time","late"),"received"),'
        f'IF(ISNUMBER({due}),{waiting},"no date yet"))'
    )


def _status(r: int, submission: bool) -> str:
    """The status of a row; ``performance`` says the same in Python."""
    if submission:
        return f'=IF(K{r}="not applicable","not applicable",{_timing(f"H{r}", f"J{r}", SOON)})'
    return (
        f'=IF(OR(K{r}="not applicable",Q{r}="not applicable"),"not applicable",IF(AND(P{r}>0,INT(P{r})<={AS_OF}),'
        f'IF(K{r}="yes","met",IF(K{r}="partly","partly met",IF(K{r}="no","not met","to be checked"))),'
        f'IF(ISNUMBER(H{r}),IF(H{r}<{AS_OF},"missing","awaited"),"awaited")))'
    )


def _note(row: Row, plan: RegisterPlan) -> str:
    """What a reader should know of a due date."""
    notes = []
    if row.on and (name := day_off(row.on)):
        notes.append(f"{name}: not moved")
    if row.on and row.of > 1 and row.on == plan.end:
        notes.append("last day of the Contract")
    if row.before_delivery:
        notes.append("and before the first delivery")
    return "; ".join(notes)


def _requests(book: Workbook, plan: RegisterPlan) -> None:
    sheet = wb.new_sheet(book, REQUESTS, [*(width for _, width in REQUEST_COLUMNS), 4, 20, 8])
    wb.title(
        sheet, "Requests for further information", "One row for each request; the days allowed are those of the clause."
    )
    wb.headings(sheet, HEAD_ROW, REQUEST_HEADINGS)
    asked = [clause for clause in plan.clauses if clause.responsive]
    for n, clause in enumerate(asked, start=FIRST):
        wb.put(sheet, n, 13, clause.label)
        wb.put(sheet, n, 14, clause.response_days)
    names, days = (f"${c}${FIRST}:${c}${FIRST + len(asked) - 1}" for c in "MN")
    last = FIRST + REQUEST_ROWS - 1
    for r in range(FIRST, last + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column in (2, 3, 4, 7, 8, 9):
            wb.put(sheet, r, column, None, open_=True, form=wb.DATE if column in (3, 7) else None, align="left")
        found = f"INDEX({days},MATCH(B{r},{names},0))"
        wb.formula(sheet, r, 5, f'=IF(B{r}="","",IFERROR(IF({found}="","",{found}),""))', border=True, align="left")
        due = f'=IF(AND(N(C{r})>0,ISNUMBER(E{r})),INT(C{r})+E{r},"")'
        wb.formula(sheet, r, 6, due, border=True, form=wb.DATE, align="left")
        status = f'=IF(N(C{r})=0,"",{_timing(f"F{r}", f"G{r}", REQUEST_SOON)})'
        wb.formula(sheet, r, 10, status, border=True)
        late = f'=IF(J{r}="late",INT(G{r})-F{r},IF(J{r}="overdue",{AS_OF}-F{r},""))'
        wb.formula(sheet, r, 11, late, border=True, form="0")
    wb.choice(sheet, f"B{FIRST}:B{last}", names, "a clause")
    wb.dates_only(sheet, f"C{FIRST}:C{last}")
    wb.dates_only(sheet, f"G{FIRST}:G{last}")
    for words, fill in ((_GOOD, wb.GREEN), (_WAIT, wb.AMBER), (_BAD, wb.RED)):
        wb.colour(sheet, f"J{FIRST}:J{last}", f"$J{FIRST}", words, fill)
    for column in "LMN":
        sheet.column_dimensions[column].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:K{last}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", "K"), "B", FIRST, last)
    wb.protect(sheet)


def _clause(book: Workbook, clause: Clause) -> None:
    widths = [16, 40, 34, 34, 30]
    sheet = wb.new_sheet(book, f"Clause {clause.number}", widths)
    wb.title(sheet, f"{clause.label}: {clause.title}", f"{clause.id}, version {clause.version}")
    r = HEAD_ROW
    wb.headings(sheet, r, ("Aspect", "Indicator", "Target", "How it is measured", "When"))
    for i in clause.indicators:
        r += 1
        texts = (i.aspect.capitalize(), i.indicator, i.target, i.measured_by, i.when)
        for column, text in enumerate(texts, start=1):
            wb.put(sheet, r, column, text, border=True)
        sheet.row_dimensions[r].height = wb.height(zip(texts, widths, strict=True))
    r += 2
    wb.put(sheet, r, 1, "The clause", bold=True, size=12, color=wb.HEAD, wrap=False)
    for text in clause.text:
        r += 1
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=len(widths))
        wb.put(sheet, r, 1, text)
        sheet.row_dimensions[r].height = wb.height([(text, sum(widths))])
    wb.printed(sheet, HEAD_ROW)
    wb.protect(sheet)
