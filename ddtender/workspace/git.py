"""Asking git, as of a folder whose settings nobody trusts: nothing that came with it is run, fetched or believed.

A cloned or unzipped folder brings its own configuration: programs that watch files, filter them, open connections or
check signatures. So git is asked only by commands that read objects and refs, with everything off that could start a
program (git-config(1)), and the environment's own ``GIT_…`` variables do not count. Where git does not answer for a
folder that has a repository, ``silence`` says why.
"""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from ddtender.library.places import DEFAULT_TEMPLATES, MERGED, PROCEDURES
from ddtender.workspace import box, programs
from ddtender.workspace.disk import FOLDERS, Sources
from ddtender.workspace.walking import HIDDEN

TYPE_CHECKING = False  # typing takes longer to import than git to answer
if TYPE_CHECKING:
    from pathlib import Path

    AnyPath = str | Path

#: What a commit must have for the documents to be made again.
SOURCES = (*FOLDERS, *DEFAULT_TEMPLATES)
#: Folders all of which is read, but for the procedures.
_WHOLE = tuple(f"{folder}/" for folder in FOLDERS)
#: Sources that are read line by line.
_TEXT = (".md", ".yaml", ".yml")
PLAIN_FILE = (b"100644", b"100755")
_TIMEOUT = 120
#: Folders for which git has not ended in this process.
_SILENT: set[str] = set()
#: What the configuration of a repository may not decide (git-config(1)). A graph of commits is only another's word for
#: what the commits themselves say.
_OFF = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "core.commitGraph=false",
    "core.logAllRefUpdates=false",
    f"diff.orderFile={os.devnull}",
    "credential.helper=",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_SETTINGS = ("--no-pager", *(part for setting in _OFF for part in ("-c", setting)))
#: What the environment decides (git(1)): no object is fetched, none stands for another, a path is a path.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
#: Where the user's own settings are, among them the folders of others that he trusts.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES")

#: Blobs of a commit by path below the workspace.
Blobs = Mapping[str, bytes]


class Head(namedtuple("Head", "commit shallow")):
    """The commit that is checked out, and whether its history was cut off when it was cloned."""

    commit: str
    shallow: bool


def answer(root: AnyPath, *arguments: str) -> bytes | None:
    """What git prints, or None where there is no git, no repository, or an error."""
    return ask(root, *arguments)()


def ask(root: AnyPath, *arguments: str, complaints: bool = False) -> Callable[[], bytes | None]:
    """``answer``, given by what is returned: git works while we do something else. With ``complaints`` also what it
    says on its error output."""
    if str(root) in _SILENT:
        return lambda: None
    begun = monotonic()
    said = programs.ask(_command(root, arguments), environment(), _TIMEOUT, complaints)

    def answered() -> bytes | None:
        found = said()
        _note(root, begun, found is not None)
        return found

    return answered


def answer_to(root: AnyPath, given: bytes, *arguments: str) -> bytes | None:
    """``answer`` of a command that is given something to read."""
    if str(root) in _SILENT:
        return None
    begun = monotonic()
    found = programs.run(_command(root, arguments), environment(), _TIMEOUT, given)
    _note(root, begun, found is not None)
    return found


def complaint(root: AnyPath, *arguments: str) -> tuple[int | None, str]:
    """How git ends, None where it does not, and what it says on its error output."""
    if str(root) in _SILENT:
        return None, ""
    begun = monotonic()
    code, said = programs.complaint(_command(root, arguments), environment(), _TIMEOUT)
    _note(root, begun, code is not None)
    return code, said


def _note(root: AnyPath, begun: float, ended: bool) -> None:
    """A folder for which git did not end in time (its settings name a pipe, say) is not asked about again."""
    if not ended and monotonic() - begun >= _TIMEOUT:
        _SILENT.add(str(root))


def _command(root: AnyPath, arguments: Iterable[str]) -> list[str]:
    return ["git", *_SETTINGS, "-C", str(root), *arguments]


def settings() -> tuple[str, ...]:
    """The options with which git starts no program of anybody's."""
    return _SETTINGS


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith("GIT_")}
    return kept | _ENVIRONMENT


def ask_head(root: AnyPath) -> Callable[[], Head | None]:
    """The commit of the repository around a folder; None where there is no commit, or git does not answer. Of the
    library in the box it is the one that the package says."""
    if (facts := box.carried(root)) is not None:
        known = Head(facts.commit, False) if facts.commit else None
        return lambda: known
    said = ask(root, "rev-parse", "--absolute-git-dir", "--is-shallow-repository", "HEAD^{commit}")

    def head() -> Head | None:
        lines = (said() or b"").splitlines()
        if len(lines) != 3 or _another(root, os.fsdecode(lines[0])):
            return None
        return Head(lines[2].decode(), lines[1] == b"true")

    return head


def repository_above(root: AnyPath) -> str | None:
    """The nearest ``.git`` at or above a folder, whatever it is."""
    folder = os.path.realpath(root)
    while not os.path.lexists(found := os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return found


def folders_above(root: AnyPath) -> list[str] | None:
    """The folders between the nearest repository's own and a workspace's; None outside a repository, and for the box,
    whatever it was installed in."""
    nearest = repository_above(root)
    if nearest is None or box.is_box(root):
        return None
    below = os.path.relpath(os.path.realpath(root), os.path.dirname(nearest))
    return [part for part in below.split(os.sep) if part != os.curdir]


def _another(root: AnyPath, answering: str) -> bool:
    """Whether the repository that answers is not the nearest one: git passes over one that is damaged."""
    nearest = repository_above(root)
    return nearest is None or (os.path.isdir(nearest) and os.path.realpath(nearest) != os.path.realpath(answering))


def blobs_at(root: AnyPath, commit: str, paths: Iterable[str] = SOURCES) -> Blobs | None:
    """The plain files below ``paths`` at a commit, without hidden ones, as git lists them; None where it cannot."""
    listed = answer(root, "ls-tree", "-r", "-z", commit, "--", *paths)
    if listed is None:
        return None
    found = {}
    for line in filter(None, listed.split(b"\0")):
        head, _, name = line.partition(b"\t")
        mode, _, blob = head.split()
        path = name.decode("utf-8", "replace")
        if is_read(mode, path):
            found[path] = blob
    return found


def is_read(mode: bytes, path: str) -> bool:
    """Whether a file of a commit is a source: a plain one, and not hidden. Links and submodules are none."""
    return mode in PLAIN_FILE and not any(part.startswith(HIDDEN) for part in path.split("/"))


def object_name(kind: bytes, content: bytes, like: bytes) -> bytes:
    """The name that git gives to an object: a hash, of the sort that the name ``like`` is, of kind, length, content."""
    import hashlib

    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"%s %d\0" % (kind, len(content)) + content).hexdigest().encode()


def differs(files: Mapping[str, bytes], elsewhere: Iterable[str], blobs: Blobs) -> bool:
    """Whether the bytes that were read are not those of a commit: one differs, is missing there, or is not here.

    ``elsewhere`` are files outside the workspace, which no commit of it has. A procedure counts if it was read.
    """
    if MERGED in files:  # what bases have is known by the fingerprints that pin them
        from ddtender.library.layers.origins import own

        files = own(files)
    here = files.keys() - set(elsewhere)
    expected = {path for path in blobs if path.startswith(_WHOLE) and not path.startswith(f"{PROCEDURES}/")}
    if not expected <= here or not here <= blobs.keys():
        return True
    return not all(_is(blobs[path], path, files[path]) for path in here)


def _is(blob: bytes, path: str, content: bytes) -> bool:
    """Whether a file has the content of a blob. The line ends of Windows are the same text, as ``library.source`` reads
    it; the settings that made them are not asked."""
    if object_name(b"blob", content, blob) == blob:
        return True
    return path.endswith(_TEXT) and object_name(b"blob", content.replace(b"\r\n", b"\n"), blob) == blob


class Committed:
    """The files of a commit, to be asked whether they have certain bytes; listed when first asked."""

    def __init__(self, root: AnyPath, commit: str) -> None:
        self._root, self._commit = root, commit
        self._blobs: dict[str, bytes] | None = None

    def has(self, path: str, content: bytes) -> bool:
        """Whether the file at a path below the workspace has this content."""
        if (facts := box.carried(self._root)) is not None:
            return box.has(facts, path, content)
        if self._blobs is None:
            self._blobs = dict(blobs_at(self._root, self._commit) or {})
        if path not in self._blobs and not path.startswith(_WHOLE):
            self._blobs |= blobs_at(self._root, self._commit, [path]) or {}
        blob = self._blobs.get(path)
        return blob is not None and _is(blob, path, content)


def is_dirty(root: AnyPath, commit: str, sources: Sources) -> bool:
    """Whether what was read differs from what git lists of a commit, or git cannot list it."""
    if box.is_box(root):
        return False  # what has been altered in it is not read
    blobs = blobs_at(root, commit, read_from(sources))
    return blobs is None or differs(sources.files, sources.elsewhere, blobs)


def read_from(sources: Sources) -> list[str]:
    """The folders and files of the workspace that sources were read from."""
    own = sources.files.keys() - sources.elsewhere
    return [*FOLDERS, *sorted(path for path in own if not path.startswith(_WHOLE))]


def epoch() -> str:
    """The seconds since 1970 that the user has set as the moment of all documents; empty if it is the commit's."""
    return os.environ.get("SOURCE_DATE_EPOCH", "").strip()
