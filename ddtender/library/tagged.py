"""Where the tags of a Word template stand: in the text of a paragraph, or somewhere that no program fills in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from ddtender.diagnostics import Location
from ddtender.model import Library
from ddtender.model.template import SECTIONS
from ddtender.office.package import W
from ddtender.office.switches import is_on
from ddtender.office.tree import parent_of, remove

TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
#: docxtpl's mark for "this tag stands for its whole paragraph, row, cell or run"; Jinja does not know it.
_PREFIX = re.compile(r"(\{[{%])-? ?(?:(p|tr|tc|r) )?")
#: What Word, and whoever types in another language, makes of quotation marks and hyphens.
_TYPED = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),  # characters without a width
}
_PLAIN = str.maketrans(_TYPED)
_SECTION = re.compile(rf'\{{\{{ (?:(?:{"|".join(SECTIONS)})\b|provision\["[^"]*"\] \}}\}})')
_ASKED = re.compile(r'\{\{ (?:provision\["(?=frame\.))?(general_provisions|frame\.[a-z0-9-]+)')
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TEXT, _ROW, _CELL = W + "p", W + "t", W + "tr", W + "tc"
_CHARACTERS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "-", W + "softHyphen": ""}
#: What a tracked change has taken away, or moved elsewhere (ECMA-376 part 1, 17.13.5).
GONE = (W + "del", W + "moveFrom")
#: Fields whose result Word computes from text that is filled in as well, or leaves alone (17.16.5).
_FILLED_RESULTS = frozenset({"TOC", "REF", "STYLEREF", "HYPERLINK", "FORMTEXT", "INDEX"})


def plain_tag(tag: str) -> tuple[str, str]:
    """A tag as Jinja reads it, and what it stands for besides itself: "p", "tr", "tc", "r" or nothing.

    Spaces of any kind are plain ones, and so are quotation marks and hyphens; what has no width is not there.
    """
    tag = " ".join(tag.translate(_PLAIN).split())
    level = _PREFIX.match(tag)
    shown = _PREFIX.sub(r"\1 ", tag, count=1)
    return f"{shown[:-2].rstrip('- ')} {shown[-2:]}", (level[2] or "") if level else ""


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The texts of a paragraph that are its own, not of a text box in it, and that no tracked change takes away."""
    return [text for text in paragraph.iter(_TEXT) if _is_own(text, paragraph)]


def _is_own(text: etree._Element, paragraph: etree._Element) -> bool:
    for ancestor in text.iterancestors():
        if ancestor is paragraph:
            return True
        if ancestor.tag == _PARAGRAPH or ancestor.tag in GONE:
            return False
    return False


def is_section(tag: str) -> bool:
    """Whether a plain tag is that of a section or a provision."""
    return _SECTION.match(tag) is not None


def asked_frame(library: Library) -> list[tuple[str, Location]]:
    """The passages of the frame that templates ask for, in the order of ``library.yaml``: all of a document whose
    template has the tag of the general provisions, or those that it names."""
    asked: dict[str, set[str]] = {}
    for template in library.templates:
        tags = (plain_tag(tag)[0] for p in template.paragraphs for tag in TAG.findall(p.text))
        asked[template.name] = {named[1] for tag in tags if (named := _ASKED.search(tag))}
    return [
        (id_, place)
        for id_, place in library.info.frame
        if (p := library.by_id.get(id_)) and {id_, "general_provisions"} & asked.get(p.kind.document, set())
    ]


def leave_out_old(root: etree._Element) -> None:
    """Take out what programs before Word 2010 show instead of a drawing, if it has text of its own (part 3, 7.6): it
    repeats that of the drawing, and nobody would see whether it still says the same."""
    for fallback in list(root.iter(f"{_COMPATIBILITY}Fallback")):
        choice = parent_of(fallback).find(f"{_COMPATIBILITY}Choice")
        if choice is not None and next(fallback.iter(_TEXT), None) is not None:
            remove(fallback)


def write_out(root: etree._Element) -> None:
    """Make plain text of what is no text in Word (17.3.3) and stands within a tag: tabs, line ends and hyphens."""
    for element in [e for e in root.iter(*_CHARACTERS) if parent_of(e).tag == W + "r"]:
        paragraph = next(element.iterancestors(_PARAGRAPH), None)
        if paragraph is not None and element.get(W + "type", "textWrapping") == "textWrapping":
            before, tag = [], str(element.tag)
            for piece in paragraph.iter(_TEXT, tag):
                if piece is element:
                    break
                before.append(piece.text or "")
            text = "".join(before)
            if max(text.rfind("{{"), text.rfind("{%")) > max(text.rfind("}}"), text.rfind("%}")):
                written = etree.Element(_TEXT)
                written.text, written.tail = _CHARACTERS[tag], element.tail
                parent_of(element).replace(element, written)


def tags_alone(text: str) -> bool:
    """Whether there are only conditions and their like, so that the paragraph goes with them."""
    return not TAG.sub("", text).strip() and "{{" not in text and "{%" in text


def open_fields(root: etree._Element) -> Callable[[etree._Element], list[str]]:
    """For a text of a part: the names of the fields whose result it belongs to, the outermost first."""
    open_: list[list] = []  # code, whether its result has begun
    found: dict[etree._Element, list[str]] = {}
    for element in root.iter(W + "fldChar", W + "instrText", _TEXT):
        if element.tag == _TEXT:
            if open_:
                found[element] = [code for code, result in open_ if result]
        elif element.tag == W + "instrText":
            if open_ and not open_[-1][1]:
                open_[-1][0] += element.text or ""
        elif (kind := element.get(W + "fldCharType")) == "begin":
            open_.append(["", False])
        elif open_ and kind == "separate":
            open_[-1][1] = True
        elif open_:
            open_.pop()

    def fields(text: etree._Element) -> list[str]:
        simple = [field.get(W + "instr", "") for field in text.iterancestors(W + "fldSimple")]
        return [(code.split() or [""])[0].upper() for code in (*simple, *found.get(text, ()))]

    return fields


class Placement:
    """Where the tags of one part stand. ``main``: it is the document's own text, where sections may stand."""

    def __init__(self, root: etree._Element) -> None:
        self._main = root.tag == W + "document"
        self._fields = open_fields(root)
        self._numbers: dict[etree._Element | None, int] = {None: 0}

    def within(self, paragraph: etree._Element) -> tuple[int, int, int]:
        """Numbers of what holds the paragraph, its row and its cell; a block must end where it begins."""
        row, cell = (next(paragraph.iterancestors(tag), None) for tag in (_ROW, _CELL))
        holders = (e if e is None else e.getparent() for e in (paragraph, row, cell))
        first, second, third = (self._numbers.setdefault(holder, len(self._numbers)) for holder in holders)
        return first, second, third

    def faults(self, paragraph: etree._Element, texts: list[etree._Element]) -> Iterator[str]:
        """What is wrong with the place of a paragraph's tags; each goes on from "the paragraph …"."""
        text = "".join(t.text or "" for t in texts)
        tags = [plain_tag(tag) for tag in TAG.findall(text)]
        fields = {field for t in texts if "{" in (t.text or "") for field in self._fields(t)}
        for field in sorted(fields - _FILLED_RESULTS):
            yield f"has a tag in the result of a field {field}, which Word replaces by something else"
        for level, tag, what in (("tr", _ROW, "row"), ("tc", _CELL, "cell")):
            if any(found == level for _, found in tags):
                holder = next(paragraph.iterancestors(tag), None)
                if holder is None:
                    yield f"has a tag for a whole {what} of a table, but stands in no table"
                elif not tags_alone("".join(t.text or "" for t in holder.iter(_TEXT))):
                    yield f"has a tag that stands for its whole {what}, but there is other text in this {what}"
        sections = [tag for tag, _ in tags if is_section(tag)]
        if not sections:
            return
        if TAG.sub("", text).strip() or len(sections) < sum(tag.startswith("{{") for tag, _ in tags):
            yield "has the tag of a section that does not stand alone"
        place = self._no_section(paragraph) or ("the result of a field" if any(map(self._fields, texts)) else "")
        if place:
            yield f"has the tag of a section in {place}, where none can be inserted"

    def _no_section(self, paragraph: etree._Element) -> str:
        if not self._main:
            return "a header, footer or note"
        for ancestor in paragraph.iterancestors():
            if place := _no_section_in(ancestor):
                return place
        return ""


def _no_section_in(element: etree._Element) -> str:
    """Where a section could not be seen as a whole, or would not stay."""
    if element.tag == W + "txbxContent":
        return "a text box, which does not grow and does not go on over pages"
    if element.tag == _ROW and (properties := element.find(W + "trPr")) is not None:
        height = properties.find(W + "trHeight")
        if height is not None and height.get(W + "hRule") == "exact":
            return "a table row of a fixed height"
        if is_on(properties.find(W + "hidden")) or properties.find(W + "del") is not None:
            return "a table row that is hidden or tracked as deleted"
    if element.tag == _CELL:
        for name in ("vMerge", "hMerge"):
            merged = element.find(f"{W}tcPr/{W}{name}")
            if merged is not None and merged.get(W + "val", "continue") != "restart":
                return "a table cell that is merged into another, which hides it"
    if element.tag == W + "sdt":
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(W + "val") in ("Table of Contents", "Bibliographies"):
            return "a list that Word makes anew, such as a table of contents"
    return ""
