"""The procurements below the folder of the page: those folders in it that have a procedure file."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from ddtender import workspace as door
from ddtender.library.places import PROCEDURE_FILE
from ddtender.web.problems import NotFound
from ddtender.web.settings import Settings
from ddtender.workspace.files import is_litter, is_passed_over


def names(settings: Settings) -> list[str]:
    """The names of all procurements, in order. A link is none: it may lead anywhere."""
    return sorted(one.name for one in _entries(settings) if _is_one(one))


def _entries(settings: Settings) -> list[os.DirEntry[str]]:
    try:
        return [*os.scandir(settings.folder)]
    except OSError:
        return []


def _is_one(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or is_litter(entry.name) or not entry.name.isprintable():
        return False  # nor can an address have a name that is no text
    # one whose procedure file cannot be read is one: whoever looks for it is told what is wrong
    return entry.is_dir(follow_symlinks=False) and os.path.lexists(os.path.join(entry.path, PROCEDURE_FILE))


def folder_of(settings: Settings, name: str) -> Path:
    """The folder of a procurement. Raises NotFound."""
    if not any(entry.name == name and _is_one(entry) for entry in _entries(settings)):
        raise NotFound(name)
    return Path(settings.folder, name)


def page_of(name: str, *parts: str) -> str:
    """The address of a page of a procurement, whatever stands in the names: they come from anybody's disk."""
    return "/" + "/".join(quote(part, safe="", errors="replace") for part in ("p", name, *parts))


def documents_in(folder: Path) -> list[str]:
    """The names of the documents in a folder, in order; none where there is no folder. Raises WorkspaceError."""
    names = door.names_in(folder) if os.path.isdir(folder) else []
    return [name for name in names if os.path.isfile(folder / name) and not is_passed_over(name)]


def file_in(folder: Path, name: str) -> Path:
    """A file below the folder of a procurement, by its path there, which comes from anybody. Raises NotFound."""
    parts = name.split("/")
    path = folder
    for part in parts:
        if part in ("", ".", "..") or part.startswith(".") or "\\" in part or ":" in part or "\0" in part:
            raise NotFound(name)
        # some disks find a file under several names: it is asked for by the one that it has
        if not path.is_dir() or part not in os.listdir(path):
            raise NotFound(name)
        path = path / part
        if path.is_symlink():
            raise NotFound(name)
    if not path.is_file():
        raise NotFound(name)
    return path
