"""Drafting notes in a finished document: every one where it belongs, once, word for word; and none that is not ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from ddtender.notes import AUTHOR, MarginNote
from ddtender.office.package import W
from ddtender.verify.lists import child
from ddtender.verify.reading import Reading

#: The tag of the control, the words, the paragraphs.
_Found = tuple[str, str, tuple[str, ...]]
_TEXT = W + "t"
_MARKS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")


def check_notes(reading: Reading, notes: Sequence[MarginNote]) -> Iterator[str]:
    """What is wrong with our comments; those that a template brings along are none of our business."""
    comments = [comment for part in reading.parts.values() for comment in part.comments]
    if not comments and not notes:
        return
    ids = Counter(id_ for id_, _, _ in comments)
    yield from (f"two comments have the id {id_}" for id_, count in ids.items() if count > 1)
    standing = _Standing(reading.body)
    found: Counter[_Found] = Counter()
    for id_, author, text in comments:
        if author == AUTHOR:
            if any(standing.marks[id_, mark] != 1 for mark in _MARKS):
                yield f"a drafting note is not bound to one place: '{' '.join(text)[:60]}'"
            found[standing.tags.get(id_, ""), "".join(standing.words.get(id_, ())), text] += 1
    expected = Counter((note.tag, note.words, tuple(line.whole for line in note.lines)) for note in notes)
    for tag, _, text in expected - found:
        yield f"a drafting note of '{tag}' is missing, altered or in another place: '{text[0][:60]}'"
    for tag, _, text in found - expected:
        yield f"a drafting note stands where none belongs ({tag or 'in no provision'}): '{' '.join(text)[:60]}'"


class _Standing:
    """The marks of every comment, the words between them, and the tag of the provision around."""

    def __init__(self, body: etree._Element) -> None:
        self.marks: Counter[tuple[str, str]] = Counter()
        self.words: dict[str, list[str]] = {}
        self.tags: dict[str, str] = {}
        open_: set[str] = set()
        for element in body.iter(*_MARKS, _TEXT):
            tag = str(element.tag)
            if tag == _TEXT:
                for id_ in open_:
                    self.words[id_].append(element.text or "")
                continue
            id_ = element.get(W + "id", "")
            self.marks[id_, tag] += 1
            if tag == W + "commentRangeStart":
                open_.add(id_)
                self.words.setdefault(id_, [])
                self.tags[id_] = _tag_around(element)
            elif tag == W + "commentRangeEnd":
                open_.discard(id_)


def _tag_around(element: etree._Element) -> str:
    """The tag of the nearest provision around an element; a blank's control is none."""
    for control in element.iterancestors(W + "sdt"):
        properties = child(control, "sdtPr")
        tag = child(properties, "tag") if properties is not None else None
        if tag is not None and "@" in tag.get(W + "val", ""):
            return tag.get(W + "val", "")
    return ""
