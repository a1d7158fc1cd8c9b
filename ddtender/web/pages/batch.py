"""The drafts of many procurements, made at once."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender.web.overview import cards
from ddtender.web.problems import FieldProblem
from ddtender.web.procurements import names
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def choose(visit: Visit) -> Response:
    """Which procurements."""
    return _shown(visit)


def make(visit: Visit) -> Response:
    """Have the drafts of what is ticked made."""
    there = names(visit.settings)
    chosen = [name for name in there if name in visit.given.all("name")]
    if not chosen:
        return _shown(visit, [FieldProblem("name", visit.say("web.batch.none_chosen"))])
    return visit.ask("batch", names=chosen)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    values = {"cards": cards(visit), "ticked": visit.given.all("name")}
    return visit.form("batch", problems, **values)


PAGES = (WebPage("/batch", choose, make, may=("officer",), may_save=("officer",)),)
