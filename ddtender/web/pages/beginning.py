"""Where a procurement begins: the name of its folder, last time's facts, and whether questions are answered first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.responses import Response

from ddtender.desk.facts import new_procurement
from ddtender.desk.facts.interviewing import asked_of
from ddtender.web.problems import Problem
from ddtender.web.procurements import folder_of, names
from ddtender.web.routes import WebPage
from ddtender.web.visit import Visit
from ddtender.workspace.files import is_litter

#: The name of a folder that means the same on every system.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
#: What answers are kept with: the name of the folder, and that of last time's procurement. No fact has such a key.
NAME, FROM = ":name", ":from"
_FORM = "new "


def begun_form(name: str) -> str:
    """Under what the answers are kept from which a folder of this name is to be made."""
    return f"{_FORM}{name}"


def new(visit: Visit) -> Response:
    """The form with which a procurement begins, and what somebody has begun and not made yet."""
    return visit.page("new", **_values(visit, {}))


def _values(visit: Visit, values: Any) -> dict[str, Any]:
    begun = [form.removeprefix(_FORM) for form in visit.kept_forms(_FORM)]
    return {"others": names(visit.settings), "values": values, "begun": begun}


def begin(visit: Visit) -> Response:
    """Make the folder of a procurement, or ask first."""
    name, other = visit.given.text("name").lower(), visit.given.text("from")
    try:
        place = place_for(visit, name)
    except Problem as problem:
        return visit.again("new", [visit.said(problem, "name")], **_values(visit, visit.given))
    before = folder_of(visit.settings, other) if other else None
    if visit.given.text("do") == "ask":
        of = asked_of(visit.root, (visit.library, visit.own_library), visit.sources, visit.language, before)
        kept = visit.kept(begun_form(name))
        if kept is None:
            visit.keep(begun_form(name), {**of.answers, FROM: other})
        elif kept.values.get(FROM, "") != other:  # other facts to begin with, and somebody's answers are there
            return visit.go(f"/new/{name}/check", "web.interview.begun_before", name=name)
        return visit.go(f"/new/{name}/{of.interview.questions[0].key}")
    new_procurement.begin(visit.root, place, before)
    return visit.go(f"/p/{name}", "web.new.begun")


def place_for(visit: Visit, name: str) -> Path:
    """Where the folder of a new procurement goes. Raises Problem where the name cannot be used."""
    if not _NAME.fullmatch(name) or name.endswith(".") or is_litter(name):
        raise Problem("web.new.name_wrong")
    place = Path(visit.settings.folder) / name
    if place.exists():
        raise Problem("web.new.name_taken", name=name)
    return place


PAGES = (WebPage("/new", new, begin, may=("officer",), may_save=("officer",)),)
