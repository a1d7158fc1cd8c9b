"""A document that no longer says what was composed is never passed: each kind of damage is found and named."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ddtender.library.provenance import read_provenance
from ddtender.verify import verify
from tests.documents import ALL, W, Word, build, built_of, composed, notes_of, sources, text_of, word
from tests.packages import zipped

Damage = Callable[[etree._Element], None]


def messages(variant: str, document: str, content: bytes) -> list[str]:
    found = verify(
        content, composed(variant), read_provenance(word(variant, document).parts), notes_of(variant, document)
    )
    assert {d.code.name for d in found} <= {"verification-failed"}
    assert all(d.location.path == f"{document}.docx" and d.hint for d in found)
    return [d.message for d in found]


def damaged(variant: str, document: str, damage: Damage, part: str = "document") -> bytes:
    tree = word(variant, document).tree(f"word/{part}.xml")
    before = etree.tostring(tree)
    damage(tree)
    assert etree.tostring(tree) != before
    return word(variant, document).edited(**{part: etree.tostring(tree)})


def control(tree: etree._Element, tag: str) -> etree._Element:
    return next(s for s in tree.iter(W + "sdt") if s.find(f"{W}sdtPr/{W}tag").get(W + "val").startswith(tag))


def paragraph(tree: etree._Element, text: str) -> etree._Element:
    return next(p for p in tree.iter(W + "p") if text in text_of(p))


def remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def replace_text(tree: etree._Element, within: str, old: str, new: str) -> None:
    t = next(t for t in control(tree, within).iter(W + "t") if old in (t.text or ""))
    t.text = t.text.replace(old, new)


def duplicate(element: etree._Element) -> None:
    element.addnext(etree.fromstring(etree.tostring(element)))


def bookmark(tree: etree._Element, name: str) -> etree._Element:
    return next(m for m in tree.iter(W + "bookmarkStart") if m.get(W + "name") == name)


def cached_number(tree: etree._Element, bookmark: str, number: str) -> None:
    code = next(i for i in tree.iter(W + "instrText") if f"REF {bookmark} " in i.text)
    code.getparent().getnext().getnext().find(W + "t").text = number


def rename(tree: etree._Element, tag: str, new: str) -> None:
    control(tree, tag).find(f"{W}sdtPr/{W}tag").set(W + "val", new)


def empty(element: etree._Element) -> None:
    for t in element.iter(W + "t"):
        t.text = ""


def level_text(tree: etree._Element, style: str, text: str) -> None:
    level = next(lvl for lvl in tree.iter(W + "lvl") if lvl.find(f"{W}pStyle[@{W}val='{style}']") is not None)
    level.find(W + "lvlText").set(W + "val", text)


def swap(tree: etree._Element, first: str, second: str) -> None:
    one, two = control(tree, first), control(tree, second)
    place = one.getprevious()
    two.addnext(one)
    place.addnext(two)


#: What is done, to which document of scenario high (low where "months" is a blank), and what verify must say.
DAMAGES = {
    "a paragraph is removed": (
        "high-tender",
        lambda t: remove(paragraph(t, "The Tenderer chooses the components")),
        "a paragraph of 'selection.human-rights-risk-assessment' is missing or altered: 'The Tenderer chooses the",
    ),
    "a word is altered": (
        "high-contract",
        lambda t: replace_text(t, "contract.mitigation", "shall report", "may report"),
        "a paragraph of 'contract.mitigation-reporting' is missing or altered",
    ),
    "a deadline is altered": (
        "high-contract",
        lambda t: replace_text(t, "contract.due-diligence", "12", "24"),
        "a paragraph of 'contract.due-diligence-reporting' is missing or altered",
    ),
    "a percentage is altered": (
        "high-tender",
        lambda t: replace_text(t, "award.component", "70 %", "60 %"),
        "the scoring row 'plan' of 'award.component-transparency' is missing or altered: 'the Tenderer submits a plan",
    ),
    "an option is altered": (
        "high-tender",
        lambda t: replace_text(t, "award.component", "submits a plan", "has a plan"),
        "the scoring row 'plan' of 'award.component-transparency' is missing or altered",
    ),
    "one of five equal percentages is altered": (
        "high-tender",
        lambda t: replace_text(t, "award.due-diligence", "20 %", "90 %"),
        "the scoring row 'policies' of 'award.due-diligence-processes' is missing or altered",
    ),
    "two percentages change places": (
        "high-tender",
        lambda t: (
            replace_text(t, "award.component", "100 %", "X"),
            replace_text(t, "award.component", "70 %", "100 %"),
            replace_text(t, "award.component", "X", "70 %"),
        ),
        "the scoring row 'list' of 'award.component-transparency' is missing or altered",
    ),
    "points are altered": (
        "laptops-tender",
        lambda t: replace_text(t, "award.component", "4.9", "49"),
        "the scoring row 'plan' of 'award.component-transparency' is missing or altered",
    ),
    "maximum points are altered in the overview": (
        "laptops-tender",
        lambda t: replace_text(t, "value:points.award.component", "7", "70"),
        "the controls 'value:points.award.component-transparency' show different texts",
    ),
    "maximum points are altered": (
        "laptops-tender",
        lambda t: replace_text(control(t, "award.component"), "value:points", "7", "70"),
        "'value:points.award.component-transparency' of 'award.component-transparency' is not in the document as '7'",
    ),
    "a title is altered": (
        "high-tender",
        lambda t: replace_text(t, "award.due-diligence", "Due diligence processes", "Due diligence"),
        "a paragraph of 'award.due-diligence-processes' is missing or altered: 'Due diligence processes'",
    ),
    "a definition is altered": (
        "high-tender",
        lambda t: replace_text(t, "definition.goods", "means the products", "means some products"),
        "a paragraph of 'definition.goods' is missing or altered",
    ),
    "evidence is altered": (
        "high-tender",
        lambda t: empty(paragraph(t, "The list of Production Sites, or the plan for compiling or completing it")),
        "evidence or a KPI of 'selection.product-transparency' is missing or altered",
    ),
    "a KPI is removed": (
        "high-contract",
        lambda t: empty(paragraph(t, "Evidence in every report.")),
        "evidence or a KPI of 'contract.due-diligence-reporting' is missing or altered: 'Evidence in every",
    ),
    "a cached number is altered": (
        "high-tender",
        lambda t: cached_number(t, "dd_award_due_diligence_processes", "A7"),
        "'dd_award_due_diligence_processes' shows 'A7', but Word will compute 'A2'",
    ),
    "the number of a plain reference is altered": (
        "high-contract",
        lambda t: replace_text(t, "contract.due-diligence", "award criterion A2", "award criterion A5"),
        "a paragraph of 'contract.due-diligence-reporting' is missing or altered",
    ),
    "a control is doubled": (
        "high-tender",
        lambda t: duplicate(control(t, "award.component")),
        "'award.component-transparency@1.0.0' stands 2 times in the document instead of once",
    ),
    "a provision is dropped": (
        "high-contract",
        lambda t: remove(control(t, "contract.mitigation")),
        "'contract.mitigation-reporting@1.0.0' stands 0 times in the document instead of once",
    ),
    "a provision is renamed": (
        "high-contract",
        lambda t: rename(t, "contract.mitigation", "contract.other@1.0.0"),
        "'contract.other@1.0.0' stands in the document but was not composed",
    ),
    "two provisions change places": (
        "high-tender",
        lambda t: swap(t, "award.component", "award.due-diligence"),
        "'award.component-transparency' is number A2 in the document, but award criterion A1 in the composition",
    ),
    "a bookmark is deleted": (
        "high-tender",
        lambda t: remove(bookmark(t, "dd_award_due_diligence_processes")),
        "the bookmark 'dd_award_due_diligence_processes', which stands 0 times",
    ),
    "a bookmark is doubled": (
        "high-tender",
        lambda t: duplicate(bookmark(t, "dd_award_due_diligence_processes")),
        "the bookmark 'dd_award_due_diligence_processes', which stands 2 times",
    ),
    "a form's letter is altered": (
        "high-tender",
        lambda t: cached_number(t, "dd_form_production_sites", "Reply form X"),
        "'dd_form_production_sites' shows 'Reply form X', but Word will compute 'Reply form D'",
    ),
    "a tag is left": (
        "high-tender",
        lambda t: setattr(next(t.iter(W + "t")), "text", "{{ x }}"),
        "a template tag is left in word/document.xml: '{{ x }}'",
    ),
    "a blank is renamed": (
        "low-contract",
        lambda t: rename(control(t, "contract.risk"), "blank:risk_assessment_months", "blank:other"),
        "the blank 'blank:risk_assessment_months' of 'contract.risk-assessment' is not in the document",
    ),
    "a blank is empty": (
        "high-tender",
        lambda t: empty(control(t, "blank:procedure_title")),
        "the control 'blank:procedure_title' is empty",
    ),
    "two controls have one id": (
        "high-tender",
        lambda t: (
            control(t, "award.component")
            .find(f"{W}sdtPr/{W}id")
            .set(W + "val", control(t, "award.due").find(f"{W}sdtPr/{W}id").get(W + "val"))
        ),
        "two content controls have the id ",
    ),
}


@pytest.mark.parametrize(("document", "damage", "wanted"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_named(document: str, damage: Damage, wanted: str) -> None:
    variant, _, name = document.partition("-")
    found = messages(variant, name, damaged(variant, name, damage))
    assert any(wanted in message for message in found), found


@pytest.mark.parametrize(("variant", "document"), ALL)
def test_a_good_document_passes(variant: str, document: str) -> None:
    assert messages(variant, document, build(variant).documents[f"{document}.docx"]) == []


@pytest.mark.parametrize("shown", ["Introduction", "Foreword"])
def test_a_reference_to_a_bookmark_between_paragraphs_is_held_against_its_text(shown: str) -> None:
    """Word puts the marks of a bookmark around whole paragraphs, where somebody has selected them whole."""

    def refer(tree: etree._Element) -> None:
        title = next(p for p in tree.iter(W + "p") if text_of(p) and next(p.iterancestors(W + "sdt"), None) is None)
        title[:] = [part for part in title if part.tag == W + "pPr"]
        etree.SubElement(etree.SubElement(title, W + "r"), W + "t").text = "Introduction"
        title.addprevious(etree.Element(W + "bookmarkStart", {W + "id": "99991", W + "name": "part"}))
        title.addnext(etree.Element(W + "bookmarkEnd", {W + "id": "99991"}))
        field = etree.SubElement(etree.SubElement(title.getparent(), W + "p"), W + "r")
        for kind in ("begin", "separate", "end"):
            etree.SubElement(field, W + "fldChar", {W + "fldCharType": kind})
        field[0].addnext(code := etree.Element(W + "instrText"))
        code.text = r" REF part \h "
        field[2].addnext(words := etree.Element(W + "t"))
        words.text = shown

    found = [m for m in messages("high", "tender", damaged("high", "tender", refer)) if "'part'" in m]
    wrong = "a cross-reference to 'part' shows 'Foreword', but Word will compute 'Introduction'"
    assert found == ([] if shown == "Introduction" else [wrong])


def test_a_list_that_prints_more_than_the_number_is_found() -> None:
    """References would read "award criterion Criterion 1."."""
    content = damaged("high", "tender", lambda t: level_text(t, "ProvisionAward", "Criterion %1."), "numbering")
    assert any("is number Criterion 1. in the document" in message for message in messages("high", "tender", content))


def test_a_tag_left_in_a_header_is_found() -> None:
    content = damaged("high", "tender", lambda t: setattr(next(t.iter(W + "t")), "text", "{% if x %}"), "header1")
    assert messages("high", "tender", content) == ["a template tag is left in word/header1.xml: '{% if x %}'"]


def bare_text(tree: etree._Element) -> None:
    next(tree.iter(W + "p")).tail = "award criteria"


def beside_the_body(tree: etree._Element) -> None:
    tree.append(paragraph(tree, "The Tenderer chooses the components"))


def in_a_run(tree: etree._Element) -> None:
    next(tree.iter(W + "r")).append(etree.Element(W + "p"))


def hide(tree: etree._Element) -> None:
    style = next(s for s in tree.iter(W + "style") if s.get(W + "styleId") == "ProvisionAward")
    etree.SubElement(etree.SubElement(style, W + "rPr"), W + "vanish")


def in_a_fallback(tree: etree._Element) -> None:
    criterion = control(tree, "award.component")
    old = etree.Element("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
    criterion.addprevious(old)
    old.append(criterion)


#: What programs drop, or break off at: the part, what is done to it, and what is said.
STRUCTURE = {
    "text outside": ("document", bare_text, "text stands outside of all paragraphs in word/document.xml: 'award crit"),
    "text in a header": ("header1", bare_text, "text stands outside of all paragraphs in word/header1.xml"),
    "beside the body": ("document", beside_the_body, "something stands beside the body in word/document.xml"),
    "in a run": ("document", in_a_run, "'w:p' stands within 'w:r', where Word has none"),
    "an open cell": (
        "document",
        lambda t: [remove(p) for p in next(t.iter(W + "tc")).findall(W + "p")],
        "a table cell does not end with a paragraph",
    ),
    "a mark in an attribute": (
        "footer1",
        lambda t: next(t.iter(W + "p")).set("descr", "\ue000x\ue001"),
        "a template tag is left in word/footer1.xml",
    ),
    "a tag in a setting": ("settings", lambda t: t.set("title", "{{ x }}"), "is left in word/settings.xml: '{{ x }}'"),
    "a hidden style": (
        "styles",
        hide,
        "the document has a style 'Provision Award' whose words are hidden",
    ),
    "an old drawing": ("document", in_a_fallback, "stands where nobody sees it"),
}


@pytest.mark.parametrize("kind", STRUCTURE)
def test_what_programs_do_not_show_is_found_in_every_part(kind: str) -> None:
    part, damage, wanted = STRUCTURE[kind]
    found = messages("high", "tender", damaged("high", "tender", damage, part))
    assert any(wanted in message for message in found), found


def test_a_tag_in_the_target_of_a_link_is_found() -> None:
    read, name = word("high", "tender"), "word/_rels/document.xml.rels"
    changed = read.parts[name].replace(b'Target="', b'Target="%7B%7Bx%7D%7D', 1)
    found = messages("high", "tender", read.with_parts({name: changed}))
    assert any(f"a template tag is left in {name}" in message for message in found), found


def test_an_altered_property_is_found() -> None:
    read = word("laptops", "tender")
    custom = read.parts["docProps/custom.xml"].replace(b"laptops.yaml", b"phones.yaml")
    assert messages("laptops", "tender", read.with_parts({"docProps/custom.xml": custom})) == [
        "the document's property ddtender.procedure is missing or altered"
    ]
    without = messages("laptops", "tender", read.with_parts({"docProps/custom.xml": None}))
    assert "the document's property ddtender is missing or altered" in without


def test_a_document_of_another_scenario_or_kind_does_not_pass() -> None:
    assert messages("high", "tender", build("medium").documents["tender.docx"])
    assert messages("high", "contract", build("high").documents["tender.docx"])
    assert messages("laptops", "tender", build("high").documents["tender.docx"])
    assert messages("high", "tender", build("laptops").documents["tender.docx"])


@given(st.binary(max_size=200))
def test_bytes_that_are_no_document_are_a_finding(content: bytes) -> None:
    assert len(messages("high", "tender", content)) == 1


#: What the tables of a criterion say besides the provision's own text; the golden documents hold it.
AROUND = {
    "Maximum points: ",
    "What earns points",
    "Percentage",
    "Points",
    "Otherwise",
    "0 %",
    "0",
    "Degree",
    "Degree to which an element is met",
    "Part of the element's percentage",
    "The row with the highest percentage that applies counts.",
    "The percentages of all rows that apply are added up.",
    "Each element earns its percentage to the degree to which it is met; the results are added up.",
}


def own_texts(read: Word, tree: etree._Element) -> list[etree._Element]:
    """Every run of text that a provision itself brings into its control."""
    tags = [tag for tag in read.controls if "@" in tag]
    return [t for tag in tags for t in control(tree, tag).iter(W + "t") if t.text not in AROUND]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([("high", "tender"), ("high", "contract"), ("laptops", "tender"), ("low", "tender")]), st.data())
def test_no_text_of_a_provision_can_be_deleted_or_altered_unseen(which: tuple[str, str], data: st.DataObject) -> None:
    read = word(*which)
    tree = read.tree("word/document.xml")
    t = data.draw(st.sampled_from(own_texts(read, tree)), label="which text")
    if data.draw(st.booleans(), label="delete"):
        t.text = ""
    else:
        at = data.draw(st.integers(0, len(t.text) - 1), label="at")
        new = data.draw(st.sampled_from(["§", "8.", " not "]), label="new")
        t.text = t.text[:at] + new + t.text[at + 1 :]
    assert messages(*which, read.edited(document=etree.tostring(tree)))


PRICES = {
    "lowest-ratio": "{rule: lowest-ratio}",
    "linear": "{rule: linear, ceiling: 900000, currency: EUR}",
    "linear, open": "{rule: linear}",
    "odd ceiling": "{rule: linear, ceiling: 1234.57 euro}",
    "quality-discount": "{rule: quality-discount, value_of_a_point: 333.33, currency: EUR}",
    "quality-discount, open": "{rule: quality-discount}",
    "fixed": "{rule: fixed, amount: 1000, currency: EUR}",
}


@pytest.mark.parametrize("award", ["", "award: {price: 37.5, other_quality: 47.5, points: {}}"], ids=["open", "known"])
@pytest.mark.parametrize("price", PRICES)
def test_the_example_of_the_rule_is_counted_again(price: str, award: str) -> None:
    """The proof has its own arithmetic; no rule makes a document that it does not hold for."""
    text = f"title: Laptops\nprice: {PRICES[price]}\n{award}\n"
    files = {**sources().files, "p.yaml": text.encode()}
    found = [d for d in built_of(files, "low", "p.yaml").diagnostics if d.code.name == "verification-failed"]
    assert found == []


@pytest.mark.parametrize(
    "old, new", [(b"<c:v>42.86<", b"<c:v>42.96<"), (b"<c:v>200<", b"<c:v>201<"), (b"<c:v>60.00<", b"<c:v>x<")]
)
def test_a_line_with_another_point_is_found(old: bytes, new: bytes) -> None:
    parts = dict(word("laptops", "tender").parts)
    chart = parts["word/charts/chart1.xml"]
    assert old in chart
    parts["word/charts/chart1.xml"] = chart.replace(old, new, 1)
    assert messages("laptops", "tender", zipped(parts)) == [
        "the line of 'frame.price-lowest-ratio' is not that of its rule"
    ]
