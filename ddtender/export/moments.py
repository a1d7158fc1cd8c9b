"""Days and moments as XML Schema writes them, always with a zone."""

from __future__ import annotations

from datetime import date, datetime, timezone


def day(moment: datetime) -> str:
    """The day of a moment with its zone: 2027-01-25+01:00."""
    return moment.date().isoformat() + _zone(moment)


def time_of_day(moment: datetime) -> str:
    """The time of a moment with its zone: 12:00:00+01:00."""
    return f"{moment:%H:%M:%S}{_zone(moment)}"


def day_in(day: date, zone: timezone) -> str:
    """A day that has no time, in the zone of the notice."""
    return day.isoformat() + _zone(datetime(day.year, day.month, day.day, tzinfo=zone))


def _zone(moment: datetime) -> str:
    """The offset from UTC as +HH:MM."""
    written = f"{moment:%z}"
    return f"{written[:3]}:{written[3:5]}"
