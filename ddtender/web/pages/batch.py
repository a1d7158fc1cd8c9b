"""The documents of many procurements, made at once."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender.desk.documents.building import releases_of
from ddtender.web.pages.drafts import template_choices
from ddtender.web.problems import FieldProblem
from ddtender.web.procurements import names
from ddtender.web.routes import WebPage
from ddtender.web.shown.overview import cards
from ddtender.web.visit import Visit

#: What can be chosen from a list, and is left as it is in each procurement where nothing is.
_CHOSEN = ("scenario", "templates", "release")


def choose(visit: Visit) -> Response:
    """Which procurements, and how."""
    return _shown(visit)


def make(visit: Visit) -> Response:
    """Have the documents of what is ticked made."""
    there = names(visit.settings)
    chosen, given = [name for name in there if name in visit.given.all("name")], visit.given
    wrong = [] if chosen else [FieldProblem("name", visit.say("web.batch.none_chosen"))]
    for name, known in _choices(visit).items():
        if given.text(name) and given.text(name) not in {one[0] for one in known}:
            wrong.append(FieldProblem(name, visit.say("web.batch.not_there")))
    if wrong:
        return _shown(visit, wrong)
    asked = {name: given.text(name) for name in _CHOSEN}
    return visit.ask("batch", names=chosen, **asked, final=bool(given.text("final")), notes=bool(given.text("notes")))


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {
        "scenario": [(one.name, one.title) for one in visit.library.scenarios],
        "templates": template_choices(visit),
        "release": [(one, one) for one in releases_of(visit.root, visit.sources)],
    }


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    values = {"cards": cards(visit), "ticked": visit.given.all("name"), "given": visit.given, **_choices(visit)}
    return visit.form("batch", problems, **values)


PAGES = (WebPage("/batch", choose, make, may=("officer",), may_save=("officer",)),)
