"""Taking along what deleted content refers to: styles, lists, and the targets of links and pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from ddtender.office.package import W, parse_part
from ddtender.office.packaging import serialize
from ddtender.office.relations import RELATIONSHIP, inside, rels_of
from ddtender.office.style_names import style_name
from ddtender.office.tree import Element, parent_of
from ddtender.redline.atoms import identity
from ddtender.render.adopt import Adoption

Parts = dict[str, bytes]
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STYLE_LINKS = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}


def carry_styles(old: Mapping[str, bytes], new: Parts, trees: list[Element]) -> None:
    """Make the old ``trees`` use the styles and lists of the new package; those that it lacks are added to it."""
    styles, numbering = "word/styles.xml", "word/numbering.xml"
    if old.get(styles) == new.get(styles) and old.get(numbering) == new.get(numbering):
        return
    adoption = Adoption(new, old)
    for tree in trees:
        for link in tree.iter(*_STYLE_LINKS):
            name = adoption.our_ids.get(link.get(W + "val", ""))
            if name is not None:
                adoption.add([name])
                link.set(W + "val", adoption.id_of(name))
        for number in tree.iter(W + "numId"):
            if parent_of(number).tag == W + "numPr" and number.get(W + "val") != "0":
                number.set(W + "val", _list(adoption, number.get(W + "val", "")))
    adoption.save()


def _list(adoption: Adoption, number: str) -> str:
    """The list of the new package that counts alike for the same styles, or a copy of the old one."""
    names = {style.get(W + "styleId"): (style.get(W + "type", ""), style_name(style)) for style in adoption.theirs}
    ours = _lists(adoption.our_numbering, adoption.our_ids).get(number)
    alike = [theirs for theirs, levels in _lists(adoption.numbering, names).items() if levels == ours]
    if ours is None or number in alike:
        return number
    return alike[0] if len(alike) == 1 else adoption.list_of(number)


def _lists(numbering: Element | None, names: Mapping[str | None, object]) -> dict[str, tuple]:
    """How each list counts and looks, level by level, with the names of the styles that it numbers."""
    if numbering is None:
        return {}
    levels: dict[str | None, tuple] = {}
    for abstract in numbering.iter(W + "abstractNum"):
        said = [
            names.get(child.get(W + "val")) if child.tag == W + "pStyle" else identity(child)
            for level in abstract.iter(W + "lvl")
            for child in level
        ]
        levels[abstract.get(W + "abstractNumId")] = tuple(said)
    return {
        id_: levels.get(reference.get(W + "val"), ())
        for num in numbering.iter(W + "num")
        if (reference := num.find(W + "abstractNumId")) is not None and (id_ := num.get(W + "numId")) is not None
    }


def carry_targets(old: Mapping[str, bytes], new: Parts, old_part: str, new_part: str, tree: Element) -> None:
    """Make the relationships that ``tree`` uses, of the old package's part, those of a part of the new package."""
    ours, theirs = _relations(old, old_part), _relations(new, new_part)
    known = {_target(relation): relation.get("Id") for relation in theirs.values()}
    root = parse_part(rels_of(new_part), new[rels_of(new_part)]) if theirs else _no_relations()
    renamed: dict[str, str] = {}
    for used in tree.xpath("//@r:*", namespaces={"r": _R}):  # listing all attributes is quadratic in their number
        id_ = str(used)
        if id_ not in ours:
            continue
        if id_ not in renamed:
            relation = _copied(ours[id_], old, new, old_part)
            renamed[id_] = known.get(_target(relation)) or _free({*theirs, *renamed.values()})
            if _target(relation) not in known:
                relation.set("Id", renamed[id_])
                root.append(relation)
        used.getparent().set(used.attrname, renamed[id_])
    if len(root) != len(theirs):
        new[rels_of(new_part)] = serialize(root)


def _relations(parts: Mapping[str, bytes], part: str) -> dict[str, Element]:
    name = rels_of(part)
    if name not in parts:
        return {}
    return {r.get("Id", ""): r for r in parse_part(name, parts[name]).iter(RELATIONSHIP)}


def _no_relations() -> Element:
    return etree.Element(_RELATIONSHIPS + "Relationships", nsmap={None: _RELATIONSHIPS[1:-1]})


def _target(relation: Element) -> tuple[str | None, ...]:
    return relation.get("Type"), relation.get("Target"), relation.get("TargetMode")


def _free(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"ddOld{number}" in taken:
        number += 1
    return f"ddOld{number}"


def _copied(relation: Element, old: Mapping[str, bytes], new: Parts, part: str) -> Element:
    """A relationship of the new package with the same target, which is copied there if it is a part, such as a
    picture, that the new package has not or has with other content."""
    made = etree.fromstring(etree.tostring(relation))
    if relation.get("TargetMode") == "External":
        return made
    name = inside(rels_of(part), relation.get("Target", ""))
    if name not in old or new.get(name) == old[name]:
        return made
    stem, extension = posixpath.splitext(name)
    free, number = name, 0
    while free in new and new[free] != old[name]:
        number += 1
        free = f"{stem}-old{number}{extension}"
    new[free] = old[name]
    made.set("Target", f"/{free}")
    _carry_type(old, new, name, free)
    return made


def _carry_type(old: Mapping[str, bytes], new: Parts, name: str, free: str) -> None:
    types = "[Content_Types].xml"
    ours, theirs = parse_part(types, old[types]), parse_part(types, new[types])
    extension = posixpath.splitext(name)[1].lstrip(".").lower()
    for override in ours.iter(_TYPES + "Override"):
        if override.get("PartName") == f"/{name}":
            kind = {"PartName": f"/{free}", "ContentType": override.get("ContentType", "")}
            theirs.append(etree.Element(_TYPES + "Override", kind))
    if not any(d.get("Extension", "").lower() == extension for d in theirs.iter(_TYPES + "Default")):
        for default in ours.iter(_TYPES + "Default"):
            if default.get("Extension", "").lower() == extension:
                theirs.insert(0, etree.fromstring(etree.tostring(default)))
    new[types] = serialize(theirs)
