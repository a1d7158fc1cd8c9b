"""What a register asks for, as one digest: so that a record can say which register was handed over.

It goes by what is due, not by how a version of ddtender writes a plan: a register that is written again is the same.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import json

from ddtender.contract.plan import Clause, Indicator, RegisterPlan


def agreed(plan: RegisterPlan) -> str:
    """The SHA-256 of what stays when the end of a Contract is moved: whose it is, its clauses, their KPIs and rules."""
    return _digest([plan.lot or "", plan.contractor, plan.award, plan.start, *map(_clause, plan.clauses)])


def agreed_days(plan: RegisterPlan) -> str:
    """The same with the end and each due date: that of a register whose end was never moved."""
    return _digest([agreed(plan), plan.end, *([row.key, row.on, row.submission, row.dropped] for row in plan.rows)])


def _clause(one: Clause) -> list[object]:
    return [one.id, one.response_days, *map(_indicator, one.indicators)]


def _indicator(one: Indicator) -> list[object]:
    rule, counts = one.rule, one.counts
    ruled = [rule.amount, rule.unit, rule.after, rule.every, rule.before] if rule else None
    return [one.id, one.aspect, one.target, ruled, [counts.these, counts.of] if counts else None]


def _digest(said: list[object]) -> str:
    return sha256(json.encode(said)).hexdigest()
