"""The one revision of the library that a package carries, asked as a repository is asked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ddtender import __version__
from ddtender.library.boxed import BoxFacts, digest
from ddtender.library.release_tags import PREFIX
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import SOURCES
from ddtender.workspace.objects import Repository, moment_in
from ddtender.workspace.walking import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

#: The shortest form of a commit's name that git takes.
_SHORTEST = 4


class CarriedRevision(Repository):
    """The library in the box, at the commit that the package was built from: no other revision is here.

    The commit of the release that it is counts as the same, as far as a release fixes what its files say.
    """

    def __init__(self, root: Path, facts: BoxFacts) -> None:
        super().__init__(root)
        self._facts = facts

    def commit(self, ref: str) -> str:
        facts = self._facts
        named = {"HEAD": facts.commit, facts.release: facts.released} if facts.release else {"HEAD": facts.commit}
        if ref in named:
            return named[ref]
        whole = ref if len(ref) >= _SHORTEST else "-"
        for commit in filter(None, (facts.commit, facts.released)):
            if commit.startswith(whole.lower()):
                return commit
        of = f"release {facts.release}, " if facts.release else ""
        raise WorkspaceError(
            f"there is no revision {ref!r} in the box of ddtender {__version__}: it has {facts.name} {facts.version} "
            f"({of}commit {facts.commit[:12]}) and no other; a clone of its repository has them all"
        )

    def is_shallow(self) -> bool:
        return False

    def moment(self, commit: str) -> datetime:
        return moment_in(str(self._facts.moment), commit)

    def releases(self, commit: str = "HEAD", prefix: str = PREFIX) -> list[tuple[str, str]]:
        return [(self._facts.release, self._facts.released)] if self._facts.release else []

    def is_in_history(self, commit: str) -> bool:
        return commit in (self._facts.commit, self._facts.released)

    def commits(self, path: str, most: int) -> list[str]:
        return [self._facts.commit] if path in self._facts.files else []

    def files(self, commit: str, paths: Iterable[str] = SOURCES) -> dict[str, bytes]:
        return {path: self._content(path) for path in sorted(self.blobs(commit, paths))}

    def file(self, commit: str, path: Path | str) -> bytes | None:
        try:
            inside = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root)).replace(os.sep, "/")
        except ValueError:  # on another drive
            return None
        return self._content(inside) if inside in self._facts.files else None

    def blobs(self, commit: str, paths: Iterable[str] = SOURCES) -> dict[str, bytes]:
        """The digests of the files below ``paths``, by path."""
        wanted = [path.strip("/") for path in paths]
        files: Mapping[str, str] = self._facts.files
        return {
            path: known.encode()
            for path, known in files.items()
            if any(path == one or path.startswith(f"{one}/") for one in wanted)
        }

    def _content(self, path: str) -> bytes:
        """A file of the box. Raises WorkspaceError where it is not the one that the package was built with."""
        content = read_bytes(self.root / path)
        if digest(path, content) != self._facts.files[path]:
            raise WorkspaceError(f"{self.root / path} is not as it was when ddtender was built; install ddtender again")
        return content
