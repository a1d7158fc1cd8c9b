"""A document as a list of what stands in it, paragraph by paragraph, for holding two documents against each other.

Styles go by their names and lists by what they print, since ids differ between packages; bookmarks go by the paragraph
in which they begin, since a name may stand only once in a redline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from ddtender.office.package import W, parse_part
from ddtender.office.relations import RELATIONSHIP, relations, rels_of
from ddtender.office.tree import Element, parent_of
from ddtender.redline.numbers import PICTURE

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLED = frozenset({W + "pStyle", W + "rStyle", W + "tblStyle"})
#: Where pages break follows the new document (see paragraphs.py); a bookmark's name counts only through its place.
_UNTRACKED = frozenset(W + name for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl"))
_WORD = re.compile(r"\S+")


class HeldParagraph(NamedTuple):
    """A paragraph: the controls, tables, rows and cells around it, its properties, and its content."""

    place: tuple
    properties: tuple
    content: tuple

    @property
    def text(self) -> str:
        return "".join(piece[1] for piece in self.content if piece[0] == "text")


class Names:
    """What the ids in a package's parts stand for."""

    def __init__(self, parts: Mapping[str, bytes], part: str) -> None:
        self.styles: dict[tuple[str, str], str] = {}
        self.targets: dict[str, str | bytes] = {}
        if "word/styles.xml" in parts:
            for style in parse_part("word/styles.xml", parts["word/styles.xml"]).iter(W + "style"):
                name = style.find(W + "name")
                shown = "" if name is None else name.get(W + "val", "")
                self.styles[style.get(W + "type", ""), style.get(W + "styleId", "")] = shown
        self.lists: dict[str, tuple] = {}
        if "word/numbering.xml" in parts:
            self._read_lists(parse_part("word/numbering.xml", parts["word/numbering.xml"]))
        related = rels_of(part)
        found = parse_part(related, parts[related]).iter(RELATIONSHIP) if related in parts else ()
        self.targets = {r.get("Id", ""): r.get("Target", "") for r in found}
        self.targets |= {one.id: parts.get(one.part, one.target) for one in relations(parts, related)}

    def _read_lists(self, root: Element) -> None:
        levels = {
            abstract.get(W + "abstractNumId"): tuple(_plain(level, self) for level in abstract.iter(W + "lvl"))
            for abstract in root.iter(W + "abstractNum")
        }
        for num in root.iter(W + "num"):
            reference = num.find(W + "abstractNumId")
            self.lists[num.get(W + "numId", "")] = (
                levels.get(reference.get(W + "val"), ()) if reference is not None else ()
            )


def read(root: Element, names: Names) -> list[HeldParagraph]:
    """Every paragraph below ``root``, in reading order; the properties of its sections are the last line."""
    paragraphs = list(root.iter(W + "p"))
    begins = {}
    for n, paragraph in enumerate(paragraphs):
        for mark in paragraph.iter(W + "bookmarkStart"):
            begins[mark.get(W + "name", "")] = f"¶{n}"
    places: dict[Element, tuple] = {}
    lines = [
        HeldParagraph(
            _place(p, places, names), _properties(p.find(W + "pPr"), names), tuple(_content(p, names, begins))
        )
        for p in paragraphs
    ]
    sections = tuple(_plain(s, names) for s in root.iter(W + "sectPr"))
    return [*lines, HeldParagraph((), sections, ())]


def _place(paragraph: Element, known: dict[Element, tuple], names: Names) -> tuple:
    """Controls by tag, tables by look and grid, rows and cells by number, from the outside inwards."""
    parent = paragraph.getparent()
    if parent is None:
        return ()
    if parent not in known:
        here: tuple = ()
        if parent.tag == W + "sdt":
            here = (("control", *(_plain(e, names) for e in _control(parent) if e.tag in _NAMED)),)
        elif parent.tag == W + "tbl":
            head = [_plain(e, names) for e in parent if e.tag in (W + "tblPr", W + "tblGrid")]
            here = (("table", *head),)
        elif parent.tag in (W + "tr", W + "tc"):
            number = sum(1 for _ in parent.itersiblings(parent.tag, preceding=True))
            kept = [_plain(e, names) for e in parent if e.tag in (W + "trPr", W + "tcPr")]
            here = ((etree.QName(parent).localname, number, *kept),)
        known[parent] = _place(parent, known, names) + here
    return known[parent]


_NAMED = frozenset({W + "tag", W + "alias"})


def _properties(properties: Element | None, names: Names) -> tuple:
    kept = []
    for child in properties if properties is not None else ():
        if child.tag == W + "numPr":
            level, number = (child.find(W + name) for name in ("ilvl", "numId"))
            numbered = number.get(W + "val", "") if number is not None else ""
            kept.append(
                ("list", level.get(W + "val") if level is not None else "0", names.lists.get(numbered, numbered))
            )
        elif child.tag not in _UNTRACKED and child.tag not in (W + "rPr", W + "sectPr"):
            kept.append(_plain(child, names))
    return tuple(kept)


def _content(paragraph: Element, names: Names, begins: Mapping[str, str]) -> Iterator[tuple]:
    """Text with its look, joined where the look is the same; fields, controls, links and all else one by one."""
    text, look = "", None
    for piece in _pieces(paragraph, names, begins):
        if piece[0] == "text" and (look is None or piece[2] == look):
            text, look = text + piece[1], piece[2]
            continue
        if look is not None:
            yield "text", text, look
        text, look = (piece[1], piece[2]) if piece[0] == "text" else ("", None)
        if piece[0] != "text":
            yield piece
    if look is not None:
        yield "text", text, look


def _pieces(paragraph: Element, names: Names, begins: Mapping[str, str]) -> Iterator[tuple]:
    for event, e in _walk(paragraph):
        if not isinstance(e.tag, str):
            continue
        if e.tag in (W + "sdtContent", W + "hyperlink", W + "smartTag"):
            known = _control(parent_of(e)) if e.tag == W + "sdtContent" else [e]
            yield event, e.tag, tuple(_outside(k, names) for k in known if k.tag in _NAMED or k is e)
        elif event == "end":
            continue
        elif e.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
            yield e.tag, begins.get(e.get(W + "name", ""), "")
        elif (run := parent_of(e)).tag == W + "r" and e.tag != W + "rPr":
            properties = run.find(W + "rPr")
            look = tuple(_plain(child, names) for child in (properties if properties is not None else ()))
            if e.tag in (W + "t", W + "delText"):
                if e.text:
                    yield "text", e.text, look
            elif e.tag in (W + "instrText", W + "delInstrText"):
                yield "code", _WORD.sub(lambda m: begins.get(m[0], m[0]), e.text or ""), look
            else:
                yield "other", _plain(e, names), look


def _walk(element: Element) -> Iterator[tuple[str, Element]]:
    """All that is below an element and itself, where it begins and where it ends; without ``iterwalk`` and ``findall``
    of lxml, in which processes of tests ended when Python collected garbage."""
    yield "start", element
    for child in element:
        yield from _walk(child)
    yield "end", element


def _control(element: Element) -> list[Element]:
    """What the properties of a content control say."""
    return [said for properties in element if properties.tag == W + "sdtPr" for said in properties]


def _outside(element: Element, names: Names) -> tuple:
    """An element without what is in it."""
    return element.tag, tuple(sorted((key, _meant(key, value, names)) for key, value in element.attrib.items()))


def _plain(element: Element, names: Names | None = None) -> tuple:
    """An element as a value, with the names of styles and targets for their ids."""
    attributes = dict(element.attrib)
    if names is not None and element.tag in _STYLED:
        kind = {W + "pStyle": "paragraph", W + "rStyle": "character"}.get(str(element.tag), "table")
        style = attributes.get(W + "val", "")
        attributes[W + "val"] = names.styles.get((kind, style), style)
    values = tuple(
        sorted((key, _meant(key, value, names)) for key, value in attributes.items() if not _is_id(element, key))
    )
    return element.tag, values, tuple(_plain(child, names) for child in element if isinstance(child.tag, str))


def _is_id(element: Element, key: str) -> bool:
    """Whether an attribute only tells elements of one file apart."""
    if element.tag in _REFERENCES or "rsid" in key:
        return True
    return key == W + "nsid" or (key == "id" and element.tag == PICTURE)


def _meant(key: str, value: str, names: Names | None) -> str | bytes:
    return names.targets.get(value, value) if names is not None and key.startswith(_R) else value


_REFERENCES = frozenset({W + "headerReference", W + "footerReference"})
