"""The KPI register: a plan becomes a workbook with an overview, the rows, the requests, and a sheet for each clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ddtender.contract.formulas import late_formula, status_formula
from ddtender.contract.overview import overview
from ddtender.contract.performance import Filled, Receipt
from ddtender.contract.places import (
    COLUMNS,
    FIRST,
    HEAD_ROW,
    LETTER,
    CheckMark,
    delivery_cell,
    headings,
    last_row,
    marks_of,
    register_sheet,
)
from ddtender.contract.plan import MOST_COUNTED, Clause, RegisterPlan, Row
from ddtender.contract.side_sheets import coloured, history, own_rows, requests
from ddtender.contract.sites import sites
from ddtender.layout.named import identified, kpi_headings, titled
from ddtender.model import Kind
from ddtender.model.due import day_off
from ddtender.sheets import workbook as wb
from ddtender.sheets.words import listed, trimmed
from ddtender.stamp import Stamp
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook


def register(plan: RegisterPlan, stamp: Stamp, language: Language, filled: Filled | None = None) -> bytes:
    """The bytes of ``kpi-register.xlsx``, in the language that the plan names, with what ``filled`` says was typed."""
    book = wb.new_workbook()
    overview(book, plan, language, filled)
    _rows(book, plan, language, {entry.row.key: entry for entry in filled.entries} if filled else {})
    requests(book, plan, language, filled.requests if filled else ())
    own_rows(book, language, filled.own if filled else ())
    if plan.known_site_risks:
        sites(book, plan, language, filled.sites if filled else ())
    if plan.history:
        history(book, plan, language)
    for clause in plan.clauses:
        _clause(book, clause, language)
    name = language.say("contract.register.document", title=plan.title or plan.scenario)
    return wb.finish(book, plan, stamp, name, language)


def _rows(book: Workbook, plan: RegisterPlan, language: Language, typed: Mapping[str, Receipt]) -> None:
    sheet = wb.new_sheet(book, register_sheet(language), [*COLUMNS.values()])
    wb.put(sheet, 1, 3, language.say("contract.register.title"), bold=True, size=15, color=wb.HEAD, wrap=False)
    wb.put(sheet, 2, 3, language.say("contract.register.below"), color="595959", wrap=False)
    wb.headings(sheet, HEAD_ROW, [*headings(language).values()])
    last = last_row(plan)
    for r, row in enumerate(plan.rows, start=FIRST):
        _row(sheet, r, row, plan, last, language)
        if row.key in typed:
            _typed(sheet, r, typed[row.key], language)
    received = LETTER["received_on"]
    wb.dates_only(sheet, f"{received}{FIRST}:{received}{last}", language)
    for r, row in enumerate(plan.rows, start=FIRST):
        marks = marks_of(plan, row)
        what = language.say(f"contract.register.choose_{'not_applicable' if len(marks) == 1 else 'answer'}")
        wb.choice(sheet, f"{LETTER['complete']}{r}", listed(marks, language), what, language)
        if counts := plan.indicator(row).counts:
            for name, about in (("counted", counts.these), ("out_of", counts.of)):
                if about:
                    what = language.say("contract.register.type_number", what=about)
                    bounds, cell = ("0", str(MOST_COUNTED)), f"{LETTER[name]}{r}"
                    wb.limits(sheet, cell, "decimal", "between", bounds, what, language)
    coloured(sheet, LETTER["status"], last, language)
    for name in ("key", "submission", "received", "mark"):
        sheet.column_dimensions[LETTER[name]].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{LETTER['mark']}{last}"
    sheet.freeze_panes = f"E{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    sheet.print_area = f"C1:{LETTER['days_late']}{last}"
    wb.protect(sheet)


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
    at = {name: column for column, name in enumerate(COLUMNS, start=1)}
    counts = indicator.counts
    open_ = {
        "received_on": row.is_submission,
        **dict.fromkeys(("complete", "evidence", "remarks"), True),
        "counted": bool(counts),
        "out_of": bool(counts and counts.of),
    }
    for name, is_open in open_.items():
        form = wb.DATE if name == "received_on" else "0" if name in ("counted", "out_of") else None
        fill = None if is_open else wb.LOCKED
        align = None if form is None else "left"
        wb.put(sheet, r, at[name], None, border=True, open_=is_open, fill=fill, form=form, align=align)
    is_answered = CheckMark.YES in marks_of(plan, row)
    wb.formula(sheet, r, at["status"], status_formula(r, row, language, is_answered), border=True)
    states, received, due_at = (f"{LETTER[name]}{r}" for name in ("status", "received_on", "due"))
    late = late_formula(states, received, due_at, language) if row.is_submission else '=""'
    wb.formula(sheet, r, at["days_late"], late, border=True, form="0")
    found = f"MATCH({LETTER['submission']}{r},${LETTER['key']}${FIRST}:${LETTER['key']}${last},0)"
    received_at, marked_at = (
        f"INDEX(${LETTER[of]}${FIRST}:${LETTER[of]}${last},{found})" for of in ("received_on", "complete")
    )
    wb.formula(sheet, r, at["received"], f"=N({received_at})")
    wb.formula(sheet, r, at["mark"], f"={trimmed(marked_at)}")
    widths = [*COLUMNS.values()]
    when = "" if row.on else indicator.when
    sheet.row_dimensions[r].height = wb.height(
        [(clause.title, widths[3]), (indicator.indicator, widths[5]), (when, widths[7]), (note, widths[8])], 30
    )


def _typed(sheet, r: int, entry: Receipt, language: Language) -> None:
    """What somebody has typed in a row before."""
    values = {
        "received_on": entry.received,
        "complete": entry.mark.said(language) if entry.mark else None,
        "counted": entry.counted,
        "out_of": entry.out_of,
        "evidence": entry.evidence,
        "remarks": entry.remarks,
    }
    for column, name in enumerate(COLUMNS, start=1):
        if (value := values.get(name)) not in (None, ""):
            wb.typed_in(sheet, r, column, value)


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
    if row.dropped:
        notes.append(language.say("contract.register.no_longer_due"))
    if counts := plan.indicator(row).counts:
        form, of = ("counted_of", {"of": counts.of}) if counts.of else ("counted", {})
        notes.append(language.say(f"contract.register.{form}", these=counts.these, **of))
    return "; ".join(notes)


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
