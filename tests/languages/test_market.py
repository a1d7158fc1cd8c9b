"""A questionnaire in Dutch is asked, answered and scored as one in English."""

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from ddtender.desk.market import market_folder
from ddtender.workspace import read_sources
from tests.commands import ddtender
from tests.languages.invented import TAG, with_invented
from tests.tools import ROOT

LANGUAGES = ("en", "nl", "fr", TAG)
ANSWERS = ("transparency.assembly", "risks.fair", "policies.detailed", "actions.staff")


def tick(path: Path, names: tuple[str, ...]) -> None:
    """Tick boxes of a form as Word does: the state of the control, and the sign that it shows."""
    from lxml import etree

    document = Document(str(path))
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    ticked = 0
    for control in document.element.body.iter(w + "sdt"):
        tag = control.find(f"{w}sdtPr/{w}tag")
        box = control.find(f"{w}sdtPr/{w14}checkbox")
        if tag is None or box is None or tag.get(w + "val", "").removeprefix("q:") not in names:
            continue
        box.find(w14 + "checked").set(w14 + "val", "1")
        for text in control.iter(w + "t"):
            text.text = "☒"
        ticked += 1
    assert ticked == len(names), etree.tostring(document.element.body)[:300]
    document.save(str(path))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose library brings a language of its own, words of ddtender with it."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "templates", root / "templates")
    wanted = ("clause_library/library.yaml", "clause_library/questionnaire/", "clause_library/languages/")
    ours = {path: content for path, content in read_sources(ROOT).files.items() if "/languages/" in path}
    for path, content in {**with_invented(), **ours}.items():
        if path.startswith(wanted):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def returned(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returned")
    for tag in LANGUAGES:
        made = ddtender("questionnaire", "--language", tag, "-o", folder / f"{tag}.docx", cwd=workspace)
        assert made.returncode == 0, made.stderr
        tick(folder / f"{tag}.docx", (*ANSWERS, "kind.reseller"))
    return folder


def test_the_form_is_in_the_language_that_is_asked_for(returned: Path) -> None:
    text = "\n".join(p.text for p in Document(str(returned / "nl.docx")).paragraphs)
    assert "mensenrechten" in text.lower() and "human rights" not in text.lower()
    assert "⟦" not in text


def test_forms_in_four_languages_are_one_market_and_scored_the_same(workspace: Path, returned: Path) -> None:
    done = ddtender("assess", returned, "--authority-maturity", "medium", "--format", "json", cwd=workspace)
    found = json.loads(done.stdout)
    assert {line.partition("[")[2].partition("]")[0] for line in done.stderr.splitlines() if ": warning[" in line} == {
        "unnamed-company"
    }, done.stderr
    one, *others = found["suppliers"]
    assert len(others) == len(LANGUAGES) - 1
    for other in others:
        for name in ("awareness", "policies", "actions"):
            assert one[name] == other[name] and one[name]["score"] is not None
        assert one["level"] == other["level"] is not None


def test_a_form_is_read_with_the_words_of_the_library_wherever_the_program_runs(
    workspace: Path, returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2027-ict-014"
    (folder / "market/returned").mkdir(parents=True)
    shutil.copy(returned / f"{TAG}.docx", folder / "market/returned")
    (folder / "procedure.yaml").write_text("title: Laptops\n")
    monkeypatch.chdir(tmp_path)
    made = market_folder.assess(workspace, folder, "medium")
    assert {one.code.name for one in made.findings} == {"unnamed-company"}
    (one,) = json.loads((folder / "market/assessment.json").read_text("utf-8"))["suppliers"]
    assert one["level"] is not None


def test_the_invitation_follows_the_language_of_the_procedure(tmp_path: Path) -> None:
    facts = tmp_path / "procedure.yaml"
    facts.write_text("languages: [fr, nl]\nauthentic: nl\ntitle: Laptops\n")
    done = ddtender("invitation", "--procedure", facts, "-o", tmp_path / "invitation.docx", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    text = "\n".join(p.text for p in Document(str(tmp_path / "invitation.docx")).paragraphs)
    assert "toeleveringsketen" in text.lower() and "supply chain" not in text.lower()
