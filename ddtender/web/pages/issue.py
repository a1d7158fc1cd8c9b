"""Publication: everything that stands in the way in one list, sealing the set, and each set that was issued."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk.folder.procurement_folder import issued_sets
from ddtender.desk.review import commenting
from ddtender.diagnostics import Severity
from ddtender.office.packaging import write
from ddtender.procurement.sealed import IssuedSet, altered
from ddtender.web.downloads import download
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.procurements import file_in
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit


def issue(visit: Visit) -> Response:
    """What was issued, what stands in the way of the next set, and the form that seals it."""
    return visit.page("issue", values={}, **_state(visit))


def seal(visit: Visit) -> Response:
    """Have the set sealed, in the name of whoever sits there."""
    if (first := visit.named()) is not None:
        return first
    state = _state(visit)
    if state["sets"] and not visit.given.text("why"):
        problem = FieldProblem("why", visit.say("web.issue.why_missing"))
        return visit.again("issue", [problem], values=visit.given, **state)
    return visit.ask("issue", why=visit.given.text("why"))


def one_set(visit: Visit) -> Response:
    """One set that was issued: its files, who issued it, and what it changed."""
    found = _set(visit)
    return visit.page("issued_set", one=found, findings=finding_rows(altered(found)))


def whole(visit: Visit) -> Response:
    """A set as one file."""
    found = _set(visit)
    names = [f"{found.name}/{one}" for one in found.there]
    packed = write({name: file_in(visit.folder, name).read_bytes() for name in names})
    return download(f"{visit.name}-{found.number}.zip", packed)


def _set(visit: Visit) -> IssuedSet:
    """The set that an address names. Raises NotFound."""
    wanted = visit.request.path_params["set"]
    found = next((one for one in issued_sets(visit.folder) if str(one.number) == wanted), None)
    if found is None:
        raise NotFound(wanted)
    return found


def _state(visit: Visit) -> dict:
    sets = [one for one in issued_sets(visit.folder) if one.seal is not None]
    if visit.person.is_judging or not visit.sees(
        "/p/{name}/preview"
    ):  # what would be published next may name who has won
        return {"sets": sets, "blocking": None, "changed": [], "remarks": 0}
    made = visit.final
    changed = [one for one in made.changed.values() if one.what != "renumbered"]
    remarks = len(commenting.comments(visit.folder).open)
    blocking = finding_rows(one for one in made.findings if one.severity is Severity.ERROR)
    return {"sets": sets, "blocking": blocking, "changed": changed, "remarks": remarks}


PAGES = (
    WebPage("/p/{name}/issue", issue, seal, may=ANYBODY, relies_on=("facts", "record")),
    WebPage("/p/{name}/issue/{set}", one_set, may=ANYBODY),
    WebPage("/p/{name}/issue/{set}/whole", whole, may=ANYBODY),
)
