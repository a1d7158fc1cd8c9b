"""`build --library-ref` and procedures that pin a library: the past as it was, whatever the working tree looks like."""

import json
from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, MITIGATION, OUTPUTS, PLAN, Repository, outputs, without_properties

TWICE = "shall report in two copies"


@pytest.fixture
def moved_on(repository: Repository, tmp_path: Path) -> tuple[Repository, dict[str, bytes]]:
    """What was built when v1.0.0 was checked out, and the repository two releases later."""
    repository.build(tmp_path / "then", "--procedure", repository.root / LAPTOPS)
    repository.edit(MITIGATION, "Every year the Contractor shall report", f"The Contractor {TWICE}")
    repository.run("bump", "contract.mitigation-reporting", "--major", "--why", "Twice")
    repository.edit("clause_library/library.yaml", "version: 1.0.0", "version: 2.0.0")
    repository.commit(tag="v2.0.0")
    (repository.root / PLAN).unlink()
    for path in ("scenarios/medium.yaml", "clause_library/contract_clauses/tender-commitments.md"):
        repository.edit(path, "  - award.action-plan\n", "")
    repository.commit(tag="v3.0.0")
    return repository, outputs(tmp_path / "then")


def test_the_same_bytes_as_when_the_release_was_checked_out(moved_on, tmp_path: Path) -> None:
    repository, then = moved_on
    procedure = ("--procedure", repository.root / LAPTOPS)
    repository.build(tmp_path / "now", *procedure, "--library-ref", "v1.0.0")
    assert outputs(tmp_path / "now") == then and {*then} >= OUTPUTS
    repository.build(tmp_path / "head", *procedure)
    assert outputs(tmp_path / "head")["contract.docx"] != then["contract.docx"]
    manifest = json.loads(then["manifest.json"])
    assert manifest["library"]["commit"] == repository.git("rev-parse", "v1.0.0")
    assert (manifest["library"]["version"], manifest["library"]["dirty"]) == ("1.0.0", False)


@pytest.mark.parametrize("ref", ["v1.0.0", "HEAD~2", "main~2", "short"])
def test_every_name_of_a_revision_will_do(repository: Repository, ref: str) -> None:
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit()
    repository.commit()
    ref = repository.git("rev-parse", "--short", "v1.0.0") if ref == "short" else ref
    assert repository.diff("v1.0.0", ref) == {}
    assert {*repository.diff(ref)} == {"contract.mitigation-reporting"}


def test_a_dirty_and_conflicted_working_tree_neither_matters_nor_changes(moved_on, tmp_path: Path) -> None:
    repository, then = moved_on
    repository.git("switch", "--quiet", "--create", "other", "v2.0.0")
    repository.edit(MITIGATION, TWICE, TWICE.replace("two", "four"))
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.edit(MITIGATION, TWICE, TWICE.replace("two", "three"))
    repository.commit()
    repository.git("merge", "other", check=False)
    repository.write("clause_library/library.yaml", "name: [")
    repository.write("templates/tender.docx", "spoilt")
    (repository.root / "scenarios/high.yaml").unlink()
    repository.git("add", "scenarios")
    before = repository.snapshot()
    assert "<<<<<<<" in repository.read(MITIGATION)
    repository.build(tmp_path / "now", "--procedure", repository.root / LAPTOPS, "--library-ref", "v1.0.0")
    assert outputs(tmp_path / "now") == then
    assert repository.snapshot() == before


def test_a_procedure_pins_the_library_it_was_written_for(moved_on, tmp_path: Path) -> None:
    repository, then = moved_on
    repository.write(LAPTOPS, repository.read(LAPTOPS) + "library: v1.0.0\n")
    procedure = ("--procedure", repository.root / LAPTOPS)
    repository.build(tmp_path / "pinned", *procedure)
    pinned = outputs(tmp_path / "pinned")
    for name in ("tender.docx", "contract.docx"):  # their properties name the procedure by its bytes
        assert without_properties(pinned[name]) == without_properties(then[name])
    repository.build(tmp_path / "same", *procedure, "--library-ref", "v1.0.0")
    assert outputs(tmp_path / "same") == pinned
    result = repository.build(tmp_path / "other", *procedure, "--library-ref", "v2.0.0", code=2)
    assert "pins the library to 'v1.0.0'" in result.err and "'v2.0.0'" in result.err
    assert not (tmp_path / "other").exists()


def test_an_unknown_revision_lists_the_release_tags(moved_on, tmp_path: Path) -> None:
    repository, _ = moved_on
    result = repository.build(tmp_path / "out", "--library-ref", "v9.9.9", code=2)
    assert "there is no revision 'v9.9.9'; release tags: v3.0.0, v2.0.0, v1.0.0" in result.err
    assert "v9.9.9" in repository.run("diff", "v9.9.9", code=2).err
    repository.write(LAPTOPS, repository.read(LAPTOPS) + "library: v9.9.9\n")
    result = repository.build(tmp_path / "out", "--procedure", repository.root / LAPTOPS, code=2)
    assert "release tags: v3.0.0" in result.err
    assert not (tmp_path / "out").exists()


def test_templates_and_scenarios_come_from_the_revision_too(repository: Repository, tmp_path: Path) -> None:
    repository.build(tmp_path / "then")
    tender, contract = (repository.root / f"templates/{name}.docx" for name in ("tender", "contract"))
    for old, new in ((tender, contract), (contract, tender)):
        assert old.read_bytes() != new.read_bytes()
    tender.unlink()
    repository.git("mv", "scenarios/high.yaml", "scenarios/highest.yaml")
    repository.edit("scenarios/highest.yaml", "  - contract.mitigation-reporting\n", "")
    repository.commit(tag="v2.0.0")
    repository.build(tmp_path / "now", "--library-ref", "v1.0.0")
    assert outputs(tmp_path / "now") == outputs(tmp_path / "then")
    result = repository.build(tmp_path / "none", "--library-ref", "v2.0.0", code=1)
    assert "templates/tender.docx:1:1: error[missing-file]" in result.err
    assert not (tmp_path / "none").exists()


def test_a_scenario_that_did_not_exist_then_names_those_that_did(repository: Repository, tmp_path: Path) -> None:
    repository.write("scenarios/highest.yaml", repository.read("scenarios/high.yaml"))
    repository.commit()
    result = repository.build(tmp_path / "out", "--library-ref", "v1.0.0", scenario="highest", code=2)
    assert "there are: high, high-plus, low, medium" in result.err


def test_own_templates_come_from_the_disk(moved_on, tmp_path: Path) -> None:
    repository, then = moved_on
    own = tmp_path / "own"
    own.mkdir()
    (own / "tender.docx").write_bytes((repository.root / "templates/tender.docx").read_bytes())
    repository.build(
        tmp_path / "now", "--library-ref", "v1.0.0", "--templates", own, "--procedure", repository.root / LAPTOPS
    )
    # its properties name the template
    assert without_properties(outputs(tmp_path / "now")["tender.docx"]) == without_properties(then["tender.docx"])


def test_files_that_are_not_read_from_the_disk_are_not_read_from_a_revision(
    repository: Repository, tmp_path: Path
) -> None:
    """Word's lock files, .gitkeep, other documents beside the templates: they get committed now and then."""
    repository.build(tmp_path / "before", "--library-ref", "v1.0.0")
    for path in (
        "clause_library/.gitkeep",
        "clause_library/reviews/.gitkeep",
        "templates/~$tender.docx",
        "templates/old.docx",
    ):
        repository.write(path, "nothing")
    repository.commit(tag="v1.0.1")
    result = repository.build(tmp_path / "now", "--library-ref", "v1.0.1")
    assert result.err == ""
    assert "warning" not in repository.run("check").said
    assert repository.diff("v1.0.0", "v1.0.1") == {}


def test_an_older_format_is_a_finding_not_a_half_written_folder(repository: Repository, tmp_path: Path) -> None:
    repository.edit(PLAN, "\nsource:", "\nold_key: From before\nsource:")
    repository.commit(tag="v1.1.0")
    repository.edit(PLAN, "\nold_key: From before", "")
    repository.commit()
    result = repository.build(tmp_path / "out", "--library-ref", "v1.1.0", code=1)
    assert f"{PLAN}:5:1: error[unknown-key]" in result.err and "nothing was written" in result.err
    assert not (tmp_path / "out").exists()


def test_a_revision_without_a_library_is_said_to_have_none(repository: Repository, tmp_path: Path) -> None:
    empty = repository.git("commit-tree", "-m", "Nothing", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", check=False)
    if not empty:
        tree = repository.git("hash-object", "-w", "-t", "tree", "/dev/null")
        empty = repository.git("commit-tree", "-m", "Nothing", tree)
    result = repository.build(tmp_path / "out", "--library-ref", empty, code=2)
    assert "has no clause_library/ in this folder" in result.err
    assert "has no clause library in this folder" in repository.run("diff", empty, code=2).err
