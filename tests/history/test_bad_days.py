"""Repositories in trouble: everything works or is said in words; nothing is half done, nothing is a traceback."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ddtender
from tests.history.repository import (
    ENVIRONMENT,
    GOODS,
    LAPTOPS,
    MITIGATION,
    OUTPUTS,
    PLAN,
    Repository,
    copy_of_ours,
    init,
    outputs,
    without_properties,
)


def run(repository: Repository, *arguments: object, code: int, **environment: str) -> str:
    """In a process of its own, as main() ends it."""
    result = ddtender("--workspace", repository.root, *arguments, **ENVIRONMENT | environment)
    said = result.stdout + result.stderr
    assert result.returncode == code, said
    assert "Traceback" not in said and "should not have happened" not in said
    return said


def all_commands(repository: Repository, folder: Path, said: str = "") -> None:
    """What needs no history works; what needs one works too, or says ``said`` and writes nothing."""
    for command in ("check", "status", "where-used definition.goods"):
        repository.run(*command.split())
    code = 2 if said else 0
    assert said in repository.run("diff", "HEAD", code=code).said
    assert said in repository.build(folder / "ref", "--library-ref", "HEAD", scenario="low", code=code).said
    assert (folder / "ref").exists() is not bool(said)
    if said:
        repository.build(folder / "plain", scenario="low")
        assert {*outputs(folder / "plain")} >= OUTPUTS
        proof = repository.run("verify", folder / "plain", code=1).out
        assert "tender.docx: untouched" in proof and "not made again" in proof


def test_without_a_repository(tmp_path: Path) -> None:
    repository = Repository(copy_of_ours(tmp_path / "library"))
    all_commands(repository, tmp_path, "is not in a git repository")
    said = run(repository, "build", "--scenario", "low", "--final", "--output", tmp_path / "final", code=1)
    assert "error[uncommitted]" in said and not (tmp_path / "final").exists()
    run(repository, "bump", "definition.goods", "--minor", "--why", "Better", code=0)
    run(repository, "approve", "definition.goods", "--reviewer", "A. Jurist", code=0)


def test_without_a_commit(tmp_path: Path) -> None:
    repository = Repository(copy_of_ours(tmp_path / "library"))
    repository.git("init", "--quiet")
    all_commands(repository, tmp_path, "is in a git repository without commits")


def test_without_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    all_commands(repository, tmp_path, "git is not installed, or is not in the PATH")
    assert "git is not installed" in run(repository, "diff", "HEAD", code=2, PATH=str(tmp_path / "bin"))


def test_with_a_repository_that_git_will_not_read(repository: Repository, tmp_path: Path) -> None:
    """As in the folder of another user: git refuses, and ddtender does not say that there is no repository."""
    (repository.root / ".git/HEAD").write_text("spoilt")
    all_commands(repository, tmp_path, "git does not answer for")


def test_without_tags(repository: Repository, tmp_path: Path) -> None:
    repository.git("tag", "--delete", "v1.0.0")
    repository.edit(MITIGATION, "12 months after", "6 months after")
    repository.edit(MITIGATION, "6 months after", "12 months after")
    all_commands(repository, tmp_path)
    assert "release tags: none" in run(repository, "diff", "v1.0.0", code=2)


def test_a_detached_head(repository: Repository, tmp_path: Path) -> None:
    repository.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    repository.commit()
    repository.git("checkout", "--quiet", "v1.0.0")
    all_commands(repository, tmp_path)
    assert {*repository.diff("main")} == {"definition.goods"}


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    repository.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    repository.commit()
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    all_commands(clone, tmp_path)
    for arguments in (
        ("diff", "v1.0.0"),
        ("build", "--scenario", "low", "--library-ref", "v1.0.0", "--output", tmp_path / "no"),
    ):
        said = run(clone, *arguments, code=2)
        assert "there is no revision 'v1.0.0' here" in said and "git fetch --unshallow --tags" in said
    assert not (tmp_path / "no").exists()
    clone.git("fetch", "--quiet", "--unshallow", "--tags")
    assert "definition.goods" in run(clone, "diff", "v1.0.0", code=0)


@pytest.fixture
def conflicted(repository: Repository) -> Repository:
    """A merge that stopped: two people have reworded one sentence."""
    repository.git("switch", "--quiet", "--create", "other")
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.edit(MITIGATION, "Every year the", "Once a year the")
    repository.commit()
    repository.git("merge", "other", check=False)
    assert "<<<<<<< HEAD" in repository.read(MITIGATION)
    return repository


def test_a_merge_in_progress_is_named_with_its_lines(conflicted: Repository, tmp_path: Path) -> None:
    lines = conflicted.read(MITIGATION).splitlines()
    marks = [n for n, line in enumerate(lines, 1) if line[:7] in ("<<<<<<<", "=======", ">>>>>>>")]
    (finding,) = conflicted.findings(code=1)["merge-conflict"]
    assert (finding["path"], finding["line"]) == (MITIGATION, marks[0]) and len(marks) == 3
    before = conflicted.snapshot()
    for arguments in (
        ("status",),
        ("diff", "HEAD"),
        ("where-used", "definition.goods"),
        ("approve", "--all", "--reviewer", "A. Jurist"),
        ("bump", "contract.mitigation-reporting", "--minor", "--why", "Better"),
        ("build", "--scenario", "low", "--output", tmp_path / "out"),
    ):
        assert f"{MITIGATION}:{marks[0]}:1: error[merge-conflict]" in conflicted.run(*arguments, code=1).err
    assert conflicted.snapshot() == before and not (tmp_path / "out").exists()
    assert "contract.mitigation-reporting" in conflicted.run("diff", "v1.0.0", "other").out


@pytest.mark.parametrize("path", ["scenarios/low.yaml", "clause_library/parameters.yaml", LAPTOPS])
def test_a_conflict_in_any_file_is_found(repository: Repository, path: str) -> None:
    text = repository.read(path)
    repository.write(path, f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")
    assert [(f["path"], f["line"]) for f in repository.findings(code=1)["merge-conflict"]] == [(path, 1)]


def test_a_checkout_with_windows_line_ends(repository: Repository, tmp_path: Path) -> None:
    repository.approve_all()
    repository.commit("Approved", tag="v1.0.1")
    repository.build(tmp_path / "unix", "--procedure", repository.root / LAPTOPS, "--final")
    windows = Repository(tmp_path / "windows")
    options = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    repository.git(*options, "clone", "--quiet", str(repository.root), str(windows.root))
    windows.git("config", "core.autocrlf", "true")
    assert "\r\n" in windows.read(MITIGATION) and windows.git("status", "--porcelain") == ""
    assert {*windows.states().values()} == {"approved"}
    assert windows.diff("v1.0.1") == {} and windows.findings(code=0) == {}
    windows.build(tmp_path / "out", "--procedure", windows.root / LAPTOPS, "--final")
    unix, out = outputs(tmp_path / "unix"), outputs(tmp_path / "out")
    for name in ("tender.docx", "contract.docx"):  # their properties name the procedure by its bytes
        assert without_properties(out[name]) == without_properties(unix[name])
    assert "the same bytes" in windows.run("verify", tmp_path / "out").out


def test_a_path_with_spaces_and_other_letters(repository: Repository, tmp_path: Path) -> None:
    place = tmp_path / "Größe & 名 (Kopie) 'x'"
    shutil.move(repository.root, place)
    moved = Repository(place)
    moved.git("mv", MITIGATION, "clause_library/contract_clauses/Bericht – jährlich.md")
    moved.commit(tag="v1.0.1")
    assert moved.diff("v1.0.0", "v1.0.1") == moved.diff("v1.0.0") == {}
    all_commands(moved, tmp_path)
    moved.run("bump", "contract.mitigation-reporting", "--minor", "--why", "Better")
    moved.run("check")
    moved.edit("clause_library/contract_clauses/Bericht – jährlich.md", "12 months after", "6 months after")
    assert "Bericht – jährlich.md" in run(moved, "check", code=1, PYTHONUTF8="1")
    run(moved, "check", code=1, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")


def test_a_workspace_that_is_a_folder_of_its_repository(tmp_path: Path) -> None:
    copy_of_ours(tmp_path / "all" / ".work" / "tenders")
    (tmp_path / "all/README.md").write_text("Much else")
    outer = init(tmp_path / "all")
    outer.git("tag", "v1.0.0")
    repository = Repository(outer.root / ".work" / "tenders")
    all_commands(repository, tmp_path)
    (outer.root / "README.md").write_text("Something that is none of our business")
    repository.build(tmp_path / "clean")
    assert b'"dirty": false' in outputs(tmp_path / "clean")["manifest.json"]
    repository.edit(MITIGATION, "Every year the", "Each year the")
    assert {*repository.findings(code=1)} == {"version-not-raised"}
    assert {*repository.diff("v1.0.0")} == {"contract.mitigation-reporting"}
    repository.build(tmp_path / "dirty")
    assert b'"dirty": true' in outputs(tmp_path / "dirty")["manifest.json"]
    repository.build(tmp_path / "old", "--library-ref", "v1.0.0")
    assert outputs(tmp_path / "old") == outputs(tmp_path / "clean")


def test_a_linked_clause_is_read_neither_from_the_disk_nor_from_a_revision(
    repository: Repository, tmp_path: Path
) -> None:
    """A link can lead out of the repository, where no history follows it."""
    (repository.root / "shared").mkdir()
    shutil.move(repository.root / PLAN, repository.root / "shared/action-plan.md")
    (repository.root / PLAN).symlink_to("../../shared/action-plan.md")
    repository.commit(tag="v1.0.1")
    result = repository.build(tmp_path / "out", scenario="medium", code=2)
    assert "action-plan.md is a symbolic link; put the files themselves there" in result.err
    result = repository.build(tmp_path / "out", "--library-ref", "v1.0.1", scenario="medium", code=1)
    assert "error[unknown-provision] the library has no provision 'award.action-plan'" in result.err
    assert not (tmp_path / "out").exists()


def test_a_link_to_nowhere_is_named(repository: Repository) -> None:
    (repository.root / "clause_library/definitions/lost.md").symlink_to("nowhere.md")
    assert "lost.md is a symbolic link" in run(repository, "check", code=2)


@pytest.mark.parametrize(
    "ref",
    ["--output=x", "-n1", "--all", "-", "", " ", "a b", "HEAD:scenarios", "a\0b", "v1.0.0^{tree}", "..", "@{-9}", "\n"],
)
def test_a_revision_that_is_none_reads_and_writes_nothing(repository: Repository, tmp_path: Path, ref: str) -> None:
    before = repository.snapshot()
    repository.run("diff", "--", ref, code=2)
    repository.build(tmp_path / "out", f"--library-ref={ref}", code=2)
    assert repository.snapshot() == before and not (tmp_path / "out").exists()


@pytest.mark.parametrize("pin", ['"--output=x"', '" "', "1.0", "[v1.0.0]", '"v1\\0"'])
def test_a_pin_that_is_none_is_refused(repository: Repository, tmp_path: Path, pin: str) -> None:
    repository.write(LAPTOPS, repository.read(LAPTOPS) + f"library: {pin}\n")
    before = repository.snapshot()
    result = repository.build(tmp_path / "out", "--procedure", repository.root / LAPTOPS, code=None)
    assert result.code in (1, 2) and result.err
    assert repository.snapshot() == before and not (tmp_path / "out").exists()


def test_an_epoch_that_is_none_is_named(repository: Repository, tmp_path: Path) -> None:
    arguments = ("build", "--scenario", "low", "--output", tmp_path / "out")
    assert "SOURCE_DATE_EPOCH is 'soon'" in run(repository, *arguments, code=2, SOURCE_DATE_EPOCH="soon")
    assert not (tmp_path / "out").exists()


def test_ddtender_works_as_a_hook_of_a_commit(repository: Repository, tmp_path: Path) -> None:
    """git sets variables of its own for a hook; the check looks at the right repository and stops the commit."""
    hook = repository.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    root = Path(__file__).resolve().parents[2]
    hook.write_text(f"#!/bin/sh\nPYTHONPATH='{root}' exec '{sys.executable}' -m ddtender check\n")
    hook.chmod(0o755)
    repository.edit(MITIGATION, "Every year the", "Each year the")
    done = subprocess.run(["git", "commit", "-am", "Other words"], cwd=repository.root, capture_output=True, text=True)
    assert done.returncode == 1 and "version-not-raised" in done.stdout + done.stderr
    repository.run("bump", "contract.mitigation-reporting", "--major", "--why", "Other words")
    repository.git("commit", "--quiet", "-am", "Other words")


def test_a_worktree_of_a_repository(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    all_commands(Repository(tmp_path / "second"), tmp_path)


def test_a_history_that_lost_a_file_is_named(repository: Repository, tmp_path: Path) -> None:
    blob = repository.git("rev-parse", f"v1.0.0:{MITIGATION}")
    repository.edit(MITIGATION, "12 months after", "6 months after")
    repository.run("bump", "contract.mitigation-reporting", "--major", "--why", "Sooner")
    repository.commit()
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    said = run(
        repository, "build", "--scenario", "low", "--library-ref", "v1.0.0", "--output", tmp_path / "out", code=2
    )
    assert f"git has lost the object {blob[:12]}" in said and not (tmp_path / "out").exists()
