"""Where in a document something stands, in words, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ddtender.resolve.values import ResolvedProvision
from ddtender.returned.draft import Stretch
from ddtender.returned.values import MARK, ReadParagraph

#: About how many characters around a change the report shows.
_AROUND = 60


def name_of(provision: ResolvedProvision) -> str:
    """ "contract clause C2", or whose definition it is."""
    if provision.number is None:
        return f"definition of {provision.provision.title}"
    return f"{provision.kind.label} {provision.cited}"


def place_in(provision: ResolvedProvision, stretch: Stretch, offset: int) -> str:
    """The part of a provision at an offset of the draft's text; paragraphs count from 1 behind the title."""
    if stretch.body == (0, 0):
        return f"{name_of(provision)}, table"
    if offset < stretch.body[0]:
        return f"{name_of(provision)}, title"
    if offset >= stretch.body[1]:
        return f"{name_of(provision)}, generated part"
    return f"{name_of(provision)}, paragraph {stretch.paragraph_at(offset)}"


def place_outside(stretch: Stretch, offset: int) -> str:
    """Where outside every provision: in the body, a table, a header, footer or note."""
    number = stretch.paragraph_at(offset)
    paragraph = stretch.paragraphs[min(number, len(stretch.paragraphs) - 1)] if stretch.paragraphs else None
    part = re.sub(r"\Aword/|\d*\.xml\Z", "", paragraph.part) if paragraph else ""
    if part.startswith(("header", "footer", "footnotes", "endnotes")):
        return f"{part}, outside every provision"
    return "outside every provision" + (", table" if paragraph is not None and paragraph.table is not None else "")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a change in its paragraph, cut between words."""
    before, after = text[:start].rpartition(MARK)[2], text[end:].partition(MARK)[0]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return before, after


class Lines:
    """The numbers of paragraphs in the reviewed document for offsets of the draft, as well as they can be told."""

    def __init__(self, before: Stretch, now: Sequence[ReadParagraph]) -> None:
        self.before, self.now = before, now

    def of(self, offset: int) -> int:
        number = self.before.paragraph_at(offset)
        if number < len(self.before.paragraphs):
            text = self.before.paragraphs[number].before
            for paragraph in self.now:
                if paragraph.before == text:
                    return paragraph.number
        return self.now[min(number, len(self.now) - 1)].number if self.now else 1
