"""The jobs of whoever maintains the library: checking all of it, and taking translations over."""

from __future__ import annotations

from typing import Any

from ddtender.desk.library import checking
from ddtender.desk.translations import exchanging
from ddtender.web.jobs.handed_in import handed_in
from ddtender.web.jobs.running import Doing
from ddtender.web.shown.finding_rows import finding_rows


def translated(doing: Doing) -> dict[str, Any]:
    """Take over what a translator has written, as `ddtender translate TAG --apply` does."""
    doing.tell("web.job.reading_translation")
    with handed_in(doing.settings, doing.asked["kept"]) as path:
        done = exchanging.applied(doing.root, doing.asked["tag"], path, (), doing.asked["name"])
    return {
        "changed": [*done.paths],
        "counted": {"key": "web.corner.taken_over", "number": done.texts},
        "findings": finding_rows(done.findings),
        "back": f"/library/translations/{doing.asked['tag']}",
    }


def check(doing: Doing) -> dict[str, Any]:
    """Say everything that is found in the library, as `ddtender check` does."""
    doing.tell("web.job.checking")
    found = checking.check(doing.root)
    return {
        "counted": {"key": "web.corner.found", "number": len(found)},
        "findings": finding_rows(found),
        "back": "/library",
    }
