"""The user's own folders: what is kept there from one command to the next is believed, as nobody else can write it.

Two of the XDG Base Directory Specification: the cache (`$XDG_CACHE_HOME`, else `~/.cache`), which may be deleted at any
time, and the state (`$XDG_STATE_HOME`, else `~/.local/state`), where stands what is under way and what was written.
Nothing is read from a folder or a file that belongs to somebody else, that others may write, or that is a link.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time

from ddtender.workspace.system import renamed

CACHE, STATE = ("XDG_CACHE_HOME", ".cache"), ("XDG_STATE_HOME", ".local/state")
#: How the name of a file begins that is being written; after a day nobody is.
_TEMPORARY, _DAY = ".", 24 * 3600
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def usual(kind: tuple[str, str]) -> str | None:
    """Where the folder of a kind is, or would be; None where the user has no home."""
    variable, below = kind
    base = os.environ.get(variable, "")
    home = os.path.expanduser("~")
    if not os.path.isabs(base):  # the specification: a relative path is to be ignored
        base = os.path.join(home, below) if os.path.isabs(home) else ""
    return os.path.join(base, "ddtender") if base else None


def made(folder: str) -> bool:
    """Whether ``folder`` is there, made if need be, and is the user's alone."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return is_own(folder)
    except OSError:
        return False


def is_own(folder: str) -> bool:
    """Whether a folder is the user's, and nobody else can write there. Raises OSError."""
    found = os.lstat(folder)
    return stat.S_ISDIR(found.st_mode) and _nobody_elses(found)


def read(folder: str, name: str) -> bytes | None:
    """The file ``name``, or None where there is none that can be believed."""
    try:
        if not is_own(folder):
            return None
        handle = os.open(os.path.join(folder, name), _READING)
        with open(handle, "rb") as stream:
            found = os.fstat(handle)
            return stream.read() if stat.S_ISREG(found.st_mode) and _nobody_elses(found) else None
    except OSError:
        return None


def write(folder: str, name: str, content: bytes, lasting: bool = False) -> None:
    """Write a file, whole or not at all, whoever else is writing; ``lasting``: on the disk when this returns.

    Raises OSError.
    """
    temporary = os.path.join(folder, f"{_TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
            if lasting:
                stream.flush()
                os.fsync(handle)
        renamed(temporary, os.path.join(folder, name))
    except BaseException:
        os.unlink(temporary)
        raise


def is_left_over(entry: os.DirEntry[str]) -> bool:
    """Whether a file is what a killed command was writing. Raises OSError."""
    return entry.name.startswith(_TEMPORARY) and time.time() - entry.stat(follow_symlinks=False).st_mtime > _DAY


def name_of(what: str) -> str:
    """The name of the file that is about ``what``, a text of any form."""
    return hashlib.sha256(what.encode(errors="surrogateescape")).hexdigest()


def _is_named(file: str) -> bool:
    """Whether a file has a name that ``name_of`` gives; any other is somebody else's."""
    return len(file) == 64 and not file.strip("0123456789abcdef")


def prune(folder: str, most: int, most_bytes: int) -> None:
    """Take the oldest of our files away where there are more than ``most``, or more bytes. Raises OSError."""
    entries = [entry for entry in os.scandir(folder) if _is_named(entry.name) or is_left_over(entry)]
    found = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
    found = [(status, path) for status, path in found if stat.S_ISREG(status.st_mode)]
    found.sort(key=lambda each: each[0].st_mtime, reverse=True)
    total = 0
    for n, (status, path) in enumerate(found):
        total += status.st_size
        if n >= most or (n and total > most_bytes):
            os.unlink(path)


def _nobody_elses(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & _OTHERS)
