"""Two folders change places in one step, so that no reader ever sees half of either."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; renameat2(2)
_RENAME_SWAP = 2  # macOS stdio.h; renamex_np(2)


def exchange(one: Path, other: Path) -> None:
    """Swap two existing names. Raises OSError, with ENOSYS where the system or the disk cannot do it."""
    import ctypes

    system = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if system is not None and sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, ctypes.c_uint(_RENAME_EXCHANGE))
    elif system is not None and sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(first, second, ctypes.c_uint(_RENAME_SWAP))
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))
