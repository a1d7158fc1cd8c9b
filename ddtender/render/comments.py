"""Notes in the margin as Word's comments (ECMA-376 part 1, 17.13.4), on the titles of provisions.

They are written when everything else stands: docxtpl does not touch comments, and a template's own are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from ddtender.notes import AUTHOR, INITIALS, MarginNote, NoteLine
from ddtender.office import wml
from ddtender.office.package import parse_part
from ddtender.office.packaging import part_related, serialize
from ddtender.office.relations import OF_DOCUMENT
from ddtender.office.tree import parent_of
from ddtender.office.wml import Element, W
from ddtender.render.styles import StyleSheet

_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def add_notes(
    parts: dict[str, bytes], document: Element, notes: Sequence[MarginNote], styles: StyleSheet, moment: datetime
) -> None:
    """Write ``notes`` into the package, and their marks into ``document``, its main part. Raises PackageError."""
    if not notes:
        return
    name = part_related(parts, OF_DOCUMENT, _RELATION, _PART, _TYPE)
    places = _places(document, {note.tag for note in notes})
    style, mark = (
        styles.ids.get(("paragraph", "annotation text")),
        styles.ids.get(("character", "annotation reference")),
    )
    date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    parts[name], first = _comments(name, parts.get(name), tuple(notes), style, mark, date)
    for tag, group in groupby(enumerate(notes, first), key=lambda pair: pair[1].tag):
        if tag in places:  # a provision that the template leaves out is found when the document is read back
            _mark(*places[tag], [n for n, _ in group], mark)


@lru_cache(maxsize=32)
def _comments(
    name: str, own: bytes | None, notes: tuple[MarginNote, ...], style: str | None, mark: str | None, date: str
) -> tuple[bytes, int]:
    """The part with the template's ``own`` comments and ours, and the number of the first of ours.

    For many procedures it is the same. Raises PackageError.
    """
    root = wml.element("comments") if own is None else parse_part(name, own)
    taken = [int(id_) for comment in root.iter(W + "comment") if (id_ := comment.get(W + "id", "")).isdecimal()]
    first = max(taken, default=-1) + 1
    root.extend(copy(_new_comment(n, note.lines, style, mark, date)) for n, note in enumerate(notes, first))
    return serialize(root), first


def _places(document: Element, tags: Collection[str]) -> dict[str, tuple[Element, Element]]:
    """The titles of provisions and the paragraphs that follow them, by the tags of their content controls."""
    found: dict[str, tuple[Element, Element]] = {}
    for element in document.iter(W + "tag"):
        tag = element.get(W + "val", "")
        if tag not in tags or tag in found:
            continue
        paragraphs = parent_of(parent_of(element)).iter(W + "p")
        title = next(paragraphs, None)
        if title is not None:
            found[tag] = title, next(paragraphs, title)
    return found


def _mark(title: Element, following: Element, numbers: Sequence[int], style: str | None) -> None:
    """Put the whole title between the marks of each comment.

    The end and the reference stand at the beginning of the next paragraph: in the first paragraph of a content control,
    LibreOffice 7.4 loses the text and the bookmark that a comment's reference follows.
    """
    _put(title, [wml.element("commentRangeStart", id=n) for n in numbers])
    ends = [wml.element("commentRangeEnd", id=n) for n in numbers]
    _put(following, ends + [_run(style, wml.element("commentReference", id=n)) for n in numbers])


def _put(paragraph: Element, elements: Sequence[Element]) -> None:
    """Insert at the beginning of a paragraph."""
    at = 0 if paragraph.find(W + "pPr") is None else 1
    paragraph[at:at] = elements


@lru_cache(maxsize=1024)
def _new_comment(number: int, lines: tuple[NoteLine, ...], style: str | None, mark: str | None, date: str) -> Element:
    """To be copied: most notes are the same for every procedure."""
    comment = wml.element("comment", id=number, author=AUTHOR, date=date, initials=INITIALS)
    for n, line in enumerate(lines):
        label = wml.text_run(f"{line.label}: ")
        label.insert(0, wml.element("rPr", wml.element("b")))
        paragraph = wml.element("p", *([wml.element("pPr", wml.element("pStyle", val=style))] if style else []))
        paragraph.extend([] if n else [_run(mark, wml.element("annotationRef"))])
        paragraph.extend((label, wml.text_run(line.text)))
        comment.append(paragraph)
    return comment


def _run(style: str | None, content: Element) -> Element:
    run = wml.element("r")
    if style:
        run.append(wml.element("rPr", wml.element("rStyle", val=style)))
    run.append(content)
    return run
