"""The draft: building the documents, as `ddtender build` does."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.library.places import DRAFT_STEP
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit
from ddtender.workspace.files import is_passed_over


def draft(visit: Visit) -> Response:
    """The files of the draft, and the form that has it made again."""
    folder = visit.folder / DRAFT_STEP
    files = (
        sorted(one.name for one in folder.iterdir() if one.is_file() and not is_passed_over(one.name))
        if folder.is_dir()
        else []
    )
    return visit.page("draft", files=files)


def build(visit: Visit) -> Response:
    """Have the draft made."""
    return visit.ask("draft")


PAGES = (WebPage("/p/{name}/draft", draft, build, may_save=("officer", "lawyer"), for_guests="see", prints_facts=True),)
