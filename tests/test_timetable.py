"""The days of a procedure: counted as the law counts them, printed as a table, and nowhere where none is given."""

from datetime import date

import pytest

from ddtender.model.periods import answers_until, last_day, minimum_periods, standstill_end
from tests.documents import Word, rows_of
from tests.laid import rows_below, rules, titles
from tests.laws import OURS
from tests.test_frame import FACTS, LOW, built

DATES = (
    "dates: {publication: 2027-01-06, questions_until: 2027-01-22, tenders_until: 2027-02-08, award: 2027-03-01, "
    "contract_start: 2027-04-01, contract_end: 2031-03-31}\n"
)
OLD = next(line for line in FACTS.splitlines(keepends=True) if line.startswith("dates:"))
GIVEN = FACTS.replace(OLD, DATES) + LOW + "procedure_type: open\n"


def timetable(procedure: str) -> list[tuple[str, ...]]:
    return rows_below(procedure, "frame.timetable")


def test_the_timetable_in_word_has_the_days_that_are_given_and_those_that_follow() -> None:
    body = Word(built(f"{GIVEN}standstill: {{by: electronic}}\n")["tender.docx"]).body
    rows = [tuple(row) for row in rows_of(body)]
    assert rows[rows.index(("What", "Day")) + 1 :][:8] == [
        ("Publication", "6 January 2027"),
        ("Last day for questions", "22 January 2027"),
        ("Last day for answers to questions asked in time", "2 February 2027"),
        ("Last day for submitting Tenders", "8 February 2027"),
        ("Decision is sent to the Tenderers (planned)", "1 March 2027"),
        ("Last day of the standstill period (planned)", "11 March 2027"),
        ("Contract Start Date (planned)", "1 April 2027"),
        ("End of the Contract (planned)", "31 March 2031"),
    ]


def test_an_old_file_has_no_timetable_and_the_words_on_the_standstill_that_it_had() -> None:
    assert not {"Timetable", "Questions about this document"} & set(titles(FACTS + LOW))
    text = rules(FACTS + LOW)
    assert "at least 10 days, counted from the day after the decision was sent by electronic means" in text


@pytest.mark.parametrize(
    "standstill, days, last",
    [("by: electronic", 10, "11 March 2027"), ("by: other", 15, "16 March 2027"), ("days: 20", 20, "22 March 2027")],
    ids=["electronic", "by letter", "more, to a Monday"],
)
def test_the_standstill_is_printed_in_days_and_as_a_day(standstill: str, days: int, last: str) -> None:
    procedure = f"{GIVEN}standstill: {{{standstill}}}\n"
    text = rules(procedure)
    assert f"This period has {days} days, counted from the day after the decision was sent." in text
    assert "at least 15 days" not in text
    assert ("Last day of the standstill period (planned)", last) in timetable(procedure)


def test_a_day_that_is_not_given_has_no_row() -> None:
    facts = FACTS.replace(OLD, "dates: {tenders_until: 2027-02-08}\n") + LOW
    assert timetable(facts) == [("Last day for submitting Tenders", "8 February 2027")]
    assert "Questions about this document" not in titles(facts)


def test_where_the_procedure_is_urgent_answers_may_come_later() -> None:
    urgent = f"{GIVEN}shortened: {{by: urgency, reason: the old devices get no more updates}}\n"
    assert ("Last day for answers to questions asked in time", "4 February 2027") in timetable(urgent)


@pytest.mark.parametrize(
    "event, days, last",
    [
        (date(2027, 1, 4), 30, date(2027, 2, 3)),
        (date(2027, 1, 7), 30, date(2027, 2, 8)),  # 6 February is a Saturday
        (date(2027, 3, 16), 10, date(2027, 3, 30)),  # Good Friday, Easter Monday
        (date(2027, 12, 10), 15, date(2027, 12, 27)),  # Christmas, a weekend in 2027
    ],
)
def test_a_period_ends_on_a_working_day(event: date, days: int, last: date) -> None:
    assert last_day(event, days, OURS) == standstill_end(event, days, OURS) == last


def test_what_is_counted_backwards_stays_on_a_weekend() -> None:
    assert answers_until(date(2027, 2, 12), OURS) == date(2027, 2, 6)  # a Saturday
    assert answers_until(date(2027, 2, 12), OURS, "urgency") == date(2027, 2, 8)


@pytest.mark.parametrize(
    "kind, by, expected",
    [
        ("open", None, [(30, "27(1) and (4)")]),
        ("open", "prior-information", [(15, "27(2)")]),
        ("open", "urgency", [(15, "27(3)")]),
        ("restricted", None, [(30, "28(1)"), (25, "28(2) and (5)")]),
        ("restricted", "prior-information", [(30, "28(1)"), (10, "28(3)")]),
        ("restricted", "urgency", [(15, "28(6)"), (10, "28(6)")]),
        ("restricted", "agreement", [(30, "28(1)")]),
        ("negotiated", None, [(30, "29(1)"), (25, "29(1) with 28(5)")]),
        ("negotiated", "urgency", [(15, "29(1) with 28(6)"), (10, "29(1) with 28(6)")]),
        ("dialogue", "urgency", [(30, "30(1)")]),
        ("innovation", None, [(30, "31(1)")]),
        ("without-notice", None, []),
        (None, None, []),
    ],
)
def test_the_minimum_periods_are_those_of_the_directive(kind: str | None, by: str | None, expected: list) -> None:
    cited = [(days, f"Directive 2014/24/EU, Article {article}") for days, article in expected]
    assert [(p.days, p.cite) for p in minimum_periods(OURS, kind, by)] == cited
