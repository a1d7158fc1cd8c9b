"""Writing a set of outputs so that a folder always holds one whole set, whenever somebody looks and whatever kills us.

1. A stand-in is made beside the folder: the whole new set, and links to the files in the folder that are not ours.
2. The two change places in one step: from here on the folder shows the new set.
3. The folder, now under the stand-in's name, takes over the new set; then the two change places again, so that it is
   the same folder as before to whoever has it open or mounted. The stand-in goes.

A run that is killed leaves a whole set in every case; the next one finishes step 3. Where folders cannot change places
(mount points, Windows, some network disks) the set goes through the journal of ``changes`` instead.
docs/decisions/2026-11-25-whole-outputs.md says why.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ddtender.workspace.changes import change, finish, mode_of, write
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.exchange import exchange
from ddtender.workspace.locks import hold, is_free, locked

MANIFEST = "manifest.json"
#: In a stand-in: what is in it, so that the next run can tell our files from others.
_NOTE = ".ddtender-stand-in"
_INCOMING = ".ddtender-incoming"


def write_outputs(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Write every output or none, by file name; the folder shows the earlier or the later set at every moment.

    Files that the folder's manifest lists and the new one does not are taken away unless somebody has edited them; all
    other files are left alone. Raises WorkspaceError.
    """
    try:
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        while not _written(folder, outputs):
            pass
    except OSError as error:
        raise WorkspaceError(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    except RuntimeError:  # Path.resolve
        raise WorkspaceError(f"{folder} is a symbolic link to itself") from None


def _written(folder: Path, outputs: Mapping[str, bytes]) -> bool:
    """False when the folder is not the one it was and has to be opened again."""
    with locked(folder) as held:
        finish(folder, held)
        if held and _recovered(folder):
            return False
        for name in outputs:
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        stale = _stale(folder, outputs)
        several = len(outputs) + len(stale) > 1
        if not (several and held and not _in_use(folder) and _exchanged(folder, outputs, stale)):
            change(folder, {**outputs, **dict.fromkeys(stale)}, held)
    return True


def _in_use(folder: Path) -> bool:
    """Whether we stand in the folder: then it is a workspace or a home, not a folder of outputs to move about."""
    return Path.cwd().is_relative_to(folder)


def _stale(folder: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """Outputs of an earlier build, untouched since, that the new set no longer has."""
    if MANIFEST not in outputs:
        return []
    try:
        listed = json.loads((folder / MANIFEST).read_bytes())["outputs"].items()
        return [
            name
            for name, digest in listed
            if name not in outputs
            and Path(name).name == name
            and (folder / name).is_file()
            and hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        ]
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


class _StandIn(Struct, frozen=True):
    """A folder in the place of another: the names that are ours in it, and those that are to go from the other."""

    path: Path
    names: Sequence[str]
    stale: Sequence[str]

    def others(self, beside: Path) -> list[str]:
        """What somebody else has put into it: neither ours, nor a link to what lies in the folder ``beside``."""
        found = []
        for name in set(os.listdir(self.path)) - {_NOTE, *self.names}:
            link = self.path / name
            if not (link.is_symlink() and os.readlink(link) in (_link(beside, name), _same_link(beside / name))):
                found.append(name)
        return found


def _link(beside: Path, name: str) -> str:
    return os.path.join(os.pardir, beside.name, name)


def _same_link(path: Path) -> str | None:
    """Where somebody's own symbolic link leads: the stand-in has the same link, as it may lead to one of our files."""
    return os.readlink(path) if path.is_symlink() else None


def _exchanged(folder: Path, outputs: Mapping[str, bytes], stale: Sequence[str]) -> bool:
    """Write the set by way of a stand-in; False, with nothing changed, where that cannot be done."""
    path = folder.with_name(_beside(folder))
    handle = None
    try:
        path.mkdir()
        handle = hold(path)
        stand_in = _StandIn(path, list(outputs), stale)
        note = {"beside": path.name, "names": list(outputs), "stale": list(stale)}
        write(path / _NOTE, json.dumps(note).encode())
        for name, content in outputs.items():
            write(path / name, content, mode_of(folder / name))
        for name in set(os.listdir(folder)) - {*outputs, *stale}:
            os.symlink(_same_link(folder / name) or _link(path, name), path / name)
        shutil.copystat(folder, path)
        exchange(path, folder)
    except OSError:
        with contextlib.suppress(OSError):
            _clear(path)
        if handle is not None:
            os.close(handle)
        return False
    try:
        # The new set is in its place; if its folder cannot be mended now, the next run will.
        with contextlib.suppress(OSError):
            _settle(_StandIn(folder, stand_in.names, stale), path)
    finally:
        if handle is not None:
            os.close(handle)
    return True


def _beside(folder: Path) -> str:
    return f".ddtender-{folder.name}-{os.urandom(4).hex()}"


def _settle(stand_in: _StandIn, folder: Path) -> None:
    """Bring ``folder`` up to what its stand-in shows, let them change places, and take the stand-in away."""
    for name in stand_in.names:
        if (stand_in.path / name).exists():
            _take_over(stand_in.path / name, folder / name)
    for name in stand_in.stale:
        if not os.path.lexists(stand_in.path / name):
            (folder / name).unlink(missing_ok=True)
    for name in stand_in.others(folder):
        os.replace(stand_in.path / name, folder / name)
    exchange(stand_in.path, folder)
    _discard(_StandIn(folder, stand_in.names, stand_in.stale), stand_in.path)


def _take_over(source: Path, target: Path) -> None:
    incoming = target.with_name(_INCOMING)
    incoming.unlink(missing_ok=True)
    try:
        os.link(source, incoming)
    except OSError:
        shutil.copy2(source, incoming)
    os.replace(incoming, target)


def _discard(stand_in: _StandIn, folder: Path) -> None:
    """Take a stand-in away that nobody sees any more; what somebody else put into it at the last moment is kept."""
    for name in stand_in.others(stand_in.path):
        if not os.path.lexists(folder / name):
            os.replace(stand_in.path / name, folder / name)
    _clear(stand_in.path)


def _clear(stand_in: Path) -> None:
    """Take a stand-in away: its files and links, and last the note, by which the next run could know what it is."""
    for name in sorted(os.listdir(stand_in), key=lambda name: name == _NOTE):
        (stand_in / name).unlink()
    stand_in.rmdir()


def _recovered(folder: Path) -> bool:
    """Mend what a killed run left of this folder, never of a running one; True if the folder was a stand-in."""
    (folder / _INCOMING).unlink(missing_ok=True)
    note = _note(folder, folder.name)
    if note is not None:
        stand_in, beside = note
        if beside.is_dir():
            _settle(stand_in, beside)
        else:  # somebody has removed it: the stand-in is all there is
            (folder / _NOTE).unlink()
        return True
    for name in os.listdir(folder.parent):
        path = folder.with_name(name)
        if _is_beside(folder.name, name) and path.is_dir() and is_free(path):
            found = _note(path, folder.name)
            if found is not None:
                _discard(found[0], folder)
            else:  # killed before its note was whole; a folder that has more than that is not a stand-in
                (path / _NOTE).unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    path.rmdir()
    return False


def _note(path: Path, name: str) -> tuple[_StandIn, Path] | None:
    """The note in a stand-in for the folder ``name``, and the path that the two share; None in any other folder."""
    try:
        note = json.loads((path / _NOTE).read_bytes())
        names, stale, beside = list(map(str, note["names"])), list(map(str, note["stale"])), str(note["beside"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not _is_beside(name, beside) or any(Path(n).name != n for n in (*names, *stale)):
        return None
    return _StandIn(path, names, stale), path.with_name(beside)


def _is_beside(folder_name: str, name: str) -> bool:
    return re.fullmatch(rf"\.ddtender-{re.escape(folder_name)}-[0-9a-f]{{8}}", name) is not None
