"""Colleagues without an account: a link lets them into one procurement, once; then a cookie does, while the link holds.

Whoever opens the address sees for whom it is, and comes in by a button: what mail programs open beforehand uses nothing
up. The secret is in no address after that.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ddtender.desk import inviting
from ddtender.web.barred import barred
from ddtender.web.guard.gate import TooLarge
from ddtender.web.guard.rates import ENTRIES, is_too_often
from ddtender.web.language import language_for
from ddtender.web.people import Person
from ddtender.web.problems import REFUSALS, NotFound
from ddtender.web.procurements import folder_of
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
    """Who came in by a link, as long as it holds."""
    secret = request.cookies.get(GUEST)
    if not secret or not allows_links(settings):
        return None
    session = sessions.find(engine, secret)
    one = invitations.find(engine, session.invitation) if session is not None and session.invitation else None
    if session is None or one is None or not one.holds:
        return None
    may = "lawyer" if one.may == "lawyer" else "reader"
    return Person(one.name, one.role, (may,), session.identity, one.procurement), session


def routes(settings: Settings, engine: Engine, with_cookie: Callable[[Response, str, str], Response]) -> list[Route]:
    """The address of links; ``with_cookie`` gives an answer a cookie with a name and a secret."""

    async def look(request: Request) -> Response:
        return await in_turn(_look, request)

    def _look(request: Request) -> Response:
        secret = request.query_params.get("key", "")
        one = invitations.of_secret(engine, secret) if allows_links(settings) else None
        if one is None or one.state != "waiting":
            return _refused(request, one)
        language = language_for(request, settings, "")
        page = drawn("invited", say=language.say, tag=language.tag, one=one, until=one.until.date(), key=secret)
        return HTMLResponse(page)

    async def enter(request: Request) -> Response:
        try:
            async with request.form(max_fields=10, max_files=0) as form:
                secret = form.get("key")
        except (TooLarge, MultiPartException, ClientDisconnect, HTTPException, UnicodeError):
            secret = None
        return await in_turn(_enter, request, secret if isinstance(secret, str) else "")

    def _enter(request: Request, secret: str) -> Response:
        one = invitations.take(engine, secret) if allows_links(settings) else None
        if one is None:
            return _refused(request, None)
        try:
            folder = folder_of(settings, one.procurement)
            inviting.join(folder, one.name, one.role)
        except (NotFound, *REFUSALS):
            return barred(request, settings, "nowhere", 404)
        kept, _ = sessions.begin(engine, f"link:{one.id}", one.name, one.role, invitation=one.id)
        return with_cookie(RedirectResponse("/", 303), GUEST, kept)

    def _refused(request: Request, one: ColleagueLink | None) -> Response:
        if one is not None and one.state == "used" and guest_of(settings, engine, request) is not None:
            return RedirectResponse("/", 303)  # the same browser, by the same link
        peer = request.client.host if request.client else ""
        if is_too_often(engine, f"invited {peer}", ENTRIES):
            return barred(request, settings, "often", 429)
        return barred(request, settings, "link", 403)

    return [Route(PATH, look, methods=["GET"]), Route(PATH, enter, methods=["POST"])]
