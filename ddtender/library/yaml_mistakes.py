"""Which mistake it was: where a file fails, its lines are mended as ``yaml_causes`` says, and what helps was the cause.

A parser names the place where it gave up, which is often lines below the mistake, in words for programmers. Here each
line above that place is tried in the way in which it may have been meant; what lets the reader go on is the mistake.
So a cause is never named by its looks alone, and of several mistakes in a file each is named.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from ddtender.library.yaml_causes import CAUSES, NO_COLON, STARTS_KEY, Mend
from ddtender.library.yaml_indents import indent_of, indentation, step_of

#: How far above the place where reading stopped a mistake is looked for, and how many mistakes of a file are named.
_LINES_ABOVE, _MISTAKES = 150, 25
#: What is tried at most: so many times, and so many characters altogether, in no file that is longer than people type.
_TRIES, _CHARACTERS, _LONGEST = 1_500, 1_500_000, 50_000

#: How many lines are mended at once where none helps alone.
_AT_ONCE = 8

#: How far a text is from being right: 0 is right, and less is better. Of a text that is no nearer than the second
#: argument, any number from there on will do, which may be had faster.
Distance = Callable[[str, int], int]
#: Further than any text.
_ANY = sys.maxsize


class Mistake(Struct, frozen=True):
    """A mistake: its line (from 0) and what is to be said of it."""

    line: int
    mend: Mend


Mends = list[Mistake]


class Diagnosis(Struct, frozen=True):
    """The mistakes that were found, in the order of the lines, and the text without them."""

    found: tuple[Mistake, ...]
    text: str


def diagnose(text: str, distance: Distance, near: Callable[[str], Iterable[int]]) -> Diagnosis:
    """The mistakes without which ``text`` would be right, or nearer to it.

    ``near`` gives the lines of a text (from 0) at which something is wrong.
    """
    if len(text) > _LONGEST:
        return Diagnosis((), text)
    search = _Search(distance, min(_TRIES, _CHARACTERS // (len(text) + 1)))
    found: list[Mistake] = []
    left = distance(text, _ANY)
    while left and len(found) < _MISTAKES and (best := search.best(text, left, sorted(near(text)))):
        left, more, text = best
        found += more
    return Diagnosis(tuple(sorted(found, key=lambda one: one.line)), text)


class _Search:
    def __init__(self, distance: Distance, tries: int) -> None:
        self.distance, self.tries = distance, tries

    def best(self, text: str, left: int, near: Sequence[int]) -> tuple[int, Mends, str] | None:
        """The mends that help most, of the first kind that helps at all; with the distance and the text after them.

        Lines that look wrong, alone and then together, come before the depth of lines that look right.
        """
        lines = text.split("\n")
        seen: set[tuple[tuple[int, str], ...]] = set()
        alone = self._nearest(lines, left, _by_their_looks(lines, near), seen)
        if alone and not alone[0]:
            return alone
        found = [one for one in (alone, self._together(lines, left, near)) if one]
        if found:
            return min(found, key=lambda one: one[0])
        return self._nearest(lines, left, _without_colon(lines, near), seen) or self._nearest(
            lines, left, _by_indentation(lines, near), seen
        )

    def _nearest(
        self, lines: Sequence[str], left: int, candidates: Iterator[Mends], seen: set[tuple[tuple[int, str], ...]]
    ) -> tuple[int, Mends, str] | None:
        """The best of these mends; None where none of them helps. ``seen`` are those that were tried before."""
        chosen = None
        for mends in filter(None, candidates):
            nearest = left if chosen is None else chosen[0]
            as_written = tuple((one.line, one.mend.line) for one in mends)
            after = nearest if as_written in seen else self._after(lines, mends, nearest)
            if after is None:
                break
            seen.add(as_written)  # a second one cannot be nearer than the first
            if after < nearest:
                chosen = after, mends, _mended(lines, mends)
                if not after:
                    break
        return chosen

    def _together(self, lines: Sequence[str], left: int, near: Sequence[int]) -> tuple[int, Mends, str] | None:
        """Mistakes of which none helps without the others: those that lines near the place look like, all at once, then
        without each that is not needed."""
        mends = []
        for n in islice(_above(lines, near), _AT_ONCE):
            looks = indentation(lines, n) if has_other_space(lines[n]) else _causes_of(lines[n])
            mends += [Mistake(n, mend) for mend in islice(looks, 1)]
        after = self._after(lines, mends, left)
        if after is None or after >= left:
            return None
        for one in list(mends):
            fewer = [other for other in mends if other is not one]
            less = self._after(lines, fewer, after + 1)
            if less is not None and less <= after:
                mends, after = fewer, less
        return after, mends, _mended(lines, mends)

    def _after(self, lines: Sequence[str], mends: Mends, nearest: int) -> int | None:
        """The distance after mends, if it is less than ``nearest``; None where nothing more is tried."""
        if self.tries <= 0:
            return None
        self.tries -= 1
        return self.distance(_mended(lines, mends), nearest)


def _mended(lines: Sequence[str], mends: Mends) -> str:
    meant = {one.line: one.mend.line for one in mends}
    return "\n".join(meant.get(n, line) for n, line in enumerate(lines))


def _above(lines: Sequence[str], near: Sequence[int]) -> Iterator[int]:
    """Lines at and above those where something is wrong, the nearest first."""
    seen: set[int] = set()
    for last in near:
        for n in range(min(last, len(lines) - 1), max(-1, last - _LINES_ABOVE), -1):
            if n not in seen and lines[n].strip():
                seen.add(n)
                yield n


def _causes_of(line: str) -> Iterator[Mend]:
    return (mend for cause in CAUSES for mend in cause(line))


def _by_their_looks(lines: Sequence[str], near: Sequence[int]) -> Iterator[Mends]:
    """A line alone, or with those below it that look the same: a list whose hyphens became dashes helps as a whole."""
    for n in _above(lines, near):
        if has_other_space(lines[n]):
            yield from ([Mistake(n, mend)] for mend in indentation(lines, n))
            yield _run(n, lines, lambda m: indentation(lines, m) if has_other_space(lines[m]) else iter(()))
        for cause in CAUSES:
            yield from ([Mistake(n, mend)] for mend in cause(lines[n]))
            yield _run(n, lines, lambda m, cause=cause: cause(lines[m]))


def _run(n: int, lines: Sequence[str], mends: Callable[[int], Iterator[Mend]]) -> Mends:
    """Line ``n`` and those that follow it, as long as there is a mend."""
    run: Mends = []
    while n + len(run) < len(lines) and (mend := next(mends(n + len(run)), None)):
        run.append(Mistake(n + len(run), mend))
    return run


def _without_colon(lines: Sequence[str], near: Sequence[int]) -> Iterator[Mends]:
    for n in _above(lines, near):
        above = _line_above(lines, n)
        if not above.rstrip().endswith(":") or indent_of(lines[n]) > indent_of(above):
            for cause in NO_COLON:
                yield from ([Mistake(n, mend)] for mend in cause(lines[n]))


def _by_indentation(lines: Sequence[str], near: Sequence[int]) -> Iterator[Mends]:
    """Lines whose white space looks odd first, of lines that look the same the nearest first."""
    step = step_of(lines)
    for n in sorted(_above(lines, near), key=lambda n: -_oddness(lines, n, step)):
        yield from ([Mistake(n, mend)] for mend in indentation(lines, n))


def has_other_space(line: str) -> bool:
    """Whether a line begins with white space that is not plain spaces."""
    return bool(line[: len(line) - len(line.lstrip())].strip(" "))


def _line_above(lines: Sequence[str], n: int) -> str:
    return next((line for line in reversed(lines[:n]) if line.strip() and not line.lstrip().startswith("#")), "")


def _oddness(lines: Sequence[str], n: int, step: int) -> int:
    above, line = _line_above(lines, n), lines[n]
    before, width = indent_of(above), indent_of(line)
    begins = line.lstrip()
    if above.rstrip().endswith(":"):
        below = next((line for line in lines[n + 1 :] if line.strip()), "")
        if width <= before and not begins.startswith("-") and indent_of(below) > width:
            return 2  # what follows is below the key above, and this is not
        return int(width - before not in (step, 0))
    content = len(above) - len(above.lstrip(" -"))
    is_deeper = begins.startswith("- ") or (width != content and STARTS_KEY.match(begins))
    return int(width % step != 0 or (width > before and bool(is_deeper)))
