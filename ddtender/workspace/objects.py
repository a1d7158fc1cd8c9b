"""The objects of a git repository: the commits, folders and files of earlier libraries. Nothing here changes one.

What is said of a commit is proved by its name: the commit, every folder and every file that is read is hashed again,
and must have the name by which it was asked for. A repository that was unzipped, and not cloned, may hold anything
under any name. The formats are those of git's objects (gitformat-pack(5), and "Git Internals" in Pro Git).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ddtender.library.places import VENDOR
from ddtender.library.release_tags import PREFIX
from ddtender.workspace.bases import is_layer, with_bases_of
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import PLAIN_FILE, SOURCES, answer, answer_to, folders_above, is_read, object_name
from ddtender.workspace.silence import unanswered
from ddtender.workspace.tags import ask_releases, prefix_here

TYPE_CHECKING = False  # typing takes longer to import than git to answer
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

#: The years in which the moment of a document may lie: what is written then can be read back.
FIRST_YEAR, LAST_YEAR = 1970, 2107
_FOLDER = b"40000"


class Repository:
    """The git repository around a workspace; the workspace may be a folder inside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects: dict[bytes, bytes] = {}

    def commit(self, ref: str) -> str:
        """The commit that ``ref`` names. Raises WorkspaceError, with the likely reason."""
        done = answer(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done is not None and done.strip():
            return done.decode().strip()
        if self.is_shallow():
            raise WorkspaceError(
                f"there is no revision {ref!r} here; this clone is shallow: fetch the rest with "
                "`git fetch --unshallow --tags`"
            )
        tags = ", ".join(tag for tag, _ in self.releases(prefix=prefix_here(self.root))[:5])
        raise WorkspaceError(f"there is no revision {ref!r}; release tags: {tags or 'none'}")

    def is_shallow(self) -> bool:
        """Whether the clone has only the newest commits."""
        return (answer(self.root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"

    def moment(self, commit: str) -> datetime:
        """When ``commit`` was made. Raises WorkspaceError."""
        for line in self._commit(commit).splitlines():
            if line.startswith(b"committer "):
                return moment_in(line.split()[-2].decode(), commit)
        raise WorkspaceError(f"the commit {commit[:12]} does not say when it was made")

    def releases(self, commit: str = "HEAD", prefix: str = PREFIX) -> list[tuple[str, str]]:
        """The release tags (``prefix`` with MAJOR.MINOR.PATCH) that a commit contains, with their commits, newest
        version first. Raises WorkspaceError."""
        found = ask_releases(self.root, commit, prefix)()
        if found is None:
            raise unanswered(self.root, "list the release tags")
        return found

    def is_in_history(self, commit: str) -> bool:
        """Whether a commit is the one that is checked out, or one before it."""
        return answer(self.root, "merge-base", "--is-ancestor", commit, "HEAD") is not None

    def commits(self, path: str, most: int) -> list[str]:
        """The commits that touched a path, newest first, at most ``most``."""
        listed = answer(self.root, "rev-list", f"--max-count={most}", "HEAD", "--", path)
        return (listed or b"").decode().split()

    def files(self, commit: str, paths: Iterable[str] = SOURCES) -> dict[str, bytes]:
        """The plain files at or below ``paths`` at a commit, by path below the workspace, as if they were read from the
        disk: no hidden ones, and of the templates only the usual two; with those of the libraries that theirs extends.
        Links and submodules are left out. Raises WorkspaceError."""
        files = self.raw(commit, paths)
        return with_bases_of(files, self.raw(commit, (VENDOR,))) if is_layer(files) else files

    def raw(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The same, without any library that theirs extends. Raises WorkspaceError."""
        blobs = self.blobs(commit, paths)
        contents = self._read(b"blob", blobs.values())
        return {path: contents[blob] for path, blob in sorted(blobs.items())}

    def file(self, commit: str, path: Path | str) -> bytes | None:
        """One plain file of the repository at a commit, in the workspace or beside it; None if none stood there. Raises
        WorkspaceError."""
        try:
            inside = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))
        except ValueError:  # on another drive
            return None
        parts = self._prefix(commit)
        for part in inside.split(os.sep):
            if part == os.pardir and not parts:
                return None
            parts = parts[:-1] if part == os.pardir else [*parts, os.fsencode(part)]
        mode, blob = self._entry(commit, parts)
        return self._read(b"blob", [blob])[blob] if mode in PLAIN_FILE else None

    def blobs(self, commit: str, paths: Iterable[str] = SOURCES) -> dict[str, bytes]:
        """The names of the objects that ``files`` reads, by path. Raises WorkspaceError."""
        return dict(self._listed(self._tree(commit), [path.strip("/") for path in paths]))

    def _commit(self, commit: str) -> bytes:
        name = commit.encode()
        return self._read(b"commit", [name])[name]

    def _prefix(self, commit: str) -> list[bytes]:
        """The folders between the repository's own and the workspace's; git counts them from whatever folder its
        configuration calls the work tree, which came with the clone."""
        below = folders_above(self.root)
        if below is None:
            raise unanswered(self.root, f"read the commit {commit[:12]}")
        return [os.fsencode(part) for part in below]

    def _tree(self, commit: str) -> bytes | None:
        """The name of the workspace's folder at a commit; None if there was none then."""
        mode, tree = self._entry(commit, self._prefix(commit))
        return tree if mode == _FOLDER else None

    def _entry(self, commit: str, parts: Iterable[bytes]) -> tuple[bytes, bytes]:
        """Mode and object at a path of the repository; two empty texts if there is nothing."""
        mode, name = _FOLDER, self._commit(commit).partition(b"\n")[0].removeprefix(b"tree ")
        for part in parts:
            if mode != _FOLDER:
                return b"", b""
            entries = {entry: (mode, blob) for mode, entry, blob in self._entries([name])[name]}
            mode, name = entries.get(part, (b"", b""))
        return mode, name

    def _listed(self, tree: bytes | None, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
        """The sources below a folder, level by level, so that git is asked once for each."""
        level = {"": tree} if tree else {}
        while level:
            entries = self._entries(level.values())
            below: dict[str, bytes] = {}
            for folder, name_of_tree in level.items():
                for mode, name, blob in entries[name_of_tree]:
                    path = folder + name.decode("utf-8", "replace")
                    inside = any(path == one or path.startswith(f"{one}/") for one in wanted)
                    if mode == _FOLDER and (inside or any(one.startswith(f"{path}/") for one in wanted)):
                        below[f"{path}/"] = blob
                    elif inside and is_read(mode, path):
                        yield path, blob
            level = below

    def _entries(self, trees: Iterable[bytes]) -> dict[bytes, list[tuple[bytes, bytes, bytes]]]:
        """Mode, name and object of each entry of folders."""
        return {tree: list(_in_tree(content, tree)) for tree, content in self._read(b"tree", trees).items()}

    def _read(self, kind: bytes, names: Iterable[bytes]) -> dict[bytes, bytes]:
        """Objects by name, each read once for all commits, and proved by it. Raises WorkspaceError."""
        wanted = dict.fromkeys(names)
        missing = sorted(wanted.keys() - self._objects.keys())
        if missing:
            output = answer_to(self.root, b"\n".join(missing) + b"\n", "cat-file", "--batch")
            if output is None:
                raise unanswered(self.root, "read an earlier revision")
            self._objects.update(_batch(output, kind, missing))
        return {name: self._objects[name] for name in wanted}


def _batch(output: bytes, kind: bytes, names: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """What `git cat-file --batch` has printed for ``names``. Raises WorkspaceError."""
    position = 0
    for name in names:
        end = output.find(b"\n", position)
        header = output[position:end].split()
        if len(header) != 3:
            raise WorkspaceError(f"git has lost the object {name.decode()[:12]}; `git fsck` tells more")
        size = int(header[2])
        content = output[end + 1 : end + 1 + size]
        if header[1] != kind or object_name(kind, content, name) != name:
            said = "is not what its name says: the repository is damaged or was tampered with; clone it anew"
            raise WorkspaceError(f"the object {name.decode()[:12]} {said}")
        yield name, content
        position = end + 1 + size + 1


def _in_tree(content: bytes, name: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The entries of a folder: mode, a space, the name, a zero byte, and the object's name in half as many bytes."""
    length, position = len(name) // 2, 0
    while position < len(content):
        end = content.index(b"\0", position)
        mode, _, entry = content[position:end].partition(b" ")
        position = end + 1 + length
        yield mode, entry, content[end + 1 : position].hex().encode()


def moment_in(seconds: str, commit: str = "") -> datetime:
    """That of SOURCE_DATE_EPOCH, or of a commit. Raises WorkspaceError where no document could carry it."""
    from datetime import UTC, datetime

    said = f"the commit {commit[:12]} says that it was made at" if commit else "SOURCE_DATE_EPOCH is"
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkspaceError(f"{said} '{seconds}', which is not a number of seconds") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        way = "; SOURCE_DATE_EPOCH gives documents another moment" if commit else ""
        raise WorkspaceError(
            f"{said} {seconds} seconds, in the year {moment.year}: it must be one from {FIRST_YEAR} to {LAST_YEAR}{way}"
        )
    return moment
