"""Versions of the library's own provisions: what has changed since the last release, and raising them with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Unseen
from ddtender.desk.library import upkeep
from ddtender.web.problems import FieldProblem
from ddtender.web.routes import WebPage
from ddtender.web.ticked import ticked, unseen
from ddtender.web.visit import Visit

LEVELS = ("major", "minor", "patch")


def versions(visit: Visit) -> Response:
    """What has changed, and the form that raises versions."""
    return _shown(visit)


def bump(visit: Visit) -> Response:
    """Raise the versions of what is ticked, as `ddtender bump` does."""
    known = {one.id: one.version for one in upkeep.changed(visit.root)}
    shown = {id_: version for id_, version in ticked(visit.given).items() if id_ in known}
    chosen = [*shown]
    # a form that is sent again, as its answer has not come, raises nothing twice
    raised = [id_ for id_, version in shown.items() if version != known[id_]]
    level, why = visit.given.text("level"), " ".join(visit.given.text("why").split())
    holds = " ".join(visit.given.text("holds").split()) or None
    wrong = []
    if not chosen:
        wrong.append(FieldProblem("", visit.say("web.corner.none_chosen")))
    if level not in LEVELS:
        wrong.append(FieldProblem("level", visit.say("web.corner.level_missing")))
    if not why:
        wrong.append(FieldProblem("why", visit.say("web.corner.why_missing")))
    if not wrong and raised:
        wrong.append(visit.said(unseen(Unseen(raised))))
    if wrong:
        return _shown(visit, wrong)
    try:
        risen = upkeep.rise(visit.root, chosen, level.upper(), why, (), holds)
    except Misused as error:
        return _shown(visit, [FieldProblem("level", line) for line in str(error).splitlines()])
    upkeep.keep(visit.root, risen)
    return visit.go("/library/versions", "web.corner.raised", number=len(risen.raised))


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    found = upkeep.changed(visit.root)
    waiting = [one for one in found if one.needs and not one.is_raised]
    values = {
        "waiting": waiting,
        "others": [one for one in found if one not in waiting],
        "titles": {id_: one.title for id_, one in visit.library.by_id.items()},
        "given": visit.given,
        "ticked": {*ticked(visit.given)},
        "is_own": not door.is_box(visit.root),
    }
    return visit.form("versions", problems, **values)


PAGES = (WebPage("/library/versions", versions, bump, may_save=("maintainer",)),)
