"""Which sentences of a clause oblige the Contractor to report, so that a KPI measures whether it came in time."""

import pytest

from ddtender.checks.duties import reporting
from ddtender.words import language

DUTIES = (
    "Every year the Contractor shall report to the Contracting Authority on its efforts.",
    "The Contractor shall submit an updated list of the sites.",
    "The Contractor shall, within 30 days, send a report.",
    "The Contractor shall also hand in, each year, an assessment of its suppliers.",
    "The Contractor shall draw up a list of the sites and keep it.",
    "A report shall be submitted within 30 days.",
    "The list must be sent each year.",
    "Each report is due 12 months after the one before it.",
    "It shall carry out the accepted plan and shall report on its outcome within 14 days.",
    "If a list is incomplete, the Contractor shall provide a complete list within 14 days.",
    "The Contracting Authority shall name the sites. The Contractor shall submit a report on each.",
)
NONE = (
    "The Contracting Authority may use the report. The Contractor shall give access to its sites.",
    "The Contractor shall read the report and shall act on it.",
    "The Contractor shall keep a list of the sites.",
    "The Contracting Authority shall send the Contractor a report of each visit.",
    "The Contracting Authority shall report on each visit.",
    "The Contractor shall not publish the report.",
    "A person who makes a report shall be protected.",
    "The Contractor shall submit the test report of each product.",
    "The Contractor shall bear the cost if the list of the Contracting Authority is right.",
    "What the report says shall not be used for other purposes.",
)


@pytest.mark.parametrize("clause", DUTIES)
def test_a_duty_to_report(clause: str) -> None:
    assert reporting(language().lexicon).duty_in("Sites", clause)


@pytest.mark.parametrize("clause", NONE)
def test_the_word_alone_is_no_duty(clause: str) -> None:
    assert not reporting(language().lexicon).duty_in("Sites", clause)


def test_what_the_title_names_is_told_in_the_clause() -> None:
    known = reporting(language().lexicon)
    assert known.duty_in("Site report", "The Contractor shall name the sites within 3 months.") == "report"
    assert not known.duty_in("Use of reports", "The Contractor shall give access to its sites.")
    assert not known.duty_in("Use of reports", "The Contracting Authority shall name the reports that it has used.")
