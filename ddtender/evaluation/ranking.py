"""The ranking: price points, other quality, the criteria, the total and the rank. There is nothing to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddtender.evaluation.award_sheet import head_row
from ddtender.evaluation.places import (
    AMOUNT,
    FIRST,
    HEAD_ROW,
    LAST,
    LOW,
    NUMBER,
    admitted,
    is_rejected,
    letter,
    maximum_cell,
    minimum_cell,
    name_of,
    ranking_headings,
    ranking_sheet,
    rule_cell,
    sheet_of,
    typed_of,
)
from ddtender.evaluation.tenders import CAPACITY, EvaluationPlan, Result, YesNo
from ddtender.sheets import workbook as wb
from ddtender.sheets.finished import print_used_rows
from ddtender.sheets.words import Word, at
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook


class Remark(Word):
    """What is to be known of a Tenderer's place in the ranking."""

    NOT_ADMITTED = "not admitted"
    REJECTED = "rejected"
    SELECTION_OPEN = "selection open"
    BELOW_MINIMUM = "below a minimum"
    NOT_COMPLETE = "not complete"
    SHARES_RANK = "shares this rank"
    FIRST_BY_PRICE = "first by the lower price"
    FIRST_BY_QUALITY = "first by more points for the award criteria"
    FIRST_BY_LOT = "first by lot"
    DRAW_LOTS = "lots to be drawn"


class PriceCheck(Word):
    """What is to be done about a price before anything else."""

    LOW = "ask for an explanation"


#: Widths of columns that do not have 12 characters.
_WIDTHS = {
    "number": 6, "tenderer": 40, "admitted": 11, "price": 16, "price_points": 10, "other_quality": 10, "total": 10,
    "lowered": 16, "rank": 8, "remark": 26, "price_check": 22,
}  # fmt: skip
#: Hidden columns, to the right of all others: whether a Tender counts; its price if it does; its rank before ties are
#: settled; what settles them, the lowest first; its rank among those that would be first together; whether its lot was
#: drawn first.
_HELPERS = ("counts", "counted_price", "before_ties", "key", "among_first", "lot")


def ranking(book: Workbook, plan: EvaluationPlan, language: Language) -> None:
    """Add the sheet, after those that its formulas look into."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    names = ranking_headings(plan, language)
    sheet = wb.new_sheet(book, ranking_sheet(language), [_WIDTHS.get(name, 12) for name in names])
    wb.title(sheet, language.say("evaluation.ranking.title"), language.say(_below(plan)))
    wb.headings(sheet, HEAD_ROW, [*names.values()])
    made = _Formulas(plan, language)
    if plan.price_rule == "lowest-ratio":
        wb.put(sheet, 3, 3, language.say("evaluation.ranking.lowest_price"), bold=True, wrap=False)
        prices = made.range("counted_price")
        wb.formula(sheet, 3, 4, f'=IF(COUNT({prices})=0,"",MIN({prices}))', bold=True, form=NUMBER)
    looks: dict[str, dict] = {
        "price": {"form": NUMBER},
        "lowered": {"form": NUMBER, "bold": True},
        "total": {"form": "0.00", "bold": True},
        "rank": {"bold": True, "align": "center"},
        **{name: {} for name in ("tenderer", "admitted", "remark", "price_check")},
    }
    for r in range(FIRST, LAST + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for name, text in made.row(r).items():
            column = made.column_numbers[name]
            look = {} if name in _HELPERS else {"border": True, **looks.get(name, {"form": "0.00"})}
            wb.formula(sheet, r, column, text, **look)
    last = letter(len(names))
    wb.colour(sheet, f"A{FIRST}:{last}{LAST}", f"$C{FIRST}", (Result.FAIL.said(language),), wb.LOCKED)
    best = FormulaRule([f"${made.at['rank']}{FIRST}=1"], fill=PatternFill(bgColor=wb.GREEN))
    sheet.conditional_formatting.add(f"A{FIRST}:{last}{LAST}", best)
    told = [one.said(language) for one in (Remark.DRAW_LOTS, Remark.BELOW_MINIMUM)]
    column = made.at["remark"]
    wb.colour(sheet, f"{column}{FIRST}:{column}{LAST}", f"${column}{FIRST}", told, wb.AMBER)
    if column := made.at.get("price_check"):
        told = [PriceCheck.LOW.said(language)]
        wb.colour(sheet, f"{column}{FIRST}:{column}{LAST}", f"${column}{FIRST}", told, wb.AMBER)
    for name in _HELPERS:
        sheet.column_dimensions[made.at[name]].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{LAST}"
    sheet.freeze_panes = f"C{FIRST}"
    wb.printed(sheet, HEAD_ROW)
    print_used_rows(sheet, ("A", last), "B", FIRST, LAST)
    wb.protect(sheet)


def _below(plan: EvaluationPlan) -> str:
    """What stands below the title: how Tenders that are equal are told apart."""
    settled = "_".join(plan.tie_rule[:-1]) or "lots" if plan.tie_rule else "shared"
    return f"evaluation.ranking.below.{settled}"


class _Formulas:
    """The formulas of a row of the ranking, by the names of its columns."""

    def __init__(self, plan: EvaluationPlan, language: Language) -> None:
        self.plan, self.language = plan, language
        names = [*ranking_headings(plan, language), *_HELPERS]
        self.column_numbers = {name: n for n, name in enumerate(names, start=1)}
        self.at = {name: letter(n) for name, n in self.column_numbers.items()}
        self.amount = rule_cell(AMOUNT, language)
        self.passed, self.failed, self.open = (one.quoted(language) for one in (Result.PASS, Result.FAIL, Result.OPEN))

    def range(self, name: str) -> str:
        return f"${self.at[name]}${FIRST}:${self.at[name]}${LAST}"

    def row(self, r: int) -> dict[str, str]:
        cell = {name: f"{column}{r}" for name, column in self.at.items()}
        made = {
            "tenderer": name_of(r, self.language),
            "admitted": f'=IF(B{r}="","",{admitted(self.plan, r, self.language)})',
            "price": self._price(r),
            "counts": self._counts(cell),
            "counted_price": f'=IF(AND({cell["counts"]}=1,ISNUMBER({cell["price"]})),{cell["price"]},"")',
            "price_points": self._price_points(cell),
            "other_quality": self._other_quality(r),
        }
        for n, criterion in enumerate(self.plan.criteria):
            head = head_row(criterion)
            column = letter(4 + criterion.column_count)
            rows = f"${head + 1}:{{}}${head + CAPACITY}"
            sheet = at(sheet_of(criterion, self.language))
            points = f"{sheet}${column}{rows.format('$' + column)}"
            numbers = f"{sheet}$A{rows.format('$A')}"
            made[f"criterion {n}"] = f'=IF(B{r}="","",INDEX({points},MATCH($A{r},{numbers},0)))'
        summed = f"{cell['price_points']}:{letter(self.column_numbers['total'] - 1)}{r}"
        count = 2 + len(self.plan.criteria)
        made["total"] = f'=IF(AND({cell["counts"]}=1,COUNT({summed})={count}),ROUND(SUM({summed}),2),"")'
        if "lowered" in cell:
            price, total = cell["price"], cell["total"]
            known = f"AND(ISNUMBER({price}),ISNUMBER({total}),ISNUMBER({self.amount}))"
            made["lowered"] = f'=IF({known},ROUND({price}-ROUND({total}*{self.amount},2),6),"")'
        by, order = ("lowered", ",1") if "lowered" in cell else ("total", "")
        ranked = f'=IF(ISNUMBER({cell[by]}),RANK({cell[by]},{self.range(by)}{order}),"")'
        if self.plan.tie_rule:
            made |= {"before_ties": ranked, **self._ties(r, cell)}
        else:
            made["rank"] = ranked
        made["remark"] = self._remark(r, cell)
        if "price_check" in cell:
            made["price_check"] = self._price_check(cell)
        return made

    def _typed(self, name: str, r: int) -> str:
        """What was typed in the row of the Tenderer of row ``r``."""
        return typed_of(self.plan, name, r, self.language)

    def _price(self, r: int) -> str:
        typed = self._typed("price", r)
        zero = self.plan.pricing is not None and self.plan.pricing.least is not None
        return f'=IF(AND(B{r}<>"",ISNUMBER({typed}),N({typed}){">=" if zero else ">"}0),{typed},"")'

    def _counts(self, cell: dict[str, str]) -> str:
        """1 for a Tender that takes part in the ranking, 0 for one below a minimum, otherwise nothing."""
        least = {
            cell[f"criterion {n}"]: minimum_cell(criterion, self.language)
            for n, criterion in enumerate(self.plan.criteria)
            if criterion.least is not None
        }
        if not least:
            return f'=IF({cell["admitted"]}={self.passed},1,"")'
        below = ",".join(f"AND(ISNUMBER({points}),N({points})<{minimum})" for points, minimum in least.items())
        known = f"COUNT({','.join(least)})={len(least)}"
        return f'=IF(OR({below}),0,IF(AND({cell["admitted"]}={self.passed},{known}),1,""))'

    def _price_points(self, cell: dict[str, str]) -> str:
        rule, price, maximum = self.plan.price_rule, cell["price"], maximum_cell(0, self.language)
        if rule in ("quality-discount", "fixed"):
            return f'=IF({cell["counts"]}=1,0,"")'
        if rule == "linear":
            known = f"AND(ISNUMBER({price}),ISNUMBER({self.amount}))"
            # A difference of binary numbers is not exact: half a hundredth has to stay one.
            earned = f"IF({price}>={self.amount},0,ROUND({maximum}*ROUND({self.amount}-{price},6)/{self.amount},2))"
        else:
            known, earned = f"ISNUMBER({price})", f"ROUND({maximum}*$D$3/{price},2)"
        counted = f'IF({maximum}=0,0,IF({known},{earned},""))'
        return f'=IF({cell["counts"]}<>1,"",IF(NOT(ISNUMBER({maximum})),"",{counted}))'

    def _other_quality(self, r: int) -> str:
        quality, typed = maximum_cell(1, self.language), self._typed("other_quality", r)
        earned = f'IF({quality}=0,0,IF(ISNUMBER({typed}),{typed},""))'
        return f'=IF(B{r}="","",IF(NOT(ISNUMBER({quality})),"",{earned}))'

    def _ties(self, r: int, cell: dict[str, str]) -> dict[str, str]:
        """The rank as the published rule settles it among those that would be first together."""
        key = "0"
        if self.plan.tie_rule[0] == "price" and self.plan.price_rule != "fixed":
            key = cell["price"]
        elif self.plan.tie_rule[0] == "quality" and self.plan.criteria:
            key = f"-ROUND(SUM({cell['criterion 0']}:{cell[f'criterion {len(self.plan.criteria) - 1}']}),2)"
        first, inner, lot = self.range("before_ties"), self.range("among_first"), self.range("lot")
        yes = YesNo.YES.quoted(self.language)
        shared = f"AND(ISNUMBER({cell['before_ties']}),N({cell['before_ties']})=1,COUNTIF({first},1)>1)"
        keys, own = self.range("key"), cell["key"]
        known = f"AND(ISNUMBER({own}),COUNT({keys})=COUNTIF({first},1))"
        drawn = f"AND(N({cell['among_first']})=1,COUNTIF({inner},1)>1,TRIM({self._typed('drawn', r)})={yes})"
        decided = f"IF(COUNTIF({inner},1)=1,1,IF(COUNTIF({lot},1)<>1,1,IF({cell['lot']}=1,1,2)))"
        settled = f"IF({cell['among_first']}>1,{cell['among_first']},{decided})"
        return {
            "key": f'=IF({shared},{key},"")',
            "among_first": f'=IF({known},RANK({own},{keys},1),"")',
            "lot": f'=IF({drawn},1,"")',
            "rank": f"=IF(ISNUMBER({cell['among_first']}),{settled},{cell['before_ties']})",
        }

    def _remark(self, r: int, cell: dict[str, str]) -> str:
        said = {one: one.quoted(self.language) for one in Remark}
        ranks = self.range("rank")
        told = f'IF(COUNTIF({ranks},{cell["rank"]})>1,{said[Remark.SHARES_RANK]},"")'
        if self.plan.tie_rule:
            inner, lot = self.range("among_first"), self.range("lot")
            by = Remark.FIRST_BY_PRICE if self.plan.tie_rule[0] == "price" else Remark.FIRST_BY_QUALITY
            one, by_lot = f"COUNTIF({inner},1)=1", f"COUNTIF({lot},1)=1"
            first = f"IF({one},{said[by]},IF({by_lot},{said[Remark.FIRST_BY_LOT]},{said[Remark.DRAW_LOTS]}))"
            told = f"IF(AND(ISNUMBER({cell['among_first']}),{cell['rank']}=1),{first},{told})"
        told = f'IF({cell["rank"]}="",{said[Remark.NOT_COMPLETE]},{told})'
        if any(c.least is not None for c in self.plan.criteria):
            told = f"IF({cell['counts']}=0,{said[Remark.BELOW_MINIMUM]},{told})"
        is_open = f"IF({cell['admitted']}={self.open},{said[Remark.SELECTION_OPEN]},{told})"
        rejected = is_rejected(self.plan, r, self.language)
        failed = f"IF({rejected},{said[Remark.REJECTED]},{said[Remark.NOT_ADMITTED]})"
        return f'=IF(B{r}="","",IF({cell["admitted"]}={self.failed},{failed},{is_open}))'

    def _price_check(self, cell: dict[str, str]) -> str:
        """By the published percentage below the mean of the other prices, or below the next one above the lowest."""
        prices, own = self.range("counted_price"), cell["counted_price"]
        left = f"(100-{rule_cell(LOW, self.language)})"
        if self.plan.pricing and self.plan.pricing.low_below == "next":
            lowest = f"COUNTIF({prices},MIN({prices}))"
            following = f"SMALL({prices},MIN(COUNT({prices}),{lowest}+1))"
            low = f"AND({own}=MIN({prices}),ROUND(100*{own},4)<ROUND({left}*{following},4))"
        else:
            others = f"(SUM({prices})-{own})"
            low = f"ROUND(100*{own}*(COUNT({prices})-1),4)<ROUND({left}*{others},4)"
        told = f'IF({low},{PriceCheck.LOW.quoted(self.language)},"")'
        return f'=IF(NOT(ISNUMBER({own})),"",IF(COUNT({prices})<2,"",{told}))'
