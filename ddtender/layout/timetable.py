"""The days of a procedure, below the passage that speaks of them."""

from __future__ import annotations

from datetime import date

from ddtender.layout.values import Column, Table
from ddtender.resolve.phrases import text
from ddtender.words import Language


def timetable_blocks(days: tuple[tuple[str, date], ...], language: Language) -> tuple[Table, ...]:
    """One row a day; nothing where there are none."""
    if not days:
        return ()
    say = language.say
    columns = (Column(say("layout.timetable.what"), 65), Column(say("layout.timetable.day"), 35))
    rows = tuple((text(say(f"layout.timetable.{name}")), text(language.date(on))) for name, on in days)
    return (Table(columns, rows, say("layout.timetable.description"), inside=True, together=True),)
