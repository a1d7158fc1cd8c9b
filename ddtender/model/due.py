"""Due dates: from a rule ("12 months after the Contract Start Date, then every year") to days of the calendar.

How a month and a year are counted stands in docs/decisions/2026-11-22-years.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from ddtender.model.procedure import FactValue
from ddtender.model.provision import Due

#: A rule that gives more dates than this is not that of a supply contract.
MOST_DATES = 120
#: The years of a procurement; workbooks and options take a day of no other.
YEARS = range(2000, 2100)
_SATURDAY = 5
#: The closing days of the euro payment system that have a fixed date (European Central Bank, 14 December 2000).
_CLOSED = {(1, 1): "new_year", (5, 1): "labour_day", (12, 25): "christmas", (12, 26): "after_christmas"}
#: The names of the days of a weekend.
WEEKEND = ("saturday", "sunday")


class NoDueDates(ValueError):
    """A rule and the dates of a procedure give no due dates that a register can be of use for; the message says why."""


def due_dates(
    due: Due, values: Mapping[str, FactValue], events: Mapping[str, date], end: date | None
) -> tuple[date, ...] | None:
    """The due dates of a rule, or None where something that it counts with is not known.

    ``values`` are parameters by name (the amount, in ``due.unit``), ``events`` the dates by the name that ``due.after``
    uses, ``end`` the last day of the Contract. Every date is counted from the event, never from the date before it. A
    repeated one that would come after ``end`` is moved to ``end`` and is the last. One that is due before a delivery is
    moved as well, as nothing is delivered later. Raises NoDueDates.
    """
    from dateutil.relativedelta import relativedelta

    amount = values.get(due.amount) if isinstance(due.amount, str) else due.amount
    start = events.get(due.after)
    if not isinstance(amount, int | Decimal) or amount != int(amount) or start is None or (due.every and end is None):
        return None
    found: list[date] = []
    while len(found) <= MOST_DATES:
        repeats = relativedelta(months=len(found) * (due.every or 0))
        try:
            first = relativedelta(months=int(amount)) if due.unit == "months" else relativedelta(days=int(amount))
            on = start + (first + repeats)
        except (OverflowError, ValueError):
            on = date.max
        if not due.every and on.year not in YEARS:
            raise NoDueDates(f"{int(amount)} {due.unit} from {start} would be outside the years {years()}")
        if not due.every or end is None:
            return (min(on, end) if due.before and end else on,)
        found.append(min(on, end))
        if on >= end:
            return tuple(found)
    raise NoDueDates(f"from {start} to {end} there would be more than {MOST_DATES} due dates")


def years() -> str:
    """The years of a procurement in words."""
    return f"{YEARS[0]} to {YEARS[-1]}"


def before_delivery(due: date, first_delivery: date | None) -> date:
    """The due date of what must also be there before the first delivery: the day before it, if that is earlier."""
    return due if first_delivery is None else min(due, first_delivery - timedelta(days=1))


def day_off(on: date) -> str:
    """The name of a day of the weekend or of a public holiday kept across Europe (a key of words), or an empty string.

    The holidays are the closing days of the euro payment system: the only calendar that belongs to no single country.
    """
    from dateutil.easter import easter

    if on.weekday() >= _SATURDAY:
        return WEEKEND[on.weekday() - _SATURDAY]
    sunday = easter(on.year)
    moving = {sunday - timedelta(days=2): "good_friday", sunday + timedelta(days=1): "easter_monday"}
    return moving.get(on) or _CLOSED.get((on.month, on.day), "")
