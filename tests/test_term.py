"""What a tender and a contract say of options to extend and of a framework agreement, where a file has the key."""

import pytest

from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from tests.documents import Word, flat
from tests.laid import resolved, rows_below, rules, titles
from tests.test_frame import FACTS, LOW, built

PLAIN = FACTS + LOW
EXTENDED = f"{PLAIN}extensions: {{months: 12, times: 2}}\n"
SINGLE = f"{PLAIN}framework: {{kind: single, maximum: 900 laptops}}\n"
MULTIPLE = f"""{PLAIN}framework:
  kind: multiple
  contractors: 3
  maximum: 900 laptops
  call_offs: in the order of the ranking
"""
OWN = {"Extension", "Option to extend the Contract", "Framework agreement", "Call-offs"}


@pytest.mark.parametrize("document", ["tender", "contract"])
@pytest.mark.parametrize("procedure", [PLAIN, f"{PLAIN}framework: {{kind: none}}\n"], ids=["old", "none"])
def test_without_the_keys_nothing_is_said(procedure: str, document: str) -> None:
    said = titles(procedure, document)
    assert not OWN & set(said) and not any("ramework" in title for title in said)
    assert "Call-off" not in [d.provision.title for d in resolved(procedure).definitions[document]]


def test_an_option_to_extend_says_how_often_by_how_much_until_when_and_on_which_terms() -> None:
    contract = rules(EXTENDED, "contract")
    assert "may extend the Contract 2 times at most, by 12 months each time" in contract
    assert "a notice in writing, made at least 60 days before that day" in contract
    assert "changes nothing else: the Goods, the prices" in contract
    assert "goes on being due at the same intervals, until the new end" in contract
    assert "may extend the Contract" not in rules(EXTENDED).replace("lets the Contracting Authority extend", "")
    assert "extend the Contract 2 times at most, by 12 months each time, on the same terms" in rules(EXTENDED)


def test_once_is_said_in_the_singular() -> None:
    once = f"{PLAIN}extensions: {{months: 1, times: 1}}\n"
    assert "extend the Contract 1 time at most, by 1 month each time" in rules(once, "contract")


@pytest.mark.parametrize(
    "end, times, last",
    [("2031-03-31", 2, "31 March 2033"), ("2031-02-28", 1, "29 February 2032"), ("2032-02-29", 2, "28 February 2034")],
)
def test_the_timetable_has_the_end_after_all_extensions(end: str, times: int, last: str) -> None:
    dates = f"dates: {{tenders_until: 2027-01-04, award: 2027-03-01, contract_start: 2027-04-01, contract_end: {end}}}"
    facts = "\n".join(dates if line.startswith("dates:") else line for line in FACTS.splitlines())
    rows = rows_below(f"{facts}\n{LOW}extensions: {{months: 12, times: {times}}}\n", "frame.timetable")
    assert rows[-1] == ("End of the Contract after all extensions", last)


def test_a_framework_agreement_with_one_business_says_what_start_delivery_and_end_mean() -> None:
    tender, contract = rules(SINGLE), rules(SINGLE, "contract")
    assert "a framework agreement with one business" in tender and "several businesses" not in tender
    assert "At most 900 laptops can be bought under it." in tender
    assert "The first delivery of Goods is the first one under any Call-off." in contract
    assert "delivered no later than 6 months after that day" in contract
    assert "By this rule" not in contract and "several businesses" not in contract
    assert "Call-off" in [d.provision.title for d in resolved(SINGLE).definitions["tender"]]
    assert "Call-off" in [d.provision.title for d in resolved(SINGLE).definitions["contract"]]


def test_with_several_businesses_the_rule_for_call_offs_is_published_and_the_same_in_both_documents() -> None:
    tender, contract = rules(MULTIPLE), rules(MULTIPLE, "contract")
    assert "with 3 of them at most" in tender
    for text in (tender, contract):
        assert "by this rule: in the order of the ranking." in text
        assert "At most 900 laptops can be bought from all of them together." in text


def test_what_a_framework_agreement_lacks_is_a_blank_that_stops_a_final_document() -> None:
    bare = resolved(f"{PLAIN}framework: {{kind: multiple}}\n")
    open_ = {blank.key for blank in bare.blanks if blank.text is None}
    assert {"framework.contractors", "framework.maximum", "framework.call_offs"} <= open_


def test_both_documents_of_a_framework_agreement_that_can_be_extended_are_proved() -> None:
    made = built(f"{MULTIPLE}extensions: {{months: 6, times: 1}}\n")
    contract = flat(Word(made["contract.docx"]).text)
    assert "1 time at most, by 6 months each time" in contract
    assert "Call-offs among several businesses" in contract


@pytest.mark.parametrize(
    "framework, message",
    [
        ("{kind: single, contractors: 3}", "contractors belongs to the kind 'multiple', and the kind is 'single'"),
        ("{kind: none, maximum: 3 laptops}", "maximum belongs to a framework agreement, and the kind is 'none'"),
        ("{kind: multiple, contractors: 1}", "must be 2 or more"),
    ],
)
def test_facts_that_do_not_go_together_are_told(framework: str, message: str) -> None:
    _, findings = read_procedure(SourceText("p.yaml", f"framework: {framework}\n"))
    assert [message in finding.message for finding in findings] == [True], findings
