"""Procedures that a lawyer thought of: each is refused, warned about or read right; the test says which and why."""

import pytest

from ddtender.desk.pipeline import check
from ddtender.diagnostics import Diagnostic
from tests.documents import sources

LOW = "award.human-rights-risk-assessment: 7, award.policy-commitment: 8"
MEDIUM = "award.product-transparency: 7, award.action-plan: 8"
HIGH = "award.component-transparency: 7, award.due-diligence-processes: 8"
LONG = ("2027-03-01", "2027-04-01", "2031-03-31")


def found(
    points: str,
    dates: tuple[str, str, str] = LONG,
    provisions: str = "",
    price: tuple[int, int] = (60, 25),
    parameters: str = "",
) -> list[Diagnostic]:
    """What the check says of a procedure with these points, dates (award, start, end), changes and parameters."""
    award, start, end = dates
    lines = [
        "title: Laptops",
        "reference: 2027-1",
        "subject: laptops",
        "authority: {name: City of Example, contact: procurement@city.example}",
        f"dates: {{award: {award}, contract_start: {start}, contract_end: {end}}}",
        f"award: {{price: {price[0]}, other_quality: {price[1]}, points: {{{points}}}}}",
        *([f"provisions: {provisions}"] if provisions else []),
        *([f"parameters: {parameters}"] if parameters else []),
    ]
    files = dict(sources().files) | {"scenarios/procedures/odd.yaml": "\n".join(lines).encode() + b"\n"}
    return [finding for finding in check(files) if finding.code.name != "not-approved"]


def codes(findings: list[Diagnostic]) -> set[str]:
    return {finding.code.name for finding in findings}


REFUSED = {
    "a clause on reports about processes that nobody was asked to describe": (
        {"points": LOW, "provisions": "{add: [contract.due-diligence-reporting]}"},
        "reference-left-out",
    ),
    "a clause on certified products without the specification": (
        {"points": LOW, "provisions": "{drop: [specification.certified-products]}"},
        "reference-left-out",
    ),
    "risks per site without the assessment that they are held against": (
        {"points": LOW, "provisions": "{add: [contract.transparency-reporting-per-site]}"},
        "reference-left-out",
    ),
    "the same list tested at selection and paid for at award": (
        {"points": MEDIUM, "provisions": "{add: [selection.product-transparency]}"},
        "selection-and-award",
    ),
    "a contract that starts before it is awarded": (
        {"points": LOW, "dates": ("2027-04-28", "2027-03-29", "2027-06-15")},
        "date-order",
    ),
}
WARNED = {
    "a contract on the day after the award": (
        {"points": LOW, "dates": ("2027-03-28", "2027-03-29", "2027-12-31")},
        "standstill-too-short",
    ),
    "a year of a contract of eight months": (
        {"points": HIGH, "dates": ("2027-03-01", "2027-04-01", "2027-11-30")},
        "year-beyond-end",
    ),
    "a last report one day after the one before": (
        {"points": HIGH, "dates": ("2027-03-01", "2027-04-01", "2031-04-02")},
        "reports-close-together",
    ),
    "quality alone, and no fixed price": (
        {"points": "award.product-transparency: 50, award.action-plan: 50", "price": (0, 0)},
        "price-without-points",
    ),
}
READ = {
    "ten years": {"points": HIGH, "dates": ("2027-03-01", "2027-04-01", "2037-03-31")},
    "the shortest times that the parameters allow, and no other quality": {
        "points": HIGH,
        "price": (85, 0),
        "parameters": "{information_response_days: 5, first_report_months: 1}",
    },
    "an assessment due long after the contract ends: the clause lets it be due before": {
        "points": LOW,
        "dates": ("2027-03-01", "2027-04-01", "2027-05-15"),
        "parameters": "{risk_assessment_months: 24}",
    },
    "a contract of two weeks": {
        "points": LOW,
        "dates": ("2027-03-01", "2027-06-01", "2027-06-15"),
        "parameters": "{risk_assessment_months: 1}",
    },
    "reports on actions that earned no points": {
        "points": LOW,
        "provisions": "{add: [contract.mitigation-reporting]}",
    },
    "no clause on the assessment, whose points are the only reason to write one": {
        "points": LOW,
        "provisions": "{drop: [contract.risk-assessment]}",
    },
    "one criterion less": {"points": "award.product-transparency: 15", "provisions": "{drop: [award.action-plan]}"},
    "no reports: what earned points is carried out and reported on by its own clause": {
        "points": MEDIUM,
        "provisions": "{drop: [contract.mitigation-reporting, contract.transparency-reporting]}",
    },
    "processes scored in a market of medium maturity": {
        "points": "award.product-transparency: 5, award.action-plan: 5, award.due-diligence-processes: 5",
        "provisions": "{add: [award.due-diligence-processes]}",
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused(name: str) -> None:
    given, code = REFUSED[name]
    assert code in codes([finding for finding in found(**given) if finding.severity.value == "error"])


@pytest.mark.parametrize("name", WARNED)
def test_what_a_court_would_ask_about_is_warned_of(name: str) -> None:
    given, code = WARNED[name]
    assert codes(found(**given)) == {code}


@pytest.mark.parametrize("name", READ)
def test_what_is_lawful_is_read_without_a_word(name: str) -> None:
    assert codes(found(**READ[name])) == set()


def test_without_a_clause_what_earned_points_is_told() -> None:
    """Nobody could ask for what was promised."""
    assert codes(found(MEDIUM, provisions="{drop: [contract.tender-commitments]}")) == {"scored-promise-without-clause"}
