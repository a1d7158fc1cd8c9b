"""The parts of a Word document under the names that Word gives them, whatever the program that wrote it called them.

What a part is, its relationship and its content type say, never its name (ECMA-376 part 2, 6.2 and 6.5). So it is
looked up once, when a package is opened; whoever reads on may go by the names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from lxml import etree

from ddtender.office.relations import OF_PACKAGE, RELATIONSHIP, Relation, relations, rels_of
from ddtender.office.safe_xml import PackageError, parse_part

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OVERRIDE, _DEFAULT = _NS + "Override", _NS + "Default"
#: What may stand in the name of a part as it is (RFC 3986, 3.3); the rest is written with percent signs.
_PLAIN = "/%!$&'()*+,;=:@[]~"
#: The content types of a main part: of a document, of one with macros, and of the templates for both.
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN_TYPES = {
    _MAIN_TYPE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
#: By the kind of the relationship.
_OF_THE_PACKAGE = {"core-properties": "docProps/core.xml"}
#: LibreOffice writes this type in another way, so that python-docx adds a second part.
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OF_MAIN = {
    name: f"word/{name}.xml"
    for name in ("styles", "numbering", "footnotes", "endnotes", "settings", "comments", "fontTable")
} | {"theme": "word/theme/theme1.xml"}
_NUMBERED = ("header", "footer")


def under_usual_names(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a document or template without macros; the main part's type is that of a document.

    Relationships and content types follow, and where a target and the name of its part differed in case they do not
    any more. Raises PackageError when it is no Word document, or has macros.
    """
    package = _Package(parts)
    main = package.main()
    package.rename(main, MAIN)
    for kind, part in package.related(OF_PACKAGE):
        if kind in _OF_THE_PACKAGE:
            package.rename(part, _OF_THE_PACKAGE[kind])
    for kind, part in package.related(rels_of(main)):
        if kind in _OF_MAIN:
            package.rename(part, _OF_MAIN[kind])
            if package.placed.get(part) != _OF_MAIN[kind]:
                raise PackageError(f"this file has several parts for its {kind}, and nothing says which of them counts")
        elif kind in _NUMBERED and not _is_numbered(part, kind):
            package.rename(part, package.free(f"word/{kind}"))
    package.unnamed(_OF_MAIN.values())
    return package.written()


def _is_numbered(part: str, kind: str) -> bool:
    return part.startswith(f"word/{kind}") and part.endswith(".xml") and "/" not in part.removeprefix("word/")


class _Package:
    """Parts by name, and the new names of some of them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        fixed = {name.lower(): name for name in (_TYPES, OF_PACKAGE)}
        self.parts = {fixed.get(name.lower()) or quote(name, safe=_PLAIN): data for name, data in parts.items()}
        self.names = {_key(name): name for name in self.parts}
        if len(self.names) < len(parts):
            raise PackageError("two parts of this file have the same name")
        if _TYPES not in self.parts:
            raise PackageError(f"this zip file is not a Word document: it has no {_TYPES}")
        self.overrides, self.defaults = _types(self.parts[_TYPES])
        self.placed: dict[str, str] = {}

    def main(self) -> str:
        """The part with the document's text. Raises PackageError."""
        found = {part for kind, part in self.related(OF_PACKAGE) if kind == "officeDocument"}
        if OF_PACKAGE not in self.parts:  # some writers leave it out, and some readers go by the types
            found = {part for part in self.parts if self.type_of(part) in _MAIN_TYPES}
        if len(found) > 1:
            raise PackageError("this file has several main parts, and nothing says which of them is the document")
        if not found:
            raise PackageError("this zip file is not a Word document: it has no main part")
        for part in self.parts:
            if "vbaproject" in part.lower() or "vba" in self.type_of(part).lower():
                raise PackageError("this document carries macros; saved as a Word Document (*.docx) it has none")
        main = found.pop()
        if self.type_of(main) not in _MAIN_TYPES:
            raise PackageError(f"this zip file is not a Word document: its main part {main} is of another type")
        return main

    def type_of(self, part: str) -> str:
        """Its content type; "" where nothing is said of it."""
        return self.overrides.get(_key(f"/{part}")) or self.defaults.get(part.rpartition(".")[2].lower(), "")

    def related(self, relationships: str) -> Iterator[tuple[str, str]]:
        """The kind and the part of each relationship to a part that exists."""
        for one in self.relations(self.names.get(_key(relationships), "")):
            if (part := self.names.get(_key(one.part))) is not None:
                yield one.kind, part

    def relations(self, relationships: str) -> tuple[Relation, ...]:
        return relations(self.parts, relationships)

    def rename(self, part: str, name: str) -> None:
        """Call a part by its usual name, unless it has one already or another is called so."""
        if part not in self.placed and name not in self.placed.values():
            self.placed[part] = name

    def unnamed(self, names: Iterable[str]) -> None:
        """Take these names from parts that no relationship names: no program reads them."""
        for name in names:
            part = self.names.get(_key(name))
            if part is not None and part not in self.placed:
                self.placed[part] = self.free("word/other")

    def free(self, stem: str) -> str:
        """A name that no part has or gets."""
        taken = {*self.names, *(name.lower() for name in self.placed.values())}
        return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}{n}.xml") not in taken)

    @property
    def renamed(self) -> dict[str, str]:
        return {part: name for part, name in self.placed.items() if part != name}

    def written(self) -> dict[str, bytes]:
        """All parts, under their new names; what has the usual name of another gets a free one."""
        for name in list(self.placed.values()):
            if (other := self.names.get(_key(name))) is not None and other not in self.placed:
                self.placed[other] = self.free("word/other")
        moved = dict(self.renamed)
        for old, new in self.renamed.items():
            if (relationships := self.names.get(_key(rels_of(old)))) is not None:
                moved[relationships] = rels_of(new)
        parts = {
            moved.get(name, name): self._retargeted(name, moved.get(name, name), data)
            if name.endswith(".rels")
            else data
            for name, data in self.parts.items()
        }
        main = next((old for old, new in self.renamed.items() if new == MAIN), MAIN)
        if self.renamed or self.type_of(main) != _MAIN_TYPE:
            parts[_TYPES] = self._retyped(main)
        return parts

    def _retargeted(self, name: str, new_name: str, data: bytes) -> bytes:
        """The relationships of a part, with targets that are exactly the names of the parts, and Word's own types."""
        base = posixpath.dirname(posixpath.dirname(new_name)) or "."
        changed = {}
        for one in self.relations(name):
            part = self.names.get(_key(one.part))
            if part is not None and (part in self.renamed or part != one.part or name != new_name):
                path = posixpath.relpath(self.renamed.get(part, part), base)
                changed[one.target] = path + "".join(one.target.partition("#")[1:])
        retyped = {one.id for one in self.relations(name) if one.kind == "core-properties" and one.type != _CORE}
        # A link to a place in the document; python-docx takes it for a part, unless it is written as Word writes it.
        linked = b'Target="#' in data
        if not changed and not retyped and not linked:
            return data
        root = parse_part(name, data)
        for relationship in root.iter(RELATIONSHIP):
            if relationship.get("TargetMode") != "External" and relationship.get("Target") in changed:
                relationship.set("Target", changed[relationship.get("Target")])
            if relationship.get("Id") in retyped:
                relationship.set("Type", _CORE)
            if relationship.get("Target", "").startswith("#"):
                relationship.set("TargetMode", "External")
        return _serialized(root)

    def _retyped(self, main: str) -> bytes:
        """The content types, each renamed part's stated by its new name, and the main part's that of a document."""
        root = parse_part(_TYPES, self.parts[_TYPES])
        types = {self.renamed.get(part, part): self.type_of(part) for part in (*self.renamed, main)}
        types[MAIN] = _MAIN_TYPE
        gone = {_key(f"/{part}") for part in (*self.renamed, *types)}
        for override in list(root.iter(_OVERRIDE)):
            if _key(override.get("PartName", "")) in gone:
                root.remove(override)
        for part, type_ in types.items():
            etree.SubElement(root, _OVERRIDE, {"PartName": f"/{part}", "ContentType": type_})
        return _serialized(root)


def type_of(parts: Mapping[str, bytes], part: str) -> str:
    """The content type of a part; "" where nothing is said of it (ECMA-376 part 2, 6.2.3). Raises PackageError."""
    if _TYPES not in parts:
        return ""
    overrides, defaults = _types(parts[_TYPES])
    return overrides.get(_key(f"/{part}")) or defaults.get(part.rpartition(".")[2].lower(), "")


def _key(name: str) -> str:
    """Names are compared without case and without percent signs (ECMA-376 part 2, 6.2.2.3)."""
    return unquote(name).lower()


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(maxsize=64)
def _types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by part, with its slash, and by the ends of names; both as they are compared."""
    root = parse_part(_TYPES, data)
    overrides = {_key(e.get("PartName", "")): e.get("ContentType", "") for e in root.iter(_OVERRIDE)}
    return overrides, {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(_DEFAULT)}
