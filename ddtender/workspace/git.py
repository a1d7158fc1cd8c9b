"""Git as a store of earlier libraries: revisions, release tags, and the files of a commit. Nothing here changes it."""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator

from ddtender.library.places import DEFAULT_TEMPLATES, PROCEDURES
from ddtender.workspace import programs
from ddtender.workspace.disk import _HIDDEN, FOLDERS, Sources, read_bytes, with_own
from ddtender.workspace.errors import WorkspaceError

TYPE_CHECKING = False  # typing takes longer to import than git to answer
if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

#: 1980. Without git and without SOURCE_DATE_EPOCH every document carries this moment: it is still reproducible.
_NO_MOMENT = "315532800"
#: What a commit must have for the documents to be made again.
SOURCES = (*FOLDERS, *DEFAULT_TEMPLATES)
_PLAIN_FILE = (b"100644", b"100755")
_TIMEOUT = 120
#: What `git status --porcelain=v2` prints: the commit, and entries that begin with their kind (git-status(1)).
_HEAD = b"# branch.oid "
_FIELDS_BEFORE_PATH = {b"1": 8, b"u": 10, b"?": 1, b"!": 1}


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
        if self.is_shallow():
            raise WorkspaceError(
                f"there is no revision {ref!r} here; this clone is shallow: fetch the rest with "
                "`git fetch --unshallow --tags`"
            )
        tags = ", ".join(tag for tag, _ in self.releases()[:5])
        raise WorkspaceError(f"there is no revision {ref!r}; release tags: {tags or 'none'}")

    def is_shallow(self) -> bool:
        """Whether the clone has only the newest commits."""
        return (_git(self.root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"

    def moment(self, commit: str) -> datetime:
        """When ``commit`` was made."""
        seconds = (_git(self.root, "log", "-1", "--format=%ct", commit, "--") or b"0").strip()
        return _moment(seconds.decode())

    def releases(self, commit: str = "HEAD") -> list[tuple[str, str]]:
        """The release tags (vMAJOR.MINOR.PATCH) that a commit contains, with their commits, newest version first."""
        return ask_releases(self.root, commit)()

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
        entries = [(path, blob) for path, blob in _plain_files(listed) if not _hidden(path)]
        self._fetch({blob for _, blob in entries} - self._blobs.keys())
        return {name: self._blobs[blob] for name, blob in entries}

    def file(self, commit: str, path: Path | str) -> bytes | None:
        """One plain file of the repository at a commit, in the workspace or beside it; None if none stood there."""
        try:
            inside = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))
        except ValueError:  # on another drive
            return None
        listed = _git(self.root, "ls-tree", "-z", commit, "--", inside.replace(os.sep, "/"))
        blobs = [blob for _, blob in _plain_files(listed or b"")]
        self._fetch(set(blobs) - self._blobs.keys())
        return self._blobs[blobs[0]] if len(blobs) == 1 else None

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


def _plain_files(listed: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and object of every file that `git ls-tree -z` lists; links and submodules are left out."""
    for line in filter(None, listed.split(b"\0")):
        head, _, name = line.partition(b"\t")
        mode, _, blob = head.split()
        if mode in _PLAIN_FILE:
            yield name.decode("utf-8", "replace"), blob


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
    commit, dirty = ask_standing(root)()
    moment = _epoch() or (Repository(root).moment(commit) if commit else _moment(_NO_MOMENT))
    return Revision(commit, dirty, moment)


def ask_standing(root: Path | str) -> Callable[[], tuple[str | None, bool]]:
    """The commit and whether the sources differ from it, answered by what is returned: git works in the meantime."""
    at_the_top = os.path.exists(os.path.join(root, ".git")) and not os.environ.keys() & {"GIT_DIR", "GIT_WORK_TREE"}
    prefix = None if at_the_top else _ask(root, "rev-parse", "--show-prefix")
    form = ("--porcelain=v2", "--branch", "--no-ahead-behind", "-z")
    options = ("--no-renames", "--untracked-files=all", "--ignored=matching")
    status = _ask(root, "status", *form, *options, "--", *SOURCES)

    def answer() -> tuple[str | None, bool]:
        inside, listed = b"" if prefix is None else prefix(), status()
        lines = (listed or b"").split(b"\0")
        commit = next((line[len(_HEAD) :] for line in lines if line.startswith(_HEAD)), b"").decode()
        if not commit or inside is None:  # no repository, or one that git can only half read
            commit = (_git(root, "rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip()
            return commit or None, bool(commit)
        if commit == "(initial)":
            return None, False
        entries = [line for line in lines if line and not line.startswith(b"#")]
        return commit, not all(_is_unread(entry, inside.rstrip(b"\n")) for entry in entries)

    return answer


def _is_unread(line: bytes, prefix: bytes) -> bool:
    """Whether an entry of `git status --porcelain=v2 -z` is about a file that is not read. What git ignores counts, as
    it may be read all the same."""
    fields = _FIELDS_BEFORE_PATH.get(line[:1])
    return fields is not None and _hidden(os.fsdecode(line.split(b" ", fields)[fields][len(prefix) :]))


def ask_releases(root: Path | str, commit: str = "HEAD") -> Callable[[], list[tuple[str, str]]]:
    """``Repository.releases``, answered by what is returned; none outside a repository."""
    # strip=2: a branch of the same name does not matter; an annotated tag's commit comes first
    form = "--format=%(refname:strip=2) %(*objectname) %(objectname)"
    listed = _ask(root, "tag", "--merged", commit, "--list", "v*", form)

    def answer() -> list[tuple[str, str]]:
        found = []
        for line in (listed() or b"").decode(errors="replace").splitlines():
            name, *objects = line.split()
            numbers = name[1:].split(".")
            if len(numbers) == 3 and all(map(str.isdecimal, numbers)):
                found.append((tuple(map(int, numbers)), name, objects[0]))
        return [(name, commit) for _, name, commit in sorted(found, reverse=True)]

    return answer


def _hidden(path: str) -> bool:
    """Whether a file is not read, on the disk or from a commit."""
    return any(part.startswith(_HIDDEN) for part in path.split("/"))


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
    return sources, Revision(commit, False, _epoch() or repository.moment(commit))


def today() -> date:
    """The day that stamps and reasons carry."""
    from datetime import datetime

    return (_epoch() or datetime.now().astimezone()).date()


def epoch() -> str:
    """The seconds since 1970 that the user has set as the moment of all documents; empty if it is the commit's."""
    return os.environ.get("SOURCE_DATE_EPOCH", "").strip()


def _epoch() -> datetime | None:
    return _moment(epoch()) if epoch() else None


def _moment(seconds: str) -> datetime:
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkspaceError(f"SOURCE_DATE_EPOCH is '{seconds}', which is not a number of seconds") from None


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes | None:
    """What git prints, or None where there is no git, no repository, or an error."""
    if stdin is None:
        return _ask(root, *arguments)()
    return programs.run(_command(root, arguments), _environment(), _TIMEOUT, stdin)


def _ask(root: Path | str, *arguments: str) -> Callable[[], bytes | None]:
    """``_git``, answered by what is returned: git works while we do something else."""
    return programs.ask(_command(root, arguments), _environment(), _TIMEOUT)


def _command(root: Path | str, arguments: Iterable[str]) -> list[str]:
    return ["git", "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    """A commit is what its name says, whatever `git replace` has put in its place."""
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
