"""Earlier libraries: which revision the sources are of, and what was read at another one."""

from __future__ import annotations

import os
from collections import namedtuple

from ddtender.library.places import DEFAULT_TEMPLATES, PROCEDURES
from ddtender.workspace.box import carried
from ddtender.workspace.disk import FOLDERS, Sources, with_own
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import ask_head, differs, epoch, is_dirty, read_from, repository_above
from ddtender.workspace.objects import Repository as Repository
from ddtender.workspace.objects import moment_in
from ddtender.workspace.one_revision import CarriedRevision
from ddtender.workspace.silence import silence
from ddtender.workspace.walking import read_bytes

TYPE_CHECKING = False  # typing takes longer to import than git to answer
if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

#: 1980. Without git and without SOURCE_DATE_EPOCH every document carries this moment: it is still reproducible.
_NO_MOMENT = "315532800"


class Revision(namedtuple("Revision", "commit dirty moment")):
    """Where the sources stand in git; ``commit`` is None outside a repository."""

    commit: str | None
    dirty: bool
    moment: datetime

    @property
    def committed(self) -> bool:
        """Whether the sources are those of a commit."""
        return self.commit is not None and not self.dirty


def open_repository(root: Path) -> Repository | None:
    """The repository around ``root`` if there is one with at least one commit."""
    return repository_at(root) if ask_head(root)() else None


def repository_at(root: Path) -> Repository:
    """What can be asked of the revisions of a workspace with a commit: its repository, or the one revision that a
    package carries."""
    facts = carried(root)
    return Repository(root) if facts is None else CarriedRevision(root, facts)


def repository_with(root: Path, ref: str) -> Repository:
    """The repository around ``root``, of which a revision is asked for. Raises WorkspaceError where there is none."""
    repository = open_repository(root)
    if repository is None:
        raise WorkspaceError(f"revision '{ref}' is asked for, but {why_no_repository(root)}")
    return repository


def why_no_repository(root: Path) -> str:
    """Why ``open_repository`` found none, in words that say what to do."""
    if (facts := carried(root)) is not None:
        return f"the library in the box of ddtender ({facts.name} {facts.version}) was built from files of no commit"
    if silent := silence(root):
        return silent
    return f"{root} is in a git repository without commits" if repository_above(root) else _outside(root)


def _outside(root: Path) -> str:
    from ddtender.workspace.programs import find

    return f"{root} is not in a git repository" if find("git") else "git is not installed, or is not in the PATH"


def moment_of(root: Path) -> datetime:
    """The moment that documents carry: the one that the user has set, or that of the commit that is checked out."""
    head = None if epoch() else ask_head(root)()
    return repository_at(root).moment(head.commit) if head else moment_in(epoch() or _NO_MOMENT)


def revision(root: Path, sources: Sources, proved: bool = False) -> Revision:
    """The commit that is checked out, whether ``sources`` differ from it, and the moment that documents carry.

    ``proved``: the commit is read by the names of its objects, and not as git lists it. Raises WorkspaceError.
    """
    head = ask_head(root)()
    if head is None:
        return Revision(None, False, moment_in(epoch() or _NO_MOMENT))
    repository = repository_at(root)
    moment = moment_in(epoch()) if epoch() else repository.moment(head.commit)
    if not proved or carried(root) is not None:
        return Revision(head.commit, is_dirty(root, head.commit, sources), moment)
    there = repository.blobs(head.commit, read_from(sources))
    return Revision(head.commit, differs(sources.files, sources.elsewhere, there), moment)


def sources_at(
    repository: Repository,
    ref: str,
    procedure: Path | None = None,
    templates: Path | None = None,
    as_it_was: bool = False,
) -> tuple[Sources, Revision]:
    """The sources of a revision; the working tree is not touched.

    A procedure and an authority's templates are those of the disk; with ``as_it_was`` those of the revision, wherever
    they stood there.
    """
    commit = repository.commit(ref)

    def earlier(path: Path | str) -> bytes | None:
        content = repository.file(commit, path) if as_it_was else None
        return read_bytes(path) if content is None and os.path.isfile(path) else content

    files = repository.files(commit)
    if not any(path.startswith(FOLDERS[0]) for path in files):
        raise WorkspaceError(f"revision '{ref}' has no {FOLDERS[0]}/ in this folder")
    kept = {path: content for path, content in files.items() if not path.startswith(f"{PROCEDURES}/")}
    sources = with_own(Sources(kept, None, DEFAULT_TEMPLATES), repository.root, procedure, templates, earlier)
    return sources, Revision(commit, False, moment_in(epoch()) if epoch() else repository.moment(commit))


def today() -> date:
    """The day that stamps and reasons carry."""
    return now().date()


def now() -> datetime:
    """This moment, or the one that the user has set."""
    from datetime import datetime

    return moment_in(epoch()) if epoch() else datetime.now().astimezone()
