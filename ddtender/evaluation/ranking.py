"""The ranking: price points, other quality, the criteria, the total and the rank. There is nothing to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import head_row
from ddtender.evaluation.places import (
    FIRST,
    HEAD_ROW,
    LAST,
    NUMBER,
    admitted,
    letter,
    maximum_cell,
    name_of,
    ranking_headings,
    ranking_sheet,
    sheet_of,
    tenderers_sheet,
)
from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan, Result
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import Word, at
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook


class Remark(Word):
    """What is to be known of a Tenderer's place in the ranking."""

    NOT_ADMITTED = "not admitted"
    SELECTION_OPEN = "selection open"
    NOT_COMPLETE = "not complete"
    SHARES_RANK = "shares this rank"


def ranking(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    """Add the sheet, after those that its formulas look into."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    names = [*ranking_headings(plan, language).values()]
    sheet = wb.new_sheet(
        book, ranking_sheet(language), [6, 40, 11, 16, 10, 10, *([12] * len(plan.criteria)), 10, 8, 24, 12]
    )
    wb.title(sheet, language.say("evaluation.ranking.title"), language.say("evaluation.ranking.below"))
    wb.headings(sheet, HEAD_ROW, names)
    sheet.row_dimensions[HEAD_ROW].height = 30
    helper = letter(len(names) + 1)  # the prices that count for the lowest one
    wb.put(sheet, 3, 3, language.say("evaluation.ranking.lowest_price"), bold=True, wrap=False)
    lowest = f'=IF(COUNT({helper}{FIRST}:{helper}{LAST})=0,"",MIN({helper}{FIRST}:{helper}{LAST}))'
    wb.formula(sheet, 3, 4, lowest, bold=True, form=NUMBER)
    for r in range(FIRST, LAST + 1):
        _row(sheet, r, plan, helper, language)
    rank = letter(len(names) - 1)
    wb.colour(sheet, f"A{FIRST}:{letter(len(names))}{LAST}", f"$C{FIRST}", (Result.FAIL.said(language),), wb.LOCKED)
    best = FormulaRule([f"${rank}{FIRST}=1"], fill=PatternFill(bgColor=wb.GREEN))
    sheet.conditional_formatting.add(f"A{FIRST}:{letter(len(names))}{LAST}", best)
    sheet.column_dimensions[helper].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{letter(len(names))}{LAST}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", letter(len(names))), "B", FIRST, LAST)
    wb.protect(sheet)


def _row(sheet, r: int, plan: EvaluationPlan, helper: str, language: Language) -> None:
    count, tenderers = len(plan.criteria), at(tenderers_sheet(language))
    row = f"MATCH($A{r},{tenderers}$A${FIRST}:$A${LAST},0)"
    passed, failed, open_ = (one.quoted(language) for one in (Result.PASS, Result.FAIL, Result.OPEN))

    def typed(column: str) -> str:
        return f"INDEX({tenderers}${column}${FIRST}:${column}${LAST},{row})"

    price, quality = maximum_cell(0, language), maximum_cell(1, language)
    total, rank = letter(7 + count), letter(8 + count)
    wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
    wb.formula(sheet, r, 2, name_of(r, language), border=True)
    wb.formula(sheet, r, 3, f'=IF(B{r}="","",{admitted(plan, r, language)})', border=True)
    wb.formula(sheet, r, 4, f'=IF(AND(B{r}<>"",N({typed("C")})>0),{typed("C")},"")', border=True, form=NUMBER)
    wb.formula(sheet, r, count + 10, f'=IF(C{r}={passed},D{r},"")')
    text = (
        f'=IF(C{r}<>{passed},"",IF(NOT(ISNUMBER({price})),"",IF({price}=0,0,'
        f'IF(ISNUMBER(D{r}),ROUND({price}*$D$3/D{r},2),""))))'
    )
    wb.formula(sheet, r, 5, text, border=True, form="0.00")
    text = (
        f'=IF(B{r}="","",IF(NOT(ISNUMBER({quality})),"",IF({quality}=0,0,IF(ISNUMBER({typed("D")}),{typed("D")},""))))'
    )
    wb.formula(sheet, r, 6, text, border=True, form="0.00")
    for n, criterion in enumerate(plan.criteria):
        head = head_row(criterion)
        column = letter(4 + criterion.column_count)
        rows = f"${head + 1}:{{}}${head + CAPACITY}"
        sheet_ = at(sheet_of(criterion, language))
        points = f"{sheet_}${column}{rows.format('$' + column)}"
        numbers = f"{sheet_}$A{rows.format('$A')}"
        text = f'=IF(B{r}="","",INDEX({points},MATCH($A{r},{numbers},0)))'
        wb.formula(sheet, r, 7 + n, text, border=True, form="0.00")
    summed = f"E{r}:{letter(6 + count)}{r}"
    text = f'=IF(AND(C{r}={passed},COUNT({summed})={2 + count}),ROUND(SUM({summed}),2),"")'
    wb.formula(sheet, r, 7 + count, text, bold=True, border=True, form="0.00")
    text = f'=IF(ISNUMBER({total}{r}),RANK({total}{r},${total}${FIRST}:${total}${LAST}),"")'
    wb.formula(sheet, r, 8 + count, text, bold=True, border=True, align="center")
    rejected, undecided, unfinished, sharing = (one.quoted(language) for one in Remark)
    shared = f'IF(COUNTIF(${rank}${FIRST}:${rank}${LAST},{rank}{r})>1,{sharing},"")'
    ranked = f'IF({rank}{r}="",{unfinished},{shared})'
    remark = f'=IF(B{r}="","",IF(C{r}={failed},{rejected},IF(C{r}={open_},{undecided},{ranked})))'
    wb.formula(sheet, r, 9 + count, remark, border=True)
