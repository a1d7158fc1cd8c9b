"""The engine is not about ICT, nor about the European Union: a library on workwear, for a buyer outside it, with
parties, kinds and legal bases of its own, is checked, built and extended without a line of code."""

import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from ddtender.library.places import PROCEDURE_LAW
from tests.commands import ddtender
from tests.languages.invented import TAG, translated
from tests.layers.houses import put
from tests.layers.test_commands import run
from tests.tools import ROOT

#: What only our own library may bring into a document.
_OURS = re.compile(
    r"\bICT\b|2014/24|Directive|laptop|TCO|EPEAT|Tenderer|award criterion|contract clause", re.IGNORECASE
)


@pytest.fixture(scope="module")
def textiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("textiles") / "base"
    shutil.copytree(Path(__file__).with_name("textiles"), folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def words_of(document: Path) -> str:
    """All text of a Word document's body, tables and drafting notes not among it."""
    return "\n".join(text for text in Document(str(document)).element.body.itertext() if text.strip())


def test_its_documents_have_its_own_words_and_none_of_ours(textiles: Path) -> None:
    assert "No findings" in run(textiles, "check")
    run(textiles, "build", "--scenario", "first")
    tender, contract = (words_of(textiles / f"build/first/{name}.docx") for name in ("tender", "contract"))
    assert "Evaluation factors" in tender and "The Bidder earns points for a list of the Mills" in tender
    assert "The Supplier shall submit a list of the Mills" in contract
    assert "Article X(7)" in words_of(textiles / "build/first/provisions.docx")
    for said in (tender, contract):
        assert not _OURS.search(said), _OURS.findall(said)


_UNIFORMS = """\
title: Uniforms
procedure_type: open
standstill: {by: electronic}
dates: {publication: 2027-01-04, questions_until: 2027-02-10, tenders_until: 2027-02-12, award: 2027-03-01, \
contract_start: 2027-03-02}
"""
_PROCEDURE = "scenarios/procedures/uniforms.yaml"


def test_a_procedure_is_checked_against_its_own_law_and_never_against_ours(textiles: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(textiles, tmp_path / "textiles"))
    put(folder, {_PROCEDURE: _UNIFORMS.encode()})
    told = ddtender("check", cwd=folder).stdout
    assert "at least 40 days are needed (Agreement on Government Procurement (2012), Article XI(3))" in told
    assert told.count("hint: ") == 1 and not _OURS.search(told)  # it has no standstill, and no days for answers
    run(folder, "build", "--scenario", "first", "--procedure", _PROCEDURE)
    run(folder, "new", "2027-1")
    run(folder, "record", "2027-1")
    report = words_of(folder / "2027-1/report.docx")
    assert "What is on record of the procurement, by subject" in report and "(a)" not in report
    begun = (folder / "2027-1/procedure.yaml").read_text(encoding="utf-8")
    for said in (report, begun, *map(words_of, folder.glob("build/*/*.docx"))):
        assert not re.search("2014/24|89/665|Directive", said)
    assert "Law:" not in run(folder, "explain", "period-too-short")
    (folder / PROCEDURE_LAW).unlink()
    told = ddtender("check", cwd=folder).stdout
    assert told.count("not checked") == 1 and f"this library has no {PROCEDURE_LAW}" in told


def test_an_authority_can_have_a_layer_over_it_as_over_ours(textiles: Path, tmp_path: Path) -> None:
    said = run(tmp_path, "init", "house", "--authority", "Example Railways", "--base", textiles)
    assert "a layer over Decent work in workwear 1.0.0" in said and "--scenario first" in said
    run(tmp_path / "house", "replace", "award.mills")
    assert "No findings" in run(tmp_path / "house", "check")
    run(tmp_path / "house", "build", "--scenario", "first")


def test_a_folder_translates_it_as_it_does_ours(textiles: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(textiles, tmp_path / "textiles"))
    paths = (path for path in folder.rglob("*.*") if path.is_file() and not {"languages", "build"} & {*path.parts})
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    procedure = {"scenarios/procedures/uniforms.yaml": f"title: Uniforms\nlanguages: [{TAG}, en]\n".encode()}
    for path, content in {**translated(files), **procedure}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    assert run(folder, "translate", TAG).rstrip().endswith(" files: 12 draft.")
    run(folder, "build", "--scenario", "first", "--procedure", "scenarios/procedures/uniforms.yaml")
    (tender,) = folder.glob("build/*/tender.docx")
    (english,) = folder.glob("build/*/tender-en.docx")
    assert "⟪The Bidder earns points for a list of the Mills" in words_of(tender)
    assert "The Bidder earns points for a list of the Mills" in words_of(english) and "⟪" not in words_of(english)
