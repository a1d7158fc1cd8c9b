"""Two folders change places in one step, so that no reader ever sees half of either."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from ddtender.workspace.system import WINDOWS

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; renameat2(2)
_RENAME_SWAP = 2  # macOS stdio.h; renamex_np(2)


def can_exchange() -> bool:
    """Whether this system can do it at all; a disk may still refuse."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    if WINDOWS or name is None:
        return False
    import ctypes

    return hasattr(ctypes.CDLL(None), name)


def exchange(one: Path, other: Path) -> None:
    """Swap two existing names. Raises OSError, with ENOSYS where the system or the disk cannot do it."""
    if not can_exchange():
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        failed = system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, ctypes.c_uint(_RENAME_EXCHANGE))
    else:
        failed = system.renamex_np(first, second, ctypes.c_uint(_RENAME_SWAP))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))
