"""Git as a store of earlier libraries: revisions, release tags, and the files of a commit. Nothing here changes it."""

from __future__ import annotations

import os
import re
import subprocess
from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from ddtender.library.places import DEFAULT_TEMPLATES, PROCEDURES
from ddtender.workspace.disk import _HIDDEN, FOLDERS, Sources, with_own
from ddtender.workspace.errors import WorkspaceError

#: Without git and without SOURCE_DATE_EPOCH every document carries this moment, so that it is still reproducible.
_NO_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
_RELEASE = re.compile(r"v(\d+)\.(\d+)\.(\d+)\Z")
#: What a commit must have for the documents to be made again.
SOURCES = (*FOLDERS, *DEFAULT_TEMPLATES)
_PLAIN_FILE = (b"100644", b"100755")
_TIMEOUT = 120


class Revision(namedtuple("Revision", "commit dirty moment")):
    """Where the sources stand in git; ``commit`` is None outside a repository."""

    commit: str | None
    dirty: bool
    moment: datetime


class Repository:
    """The git repository around a workspace; the workspace may be a folder inside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._blobs: dict[bytes, bytes] = {}

    def commit(self, ref: str) -> str:
        """The commit that ``ref`` names. Raises WorkspaceError, with the likely reason."""
        done = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done is not None and done.strip():
            return done.decode().strip()
        if (_git(self.root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
            raise WorkspaceError(
                f"there is no revision {ref!r} here; this clone is shallow: fetch the rest with "
                "`git fetch --unshallow --tags`"
            )
        tags = ", ".join(tag for tag, _ in self.releases()[:5])
        raise WorkspaceError(f"there is no revision {ref!r}; release tags: {tags or 'none'}")

    def moment(self, commit: str) -> datetime:
        """When ``commit`` was made."""
        seconds = (_git(self.root, "log", "-1", "--format=%ct", commit, "--") or b"0").strip()
        return datetime.fromtimestamp(int(seconds), UTC)

    def releases(self, commit: str = "HEAD") -> list[tuple[str, str]]:
        """The release tags (vMAJOR.MINOR.PATCH) that a commit contains, with their commits, newest version first."""
        # strip=2: a branch of the same name does not matter; an annotated tag's commit comes first
        form = "--format=%(refname:strip=2) %(*objectname) %(objectname)"
        listed = _git(self.root, "tag", "--merged", commit, "--list", "v*", form)
        found = []
        for line in (listed or b"").decode(errors="replace").splitlines():
            name, *objects = line.split()
            if match := _RELEASE.match(name):
                found.append((tuple(map(int, match.groups())), name, objects[0]))
        return [(name, commit) for _, name, commit in sorted(found, reverse=True)]

    def commits(self, path: str, most: int) -> list[str]:
        """The commits that touched a path, newest first, at most ``most``."""
        listed = _git(self.root, "log", f"--max-count={most}", "--format=%H", "--", path)
        return (listed or b"").decode().split()

    def files(self, commit: str, paths: Iterable[str] = SOURCES) -> dict[str, bytes]:
        """The plain files below ``paths`` at a commit, by path below the workspace, as if they were read from the disk:
        no hidden ones, and of the templates only the usual two. Links and submodules are left out."""
        listed = _git(self.root, "ls-tree", "-r", "-z", commit, "--", *paths)
        if listed is None:
            raise WorkspaceError(f"git cannot list the files of {commit[:12]}")
        entries = []
        for line in filter(None, listed.split(b"\0")):
            head, _, name = line.partition(b"\t")
            mode, _, blob = head.split()
            path = name.decode("utf-8", "replace")
            if mode in _PLAIN_FILE and not _hidden(path):
                entries.append((path, blob))
        self._fetch({blob for _, blob in entries} - self._blobs.keys())
        return {name: self._blobs[blob] for name, blob in entries}

    def _fetch(self, blobs: Iterable[bytes]) -> None:
        """Read blobs by one call; each is read once for all commits."""
        wanted = sorted(blobs)
        if not wanted:
            return
        output = _git(self.root, "cat-file", "--batch", stdin=b"\n".join(wanted) + b"\n")
        if output is None:
            raise WorkspaceError("git cannot read the files of an earlier revision")
        position = 0
        for blob in wanted:
            end = output.index(b"\n", position)
            header = output[position:end].split()
            if len(header) != 3:
                raise WorkspaceError(f"git has lost the object {blob.decode()[:12]}; `git fsck` tells more")
            size = int(header[2])
            self._blobs[blob] = output[end + 1 : end + 1 + size]
            position = end + 1 + size + 1


def open_repository(root: Path) -> Repository | None:
    """The repository around ``root`` if there is one with at least one commit."""
    return Repository(root) if _git(root, "rev-parse", "--verify", "--quiet", "HEAD") else None


def why_no_repository(root: Path) -> str:
    """Why ``open_repository`` found none, in words that say what to do."""
    import shutil

    if shutil.which("git") is None:
        return "git is not installed, or is not in the PATH"
    if _git(root, "rev-parse", "--git-dir") is not None:
        return f"{root} is in a git repository without commits"
    # git answers for the folders of its user alone, unless told to trust others
    if any((folder / ".git").exists() for folder in (root, *root.parents)):
        return f"git does not answer for {root}; `git -C {root} status` says why"
    return f"{root} is not in a git repository"


def revision(root: Path) -> Revision:
    """The commit of the workspace, whether its sources differ from it, and the moment that documents carry."""
    return ask_revision(root)()


def ask_revision(root: Path) -> Callable[[], Revision]:
    """``revision``, answered by what is returned: git works while we do something else, on all questions at once."""
    head = _Git(root, "log", "-1", "--format=%H %ct")
    at_the_top = (root / ".git").exists() and not os.environ.keys() & {"GIT_DIR", "GIT_WORK_TREE"}
    prefix = None if at_the_top else _Git(root, "rev-parse", "--show-prefix")
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching")
    status = _Git(root, "status", *options, "--", *SOURCES)

    def answer() -> Revision:
        commit, _, seconds = (head.answer() or b"").decode().strip().partition(" ")
        dirty = _dirty(b"" if prefix is None else prefix.answer(), status.answer()) if commit else False
        return Revision(commit or None, dirty, _epoch() or (_moment(seconds) if seconds else _NO_MOMENT))

    return answer


def _dirty(prefix: bytes | None, listed: bytes | None) -> bool:
    """Whether any source differs from the commit, or is not in it although it is read, because git ignores it."""
    if prefix is None or listed is None:
        return True
    start = len(b"XY ") + len(prefix.rstrip(b"\n"))
    return any(not _hidden(os.fsdecode(line[start:])) for line in listed.split(b"\0") if line)


def _hidden(path: str) -> bool:
    """Whether a file is not read, on the disk or from a commit."""
    return any(part.startswith(_HIDDEN) for part in path.split("/"))


def sources_at(
    repository: Repository, ref: str, procedure: Path | None = None, templates: Path | None = None
) -> tuple[Sources, Revision]:
    """The sources of a revision, with a procedure of the working tree; the working tree is not touched."""
    commit = repository.commit(ref)
    files = repository.files(commit)
    if not any(path.startswith(FOLDERS[0]) for path in files):
        raise WorkspaceError(f"revision '{ref}' has no {FOLDERS[0]}/ in this folder")
    kept = {path: content for path, content in files.items() if not path.startswith(f"{PROCEDURES}/")}
    sources = with_own(Sources(kept, None, DEFAULT_TEMPLATES), repository.root, procedure, templates)
    return sources, Revision(commit, False, _epoch() or repository.moment(commit))


def today() -> date:
    """The day that stamps and reasons carry."""
    return (_epoch() or datetime.now().astimezone()).date()


def _epoch() -> datetime | None:
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    return _moment(value) if value else None


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkspaceError(f"SOURCE_DATE_EPOCH is '{seconds}', which is not a number of seconds") from None


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """What git prints, or None where there is no git, no repository, or an error."""
    return _Git(root, *arguments, piped=stdin is not None).answer(stdin)


class _Git:
    """A question to git; ``answer`` waits for it."""

    def __init__(self, root: Path, *arguments: str, piped: bool = False) -> None:
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        try:
            self._process = subprocess.Popen(
                ["git", "-C", str(root), *arguments],
                stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except (OSError, ValueError):  # ValueError: a zero byte in an argument
            self._process = None

    def answer(self, stdin: bytes | None = None) -> bytes | None:
        """What git prints, or None where there is no git, no repository, or an error."""
        if self._process is None:
            return None
        with self._process as process:
            try:
                printed, _ = process.communicate(stdin, _TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                return None
            except BaseException:
                process.kill()
                raise
        return printed if process.returncode == 0 else None
