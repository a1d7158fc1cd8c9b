"""The job that makes the drafts of many procurements."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ddtender.batch import Status, Task, build_all
from ddtender.batch.asking import job_for
from ddtender.desk import own_templates
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.web.finding_rows import finding_rows
from ddtender.web.jobs.running import Doing
from ddtender.web.procurements import folder_of
from ddtender.workspace import shown

#: Others want pages meanwhile.
_PROCESSES = 1


def batch(doing: Doing) -> dict[str, Any]:
    """Build each procurement into its own ``draft/``, as `ddtender batch` builds into a folder of many."""
    doing.tell("web.job.building")
    root, asked = doing.root, doing.asked
    folders = {name: folder_of(doing.settings, name) for name in asked["names"]}
    chosen = own_templates.folder_of(root, None, asked.get("templates", ""))
    how = (asked.get("scenario") or None, chosen, asked.get("release") or None)
    job = job_for(root, Path(doing.settings.folder), *how, asked.get("final", False), asked.get("notes", True))
    tasks = [
        Task(
            folder / PROCEDURE_FILE,
            shown(folder / PROCEDURE_FILE, root),
            f"{name}/{DRAFT_STEP}",
            own_templates.folder_of(root, folder, own_templates.chosen(root, folder)),
        )
        for name, folder in folders.items()
    ]
    rows: list[dict[str, Any]] = []
    library: dict = {}
    broken: list[dict] = []
    for name, outcome in zip(folders, build_all(job, tasks, _PROCESSES), strict=False):
        if outcome.status is Status.BROKEN_LIBRARY:
            broken = finding_rows(outcome.findings)
            break
        library |= dict.fromkeys(outcome.library)
        row = {"name": name, "status": outcome.status.name.lower(), "scenario": outcome.scenario or ""}
        kept = [f"{DRAFT_STEP}/{one.kept_as}" for one in outcome.kept]
        rows.append({**row, "findings": finding_rows(outcome.findings), "kept": kept})
        doing.so_far({"rows": rows, "done": len(rows), "all": len(tasks)})
    counts = Counter(row["status"] for row in rows)
    counted = {status.name.lower(): counts[status.name.lower()] for status in (Status.BUILT, Status.UNCHANGED)}
    return {
        "rows": rows,
        "counts": {**counted, "failed": len(tasks) - sum(counted.values())},
        "is_broken": bool(broken),
        "findings": [*broken, *finding_rows(library)],
        "back": "/batch",
    }
