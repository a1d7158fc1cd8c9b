"""The questions that the library leaves to this procurement: what was decided, by whom, and why."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk.errors import Misused
from ddtender.desk.procurement import deciding
from ddtender.desk.procurement.deciding import Resolution
from ddtender.library.places import PROCEDURE_FILE
from ddtender.model import AskedQuestion, Asking
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def decisions(visit: Visit) -> Response:
    """What is open, each a link to where it is decided. Where the record cannot be read, all that is asked, without
    what was decided of it; where the facts cannot be read, nothing is known of what is asked."""
    broken = {one.of for one in visit.broken}
    if "facts" in broken:
        return visit.page("decisions", asked=(), titles={}, is_known=False, is_broken=True)
    is_known = "record" not in broken
    asked = deciding.questions(visit.root, None, visit.folder / PROCEDURE_FILE, with_record=is_known)
    known = {id_: one.title for id_, one in visit.library.by_id.items()}
    titles = {one.about: known.get(one.about, "") for one in asked}
    return visit.page("decisions", asked=asked, titles=titles, is_known=is_known, is_broken=False)


def decision(visit: Visit) -> Response:
    """One question, with what was decided before."""
    one = _one(visit)
    return visit.page("decision", one=one, is_text=one.asking is Asking.TEXT, values={})


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
    said = Resolution(answer, visit.person.name, visit.answers_as, given.text("why"))
    deciding.decide(visit.root, one.about, one.number, said, visit.folder / PROCEDURE_FILE)
    return visit.go(visit.address("decisions"), "web.decisions.decided")


def _one(visit: Visit) -> AskedQuestion:
    """The question that an address names. Raises NotFound."""
    about, number = visit.request.path_params["about"], visit.request.path_params["number"]
    try:
        asked = deciding.questions(visit.root, about, visit.folder / PROCEDURE_FILE)
    except Misused:  # nothing has this id, or nothing is asked of it
        raise NotFound(about) from None
    found = next((one for one in asked if str(one.number) == number and not one.of_library), None)
    if found is None:
        raise NotFound(number)
    return found


PAGES = (
    WebPage("/p/{name}/decisions", decisions, for_guests="see"),
    WebPage(
        "/p/{name}/decisions/{about}/{number}",
        decision,
        decide,
        may_save=("officer", "lawyer"),
        for_guests="save",
        relies_on=("facts", "record"),
    ),
)
