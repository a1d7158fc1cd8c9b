"""Clauses beyond the manual: any procurement can add each, which says whose practice it follows and when to use it."""

import pytest

from ddtender.desk.pipeline import check
from ddtender.library.loader import load
from ddtender.model import Provision
from tests.documents import SCENARIOS, built_of, sources
from tests.packages import parts_of


def library():
    return load(dict(sources().files))[0]


def beyond() -> list[Provision]:
    return [p for p in library().provisions if p.source and p.source.practice]


def test_no_scenario_of_the_manual_has_one() -> None:
    ours = {p.id for p in beyond()}
    assert len(ours) >= 12
    for scenario in library().scenarios:
        assert (scenario.name == "high-plus") == bool(ours & {id_ for id_, _ in scenario.provisions})


@pytest.mark.parametrize("provision", beyond(), ids=lambda p: p.id)
def test_it_is_measured_explained_and_can_be_added_to_any_procurement(provision: Provision) -> None:
    assert (provision.kpis or provision.kind.is_frame) and any(
        "Use " in note.text for note in provision.notes if note.kind == "remark"
    )
    points = {
        "low": "award.human-rights-risk-assessment: 7, award.policy-commitment: 8",
        "medium": "award.product-transparency: 7, award.action-plan: 8",
        "high": "award.component-transparency: 7, award.due-diligence-processes: 8",
    }
    for name in SCENARIOS:
        procedure = (
            "title: Laptops\ndates: {award: 2027-03-01, contract_start: 2027-04-01, contract_end: 2031-03-31}\n"
            f"award: {{price: 60, other_quality: 25, points: {{{points[name]}}}}}\n"
            f"provisions: {{add: [{provision.id}]}}\n"
        )
        assert not check(dict(sources().files) | {"scenarios/procedures/more.yaml": procedure.encode()})


def test_a_general_provision_beyond_the_manual_is_printed_only_where_it_is_added() -> None:
    printed = []
    for scenario in ("high", "high-plus"):
        built = built_of(dict(sources().files), scenario)
        printed.append(b"Abnormally low Tenders" in parts_of(built.documents["tender.docx"])["word/document.xml"])
    assert printed == [False, True]


def test_a_document_says_that_it_is_not_from_the_manual() -> None:
    built = built_of(dict(sources().files), "high-plus")
    said = parts_of(built.documents["contract.docx"])["word/comments.xml"].decode()
    assert "Not from the manual. Practice: Electronics Watch Contract Conditions" in said
