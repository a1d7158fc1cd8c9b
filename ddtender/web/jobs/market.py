"""The job that scores what suppliers sent back."""

from __future__ import annotations

from typing import Any

from ddtender import workspace as door
from ddtender.desk import market
from ddtender.desk.answers import assess as assessed
from ddtender.desk.errors import Misused
from ddtender.desk.initiatives import known
from ddtender.diagnostics import ordered
from ddtender.diagnostics.formats import as_rows
from ddtender.library.places import MARKET_STEP, PROCEDURE_FILE, RETURNED
from ddtender.web.jobs.running import Doing
from ddtender.workspace.returned import returned_files


def assess(doing: Doing) -> dict[str, Any]:
    """Score the returned forms and recommend a scenario, as `ddtender assess` does."""
    doing.tell("web.job.scoring")
    procedure = doing.folder / PROCEDURE_FILE
    returned = returned_files([doing.folder / RETURNED])
    if not returned:
        raise Misused("no form has come back yet.")
    words = market.language_for(doing.root, None, procedure)
    asked = market.questions(doing.root, words)
    about = market.about(market.facts_of(procedure, None))
    others = market.questions_in_all(doing.root)
    own = doing.asked["maturity"]
    found, findings = assessed(
        returned, asked, own, 1, about=about, known=known(doing.root, words), translated=others, words=words
    )
    outputs = market.assessment_set(doing.root, found, asked, words)
    kept = door.write_outputs(doing.folder / MARKET_STEP, outputs, False, [*returned, procedure])
    return {
        "written": [f"{MARKET_STEP}/{name}" for name in outputs],
        "aside": [f"{MARKET_STEP}/{one.kept_as}" for one in kept],
        "findings": as_rows(ordered(findings)),
    }
