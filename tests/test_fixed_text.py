"""A sentence that somebody types into a template is found, wherever it stands: somebody must answer for it."""

import io
from collections.abc import Callable
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from ddtender.library.fixed_text import fixed_text
from ddtender.library.templates import read_template
from tests.tools import ROOT

PENALTY = "The Contractor pays a penalty of 10,000 euro a day."


def texts_of(change: Callable[[Document], object], name: str = "contract") -> tuple[str, ...]:
    """The fixed text of our template after a change to it."""
    document = docx.Document(ROOT / f"templates/{name}.docx")
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return fixed(buffer.getvalue(), name)


def fixed(content: bytes, name: str = "contract") -> tuple[str, ...]:
    template, findings = read_template(f"templates/{name}.docx", name, content)
    assert template is not None, findings
    return fixed_text(template)


def in_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = PENALTY


def in_cell(document: Document) -> None:
    document.tables[0].cell(0, 0).paragraphs[0].text = PENALTY


def in_two_runs(document: Document) -> None:
    paragraph = document.add_paragraph("The Contractor pays a pen")
    paragraph.add_run("alty of 10,000 euro a day.")


@pytest.mark.parametrize(
    "change",
    [lambda d: d.add_paragraph(PENALTY), in_header, in_cell, in_two_runs],
    ids=["body", "header", "cell", "runs"],
)
def test_a_sentence_typed_anywhere_is_among_them(change: Callable[[Document], object]) -> None:
    assert PENALTY in texts_of(change)
    assert PENALTY not in texts_of(lambda d: None)


def test_a_fact_is_part_of_what_a_sentence_says() -> None:
    one = texts_of(lambda d: d.add_paragraph("Who pays: {{contractor_name}}."))
    other = texts_of(lambda d: d.add_paragraph("Who pays: {{ contracting_authority }}."))
    assert one != other
    assert "Who pays: {{ contractor_name }}." in one, "however the tag was typed"


def test_tags_of_sections_are_no_words() -> None:
    first = texts_of(lambda d: d.add_paragraph("{{p contract_overview }}"))
    assert first == texts_of(lambda d: None)


def test_numbers_of_pages_do_not_change_it() -> None:
    """Word writes them anew whenever somebody saves."""
    content = (ROOT / "templates/contract.docx").read_bytes()
    assert fixed(content) == fixed(altered(content, "word/footer1.xml", b">1</", b">17</"))


def test_words_in_the_level_of_a_list_are_read() -> None:
    content = (ROOT / "templates/contract.docx").read_bytes()
    listed = altered(content, "word/numbering.xml", b"</w:numbering>", LIST)
    assert "The Contractor shall pay %1" in fixed(listed)


def altered(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A package with one of its parts changed."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(buffer, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            after.writestr(name, data)
    return buffer.getvalue()


LIST = (
    b'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    b'<w:lvlText w:val="The Contractor shall pay %1"/></w:lvl></w:abstractNum></w:numbering>'
)
