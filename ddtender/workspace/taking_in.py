"""Files that somebody hands in, such as two suppliers who both call theirs ``form.docx``: never one over another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ddtender.workspace import keeping
from ddtender.workspace.changes import change, finish
from ddtender.workspace.files import seen
from ddtender.workspace.locks import locked
from ddtender.workspace.outputs import recover, refuse, until_written
from ddtender.workspace.undisturbed import interrupt_held


def take_in(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write all files that somebody hands in, or none, and never over another: one whose name something else has gets
    a name with a number, and one that lies there already, byte for byte, stays. Returns the names that they have by
    those that they came with. Raises WorkspaceError."""
    return until_written(folder, files, (), lambda real: _taken_in(real, files))


def _taken_in(folder: Path, files: Mapping[str, bytes]) -> dict[str, str] | None:
    """The names that files got; None when the folder is not the one it was and has to be opened again."""
    with locked(folder) as held, interrupt_held():
        finish(folder, held)
        if recover(folder, held):
            return None
        names = {name: keeping.free_name(folder, name, content) for name, content in files.items()}
        new = {names[name]: content for name, content in files.items() if seen(folder / names[name]) is None}
        refuse(folder, new)
        if new:
            change(folder, new, held, dict.fromkeys(new))
        return names
