"""What a document says around its provisions comes from the library, and speaks of nothing that it does not contain."""

import re
from pathlib import Path

import docx
import pytest

from ddtender.desk.pipeline import Request, make, prepare
from ddtender.library.fixed_text import fixed_text
from ddtender.model import Kind
from ddtender.stamp import Stamp
from tests.documents import ALL, MOMENT, Word, composed, flat, sources, word
from tests.tools import ROOT

FACTS = """\
title: Laptops
reference: 2027-ICT-014
authority: {name: City of Example, contact: procurement@city.example}
subject: laptops
dates: {award: 2027-03-01, contract_start: 2027-04-01, contract_end: 2031-03-31}
"""
POINTS = "points: {award.human-rights-risk-assessment: 7, award.policy-commitment: 8}"
LOW = f"award: {{price: 60, other_quality: 25, {POINTS}}}\n"
OTHERS = "contract.tender-commitments, contract.certified-products"
PATH = "scenarios/procedures/p.yaml"


def built(procedure: str, scenario: str = "low", **changes: bytes) -> dict[str, bytes]:
    """The files of a build with a procedure."""
    files = {**sources().files, PATH: procedure.encode(), **changes}
    prepared = prepare(files, Request(scenario, PATH))
    assert prepared.resolved, prepared.diagnostics
    made = make(prepared, Stamp(False, MOMENT, notes=False), (PATH, files[PATH]))
    assert made.documents, made.diagnostics
    return made.documents


def said(procedure: str, document: str = "tender", scenario: str = "low") -> str:
    return flat(Word(built(procedure, scenario)[f"{document}.docx"]).text)


def rules(procedure: str, scenario: str = "low") -> str:
    """The words of a tender before its definitions: what it says of itself."""
    return said(procedure, scenario=scenario).partition(" Definitions ")[0]


@pytest.mark.parametrize("name", ["tender", "contract"])
def test_our_templates_have_no_words_of_their_own(name: str) -> None:
    (template,) = [t for t in composed_library().templates if t.name == name]
    assert fixed_text(template) == ()


def composed_library():
    return prepare(sources().files, Request("low")).library


@pytest.mark.parametrize(
    "dropped, silent, kept",
    [
        ("specification.certified-products, contract.certified-products", "technical specification", "award criteri"),
        (
            "award.human-rights-risk-assessment, award.policy-commitment, contract.risk-assessment, "
            "contract.tender-commitments",
            r"award criteri|ranked first|equal rank",
            "technical spec",
        ),
    ],
    ids=["no specification", "no criterion"],
)
def test_no_sentence_is_about_a_kind_that_the_tender_does_not_contain(dropped: str, silent: str, kept: str) -> None:
    award = "" if "award" in dropped else LOW
    text = rules(f"{FACTS}{award}provisions: {{drop: [{dropped}]}}\n")
    assert not re.search(silent, text, re.IGNORECASE)
    assert kept in text


def test_the_low_scenario_says_nothing_of_selection_criteria() -> None:
    assert not re.search("selection criteri|Single Procurement", rules(FACTS + LOW), re.IGNORECASE)
    assert "selection criteri" in said(FACTS, scenario="high")


def test_a_contract_without_clauses_speaks_of_none() -> None:
    promised = "specification.certified-products, award.product-transparency, award.action-plan"
    promised += ", selection.human-rights-risk-assessment"
    dropped = f"{promised}, contract.transparency-reporting, contract.mitigation-reporting, {OTHERS}"
    text = said(f"{FACTS}provisions: {{drop: [{dropped}]}}\n", "contract", "medium")
    assert not re.search("indicator|annex on|at the end of this annex", text, re.IGNORECASE)
    assert "indicator" in said(FACTS + LOW, "contract")


def test_a_contract_names_technical_specifications_only_where_there_are_some() -> None:
    without = said(
        f"{FACTS}{LOW}provisions: {{drop: [specification.certified-products, contract.certified-products]}}\n",
        "contract",
    )
    assert "technical specification" not in without
    assert "the technical specifications of the tender document;" in said(FACTS + LOW, "contract")


@pytest.mark.parametrize(
    "price, words, worth",
    [
        ("{rule: lowest-ratio}", "multiplied by the lowest price and divided by its own price", "Up to 60 points"),
        (
            "{rule: linear, ceiling: 900 euro}",
            "the difference between 900 euro and its price and divided by 900 euro",
            "Up to 60 points",
        ),
        (
            "{rule: quality-discount, value_of_a_point: 50 euro}",
            "is worth 50 euro",
            "Lowered for the ranking; no points",
        ),
        ("{rule: fixed, amount: 100 euro}", "The price is fixed at 100 euro", "Fixed; no points"),
        ("", "[rule by which points are given for the price]", "Up to 60 points"),
    ],
)
def test_the_rule_for_the_price_is_printed_in_words_or_is_a_blank(price: str, words: str, worth: str) -> None:
    low = LOW.replace("price: 60, other_quality: 25", "price: 0, other_quality: 85") if "no points" in worth else LOW
    documents = built(f"{FACTS}{low}{'price: ' + price if price else ''}\n")
    (row,) = [row for row in Word(documents["tender.docx"]).rows_below("At a glance") if row[0] == "Price"]
    assert worth in row[2]
    assert words in flat(Word(documents["tender.docx"]).text)
    assert "evaluation.xlsx" in documents


@pytest.mark.parametrize(
    "ties, words",
    [
        (
            "[price, lots-drawn]",
            "the one with the lowest price comes first. If their prices are equal too, lots are drawn",
        ),
        ("[quality, lots-drawn]", "the one with the most points for the award criteria of this document comes first"),
        ("[lots-drawn]", "would be ranked first together, lots are drawn among them"),
    ],
)
def test_the_rule_for_an_equal_rank(ties: str, words: str) -> None:
    assert words in said(FACTS + LOW.replace("price: 60", f"ties: {ties}, price: 60"))


def test_selection_documents_come_from_the_intended_winner_unless_a_reason_is_recorded() -> None:
    usual = said(FACTS, scenario="high")
    assert "asks the Tenderer to which it intends to award the Contract for the evidence" in usual
    early = said(
        FACTS + "selection_documents: {because: few Tenderers are expected and delivery is urgent}\n", scenario="high"
    )
    assert "for this reason: few Tenderers are expected and delivery is urgent." in early
    assert "No other document on the selection criteria" not in early


@pytest.mark.parametrize("variant, document", ALL)
def test_a_document_speaks_to_its_readers(variant: str, document: str) -> None:
    """And not to the officer, or to whoever maintains the library."""
    read = word(variant, document)
    for p in composed(variant).provisions:
        assert p.id not in read.text
    assert not re.search("yellow|scenario|maturity|clause library|version 1", read.text, re.IGNORECASE)


def test_a_planned_day_is_printed_as_one_until_there_is_a_contractor() -> None:
    assert "Day of the award (planned)" in said(FACTS + LOW, "contract")
    signed = said(f"{FACTS}{LOW}contractor: {{name: Example BV, address: Utrecht}}\n", "contract")
    assert "Day of the award" in signed and "(planned)" not in signed


def test_the_authority_has_its_list_of_provisions_in_a_file_of_its_own() -> None:
    text = flat(Word(built(FACTS + LOW)["provisions.docx"]).text)
    for id_ in ("frame.confidentiality", "award.policy-commitment", "contract.risk-assessment", "definition.goods"):
        assert id_ in text
    assert "Scenario:" in text


def test_a_procedure_may_replace_a_passage_and_may_not_add_one() -> None:
    files = dict(sources().files)
    files[PATH] = f"{FACTS}{LOW}provisions: {{add: [frame.ties-lots]}}\n".encode()
    prepared = prepare(files, Request("low", PATH))
    (found,) = [d for d in prepared.diagnostics if d.location.path == PATH]
    assert found.code.name == "replaced-kind" and "come by the tags of the template" in found.hint


def test_a_house_may_name_the_passages_that_it_wants(tmp_path: Path) -> None:
    """The others are not composed; one whose conditions do not hold leaves nothing behind."""
    document = docx.Document(ROOT / "templates/tender.docx")
    (tag,) = [p for p in document.paragraphs if p.text == "{{p general_provisions }}"]
    for id_ in ("frame.selection", "frame.clarification", "frame.confidentiality"):
        tag.insert_paragraph_before(f'{{{{p provision["{id_}"] }}}}')
    tag._p.getparent().remove(tag._p)
    document.save(tmp_path / "tender.docx")
    files = built(FACTS + LOW, **{"templates/tender.docx": (tmp_path / "tender.docx").read_bytes()})
    read = Word(files["tender.docx"])
    general = [(p.number, p.text) for p in read.paragraphs if p.style == "Provision General"]
    assert general == [("G1", "Clarifying a Tender"), ("G2", "Confidential information")]


def test_passages_are_numbered_before_all_others() -> None:
    numbers = [p.number for p in word("high", "tender").paragraphs if p.style.startswith("Provision ") and p.number]
    first = [number[0] for number in numbers if number[0] in "GTSA"]
    assert first == sorted(first, key="GTSA".index)
    kinds = {p.kind for p in composed("high").provisions if p.kind.is_frame}
    assert kinds == {Kind.FRAME_TENDER, Kind.FRAME_CONTRACT}
