"""Relationships between the parts of a package (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from ddtender.office.safe_xml import parse_part

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: The relationships of the package itself, and of a Word document's main part.
OF_PACKAGE, OF_DOCUMENT = "_rels/.rels", "word/_rels/document.xml.rels"


class Relation(Struct, frozen=True):
    """A relationship to another part: its id, its type, its target as it is written, and the part that this names,
    whether or not it exists."""

    id: str
    type: str
    target: str
    part: str

    @property
    def kind(self) -> str:
        """The last part of the type, which is the same in strict documents (ECMA-376 part 1, annex A)."""
        return self.type.rpartition("/")[2]


def related_part(parts: Mapping[str, bytes], relationships: str, relation: str) -> str | None:
    """The name of the part that ``relationships`` points to with this kind of type, whether or not it exists.

    Raises PackageError.
    """
    kind = relation.rpartition("/")[2]
    return next((one.part for one in relations(parts, relationships) if one.kind == kind), None)


def relations(parts: Mapping[str, bytes], relationships: str) -> tuple[Relation, ...]:
    """Every relationship to another part of the package, in order. Raises PackageError."""
    return _within_package(relationships, parts[relationships]) if relationships in parts else ()


def rels_of(part: str) -> str:
    """The name of the part that has the relationships of a part (ECMA-376 part 2, 6.5.2)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def inside(relationships: str, target: str) -> str:
    """The part that a target names, from the root of the package or from the folder of the part that relates to it."""
    source = posixpath.dirname(posixpath.dirname(relationships))
    return posixpath.normpath(posixpath.join("/", source, target.partition("#")[0])).lstrip("/")


@lru_cache(maxsize=64)
def _within_package(name: str, data: bytes) -> tuple[Relation, ...]:
    """It is asked for several times a document."""
    found = [one for one in parse_part(name, data).iter(RELATIONSHIP) if one.get("TargetMode") != "External"]
    return tuple(
        Relation(one.get("Id", ""), one.get("Type", ""), target, inside(name, target))
        for one in found
        if not (target := one.get("Target", "")).startswith("#")
    )
