"""`ddtender release`: the version, the changelog and the tag of a library, and what a final document says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.history.repository import INFO, MITIGATION, PLAN, Repository
from tests.history.test_final import final, words

CHANGELOG = "clause_library/CHANGELOG.md"
ID = "contract.mitigation-reporting"
MARK = "NOT FROM A RELEASE"


def version(repository: Repository) -> str:
    return next(line for line in repository.read(INFO).splitlines() if line.startswith("version: "))[9:]


def tags(repository: Repository) -> list[str]:
    return repository.git("tag").split()


def change(repository: Repository, level: str = "major") -> None:
    if level == "major":
        repository.edit(MITIGATION, "on its efforts to", "on some efforts to")
    else:
        repository.edit(MITIGATION, "Every year the", "Every year, the")
    repository.run("bump", ID, f"--{level}", "--why", "As the monitor asks.")


def test_a_release_is_written_committed_and_tagged(repository: Repository) -> None:
    change(repository)
    repository.commit("A change")
    said = repository.run("release").out
    assert f"wrote {INFO}\nwrote {CHANGELOG}\n" in said and "v2.0.0 after v1.0.0. Commit this" in said
    assert version(repository) == "2.0.0" and tags(repository) == ["v1.0.0"]
    section = repository.read(CHANGELOG)
    assert "\n## 2.0.0 (" in section and f"(`{ID}`, 1.0.0 → 2.0.0)\n  2.0.0: As the monitor asks.\n" in section
    assert "not all is committed" in repository.run("release", code=1).out and tags(repository) == ["v1.0.0"]
    commit = repository.commit("Release")
    said = repository.run("release").out
    assert f"tagged commit {commit[:12]} as v2.0.0" in said and "not approved as they stand" in said
    assert repository.git("rev-parse", "v2.0.0^{commit}") == commit
    assert repository.findings(code=0) == {}
    assert "Nothing has changed since v2.0.0" in repository.run("release").out


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (lambda r: change(r, "patch"), "1.0.1"),
        (change, "2.0.0"),
        (
            lambda r: (
                r.write(PLAN, r.read(PLAN).replace("\nsource:", "\nretired: Nobody could judge it.\nsource:"))
                or r.edit("scenarios/medium.yaml", "  - award.action-plan\n", "")
            ),
            "2.0.0",
        ),
        (lambda r: r.edit("scenarios/high.yaml", "  - contract.mitigation-reporting\n", ""), "1.1.0"),
        (lambda r: r.edit(INFO, "\nversion: 1.0.0", "\nversion: 4.0.0") or change(r), "4.0.0"),
    ],
    ids=["a patch", "a duty", "a clause that is retired", "a list of a scenario", "a version raised by hand"],
)
def test_the_version_rises_as_its_provisions_do(repository: Repository, what, expected: str) -> None:
    what(repository)
    assert f"v{expected} after v1.0.0: would write" in repository.run("release", "--dry-run").out
    repository.run("release")
    assert version(repository) == expected and f"\n## {expected} (" in repository.read(CHANGELOG)


@pytest.mark.parametrize(
    ("path", "was", "now", "expected", "named"),
    [
        (
            "clause_library/reply_forms/action-plan.yaml",
            "An action that lacks what one of the columns asks for is not counted.",
            "Every action is counted.",
            "2.0.0",
            "- **Action plan** (`reply-form.action-plan`, changed)",
        ),
        (
            "clause_library/reply_forms/action-plan.yaml",
            "is not counted.",
            "is not counted. A Tenderer that leaves a column empty is rejected.",
            "2.0.0",
            "- **Action plan** (`reply-form.action-plan`, changed)",
        ),
        (
            "clause_library/legal_bases.yaml",
            "the term here stands for the one that buys.",
            "it says nothing else.",
            "1.1.0",
            "(`legal-basis.",
        ),
        (
            "scenarios/low.yaml",
            "title: Low maturity",
            "title: Hardly any maturity",
            "1.1.0",
            "(`scenario.low`, changed)",
        ),
        ("scenarios/procedures/laptops.yaml", "  price: 60", "  price: 55", None, ""),
    ],
    ids=["a duty of a form", "a ground for rejection", "a legal basis", "the name of a scenario", "a procedure"],
)
def test_what_else_binds_raises_the_version_and_is_named(
    repository: Repository, path: str, was: str, now: str, expected: str | None, named: str
) -> None:
    """A form has no version of its own: the library's says that what it asks is another thing. Of procedures a release
    says nothing."""
    repository.edit(path, was, now)
    if path.startswith("scenarios/procedures"):
        repository.edit(path, "other_quality: 25", "other_quality: 30")
    said = repository.run("release").out
    if expected is None:
        assert "Nothing has changed since v1.0.0" in said and version(repository) == "1.0.0"
        return
    assert version(repository) == expected
    section = repository.read(CHANGELOG)
    assert f"## {expected} (" in section and "### Beside the provisions" in section and named in section


def test_nothing_is_released_that_has_errors_or_cannot_be_compared(repository: Repository, tmp_path: Path) -> None:
    repository.edit(MITIGATION, "on its efforts to", "on some efforts to")
    before = repository.snapshot()
    assert "error[version-not-raised]" in repository.run("release", code=1).err
    assert repository.snapshot() == before
    repository.run("bump", ID, "--major", "--why", "Reasons")
    repository.commit("A change")
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(tmp_path / "shallow"))
    assert "error[history-unknown]" in Repository(tmp_path / "shallow").run("release", code=1).err


def test_the_first_release_tags_the_version_that_there_is(repository: Repository) -> None:
    repository.git("tag", "--delete", "v1.0.0")
    assert "wrote" in repository.run("release").out
    assert "The first release." in repository.read(CHANGELOG)
    repository.commit("Release")
    assert "as v1.0.0, the first release" in repository.run("release").out
    assert tags(repository) == ["v1.0.0"]


def test_the_tags_of_a_fork_and_ours_do_not_mix(repository: Repository) -> None:
    """The fork takes our next release in; its own versions are held against its own releases alone."""
    repository.edit(INFO, "\nversion: 1.0.0\n", "\nversion: 1.0.0\nrelease_prefix: city-v\n")
    repository.run("release")
    repository.commit("Fork")
    repository.run("release")
    assert sorted(tags(repository)) == ["city-v1.0.0", "v1.0.0"]
    repository.commit("Ours")
    repository.git("tag", "v7.0.0")
    assert repository.findings(code=0) == {}
    change(repository)
    assert f"'{ID}' has changed" not in repository.run("check").said
    repository.edit(MITIGATION, "\nversion: 2.0.0\n", "\nversion: 1.0.0\n")
    (finding,) = repository.findings(code=1)["version-not-raised"]
    assert "since city-v1.0.0" in finding["message"]
    repository.git("tag", "CITY-v1.1")
    (finding,) = repository.findings(code=1)["no-release-tag"]
    assert "CITY-v1.1" in finding["message"] and "`git tag city-v1.2.0" in finding["hint"]


@pytest.mark.parametrize("prefix", ["city-v", '"city-v"', "'city-v'  # ours", "V"])
def test_a_prefix_is_told_however_it_is_written(repository: Repository, prefix: str) -> None:
    repository.edit(INFO, "\nversion: 1.0.0\n", f"\nversion: 1.0.0\nrelease_prefix: {prefix}\n")
    plain = prefix.partition("#")[0].strip().strip("'\"")
    assert f"{plain}1.0.0, the first release" in repository.run("release", "--dry-run").out


@pytest.mark.parametrize("prefix", [">-\n  city-v", "v1", "../v", "a b", "-v"])
def test_a_prefix_that_git_or_we_would_read_otherwise_is_refused(repository: Repository, prefix: str) -> None:
    repository.edit(INFO, "\nversion: 1.0.0\n", f"\nversion: 1.0.0\nrelease_prefix: {prefix}\n")
    assert {f["path"] for found in repository.findings(code=1).values() for f in found} == {INFO}


def test_a_tag_that_does_not_fit_the_version_is_found(repository: Repository) -> None:
    repository.commit("Later")
    repository.git("tag", "v1.1.0")
    (finding,) = repository.findings(code=0)["tag-not-version"]
    assert finding["message"] == "the tag v1.1.0 is on a library whose version is 1.0.0" and finding["path"] == INFO
    assert "v1.1.1 after v1.1.0: would write" in repository.run("release", "--dry-run").out
    repository.git("tag", "--delete", "v1.1.0")
    assert repository.findings(code=0) == {}


# What final documents say


def marks(folder: Path) -> set[bool]:
    return {MARK in words((folder / name).read_bytes()) for name in ("tender.docx", "contract.docx", "provisions.docx")}


def release_in(folder: Path) -> str | None:
    return json.loads((folder / "manifest.json").read_text())["library"]["release"]


def test_a_final_document_of_a_release_names_it(stamped: Repository, tmp_path: Path) -> None:
    final(stamped, tmp_path / "out")
    assert marks(tmp_path / "out") == {False} and release_in(tmp_path / "out") == "v1.0.0"
    assert "Release of the library: v1.0.0." in words((tmp_path / "out/provisions.docx").read_bytes())
    assert stamped.run("verify", tmp_path / "out").out.splitlines()[-1].endswith("the same bytes")
    stamped.git("tag", "--delete", "v1.0.0")
    proof = stamped.run("verify", tmp_path / "out", "--format", "json", code=1).json()
    assert any(
        "says that it is of the release v1.0.0; its sources are those of none" in line for line in proof["notes"]
    )


def test_one_of_no_release_says_so_on_every_page(stamped: Repository, tmp_path: Path) -> None:
    stamped.edit("scenarios/low.yaml", "title: ", "title: Another ")
    stamped.commit("Between two releases")
    final(stamped, tmp_path / "out")
    assert marks(tmp_path / "out") == {True} and release_in(tmp_path / "out") is None
    assert "made from no release of the library" in words((tmp_path / "out/provisions.docx").read_bytes())
    assert stamped.run("verify", tmp_path / "out").out.splitlines()[-1].endswith("the same bytes")


def test_a_final_document_whose_commit_was_squashed_away_is_not_proved(stamped: Repository, tmp_path: Path) -> None:
    """Neither while git still has the commit, nor when it has not; it says which, and does not hold."""
    stamped.git("switch", "--quiet", "--create", "work")
    stamped.commit("To be squashed")
    final(stamped, tmp_path / "out")
    stamped.git("switch", "--quiet", "main")
    stamped.git("merge", "--quiet", "--squash", "work")
    stamped.commit("Squashed")
    proof = stamped.run("verify", tmp_path / "out", "--format", "json", code=1).json()
    assert (proof["holds"], proof["rebuilt"]) == (False, True)
    assert any("not in the history of what is checked out" in line for line in proof["notes"])
    stamped.git("branch", "--delete", "--force", "work")
    stamped.git("clone", "--quiet", f"file://{stamped.root}", str(tmp_path / "clone"))
    proof = Repository(tmp_path / "clone").run("verify", tmp_path / "out", "--format", "json", code=1).json()
    assert (proof["holds"], proof["rebuilt"]) == (False, None)
    assert any("not made again: there is no revision" in line for line in proof["notes"])
