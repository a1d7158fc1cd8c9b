"""Changes of a text that somebody else may have changed since: base, theirs and ours, held together by paragraph.

The base is the text that was reviewed, "now" is the text as it stands. A change goes where its paragraphs stand now;
where they have been changed, it is either there already or it clashes. It is never merged within a paragraph: two edits
of one sentence may each be right and say nonsense together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ddtender.difference import hunks
from ddtender.returned.align import alike
from ddtender.returned.explain import Replacement, explain
from ddtender.returned.rewrite import UnitChange, units_of
from ddtender.returned.units import Unit, meanings
from ddtender.returned.values import MARK

#: Paragraphs that have this much in common are the same one, reworded.
_SAME = 0.5
#: Above this many pairs of changed paragraphs they are not paired one by one.
_MOST = 40_000


class There(Struct, frozen=True):
    """The text says already what the change would make it say."""


class Clash(Struct, frozen=True):
    """The same paragraphs were changed on both sides: units ``base`` of the base became units ``now`` of the text."""

    base: tuple[int, int]
    now: tuple[int, int]


Carried = UnitChange | There | Clash


class _Cell(Struct, frozen=True):
    """Paragraphs ``base`` of the base stand as paragraphs ``now``; one to one, or as many as have no counterpart."""

    base: tuple[int, int]
    now: tuple[int, int]
    same: bool

    @property
    def paired(self) -> bool:
        return self.base[1] - self.base[0] == self.now[1] - self.now[0] == 1


def carry(base: Sequence[Unit], now: Sequence[Unit], changes: Sequence[UnitChange]) -> tuple[Carried, ...]:
    """For every change of ``base`` the same change of ``now``, or why there is none.

    All changes that are at hand are given at once: what they explain of ``now`` is no other person's.
    """
    return _Carrier(base, now, changes).outcomes()


class _Carrier:
    def __init__(self, base: Sequence[Unit], now: Sequence[Unit], changes: Sequence[UnitChange]) -> None:
        self.base, self.now, self.changes = base, now, changes
        self.starts, self.now_starts = _starts(base), _starts(now)
        self.cells = list(self._cells())
        self.plain = [_plain(change, base) for change in changes]
        self.touched = [self._touched(change) for change in self.plain]
        self.found: list[Carried | None] = [None] * len(changes)

    def outcomes(self) -> tuple[Carried, ...]:
        failed: list[tuple[int, int]] = []
        for first, last in _joined([t for t in self.touched if t]):
            if not self._settle(first, last):
                failed.append((first, last))
        for first, last in failed:
            wide = self._widened(first, last)
            if wide != (first, last):
                self._settle(*wide)
        return tuple(self._outcome(n) for n in range(len(self.changes)))

    def _outcome(self, n: int) -> Carried:
        touched = self.touched[n]
        if touched is None:
            return self._at_boundary(n)
        if (found := self.found[n]) is not None:
            return found
        base, now = self._ranges(*touched)
        return Clash(base, now)

    # Paragraphs

    def _paragraph(self, units: Sequence[Unit], starts: Sequence[int], n: int) -> Sequence[Unit]:
        return units[starts[n] : starts[n + 1]]

    def _cells(self) -> Iterator[_Cell]:
        first = [tuple(meanings(self._paragraph(self.base, self.starts, n))) for n in range(len(self.starts) - 1)]
        second = [
            tuple(meanings(self._paragraph(self.now, self.now_starts, n))) for n in range(len(self.now_starts) - 1)
        ]
        at = now_at = 0
        for hunk in [*hunks(first, second), None]:
            stop = hunk.start if hunk else len(first)
            for n in range(stop - at):
                yield _Cell((at + n, at + n + 1), (now_at + n, now_at + n + 1), True)
            if hunk:
                yield from self._paired((hunk.start, hunk.end), (hunk.new_start, hunk.new_end))
                at, now_at = hunk.end, hunk.new_end

    def _paired(self, base: tuple[int, int], now: tuple[int, int]) -> Iterator[_Cell]:
        """Changed paragraphs, each with the one that it became, and what is left between them."""
        old = [_words(self._paragraph(self.base, self.starts, n)) for n in range(*base)]
        new = [_words(self._paragraph(self.now, self.now_starts, n)) for n in range(*now)]
        at, now_at = base[0], now[0]
        for i, j in [*_pairs(old, new), (len(old), len(new))]:
            stop, now_stop = base[0] + i, now[0] + j
            if at < stop or now_at < now_stop:
                yield _Cell((at, stop), (now_at, now_stop), False)
            if i < len(old):
                yield _Cell((stop, stop + 1), (now_stop, now_stop + 1), False)
            at, now_at = stop + 1, now_stop + 1

    # Which paragraphs a change concerns

    def _touched(self, change: UnitChange) -> tuple[int, int] | None:
        """The first and the last cell that a change concerns; None if it stands between two that are as they were."""
        if _boundary(change, self.base):
            between = self.starts.index(change.start)
            found = [n for n, cell in enumerate(self.cells) if _inside(between, cell)]
        else:
            last = min(max(change.end - 1, change.start), len(self.base) - 1)
            paragraphs = self._number(change.start), self._number(last)
            if self.base[last].text == MARK and change.end > change.start and not _ends(change, self.base):
                paragraphs = paragraphs[0], min(paragraphs[1] + 1, len(self.starts) - 2)  # it takes the next one in
            found = [
                n for n, cell in enumerate(self.cells) if cell.base[0] <= paragraphs[1] and paragraphs[0] < cell.base[1]
            ]
        return (found[0], found[-1]) if found else None

    def _number(self, unit: int) -> int:
        return min(bisect_right(self.starts, unit), len(self.starts) - 1) - 1

    def _at_boundary(self, n: int) -> Carried:
        """New paragraphs between two that stand beside each other still."""
        change, plain = self.changes[n], self.plain[n]
        between = self.starts.index(plain.start)
        before = next((cell for cell in self.cells if cell.base == (between - 1, between) and cell.paired), None)
        place = self.now_starts[before.now[1]] - 1 if before else -1
        if change.start != plain.start and before and self.now[place].what == self.base[change.start].what:
            return replace(change, start=place, end=place)
        following = next((cell.now[0] for cell in self.cells if cell.base[0] >= between), len(self.now_starts) - 1)
        place = self.now_starts[following]
        return replace(plain, start=place, end=place)

    # What became of them

    def _ranges(self, first: int, last: int) -> tuple[tuple[int, int], tuple[int, int]]:
        one, other = self.cells[first], self.cells[last]
        return (
            (self.starts[one.base[0]], self.starts[other.base[1]]),
            (self.now_starts[one.now[0]], self.now_starts[other.now[1]]),
        )

    def _settle(self, first: int, last: int) -> bool:
        """Tell the changes that concern these cells apart: those that are there, and those that can go there."""
        (start, end), (now_start, now_end) = self._ranges(first, last)
        mine = [n for n, touched in enumerate(self.touched) if touched and first <= touched[0] and touched[1] <= last]
        options = [
            Replacement(self.plain[n].start - start, self.plain[n].end - start, units_of(self.plain[n].new))
            for n in mine
        ]
        explained = explain(self.base[start:end], self.now[now_start:now_end], options)
        if explained is None:
            return False
        for n, place in zip(mine, explained, strict=True):
            if place is True:
                self.found[n] = There()
            elif place is not False:
                self.found[n] = replace(self.plain[n], start=now_start + place[0], end=now_start + place[1])
        return True

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """With all changed paragraphs beside them: one that was split stands there as two."""
        while first and not self.cells[first - 1].same:
            first -= 1
        while last < len(self.cells) - 1 and not self.cells[last + 1].same:
            last += 1
        for touched in self.touched:
            if touched and touched[0] <= last and first <= touched[1]:
                first, last = min(first, touched[0]), max(last, touched[1])
        return first, last


def _starts(units: Sequence[Unit]) -> list[int]:
    """Where the paragraphs begin, and where the last one ends."""
    return [0, *(n + 1 for n, unit in enumerate(units) if unit.text == MARK)]


def _words(units: Sequence[Unit]) -> str:
    return "".join(unit.text or f" {unit.what} " for unit in units)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraphs became which, in order, so that they are as alike as possible."""
    if not old or not new or len(old) * len(new) > _MOST:
        return []
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            likeness = alike(old[i], new[j])
            ways = [best[i + 1][j], best[i][j + 1]]
            if likeness >= _SAME:
                ways.insert(0, (likeness + best[i + 1][j + 1][0], [(i, j), *best[i + 1][j + 1][1]]))
            best[i][j] = max(ways, key=lambda way: way[0])
    return best[0][0][1]


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of cells, those that have a cell in common as one."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if made and first <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], last)
        else:
            made.append((first, last))
    return made


def _inside(between: int, cell: _Cell) -> bool:
    """Whether the place before a paragraph is one where the text has other paragraphs now."""
    if cell.paired:
        return False
    start, end = cell.base
    return start <= between <= end if cell.now[0] < cell.now[1] else start < between < end


def _boundary(change: UnitChange, units: Sequence[Unit]) -> bool:
    """Whether a change puts whole new paragraphs between two others."""
    begins = change.start == 0 or units[change.start - 1].text == MARK
    return change.start == change.end and begins and bool(change.new) and change.new[-1].text[-1:] == MARK


def _ends(change: UnitChange, units: Sequence[Unit]) -> bool:
    """Whether a change that takes the end of a paragraph away leaves the next paragraph alone."""
    begins = change.start == 0 or units[change.start - 1].text == MARK
    return begins if not change.new else change.new[-1].text[-1:] == MARK


def _plain(change: UnitChange, units: Sequence[Unit]) -> UnitChange:
    """The same change in terms of whole paragraphs, where it can be said so: "¶X" before the end of a paragraph is "X¶"
    behind it, and an end and what follows up to the next end are what follows and its own end."""
    start, end, new = change.start, change.end, change.new
    if start >= len(units) or units[start].text != MARK:
        return change
    if start == end and new and new[0].text == MARK and new[0].style == units[start].what:
        return UnitChange(start + 1, end + 1, (*new[1:], new[0]))
    if (
        end > start
        and end < len(units)
        and units[end].text == MARK
        and not new
        and units[end].what == units[start].what
    ):
        return UnitChange(start + 1, end + 1, new)
    return change
