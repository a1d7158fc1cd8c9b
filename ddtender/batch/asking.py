"""A batch as somebody asks for it: on which sources all of it is built, and into which folder."""

from __future__ import annotations

from pathlib import Path

from ddtender import workspace as door
from ddtender.batch.values import Job
from ddtender.desk.sources import sources_for
from ddtender.workspace.cache import tidy_batches


def job_for(
    root: Path,
    output: Path,
    scenario: str | None = None,
    templates: Path | None = None,
    library_ref: str | None = None,
    final: bool = False,
    notes: bool = True,
    replace: bool = False,
) -> Job:
    """What all procedures of a batch have in common: the library at ``root`` as it is now or at a revision, for drafts
    or ``final`` documents; each procedure gets a folder below ``output``. Raises Misused, WorkspaceError."""
    sources, revision = sources_for(root, None, templates, library_ref, final)
    tidy_batches()
    history = door.history(root, sources.files, revision.commit) if final else door.History()
    where = (root, output.absolute())
    return Job(*where, sources, revision, history, scenario, final, library_ref, templates, notes, replace)
