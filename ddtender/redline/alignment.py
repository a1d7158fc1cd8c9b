"""Which of two sequences' members belong together, in order; close to linear in their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

#: A pair of positions; None where the member has no counterpart.
Pair = tuple[int | None, int | None]
_Score = Callable[[int, int], float]

#: How far from the diagonal of a gap counterparts are looked for.
_BAND = 12
#: A gap with more possible pairs than this is replaced as a whole.
_LARGEST = 1_000_000
#: What is less alike than this is rather replaced than changed.
ALIKE = 0.5


def align(old: Sequence[Hashable], new: Sequence[Hashable], score: _Score) -> list[Pair]:
    """Pair the members of ``old`` and ``new`` by their keys, and what lies between by ``score``.

    Equal keys that are unique on both sides are anchors (as many as keep their order); in each gap the pairs with the
    highest total score are taken, none below ``ALIKE``. ``score`` is asked for positions, also of members with equal
    keys. In a gap the members without a counterpart of ``old`` come first.
    """
    start, end = 0, 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    pairs: list[Pair] = [(n, n) for n in range(start)]
    i, j = start, start
    anchors = _anchors(old, new, start, end)
    for a, b in [*anchors, (len(old) - end, len(new) - end)]:
        pairs += _gap(i, a, j, b, score)
        if a < len(old) - end:
            pairs.append((a, b))
        i, j = a + 1, b + 1
    pairs += [(len(old) - n, len(new) - n) for n in range(end, 0, -1)]
    return pairs


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], start: int, end: int) -> list[tuple[int, int]]:
    """The longest sequence of unique equal keys that stand in the same order on both sides."""
    ours, theirs = range(start, len(old) - end), range(start, len(new) - end)
    once_old, once_new = Counter(old[i] for i in ours), Counter(new[j] for j in theirs)
    place = {new[j]: j for j in theirs if once_new[new[j]] == 1}
    candidates = [(i, place[old[i]]) for i in ours if once_old[old[i]] == 1 and old[i] in place]
    tails: list[int] = []
    best: list[int] = []
    before: list[int | None] = []
    for n, (_, j) in enumerate(candidates):
        length = bisect_left(tails, j)
        tails[length : length + 1] = [j]
        best[length : length + 1] = [n]
        before.append(best[length - 1] if length else None)
    chain: list[tuple[int, int]] = []
    n = best[-1] if best else None
    while n is not None:
        chain.append(candidates[n])
        n = before[n]
    return chain[::-1]


def _gap(i1: int, i2: int, j1: int, j2: int, score: _Score) -> Iterator[Pair]:
    i, j = i1, j1
    for a, b in [*_best(i1, i2, j1, j2, score), (i2, j2)]:
        yield from ((n, None) for n in range(i, a))
        yield from ((None, n) for n in range(j, b))
        if a < i2:
            yield a, b
        i, j = a + 1, b + 1


def _best(i1: int, i2: int, j1: int, j2: int, score: _Score) -> list[tuple[int, int]]:
    """The pairs with the highest total score inside a gap; only near its diagonal are members compared."""
    height, width = i2 - i1, j2 - j1
    if not height or not width or height * width > _LARGEST:
        return []
    slope = width / height
    reach = _BAND + int(slope)
    totals = [[0.0] * (width + 1)]
    paired: list[set[int]] = [set()]
    for row in range(1, height + 1):
        above, line, taken = totals[-1], [0.0], set()
        middle = int(row * slope)
        for column in range(1, width + 1):
            most = max(line[-1], above[column])
            if abs(column - middle) <= reach:
                found = score(i1 + row - 1, j1 + column - 1)
                if found >= ALIKE and above[column - 1] + found > most:
                    most = above[column - 1] + found
                    taken.add(column)
            line.append(most)
        totals.append(line)
        paired.append(taken)
    pairs = []
    row, column = height, width
    while row and column:
        if column in paired[row]:
            pairs.append((i1 + row - 1, j1 + column - 1))
            row, column = row - 1, column - 1
        elif totals[row][column - 1] >= totals[row - 1][column]:
            column -= 1
        else:
            row -= 1
    return pairs[::-1]
