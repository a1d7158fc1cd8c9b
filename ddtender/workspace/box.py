"""The library that comes with ddtender: in its package, or beside it where ddtender runs from a clone.

Nobody works on the library in a package: it is read, and never written to. There is no git to ask of it, whatever
repository the installation lies in; what its commit is and its release, the package says (``library/boxed.py``), and
every file that is read as one of that commit is held against its digest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

from ddtender.library.places import LIBRARY, SCENARIOS
from ddtender.workspace.errors import WorkspaceError

TYPE_CHECKING = False  # whether a folder is the box is asked before every command: nothing heavy is imported
if TYPE_CHECKING:
    from pathlib import Path

    from ddtender.library.boxed import BoxFacts

    AnyPath = str | Path

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
BOX = os.path.join(_PACKAGE, "box")
FACTS = "box.json"
#: What somebody is told who wants to change the library that comes with ddtender.
OWN_LIBRARY = "make a library of your own over it (`ddtender init DIR`) and do it there"
_PARTS = (LIBRARY, SCENARIOS)
#: Files that a message names.
_SHOWN = 3


def library_at_hand() -> str | None:
    """The folder that has the library of this installation: of its package, or of the clone that it runs from."""
    found = (BOX, os.path.dirname(_PACKAGE))
    return next((folder for folder in found if all(os.path.isdir(os.path.join(folder, n)) for n in _PARTS)), None)


def is_box(root: AnyPath) -> bool:
    """Whether a folder is the box of the package."""
    return os.path.realpath(root) == BOX


def carried(root: AnyPath) -> BoxFacts | None:
    """What the package says of the library in ``root``, if that is the one in its box. Raises WorkspaceError."""
    return _facts() if is_box(root) else None


@cache
def _facts() -> BoxFacts:
    from ddtender.library.boxed import NoBoxFacts, from_json

    path = os.path.join(BOX, FACTS)
    try:
        with open(path, "rb") as stream:
            return from_json(stream.read())
    except (OSError, NoBoxFacts):
        raise WorkspaceError(f"{path} is missing or damaged; install ddtender again") from None


def refuse_altered(facts: BoxFacts, files: Mapping[str, bytes]) -> None:
    """Raises WorkspaceError where the library that was read from the box is not the one that the package was built
    with: whoever reads a document takes its words for those of that library."""
    from ddtender.library.boxed import is_of_library

    wanted = {path for path in facts.files if is_of_library(path)}
    read = {path for path in files if is_of_library(path)}
    altered = sorted((wanted ^ read) | {path for path in wanted & read if not has(facts, path, files[path])})
    if altered:
        named = ", ".join(altered[:_SHOWN]) + (", …" if len(altered) > _SHOWN else "")
        raise WorkspaceError(
            f"the library in {BOX} is not {facts.name} {facts.version} as ddtender was built with it ({named}); "
            "install ddtender again"
        )


def has(facts: BoxFacts, path: str, content: bytes) -> bool:
    """Whether the package was built with this content at a path below the box."""
    from ddtender.library.boxed import digest

    return facts.files.get(path) == digest(path, content)
