"""The periods of a procedure: how days are counted, and how many there must be, by the law that the library knows.

The day of the event is not counted. Where the law says so, a period that would end on a day of the weekend or a public
holiday ends with the next working day; one that is counted backwards does not move. Public holidays are those of
``due.day_off``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ddtender.model.due import day_off
from ddtender.model.procedure_law import MinimumPeriod, ProcedureLaw

#: Why the time for Tenders may be shorter.
URGENCY, PRIOR_INFORMATION, AGREEMENT = ("urgency", "prior-information", "agreement")


def last_day(event: date, days: int, law: ProcedureLaw) -> date:
    """The last day of a period of so many days from an event."""
    found = event + timedelta(days=days)
    while law.counting and law.counting.on_day_off == "next-working-day" and day_off(found):
        found += timedelta(days=1)
    return found


def standstill_days(facts: Mapping[str, object], law: ProcedureLaw) -> int | None:
    """The days of the standstill: those that a procedure states, or those of the law for how it sends the decision;
    None where neither is known. ``facts`` are those of the procedure by their keys."""
    stated, by = facts.get("standstill.days"), facts.get("standstill.by")
    if stated is not None:
        return stated if isinstance(stated, int) else None
    return law.standstill.days(str(by)) if law.standstill and by is not None else None


def standstill_end(sent: date, days: int, law: ProcedureLaw) -> date:
    """The last day of the standstill after a decision that was sent; the Contract may begin on the next."""
    return last_day(sent, days, law)


def answers_until(tenders_until: date, law: ProcedureLaw, shortened_by: object = None) -> date | None:
    """The last day for additional information that was requested in good time; None where no law sets one."""
    if law.answers is None:
        return None
    days = law.answers.urgent if shortened_by == URGENCY else law.answers.days
    return tenders_until - timedelta(days=days)


def extended(end: date, months: int) -> date:
    """The last day of a contract that is extended by whole months: the day before the one on which it would have begun
    anew. What ends with 30 June ends, six months later, with 31 December. Raises OverflowError, ValueError."""
    from dateutil.relativedelta import relativedelta

    return end + timedelta(days=1) + relativedelta(months=months) - timedelta(days=1)


def latest_end(end: date, months: int, times: int) -> date:
    """The last day of a contract that is extended as often as it can be."""
    for _ in range(times):
        end = extended(end, months)
    return end


def minimum_periods(law: ProcedureLaw, kind: object, shortened_by: object = None) -> tuple[MinimumPeriod, ...]:
    """The minimum periods of a kind of procedure, in their order; those that are shortened for this reason instead of
    the usual ones, and none where the law sets none."""
    of_kind = [one for one in law.minimum if one.procedure == kind]
    found = {(one.begins, one.ends): one for one in of_kind if not one.shortened}
    found |= {(one.begins, one.ends): one for one in of_kind if one.shortened and one.shortened == shortened_by}
    return tuple(one for one in found.values() if one.days)
