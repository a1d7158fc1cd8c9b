"""Changing several files of a folder, all or none: through a journal that outlives the process.

The new files are written into ``.ddtender-change/`` beside the plan of what goes where. Once the plan stands there, the
change will happen: by us, or, if we are killed, by the next command that works in this folder.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ddtender.library.places import JOURNAL
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.locks import PATIENCE, locked

_PLAN = "plan.json"
_TEMPORARY = ".ddtender-file-"


class _Step(Struct, frozen=True):
    """One file of a plan: what stood there when the plan was made (its SHA-256), and whether it is to go."""

    target: Path
    was: str | None
    remove: bool


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Replace files of the workspace by path below ``root``, all or none. Raises WorkspaceError."""
    try:
        with locked(root) as held:
            finish(root, held)
            change(root, files, held)
    except OSError as error:
        raise WorkspaceError(f"{error.filename or root} cannot be written: {error.strerror}") from None


def finish_interrupted(root: Path) -> None:
    """Complete the change that a killed command left behind. Raises WorkspaceError."""
    if not os.path.lexists(root / JOURNAL):
        return
    try:
        with locked(root) as held:
            finish(root, held)
    except OSError as error:
        raise WorkspaceError(
            f"{error.filename or root} cannot be written ({error.strerror}); a command that was interrupted has left "
            f"its change in {root / JOURNAL}"
        ) from None


def change(folder: Path, files: Mapping[str, bytes | None], held: bool) -> None:
    """Write files by path below ``folder`` and take away those that are None; ``held`` says that we have its lock.

    Raises OSError; then every file is as it was.
    """
    if len(files) == 1 and None not in files.values():
        ((name, content),) = files.items()
        _replace(folder / name, content or b"", held)
        return
    journal = folder / JOURNAL
    journal.mkdir()
    try:
        for n, (name, content) in enumerate(files.items()):
            target = folder / name
            if content is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                write(journal / f"{n}.new", content, mode_of(target))
            if target.is_file():
                _keep(target, journal / f"{n}.old")
        steps = [_Step(folder / name, _digest(folder / name), content is None) for name, content in files.items()]
        plan = [{"path": name, "was": step.was, "remove": step.remove} for name, step in zip(files, steps, strict=True)]
        write(journal / "plan", json.dumps(plan).encode())
        os.replace(journal / "plan", journal / _PLAN)
    except BaseException:
        shutil.rmtree(journal, ignore_errors=True)
        raise
    _carry_out(journal, steps)


def finish(folder: Path, held: bool) -> None:
    """Carry out the plan in the folder's journal, if there is one, or undo it where it cannot be carried out.

    A file that somebody has edited since is left as it is. Raises OSError when the change was undone.
    """
    journal = folder / JOURNAL
    if journal.is_symlink() or not journal.is_dir():
        return
    if not held and time.time() - journal.stat().st_mtime < PATIENCE:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(journal))
    _carry_out(journal, _plan(folder, journal))


def _carry_out(journal: Path, steps: Sequence[_Step]) -> None:
    try:
        for n, step in enumerate(steps):
            _do(step, journal / f"{n}.new")
    except OSError:
        for n, step in enumerate(steps):
            if step.remove or not (journal / f"{n}.new").exists():
                _undo(step.target, journal / f"{n}.old")
        shutil.rmtree(journal, ignore_errors=True)
        raise
    with contextlib.suppress(OSError):
        (journal / _PLAN).unlink(missing_ok=True)  # first: without it, what is left means nothing
    shutil.rmtree(journal, ignore_errors=True)


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """A new file, on the disk when this returns. Raises OSError."""
    with open(path, "xb") as stream:
        if mode is not None:
            os.chmod(path, mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _replace(target: Path, content: bytes, held: bool) -> None:
    """One file needs no journal: a rename is all or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if held:
        for left in target.parent.glob(f"{_TEMPORARY}*"):
            left.unlink(missing_ok=True)
    temporary = target.with_name(f"{_TEMPORARY}{secrets.token_hex(4)}")
    try:
        write(temporary, content, mode_of(target))
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _do(step: _Step, new: Path) -> None:
    if _digest(step.target) != step.was:  # done before we were killed, or edited since
        return
    if step.remove:
        step.target.unlink(missing_ok=True)
    elif new.is_file():
        step.target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(new, step.target)


def _undo(target: Path, old: Path) -> None:
    with contextlib.suppress(OSError):
        if old.is_file():
            os.replace(old, target)
        else:
            target.unlink(missing_ok=True)


def _plan(folder: Path, journal: Path) -> list[_Step]:
    """The steps; none where there is no plan, or one that leads out of the folder and cannot be ours."""
    try:
        plan = json.loads((journal / _PLAN).read_bytes())
        steps = [_Step(folder / str(step["path"]), step["was"], bool(step["remove"])) for step in plan]
        inside = folder.resolve()
        ours = all(step.target.parent.resolve().is_relative_to(inside) for step in steps)
    except (FileNotFoundError, ValueError, KeyError, TypeError, RuntimeError):
        return []
    return steps if ours else []


def mode_of(target: Path) -> int | None:
    """The permissions that a file has now; a new one gets the usual ones."""
    return stat.S_IMODE(target.stat().st_mode) if target.is_file() else None


def _keep(target: Path, old: Path) -> None:
    try:
        os.link(target, old)
    except OSError:
        shutil.copy2(target, old)


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
