"""A Contract whose end has moved: which due dates stay, which come, and which are no longer due.

What was received, marked, or due before the day of the decision keeps its date. The rest follows the rules of the KPIs
and the new end (docs/decisions/2026-11-30-after-the-award.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import asdict, replace

from ddtender.contract.performance import Filled, Receipt
from ddtender.contract.plan import MOST_MOVES, Aspect, Clause, Indicator, Moved, RegisterPlan, Row
from ddtender.model import Due
from ddtender.model.due import NoDueDates, due_dates
from ddtender.model.limits import MOST_ROWS
from ddtender.model.periods import extended

#: A date that comes so soon after one that is settled is not asked for again.
_NEAR = timedelta(days=31)


class CannotMove(ValueError):
    """The end of this Contract cannot be moved so; the message says why."""


def later_by_months(end: date, months: int) -> date:
    """``periods.extended``. Raises CannotMove."""
    try:
        return extended(end, months)
    except (OverflowError, ValueError):
        raise CannotMove(f"{months} months after {end} there is no day") from None


def moved(filled: Filled, end: date, on: date, why: str) -> Filled:
    """The register with the end that was decided on the day ``on``; all that was typed is kept. Raises CannotMove."""
    plan = filled.plan
    if plan.start is None or plan.end is None:
        raise CannotMove("this register knows no dates of the Contract; state them in the procedure file, and build")
    if end == plan.end:
        raise CannotMove(f"the Contract already ends on {end}")
    if end < plan.start:
        raise CannotMove(f"{end} is before the Contract, which begins with {plan.start}")
    if len(plan.history) >= MOST_MOVES:
        raise CannotMove(f"the end was moved {MOST_MOVES} times; a register has no room for more")
    entries = {entry.row.key: entry for entry in filled.entries}
    try:
        rows = [row for clause in plan.clauses for row in _rows(clause, plan, entries, end, on)]
    except NoDueDates as error:
        raise CannotMove(str(error)) from None
    if len(rows) > MOST_ROWS:
        raise CannotMove(f"there would be {len(rows):,} rows; a register has room for {MOST_ROWS:,}")
    order = {clause.id: n for n, clause in enumerate(plan.clauses)}
    rows.sort(key=lambda row: (row.on or date.max, order[row.clause]))
    before, after = ({row.key for row in of if row.is_submission and not row.dropped} for of in (plan.rows, rows))
    change = Moved(
        on=on, before=plan.end, end=end, why=why, added=len(after - before), dropped=len(before - after)
    )  # fmt: skip
    made = replace(plan, end=end, rows=tuple(rows), history=(*plan.history, change))
    kept = (entries.get(row.key, Receipt(row, None, None, "", "")) for row in rows)
    return replace(
        filled, plan=made, entries=tuple(replace(entry, row=row) for entry, row in zip(kept, rows, strict=True))
    )


def _rows(clause: Clause, plan: RegisterPlan, entries: Mapping[str, Receipt], end: date, on: date) -> Iterator[Row]:
    """The rows of a clause, those of one indicator after those of another, as a build makes them."""
    rows = [row for row in plan.rows if row.clause == clause.id]
    submissions = {}
    for indicator in clause.indicators:
        if own := [row for row in rows if row.indicator == indicator.id and row.is_submission]:
            submissions[indicator.id] = _submissions(own, indicator, plan, entries, end, on)
    by_key = {row.key: row for row in rows}
    for indicator in clause.indicators:
        if indicator.aspect == Aspect.RESPONSIVENESS:
            continue
        if indicator.id in submissions:
            yield from submissions[indicator.id]
        elif first := next((row for row in rows if row.indicator == indicator.id), None):
            for one in submissions[by_key[first.submission].indicator]:
                key = f"{clause.id}/{indicator.id}/{one.n}"
                yield replace(one, key=key, indicator=indicator.id, submission=one.key)


def _submissions(
    old: Sequence[Row], indicator: Indicator, plan: RegisterPlan, entries: Mapping[str, Receipt], end: date, on: date
) -> list[Row]:
    old = sorted(old, key=lambda row: row.n)
    days = _days(indicator, plan, end)
    if days is None:
        return old
    settled = [n for n, row in enumerate(old, start=1) if _is_settled(row, entries[row.key], end, on)]
    kept = old[: max(settled, default=0)]
    last = max((row.on for row in kept if row.on and not row.dropped), default=None)
    if indicator.rule and indicator.rule.every is None:
        coming = [] if kept else [day for day in days if day <= end]
    else:
        coming = [day for day in days if last is None or day > last + _NEAR]
    of = max(len(kept) + len(coming), len(old))
    first = old[0]
    new = (
        replace(first, key=_key(first, n), submission=_key(first, n), n=n, on=day, dropped=False)
        for n, day in enumerate(coming, start=len(kept) + 1)
    )
    gone = (replace(row, dropped=True) for row in old[len(kept) + len(coming) :])
    return [replace(row, of=of) for row in (*kept, *new, *gone)]


def _key(row: Row, n: int) -> str:
    return f"{row.clause}/{row.indicator}/{n}"


def _is_settled(row: Row, entry: Receipt, end: date, on: date) -> bool:
    """Whether nothing that is decided now can change when a row was due."""
    done = entry.received is not None or entry.mark is not None
    return done or (not row.dropped and row.on is not None and row.on < on and row.on <= end)


def _days(indicator: Indicator, plan: RegisterPlan, end: date) -> Sequence[date] | None:
    """The due dates by the rule; None where there is none, or a date that it counts from is not known."""
    if indicator.rule is None:
        return None
    events = {name: day for name, day in (("award", plan.award), ("contract_start", plan.start)) if day}
    return due_dates(Due(**asdict(indicator.rule)), {}, events, end)
