"""The job that makes pages of a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ddtender import workspace as door
from ddtender.web.jobs.running import Doing
from ddtender.web.office import make_pages
from ddtender.web.procurements import file_in


def pages(doing: Doing) -> dict[str, Any]:
    """Have LibreOffice break a document of the draft into pages; they are kept beside, not in the procurement."""
    doing.tell("web.job.breaking")
    path = file_in(doing.folder, doing.asked["document"])
    make_pages(Path(doing.settings.state), door.read_bytes(path), path.suffix)
    return {"shown": f"pages?document={path.name}"}
