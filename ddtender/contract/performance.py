"""How a Contractor performs: the status of every obligation on a day, and what it comes to for each clause."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from ddtender.contract.places import REQUEST_SOON, SOON, CheckMark
from ddtender.contract.plan import Aspect, Clause, Indicator, RegisterPlan, Risk, Row
from ddtender.model.due import before_delivery
from ddtender.sheets.words import Word


class DueStatus(Word):
    """How an obligation or a request stands on a day."""

    IN_TIME = "in time"
    LATE = "late"
    RECEIVED = "received"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    NOT_YET_DUE = "not yet due"
    NO_DATE_YET = "no date yet"
    NOT_APPLICABLE = "not applicable"
    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"
    TO_BE_CHECKED = "to be checked"
    MISSING = "missing"
    AWAITED = "awaited"
    ACCEPTED = "accepted with the Tender"
    NO_LONGER_DUE = "no longer due"


#: The mark of a check, and the status that it gives.
_MARKED: dict[CheckMark | None, DueStatus] = {
    CheckMark.YES: DueStatus.MET,
    CheckMark.PARTLY: DueStatus.PARTLY_MET,
    CheckMark.NO: DueStatus.NOT_MET,
}
#: The mark of a submission that needs no receipt, and its status.
_SAID: dict[CheckMark | None, DueStatus] = {
    CheckMark.NOT_APPLICABLE: DueStatus.NOT_APPLICABLE,
    CheckMark.ACCEPTED: DueStatus.ACCEPTED,
}


class Receipt(Struct, frozen=True):
    """What was typed in a row of the register: the receipt, a mark or none, evidence, remarks, and the numbers where
    the KPI counts."""

    row: Row
    received: date | None
    mark: CheckMark | None
    evidence: str
    remarks: str
    counted: int | None = None
    out_of: int | None = None


class InformationRequest(Struct, frozen=True):
    """A request for further information, and what was typed about the answer; ``asked_by`` is the day that was named in
    it, which counts where the clause has none."""

    number: int
    clause: Clause
    on: date
    asked: str
    answered: date | None
    evidence: str
    remarks: str
    asked_by: date | None = None


class OwnRow(Struct, frozen=True):
    """What a contract manager follows besides the Contract. It says nothing of the Contractor's performance."""

    number: int
    what: str
    who: str
    due: date | None
    done: date | None
    evidence: str
    remarks: str


class ProductionSite(Struct, frozen=True):
    """A site that somebody has typed; ``risk`` is None where that of the worksheet stands."""

    site: str
    address: str
    country: str
    stage: str
    product: str
    risk: Risk | None
    remarks: str


class Filled(Struct, frozen=True):
    """A register as it was read back; ``as_of`` is the day that was typed to look from, None if it is today;
    ``risk`` is what was typed, None if it is what the plan says."""

    plan: RegisterPlan
    entries: tuple[Receipt, ...]
    requests: tuple[InformationRequest, ...]
    first_delivery: date | None
    as_of: date | None = None
    own: tuple[OwnRow, ...] = ()
    risk: Risk | None = None
    sites: tuple[ProductionSite, ...] = ()


class ObligationStanding(Struct, frozen=True):
    """An obligation on a day: its due date (None where not known), its status, and the days it is late (or None)."""

    entry: Receipt
    clause: Clause
    indicator: Indicator
    due: date | None
    received: date | None
    status: DueStatus
    days_late: int | None


class AnsweredRequest(Struct, frozen=True):
    """A request on a day."""

    request: InformationRequest
    due: date | None
    status: DueStatus
    days_late: int | None


class OwnStanding(Struct, frozen=True):
    """A row of one's own on a day."""

    row: OwnRow
    status: DueStatus
    days_late: int | None


class Performance(Struct, frozen=True):
    """All obligations and requests as of a day, and beside them the rows of one's own."""

    plan: RegisterPlan
    as_of: date
    standings: tuple[ObligationStanding, ...]
    answers: tuple[AnsweredRequest, ...]
    own: tuple[OwnStanding, ...] = ()
    risk: Risk | None = None
    sites: tuple[ProductionSite, ...] = ()
    first_delivery: date | None = None

    def of(self, clause: Clause, aspect: str | None = None) -> tuple[ObligationStanding, ...]:
        found = (s for s in self.standings if s.clause.id == clause.id)
        return tuple(s for s in found if aspect is None or s.indicator.aspect == aspect)

    def answers_of(self, clause: Clause) -> tuple[AnsweredRequest, ...]:
        return tuple(a for a in self.answers if a.request.clause.id == clause.id)

    def counts(self, clause: Clause, aspect: str) -> dict[DueStatus, int]:
        """How many of a clause's obligations of an aspect have each status."""
        if aspect == Aspect.RESPONSIVENESS:
            return dict(Counter(a.status for a in self.answers_of(clause)))
        return dict(Counter(s.status for s in self.of(clause, aspect)))

    def with_status(self, *states: DueStatus) -> tuple[ObligationStanding, ...]:
        return tuple(s for s in self.standings if s.status in states)

    @property
    def without_evidence(self) -> tuple[ObligationStanding, ...]:
        """What was received or found to be met with nothing to show for it."""
        done = (
            DueStatus.IN_TIME, DueStatus.LATE, DueStatus.RECEIVED, DueStatus.MET, DueStatus.PARTLY_MET,
            DueStatus.ACCEPTED,
        )  # fmt: skip
        return tuple(s for s in self.standings if s.status in done and not s.entry.evidence)


def perform(filled: Filled, as_of: date) -> Performance:
    """The statuses on the day ``as_of``; what was received later does not count yet."""
    by_key = {entry.row.key: entry for entry in filled.entries}
    return Performance(
        filled.plan,
        as_of,
        tuple(_standing(entry, by_key[entry.row.submission], filled, as_of) for entry in filled.entries),
        tuple(_answer(request, as_of) for request in filled.requests),
        tuple(_own(row, as_of) for row in filled.own),
        filled.risk or filled.plan.risk,
        filled.sites,
        filled.first_delivery,
    )


def _own(row: OwnRow, as_of: date) -> OwnStanding:
    done = row.done if row.done and row.done <= as_of else None
    status = timing(row.due, done, as_of, SOON)
    return OwnStanding(row, status, _days_late(status, row.due, done, as_of))


def _standing(entry: Receipt, submission: Receipt, filled: Filled, as_of: date) -> ObligationStanding:
    row, plan = entry.row, filled.plan
    due = before_delivery(row.on, filled.first_delivery) if row.on and row.before_delivery else row.on
    received = submission.received if submission.received and submission.received <= as_of else None
    if row.dropped:
        status = DueStatus.NO_LONGER_DUE
    elif row.is_submission:
        # What has no day of its own, such as a proof before each delivery, is answered like a check.
        answer = _MARKED.get(entry.mark) if received or not entry.received else None
        status = _SAID.get(entry.mark) or answer or timing(due, received, as_of, SOON)
    elif entry.mark == CheckMark.NOT_APPLICABLE or submission.mark in _SAID:
        status = DueStatus.NOT_APPLICABLE
    elif received:
        status = _MARKED.get(entry.mark, DueStatus.TO_BE_CHECKED)
    else:
        status = DueStatus.MISSING if due and due < as_of else DueStatus.AWAITED
    late = _days_late(status, due, received, as_of)
    return ObligationStanding(entry, plan.clause(row.clause), plan.indicator(row), due, received, status, late)


def _answer(request: InformationRequest, as_of: date) -> AnsweredRequest:
    days = request.clause.response_days
    due = request.asked_by if days is None else request.on + timedelta(days=days)
    answered = request.answered if request.answered and request.answered <= as_of else None
    status = timing(due, answered, as_of, REQUEST_SOON)
    return AnsweredRequest(request, due, status, _days_late(status, due, answered, as_of))


def timing(due: date | None, received: date | None, as_of: date, soon: int) -> DueStatus:
    """The status of something that is due; ``soon`` is the number of days before that is called soon."""
    if received:
        return DueStatus.RECEIVED if due is None else DueStatus.IN_TIME if received <= due else DueStatus.LATE
    if due is None:
        return DueStatus.NO_DATE_YET
    if due < as_of:
        return DueStatus.OVERDUE
    return DueStatus.DUE_SOON if (due - as_of).days <= soon else DueStatus.NOT_YET_DUE


def _days_late(status: DueStatus, due: date | None, received: date | None, as_of: date) -> int | None:
    if due is None or status not in (DueStatus.LATE, DueStatus.OVERDUE):
        return None
    return ((received or as_of) - due).days
