"""A clause that asks for a report every so many months, and a due rule that has it otherwise, in numbers and units."""

import pytest

from ddtender.checks.due_times import times
from ddtender.checks.repetition import repetitions
from ddtender.checks.rules.due_not_in_clause import repeated_duties
from ddtender.desk.pipeline import check
from ddtender.words import language
from tests.checks.cases import good_workspace

CLAUSE = "clause_library/contract_clauses/site-report.md"
ASKS = "shall hand in a report on the sites within {{ update_months }} months"
SAID = {
    "every 6 months": 6,
    "every six months": 6,
    "each two years": 24,
    "once in 12 months": 12,
    "at least once every 3 months": 3,
    "four times a year": 3,
    "twice a year": 6,
    "quarterly": 3,
    "every year": 12,
    "annually": 12,
    "every 30 days": 0,
    "every two weeks": 0,
}


@pytest.mark.parametrize("words", SAID)
def test_how_often(words: str) -> None:
    known = repetitions(language().lexicon)
    assert [months for months, _ in known.said(f"The Contractor shall report {words}.")] == [SAID[words]]


@pytest.mark.parametrize(
    "clause",
    [
        "The Contractor shall submit a report on the annual audit.",
        "The Contractor shall send a list of what it has bought in the last 6 months.",
        "The Contracting Authority shall send a report every 6 months.",
        "Every year the Contractor shall pay the fee.",
        "The fee is 100 euros a year.",
    ],
)
def test_no_report_is_due_again(clause: str) -> None:
    assert not [*repeated_duties(clause, times(language().lexicon))]


def found(duty: str, rule: str) -> list[str]:
    files = dict(good_workspace())
    text = files[CLAUSE].decode()
    head, _, _ = text.rpartition("---\n")
    old = "due: {months: update_months, after: contract_start, every: 12}"
    assert old in head and f"asks: {ASKS}" in head
    files[CLAUSE] = f"{head.replace(old, f'due: {rule}')}---\n{duty}\n".encode()
    return [finding.message for finding in check(files) if finding.code.name == "due-not-in-clause"]


YEARLY = "{months: update_months, after: contract_start, every: 12}"
FIRST = f"The Contractor {ASKS} of the start of the contract."


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        (f"Every 6 months the Contractor shall report. {FIRST} Each report covers a year.", "every 6 months"),
        (
            f"Every 6 months the Contractor shall report. {FIRST} Each following report is due 12 months after "
            "the report before it.",
            "every 6 months",
        ),
        (f"Twice a year the Contractor shall report on the sites. {FIRST} It covers a year.", "twice a year"),
        (f"The Contractor shall submit a report every 30 days. {FIRST} Each report covers a year.", "every 30 days"),
    ],
)
def test_the_clause_repeats_otherwise(duty: str, said: str) -> None:
    (message,) = found(duty, YEARLY)
    assert message == f"the due rule of the KPI 'in-time' repeats every 12 months, and the clause says '{said}'"


def test_the_clause_repeats_and_the_rule_does_not() -> None:
    duty = f"Every year the Contractor shall report on the sites. {FIRST}"
    (message,) = found(duty, "{months: update_months, after: contract_start}")
    assert message == "the due rule of the KPI 'in-time' is due once, and the clause says 'every year'"


@pytest.mark.parametrize(
    "duty",
    [
        f"Every year the Contractor shall report on the sites. {FIRST}",
        f"Every 12 months the Contractor shall report on the sites. {FIRST}",
        f"{FIRST} Each following report is due one year after the report before it.",
        f"The Contractor shall report on the sites annually. {FIRST} The Buyer shall report every 6 months.",
    ],
)
def test_the_clause_and_the_rule_agree(duty: str) -> None:
    assert found(duty, YEARLY) == []
