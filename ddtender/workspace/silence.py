"""Why git says nothing of a folder that has a repository around it: an answer of its own, and never "no releases".

Only a repository that never had a commit has nothing to say. Whether it had one is not asked of its HEAD: a branch
that is named there and missing is what damage leaves, too. It has no ref, no commit among its objects, no log of them.
"""

from __future__ import annotations

import os

from ddtender.workspace import programs
from ddtender.workspace.box import is_box
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.git import answer, ask, ask_head, complaint, repository_above

TYPE_CHECKING = False  # typing takes longer to import than git to answer
if TYPE_CHECKING:
    from ddtender.workspace.git import AnyPath

#: What `git add` leaves before the first commit.
_BEFORE_COMMITS = {b"blob", b"tree"}


def silence(root: AnyPath) -> str:
    """Why git does not answer for a folder that has a repository around it, in words that say what to do.

    Empty where it does, and where there is nothing to ask: no repository, one that never had a commit, or the library
    in the box, wherever it was installed.
    """
    nearest = repository_above(root)
    if nearest is None or is_box(root):
        return ""
    if not programs.find("git"):
        return "git is not installed, or is not in the PATH"
    place = os.path.dirname(nearest)
    code, said = complaint(root, "rev-parse", "--absolute-git-dir")
    if code is None:
        return f"git does not end when it is asked about {place}"
    if code != 0:
        return _said_of(place, said)
    return "" if ask_head(root)() is not None else _headless(root, nearest)


def unanswered(root: AnyPath, what: str) -> WorkspaceError:
    """What is said where git was asked and has given no answer."""
    why = silence(root) or "an object is missing, or a tag names no commit; `git fsck` tells more"
    return WorkspaceError(f"git cannot {what}: {why}")


def _said_of(place: str, said: str) -> str:
    if "dubious ownership" in said:
        return (
            f"{place} belongs to another user, so git does not answer for it; if you trust it: "
            f"`git config --global --add safe.directory {place}`"
        )
    if "safe.bareRepository" in said or "bare repository" in said:
        return f"{place} has a bare repository among its files, and git does not answer for those"
    first = said.strip().partition("\n")[0].removeprefix("fatal: ")
    return f"git does not answer for {place}: {first[:200]}"


def _headless(root: AnyPath, nearest: str) -> str:
    """Why a repository has no commit checked out; empty if it never had one, and none around it knows the folder."""
    place = os.path.dirname(nearest)
    branch = (answer(root, "symbolic-ref", "--quiet", "HEAD") or b"").strip()
    folder = (answer(root, "rev-parse", "--path-format=absolute", "--git-common-dir") or b"").strip()
    refs = ask(root, "for-each-ref", "--count=1", "--format=%(refname)", complaints=True)()
    # Only what a linked worktree has in its file, and never a folder, says that refs are elsewhere.
    elsewhere = os.path.isdir(nearest) and os.path.lexists(os.path.join(nearest, "commondir"))
    if elsewhere or not branch or not folder or refs is None or os.path.lexists(os.path.join(folder, branch)):
        return f"{nearest} is damaged; `git -C {place} fsck` says what is wrong"
    if refs or _has_files(os.path.join(folder, b"refs")):
        name = os.fsdecode(branch).removeprefix("refs/heads/")
        return f"{place} is on the branch '{name}', which has no commit; switch to one that has (`git branch --all`)"
    if os.path.lexists(os.path.join(folder, b"logs", b"HEAD")) or _has_commits(root, folder):
        return f"{nearest} has commits, but no branch or tag that names them; `git -C {place} fsck` lists them"
    return _known_around(root, place)


def _has_files(folder: bytes) -> bool:
    return any(files for _, _, files in os.walk(folder))


def _has_commits(root: AnyPath, folder: bytes) -> bool:
    """Whether there are objects besides those that `git add` makes, or any that cannot be read."""
    every = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objecttype)")
    kinds = ask(root, *every, complaints=True)()
    unreadable = kinds is None or not {*kinds.split()} <= _BEFORE_COMMITS
    return unreadable or _has_files(os.path.join(folder, b"objects", b"pack"))


def _known_around(root: AnyPath, place: str) -> str:
    """Whether a folder with an empty repository stands in the history of one around it: an interrupted `git init` would
    hide that."""
    around = repository_above(os.path.dirname(place))
    if around is None:
        return ""
    outer = os.path.dirname(around)
    if ask_head(outer)() is None:
        return silence(outer)
    inside = os.path.relpath(os.path.realpath(root), outer)
    if answer(outer, "ls-tree", "HEAD", "--", inside) == b"":
        return ""
    return f"{place} has an empty repository, and is part of the one in {outer}; delete {place}/.git if that is right"
