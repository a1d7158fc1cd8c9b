"""Marking content as inserted or deleted, signed by an author (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from datetime import datetime

from lxml import etree
from msgspec import Struct

from ddtender.office.package import W
from ddtender.office.tree import Element, attribute_of, child_of, parent_of

#: Which a redline needs whatever its template declares.
NAMESPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
MC = f"{{{NAMESPACES['mc']}}}"
INSERTED, DELETED = "ins", "del"
#: What goes here and comes there; accepted and rejected like an insertion and a deletion (17.13.5.21 to 17.13.5.28).
MOVED_FROM, MOVED_TO = "moveFrom", "moveTo"
_DELETED_TEXT = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}
#: What an insertion or deletion can contain directly.
_RUNS = frozenset(W + name for name in ("r", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))
_CONTROL_RANGE = {INSERTED: "customXmlInsRange", DELETED: "customXmlDelRange"}
_CONTROL_RANGE |= {MOVED_TO: _CONTROL_RANGE[INSERTED], MOVED_FROM: _CONTROL_RANGE[DELETED]}
#: Properties that a rich-text control may have; others say that it is of another kind.
_ANY_CONTROL = frozenset(
    W + name for name in ("alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr")
)
#: Former properties: what they do not state (17.13.5.29, 17.13.5.32).
_NOT_FORMER = {W + "pPr": (W + "rPr", W + "sectPr"), W + "sectPr": (W + "headerReference", W + "footerReference")}


class Signature(Struct, frozen=True):
    """Who has made all changes of a redline, and when (UTC)."""

    author: str
    moment: datetime


class Pen:
    """Marks elements in place; the ids it gives are its own and are replaced when the document is finished."""

    def __init__(self, signature: Signature) -> None:
        self._signed = {
            W + "author": signature.author,
            W + "date": signature.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        self._count = 0

    def mark(self, name: str) -> Element:
        """``w:name``, signed."""
        self._count += 1
        return etree.Element(W + name, {W + "id": f"pen{self._count}", **self._signed})

    def inline(self, content: Iterable[Element], kind: str) -> list[Element]:
        """The content of a paragraph, marked; controls and links are marked inside, with their own borders."""
        made: list[Element] = []
        for child in content:
            if child.tag in _RUNS or not str(child.tag).startswith(W):
                if not made or made[-1].tag != W + kind:
                    made.append(self.mark(kind))
                if kind == DELETED:
                    _delete_text(child)
                made[-1].append(child)
            elif child.tag == W + "sdt":
                made += self._control(child, kind, self.inline)
            else:
                inside = [e for e in child if not str(e.tag).endswith("Pr")]
                child.extend(self.inline(inside, kind))
                made.append(child)
        return made

    def blocks(self, content: Iterable[Element], kind: str) -> list[Element]:
        """Whole paragraphs, tables and controls, marked with all they contain."""
        made: list[Element] = []
        for block in content:
            if block.tag == W + "p":
                self.paragraph_end(block, kind)
                self.paragraph_content(block, kind)
                made.append(block)
            elif block.tag == W + "tbl":
                for row in block.iter(W + "tr"):
                    self.row_mark(row, kind)
                self.cells(block, kind)
                made.append(block)
            elif block.tag == W + "sdt":
                made += self._control(block, kind, self.blocks)
            elif kind == INSERTED:
                made.append(block)
        return made

    def paragraph_end(self, paragraph: Element, kind: str) -> None:
        """Mark the end of a paragraph (17.13.5.15, 17.13.5.20)."""
        properties = child_first(paragraph, "pPr")
        own = properties.find(W + "rPr")
        if own is None:
            own = etree.Element(W + "rPr")
            after = next((e for e in properties if e.tag in (W + "sectPr", W + "pPrChange")), None)
            properties.append(own) if after is None else after.addprevious(own)
        own.insert(len(own.findall(W + INSERTED)), self.mark(kind))

    def paragraph_content(self, paragraph: Element, kind: str) -> None:
        content = [child for child in paragraph if child.tag != W + "pPr"]
        paragraph.extend(self.inline(content, kind))

    def row(self, row: Element, kind: str) -> None:
        """Mark a row of a table with the content of its cells (17.13.5.13, 17.13.5.17)."""
        self.row_mark(row, kind)
        self.cells(row, kind)

    def row_mark(self, row: Element, kind: str) -> None:
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            before = row.find(W + "tblPrEx")
            row.insert(0, properties) if before is None else before.addnext(properties)
        properties.append(self.mark(kind))

    def cells(self, table: Element, kind: str) -> None:
        """Mark the content of all cells below an element; the last paragraph of a cell ends with its row."""
        for paragraph in list(table.iter(W + "p")):
            if any(True for _ in paragraph.itersiblings(W + "p")):
                self.paragraph_end(paragraph, kind)
            self.paragraph_content(paragraph, kind)

    def borders(self, control: Element, kind: str) -> list[Element]:
        """A control whose beginning and end, but not its content, are inserted or deleted (17.13.5.4 to 17.13.5.7)."""
        _document_part(control)
        content = child_of(control, W + "sdtContent")
        first, second = (self._range(kind) for _ in range(2))
        content.insert(0, first[1])
        content.append(second[0])
        return [first[0], control, second[1]]

    def moved(self, content: Element, kind: str, name: str) -> None:
        """Say that all blocks of ``content`` have moved together: the other place has the same ``name``."""
        start = self.mark(f"{kind}RangeStart")
        start.set(W + "name", name)
        content.insert(0, start)
        content.append(etree.Element(W + f"{kind}RangeEnd", {W + "id": attribute_of(start, W + "id")}))

    def instead(self, old: Element, content: Iterable[Element]) -> list[Element]:
        """The control ``old`` around ``content``, whose own controls take its place: a tag cannot be tracked."""
        inside = child_of(old, W + "sdtContent")
        inside[:] = []
        for child in content:
            inside.extend(self.borders(child, INSERTED) if child.tag == W + "sdt" else [child])
        return self.borders(old, DELETED)

    def former(self, present: Element, former: Element | None) -> None:
        """Record in ``present`` properties what they were before; nothing if they were the same."""
        name = etree.QName(present).localname
        change = self.mark(f"{name}Change")
        if name == "tblGrid":  # nobody signs a change of a grid (17.13.5.33)
            for key in self._signed:
                del change.attrib[key]
        before = etree.SubElement(change, W + name)
        left_out = _NOT_FORMER.get(str(present.tag), ())
        before.extend(
            copy.deepcopy(child) for child in (former if former is not None else ()) if child.tag not in left_out
        )
        if former is not None and present.tag == W + "sectPr":
            before.attrib.update(former.attrib)
        present.append(change)

    def _control(
        self, control: Element, kind: str, mark: Callable[[Iterable[Element], str], list[Element]]
    ) -> list[Element]:
        content = control.find(W + "sdtContent")
        if content is not None:
            content.extend(mark(list(content), kind))
            return self.borders(control, kind)
        return [control] if kind == INSERTED else []

    def _range(self, kind: str) -> tuple[Element, Element]:
        start = self.mark(f"{_CONTROL_RANGE[kind]}Start")
        end = etree.Element(W + f"{_CONTROL_RANGE[kind]}End", {W + "id": attribute_of(start, W + "id")})
        return (start, end) if kind in (INSERTED, MOVED_TO) else (_for_word(start), _for_word(end))


def keep_tracked(control: Element) -> None:
    """Make a control that stays a document part if its first paragraph has changes (see ``_document_part``)."""
    first = next(child_of(control, W + "sdtContent").iter(W + "p"), None)
    if first is not None and any(parent_of(e).tag != W + "rPr" for e in first.iter(W + INSERTED, W + DELETED)):
        _document_part(control)


def _for_word(mark: Element) -> Element:
    """A mark that is read by programs that know Word 2013's additions (ECMA-376 part 3, 7.5): by Word, that is.

    LibreOffice 7.4 takes everything behind the deletion of a control for a change of formatting; so it must not see it.
    """
    alternative = etree.Element(MC + "AlternateContent", nsmap=NAMESPACES)
    etree.SubElement(alternative, MC + "Choice", {"Requires": "w15"}).append(mark)
    return alternative


def _document_part(control: Element) -> None:
    """Make a rich-text control a document part (17.5.2.12), which differs in nothing that a user meets.

    LibreOffice 7.4 reads the first paragraph of a rich-text control without its changes, and when a paragraph or row
    goes, it keeps the controls in it and therefore the paragraph or row; document parts it reads as mere content.
    """
    properties = control.find(W + "sdtPr")
    if properties is not None and all(child.tag in _ANY_CONTROL for child in properties):
        part = etree.SubElement(properties, W + "docPartObj")
        etree.SubElement(part, W + "docPartGallery", {W + "val": "ddtender"})


def child_first(parent: Element, name: str) -> Element:
    """The child ``w:name``, made as the first one if there is none."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(0, found)
    return found


def _delete_text(run: Element) -> None:
    for text in list(run.iter(*_DELETED_TEXT)):
        text.tag = _DELETED_TEXT[str(text.tag)]
