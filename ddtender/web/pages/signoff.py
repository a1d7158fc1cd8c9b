"""Signing off: how much of the documents is approved, the sheet to sign, and drafts that come back from a reviewer."""

from __future__ import annotations

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.library.places import DRAFT_STEP
from ddtender.web.problems import Problem
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit

#: Where the sheet and drafts that came back lie.
SHEET, CAME_BACK = "sign-off.docx", f"{DRAFT_STEP}/reviewed"


def signoff(visit: Visit) -> Response:
    """The counter, what is not approved, and what came back."""
    made = visit.draft
    folder = visit.folder / CAME_BACK
    return visit.page(
        "signoff",
        approved=sum(state == "approved" for _, _, state in made.states),
        states=made.states,
        sheet=SHEET if (visit.folder / DRAFT_STEP / SHEET).is_file() else "",
        came=sorted(one.name for one in folder.glob("*.docx")) if folder.is_dir() else [],
    )


def act(visit: Visit) -> Response:
    """Have the sheet made, or a draft read that came back."""
    if visit.given.text("do") == "sheet":
        return visit.ask("signoff")
    if visit.given.text("do") != "review":
        raise Problem("web.signoff.nothing")
    name, content = visit.given.file("document", ".docx")
    door.write_outputs(visit.folder / CAME_BACK, {name: content}, False, ())
    return visit.ask("review", document=f"{CAME_BACK}/{name}")


PAGES = (WebPage("/p/{name}/signoff", signoff, act, may_save=("officer", "lawyer")),)
