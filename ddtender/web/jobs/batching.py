"""The job that makes the documents of many procurements, as drafts or as final ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ddtender.batch import Status, Task, build_all
from ddtender.batch.asking import job_for
from ddtender.batch.codes import BUILD_FAILED
from ddtender.desk.documents import own_templates
from ddtender.desk.errors import Misused
from ddtender.desk.folder.procurement_folder import last_issued
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.messages import message_of
from ddtender.library.places import DRAFT_STEP, PROCEDURE_FILE
from ddtender.web.jobs.running import Doing
from ddtender.web.procurements import folder_of
from ddtender.web.shown.finding_rows import finding_rows
from ddtender.workspace import WorkspaceError, shown

#: Others want pages meanwhile.
_PROCESSES = 1


def batch(doing: Doing) -> dict[str, Any]:
    """Build each procurement into its own ``draft/``, as `ddtender batch` builds into a folder of many."""
    doing.tell("web.job.building")
    root, asked = doing.root, doing.asked
    folders = {name: folder_of(doing.settings, name) for name in asked["names"]}
    how = (asked.get("scenario") or None, None, asked.get("release") or None)
    job = job_for(root, Path(doing.settings.folder), *how, asked.get("final", False), asked.get("notes", True))
    chosen = own_templates.folder_of(root, None, asked.get("templates", ""))
    rows: list[dict[str, Any]] = []
    tasks: dict[str, Task] = {}
    for name, folder in folders.items():
        try:
            tasks[name] = _task(root, name, folder, chosen)
        except (Misused, WorkspaceError) as error:
            found = Diagnostic(BUILD_FAILED, Location(f"{name}/{DRAFT_STEP}"), message_of(error))
            rows.append(_row(name, Status.FAILED, finding_rows([found])))
    library: dict = {}
    broken: list[dict] = []
    for name, outcome in zip(tasks, build_all(job, [*tasks.values()], _PROCESSES), strict=False):
        if outcome.status is Status.BROKEN_LIBRARY:
            broken = finding_rows(outcome.findings)
            break
        library |= dict.fromkeys(outcome.library)
        kept = [f"{DRAFT_STEP}/{one.kept_as}" for one in outcome.kept]
        rows.append(_row(name, outcome.status, finding_rows(outcome.findings), outcome.scenario or "", kept))
        doing.so_far({"rows": rows, "done": len(rows), "all": len(folders)})
    counts = Counter(row["status"] for row in rows)
    counted = {status.name.lower(): counts[status.name.lower()] for status in (Status.BUILT, Status.UNCHANGED)}
    return {
        "rows": rows,
        "counts": {**counted, "failed": len(folders) - sum(counted.values())},
        "is_broken": bool(broken),
        "findings": [*broken, *finding_rows(library)],
        "back": "/batch",
    }


def _task(root: Path, name: str, folder: Path, chosen: Path | None) -> Task:
    """A procurement with the templates that are ``chosen`` for all, or else those of its draft; one of which a set was
    issued has those of that set, whatever is chosen. Raises Misused where the draft's lie elsewhere,
    WorkspaceError."""
    own = chosen if chosen and last_issued(folder) is None else own_templates.templates_for(root, folder)
    procedure = folder / PROCEDURE_FILE
    return Task(procedure, shown(procedure, root), f"{name}/{DRAFT_STEP}", own)


def _row(
    name: str, status: Status, findings: Sequence[dict], scenario: str = "", kept: Sequence[str] = ()
) -> dict[str, Any]:
    """What came of a procurement."""
    return {"name": name, "status": status.name.lower(), "scenario": scenario, "findings": findings, "kept": kept}
