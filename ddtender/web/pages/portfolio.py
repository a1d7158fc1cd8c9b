"""All contracts of the folder on one page, those first that cannot wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.responses import Response

from ddtender.contract.portfolio_tables import PortfolioTables
from ddtender.desk.contract.contracts import portfolio_of
from ddtender.web.downloads import KINDS
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day
from ddtender.web.problems import NotFound
from ddtender.web.procurements import page_of
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.visit import Visit

_SEE: tuple[TeamRole, ...] = ("officer", "lawyer", "reader")
_FILES = ("portfolio.xlsx", "portfolio.ics")


def portfolio(visit: Visit) -> Response:
    """What is overdue, what is due this month, all contracts, and what could not be read."""
    form = FieldReader({"as_of": visit.request.query_params.get("as_of", "")}, visit.say)
    as_of = form.read("as_of", day, None)
    of, outputs = portfolio_of(Path(visit.settings.folder), as_of, 1, start=visit.root)
    tables = PortfolioTables(of, visit.language)
    tables_shown: list[tuple[str, Any]] = [
        ("unread", tables.unread()),
        ("faulty", tables.faulty()),
        ("urgent", tables.urgent()),
        ("this_month", tables.this_month()),
        ("contracts", tables.contracts()),
        ("plan", tables.plan()),
    ]
    shown = [(name, grid) for name, grid in tables_shown if grid.rows or name in ("urgent", "this_month")]
    addresses = {one.file: _address(one.file) for one in of.contracts}
    values = {
        "of": of,
        "sections": shown,
        "addresses": addresses,
        "files": [name for name in _FILES if name in outputs],
        "asked": as_of.isoformat() if as_of else "",
    }
    return visit.form("portfolio", form.problems, **values)


def _address(file: str) -> str:
    """The page of a contract whose register lies at this path below the folder; "" where it is none of ours."""
    parts = file.split("/")
    if len(parts) == 4 and parts[1] == "contracts":
        return page_of(parts[0], "contracts", parts[2])
    return ""


def file(visit: Visit) -> Response:
    """The same as a workbook, or as a calendar."""
    name = visit.request.path_params["file"]
    if name not in _FILES:
        raise NotFound(name)
    _, outputs = portfolio_of(Path(visit.settings.folder), None, 1, start=visit.root)
    if name not in outputs:
        raise NotFound(name)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(outputs[name], media_type=KINDS[Path(name).suffix], headers=headers)


PAGES = (
    WebPage("/portfolio", portfolio, may=_SEE, tells_of_tenders=True),
    WebPage("/portfolio/{file}", file, may=_SEE, tells_of_tenders=True),
)
