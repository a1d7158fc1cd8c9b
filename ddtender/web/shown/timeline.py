"""A register as a picture: a line of time for each clause, with a mark for everything that is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.contract.performance import DueStatus

if TYPE_CHECKING:
    from ddtender.contract.performance import Performance
    from ddtender.words import Language

#: The picture's own units: where lines begin, how long they are, how far apart.
_LEFT, _WIDE, _HIGH = 60, 680, 34
_GOOD = (DueStatus.IN_TIME, DueStatus.ACCEPTED, DueStatus.MET, DueStatus.RECEIVED)
_BAD = (DueStatus.OVERDUE, DueStatus.LATE, DueStatus.NOT_MET, DueStatus.MISSING)
_SOON = (DueStatus.DUE_SOON, DueStatus.TO_BE_CHECKED, DueStatus.PARTLY_MET)


class DueMark(Struct, frozen=True):
    """Something that is due: where, how it looks (good, bad, soon, later), what is said of it."""

    x: float
    look: str
    said: str


class ClauseLine(Struct, frozen=True):
    """The line of a clause: its name, its height, its marks."""

    name: str
    y: int
    marks: tuple[DueMark, ...]


class Timeline(Struct, frozen=True):
    """The picture: the lines, the first days of years with their places, and where the day of looking is."""

    lines: tuple[ClauseLine, ...]
    years: tuple[tuple[float, str], ...]
    today: float | None
    left: int = _LEFT
    right: int = _LEFT + _WIDE

    @property
    def height(self) -> int:
        return _HIGH * len(self.lines) + 40


def timeline_of(of: Performance, language: Language) -> Timeline | None:
    """The picture of a register; None where nothing in it has a day."""
    days = [one.due for one in of.standings if one.due]
    if not days:
        return None
    first = min(filter(None, (of.plan.award, of.plan.start, *days)))
    last = max(*days, of.plan.end or days[0]) + timedelta(days=15)
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(_LEFT + _WIDE * (day - first).days / span, 1)

    lines = []
    for n, clause in enumerate(of.plan.clauses):
        marks = [
            DueMark(at(one.due), _look(one.status), f"{language.date(one.due)}: {one.status.said(language)}")
            for one in of.of(clause)
            if one.due and one.entry.row.is_submission
        ]
        lines.append(ClauseLine(clause.shown_number, 30 + _HIGH * n, tuple(marks)))
    years = tuple((at(date(y, 1, 1)), str(y)) for y in range(first.year + 1, last.year + 1))
    return Timeline(tuple(lines), years, at(of.as_of) if first <= of.as_of <= last else None)


def _look(status: DueStatus) -> str:
    return "good" if status in _GOOD else "bad" if status in _BAD else "soon" if status in _SOON else "later"
