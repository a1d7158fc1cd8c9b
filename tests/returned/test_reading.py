"""What `ddtender review` says of a draft that came back."""

import re

import pytest

from tests.returned.drafts import Authority, reasons, said
from tests.returned.editor import ANNA, BEN, NOBODY

CLAUSE = "contract.transparency-reporting-per-site"
REPORT = "contract.due-diligence-reporting"


def test_an_untouched_draft_has_nothing_to_say(authority: Authority) -> None:
    for document in ("tender", "contract"):
        review = authority.review(authority.draft(document))
        assert review["entries"] == []
        assert review["diagnostics"] == []
        assert review["counts"] == {"all": 0, "applied": 0, "applicable": 0, "listed": 0}


def test_a_tracked_change_has_its_author_and_date(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    review = authority.review(draft)
    assert said(review) == [(CLAUSE, "in detail", "precisely")]
    entry = review["entries"][0]
    assert entry["by"] == [{"author": "A. Jurist", "date": "2027-03-04T10:00:00Z"}]
    assert entry["place"] == "contract clause C1, paragraph 4"
    assert (entry["untracked"], entry["status"]) == (False, "applicable")


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
def test_words_inserted_replaced_and_deleted(authority: Authority, by) -> None:
    draft = authority.draft()
    draft.insert("A list that would fall due", " or be late", by)
    draft.replace("an updated list", "a new list", by)
    draft.delete(" next", by)
    review = authority.review(draft)
    words = [("an updated", "a new"), ("", "or be late "), ("next ", "")]
    if by.tracked:  # exactly as it was typed
        words = [("an updated list", "a new list"), ("", " or be late"), (" next", "")]
    assert [(old, new) for _, old, new in said(review)] == words
    assert all(entry["untracked"] is not by.tracked for entry in review["entries"])
    assert all(entry["provision"] == CLAUSE for entry in review["entries"])


def test_a_comment_with_its_words_and_answers(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment(
        "in detail", "Is this proportionate? 🤔", ANNA, answers=((BEN, "I think so."), (ANNA, "Then keep it."))
    )
    (entry,) = authority.review(draft)["entries"]
    assert (entry["what"], entry["provision"], entry["old"]) == ("comment", CLAUSE, "in detail")
    assert entry["new"] == "Is this proportionate? 🤔"
    assert [(a["author"], a["text"]) for a in entry["answers"]] == [
        ("B. Barrister", "I think so."),
        ("A. Jurist", "Then keep it."),
    ]


def test_a_blank_that_was_filled_in_names_where_the_value_belongs(authority: Authority) -> None:
    draft = authority.draft(scenario="low", facts=False)
    draft.fill("blank:risk_assessment_months", "6")
    (entry,) = [e for e in authority.review(draft)["entries"] if e["what"] == "blank"]
    assert (entry["blank"], entry["new"]) == ("risk_assessment_months", "6")
    assert "`parameters.risk_assessment_months`" in entry["reason"]


def test_a_value_that_was_changed_is_no_change_of_the_clause(authority: Authority) -> None:
    draft = authority.draft()
    draft.fill("value:first_report_months", "6", ANNA)
    entry = authority.review(draft)["entries"][0]
    assert (entry["what"], entry["blank"], entry["old"], entry["new"]) == ("blank", "first_report_months", "12", "6")
    assert entry["status"] == "listed"


def test_an_edit_outside_every_provision_is_listed(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("Clauses", "The clauses", inside=draft.paragraph("Clauses"))
    review = authority.review(draft)
    assert said(review) == [(None, "Clauses", "The clauses")]
    assert reasons(review) == ["it is outside every provision"]


def test_an_edit_over_a_reference_is_listed(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("selection criterion S1 (Human rights risk assessment)", "selection criterion S2")
    (entry,) = authority.review(draft)["entries"]
    assert entry["reason"] == "it goes over a reference"


def test_two_people_who_change_the_same_words_are_listed(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely", ANNA)
    inserted = draft.paragraph("precisely")
    draft.replace("precisely", "exactly", BEN, inside=inserted)
    (entry,) = authority.review(draft)["entries"]
    assert entry["reason"].startswith("two people changed the same words: A. Jurist deleted “in detail”")
    assert {by["author"] for by in entry["by"]} == {"A. Jurist", "B. Barrister"}


def test_a_change_in_a_scoring_table_is_listed(authority: Authority) -> None:
    draft = authority.draft("tender")
    cell = next(p for p in draft.provision("award.component-transparency").iter() if "70 %" in (p.text or ""))
    draft.replace("70", "75", inside=cell.getparent().getparent())
    (entry,) = authority.review(draft)["entries"]
    assert (entry["provision"], entry["old"], entry["new"]) == ("award.component-transparency", "70", "75")
    assert entry["reason"] == (
        "it is in a part that is generated (a table, a label): `percent` of `scoring.plan` in "
        "clause_library/award_criteria/component-transparency.md says it, and points follow from the procedure file"
    )


def test_without_controls_bookmarks_and_words_tell_the_provision(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.replace("Human Rights Due Diligence in the Supply Chain of", "its due diligence for", NOBODY)
    draft.drop_controls()
    review = authority.review(draft)
    assert [(p, new) for p, _, new in said(review)] == [(CLAUSE, "precisely"), (REPORT, "its due diligence for")]
    assert {d["code"] for d in review["diagnostics"]} == {"unmarked-provision"}


def test_a_copied_control_is_a_finding_and_nothing_of_it_is_applied(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.copy_provision(CLAUSE)
    review = authority.apply(draft)
    assert "copied-provision" in {d["code"] for d in review["diagnostics"]}
    assert all(e["status"] == "listed" for e in review["entries"] if e["provision"] == CLAUSE)
    assert authority.changed() == []


def test_changes_that_were_all_accepted_are_found_against_the_draft(authority: Authority) -> None:
    """As if the reviewer had pressed “Accept all” before sending it back."""
    draft = authority.draft()
    draft.replace("in detail", "precisely", NOBODY)
    draft.add_paragraph("may request further information about a list", "The request is made in writing.", NOBODY)
    review = authority.review(draft)
    assert [(p, new) for p, _, new in said(review)] == [
        (CLAUSE, "precisely"),
        (CLAUSE, "The request is made in writing.¶"),
    ]
    assert all(e["untracked"] and e["status"] == "applicable" for e in review["entries"])


def test_numbers_say_that_nothing_is_lost(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    draft.replace("Clauses", "The clauses", inside=draft.paragraph("Clauses"))
    draft.comment("an updated list", "Why yearly?")
    counts = authority.apply(draft)["counts"]
    assert counts == {"all": 3, "applied": 2, "applicable": 0, "listed": 1}
    out = authority.run(authority.received(authority.draft(), "again.docx")).out
    assert "Nothing was changed" in out


def test_a_page_to_read_and_print(authority: Authority) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.replace("in detail", "precisely")
    ben.replace("in detail", "<script>alert(1)</script>", BEN)
    ben.comment("an updated list", "Why <b>yearly</b>? 🙂")
    files = [authority.received(editor, f"{n}.docx") for n, editor in enumerate((anna, ben))]
    page = authority.folder / "review.html"
    authority.run(*files, "--format", "html", "-o", page)
    text = page.read_text()
    inserted = re.findall(r"<ins><span class=\"aside\">\[inserted: </span>(.*?)<span", text)
    assert {*inserted} == {"precisely", "&lt;script&gt;alert(1)&lt;/script&gt;"} and len(inserted) == 4
    assert "Why &lt;b&gt;yearly&lt;/b&gt;? 🙂" in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")
    assert "another copy changes the same words differently" in text
