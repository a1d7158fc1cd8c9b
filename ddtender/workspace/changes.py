"""Changing several files of a folder, all or none: through a journal that outlives the process.

The new files are written into a folder of their own, ``.ddtender-change-…``, and what goes where is noted in the user's
own state folder (``state``). Once it is noted there, the change will happen: by us, or, if we are killed, by the next
command of this user that works in this folder. A folder of that name that came with a workspace means nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, ValidationError, convert, to_builtins

from ddtender.diagnostics.messages import Message
from ddtender.library.places import JOURNAL, LIBRARY, SCENARIOS, TEMPLATES, VENDOR
from ddtender.model.built import built
from ddtender.workspace import state
from ddtender.workspace.box import OWN_LIBRARY, is_box
from ddtender.workspace.destination import make_folder
from ddtender.workspace.errors import DONE, WorkspaceError, WrittenMeanwhile, not_written, place_of
from ddtender.workspace.files import digest, identity, mode_of, put, second_name, seen, take, write
from ddtender.workspace.locks import PATIENCE, locked
from ddtender.workspace.system import WINDOWS
from ddtender.workspace.undisturbed import interrupt_held

CHANGE, TEMPORARY = "change", "temporary"
_FILE = ".ddtender-file-"
#: What may be changed in a workspace.
_SOURCES = (LIBRARY, SCENARIOS, TEMPLATES, VENDOR)


class _Step(Struct, frozen=True):
    """One file of a plan, by its path below the folder: what stood there when the plan was made, and what is to stand
    there, both as ``seen``; None: nothing."""

    path: str
    was: str | None
    new: str | None


class _Plan(Struct, frozen=True):
    """The journal's name and identity, and the steps, none before all is ready; the n-th file is ``n.new`` there."""

    journal: str
    identity: list[int]
    steps: list[_Step]


def write_files(root: Path, files: Mapping[str, bytes | None], read: Mapping[str, bytes] | None = None) -> None:
    """Replace sources of the workspace by path below ``root``, all or none; one whose content is None is taken away.

    ``read`` are files as they were when the new ones were thought out; one of ``files`` that is not among them was not
    there. If any of them is another by now, nothing is written. Raises WorkspaceError.
    """
    if is_box(root):
        raise WorkspaceError(f"the library in the box of ddtender is not worked on; nothing was written: {OWN_LIBRARY}")
    for name in files:
        _refuse_other(name)
    try:
        with locked(root) as held, interrupt_held():
            finish(root, held)
            was = {name: seen(root / name) for name in files}
            if read is not None:
                expected = {**dict.fromkeys(files), **{name: digest(content) for name, content in read.items()}}
                _refuse_changed(root, [name for name in expected if seen(root / name) != expected[name]])
                was = {name: expected[name] for name in files}
            change(root, files, held, was)
    except OSError as error:
        raise not_written(error, root) from None
    DONE.extend(str(root / name) for name in files)


def finish_interrupted(root: Path) -> None:
    """Complete the change that a killed command of this user left behind. Raises WorkspaceError."""
    if not state.is_noted(CHANGE, root):
        return
    try:
        with locked(root) as held, interrupt_held():
            finish(root, held)
    except OSError as error:
        raise WorkspaceError(
            f"{place_of(error, root)} cannot be written ({error.strerror}); a command that was interrupted has left "
            f"its change in {root}"
        ) from None


def left_by_others(root: Path) -> list[str]:
    """The names at the top of a workspace that look like a change under way, of which we know nothing."""
    plan = _noted(root)
    ours = plan.journal if plan else None
    return sorted(name for name in os.listdir(root) if name.startswith(JOURNAL) and name != ours)


def change(folder: Path, files: Mapping[str, bytes | None], held: bool, was: Mapping[str, str | None]) -> None:
    """Write files by path below ``folder`` and take away those that are None; ``held`` says that we have its lock.

    Raises WorkspaceError where one is no longer as it ``was`` (see ``seen``), and OSError; then all are as they were.
    """
    if len(files) == 1 and None not in files.values():
        ((name, content),) = files.items()
        _replace(folder, name, content or b"", held, was.get(name))
        return
    journal = folder / f"{JOURNAL}-{os.urandom(4).hex()}"
    state.remember(CHANGE, folder, to_builtins(_Plan(journal.name, [], [])))
    # On Windows a file keeps the rights of the folder in which it was made, and others are to read what is published.
    journal.mkdir(mode=0o777 if WINDOWS else 0o700)
    try:
        # So that what is left of a run that is killed from here on is known as ours, with nothing to be carried out.
        state.remember(CHANGE, folder, to_builtins(_Plan(journal.name, identity(journal) or [], [])))
        steps = []
        for n, (name, content) in enumerate(files.items()):
            if content is not None:
                make_folder(folder, Path(name).parent.parts)
                write(journal / f"{n}.new", content, mode_of(folder / name))
            if was.get(name) is not None:
                second_name(folder / name, journal / f"{n}.old")
            steps.append(_Step(name, was.get(name), None if content is None else digest(content)))
        plan = _Plan(journal.name, identity(journal) or [], steps)
        state.note(CHANGE, folder, to_builtins(plan))
    except BaseException:
        _clear(folder, journal)
        raise
    _carry_out(folder, plan, live=True)


def finish(folder: Path, held: bool) -> None:
    """Carry out what is noted for the folder, if anything is, or undo it where it cannot be carried out.

    A file that somebody has edited since is left as it is. Raises OSError when the change was undone.
    """
    _sweep(folder)
    plan = _noted(folder)
    if plan is None:
        return
    journal = folder / plan.journal
    if identity(journal) == plan.identity:
        if not held and time.time() - journal.stat().st_mtime < PATIENCE:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(journal))
        _carry_out(folder, plan, live=False)
    else:  # somebody has removed it, or it was finished, or it was only just made
        with contextlib.suppress(OSError):
            journal.rmdir()
        state.forget(CHANGE, folder)


def _carry_out(folder: Path, plan: _Plan, live: bool) -> None:
    journal, done = folder / plan.journal, []
    try:
        for n, step in enumerate(plan.steps):
            if not live and not _is_ours(folder, journal, n, step):
                continue
            done.append((n, step))
            if not _do(folder / step.path, step, journal, n) and live:
                _refuse_changed(folder, [step.path])
    except (OSError, WorkspaceError):
        for n, step in done:
            _undo(folder / step.path, step, journal, n)
        _clear(folder, journal)
        raise
    _clear(folder, journal)


def _clear(folder: Path, journal: Path) -> None:
    """Take the journal away; if that is interrupted, the next command does it."""
    state.remember(CHANGE, folder, to_builtins(_Plan(journal.name, identity(journal) or [], [])))
    with contextlib.suppress(OSError):
        shutil.rmtree(journal)
        state.forget(CHANGE, folder)


def _is_ours(folder: Path, journal: Path, n: int, step: _Step) -> bool:
    """Whether a step of an earlier command may still be done: its file is as we wrote it, and no folder on the way to
    its target has become a link."""
    try:
        make_folder(folder, Path(step.path).parent.parts)
        return step.new is None or seen(journal / f"{n}.new") in (step.new, None)
    except WorkspaceError:
        return False


def _do(target: Path, step: _Step, journal: Path, n: int) -> bool:
    """Whether the file is as the step has it, when this returns."""
    if seen(target) == step.new:  # done before we were killed
        return True
    if step.new is None:
        return take(target, journal / f"{n}.gone", {step.was})
    return put(journal / f"{n}.new", target, {step.was})


def _undo(target: Path, step: _Step, journal: Path, n: int) -> None:
    with contextlib.suppress(OSError):
        if seen(target) != step.new:
            return
        if step.was is not None:
            put(journal / f"{n}.old", target, {step.new})
        else:
            take(target, journal / f"{n}.gone", {step.new})


def _replace(folder: Path, name: str, content: bytes, held: bool, was: str | None) -> None:
    """One file needs no journal: a rename is all or nothing."""
    target = folder / name
    make_folder(folder, Path(name).parent.parts)
    if held:
        _sweep(target.parent)
    temporary = target.with_name(f"{_FILE}{os.urandom(4).hex()}")
    state.remember(TEMPORARY, target.parent, temporary.name)
    try:
        write(temporary, content, mode_of(target))
        if not put(temporary, target, {was}):
            _refuse_changed(folder, [name])
    finally:
        temporary.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            state.forget(TEMPORARY, target.parent)


def _sweep(folder: Path) -> None:
    """Take away the file that a killed command of this user was about to put in its place."""
    name = state.noted(TEMPORARY, folder)
    if isinstance(name, str) and name.startswith(_FILE) and Path(name).name == name:
        (folder / name).unlink(missing_ok=True)
        state.forget(TEMPORARY, folder)


def _noted(folder: Path) -> _Plan | None:
    try:
        found = state.noted(CHANGE, folder)
        return None if found is None else convert(found, built(_Plan))
    except ValidationError:
        return None


def _refuse_other(name: str) -> None:
    parts = Path(name).parts
    fine = parts and parts[0] in _SOURCES and len(parts) > 1 and not Path(name).is_absolute()
    if not fine or any(part.startswith(".") for part in parts):
        raise WorkspaceError(f"{name} is not a source of the workspace; nothing was written")


def _refuse_changed(folder: Path, names: Sequence[str]) -> None:
    if names:
        was = "has" if len(names) == 1 else "have"
        said = (
            f"{', '.join(str(folder / name) for name in names)} {was} been changed by somebody else since this command "
            "read it; nothing was written: run the command again"
        )
        raise WrittenMeanwhile(Message(said, "messages.refusal.changed_meanwhile"))
