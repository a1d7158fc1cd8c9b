"""Who has changed a file: asked of a real repository, whatever its settings say and whatever it lacks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ddtender.workspace.authors import authors_of
from tests.history.repository import GOODS, Repository
from tests.history.test_stamps import ID, by

X = "clause_library/x.md"
FOLDERS = ("clause_library",)


class Small:
    """A repository of one file or two, with people who change them."""

    def __init__(self, top: Path, inside: str = "") -> None:
        self.top, self.root = top, top / inside
        (self.root / "clause_library").mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, who: str = "nobody") -> str:
        named = {f"GIT_{role}_NAME": who for role in ("AUTHOR", "COMMITTER")}
        named |= {f"GIT_{role}_EMAIL": f"{who}@example.org" for role in ("AUTHOR", "COMMITTER")}
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.top, env=os.environ | named, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def change(self, who: str, text: str, path: str = X) -> None:
        (self.root / path).write_text(text)
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", text, who=who)

    def of(self, path: str = X) -> list[str]:
        found = authors_of(self.root, FOLDERS)
        assert found.unknown == ""
        return [author.name for author in found.of.get(path, ())]


@pytest.fixture(params=["", "deep/in it"], ids=["at the top", "in a folder of the repository"])
def small(tmp_path: Path, request: pytest.FixtureRequest) -> Small:
    one = Small(tmp_path / "small", request.param)
    one.change("Ada", "1")
    one.change("Ben", "2")
    one.change("Cy", "other", "clause_library/with space ü.md")
    return one


SETTINGS = {
    "log.showRoot": "false",
    "diff.orderFile": "/nonexistent",
    "core.worktree": "/tmp",
    "diff.relative": "true",
    "diff.renames": "copies",
    "log.follow": "true",
    "i18n.logOutputEncoding": "UTF-16",
    "format.pretty": "oneline",
    "core.quotePath": "true",
}


@pytest.mark.parametrize("setting", [None, *SETTINGS])
def test_authors_are_those_of_the_commits_whatever_is_set(small: Small, setting: str | None) -> None:
    if setting is not None:
        small.git("config", setting, SETTINGS[setting])
    assert small.of() == ["Ben", "Ada"]
    assert small.of("clause_library/with space ü.md") == ["Cy"]
    assert small.of("clause_library/never.md") == []


def test_an_order_that_is_a_pipe_holds_nobody_up(small: Small, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    small.git("config", "diff.orderFile", str(tmp_path / "pipe"))
    assert small.of() == ["Ben", "Ada"]


def test_a_merge_counts_for_what_it_says_itself(small: Small) -> None:
    small.git("checkout", "--quiet", "-b", "side", "HEAD~2")
    small.change("Dee", "3")
    small.git("checkout", "--quiet", "main")
    small.git("merge", "--quiet", "--no-ff", "--strategy=ours", "side", "--message", "Ours", who="Eve")
    assert small.of() == ["Dee", "Ben", "Ada"] or small.of() == ["Ben", "Dee", "Ada"]
    (small.root / X).write_text("4")
    small.git("commit", "--quiet", "--all", "--amend", "--no-edit", "--reset-author", who="Eve")
    assert small.of()[0] == "Eve"


def test_what_git_cannot_read_is_said(small: Small, tmp_path: Path) -> None:
    inside = small.root.relative_to(small.top)
    small.git("config", "uploadpack.allowFilter", "true")
    for name, how, said in (
        ("no trees", "--filter=tree:0", "without --filter"),
        ("newest", "--depth=1", "--unshallow"),
    ):
        small.git("clone", "--quiet", how, f"file://{small.top}", str(tmp_path / name))
        found = authors_of(tmp_path / name / inside, FOLDERS)
        assert said in found.unknown and found.of == {}
    tree = small.git("rev-parse", "HEAD~2^{tree}")
    (small.top / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    assert "git fsck" in authors_of(small.root, FOLDERS).unknown


def test_outside_a_repository_and_before_its_first_commit_there_is_nobody(tmp_path: Path) -> None:
    assert authors_of(tmp_path, FOLDERS).unknown == ""
    empty = Small(tmp_path / "empty")
    assert authors_of(empty.root, FOLDERS).of == {} and authors_of(empty.root, FOLDERS).unknown == ""


# The command


def test_nobody_approves_where_git_does_not_say_whose_words_they_are(repository: Repository) -> None:
    for remark in ("One", "Two"):
        repository.edit("clause_library/library.yaml", "\nversion:", f"\n# {remark}.\nversion:")
        repository.commit()
    tree = repository.git("rev-parse", "HEAD~1^{tree}")
    (repository.root / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    before = repository.snapshot()
    refused = repository.run("approve", ID, "--reviewer", "A. Jurist", code=1).err
    assert "error[author-unknown] who made the last changes is not known" in refused
    assert "nothing was approved" in refused and repository.snapshot() == before


def test_whoever_changes_a_clause_in_a_merge_is_not_its_reviewer(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, "B. Both")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.write("side.txt", "Another change.\n")
    repository.commit()
    repository.git("checkout", "--quiet", "-")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repository.edit(GOODS, "means the products", "means the wares and products")
    repository.run("bump", ID, "--major", "--why", "Wares are meant, too.")
    repository.commit()
    assert len(repository.git("rev-list", "--parents", "-1", "HEAD").split()) == 3
    assert "own-change" in repository.run("approve", ID, "--reviewer", "B. Both", code=1).err
    repository.run("approve", ID, "--reviewer", "A. Jurist")


def test_who_went_back_to_earlier_words_is_their_author(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, "B. Back")
    was = repository.read(GOODS)
    repository.edit(GOODS, "means the products", "means the wares and products")
    repository.commit()
    by(monkeypatch, "C. Counsel")
    repository.write(GOODS, was)
    repository.commit()
    repository.run("approve", ID, "--reviewer", "M. Maintainer")
    assert "own-change" in repository.run("approve", ID, "--reviewer", "C. Counsel", code=1).err
