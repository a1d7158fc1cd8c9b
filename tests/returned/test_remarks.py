"""Comments that were decided, drafting notes that were, and page breaks: each is told as what it is."""

from lxml import etree

from tests.documents import W
from tests.returned.drafts import Authority
from tests.returned.editor import ANNA, BEN, Editor

CLAUSE = "contract.transparency-reporting-per-site"
NEXT = "contract.mitigation-reporting"


def listed(authority: Authority, draft: Editor) -> list[tuple[str, str, str]]:
    """What, provision and reason of all entries, none of which is written."""
    review = authority.apply(draft)
    assert review["counts"]["applied"] == 0 and authority.changed() == []
    return [(e["what"], e["provision"], e["reason"]) for e in review["entries"]]


def test_a_resolved_comment_is_no_open_question(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "Too long a period?", answers=((BEN, "Agreed, leave it."),))
    draft.resolve("Too long a period?")
    assert listed(authority, draft) == [("comment", CLAUSE, "it is resolved in the document, so nothing is open")]


def test_a_comment_over_two_clauses_names_both(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("which of these risks", "Do these two fit together?")
    (end,) = [
        e
        for e in draft.body.iter(W + "commentRangeEnd")
        if e.getnext().find(W + "commentReference") is not None
        and e.get(W + "id") == max((m.get(W + "id") for m in draft.body.iter(W + "commentRangeEnd")), key=int)
    ]
    draft.paragraph("on its efforts to mitigate").append(end)
    assert listed(authority, draft) == [("comment", CLAUSE, f"it stands on several provisions: {CLAUSE}, {NEXT}")]


def test_a_page_break_is_told(authority: Authority) -> None:
    draft = authority.draft()
    place = draft._cut(draft.paragraph("in detail"), "in detail")[0]
    change = draft._change("ins", ANNA)
    etree.SubElement(etree.SubElement(change, W + "r"), W + "br", {W + "type": "page"})
    place.addprevious(change)
    draft.paragraph("on its efforts to mitigate").find(W + "pPr").insert(1, etree.Element(W + "pageBreakBefore"))
    said = "a page break, which is for the template to say"
    assert listed(authority, draft) == [("format", CLAUSE, said), ("format", NEXT, said)]


def test_a_drafting_note_that_was_resolved_or_deleted_is_a_decision(authority: Authority) -> None:
    draft = authority.draft()
    notes = etree.fromstring(draft.parts["word/comments.xml"])
    texts = ["".join(note.itertext(W + "t")) for note in notes]
    first, second = [t for t in texts if "contract.transparency" in t or "contract.mitigation" in t or "Source" in t][
        :2
    ]
    draft.resolve(first)
    draft.remove_comment(second)
    found = listed(authority, draft)
    assert sorted(reason for _, _, reason in found) == [
        "a drafting note was deleted: a decision that the clause's notes do not have yet",
        "a drafting note was resolved: a decision that the clause's notes do not have yet",
    ]
    assert {what for what, _, _ in found} == {"comment"}


def typed_into(draft: Editor, at: int, words: str) -> str:
    """Type at the end of the first line of a drafting note; what its last line is."""
    notes = etree.fromstring(draft.parts["word/comments.xml"])
    first = notes[at].find(W + "p")
    list(first.iter(W + "t"))[-1].text += words
    draft.parts["word/comments.xml"] = etree.tostring(notes)
    return "".join(notes[at].itertext(W + "t"))


def test_what_was_typed_into_a_drafting_note_is_told_word_by_word(authority: Authority) -> None:
    draft = authority.draft()
    typed_into(draft, 3, " I do not agree.")
    ((what, _, reason),) = listed(authority, draft)
    assert what == "comment" and reason.startswith("a drafting note was edited")
    assert reason.endswith(": “I do not agree.” was written")


def without_dates(draft: Editor, *names: str) -> Editor:
    """The comments of these people as programs leave them that take dates away."""
    comments = etree.fromstring(draft.parts["word/comments.xml"])
    for comment in comments.iter(W + "comment"):
        if comment.get(W + "author") in names:
            del comment.attrib[W + "date"]
    draft.parts["word/comments.xml"] = etree.tostring(comments)
    return draft


def commented(authority: Authority) -> Editor:
    draft = authority.draft()
    draft.comment("in detail", "Too long?", answers=((BEN, "No."),))
    return draft


def test_a_comment_that_has_lost_its_date_is_the_one_that_has_it(authority: Authority) -> None:
    dated, undated = commented(authority), without_dates(commented(authority), ANNA.name, BEN.name)
    authority.apply(undated, dated)
    text = authority.repository.read("clause_library/contract_clauses/transparency-reporting-per-site.md")
    assert text.count('comment: "Too long?"') == text.count('"answer": "No."') == 1 and "date: 2027-03-04" in text
    for again in (dated, undated):
        assert [entry["reason"] for entry in authority.apply(again)["entries"]] == ["it is already there"]
