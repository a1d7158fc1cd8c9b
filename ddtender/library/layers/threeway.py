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


class BothSides(Struct, frozen=True):
    """A place in which a person has to decide: the lines of both, and those of the text that both began with."""

    ours: tuple[str, ...]
    base: tuple[str, ...]
    theirs: tuple[str, ...]


def parted(lines: Sequence[str]) -> tuple[tuple[str, ...] | BothSides, ...]:
    """What ``together`` has put together: lines that are decided, and the places that are not. Marks that are not whole
    are lines like others."""
    made: list[tuple[str, ...] | BothSides] = []
    plain: list[str] = []
    at = 0
    while at < len(lines):
        place = _place(lines, at) if lines[at].startswith("<<<<<<< ") else None
        if place is None:
            plain.append(lines[at])
            at += 1
            continue
        both, at = place
        made += [tuple(plain)] * bool(plain)
        plain = []
        made.append(both)
    return (*made, *([tuple(plain)] * bool(plain)))


def _place(lines: Sequence[str], start: int) -> tuple[BothSides, int] | None:
    """The place that begins at a line, and the line after it; without the text of the beginning, as git marks some, its
    part is empty."""
    sides: list[list[str]] = [[], [], []]
    side = 0
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.startswith("<<<<<<< "):
            return None
        if side == 0 and line.startswith("||||||| "):
            side = 1
        elif side < 2 and line == "=======":
            side = 2
        elif side == 2 and line.startswith(">>>>>>> "):
            return BothSides(*map(tuple, sides)), at + 1
        else:
            sides[side].append(line)
    return None


def lines_of(text: str) -> list[str]:
    """The lines of a file without their ends."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def joined(lines: Sequence[str], like: bytes) -> bytes:
    """Lines with the ends and the mark of the file that they replace."""
    mark = "\ufeff" if like.startswith(b"\xef\xbb\xbf") else ""
    ends = "\r\n" if b"\r\n" in like else "\n"
    return (mark + ends.join(lines) + ends).encode()


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
