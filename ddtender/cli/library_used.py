"""Which clause library a command goes by. Where there is none at or above the current folder, it is the one that comes
with ddtender, and that is said: on the error output, as what is asked for may go to another program.

It imports little: a build that has nothing to do passes here as well.
"""

from __future__ import annotations

import sys

from ddtender import __version__
from ddtender.workspace import box, disk
from ddtender.workspace.errors import WorkspaceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

#: As many digits of a fingerprint as tell one library from every other.
_DIGITS = len("sha256:") + 16


def library_for(workspace: Path) -> Path:
    """The folder that has the library for a command which is run in ``workspace``. Raises WorkspaceError."""
    root = disk.find_root(workspace)
    if disk.is_borrowed(workspace, root):
        print(said_of(root), file=sys.stderr)
    return root


def own_library(workspace: Path) -> Path:
    """The same for a command that changes the library, which is never the one that comes with ddtender. Raises
    WorkspaceError."""
    root = disk.find_root(workspace)
    if disk.is_borrowed(workspace, root):
        raise WorkspaceError(
            f"there is no clause_library/ here, and the library that comes with ddtender is not worked on: "
            f"{box.OWN_LIBRARY}"
        )
    return root


def said_of(root: Path | str) -> str:
    """Which library is in a folder, in a sentence."""
    facts = box.carried(root)
    if facts is None:
        return f"The clause library is that of {root}."
    if facts.release:
        of = f"release {facts.release}"
    elif facts.commit:
        of = f"commit {facts.commit[:12]}, which is no release"
    else:
        of = "built from files of no commit"
    which = f"{facts.name} {facts.version} ({of}, {facts.fingerprint[:_DIGITS]})"
    return f"The clause library is the one in the box of ddtender {__version__}: {which}."
