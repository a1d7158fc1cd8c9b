"""How a Contractor performs: the status of every obligation on a day, and what it comes to for each clause."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from ddtender.contract.places import REQUEST_SOON, SOON
from ddtender.contract.plan import Clause, Indicator, RegisterPlan, Row
from ddtender.model.due import before_delivery

#: The mark of a check, and the status that it gives.
_MARKED = {"yes": "met", "partly": "partly met", "no": "not met"}


class Entry(Struct, frozen=True):
    """What was typed in a row of the register: the receipt, one of register.MARKS or nothing, evidence, remarks."""

    row: Row
    received: date | None
    mark: str
    evidence: str
    remarks: str


class Request(Struct, frozen=True):
    """A request for further information, and what was typed about the answer."""

    number: int
    clause: Clause
    on: date
    asked: str
    answered: date | None
    evidence: str
    remarks: str


class Filled(Struct, frozen=True):
    """A register as it was read back; ``as_of`` is the day that was typed to look from, None if it is today."""

    plan: RegisterPlan
    entries: tuple[Entry, ...]
    requests: tuple[Request, ...]
    first_delivery: date | None
    as_of: date | None = None


class Standing(Struct, frozen=True):
    """An obligation on a day: its due date (None where not known), its status, and the days it is late (or None)."""

    entry: Entry
    clause: Clause
    indicator: Indicator
    due: date | None
    received: date | None
    status: str
    days_late: int | None


class Answer(Struct, frozen=True):
    """A request on a day."""

    request: Request
    due: date | None
    status: str
    days_late: int | None


class Performance(Struct, frozen=True):
    """All obligations and requests as of a day."""

    plan: RegisterPlan
    as_of: date
    standings: tuple[Standing, ...]
    answers: tuple[Answer, ...]

    def of(self, clause: Clause, aspect: str | None = None) -> tuple[Standing, ...]:
        found = (s for s in self.standings if s.clause.id == clause.id)
        return tuple(s for s in found if aspect is None or s.indicator.aspect == aspect)

    def answers_of(self, clause: Clause) -> tuple[Answer, ...]:
        return tuple(a for a in self.answers if a.request.clause.id == clause.id)

    def counts(self, clause: Clause, aspect: str) -> dict[str, int]:
        """How many of a clause's obligations of an aspect have each status."""
        if aspect == "responsiveness":
            return dict(Counter(a.status for a in self.answers_of(clause)))
        return dict(Counter(s.status for s in self.of(clause, aspect)))

    def with_status(self, *states: str) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.status in states)

    @property
    def without_evidence(self) -> tuple[Standing, ...]:
        """What was received or found to be met with nothing to show for it."""
        done = ("in time", "late", "received", "met", "partly met")
        return tuple(s for s in self.standings if s.status in done and not s.entry.evidence)


def perform(filled: Filled, as_of: date) -> Performance:
    """The statuses on the day ``as_of``; what was received later does not count yet."""
    by_key = {entry.row.key: entry for entry in filled.entries}
    return Performance(
        filled.plan,
        as_of,
        tuple(_standing(entry, by_key[entry.row.submission], filled, as_of) for entry in filled.entries),
        tuple(_answer(request, as_of) for request in filled.requests),
    )


def _standing(entry: Entry, submission: Entry, filled: Filled, as_of: date) -> Standing:
    row, plan = entry.row, filled.plan
    due = before_delivery(row.on, filled.first_delivery) if row.on and row.before_delivery else row.on
    received = submission.received if submission.received and submission.received <= as_of else None
    if row.is_submission:
        status = "not applicable" if entry.mark == "not applicable" else timing(due, received, as_of, SOON)
    elif "not applicable" in (entry.mark, submission.mark):
        status = "not applicable"
    elif received:
        status = _MARKED.get(entry.mark, "to be checked")
    else:
        status = "missing" if due and due < as_of else "awaited"
    late = _days_late(status, due, received, as_of)
    return Standing(entry, plan.clause(row.clause), plan.indicator(row), due, received, status, late)


def _answer(request: Request, as_of: date) -> Answer:
    days = request.clause.response_days
    due = None if days is None else request.on + timedelta(days=days)
    answered = request.answered if request.answered and request.answered <= as_of else None
    status = timing(due, answered, as_of, REQUEST_SOON)
    return Answer(request, due, status, _days_late(status, due, answered, as_of))


def timing(due: date | None, received: date | None, as_of: date, soon: int) -> str:
    """The status of something that is due; ``soon`` is the number of days before that is called soon."""
    if received:
        return "received" if due is None else "in time" if received <= due else "late"
    if due is None:
        return "no date yet"
    if due < as_of:
        return "overdue"
    return "due soon" if (due - as_of).days <= soon else "not yet due"


def _days_late(status: str, due: date | None, received: date | None, as_of: date) -> int | None:
    if due is None or status not in ("late", "overdue"):
        return None
    return ((received or as_of) - due).days
