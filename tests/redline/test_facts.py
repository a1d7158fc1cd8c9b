"""Facts change too: each side has those of its own revision, and what has changed is seen and said."""

import os
import shutil
from pathlib import Path

import pytest

from tests.documents import W, Word
from tests.history.repository import LAPTOPS, Repository
from tests.redline.test_command import redline

HIGH = ("--scenario", "high")


def changes(path: Path) -> tuple[str, str]:
    """What was struck and what was written, each in one text."""
    body = Word(path.read_bytes()).body
    return tuple(" ".join("".join(e.itertext()) for e in body.iter(W + kind)) for kind in ("del", "ins"))


@pytest.fixture
def changed(repository: Repository) -> Repository:
    """The price earns 5 points more than at v1.0.0, and the Contract begins a month later."""
    repository.edit(LAPTOPS, "price: 60", "price: 65")
    repository.edit(LAPTOPS, "other_quality: 25", "other_quality: 20")
    repository.edit(LAPTOPS, "contract_start: 2027-04-01", "contract_start: 2027-05-01")
    return repository


def test_the_old_side_has_the_facts_of_its_revision(changed: Repository, tmp_path: Path) -> None:
    said = redline(changed, tmp_path, "--from", "v1.0.0", *HIGH, "--procedure", changed.root / LAPTOPS)
    struck, written = changes(tmp_path / "tender-redline.docx")
    assert "60" in struck and "65" in written and "April" in struck and "May" in written
    struck, written = changes(tmp_path / "contract-redline.docx")
    assert "April" in struck and "May" in written
    assert said.out.splitlines()[2:] == [
        "facts that differ:",
        "  dates.contract_start: 1 April 2027, now 1 May 2027",
        "  award.price: 60, now 65",
        "  award.other_quality: 25, now 20",
    ]
    assert not said.err


def test_the_new_side_has_those_of_its_revision_too(changed: Repository, tmp_path: Path) -> None:
    changed.commit("Points and dates", tag="v1.1.0")
    changed.edit(LAPTOPS, "title: Laptops", "title: Portable computers")
    arguments = ("--from", "v1.0.0", "--to", "v1.1.0", *HIGH, "--procedure", changed.root / LAPTOPS)
    said = redline(changed, tmp_path, *arguments)
    assert "award.price: 60, now 65" in said.out and "Portable" not in said.out
    assert "Portable" not in " ".join(changes(tmp_path / "tender-redline.docx"))


def test_a_file_can_give_the_old_facts(changed: Repository, tmp_path: Path) -> None:
    """With a revision or without, in the repository or not: what is named is read as it is."""
    before = tmp_path / "before.yaml"
    before.write_text(changed.read(LAPTOPS).replace("price: 65", "price: 55").replace("quality: 20", "quality: 30"))
    for extra in ((), ("--from", "v1.0.0")):
        files = ("--from-procedure", before, "--procedure", changed.root / LAPTOPS)
        assert "award.price: 55, now 65" in redline(changed, tmp_path / "out", *extra, *files, *HIGH).out
        struck, written = changes(tmp_path / "out/tender-redline.docx")
        assert "55" in struck and "65" in written
    same = ("--from-procedure", changed.root / LAPTOPS, "--procedure", changed.root / LAPTOPS)
    assert "with no changes" in redline(changed, tmp_path / "out", "--from", "v1.0.0", *same, *HIGH).out
    assert "give those of the new" in redline(changed, tmp_path, *files[:2], *HIGH, code=2).said


def test_a_procedure_that_did_not_stand_there_is_told(repository: Repository, tmp_path: Path) -> None:
    """Outside the repository or new in it: both sides have what it says now."""
    for path in (tmp_path / "mine.yaml", repository.root / "scenarios/procedures/mine.yaml"):
        shutil.copy(repository.root / LAPTOPS, path)
        said = redline(repository, tmp_path / "out", "--from", "v1.0.0", *HIGH, "--procedure", path)
        assert "mine.yaml does not stand at v1.0.0: the old side has the facts that it has now" in said.err
        assert "--from-procedure FILE gives others" in said.err
        assert "facts that differ" not in said.out
        assert "facts were not compared: both sides have those of now" in said.out


def test_a_procedure_beside_the_workspace_has_its_revisions_too(tmp_path: Path, repository: Repository) -> None:
    """A repository may hold the library in one folder and procurements in another."""
    inner = repository.root / "library"
    inner.mkdir()
    for name in ("clause_library", "scenarios", "templates"):
        os.rename(repository.root / name, inner / name)
    procedure = repository.root / "procurement.yaml"
    shutil.copy(inner / LAPTOPS, procedure)
    repository.commit("Two folders", tag="v2.0.0")
    procedure.write_text(procedure.read_text().replace("2027-ICT-014", "2027-ICT-015"))
    said = redline(Repository(inner), tmp_path, "--from", "v2.0.0", *HIGH, "--procedure", procedure)
    assert "  reference: 2027-ICT-014, now 2027-ICT-015" in said.out and not said.err


def test_a_default_of_the_library_is_a_fact(repository: Repository, tmp_path: Path) -> None:
    repository.edit("clause_library/parameters.yaml", "default: 12\n", "default: 11\n")
    said = redline(repository, tmp_path, "--from", "v1.0.0", *HIGH)
    assert "  parameters.first_report_months: 12, now 11" in said.out
    struck, written = changes(tmp_path / "contract-redline.docx")
    assert "12" in struck and "11" in written


def test_templates_are_those_of_each_side(repository: Repository, tmp_path: Path) -> None:
    house = repository.root / "house"
    shutil.copytree(repository.root / "templates", house)
    repository.commit("Our own look", tag="v1.1.0")
    read = Word((house / "tender.docx").read_bytes())
    body = read.parts["word/document.xml"].replace(b"{{ word_evidence }}", b"Documents that are asked for")
    assert body != read.parts["word/document.xml"]
    (house / "tender.docx").write_bytes(read.edited(document=body))
    redline(repository, tmp_path, "--from", "v1.1.0", *HIGH, "--templates", house)
    assert "that are" in changes(tmp_path / "tender-redline.docx")[1]
    said = redline(repository, tmp_path, "--from", "v1.0.0", *HIGH, "--templates", house, "--replace").err
    assert said.count("does not stand at v1.0.0: the old side has the template that is there now") == 2
