"""Releases, with their files."""

from __future__ import annotations

from pathlib import Path

from ddtender.history.release import Release
from ddtender.workspace.disk import FOLDERS
from ddtender.workspace.git import Repository


def all_releases(root: Path) -> tuple[Release, ...]:
    """Every release tag with its files, newest first; none outside a repository."""
    repository = Repository(root)
    return tuple(Release(tag, repository.files(commit), commit) for tag, commit in repository.releases())


def last_release(root: Path, commit: str | None) -> Release | None:
    """The newest release that a commit contains, without its templates; None without a commit or a release."""
    if commit is None:
        return None
    repository = Repository(root)
    tag, tagged = next(iter(repository.releases(commit)), (None, ""))
    return release_at(repository, tag, tagged) if tag else None


def release_at(repository: Repository, tag: str, commit: str) -> Release:
    """The library and the scenarios of a commit, as the release ``tag``."""
    return Release(tag, repository.files(commit, FOLDERS), commit)
