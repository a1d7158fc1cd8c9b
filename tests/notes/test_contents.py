"""What a draft says in its margin: on every provision once, with its reasons, its state, and what is open."""

import json
from pathlib import Path

import pytest
import yaml

from tests.commands import ddtender
from tests.documents import MOMENT, SCENARIOS, VARIANTS, W, Word, built_of, sources, word
from tests.notes.margin import comments, in_order, left_out, note
from tests.tools import ROOT

DRAFTS = [variant for variant, (_, _, final) in VARIANTS.items() if not final]
LIBRARY = ROOT / "clause_library"


def front(path: Path) -> dict:
    return yaml.safe_load(path.read_text().split("---\n")[1])


PROVISIONS = {
    front(path)["id"]: front(path) for path in LIBRARY.rglob("*.md") if LIBRARY / "languages" not in path.parents
}
LAW = yaml.safe_load((LIBRARY / "legal_bases.yaml").read_text())["legal_bases"]
WHY = {citation: " ".join(law["why"].split()) for citation, law in LAW.items()}


@pytest.mark.parametrize("document", ["tender", "contract"])
@pytest.mark.parametrize("variant", DRAFTS)
def test_every_provision_has_one_note_on_its_title(variant: str, document: str) -> None:
    read = word(variant, document)
    found = [c for c in comments(read) if not c.lines[0].startswith("Left out")]
    assert {c.author for c in found} == {"ddtender"}
    assert sorted(c.tag for c in found) == sorted(tag for tag in read.controls if "@" in tag)
    for c in found:
        assert c.on == PROVISIONS[c.tag.partition("@")[0]]["title"]
    assert {c.get(W + "date") for c in read.tree("word/comments.xml")} == {MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ")}


@pytest.mark.parametrize("variant", SCENARIOS)
def test_a_note_says_where_the_text_comes_from_and_why(variant: str) -> None:
    for document in ("tender", "contract"):
        said: set[str] = set()
        for c in comments(word(variant, document)):
            provision = PROVISIONS[c.tag.partition("@")[0]]
            if c.lines[0].startswith("Left out"):
                continue
            source = provision.get("source")
            told = f"{source['document']}, section {source['section']}" if source else "our own"
            assert c.lines[0].startswith(f"Source: {told}")
            short = provision["id"].startswith(("definition.", "frame."))
            for citation in provision["legal_basis"]:
                line = next(line for line in c.lines if line.startswith(f"Legal basis: {citation}."))
                told = f"{WHY[citation]} {checked(citation)}"
                assert short or told in line
                said |= {citation} if told in line else set()
            assert any(f"{provision['version']}, a draft: nobody has approved it" in line for line in c.lines)
            for entry in provision.get("notes", ()):
                text = f"{asked(entry)}: {entry['question']}" if isinstance(entry, dict) else f"Remark: {entry}"
                assert text in c.lines
        assert said == {
            citation
            for c in comments(word(variant, document))
            for citation in PROVISIONS[c.tag.split("@")[0]]["legal_basis"]
        }


def checked(citation: str) -> str:
    """What a note says of whether the reason was held against the law (to PyYAML `on` is True and `no` False)."""
    verified = LAW[citation]["verified"]
    return f"Checked on {verified[True]:%-d %B %Y}." if verified else "Not yet checked against the text of the law."


def test_some_reasons_were_checked_and_some_were_not() -> None:
    assert len({checked(citation) for citation in LAW}) > 1


def asked(entry: dict) -> str:
    """What a note says before a question: who can answer it."""
    return "To decide for this procurement" if entry.get("decide") == "procurement" else "To decide"


def test_every_criterion_and_clause_asks_the_lawyer_something_or_gives_a_reason() -> None:
    assert [
        id_ for id_, p in PROVISIONS.items() if not id_.startswith(("definition.", "frame.")) and not p.get("notes")
    ] == []


def test_a_note_names_the_blanks_with_question_and_party() -> None:
    lines = note(word("low", "contract"), "contract.risk-assessment")
    question = "How many months after the Contract Start Date may a missing Human Rights Risk Assessment be submitted"
    assert f"To fill in by the Contracting Authority: [number of months] {question} at the latest?" in lines
    lines = note(word("laptops", "tender"), "award.due-diligence-processes")
    assert lines[-1].startswith("Filled in by the procedure: 8. How many points out of 100")
    lines = note(word("laptops", "contract"), "contract.mitigation-reporting")
    assert any(line.startswith("Filled in by the library: 30 days. Within how many days") for line in lines)


def test_a_document_says_what_its_scenario_leaves_out_and_where_it_is_used() -> None:
    assert left_out(word("high", "tender")) == [
        "Award criterion: “Action plan” (award.action-plan): in scenario medium.",
        "Award criterion: “Human rights risk assessment” (award.human-rights-risk-assessment): in scenario low.",
        "Award criterion: “Commitment to human rights for the Goods” (award.policy-commitment): in scenario low.",
        "Award criterion: “Supply chain transparency: products” (award.product-transparency): in scenario medium.",
    ]
    (said,) = [c for c in comments(word("high", "tender")) if c.lines[0].startswith("Left out")]
    assert said.tag == "frame.purpose@1.0.0"  # the first of the document
    variant = "contract.transparency-reporting-per-site is its variant here; in scenario medium."
    assert any(
        line.endswith(f"(contract.transparency-reporting): {variant}") for line in left_out(word("high", "contract"))
    )


def test_a_procedure_is_named_as_the_reason() -> None:
    tender, contract = word("changed", "tender"), word("changed", "contract")
    assert "For this procurement: added." in note(tender, "award.action-plan")
    replaced = "For this procurement: replaces contract.transparency-reporting-per-site."
    assert replaced in note(contract, "contract.transparency-reporting")
    assert left_out(tender)[0].endswith("dropped for this procurement; in scenarios low, medium, high-plus, high.")
    assert any(
        "replaced by contract.transparency-reporting for this procurement" in line for line in left_out(contract)
    )


PLAN = "clause_library/award_criteria/action-plan.md"
NOTES = """notes:
  - A remark.
  - comment: |-
      Too hard 🙂?
      שלום
    author: B. Buyer
    date: 2027-03-04
    on: short justification
    answers: [{answer: Not at all., author: A. Jurist, date: 2027-03-05}]
  - {comment: No day and no words., author: C}
  - {question: Is that so?}
"""


def changed(path: str, old: str, new: str, files: dict[str, bytes]) -> dict[str, bytes]:
    text = files[path].decode()
    assert text.count(old) == 1
    return {**files, path: text.replace(old, new).encode()}


def tender_of(files: dict[str, bytes]) -> Word:
    built = built_of(files, "medium")
    return Word(built.documents["tender.docx"])


def test_comments_of_reviewers_stand_there_with_their_answers_behind_what_is_open() -> None:
    lines = note(tender_of(changed(PLAN, "notes:\n", NOTES, sources().files)), "award.action-plan")
    assert lines[lines.index("To decide: Is that so?") :][2:] != []
    assert in_order(lines, "To decide: Is that so?", "Remark: A remark.", "Comment by B. Buyer", "Comment by C")
    assert "Comment by B. Buyer, 4 March 2027, on “short justification”: Too hard 🙂?\nשלום" in lines
    assert "Answer by A. Jurist, 5 March 2027: Not at all." in lines
    assert "Comment by C: No day and no words." in lines


def test_a_note_says_who_has_approved_and_what_has_changed_since() -> None:
    approved = sources(approved=True).files
    day = front_of(approved["clause_library/reviews/award.action-plan.yaml"])["date"]
    stamp = f"approved by A. Jurist on {day.day} {day:%B %Y}"
    assert f"Version: 1.0.0, {stamp}." in note(tender_of(approved), "award.action-plan")
    edited = changed(
        PLAN,
        "version: 1.0.0\n",
        "version: 1.0.1\nhistory:\n  - {version: 1.0.1, date: 2027-01-04, why: A word.}\n",
        approved,
    )
    lines = note(tender_of(edited), "award.action-plan")
    assert f"Version: 1.0.1, changed since version 1.0.0 was {stamp}." in lines
    assert "Why this version: A word." in lines
    action = "clause_library/definitions/mitigating-action.md"
    lines = note(tender_of(changed(action, "a concrete measure", "a measure", approved)), "award.action-plan")
    changed_since = "what it refers to has changed since then: definition.mitigating-action."
    assert f"Version: 1.0.0, {stamp}; {changed_since}" in lines


def front_of(data: bytes) -> dict:
    return yaml.safe_load(data)


def test_a_library_that_explains_no_legal_bases_still_names_them() -> None:
    files = {path: data for path, data in sources().files.items() if not path.endswith("legal_bases.yaml")}
    lines = note(tender_of(files), "award.action-plan")
    assert "Legal basis: Directive 2014/24/EU, Article 67(2)." in lines


def test_notes_are_left_out_on_demand_and_of_final_documents(tmp_path: Path) -> None:
    assert ddtender("build", "--scenario", "low", "--no-notes", "--output", tmp_path).returncode == 0
    assert json.loads((tmp_path / "manifest.json").read_text())["notes"] is False
    for read in (
        *(Word((tmp_path / f"{document}.docx").read_bytes()) for document in ("tender", "contract")),
        *(word("laptops-final", document) for document in ("tender", "contract")),
    ):
        assert not any("comment" in name for name in read.parts)
        assert b"comment" not in read.parts["word/document.xml"]
        assert b"comment" not in read.parts["[Content_Types].xml"]
