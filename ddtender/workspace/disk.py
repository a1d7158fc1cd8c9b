"""Reading sources from the disk."""

from __future__ import annotations

import os
import stat
from collections import namedtuple
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from ddtender.library.places import DEFAULT_TEMPLATES, JOURNAL, LIBRARY, PROCEDURES, SCENARIOS, TEMPLATE_NAMES
from ddtender.workspace.errors import WorkspaceError

FOLDERS = (LIBRARY, SCENARIOS)
_HIDDEN = (".", "~$")
#: More than any source, template or workbook has.
MOST_BYTES = 130_000_000


class Sources(namedtuple("Sources", "files procedure templates")):
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
            if os.path.lexists(folder / JOURNAL):
                from ddtender.workspace.changes import finish_interrupted

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
    paths = {name: path for folder in FOLDERS for name, path in _named(root / folder, root)}
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
    return {name: _bytes_of(path) for name, path in sorted(paths.items())}


def _bytes_of(path: Path) -> bytes:
    """A plain file's bytes; a device or a pipe may have no end."""
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise WorkspaceError(f"{path} cannot be read: it is not an ordinary file")
            if status.st_size > MOST_BYTES:
                raise WorkspaceError(
                    f"{path} cannot be read: it has {status.st_size:,} bytes; at most {MOST_BYTES:,} are read"
                )
            return stream.read(max(status.st_size, 65_536))
    except OSError as error:
        raise WorkspaceError(f"{error.filename or path} cannot be read: {error.strerror}") from None


def _named(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder with its name as ``shown``. None of them is a link, so only folders are resolved."""
    for parent, paths in groupby(_walk(folder), key=lambda path: path.parent):
        inside = shown(parent, root)
        yield from ((f"{inside}/{_utf8(path.name)}", path) for path in paths)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to would be waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _walk(folder: Path) -> list[Path]:
    """Every file below a folder that is not hidden. Raises WorkspaceError if there is a symbolic link among them: git
    keeps the link and not the file, so another revision or another machine would have another library."""
    found, links = [], []
    for parent, folders, names in os.walk(folder, onerror=_cannot_list):
        folders[:] = sorted(f for f in folders if not f.startswith(_HIDDEN))
        paths = [Path(parent, name) for name in sorted(names) if not name.startswith(_HIDDEN)]
        links += [path for path in (*(Path(parent, f) for f in folders), *paths) if path.is_symlink()]
        found += paths
    if links:
        listed = ", ".join(sorted(map(str, links)))
        is_one = "is a symbolic link" if len(links) == 1 else "are symbolic links"
        raise WorkspaceError(f"{listed} {is_one}; put the files themselves there")
    return found


def _cannot_list(error: OSError) -> None:
    if isinstance(error, FileNotFoundError | NotADirectoryError):  # the loader says what is missing
        return
    raise WorkspaceError(f"{error.filename} cannot be read: {error.strerror}")


def shown(path: Path, root: Path) -> str:
    """The path as findings show it: relative to the workspace, with forward slashes."""
    try:
        name = path.resolve().relative_to(root).as_posix()
    except (ValueError, RuntimeError, OSError):
        name = path.as_posix()
    return _utf8(name)


def _utf8(name: str) -> str:
    """A name without what is not UTF-8, which a file's need not be."""
    return name.encode("utf-8", "backslashreplace").decode()
