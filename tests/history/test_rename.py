"""`rename`: a provision gets another id wherever it is named, and stays the same provision."""

import pytest

from tests.history.repository import LAPTOPS, PLAN, Repository

OLD, NEW = "award.human-rights-risk-assessment", "award.risk-analysis"
PATH = "clause_library/award_criteria/human-rights-risk-assessment.md"


def rename(repository: Repository, old: str = OLD, new: str = NEW, code: int = 0) -> str:
    return repository.run("rename", old, new, code=code).said


def named(repository: Repository, id_: str) -> list[str]:
    """The files that name an id, but for the one that keeps it on record."""
    return [
        path
        for path, content in repository.snapshot().items()
        if path.startswith(("clause_library/", "scenarios/")) and id_.encode() in content and path != PATH
    ]


def test_every_place_has_the_new_id_and_the_provision_is_the_one_that_was_approved(repository: Repository) -> None:
    repository.approve_all()
    repository.write("scenarios/procedures/small.yaml", f"award: {{price: 70, points: {{{OLD}: 30}}}}\n")
    repository.commit("Approved")
    states = repository.states()
    places = named(repository, OLD)
    assert {"scenarios/low.yaml", "scenarios/procedures/small.yaml", f"clause_library/reviews/{OLD}.yaml"} <= {*places}
    said = rename(repository)
    assert "scenarios/low.yaml\n" in said and said.endswith(f"{OLD} → {NEW}\n")
    assert named(repository, OLD) == []
    text = repository.read(PATH)
    assert f"id: {NEW}\nformerly: [{OLD}]\nrequirement: human-rights-risk-assessment\n" in text
    assert f"[](#{NEW})" in repository.read("clause_library/contract_clauses/risk-assessment.md")
    assert repository.states() == {NEW if id_ == OLD else id_: state for id_, state in states.items()}
    assert not {*repository.findings(code=None)} & {"version-not-raised", "id-removed", "id-reused", "stale-approval"}
    changed = repository.diff("v1.0.0")[NEW]
    assert (changed["what"], changed["old_id"], changed["new_version"]) == ("renamed", OLD, "1.0.0")


def test_what_the_renamed_provision_becomes_later_is_still_held_against_what_it_was(repository: Repository) -> None:
    """Also where nobody could tell by its words that it is the same one."""
    rename(repository)
    head, _, _ = repository.read(PATH).rpartition("\n---\n")
    repository.write(PATH, f"{head}\n---\nThe Tenderer earns points for other things.\n")
    messages = [finding["message"] for finding in repository.findings(code=1)["version-not-raised"]]
    assert [said for said in messages if f"'{NEW}' ('{OLD}' in v1.0.0)" in said]


def test_a_pinned_procedure_keeps_the_id_that_its_release_has(repository: Repository) -> None:
    text = f"library: v1.0.0\naward: {{price: 70, points: {{{OLD}: 30}}}}\n"
    repository.write("scenarios/procedures/pinned.yaml", text)
    assert "scenarios/procedures/pinned.yaml keeps" in rename(repository)
    assert repository.read("scenarios/procedures/pinned.yaml") == text


def test_twice_and_back_with_every_other_byte_as_it_was(repository: Repository) -> None:
    text = repository.read(PATH)
    repository.write(PATH, "\ufeff" + text.replace("\n", "\r\n"))
    rename(repository)
    rename(repository, NEW, "award.analysis")
    now = repository.read(PATH)
    assert f"formerly: [{NEW}, {OLD}]\r\n" in now
    added = f"formerly: [{NEW}, {OLD}]\r\nrequirement: human-rights-risk-assessment\r\n"
    assert now.replace(added, "").replace("award.analysis", OLD) == "\ufeff" + text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, "award.action-plan", "the id of another provision"),
        (OLD, "contract.risk-analysis", "is not an id such as award.another-name"),
        (OLD, "award.Risk_Analysis", "is not an id such as award.another-name"),
        (OLD, OLD, "the id of another provision"),
        ("award.human-rights-risk", NEW, f"mean '{OLD}'"),
    ],
)
def test_an_id_that_cannot_be_given_is_refused(repository: Repository, old: str, new: str, said: str) -> None:
    before = repository.snapshot()
    assert said in rename(repository, old, new, code=2)
    assert repository.snapshot() == before


def test_an_id_that_a_release_gave_to_another_provision_is_refused(repository: Repository) -> None:
    (repository.root / PLAN).unlink()
    before = repository.snapshot()
    assert "another provision in v1.0.0" in rename(repository, new="award.action-plan", code=2)
    assert repository.snapshot() == before


def test_a_file_that_cannot_be_edited_without_doubt_leaves_all_as_they_were(repository: Repository) -> None:
    text = repository.read("scenarios/low.yaml")
    repository.write("scenarios/low.yaml", text.replace("\n", "\r\n", 1))
    before = repository.snapshot()
    assert "its lines end in several ways" in rename(repository, code=2)
    assert repository.snapshot() == before
    assert LAPTOPS in before
