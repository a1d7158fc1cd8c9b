"""What somebody is told who was not let through: a page without a session, in a language that their browser knows."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ddtender.web.language import language_for
from ddtender.web.settings import Settings
from ddtender.web.views import drawn


def barred(request: Request, settings: Settings, why: str, status: int, chosen: str = "") -> HTMLResponse:
    """Why a request was not answered: ``why`` is one of the phrases below ``web.barred``, ``chosen`` the
    language that somebody chose before, if it is known."""
    language = language_for(request, chosen)
    keys = {"title": f"web.barred.{why}", "about": f"web.barred.{why}_about"}
    return HTMLResponse(drawn("barred", say=language.say, tag=language.tag, **keys), status)
