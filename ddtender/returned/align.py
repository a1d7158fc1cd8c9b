"""Aligning two texts: paragraphs first, then words in what is left, so that long documents stay cheap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ddtender.difference import Hunk, hunks, joined
from ddtender.returned.values import MARK

#: Words with their inner marks, runs of white space, single signs; the end of a paragraph is a token.
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[^\S\u2029]+|.", re.DOTALL)


def text_hunks(old: str, new: str) -> list[Hunk]:
    """Where two texts differ, by whole words; offsets are those of characters."""
    if old == new:
        return []
    first, second = _lines(old), _lines(new)
    starts, new_starts = _offsets(first), _offsets(second)
    found: list[Hunk] = []
    for hunk in hunks(first, second):
        at, new_at = starts[hunk.start], new_starts[hunk.new_start]
        inner = _word_hunks(old[at : starts[hunk.end]], new[new_at : new_starts[hunk.new_end]])
        found += [Hunk(h.start + at, h.end + at, h.new_start + new_at, h.new_end + new_at) for h in inner]
    return found


def _word_hunks(old: str, new: str) -> list[Hunk]:
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    starts, new_starts = _offsets(first), _offsets(second)
    placed = [
        Hunk(starts[h.start], starts[h.end], new_starts[h.new_start], new_starts[h.new_end])
        for h in hunks(first, second)
    ]
    return joined(placed, lambda one, other: _crumb(old[one.end : other.start]))


def _crumb(text: str) -> bool:
    """Whether what stands between two changes is no word."""
    return MARK not in text and not re.search(r"\w", text)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\u2029]*\u2029|[^\u2029]+", text)


def _offsets(pieces: Sequence[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def alike(old: str, new: str) -> float:
    """How alike two paragraphs are, from 0 to 1, by their words."""
    first, second = set(_TOKEN.findall(old.casefold())), set(_TOKEN.findall(new.casefold()))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0
