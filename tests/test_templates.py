"""A buyer's own Word document as a template: provisions go where its tags are, in its styles, and nothing is run."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from ddtender.library.codes import UNREADABLE_TEMPLATE
from tests.commands import ddtender
from tests.documents import W, Word, built_of, rows_of, sources, text_of
from tests.tools import ROOT

Change = Callable[[Document], None]
SINGLE = '{{p provision["award.due-diligence-processes"] }}'
OTHER = '{{p provision["award.component-transparency"] }}'


def paragraph(document: Document, text: str) -> Paragraph:
    """The one paragraph with exactly this text."""
    (found,) = [p for p in document.paragraphs if p.text == text]
    return found


@pytest.fixture
def make(tmp_path: Path):
    """Make a folder with our templates after a change to the tender (or contract), and build with it."""

    def made(change: Change, *options: str, name: str = "tender", command: str = "build"):
        document = docx.Document(ROOT / f"templates/{name}.docx")
        change(document)
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        document.save(folder / f"{name}.docx")
        arguments = ["--templates", folder]
        if command == "build":
            arguments += ["--scenario", "high", "--output", tmp_path / "out"]
        return ddtender(command, *arguments, *options)

    return made


@pytest.fixture
def built(make, tmp_path: Path):
    """Like ``make``, for a template that is fine: the document that it becomes."""

    def read(change: Change, *options: str, name: str = "tender") -> Word:
        result = make(change, *options, name=name)
        assert result.returncode == 0, result.stderr
        return Word((tmp_path / "out" / f"{name}.docx").read_bytes())

    return read


def refused(result, message: str, out: Path) -> None:
    assert result.returncode == 1
    assert message in result.stderr, result.stderr
    assert "  hint: " in result.stderr
    assert "this should not have happened" not in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("name", ["tender", "contract"])
def test_a_heading_and_its_sentence_stay_on_the_page_of_what_they_introduce(name: str) -> None:
    paragraphs = docx.Document(ROOT / f"templates/{name}.docx").paragraphs
    for heading, sentence, generated in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if heading.style.name == "Heading 1" and generated.text.startswith("{{p "):
            assert heading.style.paragraph_format.keep_with_next
            assert sentence.paragraph_format.keep_with_next, sentence.text


def test_fonts_of_the_template_are_those_of_the_document(built) -> None:
    def restyle(document: Document) -> None:
        document.styles["Provision Award"].font.name = "Courier New"
        document.styles["Provision Award"].font.size = Pt(17)

    read = built(restyle)
    style = next(
        s
        for s in read.tree("word/styles.xml").iter(W + "style")
        if s.find(W + "name").get(W + "val") == "Provision Award"
    )
    assert style.find(f"{W}rPr/{W}rFonts").get(W + "ascii") == "Courier New"
    assert style.find(f"{W}rPr/{W}sz").get(W + "val") == "34"
    titles = [p for p in read.paragraphs if p.style == "Provision Award"]
    assert [p.number for p in titles] == ["A1", "A2"]
    assert all(not list(p.element.iter(W + "rFonts")) for p in titles)


def test_sections_stand_where_their_tags_stand_with_the_buyers_words_around_them(built) -> None:
    def move(document: Document) -> None:
        award, selection = (
            paragraph(document, "{{p award_criteria }}"),
            paragraph(document, "{{p selection_criteria }}"),
        )
        award.insert_paragraph_before("As our council decided:")
        selection._p.addprevious(award._p)
        selection.insert_paragraph_before("The following is a matter of pass or fail for {{ procurement_subject }}:")

    read = built(move, "--procedure", "scenarios/procedures/laptops.yaml")
    texts = [p.text for p in read.paragraphs]
    titles = [p.style for p in read.paragraphs if p.style in ("Provision Award", "Provision Selection")]
    assert titles == ["Provision Award"] * 2 + ["Provision Selection"] * 2
    assert "As our council decided:" in texts
    after = texts.index("The following is a matter of pass or fail for laptops and docking stations:") + 1
    assert texts[after] == "Human rights risk assessment"
    assert texts.index("Due diligence processes", texts.index("Selection criteria")) < after


def test_a_document_of_the_buyers_own_can_receive_the_clauses(built) -> None:
    """Only the sections that must not be forgotten, in a document that is otherwise the buyer's."""

    def own(document: Document) -> None:
        for element in list(document.element.body):
            if not element.tag.endswith("sectPr"):
                element.getparent().remove(element)
        document.add_paragraph("Framework agreement 77/B, part 3")
        for tag in (
            "{{p definitions }}",
            "{{p contract_clauses }}",
            "{{p kpi_annex }}",
            "{{p provisions_table }}",
        ):
            document.add_paragraph(tag)
        document.add_paragraph("Signed in two copies.")

    read = built(own, name="contract")
    assert read.paragraphs[0].text == "Framework agreement 77/B, part 3"
    assert read.paragraphs[-1].text == "Signed in two copies."
    assert [p.number for p in read.paragraphs if p.style == "Provision Contract"] == [f"C{n}" for n in range(1, 6)]


def test_provisions_can_be_placed_one_by_one(built) -> None:
    def place(document: Document) -> None:
        tag = paragraph(document, "{{p award_criteria }}")
        tag.text = OTHER
        tag.insert_paragraph_before("First, the components.")
        second = paragraph(document, OTHER)
        later = second.insert_paragraph_before("x")
        second._p.addnext(later._p)
        later.text = SINGLE
        between = later.insert_paragraph_before("Then, due diligence.")
        assert between.text

    read = built(place)
    texts = [p.text for p in read.paragraphs]
    start = texts.index("First, the components.")
    assert texts[start + 1] == "Supply chain transparency: components"
    assert texts[texts.index("Then, due diligence.") + 1] == "Due diligence processes"
    assert [p.number for p in read.paragraphs if p.style == "Provision Award"] == ["A1", "A2"]


def test_a_provision_that_is_placed_alone_does_not_make_others_vanish(make, tmp_path: Path) -> None:
    result = make(lambda document: setattr(paragraph(document, "{{p award_criteria }}"), "text", SINGLE))
    refused(result, "'award.component-transparency@1.0.0' stands 0 times", tmp_path / "out")


def test_a_provision_cannot_stand_twice(make, tmp_path: Path) -> None:
    result = make(lambda document: paragraph(document, "{{p award_criteria }}").insert_paragraph_before(SINGLE))
    refused(result, "'award.due-diligence-processes@1.0.0' stands 2 times", tmp_path / "out")


def test_provisions_in_an_order_of_their_own_would_have_other_numbers_and_are_refused(make, tmp_path: Path) -> None:
    def swap(document: Document) -> None:
        tag = paragraph(document, "{{p award_criteria }}")
        tag.insert_paragraph_before(SINGLE)
        tag.text = OTHER

    refused(
        make(swap),
        "'award.due-diligence-processes' is number A1 in the document, but award criterion A2",
        tmp_path / "out",
    )


def test_a_section_can_stand_in_a_table_cell(built) -> None:
    def table(document: Document) -> None:
        tag = paragraph(document, "{{p evidence }}")
        made = document.add_table(rows=1, cols=2)
        made.cell(0, 0).text = "To be handed in"
        made.cell(0, 1).paragraphs[0].text = "{{p evidence }}"
        tag._p.addprevious(made._tbl)
        tag._p.getparent().remove(tag._p)

    read = built(table)
    outer = next(t for t in read.body.iter(W + "tbl") if text_of(t).startswith("To be handed in"))
    inner = next(t for t in outer.iter(W + "tbl") if t is not outer)
    assert rows_of(inner)[0] == ["For", "What the Tenderer submits", "How"]
    for cell in outer.iter(W + "tc"):
        assert cell[-1].tag == W + "p"  # or Word calls the file damaged


def test_a_fact_takes_the_formatting_around_it(built) -> None:
    def bold(document: Document) -> None:
        run = (
            paragraph(document, "{{ procedure_title }}")
            .insert_paragraph_before("")
            .add_run("For {{ procedure_title }}!")
        )
        run.bold = True

    read = built(bold)
    wanted = next(p for p in read.paragraphs if p.text == "For [title of the procurement]!")
    runs = list(wanted.element.iter(W + "r"))
    assert len(runs) == 3 and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)


def test_a_section_in_a_header_is_refused(make, tmp_path: Path) -> None:
    def header(document: Document) -> None:
        document.sections[0].header.add_paragraph("{{ award_criteria }}")

    refused(make(header), "has the tag of a section in a header, footer or note", tmp_path / "out")


def test_a_section_within_a_sentence_is_refused(make, tmp_path: Path) -> None:
    def within(document: Document) -> None:
        paragraph(document, "{{p award_criteria }}").text = "We ask: {{ award_criteria }} and no more."

    refused(make(within), "has the tag of a section that does not stand alone", tmp_path / "out")


EVIL = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.system('touch RUN') }}",
    "{{ provision.__class__ }}",
    "{{ provision['award.' ~ 'x'] }}",
    "{{ procedure_title|upper }}",
    "{{ procedure_title.upper() }}",
    "{{ 'x' * 10000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{# {{ procedure_title }} #}",
    "{{ procedure_title",
    "{% if %}",
    "{%p if overview %}",
]


BLOCKS = ["{% for x in range(10000000000) %}{{ x }}{% endfor %}", "{% macro x() %}{% endmacro %}"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_tag_that_is_more_than_a_name_is_a_finding_and_is_not_run(make, tmp_path: Path, command: str) -> None:
    """Each with its paragraph, all at once."""

    def spoil(document: Document) -> None:
        for n, tag in enumerate(EVIL):
            document.add_paragraph(f"Evil {n}: {tag}")

    result = make(spoil, command=command)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    for n, tag in enumerate(EVIL):
        assert re.search(rf'error\[template-syntax\] paragraph \d+, "Evil {n}: ', said), tag
    assert "this should not have happened" not in said
    assert not (tmp_path / "out").exists()
    assert not (ROOT / "RUN").exists()


@pytest.mark.parametrize("tag", [*EVIL[:3], *BLOCKS])
def test_one_such_tag_is_enough(make, tmp_path: Path, tag: str) -> None:
    refused(make(lambda document: document.add_paragraph(tag)), "error[template-syntax]", tmp_path / "out")


def test_an_unknown_name_is_a_finding_with_its_paragraph_and_a_hint(make, tmp_path: Path) -> None:
    result = make(lambda document: document.add_paragraph("Price: {{ procedure_titel }}"))
    refused(result, "error[unknown-template-variable]", tmp_path / "out")
    assert "Did you mean 'procedure_title'?" in result.stderr


def test_a_forgotten_section_is_a_finding(make, tmp_path: Path) -> None:
    def forget(document: Document) -> None:
        tag = paragraph(document, "{{p selection_criteria }}")
        tag._p.getparent().remove(tag._p)

    refused(make(forget), "error[missing-template-section]", tmp_path / "out")


def test_a_missing_style_is_a_finding(make, tmp_path: Path) -> None:
    refused(make(lambda document: document.styles["Provision Item"].delete()), "error[missing-style]", tmp_path / "out")


ODD = """A & B <z> R&D [y z] \\ ¶ “x” 'y' naïve 日本"""


def test_a_fact_is_printed_as_it_is_written(built, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(json.dumps({"title": ODD}), encoding="utf-8")
    read = built(lambda document: document.add_paragraph("end"), "--procedure", tmp_path / "odd.yaml")
    assert ODD in [p.text for p in read.paragraphs]


def test_a_fact_is_never_taken_for_a_tag(make, tmp_path: Path) -> None:
    """It is refused: who reads the document could not tell it from a tag that was forgotten."""
    (tmp_path / "odd.yaml").write_text("title: '{{ 7 * 7 }}'\n")
    result = make(lambda document: document.add_paragraph("end"), "--procedure", tmp_path / "odd.yaml")
    refused(result, "odd.yaml:1:8: error[stray-template-tag]", tmp_path / "out")
    assert "49" not in result.stderr


def test_a_template_may_have_pictures_notes_and_tracked_texts_of_its_own(built) -> None:
    """What a buyer's document has besides is carried over."""

    def more(document: Document) -> None:
        document.add_picture(str(next((ROOT / "docs/images").glob("*.png"))), width=Pt(50))
        inserted = OxmlElement("w:ins")
        inserted.set(W + "id", "900")
        inserted.set(W + "author", "A lawyer")
        run = document.add_paragraph("Before ").add_run("inserted by a lawyer")
        run._r.addprevious(inserted)
        inserted.append(run._r)

    read = built(more)
    assert any(name.startswith("word/media/") for name in read.parts)
    assert "Before inserted by a lawyer" in read.text
    assert next(read.body.iter(W + "ins")).get(W + "author") == "A lawyer"


def test_a_template_whose_properties_are_of_another_kind_is_said_to_be_so() -> None:
    """Found by the fuzz campaign: python-docx then has a part without properties."""
    template = Word((ROOT / "templates/contract.docx").read_bytes())
    types = template.parts["[Content_Types].xml"].replace(b"core-properties+xml", b"other-properties+xml")
    mistyped = template.with_parts({"[Content_Types].xml": types})
    built = built_of({**sources().files, "templates/contract.docx": mistyped}, "high")
    assert [finding.code for finding in built.diagnostics] == [UNREADABLE_TEMPLATE]
    assert built.documents == {}
