"""Where two sequences differ, and which of these places are shown as one: people read phrases, not confetti."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

#: Above this many pairs of members a stretch that differs is taken as a whole.
_MOST = 4_000_000


class Hunk(NamedTuple):
    """``old[start:end]`` became ``new[new_start:new_end]``; one of them may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        """How many members have gone and come."""
        return self.end - self.start + self.new_end - self.new_start


def hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Where two sequences differ, in order; what lies between two hunks is the same on both sides."""
    head, tail = _trimmed(old, new)
    first, second = old[head : len(old) - tail], new[head : len(new) - tail]
    if not first and not second:
        return []
    if not first or not second or len(first) * len(second) > _MOST:
        return [Hunk(head, len(old) - tail, head, len(new) - tail)]
    from difflib import SequenceMatcher  # most checks compare nothing

    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return [Hunk(a1 + head, a2 + head, b1 + head, b2 + head) for op, a1, a2, b1, b2 in codes if op != "equal"]


def between(common: Iterable[tuple[int, int, int]], old: int, new: int) -> list[Hunk]:
    """The hunks around stretches that are the same: where each begins on both sides, and how long it is. ``old`` and
    ``new`` are the lengths of the sequences."""
    found, i, j = [], 0, 0
    for a, b, size in [*common, (old, new, 0)]:
        if a > i or b > j:
            found.append(Hunk(i, a, j, b))
        i, j = a + size, b + size
    return found


def joined(found: Iterable[Hunk], crumb: Callable[[Hunk, Hunk], bool]) -> list[Hunk]:
    """Hunks with a ``crumb`` between them, which is too little to stand alone between two changes, as one."""
    made: list[Hunk] = []
    for hunk in found:
        if made and crumb(made[-1], hunk):
            hunk = Hunk(made[-1].start, hunk.end, made.pop().new_start, hunk.new_end)
        made.append(hunk)
    return made


def _trimmed(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many members both have in common at their starts, and at their ends beyond that."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail
