"""The contracts of a procurement: how each stands, the first meeting, and an end that is moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from ddtender.contract.report import open_rows
from ddtender.desk.contract import contract_folder
from ddtender.desk.contract.contract_folder import ContractFolder
from ddtender.desk.errors import Misused
from ddtender.diagnostics import has_errors
from ddtender.web.forms.fields import FieldReader
from ddtender.web.forms.typed import day, line, whole
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.desk.evaluation.filled import ReadRegister

_SEE: tuple[TeamRole, ...] = ("officer", "lawyer", "reader")


def contracts(visit: Visit) -> Response:
    """All contracts of a procurement."""
    found = [(one, _register(visit, one)) for one in contract_folder.contracts(visit.folder, visit.speaks)]
    return visit.page(
        "contracts",
        contracts=[(one, read, _open(visit, read), finding_rows(read.findings if read else ())) for one, read in found],
    )


def _register(visit: Visit, one: ContractFolder) -> ReadRegister | None:
    return contract_folder.register_of(visit.folder, one.name, None, visit.speaks) if one.register else None


def _open(visit: Visit, read: ReadRegister | None) -> int:
    """How much asks for attention."""
    return len(open_rows(read.performance, visit.language)[1]) if read and read.performance else 0


def opened(visit: Visit) -> ContractFolder:
    """The contract that an address names. Raises NotFound."""
    wanted = visit.request.path_params["contract"]
    try:
        return contract_folder.contract(visit.folder, wanted, visit.speaks)
    except Misused:
        raise NotFound(wanted) from None


def contract(visit: Visit) -> Response:
    """One contract: its facts, its files, and what can be done with it."""
    return _shown(visit, opened(visit))


def _shown(visit: Visit, one: ContractFolder, problems: Sequence[FieldProblem] = ()) -> Response:
    read = _register(visit, one)
    is_sound = read is not None and read.performance is not None and not has_errors(read.findings)
    values = {"contract": one, "read": read, "sound": is_sound, "open": _open(visit, read), "values": visit.given}
    return visit.form("contract", problems, **values)


def do(visit: Visit) -> Response:
    """Write the agenda of the first meeting, or move the end."""
    one = opened(visit)
    here = visit.address("contracts", one.name)
    match visit.given.text("do"):
        case "kickoff":
            contract_folder.begin_talks(visit.root, visit.folder, one.name, visit.speaks)
            return visit.go(here, "web.contracts.kickoff_made")
        case "extend" | "end" as what:
            return _moved(visit, one, what)
    raise NotFound


def _moved(visit: Visit, one: ContractFolder, what: str) -> Response:
    form = FieldReader(visit.given, visit.say)
    months = form.read("months", whole, None) if what == "extend" else None
    end = form.read("end", day, None) if what == "end" else None
    why, on = form.read(f"why-{what}", lambda text: line(text, 1000), ""), form.read(f"on-{what}", day, None)
    if what == "extend" and not form.problems and not 1 <= (months or 0) <= 240:
        form.wrong("months", "web.contracts.months_missing")
    if what == "end" and end is None and not form.problems:
        form.wrong("end", "web.contracts.end_missing")
    if not why:
        form.wrong(f"why-{what}", "web.contracts.why_missing")
    read = _register(visit, one)
    now = read.performance.plan.end if read and read.performance else None
    if now and visit.given.text("shown") not in ("", now.isoformat()):  # a form that is sent again moves nothing twice
        form.wrong("months" if what == "extend" else "end", "web.contracts.moved_since", day=visit.language.date(now))
    if form.problems:
        return _shown(visit, one, form.problems)
    made = contract_folder.move_end(visit.folder, one.name, end, months, why, on, visit.speaks)
    until = visit.language.date(made.change.end)
    return visit.go(visit.address("contracts", one.name), "web.contracts.moved", day=until)


PAGES = (
    WebPage("/p/{name}/contracts", contracts, may=_SEE, tells_of_tenders=True),
    WebPage("/p/{name}/contracts/{contract}", contract, do, may=_SEE, tells_of_tenders=True),
)
