"""The comments of a document as a reader of Word finds them; lxml is all that is shared with ddtender."""

from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from tests.documents import W, Word, text_of


@dataclass(frozen=True)
class Comment:
    """Who says what, on which words, in the content control with this tag."""

    author: str
    on: str
    tag: str
    lines: tuple[str, ...]


def comments(read: Word) -> list[Comment]:
    """All comments, in the order of their marks."""
    if "word/comments.xml" not in read.parts:
        return []
    known = {c.get(W + "id"): c for c in read.tree("word/comments.xml")}
    body = list(read.body.iter())
    found = []
    for mark in read.body.iter(W + "commentRangeStart"):
        id_ = mark.get(W + "id")
        (end,) = (e for e in read.body.iter(W + "commentRangeEnd") if e.get(W + "id") == id_)
        between = body[body.index(mark) : body.index(end)]
        words = "".join(e.text or "" for e in between if e.tag == W + "t")
        tag = next(mark.iterancestors(W + "sdt")).find(f"{W}sdtPr/{W}tag")  # LibreOffice 7.4 drops the tags
        lines = tuple(text_of(p) for p in known[id_].iter(W + "p"))
        found.append(Comment(known[id_].get(W + "author"), words, "" if tag is None else tag.get(W + "val"), lines))
    assert len(found) == len(known) == len(list(read.body.iter(W + "commentReference")))
    return found


def note(read: Word, id_: str) -> list[str]:
    """The lines of the one note on a provision; the note on what is left out is another."""
    (found,) = [c for c in comments(read) if c.tag.startswith(f"{id_}@") and not c.lines[0].startswith("Left out")]
    return list(found.lines)


def left_out(read: Word) -> list[str]:
    """What the document lists as left out."""
    (found,) = [c for c in comments(read) if c.lines[0].startswith("Left out")]
    return list(found.lines[1:])


def in_order(lines: list[str], *beginnings: str) -> bool:
    """Whether a line begins with each of these, in this order."""
    at = [next((n for n, line in enumerate(lines) if line.startswith(b)), -1) for b in beginnings]
    return -1 not in at and all(one < two for one, two in pairwise(at))


def own(tree: etree._Element) -> list[etree._Element]:
    """The comments of a comments part that ddtender wrote."""
    return [c for c in tree.iter(W + "comment") if c.get(W + "author") == "ddtender"]
