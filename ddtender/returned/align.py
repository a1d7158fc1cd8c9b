"""Aligning two texts: paragraphs first, then words in what is left, so that long documents stay cheap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ddtender.returned.values import MARK

#: Words with their inner marks, runs of white space, single signs; the end of a paragraph is a token.
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[^\S\u2029]+|.", re.DOTALL)
#: Above this many pairs of tokens a replaced stretch is taken as a whole.
_MOST = 4_000_000


class Hunk(NamedTuple):
    """``old[start:end]`` became ``new[new_start:new_end]``; offsets into the two sequences or texts."""

    start: int
    end: int
    new_start: int
    new_end: int


def trimmed(old: Sequence, new: Sequence) -> tuple[int, int]:
    """How many members both have in common at their starts, and at their ends beyond that."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def hunks(old: Sequence, new: Sequence) -> list[Hunk]:
    """Where two sequences of hashable members differ."""
    head, tail = trimmed(old, new)
    first, second = old[head : len(old) - tail], new[head : len(new) - tail]
    if not first and not second:
        return []
    if not first or not second or len(first) * len(second) > _MOST:
        return [Hunk(head, len(old) - tail, head, len(new) - tail)]
    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return [Hunk(a1 + head, a2 + head, b1 + head, b2 + head) for op, a1, a2, b1, b2 in codes if op != "equal"]


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
    found: list[Hunk] = []
    for h in hunks(first, second):
        hunk = Hunk(starts[h.start], starts[h.end], new_starts[h.new_start], new_starts[h.new_end])
        if found and _crumb(old[found[-1].end : hunk.start]):
            hunk = Hunk(found[-1].start, hunk.end, found.pop().new_start, hunk.new_end)
        found.append(hunk)
    return found


def _crumb(text: str) -> bool:
    """Whether what stands between two changes is no word: people read phrases, not confetti."""
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
