"""Where outputs may land: never on sources or what was issued, never through a link that came with a folder, never in
git's own files."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ddtender.library.places import ISSUED_STEP, LIBRARY, PROCEDURE_FILE, SCENARIOS, TEMPLATES
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.system import is_link, unusable

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_SOURCES = (LIBRARY, SCENARIOS, TEMPLATES)


def folder_for(folder: Path, whole: bool = False) -> Path:
    """The real path of a folder for outputs, which need not be there yet; ``whole``: a set is to have it for itself.

    Links are followed on the way to the workspace, and to the folder that one stands in, but not from there on; and the
    folder itself is never one. Raises WorkspaceError with what is to be done instead.
    """
    if said := unusable(folder):
        raise WorkspaceError(f"{folder} cannot be a folder for outputs: {said}")
    anchor, parts = _anchored(folder)
    real = anchor.joinpath(*parts)
    _refuse_links(anchor, parts)
    if real.exists() and not real.is_dir():
        raise WorkspaceError(f"{folder} is a file; name a folder")
    _refuse_sources(folder, real)
    _refuse_issued(folder, real)
    if whole and (real == real.parent or (real / LIBRARY).is_dir() or _holds_workspace(real) or _holds_home(real)):
        raise WorkspaceError(f"{folder} holds more than outputs; name a folder for them alone, such as build/outputs")
    return real


def refuse_inputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Raises WorkspaceError where an output would take the place of what it is made from."""
    read = [path for path in inputs if path.exists()]
    for output in outputs:
        if output.exists() and any(os.path.samefile(output, path) for path in read):
            raise WorkspaceError(f"{output} is what this command reads; give the output another name")


def make_folder(anchor: Path, parts: Sequence[str]) -> None:
    """Make the folders ``parts``, one in the other, below an existing folder; nothing on the way may be a link.

    Raises WorkspaceError if something is, and OSError.
    """
    if os.open not in os.supports_dir_fd or os.mkdir not in os.supports_dir_fd:
        _refuse_links(anchor, parts)
        anchor.joinpath(*parts).mkdir(parents=True, exist_ok=True)
        return
    handle = os.open(anchor, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for n, part in enumerate(parts):
            try:
                inner = _opened(part, handle)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENOTDIR):
                    _refuse_links(anchor, parts[: n + 1])
                raise OSError(error.errno, error.strerror, str(anchor.joinpath(*parts[: n + 1]))) from None
            os.close(handle)
            handle = inner
    finally:
        os.close(handle)


def _opened(part: str, above: int) -> int:
    try:
        return os.open(part, _FOLDER, dir_fd=above)
    except FileNotFoundError:
        with contextlib.suppress(FileExistsError):  # somebody was quicker
            os.mkdir(part, dir_fd=above)
        return os.open(part, _FOLDER, dir_fd=above)


def _anchored(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder from which on no link is followed, by its real path, and the way from there: the topmost folder of a
    workspace on the way, or the one that we stand in, or else the one above the last."""
    try:
        whole, here = Path(os.path.abspath(folder)), Path.cwd()
        ways = [whole, *whole.parents]
        for above in reversed(ways):
            real = Path(os.path.realpath(above))
            if real == here or (real / LIBRARY).is_dir():
                return real, whole.relative_to(above).parts
        above = Path(os.path.realpath(whole.parent))
    except (OSError, ValueError, RuntimeError) as error:
        raise WorkspaceError(f"{folder} cannot be a folder for outputs: {error}") from None
    return above, (whole.name,) if whole.name else ()


def _refuse_links(anchor: Path, parts: Sequence[str]) -> None:
    for n in range(len(parts)):
        path = anchor.joinpath(*parts[: n + 1])
        if is_link(path):
            raise WorkspaceError(
                f"{path} is a link to {os.readlink(path)}; nothing is written through links: name the folder itself"
            )


def _refuse_sources(said: Path, real: Path) -> None:
    names = [part.casefold().rstrip(". ") for part in real.parts]
    if ".git" in names or _is_repository(real):
        raise WorkspaceError(f"{said} belongs to git; nothing but git writes there")
    for above in (real, *real.parents):
        inside = real.relative_to(above).parts
        if inside and (above / LIBRARY).is_dir() and (inside[0].casefold() in _SOURCES or inside[0].startswith(".")):
            raise WorkspaceError(
                f"{said} holds what documents are made from; write them to another folder, such as build/"
            )


def _refuse_issued(said: Path, real: Path) -> None:
    """Refuse what was published: a folder of it that has anything in it, and the one that has all of these."""
    for above in (real, *real.parents):
        if above.name.casefold() == ISSUED_STEP and (above.parent / PROCEDURE_FILE).is_file():
            inside = real.relative_to(above).parts
            one = above / inside[0] if inside else above
            if not inside or (one.is_dir() and any(one.iterdir())):
                raise WorkspaceError(
                    f"{said} holds what was issued, and nothing there is written over; name another folder, such as "
                    "draft/"
                )


def _is_repository(real: Path) -> bool:
    """Whether a folder is git's own under another name, as a bare repository is."""
    return any(
        (above / "HEAD").is_file() and (above / "objects").is_dir() and (above / "refs").is_dir()
        for above in (real, *real.parents)
    )


def _holds_home(real: Path) -> bool:
    """Whether a folder is the user's home, or above it."""
    home = os.path.expanduser("~")
    return os.path.isabs(home) and Path(os.path.realpath(home)).is_relative_to(real)


def _holds_workspace(real: Path) -> bool:
    """Whether the workspace that we stand in is inside."""
    here = Path.cwd()
    above = next((folder for folder in (here, *here.parents) if (folder / LIBRARY).is_dir()), None)
    return above is not None and above.is_relative_to(real)
