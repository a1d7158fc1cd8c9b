"""Many contracts on one day: what of each register belongs on a page, and what all of them come to."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct, json

from ddtender.contract.performance import DueStatus, Filled, ObligationStanding, Performance
from ddtender.contract.plan import Aspect, RegisterPlan, Risk
from ddtender.sheets.plan import tag_of
from ddtender.words import SOURCE

#: What is asked for at once, and what is near.
URGENT = (DueStatus.OVERDUE, DueStatus.MISSING)
NEAR = (DueStatus.DUE_SOON,)
CHECK = (DueStatus.TO_BE_CHECKED,)
#: The order in which contracts are looked at; that nobody has stated a risk does not say that it is lower.
RISKS: tuple[Risk | None, ...] = (Risk.HIGH, None, Risk.MEDIUM, Risk.LOW)
MONTHS = 12


class Duty(Struct, frozen=True):
    """Something that is open or comes: ``what`` is its clause with its title, ``number`` which of how many it is, None
    for a request."""

    status: DueStatus
    what: str
    aspect: Aspect
    number: tuple[int, int] | None
    due: date | None
    days_late: int | None


class ContractEntry(Struct, frozen=True):
    """A contract on a day.

    ``same`` is alike for the registers of one contract; ``moves`` are the digests of its history, the first change
    first; ``typed`` is how much somebody has typed; ``as_of`` the day that was typed to look from; ``fault`` says what
    is wrong in the register, in which case nobody knows what else there is; ``begins`` the day of the award, or that of
    the Contract's beginning, ``tag`` the language of its register.
    """

    file: str
    title: str
    reference: str
    contractor: str
    risk: Risk | None
    end: date | None
    counts: dict[DueStatus, int]
    open: tuple[Duty, ...]
    coming: tuple[Duty, ...]
    same: str
    moves: tuple[str, ...]
    typed: int
    as_of: date | None
    fault: str = ""
    begins: date | None = None
    tag: str = SOURCE

    @property
    def name(self) -> str:
        return ", ".join(filter(None, (self.title, self.reference))) or self.file

    @property
    def next_due(self) -> date | None:
        """The next day on which something falls due in the year of the plan."""
        return min((duty.due for duty in self.coming if duty.due), default=None)

    def number(self, *states: DueStatus) -> int:
        return sum(self.counts.get(state, 0) for state in states)


class NotCounted(Struct, frozen=True):
    """A file that is not on the page, and why."""

    file: str
    why: str


class Portfolio(Struct, frozen=True):
    """All contracts as of a day, those first that cannot wait; what could not be read, and what was left out because
    another register speaks for the same contract."""

    as_of: date
    contracts: tuple[ContractEntry, ...]
    unread: tuple[NotCounted, ...]
    left_out: tuple[NotCounted, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of this month and those after it."""
        first = self.as_of.year * 12 + self.as_of.month - 1
        return tuple(date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(MONTHS))

    @property
    def faulty(self) -> tuple[NotCounted, ...]:
        """The registers that are counted as far as they can be read."""
        return tuple(NotCounted(one.file, one.fault) for one in self.contracts if one.fault)

    def urgent(self) -> list[tuple[ContractEntry, Duty]]:
        """All that is overdue or missing, by risk and by how long it is."""
        found = [(one, duty) for one in self.contracts for duty in one.open if duty.status in URGENT]
        return sorted(found, key=lambda pair: (_rank(pair[0].risk), -(pair[1].days_late or 0), pair[0].name))

    def this_month(self) -> list[tuple[ContractEntry, Duty]]:
        """What is due in the month of the day and has not come."""
        month = (self.as_of.year, self.as_of.month)
        found = [
            (one, duty)
            for one in self.contracts
            for duty in one.coming
            if duty.due and (duty.due.year, duty.due.month) == month
        ]
        return sorted(found, key=lambda pair: (_rank(pair[0].risk), pair[1].due or date.max, pair[0].name))

    def plan(self) -> list[tuple[ContractEntry, tuple[int, ...]]]:
        """For each contract, how much is due in each of the months."""
        at = {(month.year, month.month): n for n, month in enumerate(self.months)}
        found = []
        for one in self.contracts:
            counts = [0] * MONTHS
            for duty in one.coming:
                if duty.due and (n := at.get((duty.due.year, duty.due.month))) is not None:
                    counts[n] += 1
            found.append((one, tuple(counts)))
        return found

    def by_risk(self) -> list[tuple[Risk | None, list[ContractEntry]]]:
        groups = ((risk, [one for one in self.contracts if one.risk == risk]) for risk in RISKS)
        return [(risk, of) for risk, of in groups if of]

    def by_contractor(self) -> list[tuple[str, list[ContractEntry]]]:
        """The contracts of each Contractor, whoever has most overdue first."""
        groups: dict[str, list[ContractEntry]] = {}
        for one in self.contracts:
            groups.setdefault(one.contractor, []).append(one)
        return sorted(groups.items(), key=lambda group: (-sum(one.number(*URGENT) for one in group[1]), group[0]))


def _rank(risk: Risk | None) -> int:
    return RISKS.index(risk)


def last_day(as_of: date) -> date:
    """The last day of the plan of a year: that of the twelfth month."""
    after = as_of.year * 12 + as_of.month - 1 + MONTHS
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def entry(file: str, performance: Performance, filled: Filled, fault: str = "") -> ContractEntry:
    """What a register says on the day of ``performance``."""
    plan, as_of = filled.plan, performance.as_of
    last = last_day(as_of)
    open_ = [s for s in performance.standings if s.status in (*URGENT, *NEAR, *CHECK)]
    coming = [
        s
        for s in performance.with_status(DueStatus.DUE_SOON, DueStatus.NOT_YET_DUE)
        if s.entry.row.is_submission and s.due and s.due <= last
    ]
    requests = [
        Duty(a.status, _clause(a.request.clause), Aspect.RESPONSIVENESS, None, a.due, a.days_late)
        for a in performance.answers
        if a.status in (*URGENT, *NEAR)
    ]
    counts = Counter(s.status for s in performance.standings)
    counts.update(a.status for a in performance.answers)
    return ContractEntry(
        file=file,
        title=plan.title,
        reference=plan.reference,
        contractor=plan.contractor,
        risk=performance.risk,
        end=plan.end,
        counts=dict(counts),
        open=(*map(_duty, open_), *requests),
        coming=tuple(map(_duty, coming)),
        same=_same(plan),
        moves=tuple(hashlib.sha256(json.encode(move)).hexdigest() for move in plan.history),
        typed=_typed(filled, performance),
        as_of=filled.as_of,
        fault=fault,
        begins=plan.award or plan.start,
        tag=tag_of(plan.language),
    )


def _duty(s: ObligationStanding) -> Duty:
    row = s.entry.row
    return Duty(s.status, _clause(s.clause), s.indicator.aspect, (row.n, row.of), s.due, s.days_late)


def _clause(clause) -> str:
    return f"{clause.shown_number} {clause.title}"


def _same(plan: RegisterPlan) -> str:
    """What the registers of one contract have in common, whenever its end is."""
    about = [
        plan.title, plan.reference, plan.authority, plan.contractor, plan.scenario, plan.award, plan.start,
        [clause.id for clause in plan.clauses],
    ]  # fmt: skip
    return hashlib.sha256(json.encode(about)).hexdigest()


def _typed(filled: Filled, performance: Performance) -> int:
    entries = (e for e in filled.entries if e.received or e.mark or e.evidence or e.remarks or e.counted is not None)
    return sum(1 for _ in entries) + len(filled.requests) + len(performance.own)


def portfolio(
    found: Iterable[ContractEntry], unread: Sequence[NotCounted], as_of: date, folder_of: dict[str, str]
) -> Portfolio:
    """All contracts on a page. Of the registers of one contract in one folder the one counts that the others lead to,
    or in which most is typed; ``folder_of`` says in which folder a file lies."""
    groups: dict[tuple[str, str], list[ContractEntry]] = {}
    for one in found:
        groups.setdefault((folder_of[one.file], one.same), []).append(one)
    counted, left_out = [], []
    for group in groups.values():
        best = max(group, key=lambda one: (len(one.moves), one.typed, "(kept" not in one.file, one.file))
        counted.append(best)
        left_out += [NotCounted(one.file, _why(one, best)) for one in group if one is not best]
    counted.sort(key=lambda one: (_rank(one.risk), -one.number(*URGENT), one.next_due or date.max, one.name, one.file))
    return Portfolio(as_of, tuple(counted), tuple(unread), tuple(sorted(left_out, key=lambda one: one.file)))


def _why(one: ContractEntry, best: ContractEntry) -> str:
    if len(one.moves) < len(best.moves) and one.moves == best.moves[: len(one.moves)]:
        return f"continued by {best.file}"
    return f"another register of the same contract as {best.file}, in which less is typed"
