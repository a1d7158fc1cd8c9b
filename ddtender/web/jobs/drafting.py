"""The job that makes a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ddtender import workspace as door
from ddtender.desk.documents import building, own_templates
from ddtender.desk.errors import Misused
from ddtender.desk.folder.procurement_folder import last_issued
from ddtender.diagnostics.messages import Message
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.library.procedures import scenario_in
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def draft(doing: Doing) -> dict[str, Any]:
    """Build the documents of a procurement into its ``draft/``, as `ddtender build` does."""
    procedure = doing.folder / PROCEDURE_FILE
    scenario = scenario_in(door.read_bytes(procedure))
    if not scenario:
        raise Misused(Message("no scenario is chosen yet.", "messages.refusal.no_scenario"), "--scenario")
    doing.tell("web.job.building")
    # a set that was issued has its templates with it
    wanted = "" if last_issued(doing.folder) else doing.asked.get("templates", "")
    templates = own_templates.folder_of(doing.root, doing.folder, wanted)
    made = building.made(building.order(doing.root, building.BuildAsked(scenario, procedure, templates)))
    doing.tell("web.job.writing")
    folder = Path(doing.folder, DRAFT_STEP)
    aside = door.write_outputs(folder, made.outputs, False, [procedure])
    return {
        "written": [f"{DRAFT_STEP}/{name}" for name in made.outputs],
        "aside": [f"{DRAFT_STEP}/{one.kept_as}" for one in aside],
        "findings": finding_rows(made.findings),
    }
