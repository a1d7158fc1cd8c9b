"""What is remembered from one document to the next never becomes a wrong answer: neither in a text, nor in a proof."""

import functools
import gc
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ddtender.desk import pipeline
from ddtender.layout import Part
from ddtender.layout.values import Line, Role
from ddtender.model import Text
from ddtender.office.wml import element
from ddtender.render.blocks import BlockWriter
from ddtender.render.links import LinkTable
from ddtender.render.pieces import Pieces
from ddtender.render.styles import read_styles
from ddtender.resolve.phrases import MADE
from ddtender.stamp import Stamp
from tests.documents import MOMENT, W, Word, build, built_of, sources, word
from tests.examples import sample
from tests.test_verify import control, damaged, messages

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: One character of a part of the tender, and what is then said of the document.
LEVEL = 'ProvisionAward"/><w:suff w:val="tab"/><w:lvlText w:val="A%'
CHARACTERS = {
    "document": ("Production Sites, or the plan", "Production Sites, of the plan", "evidence or a KPI of 'selection"),
    "comments": ("Legal basis: ", "Legal Basis: ", "a drafting note of '"),
    "header1": ("DRAFT", "DRAF\ue000", "a template tag is left in word/header1.xml"),
    "numbering": (f"{LEVEL}1", f"{LEVEL}2", "is number A%2 in the document"),
    "styles": ('<w:numId w:val="3"/>', '<w:numId w:val="0"/>', "is number None in the document"),
}


def with_one_other(part: str, before: str, after: str) -> bytes:
    read = word("high", "tender")
    text = read.parts[f"word/{part}.xml"].decode()
    assert before in text
    return read.edited(**{part: text.replace(before, after, 1).encode()})


@pytest.mark.parametrize("part", CHARACTERS)
def test_a_document_that_differs_by_one_character_from_one_that_passed_does_not_pass(part: str) -> None:
    """Nor does a second one with the same fault; and the good one passes afterwards as before."""
    good = build("high").documents["tender.docx"]
    before, after, wanted = CHARACTERS[part]
    bad = with_one_other(part, before, after)
    for content in (good, bad, good, bad, bad, good):
        found = messages("high", "tender", content)
        assert found == [] if content is good else any(wanted in message for message in found)


@settings(max_examples=sample(20, 200), deadline=None)
@given(st.lists(st.sampled_from(["good", *CHARACTERS]), min_size=2, max_size=6))
def test_in_which_order_documents_are_read_does_not_matter(order: list[str]) -> None:
    for part in order:
        if part == "good":
            assert messages("high", "tender", build("high").documents["tender.docx"]) == []
        else:
            before, after, wanted = CHARACTERS[part]
            found = messages("high", "tender", with_one_other(part, before, after))
            assert any(wanted in message for message in found)


def last_run(tree: etree._Element) -> etree._Element:
    paragraph = next(p for p in control(tree, "contract.mitigation").iter(W + "p") if len(p.findall(W + "r")) > 1)
    return paragraph.findall(W + "r")[-1]


def test_text_behind_a_paragraph_is_not_taken_for_a_part_of_it() -> None:
    def behind(tree: etree._Element) -> None:
        run = last_run(tree)
        run.getparent().addnext(run)

    found = messages("high", "contract", damaged("high", "contract", behind))
    assert any("a paragraph of 'contract.mitigation-reporting' is missing or altered" in text for text in found)


@pytest.mark.parametrize(("words", "altered"), [("", False), ("Not.", True)])
def test_a_text_box_in_a_paragraph_is_read_as_a_part_of_it(words: str, altered: bool) -> None:
    """Its own paragraphs stand within that paragraph (ECMA-376 part 1, 17.3.1.22), here at the end."""

    def boxed(tree: etree._Element) -> None:
        box = element("r", element("pict", element("txbxContent", element("p", element("r", element("t"))))))
        next(box.iter(W + "t")).text = words
        last_run(tree).addnext(box)

    found = messages("high", "contract", damaged("high", "contract", boxed))
    assert (
        any("a paragraph of 'contract.mitigation-reporting' is missing or altered" in text for text in found) is altered
    )
    assert altered or not found


def forget() -> None:
    """What every function of ddtender remembers; the pieces of documents go with their templates."""
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper) and str(found.__module__).startswith("ddtender."):
            found.cache_clear()


@functools.cache
def ground() -> pipeline.Ground:
    return pipeline.ground(sources().files, sources().templates)


def documents(procedure: str, stamp: Stamp) -> dict[str, bytes]:
    content = procedure.encode()
    prepared = pipeline.prepare_on(ground(), pipeline.Request("high", "p.yaml"), content)
    assert prepared.resolved is not None, prepared.diagnostics
    made, findings = pipeline.word_documents(prepared, prepared.resolved, stamp, ("p.yaml", content))
    assert not findings
    return made


PROCEDURES = st.builds(
    lambda title, months, points, drop: "\n".join(
        [
            f"title: {title}",
            *([f"parameters: {{first_report_months: {months}}}"] if months else []),
            *(["provisions: {drop: [contract.mitigation-reporting]}"] if drop else []),
            *([f"award: {{price: {100 - 2 * points}, other_quality: 0, points: {{{POINTS.format(points)}}}}}"]),
        ]
    ),
    st.sampled_from(["Laptops", "Phones & more", "'<9>'"]),
    st.sampled_from([None, 1, 2, 12]),
    st.sampled_from([1, 7, 8]),
    st.booleans(),
)
POINTS = "award.component-transparency: {0}, award.due-diligence-processes: {0}"
STAMPS = (Stamp(False, MOMENT), Stamp(False, datetime(2028, 2, 3, tzinfo=UTC)), Stamp(False, MOMENT, notes=False))


@settings(max_examples=sample(6, 100), deadline=None)
@given(st.lists(st.tuples(PROCEDURES, st.sampled_from(STAMPS)), min_size=2, max_size=5))
def test_a_document_is_the_same_whatever_was_made_before_it(given_: list[tuple[str, Stamp]]) -> None:
    made = [documents(procedure, stamp) for procedure, stamp in given_]
    for (procedure, stamp), before in zip(given_, made, strict=True):
        forget()
        assert documents(procedure, stamp) == before


def test_no_points_are_the_same_however_they_are_written() -> None:
    """Zeros are equal, so what is remembered of one stands for all: they must look alike."""
    bodies = set()
    for zero in ("0", "0.00", "-0.0", "-0"):
        points = POINTS.format(zero)
        procedure = f"title: Laptops\naward: {{price: 100, other_quality: {zero}, points: {{{points}}}}}\n"
        bodies.add(Word(documents(procedure, STAMPS[0])["tender.docx"]).parts["word/document.xml"])
    assert len(bodies) == 1


def test_web_links_are_counted_in_each_document() -> None:
    """A procedure may leave out the first of two clauses with a link."""
    files, clauses = dict(sources().files), {"mitigation-reporting": "one", "due-diligence-reporting": "two"}
    for name, host in clauses.items():
        path = f"clause_library/contract_clauses/{name}.md"
        files[path] += f"\nMore is said [elsewhere](https://{host}.example/).\n".encode()
    for drop, hosts in (("", 2), ("provisions: {drop: [contract.mitigation-reporting]}", 1), ("", 2)):
        files["p.yaml"] = f"title: Laptops\n{drop}\n".encode()
        read = Word(built_of(files, "high", "p.yaml").documents["contract.docx"])
        targets = {r.get("Id"): r.get("Target") for r in read.tree("word/_rels/document.xml.rels")}
        for name, host in list(clauses.items())[-hosts:]:
            (link,) = read.control_of(f"contract.{name}").iter(W + "hyperlink")
            assert targets[link.get(R + "id")] == f"https://{host}.example/"


def test_a_template_with_other_names_of_styles_gets_its_own() -> None:
    files = dict(sources().files)
    original = Word(files["templates/contract.docx"])
    renamed = {
        f"word/{part}.xml": original.parts[f"word/{part}.xml"].replace(b'"ProvisionParagraph"', b'"OurParagraph"')
        for part in ("document", "styles", "numbering")
    }
    assert b'"OurParagraph"' in renamed["word/styles.xml"]
    other = {**files, "templates/contract.docx": original.with_parts(renamed)}
    for wanted, given_ in (("ProvisionParagraph", files), ("OurParagraph", other), ("ProvisionParagraph", files)):
        read = Word(built_of(given_, "high").documents["contract.docx"])
        used = {s.get(W + "val") for s in read.body.iter(W + "pStyle")}
        assert used & {"ProvisionParagraph", "OurParagraph"} == {wanted}


def writer() -> BlockWriter:
    parts = word("high", "tender").parts
    read = read_styles(etree.fromstring(parts["word/styles.xml"]), etree.fromstring(parts["word/document.xml"]))
    return BlockWriter("tender", read, LinkTable())


def test_only_so_many_pieces_are_kept() -> None:
    made: list[str] = []

    def make(name: str) -> tuple[Line]:
        made.append(name)
        return (Line(Role.TEXT, (Text(name, MADE),)),)

    pieces = Pieces(most=2)
    for name in ("a", "b", "a", "b", "c", "c", "a"):
        (paragraph,) = pieces.made(Part(make, (name,)), writer())
        assert "".join(paragraph.itertext(W + "t")) == name
    assert made == ["a", "b", "c", "a"]


def test_a_piece_that_somebody_changes_is_whole_the_next_time() -> None:
    pieces = Pieces()
    for _ in range(3):
        (paragraph,) = pieces.made(Part(lambda: (Line(Role.TEXT, (Text("a", MADE),)),), ()), writer())
        assert "".join(paragraph.itertext(W + "t")) == "a"
        paragraph.clear()
