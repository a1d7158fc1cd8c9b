"""A table of contents of a template has the headings of the finished document, not those that it was saved with."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tests import tools
from tests.documents import W, Word, built_of, sources
from tests.tools import ROOT

CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def toc(instruction: str, *, control: bool = False, nested: bool = True) -> etree._Element:
    """A table of contents with two old entries, each with a field for its page, as Word writes it."""
    page = CHAR.format("begin") + "<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>" + CHAR.format("separate")
    page = page + "<w:r><w:t>7</w:t></w:r>" + CHAR.format("end") if nested else ""
    code = f'{CHAR.format("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    paragraphs = (
        f"<w:p>{code}{CHAR.format('separate')}<w:r><w:t>An old heading</w:t></w:r>{page}</w:p>"
        f"<w:p><w:r><w:t>Another old one</w:t></w:r>{page}</w:p>"
        f"<w:p>{CHAR.format('end')}<w:r><w:t>after it</w:t></w:r></w:p>"
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    if control:
        paragraphs = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"
    return parse_xml(f"<w:body {nsdecls('w')}>{paragraphs}</w:body>")


def built(made: etree._Element) -> Word:
    document = docx.Document(ROOT / "templates/tender.docx")
    first = next(p for p in document.paragraphs if p.style.name == "Heading 1")
    for element in list(made):
        first._p.addprevious(element)
    buffer = io.BytesIO()
    document.save(buffer)
    built = built_of({**sources().files, "templates/tender.docx": buffer.getvalue()}, "high")
    assert not built.diagnostics, built.diagnostics
    return Word(built.documents["tender.docx"])


def entries(read: Word) -> list[tuple[str, ...]]:
    """What stands between the beginning and the end of the list, a line a paragraph, parted at tabs."""
    found, inside, line = [], False, ""
    for element in read.body.iter(W + "fldChar", W + "p", W + "t", W + "tab", W + "instrText"):
        if element.tag == W + "instrText" and (element.text or "").strip().startswith("TOC"):
            inside = True
        elif inside and element.tag == W + "fldChar" and element.get(W + "fldCharType") == "end":
            return [*found, tuple(line.split("\t"))] if line else found
        elif inside and element.tag == W + "p":
            found, line = [*found, tuple(line.split("\t"))], ""
        elif inside and element.getparent().tag == W + "r":
            line += "\t" if element.tag == W + "tab" else element.text or ""
    raise AssertionError("the list has no end")


FIRST = ["At a glance", "About this document and the procedure", "Definitions", "Technical specifications"]


@pytest.mark.parametrize("control", [False, True], ids=["plain", "in Word's control"])
def test_the_entries_are_the_headings_of_the_document(control: bool) -> None:
    read = built(toc(r'TOC \o "1-3" \h \z \u', control=control))
    made = entries(read)
    assert made[:3] == [(FIRST[0],), (FIRST[1],), ("G1", "Purpose")]
    assert made[made.index((FIRST[3],)) + 1] == ("T1", "Certified products")
    assert ("A2", "Due diligence processes") in made
    assert "old" not in "".join(" ".join(entry) for entry in made)
    assert "after it" in read.text
    anchors = [link.get(W + "anchor") for link in read.body.iter(W + "hyperlink") if link.get(W + "anchor")]
    marks = [mark.get(W + "name") for mark in read.body.iter(W + "bookmarkStart")]
    assert len(anchors) == len(made)
    assert all(marks.count(anchor) == 1 for anchor in anchors)


def test_a_field_gets_the_levels_and_styles_it_asks_for() -> None:
    assert [entry[0] for entry in entries(built(toc(r'TOC \o "1-1"')))][:4] == FIRST
    by_style = entries(built(toc(r'TOC \t "Provision Award,1,Provision Selection,2"')))
    titles = ["Human rights risk assessment", "Supply chain transparency: products"]
    assert [entry[1] for entry in by_style][:2] == titles
    assert len(by_style) == 4


def test_a_list_of_something_else_stays_as_it_is() -> None:
    assert [entry[0] for entry in entries(built(toc(r'TOC \c "Figure"', nested=False)))][:2] == [
        "An old heading",
        "Another old one",
    ]


@pytest.mark.usefixtures("needs_validator")
def test_the_open_xml_sdk_finds_no_error_in_a_list(tmp_path) -> None:
    path = tmp_path / "tender.docx"
    path.write_bytes(built(toc(r'TOC \o "1-3" \h \z \u', control=True)).content)
    assert tools.validate_docx([path]) == []
