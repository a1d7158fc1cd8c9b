"""Where git would write a tag: looked at first, as a repository that came with a folder may lead it anywhere.

git follows links below ``.git`` when it writes a reference, and adds a line to a log of it that is there already
(git-update-ref(1)): a link in their place is a file or a folder of the user's.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from ddtender.workspace.git import answer, repository_above

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ddtender.workspace.git import AnyPath


def led_elsewhere(root: AnyPath, tag: str) -> str | None:
    """What stands where ``tag`` would be written and leads out of the repository of a folder, or is another's; None if
    nothing does."""
    said = answer(root, "rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir")
    own = repository_above(root)
    lines = (said or b"").splitlines()
    if own is None or len(lines) != 2:
        return "git does not say where"
    folder, common = map(os.fsdecode, lines)
    if os.path.islink(own) or not _is_of(own, folder):
        return own
    return next(filter(_leads, _written(common, tag)), None)


def _is_of(own: str, folder: str) -> bool:
    """Whether ``folder``, which has a repository's data, is that of the ``.git`` that was found.

    A file ``.git`` names it (gitrepository-layout(5)). That of a linked worktree names the file; the settings of that
    of a submodule name the folder of its files.
    """
    if os.path.isdir(own):
        return os.path.realpath(own) == os.path.realpath(folder)
    back = os.path.join(folder, "gitdir")
    if os.path.isfile(back):
        with open(back, "rb") as stream:
            named = os.fsdecode(stream.read(4_096).strip())
        return os.path.realpath(os.path.join(folder, named)) == os.path.realpath(own)
    work = answer(os.path.dirname(own), "config", "--local", "--get", "core.worktree")
    named = os.path.join(folder, os.fsdecode((work or b"").strip()))
    return bool(work) and os.path.realpath(named) == os.path.realpath(os.path.dirname(own))


def _written(common: str, tag: str) -> Iterator[str]:
    """All that git may write to or go through."""
    for first in ("refs", "logs/refs"):
        parts = [*first.split("/"), "tags", *tag.split("/")]
        yield from (os.path.join(common, *parts[:n]) for n in range(1, len(parts) + 1))
    yield from (os.path.join(common, name) for name in ("packed-refs", "reftable", "reftable/tables.list", "HEAD"))


def _leads(path: str) -> bool:
    """Whether something stands there that is neither a folder nor a file of this one name."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return not (stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_nlink == 1))
