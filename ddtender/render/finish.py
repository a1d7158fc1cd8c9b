"""Replacing marks by generated parts, and giving every control and bookmark its id."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from ddtender.render import wml
from ddtender.render.blocks import BlockWriter
from ddtender.render.marks import BLANK_MARK, MARK_END, SECTION_MARK
from ddtender.render.place import Places, resize
from ddtender.render.wml import Element, W
from ddtender.resolve.values import ResolvedBlank


class MisplacedSection(Exception):
    """A section's tag stands where a section cannot be inserted; the message says where."""


class Finisher:
    """Finishes the parts of one document. Ids go on from those that the template uses."""

    def __init__(self, writer: BlockWriter, values: Mapping[str, ResolvedBlank]) -> None:
        self.writer, self.values = writer, values

    def insert(
        self, root: Element, sections: Mapping[str, list[Element]], provision: Callable[[str], list[Element]]
    ) -> None:
        """Replace every mark below ``root``. Raises MisplacedSection."""

        placed: list[Element] = []

        def content_of(name: str) -> list[Element]:
            if not name.startswith("provision:") and name not in sections:
                raise MisplacedSection(f"the section '{name}' stands in a header, footer or note")
            content = provision(name.removeprefix("provision:")) if name not in sections else sections[name]
            placed.extend(content)
            return content

        blanks = _marked(root, BLANK_MARK)  # there are none in what is inserted
        for holder, text in _marked(root, SECTION_MARK):
            names = SECTION_MARK.findall(text)
            if SECTION_MARK.sub("", text).strip():
                raise MisplacedSection(f"the tag of the section '{names[0]}' does not stand alone")
            _replace_marks(holder, text, [element for name in names for element in content_of(name)])
        for holder, _ in blanks:
            if holder.tag == W + "t":
                self._split_run(holder)
        self._settle_tables(root, placed)
        _give_ids(root)

    def _settle_tables(self, root: Element, placed: list[Element]) -> None:
        """Make the tables of what has been placed as wide as their places, and their text seen."""
        tables = [table for element in placed for table in element.iter(W + "tbl")]
        styles = self.writer.styles
        places = Places(root, styles.margins) if tables else None
        for table in tables:
            resize(table, styles.width, places.width_for(table))
            styles.looks.give(table)

    def _split_run(self, text: Element) -> None:
        """A run with a blank's mark becomes run, control, run; all keep the formatting of the template's run."""
        run = text.getparent()
        parent, properties = run.getparent(), run.find(W + "rPr")
        made: list[Element] = []
        for child in list(run):
            if child is properties:
                continue
            pieces = BLANK_MARK.split(child.text or "") if child.tag == W + "t" else [None]
            if len(pieces) == 1:
                made.append(_run_like(properties, child))
                continue
            for n, piece in enumerate(pieces):
                if n % 2:
                    made.append(self._control(piece, properties))
                elif piece:
                    made.append(_formatted(wml.text_run(piece), properties))
        position = parent.index(run)
        parent.remove(run)
        for n, element in enumerate(made):
            parent.insert(position + n, element)

    def _control(self, name: str, properties: Element | None) -> Element:
        control = self.writer.blank(self.values[name])
        run = control.find(f"{W}sdtContent/{W}r")
        own = run.find(W + "rPr")
        if properties is not None and own is not None:
            for child in properties:
                if child.tag != W + "rStyle":
                    own.append(copy.deepcopy(child))
        return control


def _marked(root: Element, pattern) -> list[tuple[Element, str]]:
    """Elements whose text, or the text after whom, has a mark."""
    found = []
    for element in root.iter():
        text, tail = element.text, element.tail
        if text and MARK_END in text and pattern.search(text) and isinstance(element.tag, str):
            found.append((element, text))
        if tail and MARK_END in tail and pattern.search(tail):
            found.append((element, tail))
    return found


def _replace_marks(holder: Element, text: str, content: list[Element]) -> None:
    if holder.tag == W + "t" and text is holder.text:
        _replace_paragraph(holder, content)
    elif holder.text is text:  # docxtpl has taken the paragraph of `{{p name }}` away: the mark stands between elements
        holder.text = None
        _put(holder, 0, content)
    else:
        holder.tail = None
        _put(holder.getparent(), holder.getparent().index(holder) + 1, content)


def _replace_paragraph(holder: Element, content: list[Element]) -> None:
    paragraph = next(holder.iterancestors(W + "p"), None)
    text = "" if paragraph is None else "".join(t.text or "" for t in paragraph.iter(W + "t"))
    if paragraph is None or text.strip() != (holder.text or "").strip():
        raise MisplacedSection(f"the tag of the section '{SECTION_MARK.findall(holder.text)[0]}' does not stand alone")
    parent, position = paragraph.getparent(), paragraph.getparent().index(paragraph)
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:  # the paragraph ends a section of the document: keep it
        for run in paragraph.findall(W + "r"):
            paragraph.remove(run)
    else:
        parent.remove(paragraph)
    _put(parent, position, content)


def _put(parent: Element, position: int, content: list[Element]) -> None:
    for n, element in enumerate(content):
        parent.insert(position + n, element)
    if parent.tag == W + "tc" and (len(parent) == 0 or parent[-1].tag != W + "p"):
        parent.append(wml.element("p"))  # a cell must end with a paragraph (17.4.65)


def _run_like(properties: Element | None, child: Element) -> Element:
    run = wml.element("r")
    run.append(child)
    return _formatted(run, properties)


def _formatted(run: Element, properties: Element | None) -> Element:
    if properties is not None:
        run.insert(0, copy.deepcopy(properties))
    return run


def _give_ids(root: Element) -> None:
    """Unique, deterministic ids for our content controls and bookmarks, beside those of the template."""
    value, properties = W + "val", W + "sdtPr"
    identities = list(root.iter(W + "id"))
    taken = {identity.get(value) for identity in identities}
    number = 1000
    for identity in identities:
        if identity.get(value) == "0" and identity.getparent().tag == properties:
            while str(number) in taken:
                number += 1
            identity.set(value, str(number))
            number += 1
    used = [int(e.get(W + "id")) for e in root.iter(W + "bookmarkStart") if (e.get(W + "id") or "").isdecimal()]
    number = max(used, default=0) + 1
    open_ = None
    for mark in root.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        if (
            mark.get(W + "id") == "0"
            and mark.tag == W + "bookmarkStart"
            and (mark.get(W + "name") or "").startswith("dd_")
        ):
            open_, number = number, number + 1
            mark.set(W + "id", str(open_))
        elif mark.get(W + "id") == "0" and mark.tag == W + "bookmarkEnd" and open_ is not None:
            mark.set(W + "id", str(open_))
            open_ = None
