"""What Windows does otherwise: files that another program has open, names that cannot be, links of its own kind.

What is known of it is from its documentation ("Naming Files, Paths, and Namespaces", "Maximum Path Length Limitation",
learn.microsoft.com); the tests take away what Windows does not have, and let renames fail as they fail there. It has
not been tried on Windows itself.
"""

from __future__ import annotations

import os
import stat
import time

from ddtender.library.places import DEVICES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    AnyPath = str | Path

WINDOWS = os.name == "nt"
#: How long a virus scanner, a search index or OneDrive may hold a file that is to get another name.
PATIENCE = 3.0
_NOT_IN_NAMES = '<>:"|?*'
#: What a path may have where long ones are not switched on.
_LONGEST = 259


def renamed(old: AnyPath, new: AnyPath, how: Callable[[AnyPath, AnyPath], None] = os.replace) -> None:
    """Give a file or folder another name (``how``: os.replace or os.rename); on Windows again and again for a while, as
    whoever synchronises or scans it lets it go soon. Raises OSError."""
    deadline = time.monotonic() + (PATIENCE if WINDOWS else 0)
    while True:
        try:
            how(old, new)
            return
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.05)


def is_link(path: AnyPath) -> bool:
    """Whether a name leads elsewhere: a symbolic link, or a junction of Windows. What OneDrive keeps in its cloud is
    none."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return stat.S_ISLNK(status.st_mode) or (
        junction is not None and getattr(status, "st_reparse_tag", None) == junction
    )


def unusable(path: AnyPath) -> str:
    """Why Windows has no file or folder of this path; empty where it can, and on every other system."""
    if not WINDOWS:
        return ""
    _, rest = os.path.splitdrive(os.fspath(path))
    for part in rest.replace("\\", "/").split("/"):
        if part in ("", os.curdir, os.pardir):
            continue
        if found := sorted({one for one in part if one in _NOT_IN_NAMES or ord(one) < 32}):
            return f"Windows has no {' '.join(map(repr, found))} in names, as in {part!r}"
        if part[-1] in ". ":
            return f"Windows has no names that end with a dot or a space, such as {part!r}"
        if is_device(part):
            return f"{part!r} is the name of a device on Windows"
    return ""


def is_device(name: str) -> bool:
    """Whether Windows takes a name, with whatever ending, for that of a device."""
    return name.partition(".")[0].rstrip(" ").lower() in DEVICES


def advice(error: OSError, path: object) -> str:
    """What to do about an error of this system that its own words do not say, as the end of a sentence; or nothing."""
    if not WINDOWS:
        return ""
    if isinstance(error, PermissionError):
        return "; if it is open in Word or Excel, close it there; if OneDrive is busy with it, try again in a moment"
    if len(os.path.abspath(str(path))) > _LONGEST:
        return f"; its path has more than {_LONGEST} characters, which Windows allows only where long paths are on"
    return ""
