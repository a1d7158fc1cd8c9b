"""The yearly card of a contract: what is due, what has come, what was found; and a form for each row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from starlette.responses import Response

from ddtender import workspace as door
from ddtender.contract.lost import lost_with
from ddtender.contract.performance import ObligationStanding, perform
from ddtender.contract.places import CheckMark, marks_of
from ddtender.desk import contract_folder
from ddtender.desk.contract_folder import ContractFolder
from ddtender.diagnostics import has_errors
from ddtender.diagnostics.formats import as_rows
from ddtender.web.forms.fields import FieldReader, overtaken, print_of
from ddtender.web.forms.typed import day, lines, whole
from ddtender.web.pages.contracts import opened
from ddtender.web.problems import FieldProblem, NotFound, Problem
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.timeline import timeline_of
from ddtender.web.visit import Visit

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled, Receipt

_SEE: tuple[TeamRole, ...] = ("officer", "lawyer", "reader")
_OLDER = "web.yearly.older"
_OFFICER: tuple[TeamRole, ...] = ("officer",)


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
    values: dict[str, Any] = {
        "contract": one,
        "read": read,
        "is_older": is_older,
        "sound": of is not None and not has_errors(read.findings),
        "findings": as_rows(read.findings),
        "rows": [(n, each, each.status.said(visit.language)) for n, each in enumerate(of.standings)] if of else [],
        "timeline": timeline_of(of, visit.language) if of else None,
    }
    problems = [*problems, *form.problems]
    return visit.form("register", problems, **values)


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


def row(visit: Visit) -> Response:
    """The form of one row."""
    one = opened(visit)
    filled, _ = contract_folder.to_type_in(visit.folder, one.name, visit.speaks)
    standing = _standing(visit, filled)
    fields = _fields(filled, standing.entry)
    return visit.page("register_row", **_of_row(visit, one, filled, standing, fields))


def save(visit: Visit) -> Response:
    """Type into the register what the form of a row says."""
    one = opened(visit)
    filled, sha256 = contract_folder.to_type_in(visit.folder, one.name, visit.speaks)
    standing = _standing(visit, filled)
    fields = _fields(filled, standing.entry)
    form = FieldReader(visit.given, visit.say)
    theirs = overtaken(fields, visit.given, visit.say) if visit.given.text("seen") != _seen(filled, standing) else []
    typed = _typed(filled, standing.entry, form)
    if wrong := [*theirs, *form.problems]:
        values = {**fields, **visit.given}
        return visit.again("register_row", wrong, **_of_row(visit, one, filled, standing, values))
    try:
        contract_folder.type_row(visit.folder, one.name, filled, sha256, typed, visit.speaks)
    except door.WrittenMeanwhile:
        problem = FieldProblem("", visit.say("web.yearly.meanwhile"))
        values = {**fields, **visit.given}
        return visit.again("register_row", [problem], **_of_row(visit, one, filled, standing, values))
    return visit.go(visit.address("contracts", one.name, "register"), "web.yearly.saved")


def _standing(visit: Visit, filled: Filled) -> ObligationStanding:
    """The row that an address names by its number, from 1. Raises NotFound."""
    wanted = visit.request.path_params["row"]
    of = perform(filled, filled.as_of or door.today())
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 and 1 <= int(wanted) <= len(of.standings)):
        raise NotFound(wanted)
    return of.standings[int(wanted) - 1]


def _fields(filled: Filled, one: Receipt) -> dict[str, str]:
    counts = filled.plan.indicator(one.row).counts
    made = {"mark": one.mark.name.lower() if one.mark else "", "evidence": one.evidence, "remarks": one.remarks}
    if one.row.is_submission:
        made["received"] = one.received.isoformat() if one.received else ""
    if counts:
        made["counted"] = "" if one.counted is None else str(one.counted)
        made |= {"out_of": "" if one.out_of is None else str(one.out_of)} if counts.of else {}
    return made


def _typed(filled: Filled, one: Receipt, form: FieldReader) -> Receipt:
    counts = filled.plan.indicator(one.row).counts
    mark = form.one_of("mark", [mark.name.lower() for mark in marks_of(filled.plan, one.row)])
    received = form.read("received", day, None) if one.row.is_submission else one.received
    if received and received > door.today():
        form.wrong("received", "web.yearly.later")
    counted = form.read("counted", whole, None) if counts else one.counted
    out_of = form.read("out_of", whole, None) if counts and counts.of else one.out_of
    if counted is not None and out_of is not None and counted > out_of:
        form.wrong("counted", "web.yearly.more")
    texts = {name: form.read(name, lines, "") for name in ("evidence", "remarks")}
    meant = CheckMark[mark.upper()] if mark else None
    return replace(one, mark=meant, received=received, counted=counted, out_of=out_of, **texts)


def _seen(filled: Filled, standing: ObligationStanding) -> str:
    """What tells whether a form still shows its row, and that it is the same row."""
    return print_of({**_fields(filled, standing.entry), "key": standing.entry.row.key})


def _of_row(
    visit: Visit, one: ContractFolder, filled: Filled, standing: ObligationStanding, values: Any
) -> dict[str, Any]:
    marks = [(mark.name.lower(), mark.said(visit.language)) for mark in marks_of(filled.plan, standing.entry.row)]
    return {
        "contract": one,
        "standing": standing,
        "stands": standing.status.said(visit.language),
        "aspect": standing.indicator.aspect.said(visit.language),
        "marks": marks,
        "fields": _fields(filled, standing.entry),
        "values": values,
        "seen": _seen(filled, standing),
    }


PAGES = (
    WebPage("/p/{name}/contracts/{contract}/register", card, do, may=_SEE, tells_of_tenders=True),
    WebPage("/p/{name}/contracts/{contract}/register/{row}", row, save, may=_OFFICER, may_save=_OFFICER),
)
