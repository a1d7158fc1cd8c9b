"""The evaluation: the workbooks of each lot, the evaluators' sheets, and what is decided together."""

from __future__ import annotations

from starlette.responses import Response

from ddtender.desk.errors import Misused
from ddtender.desk.evaluation import evaluation_folder
from ddtender.diagnostics.messages import message_of
from ddtender.web.evaluators import key_of, may_open
from ddtender.web.problems import FieldProblem, NotFound
from ddtender.web.routes import WebPage
from ddtender.web.settings import TeamRole
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.web.shown.telling import plain_sentence
from ddtender.web.visit import Visit

_EVALUATE: tuple[TeamRole, ...] = ("officer", "evaluator", "lawyer", "reader")


def evaluation(visit: Visit) -> Response:
    """What there is of each lot, and what comes next."""
    return _overview(visit)


def _overview(visit: Visit, problems: list[FieldProblem] | None = None, about: str = "") -> Response:
    found = evaluation_folder.books(visit.folder, visit.speaks)
    mine = [one for one in found if may_open(visit, one)]
    may_begin = visit.person.can("officer") and evaluation_folder.is_issued(visit.folder)
    values = {
        "lots": evaluation_folder.by_lot(mine),
        "unread": [(one.file, finding_rows(one.findings)) for one in mine if one.evaluation is None],
        "restricted": visit.person.is_judging,
        "may_begin": may_begin,
        "may_begin_more": bool(mine and may_begin and evaluation_folder.to_begin(visit.folder, visit.speaks)),
        "typed": visit.given.text("evaluators"),
        "about": about,
    }
    return visit.form("evaluation", problems, **values)


def change(visit: Visit) -> Response:
    """Begin the evaluation, give out copies, or put them together: what the button says."""
    match visit.given.text("do"):
        case "begin":
            made = evaluation_folder.begin(visit.folder, visit.speaks)
            return visit.go(visit.address("evaluation"), "web.evaluating.told.begun", number=len(made))
        case "copies":
            return _give_out(visit)
        case "consensus":
            file, count = evaluation_folder.put_together(visit.folder, visit.given.text("lot"), visit.speaks)
            return visit.go(visit.address("evaluation", key_of(file)), "web.evaluating.told.together", number=count)
    raise NotFound


def _give_out(visit: Visit) -> Response:
    lot = visit.given.text("lot")
    found = evaluation_folder.by_lot(evaluation_folder.books(visit.folder, visit.speaks))
    working = next((one.working for one in found if one.lot == lot), None)
    if working is None:
        raise NotFound
    names = [name for one in visit.given.text("evaluators").splitlines() if (name := " ".join(one.split()))]
    try:
        made = evaluation_folder.give_out(visit.folder, working.file, names, visit.speaks)
    except Misused as error:
        return _overview(visit, [FieldProblem(f"evaluators-{lot}", plain_sentence(visit, message_of(error)))], lot)
    return visit.go(visit.address("evaluation"), "web.evaluating.told.copies", number=len(made))


PAGES = (WebPage("/p/{name}/evaluation", evaluation, change, may=_EVALUATE, may_save=("officer",)),)
