"""The periods of a procedure: how days are counted, how many there must be, and by which article.

Regulation (EEC, Euratom) No 1182/71, Article 3: the day of the event is not counted; a period that would end on a day
of the weekend or a public holiday ends with the next working day; one that is counted backwards does not move. Public
holidays are those of ``due.day_off``. Minimum periods are those of Directive 2014/24/EU, Articles 27 to 31, for Tenders
that are submitted by electronic means; the standstill is that of Directive 89/665/EEC, Article 2a(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from ddtender.model.due import day_off

#: The kinds of procedure, as a procedure file names them.
OPEN, RESTRICTED, NEGOTIATED, DIALOGUE, INNOVATION, UNPUBLISHED = PROCEDURE_TYPES = (
    "open",
    "restricted",
    "negotiated",
    "dialogue",
    "innovation",
    "without-notice",
)
#: Why the time for Tenders may be shorter.
URGENCY, PRIOR_INFORMATION, AGREEMENT = SHORTENED_BY = ("urgency", "prior-information", "agreement")
#: Days of the standstill, by how the decision is sent.
STANDSTILL = {"electronic": 10, "other": 15}
#: Days before the last day for Tenders by which additional information is there, and where the procedure is urgent.
_ANSWERS, _URGENT_ANSWERS = 6, 4


class Period(Struct, frozen=True):
    """At least so many ``days`` from one date of the procedure to another ("notice_sent", "tenders_until"), by an
    article of Directive 2014/24/EU."""

    begins: str
    ends: str
    days: int
    article: str


def last_day(event: date, days: int) -> date:
    """The last day of a period of so many days from an event."""
    found = event + timedelta(days=days)
    while day_off(found):
        found += timedelta(days=1)
    return found


def standstill_end(sent: date, days: int) -> date:
    """The last day of the standstill after a decision that was sent; the Contract may begin on the next."""
    return last_day(sent, days)


def answers_until(tenders_until: date, shortened_by: object = None) -> date:
    """The last day for additional information that was requested in good time (Articles 47(3)(a) and 53(2))."""
    return tenders_until - timedelta(days=_URGENT_ANSWERS if shortened_by == URGENCY else _ANSWERS)


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


def minimum_periods(kind: object, shortened_by: object = None) -> tuple[Period, ...]:
    """The minimum periods of a kind of procedure; none where the Directive sets none."""
    if kind == OPEN:
        open_ = {None: (30, "27(1) and (4)"), PRIOR_INFORMATION: (15, "27(2)"), URGENCY: (15, "27(3)")}
        return (Period("notice_sent", "tenders_until", *open_.get(shortened_by, open_[None])),)
    if kind in (DIALOGUE, INNOVATION):
        return (Period("notice_sent", "requests_until", 30, "30(1)" if kind == DIALOGUE else "31(1)"),)
    if kind not in (RESTRICTED, NEGOTIATED):
        return ()
    first, second = ("28(1)", "28(2) and (5)") if kind == RESTRICTED else ("29(1)", "29(1) with 28(5)")
    through = "" if kind == RESTRICTED else "29(1) with "
    requests = (15, f"{through}28(6)") if shortened_by == URGENCY else (30, first)
    tenders: Mapping[object, tuple[int, str]] = {
        None: (25, second),
        PRIOR_INFORMATION: (10, f"{through}28(3)"),
        URGENCY: (10, f"{through}28(6)"),
    }
    agreed = () if shortened_by == AGREEMENT else (Period("invitation", "tenders_until", *tenders[shortened_by]),)
    return (Period("notice_sent", "requests_until", *requests), *agreed)
