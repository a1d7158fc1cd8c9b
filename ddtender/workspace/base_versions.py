"""The versions of a library in a folder of somebody's: as it lies there, and its releases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ddtender.library.layers.merge import Base
from ddtender.library.places import INFO, LIBRARY, SCENARIOS, TEMPLATES
from ddtender.library.release_tags import prefix_in
from ddtender.workspace.bases import read_library
from ddtender.workspace.repository import open_repository


def versions_in(folder: Path, version: str | None) -> Iterator[Base]:
    """The library in a folder: as it lies there and, where that is asked for and is a release of its repository, in
    that version. Raises WorkspaceError."""
    files = read_library(folder)
    yield Base(str(folder), files)
    repository = open_repository(folder) if version else None
    if repository is None:
        return
    prefix = prefix_in(files.get(INFO))
    for tag, commit in repository.releases(prefix=prefix):
        if tag == f"{prefix}{version}":
            yield Base(f"{folder}, {tag}", repository.raw(commit, (LIBRARY, SCENARIOS, TEMPLATES)))
