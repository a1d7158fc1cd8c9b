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
