"""One writer for a folder at a time. The system drops the lock of a process that ends, however it ends.

Windows locks no folder: there the lock is on a small file in it, which goes when the lock does. As long as one process
has that file open, Windows lets no other one delete it; so nobody ever waits for a file that is not there any more.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ddtender.diagnostics.messages import Message
from ddtender.workspace.errors import WorkspaceError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:  # every other system
    msvcrt = None  # type: ignore[assignment]

#: How long a writer may take: a whole set is written in well under a second.
PATIENCE = 60.0
_LOCK, _TRIES = ".ddtender-lock", 20
_NO_LOCKS = {errno.ENOLCK, errno.EBADF, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EACCES, errno.EPERM}


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold an existing ``folder`` against other writers; False where its disk knows no locks (some network shares).

    Raises WorkspaceError when another writer does not finish, OSError when the folder is gone.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        handle = _open(folder)
        try:
            held = handle is not None and _lock(handle, folder, deadline)
            # A folder may have been exchanged for another one while we waited.
            if handle is not None and held and not _is_still(handle, folder):
                continue
            yield held
            return
        finally:
            if handle is not None:
                let_go(handle, folder)


def let_go(handle: int, folder: Path) -> None:
    """Free a folder that was locked."""
    os.close(handle)
    if fcntl is None:
        with suppress(OSError):  # somebody else has it open, and will take it away
            os.unlink(folder / _LOCK)


def is_free(folder: Path) -> bool:
    """Whether no running process holds ``folder``."""
    try:
        handle = _open(folder)
    except OSError:
        return False
    if handle is None:
        return False
    try:
        _try(handle)
    except OSError:
        return False
    finally:
        let_go(handle, folder)
    return True


def hold(folder: Path) -> int | None:
    """Lock a folder that nobody else knows yet; ``let_go`` frees it."""
    handle = _open(folder)
    if handle is not None:
        _try(handle)
    return handle


def _open(folder: Path) -> int | None:
    if fcntl is not None:
        try:
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except PermissionError:
            return None
    if msvcrt is None:
        return None
    for _ in range(_TRIES):
        try:
            return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT)
        except PermissionError:  # its last lock is just being taken away, or the folder is read-only
            time.sleep(0.01)
    return None


def _try(handle: int) -> None:
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    assert msvcrt is not None
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]


def _lock(handle: int, folder: Path, deadline: float) -> bool:
    while True:
        try:
            _try(handle)
            return True
        except BlockingIOError:
            pass
        except OSError as error:
            if fcntl is not None and error.errno in _NO_LOCKS:
                return False
        if time.monotonic() > deadline:
            raise WorkspaceError(
                Message(
                    f"{folder} is being written by another process that does not finish; try again later",
                    "messages.refusal.being_written",
                )
            )
        time.sleep(0.01)


def _is_still(handle: int, folder: Path) -> bool:
    if fcntl is None:
        return True
    try:
        return os.path.samestat(os.fstat(handle), os.stat(folder))
    except FileNotFoundError:
        return False
