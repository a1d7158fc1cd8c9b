"""Whether a text is another one with some of the changes at hand, and which."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ddtender.returned.units import ENDS, Unit


class Replacement(Struct, frozen=True):
    """Units ``start`` to ``end`` of the base may have been replaced by ``new``."""

    start: int
    end: int
    new: Sequence[Unit]


#: Of an option: True, it was taken; or the units of the text where it would go; or False, it goes nowhere.
_Place = bool | tuple[int, int]
#: How many units of the base, and how many of the text, are read; and whether an insertion has just been taken.
_State = tuple[int, int, bool]


def explain(base: Sequence[Unit], now: Sequence[Unit], options: Sequence[Replacement]) -> tuple[_Place, ...] | None:
    """What became of every option, if ``now`` is ``base`` with some of them taken and with nothing else changed.

    As few are taken as explain it. None if something else was changed.
    """
    reader = _Reader(now)
    start, goal = (0, 0, False), (len(base), len(reader.kept))
    at: dict[int, list[int]] = {}
    for n, option in enumerate(options):
        at.setdefault(option.start, []).append(n)
    before: dict[_State, tuple[_State, Replacement | None]] = {}
    pending: list[tuple[_State, tuple[_State, Replacement | None] | None]] = [(start, None)]
    seen: set[_State] = set()
    while pending:
        state, origin = pending.pop()
        if state in seen:
            continue
        seen.add(state)
        if origin is not None:
            before[state] = origin
        read, place, inserted = state
        if (read, place) == goal:
            return _places(state, before, options, reader)
        for n in at.get(read, ()):
            option = options[n]
            if inserted and option.start == option.end:
                continue
            if (behind := reader.read(option.new, place)) is not None:
                pending.append(((option.end, behind, option.start == option.end), (state, option)))
        if read < len(base) and (behind := reader.read(base[read : read + 1], place)) is not None:
            pending.append(((read + 1, behind, False), (state, None)))
    return None


def _places(
    state: _State,
    before: dict[_State, tuple[_State, Replacement | None]],
    options: Sequence[Replacement],
    reader: _Reader,
) -> tuple[_Place, ...]:
    taken: list[Replacement] = []
    passed = {state[0]: state[1]}
    while state in before:
        state, option = before[state]
        passed.setdefault(state[0], state[1])
        if option is not None:
            taken.append(option)
    return tuple(_place(option, taken, passed, reader) for option in options)


def _place(option: Replacement, taken: Sequence[Replacement], passed: dict[int, int], reader: _Reader) -> _Place:
    if option in taken:
        return True
    crossed = any(one.start < option.end and option.start < one.end for one in taken)
    beside = any(one.start == option.start and option.start in (one.end, option.end) for one in taken)
    if crossed or beside or option.start not in passed or option.end not in passed:
        return False
    return reader.range(passed[option.start], passed[option.end])


class _Reader:
    """Reads a text unit by unit; several spaces are one, and at the ends of lines there is none."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.kept: list[int] = []
        for n, unit in enumerate(units):
            if unit.text in ENDS and self.kept and units[self.kept[-1]].text == " ":
                self.kept.pop()
            if unit.text == " " and (not self.kept or units[self.kept[-1]].text in (" ", *ENDS)):
                continue
            self.kept.append(n)

    def read(self, wanted: Sequence[Unit], place: int) -> int | None:
        """Where one is, having read these units from a place on; None if they do not stand there."""
        for unit in wanted:
            here = self.units[self.kept[place]] if place < len(self.kept) else None
            if here is not None and here.meaning == unit.meaning:
                place += 1
            elif unit.text != " " or not self._needless(place):
                return None
        return place

    def _needless(self, place: int) -> bool:
        """Whether a space would not be seen at a place."""
        near = [self.units[self.kept[n]].text for n in (place - 1, place) if 0 <= n < len(self.kept)]
        return place in (0, len(self.kept)) or near[0] == " " or any(text in ENDS for text in near)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The units between two places."""
        first = self.kept[start] if start < len(self.kept) else len(self.units)
        return first, self.kept[end - 1] + 1 if end > start else first
