"""Where somebody begins: what is due, and the procurements as cards."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from ddtender.web.procurements import page_of
from ddtender.web.routes import ANYBODY, WebPage
from ddtender.web.shown.overview import address, cards, due
from ddtender.web.visit import Visit


def start(visit: Visit) -> Response:
    """All procurements, by how far they are."""
    if visit.person.procurement:  # they were invited to sign off this one
        return RedirectResponse(page_of(visit.person.procurement, "signoff"), 303)
    found = cards(visit)
    groups = [(state, [one for one in found if one.state == state]) for state in ("before", "out", "running")]
    told = due(visit, found)
    shown, unread = ([(one, address(one)) for one in some] for some in (told.due, told.unread))
    return visit.page("start", groups=[group for group in groups if group[1]], due=shown, unread=unread)


PAGES = (WebPage("/", start, may=ANYBODY, for_guests="see"),)
