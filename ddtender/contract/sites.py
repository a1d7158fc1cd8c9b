"""The sites at which the Goods are made, in the register: where each is, at which stage of the chain, and which risk
the worksheet of the procurement has found there; whoever manages the Contract may judge otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ddtender.contract.performance import Performance, ProductionSite
from ddtender.contract.places import FIRST, HEAD_ROW, SITE_COLUMNS, SITE_ROWS, site_headings, sites_sheet
from ddtender.contract.plan import MOST_SITE_RISKS, RegisterPlan, Risk, SiteRisk
from ddtender.contract.side_sheets import SPARE, finish_rows
from ddtender.market.risks_levels import PROCEDURE_LEVELS, level
from ddtender.sheets import workbook as wb
from ddtender.sheets.words import listed, trimmed
from ddtender.words import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

    from ddtender.market.risks_read import RiskSheet
    from ddtender.model.risks import RiskLists

#: The hidden columns with what the worksheet says: key, risk, risks.
_KEY, _RISK, _RISKS = 10, 11, 12


def site_risks(lists: RiskLists, sheet: RiskSheet) -> tuple[SiteRisk, ...]:
    """What a worksheet says of each country and stage: the highest level of its rows that are judged, and its risks.
    Nothing where the library's ratings are other than three."""
    if len(lists.ratings) - 1 != len(PROCEDURE_LEVELS):
        return ()
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in sheet.risks:
        judged = level(lists.ratings, row.severity, row.likelihood)
        if judged is not None and row.country and row.stage:
            here = found.setdefault((row.country, row.stage), {})
            here[row.risk] = max(judged, here.get(row.risk, 0))
    made = [
        SiteRisk(country=c, stage=s, risk=Risk(PROCEDURE_LEVELS[max(of.values())]), risks="; ".join(sorted(of)))
        for (c, s), of in sorted(found.items())
    ]
    return tuple(made[:MOST_SITE_RISKS])


def sites(book: Workbook, plan: RegisterPlan, language: Language, typed: Sequence[ProductionSite]) -> None:
    """The sheet: a country and a stage that are typed bring the risk of the worksheet, which can be typed over."""
    sheet = wb.new_sheet(book, sites_sheet(language), [*SITE_COLUMNS.values(), 8, 8, 8])
    wb.title(sheet, language.say("contract.sites.title"), language.say("contract.sites.below"))
    wb.headings(sheet, HEAD_ROW, [*site_headings(language).values()])
    known = plan.known_site_risks
    for r, one in enumerate(known, start=FIRST):
        wb.put(sheet, r, _KEY, f"{one.country}|{one.stage}")
        wb.put(sheet, r, _RISK, one.risk.said(language))
        wb.put(sheet, r, _RISKS, one.risks)
    keys, risks, names = (f"${c}${FIRST}:${c}${FIRST + len(known) - 1}" for c in "JKL")
    last = FIRST + max(SITE_ROWS, len(typed) + SPARE) - 1
    for r in range(FIRST, last + 1):
        wb.put(sheet, r, 1, r - FIRST + 1, border=True, align="left")
        for column in (2, 3, 4, 5, 6, 9):
            wb.put(sheet, r, column, None, open_=True, align="left")
        at = f'MATCH({trimmed(f"D{r}")}&"|"&{trimmed(f"E{r}")},{keys},0)'
        empty = f'OR(D{r}="",E{r}="")'
        wb.formula(sheet, r, 7, f'=IF({empty},"",IFERROR(INDEX({risks},{at}),""))', border=True, open_=True)
        unknown = language.say("contract.sites.not_in_worksheet")
        wb.formula(sheet, r, 8, f'=IF({empty},"",IFERROR(INDEX({names},{at}),"{unknown}"))', border=True)
    for r, one in enumerate(typed, start=FIRST):
        values = ((2, one.site), (3, one.address), (4, one.country), (5, one.stage), (6, one.product), (9, one.remarks))
        for column, value in (*values, (7, one.risk.said(language) if one.risk else None)):
            if value:
                wb.typed_in(sheet, r, column, value)
    wb.choice(sheet, f"G{FIRST}:G{last}", listed(Risk, language), language.say("contract.sites.choose_risk"), language)
    for column in "JKL":
        sheet.column_dimensions[column].hidden = True
    finish_rows(sheet, "I", last)


def risk_at(plan: RegisterPlan, site: ProductionSite) -> Risk | None:
    """The risk that was typed for a site, or that of the worksheet; None where neither says anything."""
    if site.risk:
        return site.risk
    here = (site.country.casefold(), site.stage.casefold())
    return next((o.risk for o in plan.known_site_risks if (o.country.casefold(), o.stage.casefold()) == here), None)


def sites_as_json(performance: Performance) -> list[dict]:
    """The sites as plain values."""
    return [
        {
            "site": one.site,
            "address": one.address,
            "country": one.country,
            "stage": one.stage,
            "product": one.product,
            "risk": risk_at(performance.plan, one),
            "remarks": one.remarks,
        }
        for one in performance.sites
    ]


def sites_table(performance: Performance, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and rows, the highest risk first."""
    names = ("site", "country", "stage", "risk", "remarks")
    order = {risk: n for n, risk in enumerate(Risk)}
    found = [(risk_at(performance.plan, one), one) for one in performance.sites]
    found.sort(key=lambda pair: order.get(pair[0], len(order)) if pair[0] else len(order))
    rows = [(one.site, one.country, one.stage, risk.said(language) if risk else "", one.remarks) for risk, one in found]
    headings = site_headings(language)
    return tuple(headings[name] for name in names), rows
