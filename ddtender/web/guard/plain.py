"""Text as a form brings it, made one that everything takes."""

from __future__ import annotations


def plain(text: str) -> str:
    """Text that every file and database takes: no half of a character, as some encodings of a form bring, no NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
