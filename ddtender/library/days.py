"""Days as people type them, wherever they type them: in a file, in a cell, on the command line."""

from __future__ import annotations

import re
from datetime import date

EXAMPLE = "2027-03-01"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OTHER = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})")


def days_in(text: str) -> list[date] | None:
    """The days that a text can name: 2027-03-15, 15.3.2027, 15/3/2027 name one, 3/4/2027 two, 2027-02-30 none. None for
    a text that is not written as a day."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
        readings = [(day, month)]
    elif match := _OTHER.fullmatch(text):
        first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        # With dots the day always comes first; otherwise countries differ.
        readings = [(first, second)] if separator == "." else [(first, second), (second, first)]
    else:
        return None
    return sorted({day for reading in readings if (day := _day(year, *reading))})


def day_of(text: str) -> date:
    """The one day that a text names.

    Raises ValueError, with a message for the user, where it names none or, as 3/4/2027, could name two.
    """
    text, days = text.strip(), days_in(text)
    if days is None:
        shown = text if len(text) <= 40 else f"{text[:39]}…"
        raise ValueError(f"'{shown}' is not a date; write year-month-day, such as {EXAMPLE}")
    if not days:
        raise ValueError(f"there is no day {text}")
    if len(days) > 1:
        shown = " or ".join(day.isoformat() for day in days)
        raise ValueError(f"'{text}' can mean {shown}; write it as year-month-day")
    return days[0]


def _day(year: int, day: int, month: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
