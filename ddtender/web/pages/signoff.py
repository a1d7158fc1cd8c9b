"""Signing off: how much of the documents is approved, approving them, what colleagues remark, the sheet to sign, and
drafts that come back from a reviewer."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.review import commenting
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.library.procedures import pinned_library
from ddtender.web import ticked
from ddtender.web.pages.comments import titles_of
from ddtender.web.problems import FieldProblem, Forbidden, Problem
from ddtender.web.procurements import documents_in
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit

#: Where the sheet and drafts that came back lie.
SHEET, CAME_BACK = "sign-off.docx", f"{DRAFT_STEP}/reviewed"


def signoff(visit: Visit) -> Response:
    """The counter, what is not approved, what is remarked, and what came back."""
    return _shown(visit)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    made = visit.draft
    folder, drafts = visit.folder / CAME_BACK, visit.sees("/p/{name}/draft")
    may_approve = _may_approve(visit)
    values = {
        "approved": sum(state == "approved" for _, _, state in made.states),
        "states": made.states,
        "may_approve": may_approve,
        "seals": _seals(visit) if may_approve else {},
        "remarks": commenting.comments(visit.folder).open,
        "titles": titles_of(visit),
        "drafts": drafts,
        "sheet": SHEET if drafts and (visit.folder / DRAFT_STEP / SHEET).is_file() else "",
        "came": [name for name in documents_in(folder) if name.endswith(".docx")] if drafts else [],
    }
    return visit.form("signoff", problems, **values)


def _seals(visit: Visit) -> dict[str, str]:
    """What would be approved of each text that waits, as it is shown."""
    library = visit.own_library
    fingerprints = Fingerprints(library)
    return {id_: fingerprints.sealed(library.by_id[id_]) for id_, _, state in visit.draft.states if state != "approved"}


def _may_approve(visit: Visit) -> bool:
    """Whether whoever asks can put stamps on the texts of these documents: a lawyer, and the library is one's own and
    not held at a release."""
    if not visit.person.can("lawyer") or door.is_box(visit.root):
        return False
    if any(not one.is_read for one in visit.broken):
        return False
    return pinned_library(door.read_bytes(visit.folder / PROCEDURE_FILE)) is None


def _approve(visit: Visit) -> Response:
    """Put stamps on what is ticked of the texts of these documents, in the name of whoever sits there."""
    if not _may_approve(visit):
        raise Forbidden
    if (first := visit.named()) is not None:
        return first
    waiting = {id_ for id_, _, state in visit.draft.states if state != "approved"}
    try:
        number = ticked.approve(visit, waiting)
    except Problem as problem:
        return _shown(visit, [visit.said(problem, "id")])
    return visit.go(visit.address("signoff"), "web.library.approved", number=number)


def act(visit: Visit) -> Response:
    """Approve texts, have the sheet made, or a draft read that came back."""
    if visit.given.text("do") == "approve":
        return _approve(visit)
    if not visit.sees("/p/{name}/draft"):  # what is made and read now may name who has won
        raise Forbidden
    if visit.given.text("do") == "sheet":
        return visit.ask("signoff")
    if visit.given.text("do") != "review":
        raise Problem("web.signoff.nothing")
    name, content = visit.given.file("document", ".docx")
    names = door.take_in(visit.folder / CAME_BACK, {name: content})
    return visit.ask("review", document=f"{CAME_BACK}/{names[name]}")


PAGES = (
    WebPage("/p/{name}/signoff", signoff, act, may_save=("officer", "lawyer"), for_guests="save", relies_on=("facts",)),
)
