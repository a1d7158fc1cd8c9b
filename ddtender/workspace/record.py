"""What a folder of outputs was made from, so that the same is not made again: told by content, never by time.

The record of a build is kept in the user's cache (``cache``), those of a batch in a hidden folder beside the folders of
documents, which hold nothing but documents. Whoever deletes a record has the documents made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

#: The hidden folder with the records of a batch.
RECORDS = ".ddtender"
_DISTRIBUTION = (".dist-info", ".egg-info")
#: Code, and what pages are made from.
_OURS = (".py", ".jinja", ".css", ".js")


def record(outputs: Mapping[str, bytes], inputs: str, said: str = "") -> bytes:
    """That ``inputs`` (a digest) made ``outputs``; ``said`` is what is to be said again."""
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()}
    return json.dumps({"inputs": inputs, "outputs": listed, "said": said}, ensure_ascii=False).encode()


def current(folder: Path, inputs: str, written: bytes | None) -> tuple[list[str], str] | None:
    """The names of the outputs in ``folder`` and what was said of them, if they are what ``inputs`` make; else None.

    ``written`` is the record, if there is one. Every output is read and compared: one that was altered, or that is
    missing, makes the folder out of date, and so does what a killed run has left.
    """
    try:
        record = json.loads(written or b"")
        if record["inputs"] != inputs or not record["outputs"]:
            return None
        if _unfinished(folder):
            return None
        for name, digest in record["outputs"].items():
            if Path(name).name != name or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                return None
        return list(record["outputs"]), str(record["said"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _unfinished(folder: Path) -> bool:
    """Whether a run that was killed has left something in or beside the folder, for the next one to finish."""
    left = f".ddtender-{folder.name}-"
    return any(name.startswith(left) for name in os.listdir(folder.resolve().parent)) or any(
        name.startswith(".ddtender") for name in os.listdir(folder)
    )


def kept_beside(folder: Path) -> bytes | None:
    """The record of a folder of a batch."""
    try:
        return _beside(folder).read_bytes()
    except OSError:
        return None


def keep_beside(folder: Path, written: bytes) -> None:
    """Keep a record, whole or not at all. Where it cannot be written, the documents are made again the next time."""
    path = _beside(folder)
    temporary = path.with_name(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        temporary.write_bytes(written)
        os.replace(temporary, path)


def _beside(folder: Path) -> Path:
    return folder.parent / RECORDS / f"{folder.name}.json"


def digest(*facts: object) -> str:
    """One digest for facts that JSON can hold, or whose text says all of them."""
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """One digest for files with their paths."""
    return digest(sorted((path, hashlib.sha256(content).hexdigest()) for path, content in files.items()))


@cache
def toolchain() -> str:
    """One digest for the programs that make documents: our own files, Python, and all installed distributions."""
    own = hashlib.sha256()
    for folder, folders, names in os.walk(os.path.dirname(os.path.dirname(__file__))):
        folders.sort()
        for name in sorted(name for name in names if name.endswith(_OURS)):
            with open(os.path.join(folder, name), "rb", buffering=0) as source:
                content = source.read()
            own.update(f"{len(folder)} {folder} {name} {len(content)}\n".encode())
            own.update(content)
    return digest(own.hexdigest(), sys.version, zlib.ZLIB_RUNTIME_VERSION, _distributions())


def _distributions() -> list[str]:
    """Names with versions, as the folders of their metadata have them."""
    found = set()
    for folder in sys.path:
        try:
            found |= {entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(_DISTRIBUTION)}
        except OSError:  # a zip file, or a folder that does not exist
            continue
    return sorted(found)
