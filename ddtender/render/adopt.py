"""Giving a Word document the styles and lists that provisions are set in, so that it can serve as a template.

What the document has already is kept as it is: only styles whose names are missing are added.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.model.template import ALL_STYLES
from ddtender.office.package import PackageError, W, is_word_template, main_text, open_package, parse_part
from ddtender.office.packaging import part_related, serialize, write
from ddtender.office.relations import OF_DOCUMENT, RELATIONSHIP, rels_of
from ddtender.office.style_names import StyleNames, is_default, style_name, with_bases
from ddtender.office.tree import child_of, remove

_STYLES, _NUMBERING, _SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_NUMBERING_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_NO_STYLES = b'<w:styles xmlns:w="%s"/>' % W[1:-1].encode()
_VAL = W + "val"

StyleName = tuple[str, str]
#: The style of text in tables, and what is plain there, in the order of the schema (17.3.1.26, 17.3.2.28).
_IN_TABLES = ("paragraph", "Table Text")
_PLAIN: dict[str, list[tuple[str, dict[str, str]]]] = {
    "pPr": [
        ("pageBreakBefore", {"val": "0"}),
        ("spacing", {}),
        ("ind", {"left": "0", "right": "0", "firstLine": "0"}),
        ("jc", {"val": "left"}),
    ],
    "rPr": [("caps", {"val": "0"}), ("smallCaps", {"val": "0"}), ("spacing", {"val": "0"}), ("position", {"val": "0"})],
}
_LAST = {W + "sz", W + "szCs"}


class Adopted(Struct, frozen=True):
    """The document, the names of the styles that were added to it, and what else was changed in it, as sentences."""

    content: bytes
    added: tuple[str, ...]
    told: tuple[str, ...]


def adopt(content: bytes, template: bytes) -> Adopted:
    """The document ``content`` with the styles of ``template`` that it lacks, and without what no template may have.

    Raises PackageError when either is not a sound Word document, or ``template`` lacks a style as well.
    """
    parts, ours = open_package(content), open_package(template)
    for name in parts:
        if name.endswith((".xml", ".rels")):
            parse_part(name, parts[name])
    main_text(parts)
    told = ["it was a template of Word's own kind (.dotx), and is a document now"] if is_word_template(content) else []
    told += _detach(parts)
    adoption = Adoption(parts, ours)
    wanted = [name for name in ALL_STYLES if adoption.theirs.find(*name) is None]
    if lacking := next((name for name in wanted if name not in adoption.ours), None):
        raise PackageError(f"it has no style '{lacking[1]}', and neither has the template that styles are taken from")
    added = adoption.add(wanted)
    adoption.save()
    return Adopted(write(parts), added, tuple(told))


def _detach(parts: dict[str, bytes]) -> list[str]:
    """Take out the link to the template that a document was made with (17.15.1.6), which Word would look for."""
    told = []
    for relationships in [rels_of(_SETTINGS)] if rels_of(_SETTINGS) in parts else []:
        root = parse_part(relationships, parts[relationships])
        links = [one for one in root.iter(RELATIONSHIP) if one.get("Type", "").endswith("/attachedTemplate")]
        for link in links:
            told.append(f"the link to the template {link.get('Target', '')} was taken out")
            root.remove(link)
        if links:
            parts[relationships] = serialize(root)
            settings = parse_part(_SETTINGS, parts[_SETTINGS])
            for element in list(settings.iter(W + "attachedTemplate", W + "linkStyles")):
                remove(element)
            parts[_SETTINGS] = serialize(settings)
    return told


class Adoption:
    """Styles and lists of one package ("ours") on their way into another ("theirs"), whose ``parts`` it changes."""

    def __init__(self, parts: dict[str, bytes], ours: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.styles = parse_part(_STYLES, parts.get(_STYLES, _NO_STYLES))
        self.our_styles = parse_part(_STYLES, ours.get(_STYLES, _NO_STYLES))
        self.our_numbering = parse_part(_NUMBERING, ours[_NUMBERING]) if _NUMBERING in ours else None
        self.numbering = parse_part(_NUMBERING, parts[_NUMBERING]) if _NUMBERING in parts else None
        self.theirs = StyleNames(self.styles)
        self.ours = {_name(style): style for style in self.our_styles.iter(W + "style")}
        self.our_ids = {style.get(W + "styleId"): _name(style) for style in self.ours.values()}
        self.lists: dict[str, str] = {}

    def add(self, names: Iterable[StyleName]) -> tuple[str, ...]:
        """Copy our styles of these names, and those that they are based on."""
        pending, copied = list(names), []
        while pending:
            name = pending.pop(0)
            if self.theirs.find(*name) is not None:
                continue
            style = copy.deepcopy(self.ours[name])
            style.set(W + "styleId", self._free_id(style.get(W + "styleId", "Style")))
            if any(is_default(other) and other.get(W + "type") == name[0] for other in self.theirs):
                style.attrib.pop(W + "default", None)
            self.theirs.add(style)
            self.styles.append(style)
            copied.append((name, style))
            pending += [self.our_ids[e.get(_VAL)] for e in _links(style) if e.get(_VAL) in self.our_ids]
        for name, style in copied:
            self._point_to_theirs(style)
            if name == _IN_TABLES:
                self._settle(style)
        return tuple(name for (_, name), _ in copied)

    def save(self) -> None:
        """Write the styles and lists back into the package."""
        self.parts[_STYLES] = serialize(self.styles)
        if self.numbering is not None:
            self.parts[_NUMBERING] = serialize(self.numbering)

    def id_of(self, name: StyleName) -> str:
        """Their id for a style of ours that they have, or that has been added."""
        style = self.theirs.find(*name)
        assert style is not None
        return style.get(W + "styleId", "")

    def _free_id(self, id_: str) -> str:
        taken = {style.get(W + "styleId") for style in self.theirs}
        while id_ in taken:
            id_ += "x"
        return id_

    def _settle(self, style: etree._Element) -> None:
        """What all of a house's text has, and a table's cell has no room for, does not hold for this style."""
        by_id = {other.get(W + "styleId", ""): other for other in self.theirs}
        for above in itertools.islice(with_bases(style, by_id), 1, None):
            for group, plain in _PLAIN.items():
                own = style.find(W + group)
                for place, (name, values) in enumerate(plain):
                    if own is None or above.find(f"{W}{group}/{W}{name}") is None or own.find(W + name) is not None:
                        continue
                    made = etree.Element(W + name, {W + key: value for key, value in values.items()})
                    later = {W + other for other, _ in plain[place + 1 :]} | _LAST
                    following = next((child for child in own if child.tag in later), None)
                    own.append(made) if following is None else following.addprevious(made)

    def _point_to_theirs(self, style: etree._Element) -> None:
        for link in _links(style):
            name = self.our_ids.get(link.get(_VAL))
            if name is None:  # of a style that is nowhere, which Word passes over
                style.remove(link)
            else:
                link.set(_VAL, self.id_of(name))
        num = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if num is not None:
            num.set(_VAL, self.list_of(num.get(_VAL, "")))

    def list_of(self, our_num: str) -> str:
        """The number of our list in their document, copied there once; "0" (no list, 17.9.18) if ours has no levels."""
        if our_num not in self.lists:
            num = _by(self.our_numbering, "num", "numId", our_num)
            reference = None if num is None else num.find(W + "abstractNumId")
            id_ = None if reference is None else reference.get(_VAL)
            abstract = None if id_ is None else _by(self.our_numbering, "abstractNum", "abstractNumId", id_)
            if num is None or abstract is None:
                return "0"
            root = self._their_numbering()
            num, abstract = copy.deepcopy(num), copy.deepcopy(abstract)
            abstract_id = _next(root, "abstractNum", "abstractNumId")
            abstract.set(W + "abstractNumId", abstract_id)
            for link in abstract.iter(W + "pStyle"):
                name = self.our_ids.get(link.get(_VAL))
                if name is not None and self.theirs.find(*name) is not None:
                    link.set(_VAL, self.id_of(name))
            child_of(num, W + "abstractNumId").set(_VAL, abstract_id)
            self.lists[our_num] = _next(root, "num", "numId")
            num.set(W + "numId", self.lists[our_num])
            first_num = root.find(W + "num")  # abstract lists come before lists (17.9.17)
            root.insert(len(root) if first_num is None else root.index(first_num), abstract)
            root.append(num)
        return self.lists[our_num]

    def _their_numbering(self) -> etree._Element:
        if self.numbering is None:
            self.numbering = etree.Element(W + "numbering", nsmap={"w": W[1:-1]})
            part_related(self.parts, OF_DOCUMENT, _NUMBERING_RELATION, _NUMBERING, _NUMBERING_TYPE)
        return self.numbering


def _name(style: etree._Element) -> StyleName:
    return style.get(W + "type", ""), style_name(style)


def _links(style: etree._Element) -> list[etree._Element]:
    """The elements that name another style."""
    return [e for tag in ("basedOn", "next", "link") for e in style.findall(W + tag)]


def _by(root: etree._Element | None, tag: str, key: str, value: str) -> etree._Element | None:
    return next((e for e in (() if root is None else root.iter(W + tag)) if e.get(W + key) == value), None)


def _next(root: etree._Element, tag: str, key: str) -> str:
    taken = [int(id_) for e in root.iter(W + tag) if (id_ := e.get(W + key, "")).isdecimal()]
    return str(max(taken, default=0) + 1)
