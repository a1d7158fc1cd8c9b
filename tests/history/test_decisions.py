"""`decide`: who has answered an open question, when and why; and what stands still until somebody has."""

import json
from pathlib import Path

import pytest

from tests.decisions import PLANTED, decide_all, plant
from tests.history.repository import GOODS, LAPTOPS, PLAN, Repository
from tests.history.test_final import codes, final


@pytest.fixture
def repository(repository: Repository) -> Repository:
    """The library with questions of our own."""
    plant(repository.root)
    repository.commit("Questions")
    return repository


BY = ("--by", "A. Jurist", "--role", "counsel", "--why", "The market asked for it.")
ID, SITE = "award.action-plan", "definition.key-production-site"
QUESTION = PLANTED["award_criteria/action-plan.md"][0][1]
FILE = f"clause_library/decisions/{ID}.yaml"
RECORD = "scenarios/procedures/laptops.record.jsonl"
OPEN = "Is it so?"


def asks(repository: Repository, *more: str, path: str = GOODS) -> None:
    """A definition whose notes ask something, for the library or for a procurement."""
    notes = "".join(f"  - question: {text}\n" for text in (OPEN, *more))
    repository.edit(path, "\n---\nmeans", f"\nnotes:\n{notes}---\nmeans")


def questions(repository: Repository, *arguments: object) -> list[dict]:
    return repository.run("decide", *arguments, "--format", "json").json()["questions"]


def test_what_is_open_is_listed_with_who_can_answer_it(repository: Repository) -> None:
    listed = repository.run("decide").out
    assert f"{ID} 1.0.0\n  1. open (library): {QUESTION}\n" in listed
    assert "(procurement)" not in listed
    procurement = repository.run("decide", "--procedure", repository.root / LAPTOPS).out
    assert f"{SITE} 1.0.0\n  1. open (procurement): Is half of the volume right" in procurement
    assert "(library)" not in procurement
    assert "contract.risk-assessment" not in procurement  # which is in another scenario


def test_a_decision_is_kept_with_all_that_makes_it_one(repository: Repository) -> None:
    said = repository.run("decide", ID, "--answer", "Two risks, or two sites.", *BY, "--on", "2026-11-03").out
    assert said == f"decided question 1 of {ID}; on record in {FILE}\n"
    (question,) = questions(repository, ID)
    assert not question["open"] and question["for"] == "library"
    decision = {"by": "A. Jurist", "role": "counsel", "why": "The market asked for it.", "on": "2026-11-03"}
    assert question["decisions"] == [decision | {"answer": "Two risks, or two sites."}]
    assert repository.findings(code=0) == {}
    assert ID not in repository.run("decide").out


def test_a_later_decision_counts_and_the_former_stays_to_the_letter(repository: Repository) -> None:
    repository.run("decide", ID, "--answer", "Two risks.", *BY)
    before = repository.read(FILE)
    repository.run("decide", ID, "--answer", 'Two "sites": #1', *BY)
    assert repository.read(FILE).startswith(before) and repository.read(FILE) != before
    assert [d["answer"] for d in questions(repository, ID)[0]["decisions"]] == ["Two risks.", 'Two "sites": #1']
    shown = repository.run("decide", ID).out
    assert shown.index("Two risks.") < shown.index('Two "sites"')


def test_a_decision_about_other_words_does_not_count_until_somebody_says_that_it_holds(repository: Repository) -> None:
    repository.run("decide", ID, "--answer", "Two risks.", *BY)
    repository.edit(PLAN, "title: Action plan", "title: Plan of actions")
    repository.run("bump", ID, "--major", "--why", "Another title")
    (question,) = questions(repository, ID)
    assert question["open"] and question["stale"] == "what it is about has changed since"
    refused = repository.run("approve", ID, "--reviewer", "A. Jurist", code=1).err
    assert "error[stale-decision]" in refused and "the answer of A. Jurist, counsel, on" in refused
    assert f"`ddtender decide {ID} --again" in refused
    repository.run("decide", ID, "--again", *BY)
    assert [d["answer"] for d in questions(repository, ID)[0]["decisions"]] == ["Two risks."] * 2
    repository.run("approve", ID, "--reviewer", "A. Jurist")


def test_a_question_in_other_words_has_to_be_decided_again(repository: Repository) -> None:
    repository.run("decide", ID, "--answer", "Two risks.", *BY)
    repository.edit(PLAN, "Who says whether two actions", "Who judges whether two actions")
    (question,) = questions(repository, ID)
    assert question["open"] and question["stale"] == "the question has other words since"
    assert question["decisions"][0]["answer"] == "Two risks."


@pytest.mark.parametrize("arguments", [(ID, "definition.goods"), ("--all",), ("--pending",)], ids=" ".join)
def test_nothing_is_approved_while_a_question_of_the_library_is_open(repository: Repository, arguments) -> None:
    before = repository.snapshot()
    refused = repository.run("approve", *arguments, "--reviewer", "A. Jurist", code=1).err
    line = repository.read(PLAN).split("\n").index("notes:") + 2
    assert f"{PLAN}:{line}:5: error[open-question] '{ID}': question 1 is open: {QUESTION}" in refused
    assert "or mend the text and delete the question" in refused and "nothing was approved" in refused
    assert repository.snapshot() == before


def test_pending_is_what_nobody_has_approved_as_it_stands(repository: Repository) -> None:
    decide_all(repository.root)
    repository.run("approve", "--all", "--reviewer", "A. Jurist")
    assert repository.run("approve", "--pending", "--reviewer", "B. Jurist").out.startswith("Everything is approved")
    repository.edit(PLAN, "title: Action plan", "title: Plan of actions")
    repository.run("bump", ID, "--major", "--why", "Another title")
    repository.run("decide", ID, "--again", *BY)
    out = repository.run("approve", "--pending", "--reviewer", "B. Jurist").out
    assert out == f"approved {ID} 2.0.0\n"


def test_a_question_of_a_procurement_does_not_stand_in_the_way_of_an_approval(repository: Repository) -> None:
    repository.run("approve", SITE, "--reviewer", "A. Jurist")
    assert repository.states()[SITE] == "approved"


def test_a_question_that_was_asked_after_the_approval_stops_a_final_document(
    repository: Repository, tmp_path: Path
) -> None:
    repository.approve_all()
    asks(repository, "And so?\n    decide: procurement")
    repository.commit()
    refused = final(repository, tmp_path / "out", code=1).err
    assert codes(refused) == ["open-question"] and refused.count("open-question") == 2
    assert f"'definition.goods': question 1 is open: {OPEN}" in refused
    assert "question 2 is open, and only the procurement can answer it: And so?" in refused
    repository.run("decide", "definition.goods", "--answer", "Yes.", *BY)
    repository.run("decide", "definition.goods", "--procedure", repository.root / LAPTOPS, "--answer", "No.", *BY)
    repository.commit()
    final(repository, tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    answers = {(q["about"], q["number"]): q["decision"]["answer"] for q in manifest["questions"]}
    assert answers[("definition.goods", 1)] == "Yes." and answers[("definition.goods", 2)] == "No."
    assert all(q["decision"] and q["stale"] is None for q in manifest["questions"])
    approvals = {p["id"]: p["approval"] for p in (*manifest["provisions"], *manifest["others"])}
    assert approvals["reply-form.component-sites"]["reviewer"] == "A. Jurist"
    assert approvals["definition.goods"]["reviewer"] == "A. Jurist" and approvals["definition.goods"]["on"]


def test_a_draft_needs_no_decision(repository: Repository, tmp_path: Path) -> None:
    repository.build(tmp_path / "out")
    repository.build(tmp_path / "laptops", "--procedure", repository.root / LAPTOPS)


def test_texts_of_a_procedure_in_a_provision_need_somebody_who_answers_for_them(
    repository: Repository, tmp_path: Path
) -> None:
    repository.approve_all()
    free = "such parts as the Contracting Authority determines after opening the Tenders"
    repository.edit(LAPTOPS, "parameters:\n", f'parameters:\n  strategic_components: "{free}"\n')
    repository.commit()
    refused = final(repository, tmp_path / "out", code=1).err
    assert codes(refused) == ["text-not-approved"] and free in refused
    procedure = ("--procedure", repository.root / LAPTOPS)
    repository.run("decide", "parameters.strategic_components", *procedure, "--answer", "All", *BY, code=2)
    repository.run("decide", "parameters.strategic_components", *procedure, "--again", *BY)
    final(repository, tmp_path / "out")
    repository.edit(LAPTOPS, "after opening", "before opening")
    repository.commit()
    assert codes(final(repository, tmp_path / "again", code=1).err) == ["text-not-approved"]


def test_names_and_amounts_need_nobody_and_rules_do(repository: Repository) -> None:
    repository.edit(LAPTOPS, "parameters:\n", "parameters:\n  tie_rule: as the authority likes\n")
    asked = {q["about"] for q in questions(repository, "--procedure", repository.root / LAPTOPS)}
    assert "parameters.tie_rule" in asked
    assert not {"title", "reference", "subject", "authority.name", "authority.contact"} & asked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((ID, "--answer", "x", "--by", "A", "--role", "r"), "'--why'"),
        ((ID, "--answer", "x", "--by", " ", "--role", "r", "--why", "w"), "--by"),
        ((ID, "--answer", "x\x07y", *BY), "cannot be seen"),
        ((ID, "--answer", "x", "--again", *BY), "not both"),
        ((ID, "--again", *BY), "nothing is on record"),
        ((ID, "--by", "A. Jurist"), "--by without an answer"),
        ((ID, "--question", "2", "--answer", "x", *BY), "no question 2"),
        (("award.acton-plan", "--answer", "x", *BY), "award.action-plan"),
        (("definition.tender", "--answer", "x", *BY), "ask nothing"),
        ((SITE, "--answer", "x", *BY), "--procedure"),
        ((ID, "--procedure", LAPTOPS, "--answer", "x", *BY), "for the library"),
        ((ID, "--answer", "x", *BY, "--on", "2090-01-01"), "still to come"),
        (("selection.product-transparency", "--answer", "x", *BY), "several questions (2, 3)"),
        (("subject", "--procedure", LAPTOPS, "--again", *BY), "no text of the procedure that stands in a provision"),
    ],
)
def test_a_decision_that_says_too_little_is_not_taken(repository: Repository, arguments: tuple, said: str) -> None:
    before = repository.snapshot()
    given = [repository.root / word if word == LAPTOPS else word for word in arguments]
    refused = " ".join(repository.run("decide", *given, code=2).err.split())
    assert said in refused and repository.snapshot() == before


@pytest.mark.parametrize("about", [(ID,), (SITE, "--procedure", LAPTOPS)], ids=["library", "procurement"])
def test_words_that_could_not_be_read_again_are_not_written(repository: Repository, about: tuple[str, ...]) -> None:
    before = repository.snapshot()
    given = [repository.root / word if word == LAPTOPS else word for word in about]
    refused = repository.run("decide", *given, "--answer", "Tw\u043e risks.", *BY, code=1).err  # a Cyrillic o
    assert "error[mixed-script]" in refused and "nothing was written" in refused
    assert repository.snapshot() == before
    repository.run("approve", "definition.goods", "--reviewer", "A. J\u043ehnson", code=1)
    assert repository.snapshot() == before


def decided(repository: Repository, answer: str = "Refuse deliveries.") -> str:
    procedure = ("--procedure", repository.root / LAPTOPS)
    repository.run("decide", "contract.mitigation-reporting", *procedure, "--answer", answer, *BY)
    return repository.read(RECORD)


def test_the_record_of_a_procurement_only_grows(repository: Repository) -> None:
    first = decided(repository)
    second = decided(repository, "Withhold payment.")
    assert second.startswith(first) and second.count("\n") == 2
    entries = [json.loads(line) for line in second.splitlines()]
    assert [e["answer"] for e in entries] == ["Refuse deliveries.", "Withhold payment."]
    assert entries[0]["follows"] == "" and len(entries[1]["follows"]) == 32
    assert {"what", "on", "by", "role", "why", "about", "question"} <= {*entries[0]}


def test_a_procurement_in_a_folder_of_its_own_has_its_record_there(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "2027-ict-014"
    folder.mkdir()
    (folder / "procedure.yaml").write_text(repository.read(LAPTOPS))
    given = ("--procedure", folder / "procedure.yaml")
    repository.run("decide", "contract.mitigation-reporting", *given, "--answer", "Yes.", *BY)
    assert sorted(path.name for path in folder.iterdir()) == ["procedure.yaml", "record.jsonl"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: lines[1:], "line 1 is not the first one"),
        (
            lambda lines: [lines[0].replace("As the provision", "As nobody"), *lines[1:]],
            "line 2 does not follow line 1",
        ),
        (lambda lines: [lines[0], "{}"], "line 2 is no entry"),
        (lambda lines: [lines[0], lines[1].replace("{", '{"why": "x", ')], "line 2 is no entry"),
        (lambda lines: ["[" * 9999], "line 1 is no entry"),
    ],
    ids=["a line taken out", "a line altered", "no entry", "a key twice", "nested too deep"],
)
def test_a_record_that_was_altered_is_not_relied_on(repository: Repository, tmp_path: Path, spoil, said: str) -> None:
    repository.approve_all()
    lines = repository.read(RECORD).splitlines()
    repository.write(RECORD, "\n".join(spoil(lines)) + "\n" + "\n".join(lines[2:]) + "\n")
    before = repository.read(RECORD)
    refused = final(repository, tmp_path / "out", code=1).err
    assert "error[record-broken]" in refused and said in refused
    given = ("--procedure", repository.root / LAPTOPS)
    result = repository.run("decide", "contract.mitigation-reporting", *given, "--answer", "Yes.", *BY, code=1)
    assert "error[record-broken]" in result.err and repository.read(RECORD) == before
    told = repository.build(tmp_path / "draft", *given).err  # a draft can always be seen
    assert "warning[record-broken]" in told


def test_what_is_decided_later_does_not_spoil_the_proof(repository: Repository, tmp_path: Path) -> None:
    repository.approve_all()
    repository.commit("Approved", tag="v1.0.1")
    final(repository, tmp_path / "out")
    assert "the same bytes" in repository.run("verify", tmp_path / "out").out
    repository.run("decide", SITE, "--procedure", repository.root / LAPTOPS, "--answer", "Other.", *BY)
    assert "lines were used; they are as they were" in repository.run("verify", tmp_path / "out").out
    repository.write(RECORD, repository.read(RECORD).replace("As the provision says.", "As we like."))
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit("Another history")
    assert "record" in repository.run("verify", tmp_path / "out", code=1).out
