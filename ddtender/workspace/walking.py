"""Files and folders as they lie on a disk: read whole, walked without links, named as findings name them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping

from ddtender.workspace.errors import WorkspaceError, not_read

TYPE_CHECKING = False  # typing takes as long to import as the sources to read
if TYPE_CHECKING:
    from pathlib import Path

    AnyPath = str | Path

HIDDEN = (".", "~$")
#: More than any source, template or workbook has.
MOST_BYTES = 130_000_000
#: A pipe that nobody writes to is not waited for.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def files_below(folder: AnyPath, inside: Iterable[str]) -> dict[str, bytes]:
    """The files of these folders in ``folder``, by path below it, without hidden ones. Raises WorkspaceError, as for a
    link."""
    root = os.path.realpath(folder)
    if os.path.islink(folder):
        raise WorkspaceError(f"{folder} is a symbolic link; put the files themselves there")
    return read_all({name: path for one in inside for name, path in named_below(os.path.join(root, one), root)})


def read_bytes(path: AnyPath) -> bytes:
    """The bytes of a plain file; a device or a pipe may have no end. Raises WorkspaceError."""
    try:
        handle = os.open(path, _READING)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise WorkspaceError(f"{path} cannot be read: it is not an ordinary file")
            if status.st_size > MOST_BYTES:
                raise WorkspaceError(
                    f"{path} cannot be read: it has {status.st_size:,} bytes; at most {MOST_BYTES:,} are read"
                )
            content = os.read(handle, max(status.st_size, 65_536))
            while len(content) < status.st_size and (more := os.read(handle, status.st_size - len(content))):
                content += more
            return content
        finally:
            os.close(handle)
    except OSError as error:
        raise not_read(error, path) from None


def read_all(paths: Mapping[str, AnyPath]) -> dict[str, bytes]:
    return {name: read_bytes(path) for name, path in sorted(paths.items())}


def named_below(folder: str, root: AnyPath) -> Iterator[tuple[str, str]]:
    """Every file below a folder with its name as ``shown``. None of them is a link, so only folders are resolved."""
    for parent, names in _walk(folder):
        inside = shown(parent, root)
        yield from ((f"{inside}/{in_utf8(name)}", os.path.join(parent, name)) for name in names)


def _walk(folder: str) -> list[tuple[str, list[str]]]:
    """Every folder at or below ``folder`` with its files, both without hidden ones. Raises WorkspaceError if there is a
    symbolic link among them: git keeps the link and not the file, so another revision or another machine would have
    another library."""
    found, links = [], []
    for parent, folders, names in os.walk(folder, onerror=_cannot_list):
        folders[:] = sorted(f for f in folders if not f.startswith(HIDDEN))
        names = sorted(name for name in names if not name.startswith(HIDDEN))
        links += [path for name in (*folders, *names) if os.path.islink(path := os.path.join(parent, name))]
        found.append((parent, names))
    if links:
        is_one = "is a symbolic link" if len(links) == 1 else "are symbolic links"
        raise WorkspaceError(f"{', '.join(sorted(links))} {is_one}; put the files themselves there")
    return found


def _cannot_list(error: OSError) -> None:
    if isinstance(error, FileNotFoundError | NotADirectoryError):  # the loader says what is missing
        return
    raise not_read(error, error.filename)


def shown(path: AnyPath, root: AnyPath) -> str:
    """The path as findings show it, with forward slashes: relative to the workspace, or one that cannot be taken for
    such a path."""
    inside = os.path.join(root, "")
    try:
        resolved = os.path.realpath(path)
    except (ValueError, OSError):
        resolved = ""
    name = resolved[len(inside) :] if resolved.startswith(inside) else without_home(_from_anywhere(str(path)))
    return in_utf8(name.replace(os.sep, "/"))


def _from_anywhere(path: str) -> str:
    """A path outside the workspace: as it was said, if it begins at the top or leads upwards."""
    return path if os.path.isabs(path) or os.pardir in path.split(os.sep) else os.path.abspath(path)


def without_home(path: str) -> str:
    """A path that does not tell whose home it is in: manifests and reports are given away."""
    home = os.path.join(os.path.expanduser("~"), "")
    return f"~/{path[len(home) :]}" if len(home) > 1 and path.startswith(home) else path


def in_utf8(name: str) -> str:
    """A name without what is not UTF-8, which a file's need not be."""
    return name.encode("utf-8", "backslashreplace").decode()
