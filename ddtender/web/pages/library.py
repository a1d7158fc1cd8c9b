"""The clause library: which words are approved, from which layers, and approving them; checking all of it."""

from __future__ import annotations

from starlette.responses import Response

from ddtender import workspace as door
from ddtender.desk.approving import standing
from ddtender.desk.errors import Refused
from ddtender.desk.library import conflicts
from ddtender.model import State
from ddtender.web import ticked
from ddtender.web.problems import FieldProblem, Problem
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit


def library(visit: Visit) -> Response:
    """Everything that binds, with its state, or what is in the state that is asked for."""
    try:
        return _shown(visit)
    except Refused:
        if not conflicts.undecided(visit.root):
            raise
        return visit.go("/library/layers", "web.corner.to_decide_about")


def approve(visit: Visit) -> Response:
    """Put a stamp on what is ticked, in the name of whoever sits there."""
    if (first := visit.named("/library")) is not None:
        return first
    known = standing.known_of(visit.root, None)
    try:
        number = ticked.approve(visit, {*known.provisions, *known.others})
    except Problem as problem:
        return _shown(visit, [visit.said(problem)])
    return visit.go("/library", "web.library.approved", number=number)


def _shown(visit: Visit, problems: list[FieldProblem] | None = None) -> Response:
    known = standing.known_of(visit.root, None)
    found = standing.rows(known)
    titles = {id_: one.title for id_, one in visit.library.by_id.items()}
    rows = {
        name: [
            {"title": titles.get(row["id"], ""), **row, "state": _named(row["state"]), "seal": known.sealed(row["id"])}
            for row in one
        ]
        for name, one in found.items()
    }
    states = [row["state"] for one in rows.values() for row in one]
    only = visit.request.query_params.get("state", "")
    only = only if only in states else ""
    values = {
        "rows": {name: [row for row in one if only in ("", row["state"])] for name, one in rows.items()},
        "counts": {state: states.count(state) for state in dict.fromkeys(states)},
        "only": only,
        "all": len(states),
        "is_own": not door.is_box(visit.root),
    }
    return visit.form("library", problems, **values)


def _named(state: str) -> str:
    """The key of a state's word."""
    return State(state).name.lower()


def check(visit: Visit) -> Response:
    """Have all of the library checked."""
    return visit.ask("check")


PAGES = (
    WebPage("/library", library, approve, may_save=("lawyer",)),
    WebPage("/library/check", save=check, may_save=("maintainer", "lawyer")),
)
