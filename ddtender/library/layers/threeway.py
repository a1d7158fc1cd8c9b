"""What two people have made of one text, put together: lines that only one of them has changed are as that one has
them, and where both have, a person decides, in the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ddtender.difference import Hunk, hunks


class ThreeSides(Struct, frozen=True):
    """What the three texts are called where a person has to choose between them."""

    ours: str
    base: str
    theirs: str


class Together(Struct, frozen=True):
    """The lines, and in how many places a person has to decide."""

    lines: tuple[str, ...]
    conflicts: int


def together(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], sides: ThreeSides) -> Together:
    """Lines without their ends. Where both have made the same of a place, that is it."""
    made: list[str] = []
    conflicts, at = 0, 0
    for start, end, of_ours, of_theirs in _regions(base, ours, theirs):
        made += base[at:start]
        old, mine, new = base[start:end], ours[slice(*of_ours)], theirs[slice(*of_theirs)]
        if mine == new or new == old:
            made += mine
        elif mine == old:
            made += new
        else:
            conflicts += 1
            made += [f"<<<<<<< {sides.ours}", *mine, f"||||||| {sides.base}", *old, "=======", *new]
            made.append(f">>>>>>> {sides.theirs}")
        at = end
    return Together((*made, *base[at:]), conflicts)


_Region = tuple[int, int, tuple[int, int], tuple[int, int]]


def _regions(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Region]:
    """Stretches of the base in which anybody has changed anything, with what stands there on both sides."""
    changed = sorted([*((h, 0) for h in hunks(base, ours)), *((h, 1) for h in hunks(base, theirs))])
    groups: list[tuple[int, int, list[tuple[Hunk, int]]]] = []
    for hunk, side in changed:
        touches = groups and (hunk.start < groups[-1][1] or hunk.start == groups[-1][1])
        if touches:
            start, end, members = groups.pop()
            groups.append((start, max(end, hunk.end), [*members, (hunk, side)]))
        else:
            groups.append((hunk.start, hunk.end, [(hunk, side)]))
    moved = [0, 0]
    for start, end, members in groups:
        spans = []
        for side in (0, 1):
            own = [hunk for hunk, of in members if of == side]
            first = start + moved[side]
            moved[side] += sum((h.new_end - h.new_start) - (h.end - h.start) for h in own)
            spans.append((first, end + moved[side]))
        yield start, end, spans[0], spans[1]
