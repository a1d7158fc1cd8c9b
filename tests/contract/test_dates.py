"""Due dates and the calendar, against a second computation that uses nothing but the calendar module."""

import calendar as months
from datetime import UTC, date, datetime, timedelta

import holidays
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ddtender.contract.calendar import calendar
from ddtender.contract.places import clause_label
from ddtender.model import Due
from ddtender.model.due import NoDueDates, before_delivery, day_off, due_dates
from ddtender.stamp import Stamp
from ddtender.words import language
from tests.documents import MOMENT
from tests.sheets.workbooks import STAMP, plan_of

YEARLY = Due("first", "months", "contract_start", every=12)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def later(start: date, count: int) -> date:
    """``count`` months later, on the same day or on the last of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def by_hand(start: date, first: int, end: date) -> list[date]:
    found = []
    for n in range(200):
        on = later(start, first + 12 * n)
        found.append(min(on, end))
        if on >= end:
            return found
    raise AssertionError


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(1, 12 * 365))
def test_yearly_dates(start: date, first: int, days: int) -> None:
    end = start + timedelta(days=days)
    found = due_dates(YEARLY, {"first": first}, {"contract_start": start}, end)
    assert list(found) == by_hand(start, first, end)
    assert list(found) == sorted(set(found)) and found[-1] == end


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 24), DAYS)
def test_one_date_after_award_and_before_delivery(award: date, count: int, delivery: date) -> None:
    due = Due(count, "months", "award", before="delivery")
    (on,) = due_dates(due, {}, {"award": award}, None)
    assert on == later(award, count)
    assert before_delivery(on, delivery) == (on if on < delivery else delivery - timedelta(days=1))
    assert before_delivery(on, None) == on


@pytest.mark.parametrize(
    ("start", "first", "end", "dates"),
    [
        ("2028-02-29", 12, "2032-02-29", "2029-02-28 2030-02-28 2031-02-28 2032-02-29"),
        ("2027-04-01", 12, "2031-03-31", "2028-04-01 2029-04-01 2030-04-01 2031-03-31"),
        ("2027-01-31", 1, "2028-03-01", "2027-02-28 2028-02-29 2028-03-01"),
        ("2027-04-01", 12, "2028-04-01", "2028-04-01"),
        ("2027-04-01", 12, "2027-10-01", "2027-10-01"),
        ("9990-04-01", 12, "9999-12-31", " ".join([*(f"999{n}-04-01" for n in range(1, 10)), "9999-12-31"])),
    ],
)
def test_years_that_are_not_alike(start: str, first: int, end: str, dates: str) -> None:
    events = {"contract_start": date.fromisoformat(start)}
    found = due_dates(YEARLY, {"first": first}, events, date.fromisoformat(end))
    assert " ".join(map(str, found)) == dates


def test_what_is_not_known_has_no_date() -> None:
    start = {"contract_start": date(2027, 4, 1)}
    assert due_dates(YEARLY, {}, start, date(2031, 1, 1)) is None
    assert due_dates(YEARLY, {"first": 12}, {}, date(2031, 1, 1)) is None
    assert due_dates(YEARLY, {"first": 12}, start, None) is None


def test_a_contract_of_a_thousand_years_is_refused() -> None:
    with pytest.raises(NoDueDates):
        due_dates(YEARLY, {"first": 12}, {"contract_start": date(2027, 4, 1)}, date(3031, 3, 31))


def test_days_off() -> None:
    assert day_off(date(2028, 4, 1)) == "saturday" and day_off(date(2029, 4, 1)) == "sunday"
    assert day_off(date(2029, 4, 2)) == "easter_monday" and day_off(date(2030, 4, 1)) == ""


def test_the_closing_days_are_those_of_another_library_until_2099() -> None:
    closed = holidays.financial_holidays("XECB", years=range(2002, 2100))
    day = date(2002, 1, 1)
    while day < date(2100, 1, 1):
        if day.weekday() < 5:
            name = day_off(day)
            assert (language().say(f"contract.day_off.{name}") if name else "") == closed.get(day, ""), day
        day += timedelta(days=1)


def entries(content: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    made = {str(event["uid"]): event for event in found}
    assert len(made) == len(found)
    return made


@pytest.mark.parametrize("variant", ["laptops", "medium-final", "low-final"])
def test_the_calendar_has_every_submission(variant: str) -> None:
    plan = plan_of(variant)
    content = calendar(plan, STAMP, language())
    assert content == calendar(plan, STAMP, language())
    assert b"\r\n" in content and max(map(len, content.split(b"\r\n"))) <= 75
    submissions = sorted(
        (row.on, clause_label(plan.clause(row.clause), language()))
        for row in plan.rows
        if row.is_submission and row.on  # proof of a product is due before its delivery, on no day of its own
    )
    found = entries(content).values()
    assert sorted((e["dtstart"].dt, str(e["summary"])[5:23]) for e in found) == submissions
    for event in found:
        assert type(event["dtstart"].dt) is date and event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
        assert event["dtstamp"].dt == MOMENT
        clause = next(c for c in plan.clauses if f"{clause_label(c, language())}:" in event["summary"])
        for text in (clause.title, clause.id, *clause.text):
            assert text in event["description"]
        assert [a["trigger"].dt for a in event.walk("VALARM")] == [timedelta(days=-30), timedelta(days=-7)]


def test_what_is_due_before_a_delivery_is_due_by_the_end_of_the_contract() -> None:
    """Nothing is delivered later; without a delivery a rule counts on."""
    values, start = {"contract_start": date(2027, 4, 1)}, Due(24, "months", "contract_start", before="delivery")
    assert due_dates(start, {}, values, date(2027, 9, 30)) == (date(2027, 9, 30),)
    assert due_dates(start, {}, values, date(2031, 3, 31)) == (date(2029, 4, 1),)
    assert due_dates(Due(24, "months", "contract_start"), {}, values, date(2027, 9, 30)) == (date(2029, 4, 1),)


def test_a_later_import_replaces_and_never_duplicates() -> None:
    plan = plan_of("laptops")
    before = entries(calendar(plan, STAMP, language()))
    moved = replace(plan, rows=tuple(replace(r, on=r.on and r.on + timedelta(days=10)) for r in plan.rows), title="New")
    after = entries(calendar(moved, Stamp(True, datetime(2027, 2, 1, tzinfo=UTC)), language()))
    assert before.keys() == after.keys()
    for uid, event in before.items():
        assert after[uid]["sequence"] > event["sequence"]
        assert after[uid]["dtstart"].dt == event["dtstart"].dt + timedelta(days=10)
    other = entries(calendar(replace(plan, reference="2027-ICT-015"), STAMP, language()))
    assert not before.keys() & other.keys()


def test_without_dates_there_is_no_calendar_and_the_register_says_the_rule() -> None:
    plan = plan_of("high")
    assert calendar(plan, STAMP, language()) is None
    assert all(row.on is None and plan.indicator(row).when for row in plan.rows)
