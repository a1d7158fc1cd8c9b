"""The draft: building the documents, as `ddtender build` does."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.library.places import DRAFT_STEP
from ddtender.web.procurements import documents_in
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def draft(visit: Visit) -> Response:
    """The files of the draft, and the form that has it made again."""
    return visit.page("draft", files=documents_in(visit.folder / DRAFT_STEP))


def build(visit: Visit) -> Response:
    """Have the draft made."""
    return visit.ask("draft")


PAGES = (WebPage("/p/{name}/draft", draft, build, may_save=("officer", "lawyer"), for_guests="see", prints_facts=True),)
