"""What a Word template would fetch, run or print in place of its words: its relationships (ECMA-376 part 2, 6.5), its
fields, and the pictures and documents within it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.library.addresses import wrong_address
from ddtender.library.brought import is_link, unlisted
from ddtender.library.fields import faults_of_fields
from ddtender.office.package import W, parse_part
from ddtender.office.relations import RELATIONSHIP, inside
from ddtender.office.usual_names import type_of

#: What every relationship has (ECMA-376 part 2, 6.5.3.4).
_KEYS = ("Id", "Type", "Target")
#: Namespaces of drawings from before 2007, whose pictures may come from an address (part 4, 14.1).
_OLD_DRAWINGS = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:")
_ADDRESSES = ("src", "href", "althref")
#: Elements by which the words of a document come from elsewhere when it is opened or printed.
_WITHIN = {
    W + "altChunk": "another document inside it",
    W + "subDoc": "a text from another document",
    W + "frameset": "a page of frames, which shows other documents",
}


def faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with a template's links, as "it …". Raises PackageError where a part is no XML."""
    names = {name.lower() for name in parts}
    for name in sorted(parts):
        if name.endswith(".rels"):
            yield from _of_relationships(name, parts[name], names)
        elif name.endswith(".xml") or type_of(parts, name).endswith("xml"):
            root = parse_part(name, parts[name])
            yield from faults_of_fields(root)
            yield from _of_drawings(root)
            yield from (f"has {_WITHIN[str(e.tag)]}" for e in root.iter(*_WITHIN))
    yield from (f"has {one.what} ({one.target})" for one in unlisted(parts) if not one.outside)


def _of_relationships(name: str, data: bytes, names: set[str]) -> Iterator[str]:
    seen = set()
    for relationship in parse_part(name, data).iter(RELATIONSHIP):
        yield from (f"has a relationship without {key} in {name}" for key in _KEYS if not relationship.get(key))
        kind, target = relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "")
        if relationship.get("Id") in seen:
            yield f"has the relationship '{relationship.get('Id')}' twice in {name}"
        seen.add(relationship.get("Id"))
        if relationship.get("TargetMode") == "External":
            if not is_link(relationship.get("Type", "")):
                yield f"loads its {kind or 'content'} from '{target}' whenever it is opened"
            elif not target.startswith("#") and (wrong := wrong_address(target)):
                yield f"has {wrong}"
        elif not target.startswith("#") and (part := inside(name, target)).lower() not in names:
            yield f"refers to the part '{part}', which is not in it"


def _of_drawings(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(_OLD_DRAWINGS):
            for key, value in element.items():
                if key.rpartition("}")[2].lower() not in _ADDRESSES or not value or value.startswith("#"):
                    continue
                if key.lower() != "href":
                    yield f"loads a picture from '{value}' whenever it is opened"
                elif wrong := wrong_address(value):
                    yield f"has {wrong}"
