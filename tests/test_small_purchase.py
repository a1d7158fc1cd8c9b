"""A purchase below the threshold has a short tender: no forms, no rules of the Directive, and what was decided."""

import re

import pytest

from ddtender.layout.values import Table, words_of
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText
from tests.documents import Word, flat, rows_of
from tests.laid import notes_of, resolved, rules, section, titles
from tests.test_frame import FACTS, LOW, built

SMALL = f"""{FACTS}{LOW}below_threshold:
  because: forty tablets and nothing else of the kind within twelve months
  estimated_value: EUR 28 000
"""
#: What the Directive asks for, and nothing else does.
OF_THE_DIRECTIVE = "Single Procurement Document|standstill|third country|Member State|ground for exclusion"


def test_a_small_tender_says_what_was_decided_and_why() -> None:
    text = rules(SMALL)
    assert "the procedures of Directive 2014/24/EU do not apply to this procurement" in text
    assert "estimated at EUR 28 000, which is below the threshold" in text
    assert "rests on this: forty tablets and nothing else of the kind within twelve months." in text
    assert "treats all Tenderers alike and openly, wherever in the European Union they are established" in text


@pytest.mark.parametrize("scenario", ["low", "medium", "high"])
def test_it_names_the_directive_only_to_say_that_it_does_not_apply(scenario: str) -> None:
    small = SMALL if scenario == "low" else SMALL.replace(LOW, "")
    text = rules(small, scenario=scenario)
    assert not re.search(OF_THE_DIRECTIVE, text), re.search(OF_THE_DIRECTIVE, text)
    assert text.count("Directive") == 1
    assert len(text) < 0.75 * len(rules(small.partition("below_threshold")[0], scenario=scenario))


def test_selection_criteria_of_a_small_purchase_are_declared_in_the_tender() -> None:
    small = SMALL.replace(LOW, "")
    assert "declares in its Tender that it does" in rules(small, scenario="high")
    assert "selection criteri" not in rules(SMALL)


def test_it_has_no_reply_forms_and_says_how_to_answer_instead() -> None:
    assert not section(SMALL, "reply_forms") and "Answers" in titles(SMALL) and "Reply forms" not in titles(SMALL)
    (table,) = section(SMALL, "evidence")
    assert isinstance(table, Table)
    assert {words_of(row[2][0]) for row in table.rows} == {"Document of the Tenderer"}
    kept = f"{SMALL}  reply_forms: keep\n"
    assert section(kept, "reply_forms") and "Reply forms" in titles(kept) and "Answers" not in titles(kept)


def test_every_way_of_saying_something_is_printed_once() -> None:
    """No passage is lost because its short form is missing, and none stands twice."""
    for scenario in ("low", "medium", "high"):
        small = titles(SMALL.replace(LOW, ""), scenario=scenario)
        assert len(small) == len(set(small))
        assert {"How points are given", "Confidential information", "Decision", "The draft Contract"} <= set(small)


def test_an_authority_can_give_a_standstill_all_the_same() -> None:
    text = rules(f"{SMALL}standstill: {{days: 7}}\n")
    assert "This period has 7 days" in text and "before it concludes the Contract" not in text


def test_without_an_estimate_the_value_is_a_blank_that_stops_a_final_document() -> None:
    bare = resolved(SMALL.replace("  estimated_value: EUR 28 000\n", ""))
    assert "below_threshold.estimated_value" in {blank.key for blank in bare.blanks if blank.text is None}
    _, findings = read_procedure(SourceText("p.yaml", "below_threshold: {estimated_value: EUR 28 000}\n"))
    assert [finding.code.name for finding in findings] == ["missing-key"]


def test_its_documents_are_proved_and_the_list_of_provisions_says_that_the_directive_does_not_apply() -> None:
    made = built(SMALL)
    assert "Reply form" not in flat(Word(made["tender.docx"]).text).partition("Contract will ask")[2]
    listed = Word(made["provisions.docx"])
    assert "is estimated below the threshold of Directive 2014/24/EU" in flat(listed.text)
    assert any("frame.below-threshold" in cell for row in rows_of(listed.body) for cell in row)


def test_the_margin_says_that_a_legal_basis_does_not_apply_here() -> None:
    below = "Legal basis above the threshold; the Directive does not apply here"
    labels, others = (
        {line.label for note in notes_of(procedure) for line in note.lines} for procedure in (SMALL, FACTS + LOW)
    )
    assert {below, "Legal basis"} <= labels and below not in others
