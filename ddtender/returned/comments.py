"""The comments of a reviewed document and their threads (ECMA-376 part 1, 17.13.4, and Word's extension of it)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from lxml import etree

from ddtender.library.looks.known import unknown
from ddtender.library.looks.shown import Shown, unseen
from ddtender.office.letters import text_below
from ddtender.office.package import W, parse_part
from ddtender.office.relations import OF_DOCUMENT, relations
from ddtender.returned.values import MARK, Mark, ReadComment

#: For the id of a comment, the index of the paragraph where it begins and the pieces of text that it stands on.
Anchors = Mapping[str, tuple[int, list[str]]]
_LONGEST = 400
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def mark_of(element: etree._Element) -> Mark:
    """Author and date of a tracked change or a comment."""
    author = " ".join((element.get(W + "author") or "").split())[:200]
    return Mark(author, (element.get(W + "date") or "")[:40], element.tag in (W + "moveTo", W + "moveFrom"))


def read_comments(
    parts: Mapping[str, bytes],
    shown: Shown,
    anchors: Anchors,
    marked: Iterable[str] = (),
    endless: Container[str] = (),
) -> Iterator[ReadComment]:
    """Every comment, on the words it stands on. Raises PackageError.

    ``endless`` are the ids whose words have a beginning and no end; ``marked`` those that the text refers to: a comment
    that is referred to and not there is one that is lost.
    """
    part = _related(parts, "/comments")
    root = etree.Element(W + "comments") if part is None else parse_part(part, parts[part])
    answers, resolved = _threads(parts)
    by_paragraph: dict[str, str] = {}
    for comment in root.iter(W + "comment"):
        for paragraph in comment.iter(W + "p"):
            if id_ := paragraph.get(_W14 + "paraId"):
                by_paragraph[id_] = comment.get(W + "id", "")
    for comment in root.iter(W + "comment"):
        id_, paragraphs = comment.get(W + "id", ""), list(comment.iter(W + "p"))
        hidden = any(unseen(shown.run(run)) for run in comment.iter(W + "r"))
        hidden = hidden or any(map(unknown, comment.iter(etree.Element)))
        text = "\n".join(map(text_below, paragraphs))
        place, words = anchors.get(id_, (None, []))
        last = paragraphs[-1].get(_W14 + "paraId", "") if paragraphs else ""
        mark = mark_of(comment)
        answered = by_paragraph.get(answers.get(last, ""))
        answered = None if answered == id_ else answered
        on = "".join(words).strip()
        reaches = None if place is None or id_ in endless else place + on.count(MARK)
        done = last in resolved
        yield ReadComment(
            id_, mark.author, mark.date, text.strip(), _cut(on), place, answered, False, reaches, done, hidden
        )
    there = {comment.get(W + "id", "") for comment in root.iter(W + "comment")}
    for id_ in [id_ for id_ in dict.fromkeys(marked) if id_ not in there]:
        place, words = anchors[id_]
        yield ReadComment(id_, "", "", "", _cut("".join(words).strip()), place, None, lost=True)


def _cut(words: str) -> str:
    """Enough of the words that a comment stands on to find them; one without an end would stand on the whole rest."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def _threads(parts: Mapping[str, bytes]) -> tuple[dict[str, str], set[str]]:
    """By the last paragraphs of comments (w15:commentEx): that of the comment each answers, and the resolved ones."""
    part = _related(parts, "/commentsExtended")
    found = () if part is None else tuple(parse_part(part, parts[part]).iter(_W15 + "commentEx"))
    parents = {e.get(_W15 + "paraId", ""): e.get(_W15 + "paraIdParent", "") for e in found}
    resolved = {e.get(_W15 + "paraId", "") for e in found if e.get(_W15 + "done") in ("1", "true", "on")}
    return {own: parent for own, parent in parents.items() if parent}, resolved - {""}


def _related(parts: Mapping[str, bytes], kind: str) -> str | None:
    """The part of the main document that has a relationship whose type ends like ``kind``."""
    found = (one.part for one in relations(parts, OF_DOCUMENT) if one.type.endswith(kind))
    return next((part for part in found if part in parts), None)
