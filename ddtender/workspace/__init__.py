"""The only door to disk, git and clock: finds the workspace, reads its sources, writes its outputs."""

from ddtender.workspace.changes import write_files
from ddtender.workspace.disk import (
    Sources,
    find_root,
    read_bytes,
    read_folder,
    read_sources,
    shown,
    with_own,
)
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import Repository, Revision, open_repository, revision, sources_at, today, why_no_repository
from ddtender.workspace.outputs import write_outputs

__all__ = [
    "Repository",
    "Revision",
    "Sources",
    "WorkspaceError",
    "find_root",
    "open_repository",
    "read_bytes",
    "read_folder",
    "read_sources",
    "revision",
    "shown",
    "sources_at",
    "today",
    "why_no_repository",
    "with_own",
    "write_files",
    "write_outputs",
]
