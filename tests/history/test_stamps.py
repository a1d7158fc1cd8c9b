"""What a stamp says, for how long it holds, who may give one, and for what beside the provisions."""

import json
from pathlib import Path

import pytest

from tests.decisions import decide_all, plant
from tests.history.repository import ENVIRONMENT, GOODS, LAPTOPS, PLAN, Repository
from tests.history.test_decisions import BY
from tests.history.test_final import codes, final

ID = "definition.goods"
STAMP = f"clause_library/reviews/{ID}.yaml"
INFO = "clause_library/library.yaml"


def row(repository: Repository, id_: str) -> dict:
    found = repository.run("status", "--format", "json").json()
    return next(row for row in (*found["provisions"], *found["others"]) if row["id"] == id_)


def test_a_stamp_says_in_which_capacity_until_when_and_subject_to_what(repository: Repository) -> None:
    said = ("--role", "counsel of the city", "--jurisdiction", "Belgium", "--valid-until", "2090-12-31")
    repository.run("approve", ID, "--reviewer", "A. Jurist", *said, "--condition", "The Goods are bought, not leased.")
    found = row(repository, ID)
    assert (found["role"], found["jurisdiction"]) == ("counsel of the city", "Belgium")
    assert (found["valid_until"], found["conditions"]) == ("2090-12-31", ["The Goods are bought, not leased."])
    assert found["state"] == "approved" and repository.findings(code=0) == {}
    assert "A. Jurist, counsel of the city" in repository.run("status").out


def test_an_old_stamp_is_still_read(repository: Repository) -> None:
    repository.run("approve", ID, "--reviewer", "A. Jurist")
    text = repository.read(STAMP)
    kept = [line for line in text.splitlines() if not line.startswith("author:")]

    repository.write(STAMP, "\n".join(kept) + "\n")
    assert row(repository, ID)["state"] == "approved"


def test_an_approval_that_has_run_out_is_none(
    stamped: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped.run("approve", ID, "--reviewer", "A. Jurist", "--valid-until", "2090-12-31")
    stamped.commit()
    final(stamped, tmp_path / "before")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "3818620800")  # 2091-01-02
    assert row(stamped, ID)["state"] == "approval has run out"
    refused = final(stamped, tmp_path / "before", code=1).err  # not "unchanged"
    assert codes(refused) == ["expired-approval"]
    assert f"'{ID}' 1.0.0 (until 2090-12-31): its approval has run out" in refused


def test_a_condition_is_to_be_met_in_each_procurement(stamped: Repository, tmp_path: Path) -> None:
    stamped.run("approve", ID, "--reviewer", "A. Jurist", "--condition", "The Goods are bought, not leased.")
    stamped.commit()
    refused = final(stamped, tmp_path / "out", code=1).err
    assert codes(refused) == ["open-question"] and "The Goods are bought, not leased." in refused
    stamped.run("decide", ID, "--procedure", stamped.root / LAPTOPS, "--answer", "They are bought.", *BY)
    final(stamped, tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    goods = next(p for p in manifest["provisions"] if p["id"] == ID)
    assert goods["approval"]["conditions"] == ["The Goods are bought, not leased."]


@pytest.mark.parametrize(
    "arguments",
    [("--valid-until", "2001-01-01"), ("--condition", " "), ("--role", "a\nb")],
    ids=["a day that has passed", "an empty condition", "two lines"],
)
def test_what_a_stamp_cannot_say_is_refused(repository: Repository, arguments: tuple[str, str]) -> None:
    before = repository.snapshot()
    repository.run("approve", ID, "--reviewer", "A. Jurist", *arguments, code=2)
    assert repository.snapshot() == before


# What no stamp is put on


def test_a_changed_text_under_its_old_version_is_not_approved(repository: Repository) -> None:
    """Else two wordings would go by one version, each of them approved."""
    repository.edit(GOODS, "means the products", "means the wares and products")
    before = repository.snapshot()
    for how in ((ID,), ("--all",), ("--pending",)):
        refused = repository.run("approve", *how, "--reviewer", "A. Jurist", code=1).err
        assert f"error[version-not-raised] '{ID}' has changed since v1.0.0, but its version is still 1.0.0" in refused
        assert f"ddtender bump {ID} --major" in refused and "nothing was approved" in refused
        assert repository.snapshot() == before
    repository.edit(GOODS, "version: 1.0.0", "version: 1.0.1")
    assert "version-too-low" in repository.run("approve", ID, "--reviewer", "A. Jurist", code=1).err
    repository.run("approve", "definition.tender", "--reviewer", "A. Jurist")  # which is as it was
    repository.run("bump", ID, "--major", "--why", "Wares are meant, too.")
    repository.run("approve", ID, "--reviewer", "A. Jurist")


def test_pending_leaves_the_valid_stamp_of_another_alone(repository: Repository) -> None:
    """B. Jurist answers for what changed, and not for the clauses that A. Jurist has read and that are as they were."""
    decide_all(repository.root)
    repository.run("approve", "--all", "--reviewer", "A. Jurist")
    repository.edit(GOODS, "means the products", "means the wares and products")
    repository.run("bump", ID, "--major", "--why", "Wares are meant, too.")
    suspect = {id_ for id_, state in repository.states().items() if state == "suspect"}
    assert suspect
    said = repository.run("approve", "--pending", "--reviewer", "B. Jurist").out
    assert [line for line in said.splitlines() if line.startswith("approved ")] == [f"approved {ID} 2.0.0"]
    assert {line.split()[1].rstrip(":") for line in said.splitlines() if line.startswith("left ")} == suspect
    assert {row(repository, id_)["reviewer"] for id_ in suspect} == {"A. Jurist"}
    one = min(suspect)
    repository.run("approve", one, "--reviewer", "B. Jurist")  # by name it is meant
    assert row(repository, one)["reviewer"] == "B. Jurist"
    repository.run("approve", "--pending", "--reviewer", "A. Jurist")
    assert set(repository.states().values()) == {"approved"} and row(repository, one)["reviewer"] == "B. Jurist"


@pytest.mark.parametrize("more", [("--all",), ("--pending",), ("--all", "--pending")])
def test_what_to_approve_is_said_in_one_way(repository: Repository, more: tuple[str, ...]) -> None:
    """`approve ID --pending` has once approved everything."""
    before = repository.snapshot()
    ids = (ID,) if len(more) == 1 else ()
    assert "one of the three" in repository.run("approve", *ids, *more, "--reviewer", "A. Jurist", code=2).err
    assert repository.snapshot() == before


# Four eyes


def by(monkeypatch: pytest.MonkeyPatch, name: str, email: str = "x@example.org") -> None:
    monkeypatch.setitem(ENVIRONMENT, "GIT_AUTHOR_NAME", name)
    monkeypatch.setitem(ENVIRONMENT, "GIT_AUTHOR_EMAIL", email)


@pytest.mark.parametrize("reviewer", ["M. Maintainer", "m.  maintainer", "Jo (m@example.org)"])
def test_whoever_made_the_last_change_is_not_its_reviewer(repository: Repository, reviewer: str) -> None:
    before = repository.snapshot()
    refused = repository.run("approve", ID, "--reviewer", reviewer, code=1).err
    assert f"error[own-change] '{ID}': its last change is M. Maintainer's own" in refused
    assert "`approval: {four_eyes: false, why: …}`" in refused
    assert repository.snapshot() == before
    repository.run("approve", ID, "--reviewer", "A. Jurist")
    assert 'author: "M. Maintainer"' in repository.read(STAMP)


def test_a_change_of_a_remark_does_not_make_an_author(repository: Repository, monkeypatch) -> None:
    plant(repository.root)
    repository.commit()
    decide_all(repository.root)
    by(monkeypatch, "A. Jurist")
    repository.edit(PLAN, "notes:\n", "notes:\n  - A remark.\n")
    repository.commit()
    repository.run("approve", "award.action-plan", "--reviewer", "A. Jurist")
    by(monkeypatch, "C. Counsel")
    repository.edit(PLAN, "title: Action plan", "title: Plan of actions")
    repository.run("bump", "award.action-plan", "--major", "--why", "Plainer")
    repository.commit()
    by(monkeypatch, "A. Jurist")
    repository.edit(PLAN, "  - A remark.\n", "  - Another remark.\n")
    repository.commit()
    repository.run("decide", "award.action-plan", "--again", *BY)
    repository.run("approve", "award.action-plan", "--reviewer", "C. Counsel", code=1)
    repository.run("approve", "award.action-plan", "--reviewer", "A. Jurist")


def test_a_change_that_was_approved_before_it_was_committed_is_found_later(
    stamped: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by(monkeypatch, "A. Jurist")
    stamped.edit(GOODS, "means the products", "means the wares and products")
    stamped.run("bump", ID, "--major", "--why", "Wares are meant, too.")
    stamped.approve_all()  # git does not know yet who wrote it
    stamped.commit()
    refused = final(stamped, tmp_path / "out", code=1).err
    assert "own-change" in codes(refused) and f"'{ID}': its last change is A. Jurist's own" in refused


def test_a_library_may_do_without_four_eyes_if_it_says_why(repository: Repository, tmp_path: Path) -> None:
    repository.write(INFO, repository.read(INFO) + "\napproval: {four_eyes: false}\n")
    assert "say why there are no four eyes" in repository.run("check", code=1).out
    text = repository.read(INFO).replace("four_eyes: false", 'four_eyes: false, why: "We are two."')
    repository.write(INFO, text)
    repository.run("approve", ID, "--reviewer", "M. Maintainer")
    assert 'waived: "We are two."' in repository.read(STAMP)
    assert row(repository, ID)["state"] == "approved"


# What is no provision and binds


FORM = "clause_library/reply_forms/component-sites.yaml"
DEFAULTS = "clause_library/parameters.yaml"
LAW = "clause_library/legal_bases.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "id_"),
    [
        (FORM, "title: ", "title: Certified ", "reply-form.component-sites"),
        (
            LAW,
            "one meaning that everybody",
            "one sense that everybody",
            "legal-basis.directive-2014-24-eu-article-18-1",
        ),
    ],
    ids=["reply form", "legal basis"],
)
def test_what_is_no_provision_is_approved_too(
    stamped: Repository, tmp_path: Path, path: str, old: str, new: str, id_: str
) -> None:
    assert row(stamped, id_)["state"] == "approved"
    stamped.edit(path, old, new)
    stamped.commit()
    assert row(stamped, id_)["state"] == "changed since approval"
    refused = final(stamped, tmp_path / "out", code=1).err
    assert codes(refused) == ["stale-approval"] and f"'{id_}': it has changed" in refused
    assert "stale-approval" in stamped.findings(code=0)
    stamped.run("approve", id_, "--reviewer", "A. Jurist")
    stamped.commit()
    final(stamped, tmp_path / "out")


def test_a_default_is_approved_where_it_is_used(stamped: Repository, tmp_path: Path) -> None:
    assert row(stamped, "parameter.information_response_days")["state"] == "approved"
    (stamped.root / "clause_library/reviews/parameter.information_response_days.yaml").unlink()
    stamped.commit()
    refused = final(stamped, tmp_path / "out", code=1).err
    assert codes(refused) == ["not-approved"] and "'parameter.information_response_days': nobody" in refused
    stamped.edit(LAPTOPS, "parameters:\n", "parameters:\n  information_response_days: 20\n")
    stamped.commit()
    final(stamped, tmp_path / "out")  # the procedure has a number of its own


def test_a_stamp_for_something_that_is_gone_is_told(stamped: Repository) -> None:
    stamp = "clause_library/reviews/reply-form.component-sites.yaml"
    stamped.write(stamp.replace("component", "other"), stamped.read(stamp).replace("component", "other"))
    (finding,) = stamped.findings(code=0)["review-without-provision"]
    assert "'reply-form.other-sites'" in finding["message"]
