"""One digest for facts, and for files: what is equal has the same, whenever and wherever it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def digest(*facts: object) -> str:
    """One digest for facts that Python writes out in full: texts, numbers, moments, and tuples and lists of these."""
    return sha256(repr(facts).encode())


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """One digest for files with their paths."""
    return digest(sorted((path, sha256(content)) for path, content in files.items()))


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
