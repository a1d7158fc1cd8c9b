"""Programs that we did not write agree: the Open XML SDK finds no error, LibreOffice computes the same numbers."""

import re
from pathlib import Path

import pytest
from lxml import etree

from tests import tools
from tests.documents import ALL, W, Word, build, flat, text_of, word

#: All documents that have a reference of their own kind: everything that LibreOffice computes.
WITH_FIELDS = [("low", "tender"), ("medium", "tender"), ("laptops", "tender"), ("laptops", "contract")]
FALSE = "8642"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents as files."""
    folder = tmp_path_factory.mktemp("documents")
    for variant, document in ALL:
        (folder / f"{variant}-{document}.docx").write_bytes(build(variant).documents[f"{document}.docx"])
    return folder


@pytest.mark.usefixtures("needs_validator")
def test_the_open_xml_sdk_finds_no_error_in_any_document(folder: Path) -> None:
    paths = sorted(folder.glob("*.docx"))
    assert len(paths) == len(ALL)
    assert tools.validate_docx(paths) == []


def lines_of_pdf(docx: Path) -> str:
    return tools.pdf_text(tools.libreoffice_pdf(docx, docx.parent))


@pytest.mark.usefixtures("needs_libreoffice")
@pytest.mark.parametrize(
    ("variant", "document", "wanted"),
    [
        ("low", "tender", ["Technical specification T1", "Award criterion A1", "Award criterion A2"]),
        (
            "low",
            "contract",
            [
                "points of award criterion A1 (Human rights risk assessment)",
                "Contract clause C1: Human rights risk assessment",
            ],
        ),
        ("medium", "tender", ["Selection criterion S1", "Award criterion A1", "Award criterion A2"]),
        (
            "medium",
            "contract",
            ["Contract clause C1: Reporting on supply", "Contract clause C2: Reporting on mitigating"],
        ),
        (
            "high",
            "tender",
            [
                *("Selection criterion S1", "Selection criterion S2", "Award criterion A1", "Award criterion A2"),
                "This form is the answer to selection criterion S1.",
                "This form is the answer to award criterion A2.",
            ],
        ),
        (
            "high",
            "contract",
            [
                "submitted under selection criterion S1 (Human rights risk assessment)",
                "that description under award criterion A2 (Due diligence processes)",
                "Contract clause C1: Reporting on supply chain transparency",
                "Contract clause C2: Reporting on mitigating actions",
                "Contract clause C3: Reporting on due diligence",
            ],
        ),
        (
            "changed",
            "tender",
            ["Award criterion A3", "This form is the answer to award criterion A3."],
        ),
        (
            "changed",
            "contract",
            ["Contract clause C2: Reporting on due diligence", "under award criterion A2 (Due diligence processes)"],
        ),
    ],
)
def test_libreoffice_prints_every_reference_with_its_number(
    folder: Path, variant: str, document: str, wanted: list[str]
) -> None:
    printed = flat(lines_of_pdf(folder / f"{variant}-{document}.docx"))
    assert [text for text in wanted if text not in printed] == []


@pytest.mark.usefixtures("needs_libreoffice")
def test_libreoffice_prints_the_same_automatic_numbers_as_are_referred_to(folder: Path) -> None:
    printed = lines_of_pdf(folder / "high-tender.docx")
    for number, title in (("A1", "Supply chain transparency: components"), ("A2", "Due diligence processes")):
        assert re.search(rf"^\s*{number}\s+{title}$", printed, re.MULTILINE)
        assert re.search(rf"^\s*Award criterion {number}\s+{title}\s", printed, re.MULTILINE)
    for number in ("A1.1", "A1.2", "A2.1", "(a)", "(e)"):
        assert re.search(rf"^\s*{re.escape(number)}\s", printed, re.MULTILINE)


def falsified(read: Word, as_text: bool = False) -> bytes:
    """All cached numbers replaced by a false one; ``as_text`` also takes the fields around them away."""
    body = etree.fromstring(read.parts["word/document.xml"])
    changed = 0
    for paragraph in body.iter(W + "p"):
        code = state = ""
        for run in list(paragraph.iter(W + "r")):
            mark = run.find(W + "fldChar")
            if mark is not None:
                state = mark.get(W + "fldCharType")
                code = "" if state == "begin" else code
            code += "".join(run.itertext(W + "instrText"))
            if state == "separate" and mark is None and r"\r" in code:
                run.find(W + "t").text = FALSE
                changed += 1
            elif as_text and (mark is not None or run.find(W + "instrText") is not None):
                run.getparent().remove(run)
    assert changed == sum(r"\r" in field.instruction for field in read.fields()) > 0
    return read.edited(document=etree.tostring(body))


@pytest.mark.usefixtures("needs_libreoffice")
@pytest.mark.parametrize(("variant", "document"), WITH_FIELDS)
def test_a_false_cached_number_does_not_survive_so_references_are_computed(
    folder: Path, tmp_path: Path, variant: str, document: str
) -> None:
    path = tmp_path / "false.docx"
    path.write_bytes(falsified(word(variant, document)))
    assert FALSE in text_of(Word(path.read_bytes()).body)
    printed = lines_of_pdf(path)
    assert FALSE not in printed
    assert printed == lines_of_pdf(folder / f"{variant}-{document}.docx")


@pytest.mark.usefixtures("needs_libreoffice")
def test_a_false_number_that_is_typed_does_survive(tmp_path: Path) -> None:
    """So the test above could fail."""
    path = tmp_path / "typed.docx"
    path.write_bytes(falsified(word("laptops", "contract"), as_text=True))
    assert FALSE in lines_of_pdf(path)


@pytest.mark.usefixtures("needs_libreoffice")
def test_no_reference_is_broken_in_any_pdf(folder: Path) -> None:
    for variant, document in ALL:
        if not (pdf := folder / f"{variant}-{document}.pdf").exists():
            tools.libreoffice_pdf(folder / f"{variant}-{document}.docx", folder)
        printed = tools.pdf_text(pdf)
        assert "Reference source not found" not in printed
        assert not re.search(r"\{\{|\}\}|[\ue000-\uf8ff]", printed)
        assert "Page 1 of " in flat(printed)
