"""All contracts as one page for a browser, and as a workbook."""

from __future__ import annotations

from datetime import datetime

from ddtender.contract.portfolio import Portfolio
from ddtender.contract.portfolio_tables import NamedTable, PortfolioTables
from ddtender.market.sheets import finished, long_sheet, long_workbook
from ddtender.render.pages import PageAssets
from ddtender.words import Language

_NUMBERS = frozenset(("overdue", "soon", "to_be_checked", "late", "contracts", "days_late", "month"))
_WIDTHS = {
    "risk": 12, "contract": 40, "contractor": 28, "clause": 40, "what": 16, "number": 10, "due": 18, "status": 16,
    "days_late": 10, "end": 18, "next": 18, "file": 60, "why": 70,
}  # fmt: skip


def page(of: Portfolio, language: Language) -> bytes:
    """``portfolio.html``: one file without scripts; all that comes from registers is escaped."""
    tables = PortfolioTables(of, language)
    assets = PageAssets("ddtender.contract", "portfolio.html.jinja", "portfolio.css")
    made = assets.template().render(
        policy=assets.policy,
        style=assets.style,
        tag=language.tag,
        say=tables.say,
        day=language.date(of.as_of),
        numbers=_NUMBERS,
        summary=tables.summary(),
        sections=[(name, grid) for name, grid in _sections(tables) if grid.rows or name not in _ONLY_IF_ANY],
    )
    return made.encode("utf-8", "replace")


_ONLY_IF_ANY = ("unread", "faulty", "left_out", "by_risk", "by_contractor", "plan")


def _sections(tables: PortfolioTables) -> list[tuple[str, NamedTable]]:
    return [
        ("unread", tables.unread()),
        ("faulty", tables.faulty()),
        ("urgent", tables.urgent()),
        ("this_month", tables.this_month()),
        ("contracts", tables.contracts()),
        ("by_risk", tables.by_risk()),
        ("by_contractor", tables.by_contractor()),
        ("plan", tables.plan()),
        ("left_out", tables.left_out()),
    ]


def workbook(of: Portfolio, language: Language, moment: datetime) -> bytes:
    """``portfolio.xlsx``: the same tables to sort and filter, with everything that is open in one of them."""
    from openpyxl.utils import get_column_letter

    tables = PortfolioTables(of, language)
    book = long_workbook(tables.say("title"))
    files = tables.grid(("file", "why"), (*tables.unread().rows, *tables.faulty().rows, *tables.left_out().rows))
    for name, grid in (
        ("contracts", tables.contracts()),
        ("open", tables.all_open()),
        ("plan", tables.plan()),
        ("contractors", tables.by_contractor()),
        ("files", files),
    ):
        last = f"{get_column_letter(len(grid.names))}{len(grid.rows) + 1}"

        def settings(sheet, last: str = last) -> None:
            sheet.auto_filter.ref = f"A1:{last}"

        widths = [_WIDTHS.get(column, 12) for column in grid.names]
        long_sheet(book, tables.say(f"sheet.{name}"), grid.headings, widths, grid.rows, len(grid.rows), settings)
    return finished(book, language, moment)
