"""Relationships between the parts of a package (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache

from ddtender.library.package import parse_part

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: The relationships of the package itself, and of a Word document's main part.
OF_PACKAGE, OF_DOCUMENT = "_rels/.rels", "word/_rels/document.xml.rels"


def related_part(parts: Mapping[str, bytes], relationships: str, relation: str) -> str | None:
    """The name of the part that ``relationships`` points to with this type, whether or not it exists.

    Raises PackageError.
    """
    if relationships not in parts:
        return None
    base = posixpath.dirname(posixpath.dirname(relationships))
    for type_, target in _within_package(relationships, parts[relationships]):
        if type_ == relation:
            return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return None


@lru_cache(maxsize=64)
def _within_package(name: str, data: bytes) -> tuple[tuple[str | None, str], ...]:
    """Type and target of every relationship to another part; it is asked for several times a document."""
    found = parse_part(name, data).iter(RELATIONSHIP)
    return tuple((one.get("Type"), one.get("Target", "")) for one in found if one.get("TargetMode") != "External")
