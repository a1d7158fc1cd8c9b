"""The jobs around the notice: its sheet, and the request for self-declarations that another service has made."""

from __future__ import annotations

from typing import Any

from ddtender import workspace as door
from ddtender.desk.documents import exporting
from ddtender.desk.documents.building import BuildAsked
from ddtender.desk.documents.own_templates import templates_for
from ddtender.desk.documents.previewing import chosen_scenario
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.web.jobs.handed_in import handed_in
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def notice(doing: Doing) -> dict[str, Any]:
    """Write the sheet of the notice as a draft, as `ddtender export` does."""
    doing.tell("web.job.building")
    return _written(doing, "sheet", exporting.export(doing.root, _asked(doing, final=False), "sheet"))


def espd(doing: Doing) -> dict[str, Any]:
    """Write our selection requirements into a request, as `ddtender export --format espd --into` does."""
    doing.tell("web.job.building")
    with handed_in(doing.settings, doing.asked["kept"]) as path:
        made = exporting.export(doing.root, _asked(doing, final=True), "espd", path, doing.asked["name"])
    return _written(doing, "espd", made)


def _asked(doing: Doing, final: bool) -> BuildAsked:
    templates = templates_for(doing.root, doing.folder)
    return BuildAsked(chosen_scenario(doing.folder), doing.folder / PROCEDURE_FILE, templates, final=final)


def _written(doing: Doing, format: str, made: exporting.Exported) -> dict[str, Any]:
    name = exporting.NAMES[format]
    aside = door.write_outputs(doing.folder / DRAFT_STEP, {name: made.content}, False, [doing.folder / PROCEDURE_FILE])
    return {
        "written": [f"{DRAFT_STEP}/{name}"],
        "aside": [f"{DRAFT_STEP}/{one.kept_as}" for one in aside],
        "findings": finding_rows(made.findings),
        "back": doing.back("notice"),
    }
