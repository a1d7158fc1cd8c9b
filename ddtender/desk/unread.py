"""What cannot be read of a procurement, as a finding: one file that is damaged keeps nothing else from being told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ddtender import workspace as door
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.formats import plain
from ddtender.library.codes import UNREADABLE_FILE
from ddtender.workspace.errors import not_read

Read = TypeVar("Read")
_HINT = "Take the file from a backup, or move it elsewhere; everything else is told as usual."


def unread_file(error: door.WorkspaceError, path: Path, folder: Path) -> Diagnostic:
    """That a file below a folder cannot be read, and why."""
    name = plain(path.relative_to(folder).as_posix())
    return Diagnostic(UNREADABLE_FILE, Location(name), plain(str(error).replace(f"{folder}{os.sep}", "")), _HINT)


class FolderReader:
    """Looks at what lies in the folder of a procurement; ``findings`` are what it could not read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Diagnostic] = []

    def at(self, name: str, read: Callable[[], Read], otherwise: Read) -> Read:
        """What is read of the file or folder with this name below; ``otherwise`` where it cannot be, which is told."""
        try:
            return read()
        except (door.WorkspaceError, OSError) as met:
            error = met if isinstance(met, door.WorkspaceError) else not_read(met, self.folder / name)
            found = unread_file(error, self.folder / name, self.folder)
            if found.message not in [one.message for one in self.findings]:
                self.findings.append(found)
            return otherwise
