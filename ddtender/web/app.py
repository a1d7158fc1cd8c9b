"""The page as an application: who is let in, which page answers, and what is said when something goes wrong."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ddtender.web import guests
from ddtender.web.barred import barred
from ddtender.web.finishing import finish_files
from ddtender.web.guard.gate import UNREADABLE, Gate
from ddtender.web.guard.plain import plain
from ddtender.web.guard.rates import ENTRIES, is_too_often
from ddtender.web.language import language_for
from ddtender.web.pages import PAGES
from ddtender.web.people import Person, from_proxy
from ddtender.web.problems import REFUSALS, Forbidden, NotFound, Problem, told
from ddtender.web.routes import Handler, WebPage
from ddtender.web.settings import Settings, from_environment
from ddtender.web.store import sessions
from ddtender.web.store.database import opened
from ddtender.web.store.sessions import Session
from ddtender.web.turns import in_turn
from ddtender.web.visit import COOKIE, FormAnswers, Visit
from ddtender.workspace.errors import WorkspaceError, not_read
from ddtender.workspace.warm import kept_warm

_LOG = logging.getLogger("ddtender.page")
_STATIC = Path(__file__).parent / "static"
#: A form has so many fields at most: a page of parameters has some sixty.
_FIELDS, _FILES = 4000, 200
#: What the system says of a folder or a file that is closed to us, or is another thing: nothing can be written there.
_CLOSED = (PermissionError, NotADirectoryError, IsADirectoryError)


def application() -> Starlette:
    """The page with the settings of its process (``ddtender serve`` starts several)."""
    settings, parent = from_environment(), multiprocessing.parent_process()
    if parent is not None:
        _end_with(parent)
        finish_files(settings)  # it may come in the place of one that was killed
    return made(settings)


def _end_with(parent: Any) -> None:
    """One of several processes ends when the one that started it does, however that ends: nobody else would end it, and
    it would keep the port."""

    def wait() -> None:
        parent.join()
        os._exit(0)

    Thread(target=wait, daemon=True).start()


def made(settings: Settings, engine: Engine | None = None) -> Starlette:
    """The page with these settings."""
    engine = engine or opened(settings.database)
    routes = [Mount("/static", StaticFiles(directory=_STATIC)), Route("/enter", _entering(settings, engine))]
    routes += guests.routes(settings, engine, partial(_with_cookie, settings))
    routes += [route for page in PAGES for route in _routes(page, settings, engine)]
    told = {HTTPException: _unknown(settings, engine), DBAPIError: _without_database(settings)}
    app = Starlette(routes=routes, exception_handlers=told)
    app.state.pages = {page.path: page for page in PAGES}
    app.add_middleware(Gate, settings=settings)
    return app


def _unknown(settings: Settings, engine: Engine) -> Callable:
    async def unknown(request: Request, error: Exception) -> Response:
        """There is no such address, or not for this: told to everybody, in the language of the session if there is
        one."""
        try:
            session = await in_turn(sessions.find, engine, request.cookies.get(COOKIE))
        except DBAPIError:  # what there is to say can be said without
            session = None
        status = error.status_code if isinstance(error, HTTPException) else 500
        return barred(request, settings, "nowhere", status, session.language if session is not None else "")

    return unknown


def _without_database(settings: Settings) -> Callable:
    async def without_database(request: Request, error: Exception) -> Response:
        """The database does not answer: whoever comes again later is let in as before."""
        _LOG.error("%s %s: %s", request.method, request.url.path, getattr(error, "orig", error))
        return barred(request, settings, "database", 503)

    return without_database


def _entering(settings: Settings, engine: Engine) -> Callable:
    async def enter(request: Request) -> Response:
        """A token for a session: it works once, and does not stay in the address."""
        peer = request.client.host if request.client else ""
        if settings.team is not None:
            return RedirectResponse("/", 303)
        if await in_turn(is_too_often, engine, f"enter {peer}", ENTRIES):
            return barred(request, settings, "often", 429)
        if not await in_turn(sessions.take_token, engine, request.query_params.get("token", "")):
            return barred(request, settings, "closed", 403)
        secret, _ = await in_turn(sessions.begin, engine)
        return _with_cookie(settings, RedirectResponse("/", 303), COOKIE, secret)

    return enter


def _with_cookie(settings: Settings, response: Response, name: str, secret: str) -> Response:
    secure = settings.origin.startswith("https://")
    response.set_cookie(name, secret, path="/", secure=secure, httponly=True, samesite="strict")
    return response


def _routes(page: WebPage, settings: Settings, engine: Engine) -> list[Route]:
    found = []
    if page.show is not None:
        found.append(Route(page.path, _answering(page, page.show, settings, engine), methods=["GET"]))
    if page.save is not None:
        found.append(Route(page.path, _answering(page, page.save, settings, engine), methods=["POST"]))
    return found


def _answering(page: WebPage, handler: Handler, settings: Settings, engine: Engine) -> Callable:
    changes = handler is page.save

    async def answer(request: Request) -> Response:
        if not changes:
            return await in_turn(_shown, request)
        who = await in_turn(_who, request)
        if who is None:  # before anything of a body is read
            return _closed(request, settings)
        try:
            given = await _given(request)
        except UNREADABLE:
            return barred(request, settings, "large", 413)
        return await in_turn(_answered, request, given, *who)

    def _shown(request: Request) -> Response:
        who = _who(request)
        return _closed(request, settings) if who is None else _answered(request, FormAnswers(), *who)

    def _who(request: Request) -> tuple[Person | None, Session | None] | None:
        """The person whom a team's proxy or a link names, and the session of the browser; None for whoever is not let
        in."""
        return _working(request) or guests.guest_of(settings, engine, request)

    def _working(request: Request) -> tuple[Person | None, Session | None] | None:
        session = sessions.find(engine, request.cookies.get(COOKIE))
        if settings.team is None:  # a session of a team's member is none where everybody may do everything
            return (None, session) if session is not None and not session.identity else None
        peer = request.client.host if request.client else ""
        named = request.headers.getlist(settings.team.header)
        # two headers: one of them is not the proxy's
        person = from_proxy(settings, named[0], peer) if len(named) == 1 else None
        if person is None:
            return None
        return person, session if session is not None and session.identity == person.identity else None

    def _answered(request: Request, given: FormAnswers, person: Person | None, session: Session | None) -> Response:
        fresh = None
        if session is None:
            assert person is not None
            fresh, session = sessions.begin(engine, person.identity, person.name, person.role)
        who = person or Person(session.name, session.role)
        language = language_for(request, session.language)
        visit = Visit(request, settings, engine, session, who, language, given)
        if changes and (refusal := _refusal(visit)):
            return refusal
        response = _told(visit, page, handler, changes)
        return _with_cookie(settings, response, COOKIE, fresh) if fresh else response

    return answer


def _closed(request: Request, settings: Settings) -> Response:
    """Nobody is let in by what a browser brings. A cookie of guests that opens nothing any more goes: the proxy of a
    team passes whoever has one without asking them to sign in."""
    response = barred(request, settings, "closed", 403)
    if guests.GUEST in request.cookies:
        response.delete_cookie(guests.GUEST, path="/")
    return response


def _refusal(visit: Visit) -> Response | None:
    """Why the form is not taken: it is of no page that this session was shown, or there are too many."""
    if visit.given.text("csrf") != visit.session.csrf:
        return visit.page("wrong", 403, title="web.wrong.form", about="web.wrong.form_about")
    if is_too_often(visit.engine, visit.session.key, visit.settings.changes_a_minute):
        return visit.page("wrong", 429, title="web.barred.often", about="web.barred.often_about")
    return None


def _told(visit: Visit, page: WebPage, handler: Handler, changes: bool) -> Response:
    """The answer of a page, or what is said where it cannot be had."""
    try:
        if not page.lets_in(visit.person, changes, visit.names_winners):
            raise Forbidden
        if visit.person.procurement not in ("", visit.name or visit.person.procurement):
            raise NotFound  # nor is it said whether there is one of this name
        if visit.name:
            visit.folder  # noqa: B018 # there must be such a procurement
        with kept_warm(changes):
            return handler(visit)
    except NotFound:
        return visit.page("wrong", 404, title="web.barred.nowhere", about="web.barred.nowhere_about")
    except Forbidden:
        return visit.page("wrong", 403, title="web.wrong.role", about="web.wrong.role_about")
    except Problem as problem:
        return visit.page("refused", 422, said=visit.say(problem.key, **problem.places), refusal=None)
    except DBAPIError:  # no page can be shown: the outermost handler says why
        raise
    except REFUSALS as error:
        return _refused(visit, error, changes)
    except OSError as error:
        if changes and not isinstance(error, _CLOSED):
            return _at_fault(visit)
        return _refused(visit, not_read(error, visit.request.url.path), changes)
    except Exception:
        return _at_fault(visit)


def _refused(visit: Visit, error: Exception, changes: bool) -> Response:
    """Why something cannot be done; or shown, which is no fault of whoever looks: the page says what stands against
    it, and leads on."""
    if not changes:
        return visit.page("unread", 409, refusal=told(error))
    return visit.page("refused", 409 if isinstance(error, WorkspaceError) else 422, said="", refusal=told(error))


def _at_fault(visit: Visit) -> Response:
    """Nobody is shown what is inside."""
    _LOG.exception("%s %s", visit.request.method, visit.request.url.path)
    return visit.page("wrong", 500, title="web.wrong.fault", about="web.wrong.fault_about")


async def _given(request: Request) -> FormAnswers:
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, str, bytes]] = []
    async with request.form(max_fields=_FIELDS, max_files=_FILES, max_part_size=2_000_000) as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.append((plain(name), plain(value)))
            elif value.filename:
                files.append((plain(name), plain(value.filename), await value.read()))
    return FormAnswers(fields, files)
