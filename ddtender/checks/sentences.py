"""Where a sentence begins and ends in the text of a clause (``Provision.wording``)."""

from __future__ import annotations

import re

ENDS = re.compile(r"[.;:!?](?=\s|$)")


def begins(text: str, at: int) -> int:
    """Where the sentence begins that has the place ``at``."""
    return max((match.end() for match in ENDS.finditer(text, 0, at)), default=0)


def ends(text: str, at: int) -> int:
    """Where the sentence ends that has the place before ``at``, without its sign."""
    stop = ENDS.search(text, at)
    return stop.start() if stop else len(text)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences begin and end that a piece of the text stands in."""
    return begins(text, start), ends(text, end)
