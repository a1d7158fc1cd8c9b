"""Who sits at the page: their name and role, their language, and leaving."""

from __future__ import annotations

from starlette.responses import HTMLResponse, RedirectResponse, Response

from ddtender.web.guests import GUEST
from ddtender.web.language import LANGUAGES
from ddtender.web.problems import FieldProblem
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.store import sessions
from ddtender.web.views import drawn
from ddtender.web.visit import COOKIE, Visit

_MOST = 200


def you(visit: Visit) -> Response:
    """The form that asks under which name and role somebody acts."""
    return visit.page("you", values={"who": visit.person.name, "role": visit.person.role})


def name_yourself(visit: Visit) -> Response:
    """Take a name and a role. A team's names come from the file that says who it is."""
    given = {name: visit.given.text(name)[:_MOST] for name in ("who", "role")}
    missing = [FieldProblem(name, visit.say(f"web.you.{name}_missing")) for name in ("who", "role") if not given[name]]
    if missing and visit.settings.team is None:
        return visit.again("you", missing, values=given)
    if visit.settings.team is None:
        sessions.change(visit.engine, visit.session.key, name=given["who"], role=given["role"])
    return visit.go(_back(visit), "web.you.saved")


def speak(visit: Visit) -> Response:
    """Read the page in another language."""
    tag = visit.given.text("language")
    if tag in LANGUAGES:
        sessions.change(visit.engine, visit.session.key, language=tag)
    return RedirectResponse(_back(visit), 303)


def leave(visit: Visit) -> Response:
    """End the session, and what else this browser has of one: on a machine of several, the next one finds nothing."""
    sessions.end(visit.engine, visit.session.key)
    for cookie in (COOKIE, GUEST):
        if secret := visit.request.cookies.get(cookie):
            sessions.end(visit.engine, sessions.digest_of(secret))
    response: Response = RedirectResponse("/", 303)
    if (team := visit.settings.team) is not None:  # whom the proxy still knows would be let in again at once
        out = "" if visit.person.procurement else team.logout
        response = HTMLResponse(drawn("left", say=visit.say, tag=visit.language.tag, out=out))
    for cookie in (COOKIE, GUEST):
        response.delete_cookie(cookie, path="/")
    return response


def _back(visit: Visit) -> str:
    """Where somebody came from: a page of ours, or the start."""
    back = visit.given.text("back")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back else "/"


PAGES = (
    WebPage("/you", you, name_yourself, may=ANYBODY, may_save=ANYBODY, for_guests="see"),
    WebPage("/language", save=speak, may=ANYBODY, may_save=ANYBODY, for_guests="save"),
    WebPage("/leave", save=leave, may=ANYBODY, may_save=ANYBODY, for_guests="save"),
)
