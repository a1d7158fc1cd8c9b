"""Where somebody begins: the procurements as cards, and a new one."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.responses import Response

from ddtender.desk import procurement
from ddtender.web.overview import address, cards, due
from ddtender.web.problems import FieldProblem
from ddtender.web.procurements import folder_of, names
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit
from ddtender.workspace.files import is_litter

#: The name of a folder that means the same on every system.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def start(visit: Visit) -> Response:
    """All procurements, by how far they are."""
    found = cards(visit)
    groups = [(state, [one for one in found if one.state == state]) for state in ("before", "out", "running")]
    shown = [(one, address(one)) for one in due(visit, found)]
    return visit.page("start", groups=[group for group in groups if group[1]], due=shown)


def new(visit: Visit) -> Response:
    """The form with which a procurement begins."""
    return visit.page("new", others=names(visit.settings), values={})


def begin(visit: Visit) -> Response:
    """Make the folder of a procurement."""
    name, other = visit.given.text("name").lower(), visit.given.text("from")
    if not _NAME.fullmatch(name) or name.endswith(".") or is_litter(name):
        problem = FieldProblem("name", visit.say("web.new.name_wrong"))
        return visit.again("new", [problem], others=names(visit.settings), values=visit.given)
    if (Path(visit.settings.folder) / name).exists():
        problem = FieldProblem("name", visit.say("web.new.name_taken", name=name))
        return visit.again("new", [problem], others=names(visit.settings), values=visit.given)
    before = folder_of(visit.settings, other) if other else None
    procurement.begin(visit.root, Path(visit.settings.folder) / name, before)
    return visit.go(f"/p/{name}", "web.new.begun")


PAGES = (
    WebPage("/", start),
    WebPage("/new", new, begin, may=("officer",), may_save=("officer",)),
)
