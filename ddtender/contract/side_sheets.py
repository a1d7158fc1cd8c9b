"""The sheets beside that of the rows: requests, rows of one's own, and how the Contract's end was moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ddtender.contract.formulas import late_formula, timing_formula
from ddtender.contract.performance import DueStatus, InformationRequest, OwnRow
from ddtender.contract.places import (
    FIRST,
    HEAD_ROW,
    HISTORY_COLUMNS,
    OWN_COLUMNS,
    OWN_ROWS,
    REQUEST_COLUMNS,
    REQUEST_ROWS,
    REQUEST_SOON,
    SOON,
    clause_label,
    columns,
    history_sheet,
    own_headings,
    own_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.plan import RegisterPlan
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import trimmed
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Empty rows that are left at least, where many are filled in.
SPARE = 20
_GOOD, _WAIT, _BAD = (
    (DueStatus.IN_TIME, DueStatus.MET, DueStatus.ACCEPTED),
    (DueStatus.DUE_SOON, DueStatus.TO_BE_CHECKED, DueStatus.PARTLY_MET),
    (DueStatus.LATE, DueStatus.OVERDUE, DueStatus.MISSING, DueStatus.NOT_MET),
)


def finish_rows(sheet: Worksheet, end: str, last: int) -> None:
    """Filter, print and protect a sheet with rows to fill in, from column A to ``end``: a row is used where B is."""
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{end}{last}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", end), "B", FIRST, last)
    wb.protect(sheet)


def coloured(sheet, column: str, last: int, language: Language) -> None:
    """The column of statuses by what they call for."""
    for states, fill in ((_GOOD, wb.GREEN), (_WAIT, wb.AMBER), (_BAD, wb.RED)):
        words = [state.said(language) for state in states]
        wb.colour(sheet, f"{column}{FIRST}:{column}{last}", f"${column}{FIRST}", words, fill)


def requests(book: Workbook, plan: RegisterPlan, language: Language, typed: Sequence[InformationRequest]) -> None:
    """Requests under any clause; where a clause has no time for the answer, the day that was named in the request."""
    sheet = wb.new_sheet(book, requests_sheet(language), [*REQUEST_COLUMNS.values(), 4, 20, 8])
    wb.title(sheet, language.say("contract.requests.title"), language.say("contract.requests.below"))
    wb.headings(sheet, HEAD_ROW, [*request_headings(language).values()])
    for n, clause in enumerate(plan.clauses, start=FIRST):
        wb.put(sheet, n, 14, clause_label(clause, language))
        wb.put(sheet, n, 15, clause.response_days)
    names, days = (f"${c}${FIRST}:${c}${FIRST + len(plan.clauses) - 1}" for c in "NO")
    last = FIRST + max(REQUEST_ROWS, len(typed) + SPARE) - 1
    for r in range(FIRST, last + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column in (2, 3, 4, 5, 8, 9, 10):
            wb.put(sheet, r, column, None, open_=True, form=wb.DATE if column in (3, 5, 8) else None, align="left")
        found = f"INDEX({days},MATCH({trimmed(f'B{r}')},{names},0))"
        wb.formula(sheet, r, 6, f'=IF(B{r}="","",IFERROR(IF({found}="","",{found}),""))', border=True, align="left")
        due = f'=IF(N(C{r})=0,"",IF(ISNUMBER(F{r}),INT(C{r})+F{r},IF(N(E{r})>0,INT(E{r}),"")))'
        wb.formula(sheet, r, 7, due, border=True, form=wb.DATE, align="left")
        status = f'=IF(N(C{r})=0,"",{timing_formula(f"G{r}", f"H{r}", REQUEST_SOON, language)})'
        wb.formula(sheet, r, 11, status, border=True)
        late = late_formula(f"K{r}", f"H{r}", f"G{r}", language)
        wb.formula(sheet, r, 12, late, border=True, form="0")
    for r, one in enumerate(typed, start=FIRST):
        values = (clause_label(one.clause, language), one.on, one.asked, one.asked_by)
        for column, value in (*enumerate(values, start=2), (8, one.answered), (9, one.evidence), (10, one.remarks)):
            wb.typed_in(sheet, r, column, value)
    wb.choice(sheet, f"B{FIRST}:B{last}", names, language.say("contract.requests.choose_clause"), language)
    for column in "CEH":
        wb.dates_only(sheet, f"{column}{FIRST}:{column}{last}", language)
    coloured(sheet, "K", last, language)
    for column in "MNO":
        sheet.column_dimensions[column].hidden = True
    finish_rows(sheet, "L", last)


def own_rows(book: Workbook, language: Language, typed: Sequence[OwnRow]) -> None:
    """What a contract manager follows besides; none of it is the Contractor's performance."""
    sheet = wb.new_sheet(book, own_sheet(language), [*OWN_COLUMNS.values()])
    wb.title(sheet, language.say("contract.own.title"), language.say("contract.own.below"))
    wb.headings(sheet, HEAD_ROW, [*own_headings(language).values()])
    last = FIRST + max(OWN_ROWS, len(typed) + SPARE) - 1
    for r in range(FIRST, last + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column in range(2, 8):
            wb.put(sheet, r, column, None, open_=True, form=wb.DATE if column in (4, 5) else None, align="left")
        status = f'=IF(B{r}="","",{timing_formula(f"D{r}", f"E{r}", SOON, language)})'
        wb.formula(sheet, r, 8, status, border=True)
        wb.formula(sheet, r, 9, late_formula(f"H{r}", f"E{r}", f"D{r}", language), border=True, form="0")
    for r, one in enumerate(typed, start=FIRST):
        for column, value in enumerate((one.what, one.who, one.due, one.done, one.evidence, one.remarks), start=2):
            wb.typed_in(sheet, r, column, value)
    wb.dates_only(sheet, f"D{FIRST}:E{last}", language)
    coloured(sheet, "H", last, language)
    finish_rows(sheet, "I", last)


def history(book: Workbook, plan: RegisterPlan, language: Language) -> None:
    """When and why the Contract's end was moved, the oldest first."""
    widths = [*HISTORY_COLUMNS.values()]
    sheet = wb.new_sheet(book, history_sheet(language), widths)
    wb.title(sheet, language.say("contract.history.title"), language.say("contract.history.below"))
    wb.headings(sheet, HEAD_ROW, [*columns(HISTORY_COLUMNS, language).values()])
    for r, one in enumerate(plan.history, start=FIRST):
        for column, value in enumerate((one.on, one.before, one.end, one.why, one.added, one.dropped), start=1):
            form = wb.DATE if column < 4 else None
            wb.put(sheet, r, column, value, border=True, form=form, align="left")
        sheet.row_dimensions[r].height = wb.height([(one.why, widths[3])])
    wb.printed(sheet, HEAD_ROW)
    wb.protect(sheet)
