"""Replacing marks by generated parts, and giving every control and bookmark its id."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping

from ddtender.library.tagged import own_texts
from ddtender.office import packaging, wml
from ddtender.office.chart import narrow
from ddtender.office.package import parse_part
from ddtender.office.tree import child_of, parent_of
from ddtender.office.wml import Element, W
from ddtender.render.blocks import BlockWriter
from ddtender.render.marks import BLANK_MARK, MARK_END, SECTION_MARK
from ddtender.render.place import Widths, resize
from ddtender.render.remains import around
from ddtender.resolve.inlines import ResolvedBlank

DOCUMENT = "word/document.xml"
#: What must have a paragraph, a table or a control in it.
_HOLDERS = tuple(W + name for name in ("txbxContent", "hdr", "ftr", "footnote", "endnote"))
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt", "customXml"))


class MisplacedSection(Exception):
    """A section's tag stands where a section cannot be inserted; the message says where."""


class Finisher:
    """Finishes the parts of one document. Ids go on from those that the template uses."""

    def __init__(self, writer: BlockWriter, values: Mapping[str, ResolvedBlank], language: str) -> None:
        """``language`` is the tag of the words in charts, where the template says none."""
        self.writer, self.values, self.language = writer, values, language

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

        self._write_labels(root)
        blanks = _marked(root, BLANK_MARK)  # there are none in what is inserted
        for text in _marked(root, SECTION_MARK):
            _replace_paragraph(text, content_of)
        for text in blanks:
            self._split_run(text)
        self._settle_widths(root, placed)
        _fill_containers(root)
        _give_ids(root)

    def put(self, document: Element, parts: dict[str, bytes], margins: Iterable[str]) -> None:
        """Write the body into its part, finish the ``margins`` (headers, footers, notes), add plots and links."""
        self.writer.plots.settle(document, parts, self.writer.styles.p("Body Text"), self.language)
        parts[DOCUMENT] = packaging.serialize(document)
        for name in margins:
            tree = parse_part(name, parts[name])
            self.insert(tree, {}, lambda _: [])
            parts[name] = packaging.serialize(tree)
        packaging.add_links(parts, self.writer.links.ids)

    def _write_labels(self, root: Element) -> None:
        """A blank in an alternative text is shown by its label alone: there is no place for a control."""
        for element in root.iter():
            for name, value in element.items():
                if MARK_END in value:
                    element.set(name, BLANK_MARK.sub(lambda mark: f"[{self.values[mark[1]].label}]", value))

    def _settle_widths(self, root: Element, placed: list[Element]) -> None:
        """Make tables and plots of what has been placed as wide as their places, and the text of tables seen."""
        tables = [table for element in placed for table in element.iter(W + "tbl")]
        plots = [drawing for element in placed for drawing in element.iter(W + "drawing")]
        styles = self.writer.styles
        if not tables and not plots:
            return
        places = Widths(root, styles.margins)
        for plot in plots:
            narrow(plot, places.width_for(plot) - styles.indent)
        for table in tables:
            resize(table, styles.width, places.width_for(table))
            styles.looks.give(table)

    def _split_run(self, text: Element) -> None:
        """A run with a blank's mark becomes run, control, run; all keep the formatting of the template's run."""
        run = parent_of(text)
        parent, properties = parent_of(run), run.find(W + "rPr")
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
        run = child_of(control, f"{W}sdtContent/{W}r")
        own = run.find(W + "rPr")
        if properties is not None and own is not None:
            for child in properties:
                if child.tag != W + "rStyle":
                    own.append(copy.deepcopy(child))
        return control


def _marked(root: Element, pattern: re.Pattern[str]) -> list[Element]:
    """The texts that have a mark."""
    return [t for t in root.iter(W + "t") if t.text and MARK_END in t.text and pattern.search(t.text)]


def _replace_paragraph(text: Element, content_of: Callable[[str], list[Element]]) -> None:
    """Put sections in the place of a paragraph; what it has besides their marks stays before or after them."""
    paragraph = next(text.iterancestors(W + "p"), None)
    if paragraph is None or paragraph.getparent() is None:  # it has gone with another text of it
        return
    marked = [t for t in own_texts(paragraph) if SECTION_MARK.search(t.text or "")]
    names = [name for t in marked for name in SECTION_MARK.findall(t.text or "")]
    if SECTION_MARK.sub("", "".join(t.text or "" for t in own_texts(paragraph))).strip():
        raise MisplacedSection(f"the tag of the section '{names[0]}' does not stand alone")
    content = [element for name in names for element in content_of(name)]
    for other in marked[1:]:
        other.text = ""
    before, after = around(marked[0], paragraph)
    parent = parent_of(paragraph)
    position = parent.index(paragraph)
    parent.remove(paragraph)
    parent[position:position] = [*before, *content, *after]


def _fill_containers(root: Element) -> None:
    """A cell must end with a paragraph (17.4.65), and what holds paragraphs must have one."""
    for cell in root.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag != W + "p":
            cell.append(wml.element("p"))
    for holder in root.iter(*_HOLDERS):
        if not any(child.tag in _BLOCKS for child in holder):
            holder.append(wml.element("p"))


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
    seen = {"0"}  # ours, and those that a template has twice
    for identity in identities:
        if parent_of(identity).tag != properties:
            continue
        if identity.get(value) in seen:
            while str(number) in taken:
                number += 1
            identity.set(value, str(number))
            number += 1
        seen.add(identity.get(value, ""))
    used = [int(id_) for e in root.iter(W + "bookmarkStart") if (id_ := e.get(W + "id", "")).isdecimal()]
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
