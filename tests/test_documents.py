"""What a lawyer finds in every document: named controls, Word's own numbers, references that follow them."""

import re
import textwrap
from itertools import pairwise

import pytest

from ddtender.model import Kind
from tests.documents import ALL, DOCUMENTS, VARIANTS, W, Word, build, composed, flat, rows_of, text_of, word

TITLES = {
    "Provision General",
    "Provision Specification",
    "Provision Selection",
    "Provision Award",
    "Provision Contract",
}
DRAFTS = [name for name, (_, _, final) in VARIANTS.items() if not final]
FINALS = [name for name in VARIANTS if name not in DRAFTS]
everywhere = pytest.mark.parametrize(("variant", "document"), ALL)
PROVISION = re.compile(r"[a-z]+\.[a-z-]+@\d+\.\d+\.\d+")


@everywhere
def test_every_provision_stands_once_in_a_control_with_its_id_and_version(variant: str, document: str) -> None:
    read, resolved = word(variant, document), composed(variant)
    found = {tag: len(controls) for tag, controls in read.controls.items() if PROVISION.fullmatch(tag)}
    assert found == {f"{p.id}@{p.provision.version}": 1 for p in resolved.printed_in(document)}
    for p in resolved.printed_in(document):
        properties = read.controls[p.tag][0].find(W + "sdtPr")
        assert properties.find(W + "alias").get(W + "val") == p.provision.title
        assert properties.find(W + "lock") is None


@everywhere
def test_a_numbered_title_gets_its_number_from_its_style_and_has_none_typed(variant: str, document: str) -> None:
    read = word(variant, document)
    titles = [p for p in read.paragraphs if p.style in TITLES]
    resolved = [p for p in composed(variant).provisions if p.kind.document == document]
    assert [(p.text, p.number) for p in titles] == [(p.provision.title, p.cited) for p in resolved]
    assert all(p.element.find(f"{W}pPr/{W}numPr") is None for p in titles)
    for p in read.paragraphs:
        if p.number:
            assert not re.match(r"\(?(\d+|[a-z])[.)]", p.text), p.text


@everywhere
def test_numbers_are_continuous_in_each_kind(variant: str, document: str) -> None:
    for style in TITLES:
        numbers = [p.number for p in word(variant, document).paragraphs if p.style == style]
        assert [number[1:] for number in numbers] == [str(n) for n in range(1, len(numbers) + 1)]


@everywhere
def test_no_two_paragraphs_of_a_document_have_one_number(variant: str, document: str) -> None:
    """Questions, scores and pleadings cite them: "A1.2" is one paragraph."""
    read = word(variant, document)
    cited = [p.number for p in read.paragraphs if p.style in TITLES or p.style == "Provision Paragraph"]
    assert len(cited) == len(set(cited)) > 0
    assert {number[0] for number in cited} <= {kind.letter for kind in Kind if kind.document == document}


@everywhere
def test_paragraphs_of_a_provision_are_numbered_below_its_own_number(variant: str, document: str) -> None:
    title, paragraphs, items = "", 0, 0
    for p in word(variant, document).paragraphs:
        if p.style in TITLES:
            title, paragraphs = p.number, 0
        elif p.style == "Provision Paragraph":
            paragraphs, items = paragraphs + 1, 0
            assert p.number == f"{title}.{paragraphs}"
        elif p.style == "Provision Item":
            assert p.number == f"({'abcdefgh'[items]})"
            items += 1


@everywhere
def test_every_reference_is_a_field_that_shows_what_word_will_compute(variant: str, document: str) -> None:
    read = word(variant, document)
    marks = [mark.get(W + "name") for mark in read.body.iter(W + "bookmarkStart")]
    assert len(set(marks)) == len(marks)
    assert read.fields()
    for field in read.fields():
        kind, bookmark, *switches = field.instruction.split()
        assert kind == "REF" and marks.count(bookmark) == 1
        assert switches in (["\\r", "\\h"], ["\\h"])
        assert field.cached == (read.number_at(bookmark) if "\\r" in switches else read.text_at(bookmark))


@pytest.mark.parametrize(
    ("variant", "references"),
    {
        "low": {("award criterion", "A1", "Human rights risk assessment")},
        "medium": set(),
        "high": {
            ("selection criterion", "S1", "Human rights risk assessment"),
            ("award criterion", "A2", "Due diligence processes"),
        },
        "changed": {("award criterion", "A2", "Due diligence processes")},
    }.items(),
)
def test_a_contract_refers_to_the_tenders_criteria_by_name_and_number(variant: str, references: set) -> None:
    tender = word(variant, "tender")
    kinds = {"selection criterion": "Provision Selection", "award criterion": "Provision Award"}
    there = {(kind, p.number, p.text) for p in tender.paragraphs for kind, style in kinds.items() if p.style == style}
    found = re.findall(r"(selection criterion|award criterion) ([AS]\d+) \(([^)]+)\)", word(variant, "contract").text)
    assert set(found) == references
    assert references <= there


@everywhere
def test_blanks_are_named_controls_that_show_what_is_missing(variant: str, document: str) -> None:
    read = word(variant, document)
    known = {blank.name for blank in composed(variant).blanks}
    for tag, controls in read.controls.items():
        for control in controls:
            assert tag.startswith(("blank:", "value:", "answer:")) or PROVISION.fullmatch(tag), tag
            if tag.startswith("blank:"):
                assert tag.removeprefix("blank:") in known
                assert re.fullmatch(r"\[.+\]", text_of(control))
                assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
                assert next(control.iterancestors(W + "p"), None) is not None  # in line, within a paragraph


def test_without_a_procedure_every_missing_fact_is_a_blank_and_with_one_it_is_text() -> None:
    missing, given = word("high", "tender"), word("laptops", "tender")
    names = ("procedure_title", "procedure_reference", "contracting_authority", "procurement_subject", "award_date")
    assert all(f"blank:{name}" in missing.controls for name in names)
    assert not [tag for tag in given.controls if tag.startswith("blank:")]
    for text in ("Laptops and docking stations", "2027-ICT-014", "City of Example", "1 March 2027"):
        assert text in given.text and text not in missing.text


def test_points_of_a_procedure_are_worked_out_in_the_scoring_table() -> None:
    tables = word("laptops", "tender").control_of("award.component-transparency").iter(W + "tbl")
    assert [row[1:] for row in rows_of(next(tables))] == [
        ["Percentage", "Points"],
        ["100 %", "7"],
        ["70 %", "4.9"],
        ["0 %", "0"],
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_only_a_draft_says_so_on_every_page(document: str) -> None:
    for variants, words in ((DRAFTS, True), (FINALS, False)):
        for variant in variants:
            read = word(variant, document)
            headers = [read.tree(name) for name in read.parts if name.startswith("word/header")]
            assert headers
            assert all(("DRAFT" in text_of(header)) is words for header in headers)


def test_the_footer_names_reference_and_page() -> None:
    for document in DOCUMENTS:
        read = word("laptops", document)
        footer = next(read.tree(name) for name in read.parts if name.startswith("word/footer"))
        assert "2027-ICT-014" in text_of(footer)
        assert [field.instruction for field in read.fields(footer)] == ["PAGE", "NUMPAGES"]


@everywhere
def test_a_screen_reader_finds_title_language_headings_and_header_rows(variant: str, document: str) -> None:
    read = word(variant, document)
    core = read.tree("docProps/core.xml")
    dc = "{http://purl.org/dc/elements/1.1/}"
    facts = composed(variant).draft.values
    assert core.findtext(f"{dc}title") == facts.get("procedure_title", f"{document.capitalize()} document")
    assert core.findtext(f"{dc}language") == "en-GB"
    default = read.tree("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(W + "val") == "en-GB"
    levels = [int(p.style[-1]) for p in read.paragraphs if re.fullmatch(r"heading \d", p.style)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    styles = {id(p.element): p.style for p in read.paragraphs}
    for table in read.body.iter(W + "tbl"):
        first, *rest = table.findall(W + "tr")
        heading = {styles[id(p)] for p in first.iter(W + "p")} == {"Table Heading"}
        marked = first.find(f"{W}trPr/{W}tblHeader") is not None
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert marked == (look is not None and look.get(W + "firstRow") == "1")
        assert not (heading and rest and not marked), rows_of(table)
        assert marked or look.get(W + "firstColumn") == "1", rows_of(table)  # no table without headings
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)


@everywhere
def test_nothing_of_the_machinery_is_left(variant: str, document: str) -> None:
    read = word(variant, document)
    for name, data in read.parts.items():
        assert not re.search(r"\{\{|\{%|%\}|\}\}|[\ue000-\uf8ff]", data.decode()), name
    assert b"updateFields" not in read.parts["word/settings.xml"]
    # The one store of ours: digests of what a draft said, for its review.
    stores = {name for name in read.parts if name.lower().startswith("customxml/item") and "/_" not in name}
    assert len([name for name in stores if "Props" not in name]) == (0 if variant.endswith("-final") else 1)
    assert any("comments" in name for name in read.parts) is not variant.endswith("-final")


@pytest.mark.parametrize(
    ("variant", "forms"),
    {
        "low": ["Certified products", "Human Rights Risk Assessment", "Commitment to human rights for the Goods"],
        "medium": [
            "Certified products",
            "Human Rights Risk Assessment",
            "How the Supply Chain is followed",
            "Production Sites of the Goods",
            "Action plan",
        ],
        "high": [
            "Certified products",
            "Human Rights Risk Assessment",
            "How the Supply Chain is followed",
            "Production Sites of the Goods",
            "Key Production Sites of Strategic Components",
            "Due diligence processes",
        ],
    }.items(),
)
def test_a_tender_brings_the_forms_for_its_answers(variant: str, forms: list[str]) -> None:
    tender = word(variant, "tender")
    headings = [p.text for p in tender.paragraphs if p.style == "heading 2" and p.text.startswith("Reply form ")]
    assert headings == [f"Reply form {letter}: {form}" for letter, form in zip("ABCDEF", forms, strict=False)]
    answers = [tag for tag in tender.controls if tag.startswith("answer:")]
    assert len(answers) > 3 * len(forms)
    assert all(len(tender.controls[tag]) == 1 for tag in answers)
    assert not any(tag.startswith("answer:") for tag in word(variant, "contract").controls)


def test_the_risk_assessment_form_has_room_for_all_that_is_asked() -> None:
    labels = flat(word("high", "tender").text)
    for label in ("Key component 1:", "Raw material 1:", "Raw material 2:", "Risk 1:", "Risk 2:", "Risk 3:"):
        assert label in labels


@everywhere
def test_the_list_for_the_authority_has_a_row_of_each_provision(variant: str, document: str) -> None:
    read = Word(build(variant).documents["provisions.docx"])
    heading = {"tender": "Tender document", "contract": "Annex to the Contract"}[document]
    rows = [row for row in read.rows_below(heading) if len(row) == 4 and "\nversion " in row[1]]
    assert [(row[0].partition("\n")[0], row[1]) for row in rows] == [
        (f"{p.kind.label[0].upper()}{p.kind.label[1:]} {p.cited}", f"{p.id}\nversion {p.provision.version}")
        for p in composed(variant).provisions
        if p.kind.document == document
    ]


@everywhere
def test_a_definition_stands_where_its_term_does_and_nowhere_else(variant: str, document: str) -> None:
    """Read from the finished document: its terms themselves do not count."""
    terms = build(variant).prepared.library.terms
    read, defined = word(variant, document), set()
    for p in read.paragraphs:
        if p.style != "Definition Term":
            defined |= {d.id for d in terms.in_text(p.text)}
    assert defined == {d.id for d in composed(variant).definitions[document]}


def test_a_term_of_the_contract_alone_is_not_defined_in_the_tender() -> None:
    titles = [
        {d.provision.title for d in composed("laptops").definitions[document]} for document in ("tender", "contract")
    ]
    assert "Affected Stakeholder" in titles[1] - titles[0]


def test_the_columns_of_indicators_are_as_wide_as_their_texts_need_in_all_tables_alike() -> None:
    read = word("laptops", "contract")
    tables = [t for t in read.body.iter(W + "tbl") if rows_of(t)[0][:2] == ["Indicator", "Target"]]
    assert len(tables) == 5
    grids = {tuple(int(column.get(W + "w")) for column in table.iter(W + "gridCol")) for table in tables}
    assert len(grids) == 1
    # twips, without the cells' margins; a character of the text is some 90 wide
    widths = [(width - 226) // 90 for width in grids.pop()]
    for row in (row for table in tables for row in rows_of(table)):
        assert max(len(textwrap.wrap(text, width)) for text, width in zip(row, widths, strict=True)) <= 8, row


@everywhere
def test_only_terms_that_are_used_are_defined(variant: str, document: str) -> None:
    read = word(variant, document)
    terms = [p.text for p in read.paragraphs if p.style == "Definition Term"]
    assert terms == sorted(terms, key=str.casefold)
    elsewhere = "\n".join(p.text for p in read.paragraphs if p.style != "Definition Term")
    assert [term for term in terms if not re.search(rf"\b{term}s?\b", elsewhere)] == []


def test_a_procedure_that_changes_the_scenario_is_seen_in_the_numbers() -> None:
    tender, contract = word("changed", "tender"), word("changed", "contract")
    assert not tender.provision("specification.certified-products")
    assert "Technical specifications" not in [p.text for p in tender.paragraphs if p.style == "heading 1"]
    assert [p.text for p in tender.paragraphs if p.style == "Provision Award"] == [
        "Supply chain transparency: components",
        "Due diligence processes",
        "Action plan",
    ]
    assert [p.text for p in contract.paragraphs if p.style == "Provision Contract"] == [
        "Reporting on supply chain transparency",
        "Reporting on due diligence",
        "Carrying out what the Tender promised",
    ]
    assert "key Human Rights Risks that could occur there" not in contract.text


def test_a_procedure_that_changes_the_scenario_is_named_in_the_table_of_provisions() -> None:
    read = Word(build("changed").documents["provisions.docx"])
    titles = [row[0].rpartition("\n")[2] for row in read.rows_below("Tender document")]
    assert "Action plan (added for this procurement)" in titles
    assert "Left out of the scenario for this procurement: Certified products (specification.cert" in read.text
    titles = [row[0].rpartition("\n")[2] for row in read.rows_below("Annex to the Contract")]
    replaced = "contract.transparency-reporting-per-site"
    assert f"Reporting on supply chain transparency (replaces {replaced} for this procurement)" in titles
    assert "; Reporting on mitigating actions (contract.mitigation-reporting, version" in read.text
    assert "this procurement)" not in Word(build("high").documents["provisions.docx"]).text
