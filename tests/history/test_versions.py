"""`check` against the release tags: two wordings never go by one name, and reviewers hear of every change."""

import pytest

from tests.history.repository import GOODS, MITIGATION, PLAN, Repository

ID = "contract.mitigation-reporting"
HISTORY = {"version-not-raised", "version-too-low", "version-lowered", "version-reused", "id-reused"}


def set_version(repository: Repository, version: str, path: str = MITIGATION) -> None:
    text = repository.read(path)
    line = next(line for line in text.splitlines() if line.startswith("version: "))
    repository.edit(path, f"\n{line}\n", f"\nversion: {version}\n")


def reword(repository: Repository) -> None:
    repository.edit(MITIGATION, "on its efforts to", "on some efforts to")


def test_a_changed_text_needs_a_new_version(repository: Repository) -> None:
    reword(repository)
    (finding,) = repository.findings(code=1)["version-not-raised"]
    assert finding["path"] == MITIGATION
    line = repository.read(MITIGATION).splitlines()[finding["line"] - 1]
    assert line == "version: 1.0.0" and line[finding["column"] - 1 :] == "1.0.0"
    assert finding["message"] == f"'{ID}' has changed since v1.0.0, but its version is still 1.0.0"
    command = finding["hint"].partition("`ddtender ")[2].rstrip("`.").split()
    assert command[:3] == ["bump", ID, "--major"]
    repository.run(*command[:3], "--why", "Sooner")  # the hint mends it
    assert repository.findings(code=0) == {}


def test_a_patch_is_too_little_for_a_changed_duty(repository: Repository) -> None:
    reword(repository)
    for version in ("1.0.1", "1.5.0"):
        set_version(repository, version)
        (finding,) = repository.findings(code=1)["version-too-low"]
        assert finding["message"] == f"1.0.0 to {version} is too little for '{ID}': its change is major"
    set_version(repository, "2.0.0")
    assert repository.findings(code=0) == {}


def test_a_version_never_goes_down(repository: Repository) -> None:
    set_version(repository, "1.10.0")
    repository.commit(tag="v1.10.0")
    assert repository.findings(code=0) == {}
    set_version(repository, "1.9.0")
    (finding,) = repository.findings(code=1)["version-lowered"]
    assert "is 1.9.0, but v1.10.0 has 1.10.0 already" in finding["message"]


def test_a_version_that_an_earlier_release_gave_to_other_words_is_not_given_again(repository: Repository) -> None:
    reword(repository)
    set_version(repository, "2.0.0")
    repository.commit(tag="v2.0.0")
    repository.edit(MITIGATION, "on some efforts to", "on few efforts to")
    set_version(repository, "1.0.0")
    found = repository.findings(code=1)
    assert f"v1.0.0 gave version 1.0.0 of '{ID}' to another text" in found["version-reused"][0]["message"]
    repository.edit(MITIGATION, "on few efforts to", "on its efforts to")  # the words of 1.0.0 again
    assert "version-reused" not in repository.findings(code=1)
    set_version(repository, "3.0.0")
    assert repository.findings(code=0) == {}


def test_a_release_that_gave_a_version_twice_is_told_until_it_is_given_another(repository: Repository) -> None:
    """Somebody tagged by hand what no check had seen. The release stays as it is; the next one says which is which."""
    reword(repository)
    repository.commit(tag="v1.0.1")
    (finding,) = repository.findings(code=1)["version-reused"]
    assert f"v1.0.0 gave version 1.0.0 of '{ID}' to another text" in finding["message"]
    repository.commit("Something else", tag="v1.0.2")
    assert {*repository.findings(code=1)} == {"version-reused"}
    repository.run("bump", ID, "--patch", "--why", "1.0.0 had two wordings; this is that of v1.0.1.")
    assert repository.findings(code=0) == {}


def test_an_id_never_names_another_requirement(repository: Repository) -> None:
    repository.edit(PLAN, "\nsource:", "\nrequirement: something-else\nsource:")
    set_version(repository, "2.0.0", PLAN)
    (finding,) = repository.findings(code=1)["id-reused"]
    assert "'award.action-plan' was released in v1.0.0 for another requirement: action-plan" in finding["message"]


def test_an_id_that_was_given_up_does_not_return_with_other_words(repository: Repository) -> None:
    text, scenario = repository.read(PLAN), repository.read("scenarios/medium.yaml")
    (repository.root / PLAN).unlink()
    repository.edit("scenarios/medium.yaml", "  - award.action-plan\n", "")
    repository.commit(tag="v2.0.0")
    repository.write("scenarios/medium.yaml", scenario)
    repository.write(PLAN, text.replace("version: 1.0.0", "version: 3.0.0"))
    assert repository.findings(code=0) == {}
    repository.write(PLAN, text.replace("justification", "reason").replace("version: 1.0.0", "version: 3.0.0"))
    (finding,) = repository.findings(code=1)["id-reused"]
    assert "v1.0.0" in finding["message"]


def test_an_id_that_moves_to_another_file_is_still_the_same(repository: Repository) -> None:
    repository.git("mv", PLAN, "clause_library/award_criteria/plan-of-action.md")
    repository.commit("Renamed the file")
    assert repository.findings(code=0) == {}


def test_a_retired_provision_is_not_for_new_documents(repository: Repository, tmp_path) -> None:
    repository.edit(PLAN, "\nsource:", "\nretired: Nobody could judge it.\nsource:")
    (finding,) = repository.findings(code=1)["retired-in-use"]
    assert finding["path"] == "scenarios/medium.yaml"
    assert finding["message"] == "'award.action-plan' is retired: Nobody could judge it."
    repository.build(tmp_path / "out", scenario="low", code=1)
    assert not (tmp_path / "out").exists()


def test_stale_and_suspect_approvals_are_warnings(repository: Repository) -> None:
    repository.approve_all()
    repository.write(GOODS, repository.read(GOODS).rstrip("\n.") + ", and their packaging.\n")
    set_version(repository, "2.0.0", GOODS)
    found = repository.findings(code=0)
    assert {*found} == {"stale-approval", "suspect-approval"}
    (stale,) = found["stale-approval"]
    assert stale["path"] == GOODS and "since A. Jurist approved version 1.0.0" in stale["message"]
    assert all(finding["severity"] == "warning" for findings in found.values() for finding in findings)
    assert all(finding["message"].endswith("has changed: definition.goods") for finding in found["suspect-approval"])


def test_a_stamp_without_its_provision_is_a_warning(repository: Repository) -> None:
    repository.approve_all()
    repository.git("mv", GOODS, "clause_library/definitions/wares.md")
    repository.edit("clause_library/definitions/wares.md", "id: definition.goods", "id: definition.wares")
    (finding,) = repository.findings(code=0)["review-without-provision"]
    assert finding["path"] == "clause_library/reviews/definition.goods.yaml"


@pytest.mark.parametrize("broken", ["fingerprint: 1\n", "id: [", "\xff"])
def test_a_stamp_that_was_tampered_with_is_an_error_not_an_approval(repository: Repository, broken: str) -> None:
    repository.write("clause_library/reviews/award.action-plan.yaml", broken)
    findings = [f for found in repository.findings(code=1).values() for f in found]
    assert {f["path"] for f in findings} == {"clause_library/reviews/award.action-plan.yaml"}


def test_a_stamp_of_other_words_does_not_approve(repository: Repository) -> None:
    repository.approve_all()
    first, second = (f"clause_library/reviews/{id_}.yaml" for id_ in ("award.action-plan", "award.policy-commitment"))
    repository.write(first, repository.read(second).replace("award.policy-commitment", "award.action-plan"))
    assert repository.states()["award.action-plan"] == "changed since approval"


def test_a_release_in_an_older_format_is_compared_as_far_as_it_can_be_read(repository: Repository) -> None:
    repository.edit(PLAN, "\nsource:", "\nold_key: From before\nsource:")
    repository.commit(tag="v1.1.0")
    repository.edit(PLAN, "\nold_key: From before", "")
    reword(repository)
    found = repository.findings(code=1)
    assert {*found} == {"release-unreadable", "version-not-raised"}
    assert "v1.1.0 cannot be read in full" in found["release-unreadable"][0]["message"]
    assert found["release-unreadable"][0]["severity"] == "warning"
    result = repository.run("diff", "v1.1.0", code=1)
    assert "unknown-key" in result.err
    assert "at v1.1.0, a revision that this version of ddtender does not fully understand" in result.err


def test_a_release_without_any_library_is_said_to_be_unreadable(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "empty")
    repository.git("rm", "-r", "--quiet", "--cached", ".")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "Before the library")
    repository.git("tag", "v2.0.0")
    repository.git("merge", "--quiet", "--allow-unrelated-histories", "--strategy=ours", "--no-edit", "v1.0.0")
    repository.commit("The library again")
    assert {*repository.findings(code=0)} == {"release-unreadable"}


@pytest.mark.parametrize("tag", ["v2.0.0-rc.1", "2.0.0", "version-2", "v2.0", "v02.x.0"])
def test_only_release_tags_count(repository: Repository, tag: str) -> None:
    reword(repository)
    repository.commit(tag=tag)
    assert "since v1.0.0" in repository.findings(code=1)["version-not-raised"][0]["message"]


def test_the_newest_version_is_the_last_release_whenever_it_was_tagged(repository: Repository) -> None:
    reword(repository)
    set_version(repository, "2.0.0")
    repository.commit(tag="v1.10.0")
    repository.git("tag", "v1.9.0", "v1.0.0")
    assert repository.findings(code=0) == {}


def test_a_release_of_another_branch_does_not_count(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "experiment")
    reword(repository)
    set_version(repository, "2.0.0")
    repository.commit(tag="v9.0.0")
    repository.git("switch", "--quiet", "main")
    assert repository.findings(code=0) == {}
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "experiment")
    assert repository.findings(code=0) == {}
    repository.edit(MITIGATION, "on some efforts to", "on its efforts to")
    assert "since v9.0.0" in repository.findings(code=1)["version-not-raised"][0]["message"]


@pytest.mark.parametrize("annotated", [False, True])
def test_a_branch_with_the_name_of_a_release_does_not_hide_it(repository: Repository, annotated: bool) -> None:
    if annotated:
        repository.git("tag", "--force", "--annotate", "--message", "First", "v1.0.0")
    repository.git("branch", "v1.0.0")
    reword(repository)
    assert {*repository.findings(code=1)} == {"version-not-raised"}
