"""The questions that the library leaves to this procurement: what was decided, by whom, and why."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk import deciding
from ddtender.desk.deciding import Resolution
from ddtender.library.places import PROCEDURE_FILE
from ddtender.model import AskedQuestion, Asking
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def decisions(visit: Visit) -> Response:
    """What is open, each a link to where it is decided."""
    return visit.page("decisions", asked=_open(visit))


def decision(visit: Visit) -> Response:
    """One question, with what was decided before."""
    return visit.page("decision", one=_one(visit), is_text=_one(visit).asking is Asking.TEXT, values={})


def decide(visit: Visit) -> Response:
    """Put an answer on record, in the name of whoever sits there."""
    if (first := visit.named()) is not None:
        return first
    one, given = _one(visit), visit.given
    is_text = one.asking is Asking.TEXT
    needed = ("why",) if is_text else ("answer", "why")
    missing = [
        FieldProblem(name, visit.say(f"web.decisions.{name}_missing")) for name in needed if not given.text(name)
    ]
    if missing:
        return visit.again("decision", missing, one=one, is_text=is_text, values=given)
    answer = None if is_text else given.text("answer")
    said = Resolution(answer, visit.person.name, visit.person.role, given.text("why"))
    deciding.decide(visit.root, one.about, one.number, said, visit.folder / PROCEDURE_FILE)
    return visit.go(visit.address("decisions"), "web.decisions.decided")


def _open(visit: Visit) -> list[AskedQuestion]:
    return deciding.questions(visit.root, None, visit.folder / PROCEDURE_FILE)


def _one(visit: Visit) -> AskedQuestion:
    about, number = visit.request.path_params["about"], visit.request.path_params["number"]
    asked = deciding.questions(visit.root, about, visit.folder / PROCEDURE_FILE) if about in _about(visit) else []
    found = next((one for one in asked if str(one.number) == number and not one.of_library), None)
    if found is None:
        raise NotFound
    return found


def _about(visit: Visit) -> set[str]:
    """What can be asked about: the ids of provisions and the keys of texts, never anything else from an address."""
    from ddtender.desk.sources import library_and_files

    library, _ = library_and_files(visit.root)
    asking = {id_ for id_, p in library.by_id.items() if any(note.kind == "question" for note in p.notes)}
    return asking | {one.about for one in _open(visit)}


PAGES = (
    WebPage("/p/{name}/decisions", decisions),
    WebPage("/p/{name}/decisions/{about}/{number}", decision, decide, may_save=("officer", "lawyer")),
)
