"""`ddtender check` without click: what is found in a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import pipeline
from ddtender import workspace as door
from ddtender.library.memory import as_json, from_json
from ddtender.workspace import cache, record

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic


def check(workspace: Path, templates: Path | None = None) -> tuple[Diagnostic, ...]:
    """Every finding about the workspace at or above a folder, with an authority's own templates if they are given."""
    root = door.find_root(workspace)
    sources = door.read_sources(root, templates=templates, all_procedures=True)
    kept, made_by = f"what check has read in {root}", record.toolchain()
    before = from_json(cache.kept(kept) or b"", made_by)
    findings, after = pipeline.check_again(sources.files, before, sources.templates, door.all_releases(root))
    if after != before:
        cache.keep(kept, as_json(after, made_by))
    return findings
