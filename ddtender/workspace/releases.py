"""Releases, with their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.history.codes import HISTORY_UNKNOWN, NO_RELEASE_TAG, TAG_NOT_VERSION
from ddtender.history.release import Release
from ddtender.library.places import INFO
from ddtender.library.release_tags import PREFIX, prefix_in
from ddtender.workspace.disk import FOLDERS
from ddtender.workspace.git import ask_head
from ddtender.workspace.repository import Repository, repository_at
from ddtender.workspace.silence import silence
from ddtender.workspace.tags import (
    ask_aside,
    ask_meant,
    ask_releases,
    leaves_tags_out,
    lost_releases,
    releases_aside,
)

_CUT_OFF = (
    "this clone has only the newest commits, so releases may be missing; `git fetch --unshallow --tags` brings them"
)
_NO_TAGS = "this clone leaves tags out (remote.*.tagOpt), so releases may be missing; `git fetch --tags` brings them"

#: Tags that a message names.
_SHOWN = 5


class History(Struct, frozen=True):
    """The releases that could be read, newest first, why there may be others (empty if all were read), and tags that
    look like releases and are none. ``aside`` are releases of another history, where this one has none. ``prefix`` is
    what release tags begin with."""

    releases: tuple[Release, ...] = ()
    unknown: str = ""
    meant: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    prefix: str = PREFIX

    @property
    def last(self) -> Release | None:
        return self.releases[0] if self.releases else None

    def findings(self, required: bool = False) -> list[Diagnostic]:
        """That versions were not held against releases, where they were not: warnings, or errors where that is
        ``required``. Then a library without any release is one, too."""
        severity = Severity.ERROR if required else Severity.WARNING
        place = Location(INFO)
        found = []
        if self.unknown:
            message = f"versions were not compared with all releases: {self.unknown}"
            hint = "Until then, nothing here says that versions were raised as they must be."
            found.append(Diagnostic(HISTORY_UNKNOWN, place, message, hint, severity))
        if self.aside:
            message = (
                f"versions were compared with no release: what is checked out comes from none of {_few(self.aside)}"
            )
            hint = "Switch to a branch that comes from a release, or merge one; other people's tags may be deleted."
            found.append(Diagnostic(HISTORY_UNKNOWN, place, message, hint, severity))
        if required and not (self.releases or self.unknown or self.aside):
            message = "versions were compared with no release: there is none here"
            hint = "`git fetch --tags` brings those of where it was cloned from."
            found.append(Diagnostic(HISTORY_UNKNOWN, place, message, hint, severity))
        if self.meant:
            form = f"{self.prefix}1.2.0"
            message = (
                f"versions were not compared with what is tagged {_few(self.meant)}: the tag of a release is {form}"
            )
            hint = f"If it is a release: `git tag {form} {self.meant[0]}^{{commit}}`, with its own version."
            found.append(Diagnostic(NO_RELEASE_TAG, place, message, hint))
        if self.last and self.last.version and not self.last.fits:
            message = f"the tag {self.last.tag} is on a library whose version is {self.last.version}"
            hint = "`ddtender release` raises the version and tags it; a final document of this tag is of no release."
            found.append(Diagnostic(TAG_NOT_VERSION, place, message, hint))
        return found


def history(root: Path, files: Mapping[str, bytes], commit: str | None = None) -> History:
    """Every release that a commit contains, the one that is checked out if none is named, with its files, and what is
    not known of them; nothing outside a repository. ``files`` are those of the library that asks: its library.yaml says
    what its release tags begin with.

    Raises WorkspaceError where a release is there but its files cannot be read.
    """
    head = ask_head(root)()
    if head is None:
        return History((), silence(root))
    commit = commit or head.commit
    prefix = prefix_in(files.get(INFO))
    asked, meant = ask_releases(root, commit, prefix), ask_meant(root, commit, prefix)
    listed = asked()
    if listed is None:
        return History((), silence(root) or _lost(root, prefix), prefix=prefix)
    repository = repository_at(root)
    beside = ask_aside(root, listed)
    read = [(tag, repository.files(tagged), tagged) for tag, tagged in listed]
    apart = beside()
    found = tuple(Release(*one, aside=apart[one[0]]) for one in read)
    aside = () if found or head.shallow else tuple(releases_aside(root, commit, prefix))
    unknown = _CUT_OFF if head.shallow else _NO_TAGS if not found and not aside and leaves_tags_out(root) else ""
    return History(found, unknown, tuple(meant()), aside, prefix)


def _lost(root: Path, prefix: str) -> str:
    named = _few(lost_releases(root, prefix)) or "a release tag"
    return f"{named}: no commit that is here has this tag; `git fsck` says what is wrong"


def _few(tags: Sequence[str]) -> str:
    return ", ".join(tags[:_SHOWN]) + (", …" if len(tags) > _SHOWN else "")


def last_release(root: Path, files: Mapping[str, bytes], commit: str | None) -> Release | None:
    """The newest release that a commit contains, without its templates; None without a commit or a release. ``files``
    are those of the library, as for ``history``. Raises WorkspaceError where git cannot tell."""
    if commit is None:
        return None
    repository = repository_at(root)
    tag, tagged = next(iter(repository.releases(commit, prefix_in(files.get(INFO)))), (None, ""))
    return release_at(repository, tag, tagged) if tag else None


def release_at(repository: Repository, tag: str, commit: str) -> Release:
    """The library and the scenarios of a commit, as the release ``tag``."""
    return Release(tag, repository.files(commit, FOLDERS), commit)
