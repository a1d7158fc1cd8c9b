"""A new folder with all that is in it, or none: it is made beside its place, and gets its name by one rename.

What is never to be changed afterwards needs no more than this, and nothing is written over: a folder that has anything
in it stays as it is, also where somebody else was quicker. What a killed command leaves is taken away by the next one
that makes a folder in the same place, by a note in the user's own state folder (``state``).
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ddtender.workspace import state
from ddtender.workspace.destination import folder_for, make_folder
from ddtender.workspace.errors import DONE, WorkspaceError, not_written
from ddtender.workspace.files import identity, write
from ddtender.workspace.locks import locked
from ddtender.workspace.system import WINDOWS, renamed
from ddtender.workspace.undisturbed import interrupt_held

LANDING = "landing"


def land(folder: Path, files: Mapping[str, bytes], folders: Iterable[str] = ()) -> None:
    """Make ``folder`` with these files, by path below it, and these empty folders. Raises WorkspaceError where there
    is one that has anything in it, or it cannot be made; then nothing has changed."""
    real = folder_for(folder, whole=True)
    try:
        existing = next(above for above in real.parents if above.is_dir())
        make_folder(existing, real.parent.relative_to(existing).parts)
        with locked(real.parent), interrupt_held():
            sweep(real.parent)
            _refuse_full(folder, real)
            _landed(folder, real, files, folders)
    except OSError as error:
        raise not_written(error, folder) from None
    DONE.extend(str(folder / name) for name in files)


def _refuse_full(said: Path, real: Path) -> None:
    if real.is_dir() and any(real.iterdir()):
        raise WorkspaceError(f"{said} is not empty; nothing was written: name a folder that is new")


def _landed(said: Path, real: Path, files: Mapping[str, bytes], folders: Iterable[str]) -> None:
    beside = real.with_name(f".ddtender-{real.name}-{os.urandom(4).hex()}")
    _note(real.parent, beside)
    try:
        beside.mkdir()
        _note(real.parent, beside)  # so that what is left of us is known as ours
        for name in folders:
            make_folder(beside, Path(name).parts)
        for name, content in files.items():
            make_folder(beside, Path(name).parent.parts)
            write(beside / name, content)
        if WINDOWS and real.is_dir():
            real.rmdir()  # elsewhere a rename takes the place of an empty folder
        try:
            renamed(beside, real, os.rename)
        except OSError:
            _refuse_full(said, real)
            raise
    finally:
        with contextlib.suppress(OSError):
            if beside.is_dir():
                shutil.rmtree(beside)
            state.forget(LANDING, real.parent)


def _note(parent: Path, beside: Path) -> None:
    state.remember(LANDING, parent, [beside.name, identity(beside)])


def sweep(parent: Path) -> None:
    """Take away the folder that a killed command of this user was making."""
    match state.noted(LANDING, parent):
        case [str(name), known] if name.startswith(".ddtender-") and Path(name).name == name:
            with contextlib.suppress(OSError):
                if known is not None and identity(parent / name) == known:
                    shutil.rmtree(parent / name)
                else:  # killed before it was known as ours
                    (parent / name).rmdir()
            with contextlib.suppress(OSError):
                state.forget(LANDING, parent)
