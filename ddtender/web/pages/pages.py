"""The pages of the draft as they will be printed: made by LibreOffice, shown as pictures."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response

from ddtender import workspace as door
from ddtender.desk.folder.procurement_folder import is_drafted_final
from ddtender.library.places import DRAFT_STEP
from ddtender.web.office import is_there, pages_of
from ddtender.web.problems import NotFound, Problem
from ddtender.web.procurements import documents_in, file_in
from ddtender.web.routes import INSIDE, WebPage
from ddtender.web.visit import Visit


def pages(visit: Visit) -> Response:
    """The documents of the draft, and the pages of one."""
    names = _documents(visit)
    name = visit.request.query_params.get("document", names[0] if names else "")
    made = _made(visit, name) if name in names else None
    return visit.page(
        "pages", names=names, name=name, made=made, is_there=is_there(), is_final=is_drafted_final(visit.folder)
    )


def make(visit: Visit) -> Response:
    """Have the pages of a document made."""
    name = visit.given.text("document")
    if name not in _documents(visit):
        raise Problem("web.pages.none")
    return visit.ask("pages", document=f"{DRAFT_STEP}/{name}")


def picture(visit: Visit) -> Response:
    """The PDF (page 0), or the picture of a page."""
    asked = visit.request.path_params
    made = _made(visit, asked["document"]) if asked["document"] in _documents(visit) else None
    number = int(asked["number"]) if asked["number"].isdecimal() and len(asked["number"]) < 5 else -1
    if made is None or not 0 <= number < len(made):
        raise NotFound
    if number == 0:
        return FileResponse(made[0], media_type="application/pdf", filename=f"{Path(asked['document']).stem}.pdf")
    return FileResponse(made[number], media_type="image/png")


def _documents(visit: Visit) -> list[str]:
    found = (one for one in documents_in(visit.folder / DRAFT_STEP) if one.endswith(".docx"))
    return sorted(found, key=lambda one: (one[0] != "t", one))


def _made(visit: Visit, name: str) -> list[Path] | None:
    content = door.read_bytes(file_in(visit.folder, f"{DRAFT_STEP}/{name}"))
    return pages_of(Path(visit.settings.state), content)


PAGES = (
    WebPage("/p/{name}/pages", pages, make, may_save=INSIDE, for_guests="save", prints_facts=True),
    WebPage("/p/{name}/pages/{document}/{number}", picture, for_guests="see", prints_facts=True),
)
