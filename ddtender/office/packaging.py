"""The finished package: relationships, properties, and a zip whose bytes depend on nothing but its contents."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import IO

from lxml import etree

from ddtender.office.package import parse_part
from ddtender.office.relations import OF_DOCUMENT, RELATIONSHIP, related_part

_TYPES = "[Content_Types].xml"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_NO_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_CORE = "docProps/core.xml"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
#: Writes a part to a stream.
WrittenPart = Callable[[IO[bytes]], None]
#: The oldest moment a zip file can state; the real one is in the document's properties.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def serialize(root: etree._Element) -> bytes:
    return etree.tostring(cleaned(root), xml_declaration=True, encoding="UTF-8", standalone=True)


def cleaned(root: etree._Element) -> etree._Element:
    """The same element; no namespace is declared below it that is not used, or that it declares itself."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return root


def add_links(parts: dict[str, bytes], links: Mapping[str, str]) -> None:
    """A relationship for every web address (``links`` maps address to id)."""
    if not links:
        return
    root = parse_part(OF_DOCUMENT, parts.get(OF_DOCUMENT, _NO_RELATIONSHIPS))
    for url, id_ in links.items():
        root.append(
            etree.Element(RELATIONSHIP, {"Id": id_, "Type": _HYPERLINK, "Target": url, "TargetMode": "External"})
        )
    parts[OF_DOCUMENT] = serialize(root)


def part_related(parts: dict[str, bytes], relationships: str, relation: str, target: str, content_type: str) -> str:
    """The name of the one part of a kind: the template's own, or ``target``, with its relationship and type.

    ``target`` is a path from the root of the package. The part itself is for the caller to write.
    """
    name = related_part(parts, relationships, relation)
    if name is None:
        name = target
        relate(parts, relationships, relation, target)
    add_override(parts, name, content_type)
    return name


def relate(parts: dict[str, bytes], relationships: str, relation: str, target: str) -> str:
    """One more relationship, whether or not there are others of its kind, and its id.

    ``target`` is a path from the root of the package.
    """
    base = posixpath.dirname(posixpath.dirname(relationships)) or "."
    before = parts.get(relationships, _NO_RELATIONSHIPS)
    parts[relationships], id_ = _with_relation(relationships, before, relation, posixpath.relpath(target, base))
    return id_


def add_override(parts: dict[str, bytes], part: str, content_type: str) -> None:
    """The content type of a part, unless it is stated already (ECMA-376 part 2, 10.1.2.2.3)."""
    parts[_TYPES] = _with_override(parts[_TYPES], part, content_type)


@lru_cache(maxsize=64)
def _with_relation(name: str, data: bytes, relation: str, target: str) -> tuple[bytes, str]:
    """A part of relationships with one more, and its id; the same for all documents of a template, as is the next."""
    root = parse_part(name, data)
    id_ = wanted = f"dd{relation.rpartition('/')[2].title().replace('-', '')}"
    taken, number = {one.get("Id") for one in root.iter(RELATIONSHIP)}, 1
    while id_ in taken:  # in a template that was a document of ours
        number += 1
        id_ = f"{wanted}{number}"
    root.append(etree.Element(RELATIONSHIP, {"Id": id_, "Type": relation, "Target": target}))
    return serialize(root), id_


@lru_cache(maxsize=64)
def _with_override(data: bytes, part: str, content_type: str) -> bytes:
    root = parse_part(_TYPES, data)
    if any(override.get("PartName", "").lower() == f"/{part}".lower() for override in root.iter(OVERRIDE)):
        return data
    root.append(etree.Element(OVERRIDE, {"PartName": f"/{part}", "ContentType": content_type}))
    return serialize(root)


def set_properties(parts: dict[str, bytes], title: str, language: str, moment: datetime) -> None:
    """Title, language (a tag of BCP 47) and dates of a document (ECMA-376 part 2, 11.1), instead of the template's."""
    if _CORE not in parts:
        return
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI})
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = "ddtender"
    etree.SubElement(root, f"{{{_DC}}}language").text = language
    for name in ("created", "modified"):
        when = etree.SubElement(root, f"{{{_DCTERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        when.text = moment.strftime(_MOMENT)
    parts[_CORE] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def set_dates(parts: dict[str, bytes], moment: datetime) -> None:
    """The moment of the last change of the document, which is also that of its making."""
    if _CORE not in parts:
        return
    root = parse_part(_CORE, parts[_CORE])
    for when in root.iter(f"{{{_DCTERMS}}}created", f"{{{_DCTERMS}}}modified"):
        when.text = moment.strftime(_MOMENT)
    parts[_CORE] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write(parts: Mapping[str, bytes | WrittenPart]) -> bytes:
    """A zip with the content types first, then the parts by name, all with the same time (ECMA-376 part 2, 10.2).

    A part that is too long for the memory writes itself.
    """
    buffer = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # the same on every system
            part = parts[name]
            if isinstance(part, bytes):
                archive.writestr(info, part)
                continue
            with archive.open(info, "w") as stream:
                part(stream)
    return buffer.getvalue()
