"""What may be kept from one command to the next: files in the user's own cache folder. Nothing depends on them.

The folder is that of the XDG Base Directory Specification (`$XDG_CACHE_HOME`, else `~/.cache`). It is used only if it
is the user's and nobody else can write there. Whatever goes wrong, a command works as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import os
import stat

#: The oldest go when there are more files or more bytes. Most have a few kilobytes, what a check has read of ten
#: thousand provisions has six million.
_MOST = 500
_MOST_BYTES = 100_000_000


def kept(what: str) -> bytes | None:
    """What is kept under a name of any form, or None."""
    try:
        folder = _folder()
        if not folder or not _is_safe(folder):
            return None
        with open(os.path.join(folder, _name(what)), "rb") as stream:
            return stream.read()
    except OSError:
        return None


def keep(what: str, content: bytes) -> None:
    """Keep ``content``, whole or not at all, whoever else is writing."""
    folder = _folder()
    if folder is None:
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_safe(folder):
            return
        temporary = os.path.join(folder, f".{os.getpid()}-{_name(what)}")
        with open(temporary, "wb") as stream:
            stream.write(content)
        os.replace(temporary, os.path.join(folder, _name(what)))
        _prune(folder)
    except OSError:
        return


def _folder() -> str | None:
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = os.path.expanduser("~")
    if not os.path.isabs(base):  # the specification: a relative path is to be ignored
        base = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(base, "ddtender") if base else None


def _is_safe(folder: str) -> bool:
    """Whether the folder is the user's own, and nobody else can write there."""
    if os.name != "posix":
        return True
    found = os.lstat(folder)
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & others


def _name(what: str) -> str:
    return hashlib.sha256(what.encode(errors="surrogateescape")).hexdigest()


def _prune(folder: str) -> None:
    found = [(entry.stat(follow_symlinks=False), entry.path) for entry in os.scandir(folder)]
    found.sort(key=lambda each: each[0].st_mtime, reverse=True)
    total = 0
    for n, (status, path) in enumerate(found):
        total += status.st_size
        if n >= _MOST or (n and total > _MOST_BYTES):
            os.unlink(path)
