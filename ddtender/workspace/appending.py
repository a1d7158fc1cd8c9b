"""Adding a line to a file that is only ever added to, and replacing a file that somebody may be changing as well: the
whole file is replaced in one step, or stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ddtender.diagnostics.messages import Message
from ddtender.workspace.changes import change, finish
from ddtender.workspace.errors import DONE, WorkspaceError, WrittenMeanwhile, not_read, not_written
from ddtender.workspace.files import digest, seen
from ddtender.workspace.locks import locked
from ddtender.workspace.undisturbed import interrupt_held

_NO_FILES = ("folder", "no file")


def read_record(path: Path) -> bytes:
    """The record at a path as it is; empty where there is none yet. Raises WorkspaceError."""
    from ddtender.workspace.walking import read_bytes

    try:
        there = seen(path)
    except OSError as error:
        raise not_read(error, path) from None
    if there is None:
        return b""
    if there.startswith("link ") or there in _NO_FILES:
        raise WorkspaceError(f"{path} is not an ordinary file; a record must be one")
    return read_bytes(path)


def append_to(folder: Path, added: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Add to several files of a folder, by path below it: to each what it was when that was thought out (empty: it was
    not there), and what is added; all or none, even when killed. Raises WrittenMeanwhile, WorkspaceError."""
    replace_together(folder, {name: (before, before + line) for name, (before, line) in added.items()})


def append(path: Path, before: bytes, line: bytes) -> None:
    """Add a line to the record at ``path``, which was ``before`` when the line was thought out. Raises WorkspaceError
    where it is another by now, or cannot be written; then it is as it was."""
    _replace(path, before + line, _thought_of(before))


def replace(path: Path, before: bytes, content: bytes) -> None:
    """Another content for the file at ``path``, which was ``before`` when it was thought out. Raises WrittenMeanwhile
    where it is another by now, WorkspaceError where it cannot be written; then it is as it was."""
    try:
        there = seen(path)
    except OSError as error:
        raise not_read(error, path) from None
    if there is not None and (there.startswith("link ") or there in _NO_FILES):
        raise WorkspaceError(f"{path} is no ordinary file; nothing was written")
    _replace(path, content, {digest(before)})


def replace_together(folder: Path, changes: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Another content for several files of a folder, by path below it: what each was when that was thought out (empty:
    it was not there), and what it is to be; all or none, even when killed. Raises WrittenMeanwhile, WorkspaceError."""
    files = {name: content for name, (_, content) in changes.items()}
    _replace_all(folder, files, {name: _thought_of(before) for name, (before, _) in changes.items()}, folder)


def _thought_of(before: bytes) -> set[str | None]:
    """As what is seen where a file is as it was ``before``; empty: it was not there."""
    return {digest(before)} if before else {None, digest(b"")}


def _replace(path: Path, content: bytes, expected: set[str | None]) -> None:
    _replace_all(path.parent, {path.name: content}, {path.name: expected}, path)


def _replace_all(folder: Path, files: Mapping[str, bytes], expected: Mapping[str, set[str | None]], said: Path) -> None:
    """``said`` is what could not be written."""
    try:
        with locked(folder) as held, interrupt_held():
            finish(folder, held)
            was = {name: seen(folder / name) for name in files}
            for name in files:
                if was[name] not in expected[name]:
                    changed = (
                        f"{folder / name} has been changed by somebody else since this command read it; nothing was "
                        "written: run the command again"
                    )
                    raise WrittenMeanwhile(Message(changed, "messages.refusal.changed_meanwhile"))
            change(folder, files, held, was)
    except OSError as error:
        raise not_written(error, said) from None
    DONE.extend(str(folder / name) for name in files)
