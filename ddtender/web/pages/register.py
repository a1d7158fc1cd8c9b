"""The yearly card of a contract: what is due, what has come, what was found, and what is followed besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ddtender.contract.lost import lost_with
from ddtender.contract.sites import risk_at
from ddtender.desk.contract import contract_folder, typed_register
from ddtender.desk.contract.contract_folder import ContractFolder
from ddtender.diagnostics import has_errors
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day
from ddtender.web.pages.contracts import opened
from ddtender.web.problems import FieldProblem, NotFound, Problem
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.timeline import timeline_of
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled, Performance

_SEE: tuple[TeamRole, ...] = ("officer", "lawyer", "reader")
_OLDER = "web.yearly.older"


def card(visit: Visit) -> Response:
    """The register of a contract as it stands on a day."""
    return _shown(visit, opened(visit))


def _shown(
    visit: Visit, one: ContractFolder, problems: Sequence[FieldProblem] = (), is_older: bool = False
) -> Response:
    if not one.register:
        raise NotFound
    form = FieldReader({"as_of": visit.request.query_params.get("as_of", "")}, visit.say)
    as_of = form.read("as_of", day, None)
    read = contract_folder.register_of(visit.folder, one.name, as_of, visit.speaks)
    of = read.performance
    is_sound = of is not None and not has_errors(read.findings)
    left = typed_register.in_the_way(visit.folder, one.name, visit.speaks) if is_sound else ()
    values: dict[str, Any] = {
        "contract": one,
        "read": read,
        "is_older": is_older,
        "sound": is_sound,
        "may_type": is_sound and not left and visit.person.can("officer"),
        "left": finding_rows(left),
        "findings": finding_rows(read.findings),
        "rows": [(n, each, each.status.said(visit.language)) for n, each in enumerate(of.standings)] if of else [],
        "timeline": timeline_of(of, visit.language) if of else None,
        "followed": _followed(of, visit) if of else None,
    }
    problems = [*problems, *form.problems]
    return visit.form("register", problems, **values)


def _followed(of: Performance, visit: Visit) -> dict[str, Any]:
    """What is followed besides the rows of the plan, each by its number: requests, rows of one's own, sites; and what
    was typed on the overview."""
    words = visit.language
    risks = [risk_at(of.plan, one) for one in of.sites]
    return {
        "requests": [(one, one.status.said(words)) for one in of.answers],
        "own": [(one, one.status.said(words)) for one in of.own],
        "sites": [(one, risk.said(words) if risk else "–") for one, risk in zip(of.sites, risks, strict=True)],
        "has_sites": bool(of.plan.known_site_risks),
        "risk": of.risk.said(words) if of.risk else "",
        "delivery": of.first_delivery,
    }


def do(visit: Visit) -> Response:
    """Take a register that was filled in elsewhere, or write the report for the yearly talk."""
    one = opened(visit)
    here = visit.address("contracts", one.name, "register")
    match visit.given.text("do"):
        case "report":
            form = FieldReader(visit.given, visit.say)
            as_of = form.read("report_of", day, None)
            if form.problems:
                return _shown(visit, one, form.problems)
            contract_folder.report(visit.root, visit.folder, one.name, as_of, visit.speaks)
            return visit.go(here, "web.yearly.report_made")
        case "hand-in":
            try:
                _, content = visit.given.file("register", ".xlsx")
                contract_folder.hand_in(visit.folder, one.name, content, visit.speaks, partial(_agree, visit))
            except Problem as problem:
                return _shown(visit, one, [visit.said(problem, "register")], problem.key == _OLDER)
            return visit.go(here, "web.yearly.handed_in")
    raise NotFound


def _agree(visit: Visit, there: Filled, handed: Filled) -> None:
    """Raises Problem where a register lacks what is typed here, as one does that was taken before; not of whoever has
    seen that and hands it in all the same."""
    if not visit.given.text("replaces") and (gone := lost_with(there, handed)):
        raise Problem(_OLDER, number=gone)


PAGES = (WebPage("/p/{name}/contracts/{contract}/register", card, do, may=_SEE, tells_of_tenders=True),)
