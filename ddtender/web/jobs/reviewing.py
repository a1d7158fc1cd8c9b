"""The jobs around signing off: the sheet, and reading a draft that came back."""

from __future__ import annotations

from typing import Any

from ddtender import workspace as door
from ddtender.desk.documents.own_templates import templates_for
from ddtender.desk.documents.previewing import chosen_scenario
from ddtender.desk.review import signing_off
from ddtender.desk.review.draft_sources import Asked
from ddtender.desk.review.reviewing import read
from ddtender.diagnostics import ordered
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.returned import report
from ddtender.web.jobs.running import Doing
from ddtender.web.pages.signoff import SHEET
from ddtender.web.procurements import file_in
from ddtender.web.shown.finding_rows import finding_rows


def signoff(doing: Doing) -> dict[str, Any]:
    """Write the sheet on which those who answer sign, as `ddtender signoff` does."""
    procedure = doing.folder / PROCEDURE_FILE
    templates = templates_for(doing.root, doing.folder)
    content = signing_off.signoff(doing.root, chosen_scenario(doing.folder), procedure, templates)
    door.write_outputs(doing.folder / DRAFT_STEP, {SHEET: content}, False, (procedure,))
    return {"written": [f"{DRAFT_STEP}/{SHEET}"]}


def review(doing: Doing) -> dict[str, Any]:
    """Say what somebody has changed in a draft, as `ddtender review` does; nothing is written."""
    doing.tell("web.job.reading")
    name = doing.asked["document"]
    asked = Asked(None, doing.folder / PROCEDURE_FILE, None, None, None)
    found = read(doing.root, [(name, file_in(doing.folder, name))], asked)
    lines = [f"{one.copy.file}: {one.copy.words}" for one in found.found]
    if found.entries:
        lines += ["", report.as_text(found.entries, lambda piece, op: {"insert": "+", "delete": "−"}[op] + piece)]
    lines += ["", report.summary(found.entries, False)]
    return {"report": "\n".join(lines), "findings": finding_rows(ordered(found.findings))}
