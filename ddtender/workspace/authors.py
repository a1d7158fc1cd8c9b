"""Who has changed a file, as far as git knows."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ddtender.workspace.git import answer, ask_head


class Author(Struct, frozen=True):
    """Who made a commit."""

    name: str
    email: str
    commit: str


def authors_of(root: Path, folders: tuple[str, ...], commit: str = "HEAD") -> dict[str, tuple[Author, ...]]:
    """The authors of the commits that touched each file below ``folders``, newest first, by path below the workspace.

    Nothing outside a repository, and of a clone without all of its history: there the oldest commit seems to have
    made everything.
    """
    head = ask_head(root)()
    if head is None or head.shallow:
        return {}
    form = "--format=%x01%H%x02%an%x02%ae"
    said = answer(root, "log", "-z", "--relative", "--name-only", "--no-renames", form, commit, "--", *folders)
    found: dict[str, list[Author]] = {}
    for entry in (said or b"").decode("utf-8", "replace").split("\x01")[1:]:
        head_line, *names = entry.split("\0")
        parts = head_line.strip("\n").split("\x02")
        if len(parts) != 3:
            continue
        author = Author(parts[1], parts[2], parts[0])
        for name in filter(None, (name.strip("\n") for name in names)):
            found.setdefault(name, []).append(author)
    return {path: tuple(authors) for path, authors in found.items()}
