"""Writing a set of outputs so that a folder always holds one whole set, whenever somebody looks and whatever kills us.

1. What somebody has changed or put in the place of an output gets a second name, which says so (``keeping``).
2. A stand-in is made beside the folder: the whole new set, and links to the files in the folder that are not ours.
3. The two change places in one step: from here on the folder shows the new set.
4. The folder, now under the stand-in's name, takes over the new set; then the two change places again, so that it is
   the same folder as before to whoever has it open or mounted. The stand-in goes.

A run that is killed leaves a whole set in every case; the next one finishes step 4, by a note in the user's own state
folder: nothing that lies in the folder or beside it is believed. Where folders cannot change places (mount points,
Windows, some network disks) the set goes through the journal of ``changes`` instead.
docs/decisions/2026-11-25-whole-outputs.md and 2026-11-29-kept.md say why.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, ValidationError, convert, to_builtins

from ddtender.model.built import built
from ddtender.workspace import keeping, state
from ddtender.workspace.changes import change, finish
from ddtender.workspace.destination import folder_for, make_folder, refuse_inputs
from ddtender.workspace.errors import DONE, WorkspaceError, not_written
from ddtender.workspace.exchange import can_exchange, exchange
from ddtender.workspace.files import digest, identity, mode_of, put, second_name, seen, write
from ddtender.workspace.keeping import MANIFEST, Kept
from ddtender.workspace.locks import hold, is_free, let_go, locked
from ddtender.workspace.undisturbed import interrupt_held

STAND_IN = "stand-in"
Written = TypeVar("Written")


def write_outputs(
    folder: Path, outputs: Mapping[str, bytes], replace: bool = False, inputs: Iterable[Path] = ()
) -> list[Kept]:
    """Write every output or none, by file name; the folder shows the earlier or the later set at every moment.

    What somebody has changed, or has put there, is set aside and returned, unless it may be replaced. Files that the
    folder's manifest lists and the new one does not are taken away if nobody has changed them; all other files are left
    alone. ``inputs`` are the files that it was made from. Raises WorkspaceError.
    """
    return until_written(folder, outputs, inputs, lambda real, held: _written(real, outputs, replace, held, ours=True))


def put_in_place(folder: Path, name: str, content: bytes) -> list[Kept]:
    """Write a file that somebody hands in to take the place of another of that name. As ``write_outputs``, but the file
    is theirs: it is not remembered as one of ours, so that the next in its place sets it aside. Raises
    WorkspaceError."""
    files = {name: content}
    return until_written(folder, files, (), lambda real, held: _written(real, files, False, held, ours=False))


def until_written(
    folder: Path, files: Mapping[str, bytes], inputs: Iterable[Path], write_into: Callable[[Path, bool], Written]
) -> Written:
    """What writing ``files`` into a folder, which is made where it is missing, gives; ``write_into`` is told whether we
    have its lock. Raises WorkspaceError."""
    try:
        real = folder_for(folder, whole=len(files) > 1)
        refuse_inputs([real / name for name in files], inputs)
        existing = next(above for above in (real, *real.parents) if above.is_dir())
        make_folder(existing, real.relative_to(existing).parts)
        written = _locked(real, write_into)
    except OSError as error:
        raise not_written(error, folder) from None
    DONE.extend(str(folder / name) for name in files)
    return written


def _locked(folder: Path, write_into: Callable[[Path, bool], Written]) -> Written:
    """What writing into the folder gives, once what a killed run has left is mended. Where the folder was a stand-in,
    another has its place, and that one is opened."""
    while True:
        with locked(folder) as held, interrupt_held():
            finish(folder, held)
            if not recover(folder, held):
                return write_into(folder, held)


def _written(folder: Path, outputs: Mapping[str, bytes], replace: bool, held: bool, ours: bool) -> list[Kept]:
    """What was set aside. What is not ``ours`` is not remembered."""
    refuse(folder, outputs)
    stale = _stale(folder, outputs)
    there = {name: seen(folder / name) for name in (*outputs, *stale)}
    changed = () if replace else keeping.altered(folder, outputs)
    if len(outputs) == 1 and not changed and [*there.values()] == [digest(c) for c in outputs.values()]:
        if ours:
            keeping.remember(folder, outputs)
        return []
    kept = keeping.set_aside(folder, changed)
    try:
        if ours:
            keeping.remember(folder, outputs, more=True)
        several = len(outputs) + len(stale) > 1
        by_exchange = several and held and can_exchange() and not _in_use(folder)
        if not (by_exchange and _exchanged(folder, outputs, stale, there)):
            change(folder, {**outputs, **dict.fromkeys(stale)}, held, there)
    except BaseException:
        keeping.undo(folder, kept)
        raise
    if ours:
        keeping.remember(folder, outputs)
    return kept


def refuse(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Raises WorkspaceError or OSError where an output cannot be put in its place."""
    for name in outputs:
        there = seen(folder / name)
        if there in ("folder", "no file"):
            what = "a folder" if there == "folder" else "a pipe or a device, not a file"
            raise WorkspaceError(f"{folder / name} cannot be written: it is {what}")
    keeping.refuse_open(folder, outputs)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(13, os.strerror(13), str(folder))


def _in_use(folder: Path) -> bool:
    """Whether we stand in the folder: then it is a workspace or a home, not a folder of outputs to move about."""
    return Path.cwd().is_relative_to(folder)


def _stale(folder: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """Outputs of an earlier build, untouched since, that the new set no longer has."""
    if MANIFEST not in outputs:
        return []
    listed = keeping.listed(folder)
    return [name for name, sha256 in listed.items() if name not in outputs and seen(folder / name) == sha256]


class _StandIn(Struct, frozen=True):
    """A folder in the place of another, as it is noted: its name beside the other, what tells the two from every other
    folder, the names that are ours in it, those that are to go from the other, and what stood there (as ``seen``)."""

    beside: str
    stand_in: list[int]
    folder: list[int]
    names: list[str]
    stale: list[str]
    there: dict[str, str | None]

    def others(self, path: Path, beside: Path) -> list[str]:
        """What somebody else has put into the stand-in at ``path``: neither ours, nor a link to what lies in the folder
        ``beside``."""
        found = []
        for name in set(os.listdir(path)) - {*self.names}:
            link = path / name
            if not (link.is_symlink() and os.readlink(link) in (_link(beside, name), _same_link(beside / name))):
                found.append(name)
        return found


def _link(beside: Path, name: str) -> str:
    return os.path.join(os.pardir, beside.name, name)


def _same_link(path: Path) -> str | None:
    """Where somebody's own symbolic link leads: the stand-in has the same link, as it may lead to one of our files."""
    return os.readlink(path) if path.is_symlink() else None


def _exchanged(
    folder: Path, outputs: Mapping[str, bytes], stale: Sequence[str], there: Mapping[str, str | None]
) -> bool:
    """Write the set by way of a stand-in; False, with nothing changed, where that cannot be done."""
    path = folder.with_name(f".ddtender-{folder.name}-{os.urandom(4).hex()}")
    handle = None
    try:
        path.mkdir()
        handle = hold(path)
        noted = _StandIn(path.name, identity(path) or [], identity(folder) or [], list(outputs), list(stale), {**there})
        state.note(STAND_IN, folder, to_builtins(noted))
        for name, content in outputs.items():
            write(path / name, content, mode_of(folder / name))
        for name in set(os.listdir(folder)) - {*outputs, *stale}:
            os.symlink(_same_link(folder / name) or _link(path, name), path / name)
        shutil.copystat(folder, path)
        exchange(path, folder)
    except (OSError, WorkspaceError):
        with contextlib.suppress(OSError):
            _clear(path)
            state.forget(STAND_IN, folder)
        if handle is not None:
            let_go(handle, path)
        return False
    try:
        # The new set is in its place; if its folder cannot be mended now, the next run will.
        with contextlib.suppress(OSError):
            _settle(noted, folder, path)
    finally:
        if handle is not None:
            let_go(handle, path)
    return True


def _settle(noted: _StandIn, folder: Path, beside: Path) -> None:
    """Bring the folder, now ``beside``, up to what its stand-in shows, let them change places, and take the stand-in
    away."""
    for name in noted.names:
        if seen(folder / name) not in (None, "folder", "no file"):
            _take_over(folder / name, beside, noted.there.get(name))
    for name in noted.stale:
        if not os.path.lexists(folder / name) and seen(beside / name) == noted.there.get(name):
            (beside / name).unlink(missing_ok=True)
    for name in noted.others(folder, beside):
        os.replace(folder / name, beside / name)
    exchange(beside, folder)
    _discard(noted, folder, beside)


def _take_over(source: Path, folder: Path, was: str | None) -> None:
    """Put a new output into its folder; what somebody has saved there at the last moment is kept."""
    incoming = _incoming(folder)
    incoming.unlink(missing_ok=True)
    second_name(source, incoming)
    target = folder / source.name
    while not put(incoming, target, {was, seen(source)}):
        was = seen(target)
        keeping.set_aside(folder, [source.name])


def _incoming(folder: Path) -> Path:
    """A name for a file on its way that nobody else has, known from the folder's own name while it is a stand-in's."""
    return folder / f"{folder.name}-incoming"


def _discard(noted: _StandIn, folder: Path, stand_in: Path) -> None:
    """Take a stand-in away that nobody sees any more; what somebody else put into it at the last moment is kept."""
    for name in noted.others(stand_in, stand_in):
        if not os.path.lexists(folder / name):
            os.replace(stand_in / name, folder / name)
    _clear(stand_in)
    state.forget(STAND_IN, folder)


def _clear(stand_in: Path) -> None:
    """Take a stand-in away: its files and links."""
    for name in os.listdir(stand_in):
        (stand_in / name).unlink()
    stand_in.rmdir()


def recover(folder: Path, held: bool) -> bool:
    """Mend what a killed run of this user left of the folder, which we have locked; True if it was a stand-in."""
    if not held:
        return False
    noted = _noted(folder)
    if noted is None:
        _sweep(folder)
        return False
    beside = folder.with_name(noted.beside)
    incoming = folder / f"{noted.beside}-incoming"
    if identity(folder) == noted.stand_in:
        if identity(beside) == noted.folder:
            _settle(noted, folder, beside)
        else:  # somebody has removed it: the stand-in is all there is
            state.forget(STAND_IN, folder)
        return True
    if identity(folder) == noted.folder:
        incoming.unlink(missing_ok=True)
        if identity(beside) == noted.stand_in:
            _discard(noted, folder, beside)
    state.forget(STAND_IN, folder)
    _sweep(folder)
    return False


def _sweep(folder: Path) -> None:
    """Empty folders of runs that were killed before they could note what they are."""
    pattern = re.compile(rf"\.ddtender-{re.escape(folder.name)}-[0-9a-f]{{8}}")
    for name in os.listdir(folder.parent):
        path = folder.with_name(name)
        if pattern.fullmatch(name) and identity(path) and path.is_dir() and is_free(path):
            with contextlib.suppress(OSError):
                path.rmdir()


def _noted(folder: Path) -> _StandIn | None:
    """What is noted of the folder's stand-in; all names in it are those of files or folders, never paths."""
    try:
        found = state.noted(STAND_IN, folder)
        noted = None if found is None else convert(found, built(_StandIn))
    except ValidationError:
        return None
    if noted is None or any(Path(n).name != n for n in (noted.beside, *noted.names, *noted.stale)):
        return None
    return noted
