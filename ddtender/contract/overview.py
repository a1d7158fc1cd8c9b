"""The first sheet of a register: what is being watched, as of which day, and how each clause stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.contract.performance import DueStatus, Filled
from ddtender.contract.places import FIRST, LETTER, columns, last_row, overview_sheet, register_sheet
from ddtender.contract.plan import RegisterPlan, Risk
from ddtender.layout.named import fact_name, not_known
from ddtender.sheets import workbook as wb
from ddtender.sheets.words import at, listed
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Row and column of the cells in which somebody types: the day, and the first delivery (as_of_cell, delivery_cell),
#: the risk.
AS_OF_CELL, DELIVERY_CELL, RISK_CELL = (8, 3), (9, 3), (10, 3)
_COUNTED = (
    DueStatus.IN_TIME,
    DueStatus.ACCEPTED,
    DueStatus.LATE,
    DueStatus.OVERDUE,
    DueStatus.DUE_SOON,
    DueStatus.NOT_YET_DUE,
)
_CHECKED = (
    DueStatus.MET,
    DueStatus.PARTLY_MET,
    DueStatus.NOT_MET,
    DueStatus.TO_BE_CHECKED,
    DueStatus.MISSING,
    DueStatus.AWAITED,
)
_TABLE = 12
#: So many clauses with their bars fit on a page that lies, and on one that stands.
_LANDSCAPE, _ON_ONE_PAGE = 8, 20


def overview(book: Workbook, plan: RegisterPlan, language: Language, filled: Filled | None = None) -> None:
    """Write the sheet: facts, the three open cells with what ``filled`` says was typed, a table that
    counts the register's rows, a chart of it."""
    say = language.say
    sheet = wb.new_sheet(book, overview_sheet(language), [12, 34, 14, *([10] * (len(_COUNTED) + len(_CHECKED) - 1))])
    wb.title(sheet, say("contract.overview.title"), plan.title)
    facts = (
        (fact_name("reference", language), plan.reference),
        (fact_name("authority", language), plan.authority),
        (fact_name("contractor", language), plan.contractor),
        (say("contract.overview.contract"), _span(plan, language)),
    )
    for r, (name, value) in enumerate(facts, start=4):
        wb.put(sheet, r, 1, name, bold=True, wrap=False)
        wb.put(sheet, r, 3, value or not_known(language), wrap=False)
    wb.put(sheet, 8, 1, say("contract.overview.as_of"), bold=True, wrap=False)
    wb.formula(sheet, *AS_OF_CELL, "=TODAY()", open_=True, form=wb.DATE, align="left")
    wb.put(sheet, 8, 4, say("contract.overview.as_of_note"), color="595959", wrap=False)
    wb.put(sheet, 9, 1, say("contract.overview.delivery"), bold=True, wrap=False)
    wb.put(sheet, *DELIVERY_CELL, None, open_=True, form=wb.DATE, align="left")
    wb.put(sheet, 9, 4, say("contract.overview.delivery_note"), color="595959", wrap=False)
    wb.dates_only(sheet, "C8:C9", language)
    wb.put(sheet, 10, 1, say("contract.overview.risk"), bold=True, wrap=False)
    wb.put(sheet, *RISK_CELL, None, open_=True, align="left")
    note = say("contract.overview.no_risk")
    if plan.risk:
        note = say("contract.overview.risk_note", risk=plan.risk.said(language))
    wb.put(sheet, 10, 4, note, color="595959", wrap=False)
    wb.choice(sheet, "C10", listed(Risk, language), say("contract.overview.choose_risk"), language)
    if filled:
        risk = filled.risk.said(language) if filled.risk else None
        typed = ((AS_OF_CELL, filled.as_of), (DELIVERY_CELL, filled.first_delivery), (RISK_CELL, risk))
        for place, value in typed:
            wb.typed_in(sheet, *place, value)
    _table(sheet, plan, language)
    wb.printed(sheet, portrait=len(plan.clauses) > _LANDSCAPE)
    if len(plan.clauses) <= _ON_ONE_PAGE:
        sheet.page_setup.fitToHeight = 1  # a chart is cut where a page ends
    wb.protect(sheet)


def _span(plan: RegisterPlan, language: Language) -> str:
    if plan.start is None or plan.end is None:
        return language.say("contract.overview.no_span")
    return language.say("contract.overview.span", start=plan.start, end=plan.end)


def _table(sheet, plan: RegisterPlan, language: Language) -> None:
    from openpyxl.chart import BarChart, Reference

    say = language.say
    wb.put(sheet, _TABLE - 1, 3, say("contract.overview.submissions"), bold=True, wrap=False)
    wb.put(sheet, _TABLE - 1, 3 + len(_COUNTED), say("contract.overview.checks"), bold=True, wrap=False)
    states = [state.said(language) for state in (*_COUNTED, *_CHECKED)]
    wb.headings(sheet, _TABLE, (*columns(("clause", "subject"), language).values(), *states))
    register = at(register_sheet(language))
    last = last_row(plan)
    clauses, states_of = (f"{register}${LETTER[c]}${FIRST}:${LETTER[c]}${last}" for c in ("clause", "status"))
    for r, clause in enumerate(plan.clauses, start=_TABLE + 1):
        wb.put(sheet, r, 1, clause.shown_number, border=True)
        wb.put(sheet, r, 2, clause.title, border=True)
        for column, state in enumerate((*_COUNTED, *_CHECKED), start=3):
            count = f"=COUNTIFS({clauses},A{r},{states_of},{state.quoted(language)})"
            wb.formula(sheet, r, column, count, border=True, form="0;-0;–", align="center")
        sheet.row_dimensions[r].height = wb.height([(clause.title, 34)])
    end = _TABLE + len(plan.clauses)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = say("contract.overview.chart")
    chart.add_data(
        Reference(sheet, min_col=3, max_col=2 + len(_COUNTED), min_row=_TABLE, max_row=end), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=2, min_row=_TABLE + 1, max_row=end))
    for series, colour in zip(chart.series, ("70AD47", "A9D08E", "ED7D31", "C00000", "FFC000", "BFBFBF"), strict=True):
        series.graphicalProperties.solidFill = colour
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit, chart.y_axis.number_format = 1, "0"
    chart.legend.position = "b"
    chart.width, chart.height = 27, 4.5 + 1.3 * len(plan.clauses)
    sheet.add_chart(chart, f"A{end + 2}")
