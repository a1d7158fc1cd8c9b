"""Reading what strangers sent: many files, one at a time, none of them trusted."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.system import advice
from ddtender.workspace.walking import HIDDEN


def returned_files(paths: Sequence[Path]) -> list[Path]:
    """The files given and those below the folders given, each once; hidden files and Word's locks are left out."""
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.resolve(), path)
            continue
        for parent, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if not f.startswith(HIDDEN))
            for name in sorted(names):
                if not name.startswith(HIDDEN):
                    found.setdefault(Path(parent, name).resolve(), Path(parent, name))
    return list(found.values())


def files_below(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files below a folder without hidden ones and locks of office programs, and the folders that cannot be listed.
    Links to folders are not followed."""
    unlisted: list[Path] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(str(error.filename)))):
        folders[:] = sorted(f for f in folders if not f.startswith(HIDDEN))
        found += (Path(parent, name) for name in sorted(names) if not name.startswith(HIDDEN))
    return found, unlisted


def procedure_files(paths: Sequence[Path]) -> list[Path]:
    """The files given, and the YAML files below the folders given, each once."""
    given = {path for path in paths if not path.is_dir()}
    found = returned_files(paths)
    return [path for path in found if path in given or path.suffix.lower() in (".yaml", ".yml")]


def read_returned(path: Path, limit: int) -> bytes:
    """A file's bytes, at most ``limit``; its size is looked at before it is opened. Raises WorkspaceError."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise WorkspaceError("this is not an ordinary file")
        if status.st_size > limit:
            raise WorkspaceError(f"the file has {status.st_size:,} bytes; at most {limit:,} are read")
        with path.open("rb") as stream:
            return stream.read(limit + 1)[:limit]
    except OSError as error:
        said = f"the file cannot be read: {error.strerror or type(error).__name__}{advice(error, path)}"
        raise WorkspaceError(said) from None
