"""Relationships between the parts of a package (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

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
    for found in parse_part(relationships, parts[relationships]).iter(RELATIONSHIP):
        if found.get("Type") == relation and found.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", base, found.get("Target", ""))).lstrip("/")
    return None
