"""A translation is missing, stale, a draft or approved; nothing clears itself, and what somebody says is on record."""

from ddtender.library.languages.kinds import place_of_translation
from tests.history.repository import PLAN, Repository
from tests.languages.invented import TAG

OWN = place_of_translation(PLAN, TAG)
ID = "award.action-plan"
STAMP = f"clause_library/reviews/{TAG}/{ID}.yaml"


def states(repository: Repository) -> dict[str, str]:
    found = repository.run("status", "--language", TAG, "--format", "json").json()
    return {row["id"]: row["state"] for row in found}


def test_what_is_there_is_a_draft_and_all_else_is_missing(repository: Repository) -> None:
    found = states(repository)
    assert [id_ for id_, state in found.items() if state == "draft"] == [
        ID,
        "contract.tender-commitments",
        "reply-form.action-plan",
    ]
    assert found["definition.goods"] == found["parameters"] == "missing"
    said = repository.run("status", "--language", TAG).said
    assert f"{TAG}: {len(found)} files:" in said and "phrases of ddtender are not in eo" in said
    assert repository.run("status", "--language", "Dutch", code=2).said.endswith("such as nl or nl-BE.\n")


def test_a_word_that_changes_makes_it_stale_until_somebody_says_otherwise(repository: Repository) -> None:
    repository.edit(PLAN, "a group submits one plan", "a group submits one plan only")
    assert states(repository)[ID] == "stale"
    told = repository.findings(code=None)["stale-translation"]
    assert [finding["path"] for finding in told] == [OWN] and "other words" in told[0]["message"]
    assert f"{TAG}: {ID}: draft → stale" in repository.run("diff", "v1.0.0").said
    changed = repository.run("diff", "v1.0.0", "--format", "json").json()["translations"]
    assert changed == [{"language": TAG, "id": ID, "before": "draft", "after": "stale"}]
    repository.run("translate", TAG, "--follows", ID)
    assert states(repository)[ID] == "draft" and "holds:" not in repository.read(OWN)


def test_bump_says_on_record_that_translations_hold(repository: Repository) -> None:
    repository.edit(PLAN, "a group submits one plan", "a group submits one plan only")
    words = ("bump", ID, "--major", "--why", "One only")
    said = repository.run(*words, "--translations-hold", "It said so before.").said
    assert f"{OWN}: holds" in said and states(repository)[ID] == "draft"
    assert "holds:\n  - {on: 20" in repository.read(OWN)
    assert 'version: 2.0.0, why: "It said so before."}' in repository.read(OWN)
    repository.edit(PLAN, "a group submits one plan only", "a group submits one plan alone")
    repository.run("translate", TAG, "--follows", ID, "--why", "A synonym.")
    assert repository.read(OWN).count("why:") == 2 and states(repository)[ID] == "draft"


def test_what_was_stale_before_is_not_held_by_a_later_typo(repository: Repository) -> None:
    text = repository.read(OWN)
    at = text.index("sha256:") + len("sha256:")
    repository.write(OWN, f"{text[:at]}{'0' * 32}{text[at + 32 :]}")
    repository.edit(PLAN, "a group submits one plan", "a group submits one plan only")
    said = repository.run("bump", ID, "--major", "--why", "x", "--translations-hold", "typo", code=2).said
    assert "was stale before" in said and "version: 1.0.0" in repository.read(PLAN)


def test_a_translation_is_approved_by_itself_and_the_stamp_goes_with_its_words(repository: Repository) -> None:
    who = ("--reviewer", "A. Jurist", "--role", "translator")
    said = repository.run("approve", ID, "--language", TAG, *who).said
    assert said == f"approved {ID} in {TAG}\n" and states(repository)[ID] == "approved"
    assert 'reviewer: "A. Jurist"' in repository.read(STAMP)
    assert repository.run("status", "--format", "json").json()["provisions"][0]["state"] == "draft"
    repository.edit(OWN, "Action plan", "Plan of action")
    assert states(repository)[ID] == "draft"
    missing = repository.run("approve", "definition.goods", "--language", TAG, *who, code=1).said
    assert "not-translated" in missing and "nothing was approved" in missing
    pending = repository.run("approve", "--pending", "--language", TAG, *who).said
    assert pending.count("approved") == 3 and set(states(repository).values()) == {"approved", "missing"}


def test_whoever_wrote_a_translation_does_not_approve_it(repository: Repository) -> None:
    said = repository.run("approve", ID, "--language", TAG, "--reviewer", "M. Maintainer", code=1).said
    assert "own-change" in said and "nothing was approved" in said


def test_a_renamed_clause_keeps_its_translation_and_the_stamp_on_it(repository: Repository) -> None:
    repository.run("approve", "--all", "--language", TAG, "--reviewer", "A. Jurist")
    before = states(repository)
    repository.run("rename", ID, "award.mitigation-plan")
    after = states(repository)
    assert after["award.mitigation-plan"] == "approved" and ID not in after
    assert after["contract.tender-commitments"] == before["contract.tender-commitments"] == "approved"
    assert "id: award.mitigation-plan" in repository.read(OWN)


def test_what_is_retired_needs_no_translation(repository: Repository) -> None:
    repository.edit(PLAN, "version: 1.0.0", "version: 1.0.0\nretired: Another one has taken its place.")
    assert ID not in states(repository)


def test_a_file_that_was_moved_is_told(repository: Repository) -> None:
    moved = PLAN.replace("award_criteria/", "award_criteria/plans/")
    repository.write(moved, repository.read(PLAN))
    (repository.root / PLAN).unlink()
    told = repository.findings(code=0)["translation-of-nothing"]
    assert [finding["path"] for finding in told] == [OWN] and states(repository)[ID] == "missing"


def test_the_command_writes_what_is_missing_and_nothing_that_is_there(repository: Repository) -> None:
    own = repository.read(OWN)
    said = repository.run("translate", TAG, "definition.goods", ID, "--begin").said
    assert said.splitlines()[-1] == "1 file to fill in."
    place = place_of_translation("clause_library/definitions/goods.md", TAG)
    assert repository.read(OWN) == own and "# Goods\ntitle:\n" in repository.read(place)
    assert states(repository)["definition.goods"] == "missing"
    assert "lacks" in repository.run("translate", TAG, "definition.goods", "--follows", code=2).said
    assert "there is nothing to translate" in repository.run("translate", TAG, "award.plan", "--begin", code=2).said
