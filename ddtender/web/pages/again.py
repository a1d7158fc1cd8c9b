"""The questionnaire again, once contracts are running: what suppliers return years later, and what rose or fell."""

from __future__ import annotations

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.market.market_folder import rounds
from ddtender.library.places import MARKET_STEP
from ddtender.web.problems import FieldProblem, NotFound, Problem
from ddtender.web.routes import WebPage
from ddtender.web.shown.assessments import LaterRound, assessment_in, is_unread, later_round, take_forms
from ddtender.web.visit import Visit


def again(visit: Visit) -> Response:
    """The rounds that there were, and the form for that of this year."""
    return _shown(visit)


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    place = visit.folder / MARKET_STEP
    now, before = door.today().year, assessment_in(place)
    years = [now, *(year for year in rounds(visit.folder) if year != now)]
    found: list[LaterRound] = [later_round(visit.folder, year, before) for year in years] if before else []
    unread = is_unread(place, before)
    return visit.form("again", problems, rounds=found, year=now, asked=before is not None, unread=unread)


def take(visit: Visit) -> Response:
    """Take forms that came back this year, or have those of a year scored."""
    if visit.given.text("do") == "assess":
        year = visit.given.text("year")
        if year not in map(str, rounds(visit.folder)):
            raise NotFound(year)
        return visit.ask("assess", year=int(year))
    try:
        number = take_forms(visit, door.today().year)
    except Problem as problem:
        return _shown(visit, [visit.said(problem, "forms")])
    return visit.go(visit.address("again"), "web.market.taken", number=number)


PAGES = (WebPage("/p/{name}/again", again, take, may_save=("officer",)),)
