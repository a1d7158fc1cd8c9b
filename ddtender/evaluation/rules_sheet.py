"""The sheet of the published rules: what formulas count with, and the words of the tender document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.places import AMOUNT, LOW, RULE_COLUMN, maximum_cell, rules_sheet
from ddtender.evaluation.planning import example_of
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.layout.price_example import BAR, DRAWN, GIVEN, LONGEST_BAR, PriceExample, example_headings
from ddtender.sheets import workbook as wb
from ddtender.sheets.plots import scatter
from ddtender.sheets.words import quoted
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: The row of the rule's name, and those after the two with numbers.
_RULE, _TIES, _PRICES = 4, 7, 8
_WIDTHS = (34, 20, 50)
#: The columns, to the right of all others, in which the points of the line are counted; the rows that it takes.
_POINTS, _LINES = (8, 9), 14


def rules(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    """Add the sheet. An amount that the procedure leaves open is typed here."""
    say, pricing = language.say, plan.pricing
    sheet = wb.new_sheet(book, rules_sheet(language), _WIDTHS)
    wb.title(sheet, say("evaluation.rules.title"), say("evaluation.rules.below"))
    rows: list[tuple[int, str, str]] = [
        (_RULE, say("evaluation.rules.price"), rule_name(plan, language)),
        (_TIES, say("evaluation.rules.ties"), ties_name(plan, language)),
        (_PRICES, say("evaluation.rules.prices"), prices_in(plan, language)),
    ]
    for r, name, value in rows:
        wb.put(sheet, r, 1, name, bold=True, wrap=False)
        wb.put(sheet, r, RULE_COLUMN, value, wrap=False)
    if pricing and pricing.needs_amount:
        open_ = pricing.amount is None
        wb.put(sheet, AMOUNT, 1, say(f"evaluation.rules.amount.{pricing.rule}"), bold=True, wrap=False)
        wb.put(sheet, AMOUNT, RULE_COLUMN, pricing.amount, open_=open_, form="#,##0.00##", align="left")
        wb.put(sheet, AMOUNT, RULE_COLUMN + 1, pricing.currency, wrap=False)
        if open_:
            cells = f"B{AMOUNT}:B{AMOUNT}"
            wb.limits(sheet, cells, "decimal", "greaterThan", ("0",), say("evaluation.tenderers.type_price"), language)
    if pricing and pricing.low is not None:
        wb.put(sheet, LOW, 1, say("evaluation.rules.low"), bold=True, wrap=False)
        wb.put(sheet, LOW, RULE_COLUMN, pricing.low, form="General", align="left")
        wb.put(sheet, LOW, RULE_COLUMN + 1, say(f"evaluation.rules.low_below.{pricing.low_below}"), wrap=False)
    r = _PRICES + 2
    if example := example_of(plan):
        r = _example(sheet, r, example, language) + 2
    for passage in plan.published_words:
        wb.put(sheet, r, 1, passage.title, bold=True, wrap=False)
        for paragraph in passage.paragraphs:
            r += 1
            sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=len(_WIDTHS))
            wb.put(sheet, r, 1, paragraph)
            sheet.row_dimensions[r].height = wb.height([(paragraph, sum(_WIDTHS))])
        r += 2
    wb.printed(sheet, portrait=True)
    wb.protect(sheet)


def _example(sheet, r: int, example: PriceExample, language: Language) -> int:
    """The worked example with live formulas, by the same arithmetic as the ranking; the row of its last line."""
    wb.headings(sheet, r, example_headings(example, language))
    first, maximum = r + 1, maximum_cell(0, language)
    count = len(GIVEN[example.rule])
    for n, share in enumerate(GIVEN[example.rule]):
        r = first + n
        given, result = _counted(example.rule, share, f"A{r}", maximum)
        if isinstance(given, str):
            wb.formula(sheet, r, 1, given, border=True, form="#,##0.00", align="right")
        else:
            wb.put(sheet, r, 1, share, border=True, align="right")
        if example.rule == "fixed":
            result = f"=RANK(A{r},A${first}:A${first + count - 1})"
        wb.formula(sheet, r, 2, result, border=True, form="0.00##", align="right")
        if example.has_bars:
            bars = f'=IF(ISNUMBER(B{r}),REPT({quoted(BAR)},ROUND({LONGEST_BAR}*A{r}/100,0)),"")'
            wb.formula(sheet, r, 3, bars, border=True, color=wb.HEAD)
    if example.line:
        r = _line(sheet, r + 2, (first, r), example, language)
    return r


def _counted(rule: str, share: int, given: str, maximum: str) -> tuple[str | int, str]:
    """What is given, a number or a formula, and the formula of what follows from the cell ``given``, as the ranking
    counts it; fixed has none."""
    amount = f"$B${AMOUNT}"
    if rule == "linear":
        known = f"IF({given}>={amount},0,ROUND({maximum}*({amount}-{given})/{amount},2))"
        first = f'=IF(ISNUMBER({amount}),ROUND({amount}*{share}/100,2),"")'
        return first, f'=IF(COUNT({amount},{maximum})=2,{known},"")'
    if rule == "lowest-ratio":
        return share, f'=IF(COUNT({maximum})=1,ROUND({maximum}*{GIVEN[rule][0]}/{given},2),"")'
    return share, f'=IF(COUNT({amount})=1,ROUND({given}*{amount},2),"")'


def _line(sheet: Worksheet, r: int, rows: tuple[int, int], example: PriceExample, language: Language) -> int:
    """The rule as a line, whose points are counted in two hidden columns; the row of the drawing's end."""
    from openpyxl.utils import get_column_letter

    across, up = (get_column_letter(column) for column in _POINTS)
    shares = DRAWN[example.rule]
    for n, share in enumerate(shares, start=r):
        given, result = _counted(example.rule, share, f"{across}{n}", maximum_cell(0, language))
        wb.formula(sheet, n, _POINTS[0], given if isinstance(given, str) else f"={given}")
        wb.formula(sheet, n, _POINTS[1], result)
    for column in (across, up):
        sheet.column_dimensions[column].hidden = True
    line, marks = (_POINTS, (r, r + len(shares) - 1)), ((1, 2), rows)
    least = None if example.rule == "linear" else min(shares)
    across, up = example_headings(example, language)
    sheet.add_chart(scatter(sheet, [line, marks], across, up, least), f"A{r}")
    return r + _LINES


def rule_name(plan: EvaluationPlan, language: Language) -> str:
    """The rule for the price in a few words."""
    return language.say(f"evaluation.rules.rule.{plan.pricing.rule if plan.pricing else 'open'}")


def ties_name(plan: EvaluationPlan, language: Language) -> str:
    """What decides between equal Tenders in a few words."""
    return language.say(f"evaluation.rules.tie.{plan.tie_rule[0] if plan.tie_rule else 'open'}")


def prices_in(plan: EvaluationPlan, language: Language) -> str:
    """The currency of all prices, and whether value added tax is in them."""
    pricing, say = plan.pricing, language.say
    currency = (pricing.currency if pricing else "") or say("evaluation.rules.no_currency")
    return say(f"evaluation.rules.vat.{(pricing.vat if pricing else '') or 'open'}", currency=currency)
