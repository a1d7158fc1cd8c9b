"""The borrowed tools work here, and can say no."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from tests import tools


@pytest.fixture
def good(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Award criteria", level=1)
    document.add_paragraph("The Tenderer describes its supply chain – in full.")
    document.save(tmp_path / "good.docx")
    return tmp_path / "good.docx"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Opens in python-docx, breaks the schema: a run may not hold a paragraph."""
    document = docx.Document()
    document.add_paragraph("text").runs[0]._r.append(OxmlElement("w:p"))
    document.save(tmp_path / "broken.docx")
    return tmp_path / "broken.docx"


@pytest.mark.usefixtures("needs_libreoffice")
def test_libreoffice_shows_what_is_in_the_document(good: Path, tmp_path: Path) -> None:
    pdf = tools.libreoffice_pdf(good, tmp_path)
    assert "The Tenderer describes its supply chain – in full." in tools.pdf_text(pdf)
    assert len(tools.pdf_page_images(pdf, tmp_path)) == 1


@pytest.mark.usefixtures("needs_libreoffice")
def test_libreoffice_without_a_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"missing\.docx"):
        tools.libreoffice_pdf(tmp_path / "missing.docx", tmp_path)


@pytest.mark.usefixtures("needs_validator")
def test_the_validator_tells_good_from_broken(good: Path, broken: Path) -> None:
    assert tools.validate_docx([good]) == []
    errors = tools.validate_docx([good, broken])
    assert errors
    assert all(error.startswith("broken.docx: /word/document.xml ") for error in errors)


@pytest.mark.usefixtures("needs_validator")
def test_the_validator_does_not_pass_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_text("not a document")
    assert len(tools.validate_docx([tmp_path / "text.docx", tmp_path / "missing.docx"])) == 2


def test_a_missing_tool_skips_unless_tools_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DDTENDER_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception):
        tools.require(None, "a tool")
    monkeypatch.setenv("DDTENDER_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception):
        tools.require(None, "a tool")
    tools.require("/bin/a-tool", "a tool")
