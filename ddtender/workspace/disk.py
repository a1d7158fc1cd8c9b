"""Reading sources from the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ddtender.library.loader import DEFAULT_TEMPLATES, LIBRARY, PROCEDURES, SCENARIOS, TEMPLATE_NAMES
from ddtender.workspace.changes import finish_interrupted
from ddtender.workspace.errors import WorkspaceError

FOLDERS = (LIBRARY, SCENARIOS)
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read: bytes by path, and the paths of the procedure and of the templates if they were given."""

    files: dict[str, bytes]
    procedure: str | None
    templates: tuple[str, ...]


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that has a clause library. Raises WorkspaceError.

    A change of its files that was interrupted is completed first.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / LIBRARY).is_dir():
            finish_interrupted(folder)
            return folder
    raise WorkspaceError(f"there is no {LIBRARY}/ in {start} or above it; give its folder with --workspace DIR")


def read_sources(
    root: Path, procedure: Path | None = None, templates: Path | None = None, all_procedures: bool = False
) -> Sources:
    """Read the library, the scenarios and the templates, and either one procedure or all of them.

    ``templates`` is a folder with an authority's own documents; one that it lacks is taken from the workspace.
    Raises WorkspaceError when a file cannot be read.
    """
    paths = {shown(path, root): path for folder in FOLDERS for path in _walk(root / folder)}
    paths |= {shown(path, root): path for path in default_templates(root) if path.is_file()}
    if not all_procedures:
        paths = {name: path for name, path in paths.items() if not name.startswith(f"{PROCEDURES}/")}
    return with_own(Sources(_read(paths), None, DEFAULT_TEMPLATES), root, procedure, templates)


def with_own(sources: Sources, root: Path, procedure: Path | None, templates: Path | None) -> Sources:
    """``sources`` with a procedure of the user's and with an authority's templates in the place of the usual ones."""
    files, chosen, used = dict(sources.files), None, list(sources.templates)
    if procedure is not None:
        chosen = shown(procedure, root)
        files[chosen] = read_bytes(procedure)
    for n, name in enumerate(TEMPLATE_NAMES):
        path = templates / f"{name}.docx" if templates is not None else None
        if path is not None and path.is_file():
            files.pop(used[n], None)
            used[n] = shown(path, root)
            files[used[n]] = read_bytes(path)
    return Sources(files, chosen, tuple(used))


def default_templates(root: Path) -> list[Path]:
    return [root / path for path in DEFAULT_TEMPLATES]


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a folder, not of folders in it, by name. Raises WorkspaceError."""
    if not folder.is_dir():
        raise WorkspaceError(f"{folder} is not a folder")
    return _read({path.name: path for path in sorted(folder.iterdir()) if path.is_file()})


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises WorkspaceError."""
    return _read({path.name: path})[path.name]


def _read(paths: Mapping[str, Path]) -> dict[str, bytes]:
    try:
        return {name: path.read_bytes() for name, path in sorted(paths.items())}
    except OSError as error:
        raise WorkspaceError(f"{error.filename} cannot be read: {error.strerror}") from None


def _walk(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(_HIDDEN))
        found += [Path(parent, name) for name in sorted(names) if not name.startswith(_HIDDEN)]
    return found


def shown(path: Path, root: Path) -> str:
    """The path as findings show it: relative to the workspace, with forward slashes."""
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
