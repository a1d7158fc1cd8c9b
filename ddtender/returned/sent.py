"""Which words of a draft are as it was sent, where it cannot be made again for certain.

The sources may be others, or another ddtender may have made it. The digests that the document carries tell: a paragraph
that came back as it was sent is no edit, whatever the draft says now; and where the draft made again says what was
sent, an edit is a reviewer's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ddtender.difference import hunks
from ddtender.library.sent import digest
from ddtender.returned.draft import Draft
from ddtender.returned.findings import Entry, Reason, What
from ddtender.returned.values import MARK


class AsSent:
    """Held against the digests of one stretch of text: which of its places are known to be as they were sent."""

    def __init__(self, text: str, digests: Sequence[str], found: list[tuple[int, int]] | None = None) -> None:
        """``found`` gets every place that was asked for and was sent so."""
        self.found = [] if found is None else found
        self.starts = [0, *(n + 1 for n, letter in enumerate(text) if letter == MARK)]
        now = [digest(part) for part in text.split(MARK)[: len(self.starts) - 1]]
        self.last = len(digests)
        self.places: list[int | None] = [None] * len(now)
        at = new_at = 0
        for hunk in [*hunks(digests, now), None]:
            stop = hunk.start if hunk else len(digests)
            for n in range(stop - at):
                self.places[new_at + n] = at + n
            if hunk:
                at, new_at = hunk.end, hunk.new_end

    def __call__(self, start: int, end: int) -> bool:
        """Whether all that stands here was sent so, and nothing else with it."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end) - 1
        if self.starts[first] == start:
            first -= 1
        places = [self._place(n) for n in range(first, last + 1)]
        known = [place for place in places if place is not None]
        so = len(known) == len(places) and known == [*range(known[0], known[0] + len(known))]
        if so:
            self.found.append((start, end))
        return so

    def _place(self, paragraph: int) -> int | None:
        """The number of a paragraph as it was sent; before the first and behind the last one stands nothing."""
        if paragraph < 0:
            return -1
        return self.places[paragraph] if paragraph < len(self.places) else self.last


def doubt(entry: Entry, draft: Draft) -> None:
    """Leave for a person what the draft itself may have said, where that draft cannot be made again for certain."""
    if entry.what is What.COMMENT or entry.certain:
        return
    if version := draft.others.get(entry.provision or ""):
        there = draft.known[entry.provision or ""].provision.version
        entry.leave(Reason.CHANGED, f"{version} was reviewed, {there} is there")
    elif draft.uncertain and entry.untracked:
        entry.leave(Reason.UNCERTAIN)
