"""Where the templates and the procedure of a build are: in its commit, in the one checked out, or in neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ddtender import workspace as door
from ddtender.library.places import id_of_template, record_of
from ddtender.manifest import sha256
from ddtender.procurement.sealed import OWN_TEMPLATE

#: Commits that changed a file, the newest of them, in which it is looked for as it was used.
_SEARCHED = 100


class Given(Struct, frozen=True):
    """Where the reader says that sources are which stand outside the workspace: a procedure, a folder of templates; or
    the folder of a ``sealed`` set, which has them."""

    procedure: Path | None = None
    templates: Path | None = None
    sealed: Path | None = None

    def template(self, path: str) -> Path | None:
        """Where the template lies that a manifest has by this path, if anybody says so."""
        name = Path(path).name
        if self.templates is not None:
            return self.templates / name
        return self.sealed / f"{OWN_TEMPLATE}{name}" if self.sealed is not None else None


class Used(Struct, frozen=True):
    """A source as it was used; ``origin`` says in which commit it stands, and is empty if in none."""

    content: bytes
    origin: str = ""


def as_used(
    repository: door.Repository, commits: Iterable[str], path: str, expected: str, given: Path | None
) -> Used | None:
    """The source ``path`` of a manifest that has the SHA-256 ``expected``: of the first of ``commits`` that has it so,
    of one in the history of what is checked out, as the reader gives it, or of the working tree; None where none of
    them is it. Raises WorkspaceError.

    A manifest may name any path, and decides nothing but a place in the workspace: what lies elsewhere is given.
    """
    places = [given] if given else []
    if _is_of_workspace(path):
        place = repository.root / path
        for commit in chain(commits, _earlier(repository, path)):
            there = repository.file(commit, place)
            # the second form is that of a Windows checkout
            for form in () if there is None else (there, there.replace(b"\n", b"\r\n")):
                if sha256(form) == expected:
                    return Used(form, commit)
        places += [place] if door.is_inside(place, repository.root) else []
    for source in places:
        content = _read(source)
        if content is not None and sha256(content) == expected:
            return Used(content)
    return None


def _is_of_workspace(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and not {"..", "~"} & {*pure.parts}


def _earlier(repository: door.Repository, path: str) -> Iterator[str]:
    yield from repository.commits(path, _SEARCHED)


def _read(path: Path) -> bytes | None:
    if not path.is_file():  # the manifest may name a device, which has no end
        return None
    try:
        return door.read_bytes(path)
    except door.WorkspaceError:
        return None


def record_as_used(
    repository: door.Repository, commits: Iterable[str], path: str, expected: str, entries: int, given: Path | None
) -> bytes | None:
    """The first ``entries`` lines of the record ``path`` of a manifest, if they have the SHA-256 ``expected``: beside
    the procedure that the reader gives, in the workspace, or in a commit; None where they do not. Raises
    WorkspaceError.

    Lines are only ever added to a record, so that later ones change nothing.
    """
    place = repository.root / path
    found = [_read(Path(record_of(given.as_posix())))] if given else []
    if _is_of_workspace(path):
        found += [_read(place)] if door.is_inside(place, repository.root) else []
        found += [repository.file(commit, place) for commit in chain(commits, _earlier(repository, path))]
    for content in found:
        used = b"".join((content or b"").splitlines(keepends=True)[:entries])
        if used and sha256(used) == expected:
            return used
    return None


def stamp_as_used(repository: door.Repository, commits: Iterable[str], path: str, fingerprint: str) -> bytes | None:
    """The stamp ``path`` on words that have this fingerprint, from the first commit that has one; None where none has.
    Raises WorkspaceError."""
    for commit in chain(commits, _earlier(repository, path)):
        content = repository.file(commit, repository.root / path)
        if content is not None and fingerprint.encode() in content:
            return content
    return None


def words_of(manifest: dict, path: str) -> str:
    """The fingerprint of a template's own words, as a manifest has it; empty where it has none."""
    id_ = id_of_template(path)
    return next((one["fingerprint"] for one in manifest.get("others", ()) if one["id"] == id_), "")
