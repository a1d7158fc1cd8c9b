"""A questionnaire in Dutch is asked, answered and scored as one in English."""

import json
from pathlib import Path

import pytest
from docx import Document

from tests.commands import ddtender
from tests.tools import ROOT

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
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returned")
    for tag in ("nl", "en"):
        made = ddtender("questionnaire", "--language", tag, "-o", folder / f"{tag}.docx", cwd=ROOT)
        assert made.returncode == 0, made.stderr
        tick(folder / f"{tag}.docx", (*ANSWERS, "kind.reseller"))
    return folder


def test_the_form_is_in_the_language_that_is_asked_for(returned: Path) -> None:
    text = "\n".join(p.text for p in Document(str(returned / "nl.docx")).paragraphs)
    assert "mensenrechten" in text.lower() and "human rights" not in text.lower()
    assert "⟦" not in text


def test_a_form_in_another_language_is_scored_the_same(returned: Path) -> None:
    done = ddtender("assess", returned, "--authority-maturity", "medium", "--format", "json", cwd=ROOT)
    found = json.loads(done.stdout)
    assert {line.partition("[")[2].partition("]")[0] for line in done.stderr.splitlines() if ": warning[" in line} == {
        "unnamed-company"
    }, done.stderr
    one, other = found["suppliers"]
    for name in ("awareness", "policies", "actions"):
        assert one[name] == other[name] and one[name]["score"] is not None
    assert one["level"] == other["level"] is not None


def test_the_invitation_follows_the_language_of_the_procedure(tmp_path: Path) -> None:
    facts = tmp_path / "procedure.yaml"
    facts.write_text("languages: [fr, nl]\nauthentic: nl\ntitle: Laptops\n")
    done = ddtender("invitation", "--procedure", facts, "-o", tmp_path / "invitation.docx", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    text = "\n".join(p.text for p in Document(str(tmp_path / "invitation.docx")).paragraphs)
    assert "toeleveringsketen" in text.lower() and "supply chain" not in text.lower()
