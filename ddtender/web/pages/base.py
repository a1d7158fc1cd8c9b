"""The layers of the library, and the update of the one that it extends: what would change, then what is to be decided,
place by place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.library import conflicts, layering, updating
from ddtender.library.layers.raising import Came
from ddtender.library.places import INFO
from ddtender.web import bases
from ddtender.web.problems import REFUSALS, FieldProblem, NotFound, Problem, told
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit
from ddtender.workspace.bases import is_layer

if TYPE_CHECKING:
    from ddtender.desk.library.updating import Update


def layers(visit: Visit) -> Response:
    """The libraries that this one is made of, the base of all first; and what is still to be decided."""
    rows, refusal = (), None
    try:
        rows = layering.layers(visit.root)
    except REFUSALS as error:  # what is to be decided stands in its way as well, and is decided from here
        refusal = told(error)
    return visit.page("layers", rows=rows, refusal=refusal, to_decide=conflicts.undecided(visit.root))


def update(visit: Visit) -> Response:
    """What a new base would change, and what becomes of the layer's own; nothing is written. It is the one that comes
    with ddtender, or one that was handed in."""
    return _shown(visit)


def hand_in(visit: Visit) -> Response:
    """Take a base as a .zip, to look at what it would change."""
    try:
        name = bases.keep(visit.settings, visit.given.archive("base"))
    except Problem as problem:
        return _shown(visit, [visit.said(problem, "base")])
    return visit.go(f"/library/update?base={name}")


def take_over(visit: Visit) -> Response:
    """Write it, as `ddtender update` does, if it is what was shown."""
    name = _handed_in(visit)
    here = f"/library/update?base={name}" if name else "/library/update"
    try:
        source = _source(visit)
    except NotFound:  # the form was sent again
        return visit.go("/library/layers", "web.corner.base_gone")
    one = updating.update(visit.root, source=source)
    if one is None:
        return visit.go(here)
    if f"{one.old} {one.new}" != visit.given.text("shown"):
        return visit.go(here, "web.corner.base_other")
    updating.keep(visit.root, one)
    bases.forget(visit.settings, name)
    left = len(one.to_decide)
    return visit.go("/library/layers", "web.corner.base_taken", version=one.new, number=left)


def _shown(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    one, refusal = _update(visit)
    values = {"one": one, "refusal": refusal, "to_decide": conflicts.undecided(visit.root), "of": _handed_in(visit)}
    values |= {"extends": is_layer({INFO: door.read_bytes(visit.root / INFO)})}
    return visit.form("update", problems, came={came: came.name.lower() for came in Came}, **values)


def _source(visit: Visit) -> Path | None:
    """The folder of the base that was handed in and is looked at; None for the one that comes with ddtender."""
    name = _handed_in(visit)
    return bases.kept(visit.settings, name) if name else None


def _handed_in(visit: Visit) -> str:
    """The name of the base that was handed in and is looked at, or taken over; "" for that of ddtender."""
    return visit.given.text("of") or visit.request.query_params.get("base", "")


def _update(visit: Visit) -> tuple[Update | None, dict | None]:
    """The update that is at hand (None: there is none), or why there can be none."""
    try:
        return updating.update(visit.root, source=_source(visit)), None
    except REFUSALS as error:
        return None, told(error)


def decide(visit: Visit) -> Response:
    """A file of ours in which both sides say something, side by side."""
    return _decide(visit)


def settle(visit: Visit) -> Response:
    """Write what was decided of each place."""
    one = _undecided(visit)
    if one.digest != visit.given.text("digest"):
        return _decide(visit, [FieldProblem("", visit.say("web.corner.file_other"))])
    choices = _choices(visit, one)
    wrong = []
    for n, choice in enumerate(choices):
        if choice.side not in (*conflicts.SIDES, "own"):
            wrong.append(FieldProblem(f"side-{n}", visit.say("web.corner.side_missing")))
        elif choice.side == "own" and not choice.words.strip():
            wrong.append(FieldProblem(f"words-{n}", visit.say("web.corner.words_missing")))
    if wrong:
        return _decide(visit, wrong)
    try:
        kept = conflicts.settle(visit.root, one.path, visit.given.text("digest"), choices)
    except Misused:
        return _decide(visit, [FieldProblem("", visit.say("web.corner.file_other"))])
    return visit.go("/library/layers", "web.corner.settled", path=one.path, kept=kept)


def _decide(visit: Visit, problems: Sequence[FieldProblem] = ()) -> Response:
    one = _undecided(visit)
    values = {"one": one, "choices": _choices(visit, one), "fingerprint_of": conflicts.fingerprint_of}
    return visit.form("conflict", problems, **values)


def _choices(visit: Visit, one: conflicts.Undecided) -> list[conflicts.WordingChoice]:
    """What the form says of each place of a file as it is now: each choice stays with the wordings that it was made
    of, wherever in the file these are now."""
    given: dict[str, list[conflicts.WordingChoice]] = {}
    for n, place in enumerate(visit.given.all("place")):
        choice = conflicts.WordingChoice(visit.given.text(f"side-{n}"), visit.given.get(f"words-{n}", ""))
        given.setdefault(place, []).append(choice)
    found = []
    for place in one.places:
        same = given.get(conflicts.fingerprint_of(place))
        found.append(same.pop(0) if same else conflicts.WordingChoice("", "\n".join(place.ours)))
    return found


def _undecided(visit: Visit) -> conflicts.Undecided:
    wanted = visit.request.path_params["path"]
    found = next((one for one in conflicts.undecided(visit.root) if one.path == wanted), None)
    if found is None:
        raise NotFound(wanted)
    return found


PAGES = (
    WebPage("/library/layers", layers),
    WebPage("/library/update", update, take_over, may=("maintainer", "lawyer"), may_save=("maintainer",)),
    WebPage("/library/update/base", save=hand_in, may=("maintainer", "lawyer"), may_save=("maintainer",)),
    WebPage("/library/decide/{path:path}", decide, settle, may=("maintainer", "lawyer"), may_save=("maintainer",)),
)
