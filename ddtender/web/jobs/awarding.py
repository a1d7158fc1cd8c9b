"""The jobs of the award: its letters, and the hand-over to whoever manages the contracts."""

from __future__ import annotations

from datetime import date
from typing import Any

from ddtender.desk.evaluation import award_folder, awarding
from ddtender.desk.speaking import speaker
from ddtender.library.places import CONTRACTS_STEP
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def letters(doing: Doing) -> dict[str, Any]:
    """Write the annex and the letters of a lot, as `ddtender evaluate -o … --letters …` does."""
    doing.tell("web.job.writing")
    sent = doing.asked.get("sent")
    day = date.fromisoformat(sent) if sent else None
    made = award_folder.announce(
        doing.root, doing.folder, doing.asked["lot"], day, doing.asked.get("by"), speaker(doing.root)
    )
    return {
        "written": [*made.written],
        "outdated": [*made.outdated],
        "end": made.end.isoformat() if made.end else None,
    }


def award(doing: Doing) -> dict[str, Any]:
    """Hand over, as `ddtender award` does."""
    doing.tell("web.job.building")
    asked = awarding.AwardAsked(doing.by["name"], doing.by["role"], doing.asked.get("why", ""))
    made = awarding.award(doing.root, doing.folder, asked)
    written = [f"{CONTRACTS_STEP}/{name}/{file}" for name, files in made.made for file in files]
    return {"written": written, "findings": finding_rows(made.findings)}
