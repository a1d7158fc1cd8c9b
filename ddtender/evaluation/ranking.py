"""The ranking: price points, other quality, the criteria, the total and the rank. There is nothing to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import head_row
from ddtender.evaluation.places import (
    FIRST,
    HEAD_ROW,
    LAST,
    NUMBER,
    RANKING,
    TENDERERS,
    admitted,
    letter,
    maximum_cell,
    name_of,
)
from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows

if TYPE_CHECKING:
    from openpyxl import Workbook


def ranking_headings(plan: EvaluationPlan) -> tuple[str, ...]:
    criteria = tuple(c.label for c in plan.criteria)
    return (
        "No.",
        "Tenderer",
        "Admitted",
        "Price",
        "Price points",
        "Other quality",
        *criteria,
        "Total",
        "Rank",
        "Remark",
    )


def ranking(book: Workbook, plan: EvaluationPlan) -> None:
    """Add the sheet, after those that its formulas look into."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    names = ranking_headings(plan)
    sheet = wb.new_sheet(book, RANKING, [6, 40, 11, 16, 10, 10, *([12] * len(plan.criteria)), 10, 8, 24, 12])
    wb.title(sheet, "Ranking", "Totals are rounded to a hundredth of a point; equal totals share a rank.")
    wb.headings(sheet, HEAD_ROW, names)
    sheet.row_dimensions[HEAD_ROW].height = 30
    helper = letter(len(names) + 1)  # the prices that count for the lowest one
    wb.put(sheet, 3, 3, "Lowest price", bold=True, wrap=False)
    lowest = f'=IF(COUNT({helper}{FIRST}:{helper}{LAST})=0,"",MIN({helper}{FIRST}:{helper}{LAST}))'
    wb.formula(sheet, 3, 4, lowest, bold=True, form=NUMBER)
    for r in range(FIRST, LAST + 1):
        _row(sheet, r, plan, helper)
    rank = letter(len(names) - 1)
    wb.colour(sheet, f"A{FIRST}:{letter(len(names))}{LAST}", f"$C{FIRST}", ("fail",), wb.LOCKED)
    best = FormulaRule([f"${rank}{FIRST}=1"], fill=PatternFill(bgColor=wb.GREEN))
    sheet.conditional_formatting.add(f"A{FIRST}:{letter(len(names))}{LAST}", best)
    sheet.column_dimensions[helper].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{letter(len(names))}{LAST}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", letter(len(names))), "B", FIRST, LAST)
    wb.protect(sheet)


def _row(sheet, r: int, plan: EvaluationPlan, helper: str) -> None:
    count = len(plan.criteria)
    at = f"MATCH($A{r},{TENDERERS}!$A${FIRST}:$A${LAST},0)"

    def typed(column: str) -> str:
        return f"INDEX({TENDERERS}!${column}${FIRST}:${column}${LAST},{at})"

    price, quality = maximum_cell(0), maximum_cell(1)
    total, rank = letter(7 + count), letter(8 + count)
    wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
    wb.formula(sheet, r, 2, name_of(r), border=True)
    wb.formula(sheet, r, 3, f'=IF(B{r}="","",{admitted(plan, r)})', border=True)
    wb.formula(sheet, r, 4, f'=IF(AND(B{r}<>"",N({typed("C")})>0),{typed("C")},"")', border=True, form=NUMBER)
    wb.formula(sheet, r, len(ranking_headings(plan)) + 1, f'=IF(C{r}="pass",D{r},"")')
    text = (
        f'=IF(C{r}<>"pass","",IF(NOT(ISNUMBER({price})),"",IF({price}=0,0,'
        f'IF(ISNUMBER(D{r}),ROUND({price}*$D$3/D{r},2),""))))'
    )
    wb.formula(sheet, r, 5, text, border=True, form="0.00")
    text = (
        f'=IF(B{r}="","",IF(NOT(ISNUMBER({quality})),"",IF({quality}=0,0,IF(ISNUMBER({typed("D")}),{typed("D")},""))))'
    )
    wb.formula(sheet, r, 6, text, border=True, form="0.00")
    for n, criterion in enumerate(plan.criteria):
        head = head_row(criterion)
        column = letter(4 + len(criterion.columns) + len(criterion.parts))
        rows = f"${head + 1}:{{}}${head + CAPACITY}"
        points = f"'{criterion.sheet}'!${column}{rows.format('$' + column)}"
        numbers = f"'{criterion.sheet}'!$A{rows.format('$A')}"
        text = f'=IF(B{r}="","",INDEX({points},MATCH($A{r},{numbers},0)))'
        wb.formula(sheet, r, 7 + n, text, border=True, form="0.00")
    summed = f"E{r}:{letter(6 + count)}{r}"
    text = f'=IF(AND(C{r}="pass",COUNT({summed})={2 + count}),ROUND(SUM({summed}),2),"")'
    wb.formula(sheet, r, 7 + count, text, bold=True, border=True, form="0.00")
    text = f'=IF(ISNUMBER({total}{r}),RANK({total}{r},${total}${FIRST}:${total}${LAST}),"")'
    wb.formula(sheet, r, 8 + count, text, bold=True, border=True, align="center")
    shared = f'IF(COUNTIF(${rank}${FIRST}:${rank}${LAST},{rank}{r})>1,"shares this rank","")'
    ranked = f'IF({rank}{r}="","not complete",{shared})'
    remark = f'=IF(B{r}="","",IF(C{r}="fail","not admitted",IF(C{r}="open","selection open",{ranked})))'
    wb.formula(sheet, r, 9 + count, remark, border=True)
