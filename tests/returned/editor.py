"""A reviewer at work on the XML of a Word document, as Word itself writes it: with or without tracking, with comments.

It shares nothing with ddtender's own reading of reviewed documents but lxml.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.documents import W
from tests.packages import parts_of, zipped

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Person:
    """Somebody who edits; ``tracked`` says whether Word tracks it."""

    name: str = "A. Jurist"
    date: str = "2027-03-04T10:00:00Z"
    tracked: bool = True


ANNA = Person()
BEN = Person("B. Barrister", "2027-03-05T11:30:00Z")
NOBODY = Person("", "", tracked=False)


class Editor:
    def __init__(self, content: bytes) -> None:
        self.parts = parts_of(content)
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.number = 9000

    def bytes(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.body, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return zipped(self.parts)

    def paragraph(self, words: str) -> etree._Element:
        """The only paragraph outside tables that has these words."""
        found = [
            p for p in self.body.iter(W + "p") if words in _shown(p) and next(p.iterancestors(W + "tc"), None) is None
        ]
        assert len(found) == 1, f"{words!r} stands in {len(found)} paragraphs"
        return found[0]

    def provision(self, tag: str) -> etree._Element:
        """The control of a provision."""
        found = [t for t in self.body.iter(W + "tag") if t.get(W + "val", "").startswith(tag)]
        assert found, f"there is no control {tag}"
        return found[0].getparent().getparent()

    # Words

    def replace(self, old: str, new: str, by: Person = ANNA, inside: etree._Element | None = None, bold: bool = False):
        """Replace words that stand in one paragraph; ``new`` may be empty."""
        paragraph = inside if inside is not None else self.paragraph(old)
        runs = self._cut(paragraph, old)
        self._delete(runs, by)
        if new:
            place = runs[-1].getparent() if by.tracked else None
            made = self._inserted(new, by, runs[0].find(W + "rPr"), bold)
            if by.tracked:
                place.addnext(made)
            else:
                runs[0].addprevious(made)
        if not by.tracked:
            for run in runs:
                run.getparent().remove(run)

    def insert(self, after: str, new: str, by: Person = ANNA, bold: bool = False) -> None:
        """Write behind some words."""
        self.insert_in(self.paragraph(after), after, new, by, bold)

    def insert_in(self, place: etree._Element, after: str, new: str, by: Person = ANNA, bold: bool = False) -> None:
        """Write behind some words of a paragraph or run."""
        runs = self._cut(place, after)
        runs[-1].addnext(self._inserted(new, by, runs[-1].find(W + "rPr"), bold))

    def delete(self, old: str, by: Person = ANNA) -> None:
        self.replace(old, "", by)

    # Paragraphs

    def add_paragraph(self, after: str, text: str, by: Person = ANNA) -> None:
        """A paragraph of the same style behind the one with these words, as the return key makes it.

        Word gives the mark of the new end to the paragraph before, and the old mark to the new paragraph.
        """
        self.add_behind(self.paragraph(after), text, by)

    def add_behind(self, before: etree._Element, text: str, by: Person = ANNA) -> None:
        made = etree.Element(W + "p")
        properties = before.find(W + "pPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        made.append(self._inserted(text, by, None, False))
        before.addnext(made)
        if by.tracked:
            self._mark_end(before, "ins", by)

    def remove_paragraph(self, words: str, by: Person = ANNA) -> None:
        paragraph = self.paragraph(words)
        if not by.tracked:
            paragraph.getparent().remove(paragraph)
            return
        self._delete([r for r in paragraph.iter(W + "r") if r.getparent().tag != W + "del"], by)
        self._mark_end(paragraph, "del", by)

    def split_paragraph(self, before: str, by: Person = ANNA) -> None:
        """The return key in front of some words."""
        paragraph = self.paragraph(before)
        first = self._cut(paragraph, before)[0]
        made = etree.Element(W + "p")
        properties = paragraph.find(W + "pPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        for sibling in [first, *first.itersiblings()]:
            made.append(sibling)
        paragraph.addnext(made)
        if by.tracked:
            self._mark_end(paragraph, "ins", by)

    def _mark_end(self, paragraph: etree._Element, kind: str, by: Person) -> None:
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        run = properties.find(W + "rPr")
        if run is None:
            run = etree.SubElement(properties, W + "rPr")
        run.insert(0, self._change(kind, by))

    # Blanks and controls

    def fill(self, tag: str, text: str, by: Person = NOBODY) -> None:
        """Type into the first control of a blank."""
        control = self.provision(tag)
        content = control.find(W + "sdtContent")
        runs = list(content.iter(W + "r"))
        if by.tracked:
            self._delete(runs, by)
            content.append(self._inserted(text, by, None, False))
        else:
            for run in runs:
                run.getparent().remove(run)
            content.append(_run(text))

    def drop_controls(self) -> None:
        """Every control goes, its content stays."""
        for control in list(self.body.iter(W + "sdt")):
            content = control.find(W + "sdtContent")
            for child in list(content):
                control.addprevious(child)
            control.getparent().remove(control)

    def copy_provision(self, tag: str) -> None:
        control = self.provision(tag)
        control.addnext(copy.deepcopy(control))

    # Comments

    def comment(self, on: str, text: str, by: Person = ANNA, answers: tuple[tuple[Person, str], ...] = ()) -> None:
        """A comment on some words, with answers in its thread."""
        runs = self._cut(self.paragraph(on), on)
        ids = [self._add_comment(text, by, None)]
        ids += [self._add_comment(said, who, ids[0]) for who, said in answers]
        for id_ in ids:
            runs[0].addprevious(etree.Element(W + "commentRangeStart", {W + "id": id_}))
        for id_ in reversed(ids):
            reference = etree.Element(W + "r")
            etree.SubElement(reference, W + "commentReference", {W + "id": id_})
            runs[-1].addnext(reference)
            runs[-1].addnext(etree.Element(W + "commentRangeEnd", {W + "id": id_}))

    def resolve(self, words: str) -> None:
        """Mark the thread that begins with the comment of these words as resolved, as Word does."""
        comments = etree.fromstring(self.parts["word/comments.xml"])
        (comment,) = [c for c in comments.iter(W + "comment") if words in "".join(c.itertext(W + "t"))]
        last = list(comment.iter(W + "p"))[-1]
        last.set(f"{{{_W14}}}paraId", last.get(f"{{{_W14}}}paraId") or "0BBBBB01")
        self.parts["word/comments.xml"] = etree.tostring(comments)
        name = "word/commentsExtended.xml"
        threads = self._part(name, "commentsEx", f"{_WORD_TYPE}.commentsExtended+xml", _THREADS, f"{{{_W15}}}")
        of = {f"{{{_W15}}}paraId": last.get(f"{{{_W14}}}paraId"), f"{{{_W15}}}done": "1"}
        etree.SubElement(threads, f"{{{_W15}}}commentEx", of)
        self.parts[name] = etree.tostring(threads)

    def remove_comment(self, words: str) -> None:
        """Delete every comment that has these words, with its marks in the text."""
        comments = etree.fromstring(self.parts["word/comments.xml"])
        gone = [c for c in comments.iter(W + "comment") if words in "".join(c.itertext(W + "t"))]
        assert gone, f"no comment says {words!r}"
        for comment in gone:
            comments.remove(comment)
            for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                for mark in [m for m in self.body.iter(W + name) if m.get(W + "id") == comment.get(W + "id")]:
                    mark.getparent().remove(mark)
        self.parts["word/comments.xml"] = etree.tostring(comments)

    def _add_comment(self, text: str, by: Person, answers: str | None) -> str:
        comments = self._part("word/comments.xml", "comments", f"{_WORD_TYPE}.comments+xml", f"{_OFFICE}/comments", W)
        ids = [int(c.get(W + "id")) for c in comments.iter(W + "comment")]
        id_ = str(max(ids, default=0) + 1)
        made = etree.SubElement(
            comments, W + "comment", {W + "id": id_, W + "author": by.name, W + "date": by.date, W + "initials": "x"}
        )
        for line in text.split("\n"):
            paragraph = etree.SubElement(made, W + "p", {f"{{{_W14}}}paraId": f"{0x10000 + int(id_) * 16:08X}"})
            paragraph.append(_run(line))
        self.parts["word/comments.xml"] = etree.tostring(comments)
        if answers is not None:
            name = "word/commentsExtended.xml"
            threads = self._part(name, "commentsEx", f"{_WORD_TYPE}.commentsExtended+xml", _THREADS, f"{{{_W15}}}")
            of = {f"{{{_W15}}}paraId": f"{0x10000 + int(id_) * 16:08X}"}
            of[f"{{{_W15}}}paraIdParent"] = f"{0x10000 + int(answers) * 16:08X}"
            etree.SubElement(threads, f"{{{_W15}}}commentEx", of)
            self.parts[name] = etree.tostring(threads)
        return id_

    def _part(self, name: str, root: str, type_: str, kind: str, namespace: str) -> etree._Element:
        if name in self.parts:
            return etree.fromstring(self.parts[name])
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", {"PartName": f"/{name}", "ContentType": type_})
        self.parts["[Content_Types].xml"] = etree.tostring(types)
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        etree.SubElement(
            relations,
            f"{{{_PACKAGE}/relationships}}Relationship",
            {"Id": f"rIdEditor{len(relations)}", "Type": kind, "Target": name.removeprefix("word/")},
        )
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
        return etree.Element(namespace + root, nsmap={"w": W[1:-1], "w14": _W14, "w15": _W15})

    # Pieces

    def _cut(self, paragraph: etree._Element, words: str) -> list[etree._Element]:
        """The runs of exactly these words, cut out of the runs that hold them."""
        runs = [r for r in paragraph.iter(W + "r") if r.find(W + "t") is not None]
        text = "".join(_shown(run) for run in runs)
        assert words in text, f"{words!r} is not in {text!r}"
        start = text.index(words)
        end, at, found = start + len(words), 0, []
        for run in runs:
            shown = _shown(run)
            first, last = max(start - at, 0), min(end - at, len(shown))
            at += len(shown)
            if first >= last:
                continue
            properties = run.find(W + "rPr")
            pieces = [_like(properties, piece) for piece in (shown[:first], shown[first:last], shown[last:]) if piece]
            for piece in pieces:
                run.addprevious(piece)
            found.append(pieces[1 if first else 0])
            run.getparent().remove(run)
        return found

    def _delete(self, runs: list[etree._Element], by: Person) -> None:
        if not by.tracked:
            return
        for run in runs:
            mark = self._change("del", by)
            run.addprevious(mark)
            mark.append(run)
            for text in run.iter(W + "t"):
                text.tag = W + "delText"
            for code in run.iter(W + "instrText"):
                code.tag = W + "delInstrText"

    def _inserted(self, text: str, by: Person, properties: etree._Element | None, bold: bool) -> etree._Element:
        run = _like(properties, text)
        if bold:
            made = run.find(W + "rPr")
            if made is None:
                made = etree.Element(W + "rPr")
                run.insert(0, made)
            made.append(etree.Element(W + "b"))
        if not by.tracked:
            return run
        mark = self._change("ins", by)
        mark.append(run)
        return mark

    def _change(self, kind: str, by: Person) -> etree._Element:
        self.number += 1
        return etree.Element(W + kind, {W + "id": str(self.number), W + "author": by.name, W + "date": by.date})


def _like(properties: etree._Element | None, text: str) -> etree._Element:
    run = _run(text)
    if properties is not None:
        run.insert(0, copy.deepcopy(properties))
    return run


def _run(text: str) -> etree._Element:
    run = etree.Element(W + "r")
    for n, line in enumerate(text.split("\n")):
        if n:
            etree.SubElement(run, W + "br")
        t = etree.SubElement(run, W + "t")
        t.text = line
        t.set(_SPACE, "preserve")
    return run


def _letters(element: etree._Element) -> Iterator[str]:
    for child in element.iter(W + "t", W + "br"):
        yield "\n" if child.tag == W + "br" else child.text or ""


def _shown(element: etree._Element) -> str:
    return "".join(_letters(element))


def cell(editor: Editor, words: str) -> etree._Element:
    """The only paragraph of a table that has these words."""
    paragraphs = (p for one in editor.body.iter(W + "tc") for p in one.iter(W + "p"))
    found = [p for p in paragraphs if words in _shown(p)]
    assert len(found) == 1, f"{words!r} stands in {len(found)} paragraphs of tables"
    return found[0]
