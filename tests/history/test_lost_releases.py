"""A release tag that names what is not there: no command takes the library for one that was never released."""

import shutil
from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, MITIGATION, Repository

TAG = ".git/refs/tags/v1.0.0"
#: What the tag holds instead of the commit's name.
SPOILT = {
    "a commit that is missing": "0" * 39 + "1",
    "no name": "garbage",
    "zeros": "0" * 40,
    "a branch that is gone": "ref: refs/heads/gone",
    "another tag that is gone": "ref: refs/tags/v0.9.0",
}


@pytest.fixture(params=SPOILT.values(), ids=SPOILT)
def lost(request: pytest.FixtureRequest, repository: Repository) -> Repository:
    (repository.root / TAG).write_text(f"{request.param}\n")
    return repository


def test_check_says_that_versions_were_not_compared(lost: Repository) -> None:
    lost.edit(MITIGATION, "Every year the", "Each year the")
    said = lost.run("check").said
    assert "history-unknown" in said and "git fsck" in said and "No findings" not in said


def test_no_build_takes_it_for_no_release(lost: Repository, tmp_path: Path) -> None:
    for more in ((), ("--procedure", lost.root / LAPTOPS, "--final")):
        lost.build(tmp_path / "out", *more, code=2)
        assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_of_tags_was(repository: Repository, tmp_path: Path) -> None:
    shutil.rmtree(repository.root / ".git/refs/tags")
    repository.write(".git/refs/tags", "x\n")
    assert "history-unknown" in repository.run("check").said
    repository.build(tmp_path / "out", code=2)


def test_a_link_where_the_file_of_packed_tags_was(repository: Repository) -> None:
    """The branch is a file of its own, so that git answers for all the rest."""
    commit, branch = repository.git("rev-parse", "HEAD"), repository.git("symbolic-ref", "HEAD")
    repository.git("pack-refs", "--all")
    (repository.root / ".git/packed-refs").unlink()
    (repository.root / ".git/packed-refs").symlink_to("nowhere")
    repository.write(f".git/{branch}", f"{commit}\n")
    assert "history-unknown" in repository.findings(code=0)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [f"{line}\r" for line in lines],
        lambda lines: [*lines[:1], *reversed(lines[1:])],
        lambda lines: [line.replace("refs/tags/v1", "refs/tags/ v1") for line in lines],
    ],
    ids=["line ends of Windows", "another order", "a space"],
)
def test_packed_tags_that_git_does_not_read(repository: Repository, spoil) -> None:
    commit, branch = repository.git("rev-parse", "HEAD"), repository.git("symbolic-ref", "HEAD")
    repository.git("tag", "a-tag")
    repository.git("pack-refs", "--all")
    repository.write(f".git/{branch}", f"{commit}\n")
    path = repository.root / ".git/packed-refs"
    lines = path.read_text().splitlines()
    assert repository.findings(code=0) == {}
    path.write_bytes("\n".join([*spoil(lines), ""]).encode())
    assert "history-unknown" in repository.findings(code=0)


def test_an_annotated_tag_of_a_lost_commit(repository: Repository) -> None:
    commit = repository.commit("Another")
    repository.git("tag", "--annotate", "--message", "Second", "v1.1.0")
    repository.git("reset", "--quiet", "--hard", "HEAD^")
    assert repository.run("check").said.splitlines()[-1] == "No findings."
    (repository.root / ".git/objects" / commit[:2] / commit[2:]).unlink()
    assert "history-unknown" in repository.run("check").said


@pytest.mark.parametrize(
    "tag", ["V1.1.0", "release-1.1.0", "Release_1.1.0", "1.1.0", "v1.1", "version-1.1.0", "release/v1.1.0"]
)
def test_a_tag_that_looks_like_a_release_and_is_none_is_told(repository: Repository, tag: str) -> None:
    repository.git("tag", tag)
    (finding,) = repository.findings(code=0)["no-release-tag"]
    assert tag in finding["message"] and f"git tag v1.2.0 {tag}^{{commit}}" in finding["hint"]


@pytest.mark.parametrize("tag", ["v2.0.0-rc.1", "sent-to-the-ministry", "2026-11-29", "1.0.0"])
def test_other_tags_are_nobodys_business(repository: Repository, tag: str) -> None:
    """A first version for trial, a letter, a day, and the second name of a release."""
    repository.git("tag", tag)
    assert repository.findings(code=0) == {}


@pytest.mark.parametrize("depth", [2, 3])
def test_a_tag_of_a_tag_is_the_release_of_the_commit_at_its_end(repository: Repository, depth: int) -> None:
    """What `git tag -a NEW OLD` makes, where somebody wanted to give a release another name."""
    before = "v1.0.0"
    for n in range(depth):
        name = "v1.1.0" if n == depth - 1 else f"was-{n}"
        repository.git("tag", "--annotate", "--message", name, name, before)
        before = name
    repository.git("tag", "--delete", "v1.0.0")
    assert {*repository.findings(code=0)} == {"tag-not-version"}  # the library of that commit is of version 1.0.0
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit("Changed")
    assert "v1.1.0" in repository.findings(code=1)["version-not-raised"][0]["message"]


@pytest.mark.parametrize("what", ["HEAD^{tree}", f"HEAD:{MITIGATION}"], ids=["a folder", "a file"])
@pytest.mark.parametrize("annotated", [False, True], ids=["plain", "annotated"])
def test_a_release_tag_that_names_no_commit_is_told(
    repository: Repository, tmp_path: Path, what: str, annotated: bool
) -> None:
    repository.git("tag", *(("--annotate", "--message", "Second") if annotated else ()), "v1.1.0", what)
    (finding,) = repository.findings(code=0)["history-unknown"]
    assert "v1.1.0" in finding["message"] and "v1.0.0" not in finding["message"]
    repository.build(tmp_path / "out", "--procedure", repository.root / LAPTOPS, "--final", code=2)


def test_a_history_beside_that_of_the_releases_says_so(repository: Repository, tmp_path: Path) -> None:
    """A new branch with a commit of its own, whose words nobody has compared with anything."""
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.commit("As if it were the first")
    (finding,) = repository.findings(code=0)["history-unknown"]
    assert "comes from none of v1.0.0" in finding["message"]
    repository.commit("The first of its own", tag="v2.0.0")
    assert repository.findings(code=0) == {}


def test_a_commit_before_the_first_release_has_nothing_to_be_compared_with(repository: Repository) -> None:
    repository.git("tag", "--delete", "v1.0.0")
    repository.commit("The first release", tag="v1.0.0")
    repository.git("checkout", "--quiet", "HEAD^")
    assert repository.findings(code=0) == {}


def test_a_clone_without_tags_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--no-tags", str(repository.root), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    said = clone.run("check").said
    assert "history-unknown" in said and "`git fetch --tags`" in said and "No findings" not in said
    clone.git("fetch", "--quiet", "--tags")
    assert clone.run("check").said.splitlines()[-1] == "No findings."


def test_continuous_integration_may_require_releases_to_compare_with(repository: Repository, tmp_path: Path) -> None:
    """A shallow clone, one without tags and a folder without any history end with an error, where that is asked for."""
    repository.run("check", "--require-history")
    repository.commit("Newer")
    clones = {"shallow": ("--depth", "1"), "no-tags": ("--no-tags",)}
    for name, how in clones.items():
        repository.git("clone", "--quiet", *how, f"file://{repository.root}", str(tmp_path / name))
    shutil.copytree(repository.root, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    for name in (*clones, "copy"):
        other = Repository(tmp_path / name)
        other.run("check")
        assert "error[history-unknown]" in other.run("check", "--require-history", code=1).said
    fetched = Repository(tmp_path / "shallow")
    fetched.git("fetch", "--quiet", "--unshallow", "--tags")
    fetched.run("check", "--require-history")
