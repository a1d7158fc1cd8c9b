"""`status` and `approve`: who has read which words, and whether they are still the same words."""

import re

import pytest

from tests.decisions import decide_all
from tests.history.repository import ASSESSMENT, GOODS, MITIGATION, PLAN, Repository

REFERRED = "clause_library/award_criteria/human-rights-risk-assessment.md"


def row(repository: Repository, id_: str) -> dict:
    rows = repository.run("status", "--format", "json").json()["provisions"]
    return next(row for row in rows if row["id"] == id_)


def test_a_provision_goes_from_draft_to_approved_to_changed_and_back(repository: Repository) -> None:
    assert set(repository.states().values()) == {"draft"}
    decide_all(repository.root)
    repository.run("approve", "award.action-plan", "--reviewer", "  A. Jurist ")
    approved = row(repository, "award.action-plan")
    assert (approved["state"], approved["reviewer"]) == ("approved", "A. Jurist")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", approved["date"])
    assert {state for id_, state in repository.states().items() if id_ != "award.action-plan"} == {"draft"}
    repository.edit(PLAN, "title: Action plan", "title: Plan of actions")
    assert row(repository, "award.action-plan")["state"] == "changed since approval"
    repository.edit(PLAN, "title: Plan of actions", "title: Action plan")
    assert row(repository, "award.action-plan")["state"] == "approved"


def test_a_new_version_of_the_same_words_has_to_be_approved_again(repository: Repository) -> None:
    repository.approve_all()
    repository.run("bump", "award.action-plan", "--patch", "--why", "For the printer")
    assert row(repository, "award.action-plan")["state"] == "changed since approval"


def test_a_changed_definition_makes_everything_that_uses_its_term_suspect(repository: Repository) -> None:
    repository.approve_all()
    assert set(repository.states().values()) == {"approved"}
    repository.write(GOODS, repository.read(GOODS).rstrip("\n").rstrip(".") + ", and their packaging.\n")
    states = repository.states()
    assert states["definition.goods"] == "changed since approval"
    assert states["award.action-plan"] == "suspect"
    assert row(repository, "award.action-plan")["because"] == ["definition.goods"]
    unconcerned = row(repository, "definition.tender")
    assert unconcerned["state"] == "approved" or "definition.goods" in unconcerned["because"]
    assert "suspect: definition.goods changed" in repository.run("status").out
    repository.run("bump", "definition.goods", "--major", "--why", "Packaging is bought, too.")
    repository.approve_all()
    assert set(repository.states().values()) == {"approved"}


def test_a_changed_provision_makes_those_that_refer_to_it_suspect(repository: Repository) -> None:
    repository.approve_all()
    repository.edit(REFERRED, "2 pages", "3 pages")
    suspect = {id_: row(repository, id_)["because"] for id_, s in repository.states().items() if s == "suspect"}
    assert suspect["contract.risk-assessment"] == ["award.human-rights-risk-assessment"]
    assert all(because == ["award.human-rights-risk-assessment"] for because in suspect.values())
    assert "contract.mitigation-reporting" not in suspect


def test_a_new_reference_target_or_a_vanished_term_makes_suspect_too(repository: Repository) -> None:
    repository.approve_all()
    repository.edit(GOODS, "title: Goods", "title: Merchandise")
    assert "definition.goods" in row(repository, "award.action-plan")["because"]


def test_a_retired_provision_says_so_whatever_its_stamp(repository: Repository) -> None:
    repository.approve_all()
    repository.edit(PLAN, "\nsource:", "\nretired: Nobody could judge it.\nsource:")
    assert row(repository, "award.action-plan")["state"] == "retired"
    repository.run("approve", "--all", "--reviewer", "B. Jurist")
    assert row(repository, "award.action-plan")["reviewer"] == "A. Jurist"  # --all leaves it out


def test_json_has_the_documented_keys_and_the_uses(repository: Repository) -> None:
    rows = repository.run("status", "--format", "json").json()["provisions"]
    keys = ["id", "version", "state", "because", "reviewer", "date", "scenarios", "procedures", "fingerprint"]
    keys += ["role", "jurisdiction", "valid_until", "conditions", "open_questions", "questions_of_procurement"]
    assert all(list(row) == keys for row in rows)
    assert all(re.fullmatch(r"[0-9a-f]{32}", row["fingerprint"]) for row in rows)
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    wanted = next(row for row in rows if row["id"] == "contract.mitigation-reporting")
    assert wanted["scenarios"] == ["high-plus", "high", "medium"] and wanted["procedures"] == ["laptops"]


def test_an_unknown_id_stamps_nothing_and_suggests_the_right_one(repository: Repository) -> None:
    before = repository.snapshot()
    result = repository.run("approve", "award.action-plan", "award.acton-plan", "--reviewer", "A. Jurist", code=2)
    assert "'award.acton-plan'" in result.err and "award.action-plan" in result.err.partition("mean")[2]
    assert repository.snapshot() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("award.action-plan",),
        ("--reviewer", "A. Jurist"),
        ("award.action-plan", "--reviewer", "  "),
        ("award.action-plan", "--reviewer", "A.\nJurist"),
    ],
    ids=["no reviewer", "no id", "an empty name", "two lines"],
)
def test_an_approval_without_a_name_or_an_id_is_refused(repository: Repository, arguments: tuple[str, ...]) -> None:
    before = repository.snapshot()
    repository.run("approve", *arguments, code=2)
    assert repository.snapshot() == before


def test_several_ids_are_stamped_once_each_and_only_stamps_are_written(repository: Repository) -> None:
    decide_all(repository.root)
    repository.commit()
    result = repository.run(
        "approve", "award.action-plan", "contract.risk-assessment", "award.action-plan", "--reviewer", 'Å. "J": #1'
    )
    assert result.out.count("approved award.action-plan 1.0.0") == 1
    changed = repository.git("status", "--porcelain", "--untracked-files=all").splitlines()
    assert changed == [
        f"?? clause_library/reviews/{id_}.yaml" for id_ in ("award.action-plan", "contract.risk-assessment")
    ]
    assert row(repository, "award.action-plan")["reviewer"] == 'Å. "J": #1'
    repository.run("check")


def test_a_stamp_is_dated_by_source_date_epoch(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    decide_all(repository.root)
    repository.run("approve", "award.action-plan", "--reviewer", "A. Jurist")
    assert row(repository, "award.action-plan")["date"] == "2027-01-15"


def test_reading_commands_write_nothing(repository: Repository) -> None:
    repository.approve_all()
    repository.edit(MITIGATION, "Every year the", "Each year the")
    repository.edit(ASSESSMENT, "first delivery", "last delivery")
    before = repository.snapshot()
    repository.run("check", code=1)
    for command in ("status", "diff HEAD", "where-used award.action-plan", "outline --scenario high"):
        repository.run(*command.split())
    assert repository.snapshot() == before
