"""The first sheet of a register: what is being watched, as of which day, and how each clause stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.contract.places import FIRST, OVERVIEW, last_row
from ddtender.contract.plan import RegisterPlan
from ddtender.library.facts import shown
from ddtender.sheets import workbook as wb

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Row and column of the cells in which somebody types: the day, and the first delivery (places.AS_OF, DELIVERY).
AS_OF_CELL, DELIVERY_CELL = (8, 3), (9, 3)
_COUNTED = ("in time", "late", "overdue", "due soon", "not yet due")
_CHECKED = ("met", "partly met", "not met", "to be checked", "missing", "awaited")
_TABLE = 12


def overview(book: Workbook, plan: RegisterPlan) -> None:
    """Write the sheet: facts, the two open cells, a table that counts the register's rows, a chart of it."""
    sheet = wb.new_sheet(book, OVERVIEW, [12, 34, 14, *([10] * (len(_COUNTED) + len(_CHECKED) - 1))])
    wb.title(sheet, "KPI register", plan.title)
    facts = (
        ("Reference", plan.reference),
        ("Contracting Authority", plan.authority),
        ("Contractor", plan.contractor),
        ("Contract", _span(plan)),
    )
    for r, (name, value) in enumerate(facts, start=4):
        wb.put(sheet, r, 1, name, bold=True, wrap=False)
        wb.put(sheet, r, 3, value or "not known", wrap=False)
    wb.put(sheet, 8, 1, "As of", bold=True, wrap=False)
    wb.formula(sheet, *AS_OF_CELL, "=TODAY()", open_=True, form=wb.DATE, align="left")
    wb.put(sheet, 8, 4, "today; type a date to see how things stood then", color="595959", wrap=False)
    wb.put(sheet, 9, 1, "First delivery of Goods", bold=True, wrap=False)
    wb.put(sheet, *DELIVERY_CELL, None, open_=True, form=wb.DATE, align="left")
    wb.put(sheet, 9, 4, "if known: what is due before it follows", color="595959", wrap=False)
    wb.dates_only(sheet, "C8:C9")
    _table(sheet, plan)
    wb.printed(sheet)
    wb.protect(sheet)


def _span(plan: RegisterPlan) -> str:
    if plan.start is None or plan.end is None:
        return "dates not known: the register states the rules in words"
    return f"{shown(plan.start)} to {shown(plan.end)}"


def _table(sheet, plan: RegisterPlan) -> None:
    from openpyxl.chart import BarChart, Reference

    wb.put(sheet, _TABLE - 1, 3, "Submissions", bold=True, wrap=False)
    wb.put(sheet, _TABLE - 1, 3 + len(_COUNTED), "Checks of what was received", bold=True, wrap=False)
    wb.headings(sheet, _TABLE, ("Clause", "Subject", *_COUNTED, *_CHECKED))
    sheet.row_dimensions[_TABLE].height = 28
    last = last_row(plan)
    for r, clause in enumerate(plan.clauses, start=_TABLE + 1):
        wb.put(sheet, r, 1, str(clause.number), border=True)
        wb.put(sheet, r, 2, clause.title, border=True)
        for column, state in enumerate((*_COUNTED, *_CHECKED), start=3):
            count = f'=COUNTIFS(Register!$C${FIRST}:$C${last},A{r},Register!$N${FIRST}:$N${last},"{state}")'
            wb.formula(sheet, r, column, count, border=True, form="0;-0;–", align="center")
        sheet.row_dimensions[r].height = wb.height([(clause.title, 34)])
    end = _TABLE + len(plan.clauses)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = "Submissions by clause"
    chart.add_data(
        Reference(sheet, min_col=3, max_col=2 + len(_COUNTED), min_row=_TABLE, max_row=end), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=2, min_row=_TABLE + 1, max_row=end))
    for series, colour in zip(chart.series, ("70AD47", "ED7D31", "C00000", "FFC000", "BFBFBF"), strict=True):
        series.graphicalProperties.solidFill = colour
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit, chart.y_axis.number_format = 1, "0"
    chart.legend.position = "b"
    chart.width, chart.height = 27, 4.5 + 1.3 * len(plan.clauses)
    sheet.add_chart(chart, f"A{end + 2}")
