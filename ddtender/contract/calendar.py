"""The due dates as a calendar (RFC 5545): one all-day entry a submission."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

from ddtender.contract.plan import RegisterPlan, Row
from ddtender.model.due import day_off
from ddtender.stamp import Stamp

#: How long before the due date a reminder comes.
REMINDERS = (timedelta(days=30), timedelta(days=7))


def calendar(plan: RegisterPlan, stamp: Stamp) -> bytes | None:
    """The bytes of ``kpi-calendar.ics``, or None if no due date is known.

    An entry keeps its UID as long as the reference of the procurement and the ids of clause and KPI stay the same, so
    that a later import replaces it; SEQUENCE grows with the stamp's moment. Days have no time zone (VALUE=DATE).
    """
    from icalendar import Calendar

    rows = [row for row in plan.rows if row.on and row.is_submission]
    if not rows:
        return None
    made = Calendar()
    made.add("prodid", "-//ddtender//KPI calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"KPIs: {plan.title or plan.reference or plan.scenario}")
    for row in rows:
        made.add_component(_entry(row, plan, stamp))
    return made.to_ical()


def uid(plan: RegisterPlan, row: Row) -> str:
    """A name for an entry that does not depend on its date. A procurement without reference goes by its title."""
    whose = plan.reference or f"{plan.authority}/{plan.title}/{plan.scenario}"
    name = json.dumps([whose, row.clause, row.indicator, row.n], ensure_ascii=False)
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'ddtender:kpi:{name}')}@ddtender"


def _entry(row: Row, plan: RegisterPlan, stamp: Stamp):
    from icalendar import Alarm, Event

    clause = plan.clause(row.clause)
    summary = f"{clause.label}: {clause.title}" + (f" ({row.n} of {row.of})" if row.of > 1 else "")
    entry = Event()
    entry.add("uid", uid(plan, row))
    entry.add("dtstamp", stamp.moment)
    entry.add("sequence", max(0, int(stamp.moment.timestamp()) // 60))
    entry.add("summary", f"Due: {summary}")
    entry.add("dtstart", row.on)
    entry.add("dtend", row.on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", ["KPI", clause.label])
    entry.add("description", _description(row, plan))
    for before in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"In {before.days} days: {summary}")
        alarm.add("trigger", -before)
        entry.add_component(alarm)
    return entry


def _description(row: Row, plan: RegisterPlan) -> str:
    """What to expect, what to check, and the clause itself."""
    clause, indicator = plan.clause(row.clause), plan.indicator(row)
    checks = [plan.indicator(r) for r in plan.rows if r.submission == row.key and not r.is_submission]
    lines = [f"{indicator.indicator} {indicator.when}"]
    if row.on and (name := day_off(row.on)):
        lines.append(
            f"The due date is a {name}." if row.on.weekday() > 4 else f"The due date is a public holiday: {name}."
        )
    lines += [f"To check: {check.indicator}" for check in checks]
    lines += ["", f"{clause.label}, {clause.title} ({clause.id}, version {clause.version}):", *clause.text]
    about = ", ".join(part for part in (plan.title, plan.reference) if part)
    return "\n".join([*([about, ""] if about else []), *lines])
