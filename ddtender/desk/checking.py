"""What is found in a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.codes import FOREIGN_CHANGE
from ddtender.diagnostics import Diagnostic, Location, ordered
from ddtender.library.memory import as_json, from_json
from ddtender.workspace import cache, record


def check(workspace: Path, templates: Path | None = None) -> tuple[Diagnostic, ...]:
    """Every finding about the workspace at or above a folder, with an authority's own templates if they are given."""
    root = door.find_root(workspace)
    sources = door.read_sources(root, templates=templates, all_procedures=True)
    kept, made_by = f"what check has read in {root}", record.toolchain()
    before = from_json(cache.kept(kept) or b"", made_by)
    history = door.history(root)
    findings, after = pipeline.check_again(sources.files, before, sources.templates, history.releases)
    if after != before:
        cache.keep(kept, as_json(after, made_by))
    return ordered([*findings, *history.findings(), *_left_by_others(root)])


def _left_by_others(root: Path) -> Iterator[Diagnostic]:
    """Warnings of what looks like our own change under way, and is not."""
    for name in door.left_by_others(root):
        message = "no command of yours has left this change under way; nothing in it was carried out"
        yield Diagnostic(FOREIGN_CHANGE, Location(name), message, "Look at what is in it, then delete it.")
