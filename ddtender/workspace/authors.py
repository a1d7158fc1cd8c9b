"""Who has changed a file, as far as git knows.

Asked of commits and trees alone (git-rev-list(1), git-diff-tree(1)): what `git log` shows follows settings, and those
may have come with the folder. Where git has no answer, that is said; it is not the answer that nobody has changed it.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from ddtender.workspace.git import answer, answer_to, ask_head, folders_above, repository_above
from ddtender.workspace.silence import silence

_CUT_OFF = "this clone has only the newest commits; `git fetch --unshallow` brings the others"
_MISSING = "git cannot read all commits and folders; `git fsck` says what is missing, a clone without --filter has all"


class Author(Struct, frozen=True):
    """Who made a commit, and the commits that it was made from."""

    name: str
    email: str
    commit: str
    parents: tuple[str, ...] = ()


class Authors(Struct, frozen=True):
    """The authors of the commits that gave each file other content than all commits that they were made from, newest
    first, by path below the workspace; ``unknown`` says why it is not known, empty if it is."""

    of: dict[str, tuple[Author, ...]] = {}
    unknown: str = ""


def authors_of(root: Path, folders: tuple[str, ...], commit: str = "HEAD") -> Authors:
    """Who has changed the files below ``folders``, up to a commit; nobody outside a repository."""
    head = ask_head(root)()
    nearest, inside = repository_above(root), folders_above(root)
    if head is None or nearest is None or inside is None:
        return Authors(unknown=silence(root))
    if head.shallow:
        return Authors(unknown=_CUT_OFF)
    top, before = os.path.dirname(nearest), "".join(f"{name}/" for name in inside)
    form = "--format=%H%x02%P%x02%an%x02%ae"
    listed = answer(top, "rev-list", "--topo-order", "--no-commit-header", "--encoding=UTF-8", form, commit)
    if listed is None:
        return Authors(unknown=_MISSING)
    commits: dict[bytes, Author] = {}
    for line in listed.splitlines():
        name, parents, author, address = (part.decode("utf-8", "replace") for part in line.split(b"\x02"))
        commits[name.encode()] = Author(author, address, name, tuple(parents.split()))
    how = ("--stdin", "-z", "-r", "-c", "--root", "--name-only", "--no-renames", "--no-relative", f"-O{os.devnull}")
    # What lies elsewhere is in no commit of this repository.
    paths = [before + name for name in folders if not os.path.isabs(name) and os.pardir not in name.split("/")]
    # Paths are those below the folder of the repository, whatever its settings say that it is (core.worktree).
    changed = answer_to(top, b"\n".join(commits) + b"\n", "--work-tree=.", "diff-tree", *how, "--", *paths)
    if changed is None:
        return Authors(unknown=_MISSING)
    found: dict[str, list[Author]] = {}
    author = None
    for name in changed.split(b"\0")[:-1]:
        if name in commits:
            author = commits[name]
        elif author is not None:
            found.setdefault(os.fsdecode(name).removeprefix(before), []).append(author)
    return Authors({path: tuple(authors) for path, authors in found.items()})
