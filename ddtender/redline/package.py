"""The redline of two packages: the new one, with what differs from the old one marked in body, headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from ddtender.office.package import W, open_package, parse_part
from ddtender.office.packaging import serialize, set_dates, write
from ddtender.office.relations import OF_DOCUMENT, relations
from ddtender.office.tracked import accept_all
from ddtender.office.tree import Element, child_of, parent_of, remove
from ddtender.redline.blocks import Merger
from ddtender.redline.carry import carry_styles, carry_targets
from ddtender.redline.numbers import give_ids
from ddtender.redline.paragraphs import track_section
from ddtender.redline.pen import NAMESPACES, Pen, Signature
from ddtender.render.properties import add_properties

DOCUMENT = "word/document.xml"
#: Marks that Word sets anew by itself, and comments, which belong to a draft and not to what is compared.
_NOISE = tuple(
    W + name
    for name in ("proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference")
)
_STYLES, _TYPES = "word/styles.xml", "[Content_Types].xml"
_HEADING = re.compile("heading ([1-9])", re.IGNORECASE)
#: The last part of the types of relationships of comments and what belongs to them.
_COMMENTS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"})
_LONGEST_NAME = 40


class Sides(Struct, frozen=True):
    """What was compared, as the redline's properties say it: ``scenario@revision`` of the old and of the new side."""

    old: str
    new: str


def make(old: bytes, new: bytes, signature: Signature, sides: Sides) -> tuple[bytes, int]:
    """The redline's bytes, and the number of its changes. Raises PackageError when a document cannot be read."""
    before, parts = open_package(old), open_package(new)
    pairs = paired_parts(before, parts)
    old_trees = {name: read_tree(name, before[name]) for name, _ in pairs}
    new_trees = {name: read_tree(name, parts[name]) for _, name in pairs}
    carry_styles(before, parts, list(old_trees.values()))
    levels = _levels(parts)
    changes = 0
    for first, second in pairs:
        carry_targets(before, parts, first, second, old_trees[first])
        merged = _merged(old_trees[first], new_trees[second], signature, levels)
        changes += give_ids(merged)
        parts[second] = serialize(merged)
    _drop_comments(parts)
    set_dates(parts, signature.moment)
    add_properties(
        parts,
        {
            "ddtender.redline-from": sides.old,
            "ddtender.redline-to": sides.new,
            "ddtender.redline-author": signature.author,
            "ddtender.redline-date": signature.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )
    return write(parts), changes


def paired_parts(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The parts that are compared, as (old name, new name): the body, and headers and footers of the same place."""
    places = headers(old), headers(new)
    taken: dict[str, str] = {}
    for place, name in places[1].items():
        if place in places[0] and name not in taken and places[0][place] not in taken.values():
            taken[name] = places[0][place]
    return [(DOCUMENT, DOCUMENT), *((first, second) for second, first in taken.items())]


def headers(parts: Mapping[str, bytes]) -> dict[tuple[int, str, str], str]:
    """The parts of headers and footers by section, kind and type."""
    targets = {relation.id: relation.part for relation in relations(parts, OF_DOCUMENT)}
    found = {}
    for n, section in enumerate(parse_part(DOCUMENT, parts[DOCUMENT]).iter(W + "sectPr")):
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            id_ = reference.get(_ID)
            name = targets.get(id_, "") if id_ is not None else ""
            if name in parts:
                found[n, etree.QName(reference).localname, reference.get(W + "type", "default")] = name
    return found


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_tree(name: str, data: bytes) -> Element:
    """A part as it is compared: changes that it already had are accepted, and what Word only notes is left out."""
    root = parse_part(name, data)
    accept_all(root)
    for element in list(root.iter(*_NOISE)):
        parent = parent_of(element)
        parent.remove(element)
        if element.tag == W + "commentReference" and not len(parent.findall("*")) - len(parent.findall(W + "rPr")):
            remove(parent)
    for element in root.iter(W + "p", W + "r", W + "tr", W + "tbl", W + "sectPr"):
        for key in [key for key in element.attrib if "rsid" in key or "paraId" in key or "textId" in key]:
            del element.attrib[key]
    return root


def _levels(parts: Mapping[str, bytes]) -> dict[str, int]:
    """The levels of the styles of headings, by the style's id; their names are the same in all languages."""
    found = {}
    for style in parse_part(_STYLES, parts[_STYLES]).iter(W + "style") if _STYLES in parts else ():
        name = style.find(W + "name")
        if name is not None and (level := _HEADING.fullmatch(name.get(W + "val", ""))):
            found[style.get(W + "styleId", "")] = int(level[1])
    return found


def _drop_comments(parts: dict[str, bytes]) -> None:
    """Take away the parts whose marks ``read_tree`` has left out."""
    dropped = {one.target: one.part for one in relations(parts, OF_DOCUMENT) if one.kind in _COMMENTS}
    if not dropped:
        return
    related, types = parse_part(OF_DOCUMENT, parts[OF_DOCUMENT]), parse_part(_TYPES, parts[_TYPES])
    for relation in [relation for relation in related if relation.get("Target") in dropped]:
        related.remove(relation)
    for name in dropped.values():
        parts.pop(name, None)
    for kind in [kind for kind in types if kind.get("PartName", "").lstrip("/") in dropped.values()]:
        types.remove(kind)
    parts[OF_DOCUMENT], parts[_TYPES] = serialize(related), serialize(types)


def _merged(old: Element, new: Element, signature: Signature, levels: Mapping[str, int]) -> Element:
    merged, renamed = _merge(old, new, signature, levels)
    if names := _same_places(old, new, renamed):
        # Nobody sees a bookmark's name: with one name on both sides, references to it stay as they are.
        _rename(old, names)
        merged, _ = _merge(old, new, signature, levels)
    counted = Counter(mark.get(W + "name", "") for mark in merged.iter(W + "bookmarkStart"))
    moved = [name for name, count in counted.items() if count > 1]
    if moved:
        # A reference to what was moved has another target when all is rejected: so it is another reference.
        _rename(old, {name: f"{name[: _LONGEST_NAME - 4]}_old" for name in moved})
        merged, _ = _merge(old, new, signature, levels)
    return merged


def _same_places(old: Element, new: Element, renamed: Mapping[str, str]) -> dict[str, str]:
    """Those of the bookmarks that became one another of which neither name is in use on the other side."""
    sides = [Counter(mark.get(W + "name", "") for mark in root.iter(W + "bookmarkStart")) for root in (old, new)]
    alone = {a: b for a, b in renamed.items() if a not in sides[1] and b not in sides[0]}
    taken = Counter(alone.values())
    return {a: b for a, b in alone.items() if sides[0][a] == sides[1][b] == taken[b] == 1}


def _merge(
    old: Element, new: Element, signature: Signature, levels: Mapping[str, int]
) -> tuple[Element, dict[str, str]]:
    """The merged part, and the bookmarks of paragraphs that became one another by their old names."""
    pen = Pen(signature)
    merged = etree.Element(new.tag, new.attrib, nsmap={**NAMESPACES, **new.nsmap})
    holder, first, second = merged, old, new
    if new.tag == W + "document":
        for child in new:
            if child.tag == W + "body":
                holder = etree.SubElement(merged, W + "body")
                break
            merged.append(etree.fromstring(etree.tostring(child)))
        first, second = child_of(old, W + "body"), child_of(new, W + "body")
    sections = first.find(W + "sectPr"), second.find(W + "sectPr")
    blocks = [[block for block in side if block.tag != W + "sectPr"] for side in (first, second)]
    merger = Merger(pen, levels)
    holder.extend(merger.container(*blocks))
    if sections[1] is not None:
        holder.append(etree.fromstring(etree.tostring(sections[1])))
        if sections[0] is not None:
            track_section(holder[-1], sections[0], pen)
    return merged, merger.renamed


def _rename(root: Element, names: Mapping[str, str]) -> None:
    for mark in root.iter(W + "bookmarkStart"):
        mark.set(W + "name", names.get(mark.get(W + "name", ""), mark.get(W + "name", "")))
    for code in root.iter(W + "instrText"):
        code.text = " ".join(names.get(word, word) for word in (code.text or "").split(" "))
    for link in root.iter(W + "hyperlink"):
        anchor = link.get(W + "anchor")
        if anchor is not None and anchor in names:
            link.set(W + "anchor", names[anchor])
