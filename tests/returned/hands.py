"""Many hands in a Word document: edits of every kind at places that chance has chosen, and what Word then shows.

They know XML and nothing of ddtender; the reader shares nothing with its own.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from tests.documents import W
from tests.returned.editor import ANNA, Editor, Person

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What is not there once all changes are accepted.
_GONE = (W + "del", W + "moveFrom")


@dataclass(frozen=True)
class Touch:
    """One edit: its kind, three numbers from which places and lengths are computed, words, and whose hands."""

    kind: str
    a: int
    b: int
    c: int
    words: str
    by: Person


def visible(body: etree._Element) -> Counter[str]:
    """How often each letter and sign stands in the text that Word shows once all tracked changes are accepted."""
    return Counter(letter for text in _shown(body) for letter in _counted(text.text or ""))


def letters(element: etree._Element) -> str:
    """The same letters and signs in their order, outside tables."""
    texts = (text for text in _shown(element) if not _in_table(text, element))
    return "".join(letter for text in texts for letter in _counted(text.text or ""))


def counted(text: str) -> Counter[str]:
    """The letters and signs of words as a report gives them, without what it says of objects."""
    return Counter(_counted(re.sub(r"‹[^‹›]*›", "", text)))


def _counted(text: str) -> Iterator[str]:
    return (letter for letter in text if letter.isalnum() or letter in ".,;:()%&<>/“”’")


def _in_table(text: etree._Element, around: etree._Element) -> bool:
    table = next(text.iterancestors(W + "tbl"), None)
    return table is not None and around in table.iterancestors()


def _shown(body: etree._Element) -> Iterator[etree._Element]:
    for text in body.iter(W + "t"):
        around = [*text.iterancestors()]
        if any(element.tag in _GONE for element in around):
            continue
        if any(_whole_is_deleted(element) or _is_computed(element) for element in around):
            continue
        yield text


def _is_computed(element: etree._Element) -> bool:
    """What Word computes whenever it opens the file: whatever stands there is not what anybody sees."""
    return element.tag == W + "fldSimple" and element.get(W + "instr", "").split()[:1] in (["DATE"], ["PAGE"])


def _whole_is_deleted(element: etree._Element) -> bool:
    row = element.tag == W + "tr" and element.find(f"{W}trPr/{W}del") is not None
    return row or (element.tag == W + "tc" and element.find(f"{W}tcPr/{W}cellDel") is not None)


class Hands:
    """Carries out touches on the draft of an editor."""

    def __init__(self, content: bytes) -> None:
        self.editor = Editor(content)
        self.body = self.editor.body
        self.number = 700

    def bytes(self) -> bytes:
        return self.editor.bytes()

    def do(self, touch: Touch) -> None:
        """Carry out one touch; nothing where its place does not allow it."""
        places = [p for p in self.body.iter(W + "p") if len(_text(p)) > 8]
        _KINDS[touch.kind](self, places[touch.a % len(places)], touch)

    # Words

    def type_(self, paragraph: etree._Element, touch: Touch) -> None:
        at = touch.b % (len(_text(paragraph)) + 1)
        self._put(paragraph, at, self._new(touch.words, touch.by))

    def strike(self, paragraph: etree._Element, touch: Touch) -> None:
        self._strike(self._cut(paragraph, *self._range(paragraph, touch)), touch.by)

    def replace(self, paragraph: etree._Element, touch: Touch) -> None:
        start, end = self._range(paragraph, touch)
        self._put(paragraph, end, self._new(touch.words, touch.by))
        self._strike(self._cut(paragraph, start, end), touch.by)

    def restyle(self, paragraph: etree._Element, touch: Touch) -> None:
        looks = ("b", "i", "highlight", "color", "vanish", "strike", "u", "caps")
        look = looks[touch.c % len(looks)]
        value = {"highlight": "yellow", "color": "FF0000", "u": "single"}.get(look)
        for run in self._cut(paragraph, *self._range(paragraph, touch)):
            properties = run.find(W + "rPr")
            if properties is None:
                properties = etree.Element(W + "rPr")
                run.insert(0, properties)
            before = copy.deepcopy(properties)
            for old in properties.findall(W + look):
                properties.remove(old)
            properties.append(etree.Element(W + look, {W + "val": value} if value else {}))
            if touch.by.tracked and properties.find(W + "rPrChange") is None:
                change = self._change("rPrChange", touch.by)
                before.attrib.clear()
                change.append(before)
                properties.append(change)

    def comment(self, paragraph: etree._Element, touch: Touch) -> None:
        runs = self._cut(paragraph, *self._range(paragraph, touch))
        if not runs:
            return
        id_ = self.editor._add_comment(touch.words, ANNA, None)
        runs[0].addprevious(etree.Element(W + "commentRangeStart", {W + "id": id_}))
        reference = etree.Element(W + "r")
        etree.SubElement(reference, W + "commentReference", {W + "id": id_})
        runs[-1].addnext(reference)
        runs[-1].addnext(etree.Element(W + "commentRangeEnd", {W + "id": id_}))

    def sign(self, paragraph: etree._Element, touch: Touch) -> None:
        run = etree.Element(W + "r")
        name = ("tab", "br", "noBreakHyphen", "softHyphen", "cr")[touch.c % 5]
        etree.SubElement(run, W + name)
        made = run
        if touch.by.tracked:
            made = self._change("ins", touch.by)
            made.append(run)
        self._put(paragraph, touch.b % (len(_text(paragraph)) + 1), made)

    # Paragraphs

    def add(self, paragraph: etree._Element, touch: Touch) -> None:
        self.editor.add_behind(paragraph, touch.words, touch.by)

    def divide(self, paragraph: etree._Element, touch: Touch) -> None:
        runs = self._cut(paragraph, touch.b % len(_text(paragraph)), len(_text(paragraph)))
        if not runs or runs[0].getparent() is not paragraph:
            return
        made = etree.Element(W + "p")
        properties = paragraph.find(W + "pPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        for sibling in [runs[0], *runs[0].itersiblings()]:
            made.append(sibling)
        paragraph.addnext(made)
        if touch.by.tracked:
            self.editor._mark_end(paragraph, "ins", touch.by)

    def join(self, paragraph: etree._Element, touch: Touch) -> None:
        following = paragraph.getnext()
        if following is None or following.tag != W + "p":
            return
        if touch.by.tracked:
            self.editor._mark_end(paragraph, "del", touch.by)
            return
        for child in [c for c in following if c.tag != W + "pPr"]:
            paragraph.append(child)
        following.getparent().remove(following)

    def remove(self, paragraph: etree._Element, touch: Touch) -> None:
        cell = paragraph.getparent().tag == W + "tc"
        if touch.by.tracked or cell:
            self._strike(self._cut(paragraph, 0, len(_text(paragraph))), touch.by)
            if touch.by.tracked and not cell:
                self.editor._mark_end(paragraph, "del", touch.by)
        else:
            paragraph.getparent().remove(paragraph)

    def move(self, paragraph: etree._Element, touch: Touch) -> None:
        """Cut here, pasted there; tracked as two changes, as a move, or not at all."""
        places = [p for p in self.body.iter(W + "p") if p is not paragraph and len(_text(p)) > 8]
        target = places[touch.b % len(places)]
        if paragraph.getparent().tag == W + "tc":
            return
        made = copy.deepcopy(paragraph)
        for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in list(made.iter(W + name)):
                mark.getparent().remove(mark)
        target.addnext(made)
        if not touch.by.tracked:
            paragraph.getparent().remove(paragraph)
            return
        gone, come = ("moveFrom", "moveTo") if touch.c % 2 else ("del", "ins")
        self._wrap(paragraph, gone, touch.by)
        self.editor._mark_end(paragraph, gone, touch.by)
        self._wrap(made, come, touch.by)
        self.editor._mark_end(made, come, touch.by)

    # Tables

    def row(self, paragraph: etree._Element, touch: Touch) -> None:
        rows = [*self.body.iter(W + "tr")]
        if not rows:
            return
        row = rows[touch.b % len(rows)]
        if touch.c % 2:
            if not touch.by.tracked:
                if len(row.getparent().findall(W + "tr")) > 1:
                    row.getparent().remove(row)
                return
            for inner in row.iter(W + "p"):
                self._strike(self._cut(inner, 0, len(_text(inner))), touch.by)
            self._row_change(row, "del", touch.by)
            return
        made = copy.deepcopy(row)
        for text in made.iter(W + "t"):
            text.text = touch.words
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(made.iter(W + name)):
                mark.getparent().remove(mark)
        row.addnext(made)
        if touch.by.tracked:
            for inner in made.iter(W + "p"):
                self._wrap(inner, "ins", touch.by)
            self._row_change(made, "ins", touch.by)

    def table(self, paragraph: etree._Element, touch: Touch) -> None:
        if paragraph.getparent().tag == W + "tc":
            return
        table = etree.Element(W + "tbl")
        row = etree.SubElement(table, W + "tr")
        for _ in range(2):
            inner = etree.SubElement(etree.SubElement(row, W + "tc"), W + "p")
            inner.append(self._new(touch.words, touch.by))
        paragraph.addnext(table)
        table.addnext(etree.Element(W + "p"))

    # Controls and fields

    def control(self, paragraph: etree._Element, touch: Touch) -> None:
        """Words pasted with the control that they had elsewhere."""
        tags = [t.get(W + "val") for t in self.body.iter(W + "tag")] + ["blank:unheard_of", "value:title", "note", ""]
        sdt = etree.Element(W + "sdt")
        properties = etree.SubElement(sdt, W + "sdtPr")
        if tag := tags[touch.c % len(tags)]:
            etree.SubElement(properties, W + "tag", {W + "val": tag})
        content = etree.SubElement(sdt, W + "sdtContent")
        content.append(self._new(touch.words, touch.by))
        self._put(paragraph, touch.b % (len(_text(paragraph)) + 1), sdt)

    def field(self, paragraph: etree._Element, touch: Touch) -> None:
        names = [b.get(W + "name") for b in self.body.iter(W + "bookmarkStart")]
        codes = ("DATE", "AUTHOR", f"REF {names[touch.b % len(names)]} \\r \\h", "QUOTE words", "PAGE")
        simple = etree.Element(W + "fldSimple", {W + "instr": f" {codes[touch.c % len(codes)]} "})
        simple.append(self._run(touch.words))
        self._put(paragraph, touch.b % (len(_text(paragraph)) + 1), simple)

    def complex_field(self, paragraph: etree._Element, touch: Touch) -> None:
        """A field of many runs, as Word writes it; tracked, its runs are an insertion each."""
        names = [b.get(W + "name") for b in self.body.iter(W + "bookmarkStart")]
        codes = ("AUTHOR", f"REF {names[touch.b % len(names)]} \\r \\h", "QUOTE words", "TITLE")
        runs = []
        for kind in ("begin", "", "separate", "text", "end"):
            run = self._run(touch.words) if kind == "text" else etree.Element(W + "r")
            if kind in ("begin", "separate", "end"):
                etree.SubElement(run, W + "fldChar", {W + "fldCharType": kind})
            elif not kind:
                etree.SubElement(run, W + "instrText").text = f" {codes[touch.c % len(codes)]} "
            runs.append(run)
        made = runs
        if touch.by.tracked:
            made = [self._change("ins", touch.by) for _ in runs]
            for change, run in zip(made, runs, strict=True):
                change.append(run)
        self._put(paragraph, touch.b % (len(_text(paragraph)) + 1), *made)

    def wrap(self, paragraph: etree._Element, touch: Touch) -> None:
        """Words get something around them that programs put there."""
        names = ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdt")
        name = names[touch.a % len(names)]
        for run in self._cut(paragraph, *self._range(paragraph, touch)):
            if run.getparent().tag != W + "p":
                continue
            around = etree.Element(W + name)
            run.addprevious(around)
            (etree.SubElement(around, W + "sdtContent") if name == "sdt" else around).append(run)
            if name == "hyperlink":
                around.set(W + "anchor", "elsewhere")

    def block(self, paragraph: etree._Element, touch: Touch) -> None:
        """A control of its own around a paragraph, perhaps with the tag of a provision."""
        if paragraph.getparent().tag not in (W + "body", W + "sdtContent"):
            return
        tags = [t.get(W + "val") for t in self.body.iter(W + "tag")] + ["blank:unheard_of", "note", ""]
        sdt = etree.Element(W + "sdt")
        properties = etree.SubElement(sdt, W + "sdtPr")
        if tag := tags[touch.c % len(tags)]:
            etree.SubElement(properties, W + "tag", {W + "val": tag})
        paragraph.addprevious(sdt)
        etree.SubElement(sdt, W + "sdtContent").append(paragraph)

    def box(self, paragraph: etree._Element, touch: Touch) -> None:
        """A text box whose anchor stands among the words."""
        run = etree.Element(W + "r")
        shape = etree.SubElement(etree.SubElement(run, W + "pict"), "{urn:schemas-microsoft-com:vml}shape")
        content = etree.SubElement(etree.SubElement(shape, "{urn:schemas-microsoft-com:vml}textbox"), W + "txbxContent")
        etree.SubElement(content, W + "p").append(self._new(touch.words, touch.by))
        self._put(paragraph, touch.b % (len(_text(paragraph)) + 1), run)

    def style(self, paragraph: etree._Element, touch: Touch) -> None:
        """Another style, or no number."""
        styles = [*dict.fromkeys(s.get(W + "val") for s in self.body.iter(W + "pStyle"))]
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        for old in properties.findall(W + "pStyle"):
            properties.remove(old)
        properties.insert(0, etree.Element(W + "pStyle", {W + "val": styles[touch.b % len(styles)]}))

    def label(self, paragraph: etree._Element, touch: Touch) -> None:
        """A number typed before the words."""
        number = ("3. ", "(a) ", "2.1\u00a0", "iv) ", "7 ", "• ")[touch.b % 6]
        self._put(paragraph, 0, self._new(number, touch.by))

    def cell(self, paragraph: etree._Element, touch: Touch) -> None:
        """A cell that is tracked as deleted or inserted."""
        cells = [*self.body.iter(W + "tc")]
        if not cells or not touch.by.tracked:
            return
        cell = cells[touch.b % len(cells)]
        properties = cell.find(W + "tcPr")
        if properties is None:
            properties = etree.Element(W + "tcPr")
            cell.insert(0, properties)
        name = ("cellDel", "cellIns")[touch.c % 2]
        if properties.find(W + "cellDel") is None and properties.find(W + "cellIns") is None:
            properties.append(self._change(name, touch.by))

    def unwrap(self, paragraph: etree._Element, touch: Touch) -> None:
        """A control goes, its content stays."""
        controls = [*self.body.iter(W + "sdt")]
        control = controls[touch.b % len(controls)]
        content = control.find(W + "sdtContent")
        for child in list(content):
            control.addprevious(child)
        control.getparent().remove(control)

    def paste(self, paragraph: etree._Element, touch: Touch) -> None:
        """A copy of a part of the document, with its controls, behind a paragraph."""
        if paragraph.getparent().tag == W + "tc":
            return
        made = copy.deepcopy(self.body[0][touch.b % (len(self.body[0]) - 1)])
        if made.tag in (W + "p", W + "sdt", W + "tbl"):
            paragraph.addnext(made)

    # Pieces

    def _range(self, paragraph: etree._Element, touch: Touch) -> tuple[int, int]:
        start = touch.b % len(_text(paragraph))
        return start, min(start + 1 + touch.c % 40, len(_text(paragraph)))

    def _new(self, words: str, by: Person) -> etree._Element:
        run = self._run(words)
        if not by.tracked:
            return run
        mark = self._change("ins", by)
        mark.append(run)
        return mark

    def _run(self, words: str) -> etree._Element:
        run = etree.Element(W + "r")
        text = etree.SubElement(run, W + "t")
        text.text = words
        text.set(_SPACE, "preserve")
        return run

    def _change(self, kind: str, by: Person) -> etree._Element:
        self.number += 1
        return etree.Element(W + kind, {W + "id": str(self.number), W + "author": by.name, W + "date": by.date})

    def _row_change(self, row: etree._Element, kind: str, by: Person) -> None:
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            row.insert(0, properties)
        properties.append(self._change(kind, by))

    def _wrap(self, paragraph: etree._Element, kind: str, by: Person) -> None:
        """Every run that stands, within a tracked change."""
        for run in _runs(paragraph):
            if run.getparent().tag in (W + "ins", W + "moveTo") and kind in ("ins", "moveTo"):
                continue
            mark = self._change(kind, by)
            run.addprevious(mark)
            mark.append(run)
            if kind in ("del", "moveFrom"):
                self._as_deleted(run, kind)

    def _as_deleted(self, run: etree._Element, kind: str) -> None:
        if kind == "del":
            for text in run.iter(W + "t"):
                text.tag = W + "delText"

    def _strike(self, runs: list[etree._Element], by: Person) -> None:
        for run in runs:
            if not by.tracked:
                run.getparent().remove(run)
                continue
            mark = self._change("del", by)
            run.addprevious(mark)
            mark.append(run)
            self._as_deleted(run, "del")

    def _put(self, paragraph: etree._Element, at: int, *made: etree._Element) -> None:
        """Something at an offset of a paragraph, beside the runs and never within a tracked change of somebody else."""
        runs = self._cut(paragraph, 0, at)
        if not runs:
            first = next(iter(_runs(paragraph)), None)
            place = None if first is None else self._outermost(first)
            for one in made:
                place.addprevious(one) if place is not None else paragraph.append(one)
            return
        place = runs[-1]
        if place.getparent().tag in (W + "ins", W + "moveTo", W + "hyperlink", W + "fldSimple"):
            # the change is parted in two around what is new
            around = place.getparent()
            if around.tag in (W + "ins", W + "moveTo"):
                rest = etree.Element(around.tag, dict(around.attrib))
                for sibling in list(place.itersiblings()):
                    rest.append(sibling)
                around.addnext(rest) if len(rest) else None
            place = around
        for one in reversed(made):
            place.addnext(one)

    def _outermost(self, run: etree._Element) -> etree._Element:
        place = run
        while place.getparent().tag in (W + "ins", W + "moveTo", W + "hyperlink", W + "fldSimple"):
            place = place.getparent()
        return place

    def _cut(self, paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
        """The runs of exactly these letters of what stands in the paragraph."""
        found, at = [], 0
        for run in _runs(paragraph):
            length = len(_text(run))
            first, last = max(start - at, 0), min(end - at, length)
            at += length
            if first >= last:
                continue
            found.append(self._part(run, first, last))
        return found

    def _part(self, run: etree._Element, first: int, last: int) -> etree._Element:
        text = _text(run)
        if (first, last) == (0, len(text)):
            return run
        properties = run.find(W + "rPr")
        pieces = []
        for piece in (text[:first], text[first:last], text[last:]):
            made = self._run(piece)
            if properties is not None:
                made.insert(0, copy.deepcopy(properties))
            pieces.append(made)
        for made in pieces:
            if _text(made):
                run.addprevious(made)
        run.getparent().remove(run)
        return pieces[1]


def _runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs of text that stand in a paragraph itself, each with one piece of text and nothing else."""
    found = []
    for run in paragraph.iter(W + "r"):
        inner = next(run.iterancestors(W + "p"))
        if inner is not paragraph or any(element.tag in _GONE for element in run.iterancestors()):
            continue
        children = [child for child in run if child.tag != W + "rPr"]
        if len(children) == 1 and children[0].tag == W + "t" and children[0].text:
            found.append(run)
    return found


def _text(element: etree._Element) -> str:
    if element.tag == W + "r":
        return "".join(element.itertext(W + "t"))
    return "".join(_text(run) for run in _runs(element))


_KINDS: dict[str, Callable[[Hands, etree._Element, Touch], None]] = {
    **{"type": Hands.type_, "strike": Hands.strike, "replace": Hands.replace, "restyle": Hands.restyle},
    **{"comment": Hands.comment, "sign": Hands.sign, "add": Hands.add, "divide": Hands.divide, "join": Hands.join},
    **{"remove": Hands.remove, "move": Hands.move, "row": Hands.row, "table": Hands.table, "field": Hands.field},
    **{"complex field": Hands.complex_field, "wrap": Hands.wrap, "block": Hands.block, "box": Hands.box},
    **{"style": Hands.style, "label": Hands.label, "cell": Hands.cell},
    **{"control": Hands.control, "unwrap": Hands.unwrap, "paste": Hands.paste},
}
KINDS = tuple(_KINDS)
