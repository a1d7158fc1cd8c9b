"""The job that seals a set."""

from __future__ import annotations

from typing import Any

from ddtender.desk.procurement import issuing
from ddtender.library.places import ISSUED_STEP
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def issue(doing: Doing) -> dict[str, Any]:
    """Seal the documents as they are published, as `ddtender issue` does."""
    doing.tell("web.job.building")
    asked = issuing.IssueAsked(doing.by["name"], doing.by["role"], doing.asked.get("why", ""))
    made = issuing.issue(doing.root, doing.folder, asked)
    return {
        "written": [f"{ISSUED_STEP}/{made.number}/{name}" for name in made.names],
        "findings": finding_rows(made.findings),
    }
