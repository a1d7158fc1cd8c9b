"""The due dates as a calendar (RFC 5545): one all-day entry a submission."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ddtender.contract.performance import DueStatus, Performance
from ddtender.contract.plan import RegisterPlan, Row
from ddtender.layout.named import named, titled
from ddtender.model import Kind
from ddtender.model.due import WEEKEND, day_off
from ddtender.stamp import Stamp
from ddtender.words import Language

if TYPE_CHECKING:
    import icalendar

#: What stands in the pattern of an entry for its name and for the contract; it is no character (Unicode, 23.7).
_MARK = "\ufdd0"
_NAME, _CONTRACT = f"{_MARK}n", f"{_MARK}c"
#: How long before the due date a reminder comes.
REMINDERS = (timedelta(days=30), timedelta(days=7))


def calendar(plan: RegisterPlan, stamp: Stamp, language: Language, done: Collection[str] = ()) -> bytes | None:
    """The bytes of ``kpi-calendar.ics``, or None if no due date is known; ``done`` are the keys of rows of which nobody
    needs to be reminded any more.

    An entry keeps its UID as long as the reference of the procurement and the ids of clause and KPI stay the same, so
    that a later import replaces it; SEQUENCE grows with the stamp's moment. Days have no time zone (VALUE=DATE). What
    is no longer due is cancelled (STATUS, RFC 5545, 3.8.1.11).
    """
    rows = [(row, row.on) for row in plan.rows if row.on and row.is_submission and row.key not in done]
    if not rows:
        return None
    name = language.say("contract.calendar.name", title=plan.title or plan.reference or plan.scenario)
    made = _empty(name, language)
    for row, on in rows:
        made.add_component(_entry(row, on, plan, stamp, language))
    return made.to_ical()


def coming(performance: Performance, last: date, stamp: Stamp, language: Language, contract: str) -> Iterator[bytes]:
    """An entry for everything that is still due until a day, as pieces of a calendar of many contracts.

    They have the names that they have in the contract's own calendar, so that whoever imports both has each once."""
    plan = performance.plan
    for s in performance.with_status(DueStatus.DUE_SOON, DueStatus.NOT_YET_DUE):
        if s.entry.row.is_submission and s.due and s.due <= last:
            row, clause = s.entry.row, plan.clause(s.entry.row.clause)
            of = (row.n, row.of, row.dropped)
            lines = _pattern(clause.shown_number, clause.title, of, s.due, stamp.moment, language)
            yield b"".join(_filled(line, uid(plan, row), contract) for line in lines)


def joined(entries: bytes, language: Language) -> bytes:
    """A calendar of these entries."""
    head, end = _empty(language.say("portfolio.calendar.name"), language).to_ical().split(b"END:VCALENDAR")
    return head + entries + b"END:VCALENDAR" + end


def _empty(name: str, language: Language) -> icalendar.Calendar:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//ddtender//KPI calendar//{language.tag.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    return made


def uid(plan: RegisterPlan, row: Row) -> str:
    """A name for an entry that does not depend on its date."""
    whose = named_by(plan.reference, plan.authority, plan.title, plan.scenario)
    several = [plan.contractor] if plan.one_of_several is True else []
    name = json.dumps([whose, *several, row.clause, row.indicator, row.n], ensure_ascii=False)
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'ddtender:kpi:{name}')}@ddtender"


def named_by(reference: str, authority: str, title: str, scenario: str) -> str:
    """What the entries of a contract have their names from: a procurement without reference goes by its title."""
    return reference or f"{authority}/{title}/{scenario}"


def _entry(row: Row, on: date, plan: RegisterPlan, stamp: Stamp, language: Language) -> icalendar.Event:
    """An entry of a contract's own calendar."""
    clause = plan.clause(row.clause)
    summary = _summary(clause.shown_number, clause.title, row.n, row.of, language)
    said = _description(row, plan, language)
    return _event(uid(plan, row), summary, clause.shown_number, row.dropped, on, stamp.moment, language, said)


def _summary(number: str, title: str, n: int, of: int, language: Language) -> str:
    summary = titled(Kind.CONTRACT, number, title, language)
    return language.say("contract.calendar.summary_of", summary=summary, n=n, of=of) if of > 1 else summary


@lru_cache(maxsize=4096)
def _pattern(
    number: str, title: str, of: tuple[int, int, bool], on: date, moment: datetime, language: Language
) -> tuple[bytes, ...]:
    """The lines of a short entry of a calendar of many contracts, with marks where it names itself and the contract:
    most clauses and days are those of many contracts, and writing an entry takes longer than all else about it."""
    from icalendar.parser import Contentline

    n, many, dropped = of
    summary = _summary(number, title, n, many, language)
    summary = language.say("portfolio.calendar.summary", summary=summary, contract=_CONTRACT)
    written = _event(_NAME, summary, number, dropped, on, moment, language).to_ical()
    unfolded = written.replace(b"\r\n ", b"").split(b"\r\n")
    return tuple(
        line if _MARK.encode() in line else Contentline(line.decode()).to_ical() + b"\r\n" for line in unfolded if line
    )


def _filled(line: bytes, name: str, contract: str) -> bytes:
    """A line with what its marks stand for, folded (RFC 5545, 3.1)."""
    from icalendar import vText
    from icalendar.parser import Contentline

    if _MARK.encode() not in line:
        return line
    text = line.decode().replace(_CONTRACT, vText(contract).to_ical().decode()).replace(_NAME, name)
    return Contentline(text).to_ical() + b"\r\n"


def _event(
    name: str,
    summary: str,
    number: str,
    dropped: bool,
    on: date,
    moment: datetime,
    language: Language,
    description: str = "",
) -> icalendar.Event:
    from icalendar import Alarm, Event

    entry = Event()
    entry.add("uid", name)
    entry.add("dtstamp", moment)
    entry.add("sequence", max(0, int(moment.timestamp()) // 60))
    entry.add("summary", language.say(f"contract.calendar.{'not_due' if dropped else 'due'}", summary=summary))
    entry.add("dtstart", on)
    entry.add("dtend", on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    label = named(Kind.CONTRACT, number, language)
    entry.add("categories", [language.say("contract.calendar.category"), label])
    if description:
        entry.add("description", description)
    if dropped:
        entry.add("status", "CANCELLED")
    for before in () if dropped else REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", language.say("contract.calendar.reminder", days=before.days, summary=summary))
        alarm.add("trigger", -before)
        entry.add_component(alarm)
    return entry


def _description(row: Row, plan: RegisterPlan, language: Language) -> str:
    """What to expect, what to check, and the clause itself."""
    clause, indicator = plan.clause(row.clause), plan.indicator(row)
    checks = [plan.indicator(r) for r in plan.rows if r.submission == row.key and not r.is_submission]
    lines = [f"{indicator.indicator} {indicator.when}"]
    if row.on and (name := day_off(row.on)):
        kind = "weekend" if name in WEEKEND else "holiday"
        lines.append(language.say(f"contract.calendar.{kind}", day=language.say(f"contract.day_off.{name}")))
    lines += [language.say("contract.calendar.check", check=check.indicator) for check in checks]
    named = {"number": clause.shown_number, "title": clause.title, "id": clause.id, "version": clause.version}
    lines += ["", language.say("contract.calendar.clause", **named), *clause.text]
    about = ", ".join(part for part in (plan.title, plan.reference) if part)
    return "\n".join([*([about, ""] if about else []), *lines])
