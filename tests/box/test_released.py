"""What is issued from the library in the box is what would be issued from a clone of its repository, and as much of it
is claimed as the package knows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender import workspace
from ddtender.workspace import WorkspaceError
from ddtender.workspace.box import carried
from tests.box.boxes import installed, packed, released_workspace, run
from tests.commands import git
from tests.decisions import decide_all
from tests.procurement.running import WHO
from tests.tools import ROOT


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released_workspace(tmp_path_factory.mktemp("clone") / "library")


@pytest.fixture(scope="module")
def boxed(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The box of that release, in somebody's own repository, of which nothing is asked."""
    folder = tmp_path_factory.mktemp("installed")
    git(folder, "init", "--quiet")
    (folder / "other").write_text("other\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Another's")
    git(folder, "tag", "v9.0.0")
    made = packed(clone, folder / "box")
    with installed(made):
        yield made


@pytest.fixture(scope="module")
def issued(boxed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A procurement in an empty folder, of which a set was issued."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        said = run("new", "2027-tel-003").output
        assert "The clause library is the one in the box of ddtender" in said and "release v1.0.0, sha256:" in said
        shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "2027-tel-003/procedure.yaml")
        decide_all(boxed, folder / "2027-tel-003/procedure.yaml")
        run("issue", "2027-tel-003", *WHO, "--scenario", "low")
    return folder / "2027-tel-003"


def test_what_the_package_says_is_what_git_says(clone: Path, boxed: Path) -> None:
    facts, repository = carried(boxed), workspace.open_repository(clone)
    assert facts is not None and repository is not None
    head = repository.commit("HEAD")
    assert (facts.commit, facts.release, facts.released) == (head, "v1.0.0", head)
    assert facts.moment == int(repository.moment(head).timestamp())
    assert (facts.name, facts.version) == ("Human rights due diligence in ICT procurement", "1.0.0")


def test_a_set_is_final_and_of_the_release(issued: Path) -> None:
    manifest = json.loads((issued / "issued/1/manifest.json").read_text())
    assert manifest["final"] and manifest["library"]["release"] == "v1.0.0"


def test_the_set_is_proved_by_the_box_and_by_a_clone(
    issued: Path, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(issued.parent)
    for where in ((), ("--workspace", clone)):
        said = run(*where, "verify", issued / "issued/1").output
        assert "the same bytes" in said, said


def test_another_revision_is_not_in_the_box(boxed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("build", "--scenario", "low", "--library-ref", "v1.0.0")
    assert (tmp_path / "build/low/tender.docx").is_file()
    facts = carried(boxed)
    assert facts is not None
    assert "Nothing has changed" in run("diff", facts.commit[:12]).output
    for command in (("build", "--scenario", "low", "--library-ref", "v0.9.0"), ("diff", "v9.0.0")):
        with pytest.raises(WorkspaceError, match=r"no revision 'v[09].*in the box.*and no other; a clone"):
            raise run(*command, code=1).exception or AssertionError


@pytest.mark.parametrize(
    "command",
    [
        ("approve", "--all", "--reviewer", "A. Jurist"),
        ("bump", "award.action-plan", "--minor", "--why", "x"),
        ("rename", "award.action-plan", "award.plan"),
        ("release",),
        ("decide", "award.action-plan", "--answer", "x", "--by", "x", "--role", "x", "--why", "x"),
    ],
    ids=lambda command: command[0],
)
def test_nobody_works_on_the_library_in_the_box(
    command: tuple[str, ...], boxed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in boxed.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WorkspaceError, match="is not worked on"):
        raise run(*command, code=1).exception or AssertionError
    with pytest.raises(WorkspaceError, match="is not worked on"):
        workspace.write_files(boxed, {"clause_library/library.yaml": b"x"})
    assert {path: path.read_bytes() for path in boxed.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("change", ["a word", "a file more", "a file less"])
def test_a_library_that_was_altered_after_installing_is_not_read(
    change: str, boxed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(boxed, tmp_path / "box"))
    clause = other / "clause_library/award_criteria/action-plan.md"
    if change == "a word":
        clause.write_text(clause.read_text().replace("Tenderer", "tenderer"))
    elif change == "a file more":
        shutil.copy(clause, clause.with_name("other.md"))
    else:
        clause.unlink()
    monkeypatch.chdir(tmp_path)
    with installed(other):
        for command in (("build", "--scenario", "low"), ("check",)):
            with pytest.raises(WorkspaceError, match=r"is not Human rights.* as ddtender was built with it"):
                raise run(*command, code=1).exception or AssertionError
        if change != "a file more":
            with pytest.raises(WorkspaceError):
                workspace.repository_at(other).files("HEAD")


def test_of_files_of_no_commit_nothing_is_claimed(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Path(shutil.copytree(clone, tmp_path / "unzipped", ignore=shutil.ignore_patterns(".git")))
    made = packed(copy, tmp_path / "box")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with installed(made):
        said = run("build", "--scenario", "low").output
        assert "built from files of no commit" in said
        manifest = json.loads((tmp_path / "here/build/low/manifest.json").read_text())
        assert manifest["library"]["commit"] is None
        said = run("build", "--scenario", "low", "--final", code=1).output
        assert "error[uncommitted]" in said
        said = run("verify", "build/low", code=1).output
        assert "sources that were not committed" in said


def test_a_stamp_of_ones_own_words_or_of_unknown_ones_is_none_in_the_box_either(
    clone: Path, tmp_path: Path, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(clone, tmp_path / "clone"))
    reviews = copy / "clause_library/reviews"
    for name, new in (("award.policy-commitment", "A. Jurist"), ("contract.risk-assessment", "")):
        path = reviews / f"{name}.yaml"
        said = 'author: "test"\n'
        assert said in path.read_text()
        path.write_text(path.read_text().replace(said, f'author: "{new}"\n' if new else ""))
    (reviews / "definition.tenderer.yaml").unlink()
    git(copy, "commit", "--quiet", "--all", "--message", "Other stamps")
    folder = Path(shutil.copytree(issued, tmp_path / "p", ignore=shutil.ignore_patterns("issued")))
    (folder / "issued").mkdir()
    (folder / "record.jsonl").unlink()
    decide_all(clone, folder / "procedure.yaml")
    monkeypatch.chdir(tmp_path)
    with installed(packed(copy, tmp_path / "box")):
        said = run("issue", "p", *WHO, "--scenario", "low", code=1).output
        assert "'award.policy-commitment': its last change is A. Jurist's own, who cannot be its reviewer" in said
        assert "the stamps do not name them: contract.risk-assessment" in said
        assert "Nothing is approved or decided in the library that comes with ddtender: " in said
