"""Every requirement of the manual (section 3.3) stands in the documents of its scenario, and only there.

The tables of this file are the manual's, in the order of its sections; the words are those of our documents.
"""

import re
from itertools import product

import pytest

from tests.documents import DOCUMENTS, SCENARIOS, W, Word, build, rows_of, word

#: id, scenario, document, what the provision must say. A provision stands in these scenarios and in no other.
_ASSESSMENT = (
    "a Human Rights Risk Assessment of at most 2 pages",
    "at least one key component of the Goods and at least two raw materials",
    "the countries or regions from which it is sourced or is likely to be sourced",
    "at least three Human Rights Risks that are tied to these components, raw materials or sourcing destinations",
    "may ask the Tenderer to explain the Human Rights Risk Assessment orally",
)
_PLAN = ("clear timelines and deliverables", "the key challenges", "the steps that it will take to engage with Sub-")
#: Not in the manual in so many words: proof that fails was first asked for again (Article 56(3) of the Directive).
_COMPLETED = "still missing after the time set for completing it, the Tenderer does not meet this criterion"
#: Nor this: the proof is an indication of a tracking system (Annex XII, Part II(d)), which has to be in the test.
_INDICATION = ("The proof is an indication of the system by which", "meets this criterion if the description says")
#: Nor these: what two careful readers would have read in two ways.
_DOUBT = ("unless a source that is open to everybody contradicts it", "does not uphold it with reasons within 14 days")
_LISTS = (
    "Every year the Contractor shall submit",
    "an updated list of the names and addresses of the Key Production Sites",
    "the first list no later than 12 months after the Contract Start Date",
    "If a list is incomplete, the Contractor shall explain",
    "the efforts that it has made so far to engage with Sub-suppliers",
    "the steps that it will take next",
    "may request further information about a list",
)
_REPORTS = (
    "Every year the Contractor shall report",
    "the first report no later than 12 months after the Contract Start Date",
    "may request further information about a report",
)
_LABELS = (
    "TCO Certified, generation 9",
    "generation 9: [requirements of TCO Certified]",
    "of EPEAT: [requirements of the second label]",
    "No other requirement of these labels is asked for",
    "a later generation",
    "or an equivalent label",
    "A label is equivalent if",
    "accepts every equivalent label",
    "may prove by other appropriate means",
    "a technical dossier of the manufacturer",
    "A requirement that it does not contain is proved by other appropriate means, whichever label it is",
    "in writing no later than 14 days before the last day for submitting Tenders",
)
#: Not in the manual in so many words: what it scores and asks for at the beginning is kept until the end.
_COMMITMENTS = (
    "shall carry out each Tender Commitment",
    "the first statement no later than 12 months after the Contract Start Date",
    "request in writing that this be put right",
    "may withhold payment as the general provisions of this annex say",
)
_AT_DELIVERY = (
    "shall meet technical specification T1 (Certified products) of the tender document on the day on which it is",
    "before it first delivers a product",
    "may refuse to take delivery",
    "shall replace it at its own cost within 30 days of the request",
)
REQUIREMENTS = {
    ("contract.tender-commitments", "contract"): dict.fromkeys(SCENARIOS, _COMMITMENTS),
    ("contract.certified-products", "contract"): dict.fromkeys(SCENARIOS, _AT_DELIVERY),
    ("specification.certified-products", "tender"): dict.fromkeys(SCENARIOS, _LABELS),
    ("award.human-rights-risk-assessment", "tender"): {"low": _ASSESSMENT},
    ("award.policy-commitment", "tender"): {
        "low": (
            "a written commitment to respect human rights",
            "communicated this commitment to its Sub-suppliers",
            "may stand alone, for instance on the Tenderer's website, or be part of a policy or report",
            "a code of conduct for Sub-suppliers, a human rights policy or a sustainability report",
            "guide to human rights policies of the Office of the United Nations High Commissioner for Human Rights",
            "on pages 18 to 20",
            "also those who have not confirmed it, whether it has reached them",
        )
    },
    ("contract.risk-assessment", "contract"): {
        "low": (
            "applies unless the Tender of the Contractor earned the points of award criterion A1 (Human rights risk",
            "no later than [number of months] months after the Contract Start Date",
            "in any case before the first delivery of Goods and before the Contract ends",
            "shall have all the contents that the criterion lists and keep to the length stated there",
            "shall submit it within 30 days of the request",
            "may refuse to take delivery of Goods",
        )
    },
    ("selection.human-rights-risk-assessment", "tender"): dict.fromkeys(
        ("medium", "high"), (*_ASSESSMENT, "by which steps, contacts and records", *_INDICATION, _COMPLETED)
    ),
    ("award.product-transparency", "tender"): {
        "medium": (
            "a list of the names and addresses of the Key Production Sites of the Goods",
            "during the first year of the Contract",
            *_DOUBT,
            *_PLAN,
        )
    },
    ("award.action-plan", "tender"): {
        "medium": (
            "Each Mitigating Action is accompanied by a short justification",
            "The following Mitigating Actions are examples:",
            "training on human rights for employees or for Sub-suppliers",
            "independent auditors or with other stakeholders",
            "if it ends before the Contract Start Date or after the Contract",
        )
    },
    ("contract.transparency-reporting", "contract"): {"medium": _LISTS},
    ("contract.mitigation-reporting", "contract"): dict.fromkeys(("medium", "high"), _REPORTS),
    ("selection.product-transparency", "tender"): {
        "high": (
            "a list of the names and addresses of the Production Sites of the Goods",
            "during the first year of the Contract",
            "by which steps, contacts and records",
            *_INDICATION,
            _COMPLETED,
            *_PLAN,
        )
    },
    ("award.component-transparency", "tender"): {
        "high": (
            "names and addresses of the Key Production Sites of the Strategic Components",
            "every maker and part number of these components is on the list",
            *_DOUBT,
            "during the first year of the Contract",
            *_PLAN,
        )
    },
    ("award.due-diligence-processes", "tender"): {
        "high": (
            "policies on human rights",
            "systems to identify and prioritise Human Rights Risks",
            "systems to monitor prioritised Human Rights Risks at high-risk Sub-suppliers",
            "the actions that it takes to mitigate Human Rights Risks",
            "references to its policies on human rights: which of their rules it applies to the Goods",
            "references to its reporting on Human Rights Due Diligence",
            "depend on how complete the description is",
            "what a Sub-supplier does without such a statement is treated as not described",
            "in any case what is done, by whom, and how often or when",
            "what is done, but lacks one or more of the other particulars",
        )
    },
    ("contract.transparency-reporting-per-site", "contract"): {
        "high": (
            *_LISTS,
            "the key Human Rights Risks that could occur there",
            "connect the site with the Human Rights Risk Assessment that it submitted under selection criterion S1 (",
        )
    },
    ("contract.due-diligence-reporting", "contract"): {
        "high": (
            "Every year the Contractor shall report",
            "to identify Human Rights Risks",
            "to mitigate Human Rights Risks",
            "to monitor the outcomes of Mitigating Actions",
            "evidence of the efforts that the Contractor has made to engage with Affected Stakeholders",
            "that description under award criterion A2 (Due diligence processes)",
            "A difference that is reported takes nothing away from a Tender Commitment",
            "the first report no later than 12 months after the Contract Start Date",
            "may request further information about a report",
        )
    },
}

#: What each award criterion pays, row by row, as its scoring table says ("Otherwise" is printed below).
PERCENTAGES = {
    ("low", "award.human-rights-risk-assessment"): ["100 %", "0 %"],
    ("low", "award.policy-commitment"): ["50 %", "50 %", "0 %"],
    ("medium", "award.product-transparency"): ["100 %", "70 %", "0 %"],
    ("medium", "award.action-plan"): ["100 %", "50 %", "30 %", "0 %"],
    ("high", "award.component-transparency"): ["100 %", "70 %", "0 %"],
    ("high", "award.due-diligence-processes"): ["20 %"] * 5,
}
_AND = "The percentages of all rows that apply are added up."
_OR = "The row with the highest percentage that applies counts."
COMBINED = {
    ("low", "award.policy-commitment"): _AND,
    ("medium", "award.product-transparency"): _OR,
    ("medium", "award.action-plan"): _OR,
    ("high", "award.component-transparency"): _OR,
    ("high", "award.due-diligence-processes"): "the results are added up.",
}

#: Section and item of the manual, and the article of the Directive, that the table of provisions must name.
SOURCES = {
    "contract.tender-commitments": ("section 3.3 and 3.4", ["Article 70", "Article 67(4)"]),
    "contract.certified-products": ("section 3.3.1, Baseline", ["Article 70", "Article 42(1)"]),
    "specification.certified-products": ("section 3.3.1", ["Article 42", "Article 43"]),
    "award.human-rights-risk-assessment": ("section 3.3.2, Award criterion 1", ["Article 67"]),
    "award.policy-commitment": ("section 3.3.2, Award criterion 2", ["Article 67"]),
    "contract.risk-assessment": ("section 3.3.2, Contract clause 1", ["Article 70", "Article 18(2)"]),
    "selection.human-rights-risk-assessment": ("Selection criterion 1", ["Article 58", "Annex XII"]),
    "award.product-transparency": ("section 3.3.3, Award criterion 3", ["Article 67"]),
    "award.action-plan": ("section 3.3.3, Award criterion 4", ["Article 67"]),
    "contract.transparency-reporting": ("section 3.3.3, Contract clause 2", ["Article 70", "Article 18(2)"]),
    "contract.mitigation-reporting": ("3.3.4, Contract clause 3", ["Article 70", "Article 18(2)"]),
    "selection.product-transparency": ("section 3.3.4, Selection criterion 2", ["Article 58", "Annex XII"]),
    "award.component-transparency": ("section 3.3.4, Award criterion 6", ["Article 67"]),
    "award.due-diligence-processes": ("section 3.3.4, Award criterion 7", ["Article 67"]),
    "contract.transparency-reporting-per-site": ("section 3.3.4, Contract clause 2", ["Article 70", "Article 18(2)"]),
    "contract.due-diligence-reporting": ("section 3.3.4, Contract clause 4", ["Article 70", "Article 18(2)"]),
}
CASES = [(*key, scenario) for key, scenario in product(REQUIREMENTS, SCENARIOS)]


@pytest.mark.parametrize(("id_", "document", "scenario"), CASES)
def test_a_provision_says_what_the_manual_asks_and_stands_nowhere_else(id_: str, document: str, scenario: str) -> None:
    found = word(scenario, document).provision(id_)
    wanted = REQUIREMENTS[id_, document].get(scenario)
    if wanted is None:
        assert not found
    else:
        assert [piece for piece in wanted if piece not in found] == []
    other = DOCUMENTS[1 - DOCUMENTS.index(document)]
    assert not word(scenario, other).provision(id_)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_documents_hold_no_other_provision(scenario: str) -> None:
    kinds = ("specification.", "selection.", "award.", "contract.")
    tags = [tag for document in DOCUMENTS for tag in word(scenario, document).controls if tag.startswith(kinds)]
    wanted = {id_ for (id_, _), scenarios in REQUIREMENTS.items() if scenario in scenarios}
    assert {tag.partition("@")[0] for tag in tags} == wanted


@pytest.mark.parametrize(("scenario", "id_"), PERCENTAGES)
def test_points_are_given_in_the_manuals_percentages(scenario: str, id_: str) -> None:
    control = word(scenario, "tender").control_of(id_)
    rows = rows_of(next(control.iter(W + "tbl")))
    assert rows[0] == ["What earns points", "Percentage"]
    assert [percent for _, percent in rows[1:]] == PERCENTAGES[scenario, id_]


@pytest.mark.parametrize(("scenario", "id_"), COMBINED)
def test_a_scoring_table_says_how_its_rows_combine(scenario: str, id_: str) -> None:
    assert COMBINED[scenario, id_] in word(scenario, "tender").provision(id_)


def test_the_two_halves_of_a_policy_commitment_have_evidence_each() -> None:
    rows = [row[1] for row in word("low", "tender").rows_below("Evidence to submit") if row[0] == "Award criterion A2"]
    assert "a reference to the place where that can be read" in rows[0]
    assert "has received the commitment" in rows[1]
    assert len(rows) == 2


def test_a_plan_earns_70_percent_and_the_list_100() -> None:
    for scenario, id_ in (("medium", "award.product-transparency"), ("high", "award.component-transparency")):
        rows = rows_of(next(word(scenario, "tender").control_of(id_).iter(W + "tbl")))
        assert rows[1][0].startswith("The Tenderer submits the complete list") and rows[1][1] == "100 %"
        assert rows[2][0].startswith("The Tenderer submits a plan") and rows[2][1] == "70 %"


def test_an_action_plan_earns_by_the_number_of_actions() -> None:
    rows = rows_of(next(word("medium", "tender").control_of("award.action-plan").iter(W + "tbl")))
    wanted = [("three or more", "100 %"), ("two", "50 %"), ("one", "30 %")]
    for (said, percent), (number, earns) in zip(rows[1:4], wanted, strict=True):
        assert re.search(rf"contains {number} (different )?Mitigating Actions?,? (each )?with its justification", said)
        assert percent == earns


def test_the_five_elements_of_due_diligence_add_up_to_100_percent_and_are_graded_from_0_to_100() -> None:
    control = word("high", "tender").control_of("award.due-diligence-processes")
    elements, degrees = (rows_of(table)[1:] for table in control.iter(W + "tbl"))
    assert sum(int(percent.removesuffix(" %")) for _, percent in elements) == 100
    assert [percent for _, percent in degrees] == ["100 %", "50 %", "0 %"]


def test_selection_criteria_give_no_points_and_low_maturity_has_none() -> None:
    assert "Selection criteria" not in [p.text for p in word("low", "tender").paragraphs]
    for scenario in ("medium", "high"):
        tender = word(scenario, "tender")
        assert "The outcome is pass or fail, and no points are given." in tender.text
        selection = [row for row in tender.rows_below("At a glance") if "Selection" in row[0]]
        assert selection and all(row[2] == "Pass or fail, no points" for row in selection)
        for table in (t for element in tender.section("Selection criteria") for t in element.iter(W + "tbl")):
            pytest.fail(f"a selection criterion has a scoring table: {rows_of(table)}")


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_provision_names_its_source_and_legal_basis(scenario: str, document: str) -> None:
    read = word(scenario, document)
    heading = {"tender": "Tender document", "contract": "Annex to the Contract"}[document]
    rows = Word(build(scenario).documents["provisions.docx"]).rows_below(heading)
    assert rows[0][2].startswith("Source")
    listed = {row[1].partition("\n")[0]: row for row in rows if "\nversion " in row[1]}
    for (id_, where), scenarios in REQUIREMENTS.items():
        if where == document and scenario in scenarios:
            source, basis = SOURCES[id_]
            assert source in listed[id_][2]
            assert [article for article in basis if article not in listed[id_][3]] == []
    definitions = [row for row in rows if row[1].startswith("definition.")]
    assert {row[1].partition(",")[0] for row in definitions} == {
        tag.partition("@")[0] for tag in read.controls if tag.startswith("definition.")
    }
    assert all("section " in row[2] and "Article " in row[3] for row in definitions)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_tenderer_becomes_a_contractor_on_award(scenario: str) -> None:
    """The manual mixes tenderer, supplier and contractor; our provisions do not."""
    for id_, document in REQUIREMENTS:
        text = word(scenario, document).provision(id_)
        assert not (document == "contract" and "Tenderer" in text)
        assert " supplier" not in text and "Supplier " not in text


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_deadlines_run_from_defined_dates(scenario: str) -> None:
    """The manual's "award start date" is neither award nor start of the contract."""
    contract = word(scenario, "contract")
    terms = [p.text for p in contract.paragraphs if p.style == "Definition Term"]
    assert "Contract Start Date" in terms
    assert "award start date" not in contract.text.casefold()
