"""A draft made by another ddtender, or from sources that are not here: its own words are never a reviewer's edit."""

import pytest
from lxml import etree

from ddtender.library.sent import COMMENTS, OUTSIDE, digest, name_of, part_of_sent, read_sent
from ddtender.returned.word import open_reviewed, read_document
from tests.documents import W
from tests.packages import parts_of, zipped
from tests.returned.drafts import TRANSPARENCY, Authority
from tests.returned.editor import ANNA, BEN, NOBODY, Editor


def older(authority: Authority, document: str = "contract", lost: bool = False, **words: str) -> Editor:
    """A draft as an earlier ddtender made it, that worded some of its sentences otherwise; or one without digests."""
    draft = authority.draft(document)
    for text in draft.body.iter(W + "t"):
        for old, new in words.items():
            text.text = (text.text or "").replace(old.replace("_", " "), new)
    parts = parts_of(draft.bytes())
    if "word/comments.xml" in parts:
        for old, new in words.items():
            parts["word/comments.xml"] = parts["word/comments.xml"].replace(
                old.replace("_", " ").encode(), new.encode()
            )
    properties = parts["docProps/custom.xml"]
    parts["docProps/custom.xml"] = properties.replace(b">0.1.0<", b">0.0.9<")
    assert parts["docProps/custom.xml"] != properties
    name = part_of_sent(parts)
    if lost:
        parts = without_digests(parts)
    else:
        parts[name] = digests_of(zipped(parts))
    return Editor(zipped(parts))


def without_digests(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a draft that a program has saved which drops stores it does not know."""
    kept = {name: data for name, data in parts.items() if name != part_of_sent(parts)}
    root = etree.fromstring(kept["word/_rels/document.xml.rels"])
    for relation in [r for r in root if r.get("Target", "").endswith("item1.xml")]:
        root.remove(relation)
    return {**kept, "word/_rels/document.xml.rels": etree.tostring(root)}


def texts(content: bytes) -> dict[str, list[str]]:
    read = read_document(open_reviewed(content))
    found: dict[str, list[str]] = {}
    for paragraph in read.paragraphs:
        id_ = (paragraph.control or "").partition("@")[0]
        found.setdefault(name_of(id_, paragraph.table is not None) if id_ else OUTSIDE, []).append(paragraph.before)
    return {**found, COMMENTS: [comment.text for comment in read.comments]}


def digests_of(content: bytes) -> bytes:
    from ddtender.library.sent import sent_part

    return sent_part(texts(content))


@pytest.mark.parametrize("document", ["tender", "contract"])
@pytest.mark.parametrize("facts", [True, False])
def test_a_draft_carries_what_it_says(authority: Authority, document: str, facts: bool) -> None:
    """Written from the document's tree and read from what came back: two ways, one result."""
    content = authority.draft(document, facts=facts).bytes()
    sent = read_sent(open_reviewed(content))
    assert {name: tuple(map(digest, found)) for name, found in texts(content).items()} == dict(sent.digests)


def test_a_final_document_carries_no_digests(authority: Authority) -> None:
    from tests.documents import word

    assert part_of_sent(word("laptops-final", "contract").parts) is None


WORDING = {
    "Every_year_the": "Each year the",  # in the body of a clause
    "is_due_on_the_last_day": "falls due on the last day",
    "To_fill_in_by": "Still to be filled in by",  # a drafting note
    "Source": "Where from",
}


#: Why words are listed of which the document says that it was sent with them: anybody can make it say so.
SAID = "the document says that it was sent so; whether it was cannot be seen from here"


def edited_of(review: dict) -> list[dict]:
    """What is in a report besides such words."""
    return [entry for entry in review["entries"] if entry["reason"] != SAID]


@pytest.mark.parametrize("document", ["tender", "contract"])
def test_words_of_an_older_ddtender_are_listed_as_such_and_never_applied(authority: Authority, document: str) -> None:
    draft = older(authority, document, **WORDING)
    review = authority.apply(draft)
    assert edited_of(review) == [] and review["entries"]
    assert authority.changed() == []
    (finding,) = review["diagnostics"]
    assert "they are listed, and not applied: " in finding["message"]
    assert document == "tender" or "per-site" in finding["message"]


def test_a_document_cannot_hide_an_edit_by_what_it_says_of_itself(authority: Authority) -> None:
    """Two numbers of it are forged here: the digest of the paragraph, and the version of ddtender."""
    draft = older(authority, an_updated_list="no list")
    review = authority.apply(draft)
    said = " ".join(f"{entry['old']} {entry['new']}" for entry in review["entries"])
    assert "updated" in said and {entry["status"] for entry in review["entries"]} == {"listed"}
    assert authority.changed() == []


@pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])
def test_a_reviewers_edits_of_an_older_draft_are_applied(authority: Authority, by) -> None:
    draft = older(authority, **WORDING)
    draft.replace("in detail", "precisely", by)
    draft.comment("on what information it relies", "Is it?", BEN)
    review = authority.apply(draft)
    assert [entry["reason"] for entry in edited_of(review)] == [None, None]
    text = authority.repository.read(TRANSPARENCY)
    assert "explain precisely" in text and "Every year the Contractor" in text and "Each year" not in text


def test_an_edit_among_words_that_the_draft_had_otherwise_is_listed(authority: Authority) -> None:
    draft = older(authority, **WORDING)
    draft.replace("Each year", "Twice a year", ANNA, inside=draft.paragraph("an updated list"))
    (entry,) = edited_of(authority.apply(draft))
    assert entry["status"] == "listed" and authority.changed() == []


def test_without_digests_only_what_was_tracked_is_applied(authority: Authority) -> None:
    draft = older(authority, lost=True, **WORDING)
    draft.replace("in detail", "precisely")
    draft.replace("an updated list", "a list", NOBODY)
    review = authority.apply(draft)
    assert {e["new"]: e["status"] for e in review["entries"]}["precisely"] == "applied"
    assert [e["status"] for e in review["entries"]].count("applied") == 1
    assert "ddtender 0.0.9 made this draft" in review["diagnostics"][0]["message"]
    assert "Each year" not in authority.repository.read(TRANSPARENCY)


@pytest.mark.parametrize("lost", [False, True])
def test_a_drafting_note_is_never_a_reviewers_whoever_its_author_is(authority: Authority, lost: bool) -> None:
    """Word takes names away; another version words it otherwise; an answer below it is the reviewer's."""
    draft = older(authority, lost=lost, **{"Legal_basis": "Basis in law", "nobody_has": "no person has"})
    comments = etree.fromstring(draft.parts["word/comments.xml"])
    note = next(c for c in comments.iter(W + "comment"))
    paragraph = list(note.iter(W + "p"))[-1]
    paragraph.set(
        "{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"{0x10000 + int(note.get(W + 'id')) * 16:08X}"
    )
    for comment in comments.iter(W + "comment"):
        comment.set(W + "author", "Author")
    draft.parts["word/comments.xml"] = etree.tostring(comments)
    draft._add_comment("We decide for a year.", BEN, note.get(W + "id"))
    review = authority.apply(draft)
    applied = [e for e in review["entries"] if e["status"] == "applied"]
    assert [e["new"] for e in applied] == ["We decide for a year."]
    others = [e for e in review["entries"] if e not in applied and e["what"] == "comment"]
    assert {e["reason"] for e in others} <= {"it is a drafting note of ddtender's own, worded otherwise"}, others
    assert lost or len(review["entries"]) == 1


def test_somebody_typed_into_a_drafting_note(authority: Authority) -> None:
    draft = authority.draft()
    parts = parts_of(draft.bytes())
    comments = etree.fromstring(parts["word/comments.xml"])
    next(comments.iter(W + "t")).text = "I changed this: "
    parts["word/comments.xml"] = etree.tostring(comments)
    (entry,) = authority.apply(zipped(parts))["entries"]
    told = "“I changed this:” was written, “Left out of this document:” was taken out"
    assert entry["reason"].startswith("a drafting note was edited") and entry["reason"].endswith(told)
    assert authority.changed() == []
