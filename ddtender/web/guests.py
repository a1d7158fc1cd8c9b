"""Colleagues without an account: a link lets them into one procurement, once; then a cookie does, while the link holds.

Whoever opens the address sees for whom it is, and comes in by a button: what mail programs open beforehand uses nothing
up. The secret is in no address after that.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ddtender.desk.procurement import inviting
from ddtender.web.barred import barred
from ddtender.web.guard.gate import UNREADABLE
from ddtender.web.guard.plain import plain
from ddtender.web.guard.rates import ENTRIES, is_too_often
from ddtender.web.language import language_for
from ddtender.web.people import Person
from ddtender.web.problems import REFUSALS, NotFound
from ddtender.web.procurements import folder_of, page_of
from ddtender.web.settings import Settings
from ddtender.web.store import invitations, sessions
from ddtender.web.store.invitations import ColleagueLink
from ddtender.web.store.sessions import Session
from ddtender.web.turns import in_turn
from ddtender.web.views import drawn

#: The cookie of somebody who came in by a link; another than that of whoever works here, so that neither ends by the
#: other.
GUEST = "ddtender-guest"
PATH = "/invited"


def allows_links(settings: Settings) -> bool:
    """Whether colleagues may come in by links: a team says so in its file, since its proxy has to let them through."""
    return settings.team is None or settings.team.links


def address_of(settings: Settings, secret: str) -> str:
    """The address that lets a colleague in."""
    return f"{settings.origin.rstrip('/')}{PATH}?key={secret}"


def guest_of(settings: Settings, engine: Engine, request: Request) -> tuple[Person, Session] | None:
    """Who came in by a link, as long as it holds. Who has come in by several is, on the pages of a procurement, whom
    its link names, and elsewhere whom the last one does."""
    secret = request.cookies.get(GUEST)
    if not secret or not allows_links(settings):
        return None
    session = sessions.find(engine, secret)
    if session is None or not session.invitation:
        return None
    known = [one for one in invitations.of_session(engine, session.key, session.invitation) if one.holds]
    if not known:
        return None
    name = request.path_params.get("name")
    one = min(known, key=lambda one: (one.procurement != name, one.id != session.invitation))
    may = "lawyer" if one.may == "lawyer" else "reader"
    return Person(one.name, one.role, (may,), f"link:{one.id}", one.procurement, one.by), session


def routes(settings: Settings, engine: Engine, with_cookie: Callable[[Response, str, str], Response]) -> list[Route]:
    """The address of links; ``with_cookie`` gives an answer a cookie with a name and a secret."""

    async def look(request: Request) -> Response:
        return await in_turn(_look, request)

    def _look(request: Request) -> Response:
        secret = request.query_params.get("key", "")
        one = invitations.of_secret(engine, secret) if allows_links(settings) else None
        if one is None or one.state != "waiting":
            return _refused(request, one)
        language = language_for(request, "")
        page = drawn("invited", say=language.say, tag=language.tag, one=one, until=one.until.date(), key=secret)
        return HTMLResponse(page)

    async def enter(request: Request) -> Response:
        try:
            async with request.form(max_fields=10, max_files=0) as form:
                secret = form.get("key")
        except UNREADABLE:
            secret = None
        return await in_turn(_enter, request, plain(secret) if isinstance(secret, str) else "")

    def _enter(request: Request, secret: str) -> Response:
        one = invitations.of_secret(engine, secret) if allows_links(settings) else None
        if one is None or one.state != "waiting":
            return _refused(request, one)
        here = guest_of(settings, engine, request)
        session, kept = here[1] if here else None, ""
        if session is None:
            kept, session = sessions.begin(engine, f"link:{one.id}", one.name, one.role, invitation=one.id)
        try:
            folder = folder_of(settings, one.procurement)
            if not invitations.take(engine, one.id, session.key):
                return _refused(request, None)  # somebody was faster
            inviting.join(folder, one.name, one.role)
        except BaseException as error:  # whoever could not come in may try again by the same link
            invitations.give_back(engine, one.id, session.key)
            if isinstance(error, (NotFound, *REFUSALS)):
                return barred(request, settings, "nowhere", 404)
            raise
        response = RedirectResponse(page_of(one.procurement, "signoff"), 303)
        if kept:
            return with_cookie(response, GUEST, kept)
        sessions.prolong(engine, session.key, one.id)
        return response

    def _refused(request: Request, one: ColleagueLink | None) -> Response:
        here = guest_of(settings, engine, request) if one is not None and one.state == "used" else None
        if one is not None and here is not None and here[1].key == one.session:
            return RedirectResponse(page_of(one.procurement, "signoff"), 303)  # the same browser, again
        peer = request.client.host if request.client else ""
        if is_too_often(engine, f"invited {peer}", ENTRIES):
            return barred(request, settings, "often", 429)
        return barred(request, settings, "link", 403)

    return [Route(PATH, look, methods=["GET"]), Route(PATH, enter, methods=["POST"])]
