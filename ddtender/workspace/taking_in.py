"""Files that somebody hands in, such as two suppliers who both call theirs ``form.docx``: never one over another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ddtender.workspace import keeping
from ddtender.workspace.changes import change
from ddtender.workspace.files import seen
from ddtender.workspace.outputs import refuse, until_written


def take_in(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write all files that somebody hands in, or none, and never over another: one whose name something else has gets
    a name with a number, and one that lies there already, byte for byte, stays. Returns the names that they have by
    those that they came with. Raises WorkspaceError."""
    return until_written(folder, files, (), lambda real, held: _taken_in(real, files, held))


def _taken_in(folder: Path, files: Mapping[str, bytes], held: bool) -> dict[str, str]:
    """The names that files got."""
    names = {name: keeping.free_name(folder, name, content) for name, content in files.items()}
    new = {names[name]: content for name, content in files.items() if seen(folder / names[name]) is None}
    refuse(folder, new)
    if new:
        change(folder, new, held, dict.fromkeys(new))
    return names
