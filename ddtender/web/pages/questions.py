"""Questions of Tenderers: the table in which they are answered, and the document that all are given."""

from __future__ import annotations

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.folder.procurement_folder import issued_sets
from ddtender.desk.procurement import answering
from ddtender.library.places import DRAFT_STEP
from ddtender.procurement.questions import TABLE
from ddtender.web.problems import REFUSALS, Problem, told
from ddtender.web.routes import WebPage
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.visit import Visit


def questions(visit: Visit) -> Response:
    """Where things stand: nothing issued, no table yet, or a table with so many answers."""
    is_issued, is_begun = bool(issued_sets(visit.folder)), (visit.folder / TABLE).is_file()
    made, refusal = None, None
    try:
        made = answering.answers(visit.root, visit.folder) if is_begun else None
    except REFUSALS as error:  # the table that is there is handed in anew on this page
        refusal = told(error)
    return visit.page(
        "questions",
        is_issued=is_issued,
        table=TABLE if is_begun else "",
        made=made,
        refusal=refusal,
        findings=finding_rows(made.findings) if made else (),
        given=sorted(one.parent.name for one in (visit.folder / "issued").glob(f"answers-*/{answering.ANSWERS}")),
    )


def act(visit: Visit) -> Response:
    """Begin the table, take it back, print the answers, or give them to all Tenderers."""
    here, wanted = visit.address("questions"), visit.given.text("do")
    if wanted == "begin":
        table = answering.begun(visit.root, visit.folder)
        if table is not None:
            door.write_outputs(visit.folder, {TABLE: table}, False, ())
        return visit.go(here, "web.questions.begun")
    if wanted == "upload":
        _, content = visit.given.file("table", ".xlsx")
        answering.hand_in(visit.root, visit.folder, content)
        return visit.go(here, "web.questions.taken")
    made = answering.answers(visit.root, visit.folder)
    if wanted == "draft":
        door.write_outputs(visit.folder / DRAFT_STEP, {answering.ANSWERS: made.content}, False, ())
        return visit.go(here, "web.questions.drafted")
    if wanted != "publish":
        raise Problem("web.questions.nothing")
    if (first := visit.named()) is not None:
        return first
    answering.publish(visit.folder, made, visit.person.name, visit.person.role)
    return visit.go(here, "web.questions.published")


PAGES = (WebPage("/p/{name}/questions", questions, act, may_save=("officer",), relies_on=("facts", "record")),)
