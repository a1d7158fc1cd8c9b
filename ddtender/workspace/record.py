"""What a folder of outputs was made from, so that the same is not made again: told by content, never by time.

Records are kept in the user's cache (``cache``), never beside the documents: who sends a folder must not be able to
send the proof of it as well. Whoever deletes a record has the documents made again.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache

from ddtender.library.places import REVIEWS
from ddtender.workspace.digests import digest, digest_of_files, sha256

TYPE_CHECKING = False  # typing takes longer to import than a record to read
if TYPE_CHECKING:
    from pathlib import Path

_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_DISTRIBUTION = (".dist-info", ".egg-info")
#: Code, what pages are made from, and the words of languages.
_OURS = (".py", ".jinja", ".css", ".js", ".yaml")


def record(outputs: Mapping[str, bytes], inputs: str, said: str = "") -> bytes:
    """That ``inputs`` (a digest) made ``outputs``; ``said`` is what is to be said again.

    The digest of the rest; that of the inputs; a line for each output, as sha256sum has it; an empty line; what was
    said. JSON would do, but takes longer to import than all of this to read.
    """
    lines = [inputs, *(f"{sha256(content)}  {name}" for name, content in outputs.items()), "", said]
    content = "\n".join(lines).encode("utf-8", "backslashreplace")
    return f"{sha256(content)}\n".encode() + content


def current(folder: str | Path, inputs: str, written: bytes | None) -> tuple[list[str], str] | None:
    """The names of the outputs in ``folder`` and what was said of them, if they are what ``inputs`` make; else None.

    ``written`` is the record, if there is one. Every output is read and compared: one that was altered, or that is
    missing, makes the folder out of date, and so does what a killed run has left.
    """
    whole, _, content = (written or b"").partition(b"\n")
    if whole.decode("ascii", "replace") != sha256(content):
        return None
    first, _, rest = content.decode().partition("\n")
    listed, _, said = rest.partition("\n\n")
    outputs = [(name, digest) for digest, _, name in (line.partition("  ") for line in listed.splitlines())]
    try:
        if first != inputs or not outputs or _unfinished(folder):
            return None
        for name, digest in outputs:
            if os.path.basename(name) != name or sha256(_output(os.path.join(folder, name))) != digest:
                return None
    except OSError:
        return None
    return [name for name, _ in outputs], said


def _unfinished(folder: str | Path) -> bool:
    """Whether a run that was killed has left something in or beside the folder, for the next one to finish."""
    above, name = os.path.split(os.path.realpath(folder))
    beside = f".ddtender-{name}-"
    return any(left.startswith(beside) for left in os.listdir(above)) or any(
        left.startswith(".ddtender") for left in os.listdir(folder)
    )


def day_of_stamps(files: Mapping[str, bytes], final: bool) -> str:
    """Today, where a stamp may run out that a final document needs; else it may be any day."""
    if not final or not any(b"valid_until" in files[path] for path in files if path.startswith(f"{REVIEWS}/")):
        return ""
    from ddtender.workspace.repository import today

    return today().isoformat()


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as stream:
        return stream.read()


def _output(path: str) -> bytes:
    """An output as it stands there; a link, a device or a pipe is none. Raises OSError."""
    handle = os.open(path, _READING)
    with open(handle, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        return stream.read()


@cache
def toolchain() -> str:
    """One digest for the programs that make documents: our own files, Python, and all installed distributions."""
    own = digest_of_files(dict(_files(os.path.dirname(os.path.dirname(__file__)))))
    return digest(own, sys.version, zlib.ZLIB_RUNTIME_VERSION, _distributions())


def _files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Our own files by path."""
    for entry in os.scandir(folder):
        if entry.name.endswith(_OURS):
            yield entry.path, _read(entry.path)
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from _files(entry.path)


def _distributions() -> list[str]:
    """Names with versions, as the folders of their metadata have them."""
    found = set()
    for folder in sys.path:
        try:
            found |= {entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(_DISTRIBUTION)}
        except OSError:  # a zip file, or a folder that does not exist
            continue
    return sorted(found)
