"""A release tag that names what is not there: no command takes the library for one that was never released."""

from pathlib import Path

import pytest

from tests.history.repository import LAPTOPS, MITIGATION, Repository

TAG = ".git/refs/tags/v1.0.0"
#: What the tag holds instead of the commit's name.
SPOILT = {"a commit that is missing": "0" * 39 + "1", "no name": "garbage", "zeros": "0" * 40}


@pytest.fixture(params=SPOILT.values(), ids=SPOILT)
def lost(request: pytest.FixtureRequest, repository: Repository) -> Repository:
    (repository.root / TAG).write_text(f"{request.param}\n")
    return repository


def test_check_says_that_versions_were_not_compared(lost: Repository) -> None:
    lost.write(MITIGATION, lost.read(MITIGATION).replace(" shall ", " may "))
    said = lost.run("check").said
    assert "history-unknown" in said and "git fsck" in said and "No findings" not in said


def test_no_build_takes_it_for_no_release(lost: Repository, tmp_path: Path) -> None:
    for more in ((), ("--procedure", lost.root / LAPTOPS, "--final")):
        lost.build(tmp_path / "out", *more, code=2)
        assert not (tmp_path / "out").exists()


def test_an_annotated_tag_of_a_lost_commit(repository: Repository) -> None:
    commit = repository.commit("Another")
    repository.git("tag", "--annotate", "--message", "Second", "v1.1.0")
    repository.git("reset", "--quiet", "--hard", "HEAD^")
    assert repository.run("check").said.splitlines()[-1] == "No findings."
    (repository.root / ".git/objects" / commit[:2] / commit[2:]).unlink()
    assert "history-unknown" in repository.run("check").said
