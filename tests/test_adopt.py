"""A house's own Word document as a template: its styles stay, ours are added where it has none, and it can be built."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Cm
from lxml import etree

from ddtender.office.style_names import is_default, style_name
from ddtender.render.adopt import adopt
from tests.commands import ddtender
from tests.documents import W, build, built_of, but_for_origin, sources
from tests.packages import parts_of, zipped
from tests.tools import ROOT

TENDER = (ROOT / "templates" / "tender.docx").read_bytes()


def house(change: Callable[[Document], None]) -> bytes:
    """A plain document of another program after a change."""
    document = docx.Document()
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def styles_of(content: bytes) -> list[etree._Element]:
    return list(etree.fromstring(parts_of(content)["word/styles.xml"]).iter(W + "style"))


def named(old: str, new: str, aliases: str = "", id_: str = "") -> Callable[[Document], None]:
    """A style has another name, other names beside it, or another id."""

    def change(document: Document) -> None:
        style = next(s for s in document.styles.element.iter(W + "style") if style_name(s).lower() == old)
        style.find(W + "name").set(W + "val", new)
        if aliases:
            alias = etree.Element(W + "aliases")
            alias.set(W + "val", aliases)
            style.find(W + "name").addnext(alias)
        if id_:
            for link in document.element.iter(W + "pStyle"):
                assert link.get(W + "val") != style.get(W + "styleId")
            for other in document.styles.element.iter(W + "basedOn", W + "next", W + "link"):
                if other.get(W + "val") == style.get(W + "styleId"):
                    other.set(W + "val", id_)
            style.set(W + "styleId", id_)

    return change


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (named("heading 2", "Heading 2"), "Heading 2"),
        (named("heading 2", "HEADING 2", id_="a2"), "HEADING 2"),
        (named("heading 2", "Kop 2", id_="Kop2"), "Kop 2"),
        (named("heading 2", "Titel hoofdstuk", aliases="Kop twee,heading 2", id_="x"), "Titel hoofdstuk"),
        (named("heading 2", "heading 2,Kop 2", id_="x"), "heading 2,Kop 2"),
        (named("heading 2", "Huis 2"), "Huis 2"),
    ],
    ids=["case", "case and id", "Dutch", "other names", "names with a comma", "id alone"],
)
def test_a_style_that_is_there_under_a_name_like_ours_is_used(change: Callable[[Document], None], kept: str) -> None:
    made = adopt(house(change), TENDER)
    assert not [name for name in made.added if name.lower() == "heading 2"]
    styles = styles_of(made.content)
    heading = next(style for style in styles if style_name(style) == kept)
    award = next(style for style in styles if style_name(style) == "Provision Award")
    assert award.find(W + "basedOn").get(W + "val") == heading.get(W + "styleId")


@pytest.mark.parametrize(
    "change",
    [
        lambda document: None,
        named("normal", "Standaard", id_="Standaard"),
        named("normal table", "Standaardtabel", id_="Standaardtabel"),
        named("normal", "Onze tekst", id_="OnzeTekst"),
    ],
    ids=["English", "Dutch text", "Dutch table", "another name"],
)
def test_no_type_gets_two_default_styles_and_no_name_stands_twice(change: Callable[[Document], None]) -> None:
    styles = styles_of(adopt(house(change), TENDER).content)
    names = [(style.get(W + "type"), style_name(style).lower()) for style in styles]
    assert len(names) == len(set(names))
    defaults = [style.get(W + "type") for style in styles if is_default(style)]
    assert len(defaults) == len(set(defaults))
    ids = [style.get(W + "styleId") for style in styles]
    assert len(ids) == len(set(ids))


def attach(content: bytes) -> bytes:
    """The document with a link to the template it was made with, as Word writes it."""
    parts = parts_of(content)
    settings = "word/settings.xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{relation}" Target="file:///C:/house.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    root = etree.fromstring(parts[settings])
    link = etree.Element(W + "attachedTemplate")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId1")
    root.insert(0, link)
    parts[settings] = etree.tostring(root)
    return zipped(parts)


def as_type(type_: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        parts = parts_of(content)
        main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        assert main in parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(main, type_.encode())
        return zipped(parts)

    return change


DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (attach, "the link to the template file:///C:/house.dotm was taken out"),
        (as_type(DOTX), "it was a template of Word's own kind (.dotx), and is a document now"),
    ],
    ids=["attached template", "dotx"],
)
def test_what_no_template_may_have_is_taken_out_and_told(change, told: str, tmp_path: Path) -> None:
    own = tmp_path / "our.docx"
    own.write_bytes(change(TENDER))
    out = tmp_path / "templates" / "tender.docx"
    said = ddtender("adopt", own, "-o", out)
    assert said.returncode == 0, said.stderr
    assert told in said.stdout
    assert "a build with it was tried, and holds" in said.stdout
    built = built_of({**sources().files, "templates/tender.docx": out.read_bytes()}, "high")
    assert but_for_origin(built) == but_for_origin(build("high"))


def test_tags_that_are_missing_are_told_and_the_rest_is_tried(tmp_path: Path) -> None:
    own, out = tmp_path / "our.docx", tmp_path / "contract.docx"
    own.write_bytes(house(lambda document: document.add_paragraph("{{ procedure_title }}")))
    said = ddtender("adopt", own, "-o", out)
    assert said.returncode == 0, said.stderr
    assert "it needs these tags still: {{p definitions }}, {{p contract_clauses }}" in said.stdout
    assert out.exists()


@pytest.mark.parametrize(
    ("text", "finding"),
    [("{{ nowhere }}", "unknown-template-variable"), ("{{p award_criteria", "template-syntax")],
)
def test_what_cannot_be_built_is_not_adopted(text: str, finding: str, tmp_path: Path) -> None:
    own, out = tmp_path / "our.docx", tmp_path / "new" / "tender.docx"
    own.write_bytes(house(lambda document: document.add_paragraph(text)))
    said = ddtender("adopt", own, "-o", out)
    assert said.returncode == 1
    assert f"our.docx:1:1: error[{finding}]" in said.stderr
    assert not out.exists()


def test_text_in_tables_has_not_what_all_of_a_houses_text_has() -> None:
    def spacious(document: Document) -> None:
        normal = document.styles["Normal"]
        normal.paragraph_format.first_line_indent = normal.paragraph_format.left_indent = Cm(4)
        normal.paragraph_format.page_break_before = True
        normal.font.all_caps = True

    styles = styles_of(adopt(house(spacious), TENDER).content)
    text = next(style for style in styles if style_name(style) == "Table Text")
    assert dict(text.find(f"{W}pPr/{W}ind").attrib) == {W + "left": "0", W + "right": "0", W + "firstLine": "0"}
    order = [child.tag.removeprefix(W) for group in ("pPr", "rPr") for child in text.find(W + group)]
    assert order == ["pageBreakBefore", "spacing", "ind", "caps", "sz", "szCs"]
    assert text.find(f"{W}rPr/{W}caps").get(W + "val") == "0"
