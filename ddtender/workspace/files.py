"""Single files, looked at and put in place: never through a link, never over what somebody has just saved."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Container
from pathlib import Path

from ddtender.workspace.exchange import exchange
from ddtender.workspace.system import renamed
from ddtender.workspace.walking import HIDDEN

_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
#: Disks that cannot make a second name for a file, or cannot let two names change places.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK, errno.EXDEV}
#: What file managers leave in a folder that somebody has looked at, whatever the case of its letters.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}


def is_litter(name: str) -> bool:
    """Whether a file, by its name or path, is one that a file manager leaves in a folder."""
    return os.path.basename(name).lower() in _LITTER


def is_passed_over(path: str) -> bool:
    """Whether a file, by its name or its path below a folder, is nobody's document: hidden or in a hidden folder, what
    an office program leaves while a file is open, or what a file manager leaves."""
    return is_litter(path) or any(part.startswith(HIDDEN) for part in Path(path).parts)


def seen(path: Path) -> str | None:
    """What stands at a path: the SHA-256 of a file, "link" and where a link leads, "folder", "no file" for a pipe or a
    device; None where nothing is. Raises OSError."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return f"link {os.readlink(path)}"
        if not stat.S_ISREG(status.st_mode):
            return "folder" if stat.S_ISDIR(status.st_mode) else "no file"
        with open(os.open(path, _READING), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def content_of(path: Path) -> bytes | None:
    """The bytes of an ordinary file, not through a link; None where there is none. Raises OSError."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    with open(os.open(path, _READING), "rb") as stream:
        return stream.read()


def digest(content: bytes) -> str:
    """A file's content as ``seen`` says it."""
    return hashlib.sha256(content).hexdigest()


def identity(path: Path) -> list[int] | None:
    """What tells a file or folder from every other one on this machine; None where there is none, or a link."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return None if stat.S_ISLNK(status.st_mode) else [status.st_dev, status.st_ino]


def mode_of(target: Path) -> int | None:
    """The permissions that a file has now, as far as they concern a document; a new one gets the usual ones."""
    try:
        mode = os.lstat(target).st_mode
    except OSError:
        return None
    return stat.S_IMODE(mode) & 0o666 if stat.S_ISREG(mode) else None


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """A new file, on the disk when this returns. Raises OSError."""
    with open(path, "xb") as stream:
        if mode is not None:
            os.chmod(path, mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _link(path: Path, new: Path) -> None:
    """The same file or link under one more name. Raises OSError, with ENOSYS where the system has no such thing."""
    if not hasattr(os, "link"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(path))
    if os.link in os.supports_follow_symlinks:
        os.link(path, new, follow_symlinks=False)
    else:
        os.link(path, new)


def second_name(path: Path, new: Path) -> None:
    """The same file or link under one more name, or a copy where the disk knows no such thing.

    Raises OSError, FileExistsError where something has that name.
    """
    try:
        _link(path, new)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        if path.is_symlink():
            os.symlink(os.readlink(path), new)
            return
        with open(new, "xb") as stream, open(os.open(path, _READING), "rb") as source:
            shutil.copyfileobj(source, stream)
        shutil.copystat(path, new)


def put(new: Path, target: Path, expected: Container[str | None]) -> bool:
    """Give the file ``new`` the name ``target`` if what stands there is as ``expected`` (see ``seen``), and else leave
    both as they are: also where somebody saves at the same moment. Raises OSError."""
    if seen(target) not in expected:
        return False
    if not os.path.lexists(target):
        try:
            _link(new, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            renamed(new, target, os.rename)
            return True
        new.unlink()
        return True
    try:
        exchange(new, target)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        renamed(new, target)
        return True
    try:
        was_expected = seen(new) in expected
    except OSError:
        exchange(new, target)
        raise
    if not was_expected:
        exchange(new, target)
        return False
    new.unlink()
    return True


def take(target: Path, aside: Path, expected: Container[str | None]) -> bool:
    """Take ``target`` away, by the unused name ``aside``, if it is as ``expected``. Raises OSError."""
    if seen(target) not in expected:
        return False
    with contextlib.suppress(FileNotFoundError):
        renamed(target, aside, os.rename)
        if seen(aside) not in expected:
            renamed(aside, target, os.rename)
            return False
        aside.unlink()
    return True
