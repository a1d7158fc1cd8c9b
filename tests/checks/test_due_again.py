"""How clauses say that something is due again after the time before, and what sounds like it."""

import pytest

from ddtender.checks.due_times import times
from ddtender.words import language

AGAIN = (
    "Each following report is due 12 months after the due date of the report before it.",
    "Every further list is due a year after the previous one.",
    "The next report falls due six months after the preceding report.",
    "Another list is handed in {{ update_months }} months after the list before it.",
    "The report is due within 6 months, and yearly thereafter.",
    "The report is due within 6 months and thereafter once a year.",
    "The report is due in May, and then every second year.",
    "It is due within 30 days and every 12 months after that.",
    "A report is due every six months.",
    "The subsequent reports shall follow each year.",
)
ONCE = (
    "The report is due 12 months after the Contract Start Date.",
    "The list names every site.",
    "Each report describes what has been done since the report before it.",
    "The following report is read.",
    "The report covers a year.",
    "Thereafter the Contract ends.",
    "It is due 30 days after the last day of the Contract.",
    "The Contractor answers each question within 14 days of the request.",
)


@pytest.mark.parametrize("clause", AGAIN)
def test_due_again(clause: str) -> None:
    assert times(language().lexicon).due_again.search(clause)


@pytest.mark.parametrize("clause", ONCE)
def test_due_once(clause: str) -> None:
    assert not times(language().lexicon).due_again.search(clause)
