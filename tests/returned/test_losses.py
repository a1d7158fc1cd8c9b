"""Edits that are easily overlooked, doubled or misread: each is reported once, and written only where it is certain."""

import copy
import re

import pytest
from lxml import etree

from tests.documents import W
from tests.examples import some
from tests.packages import parts_of, zipped
from tests.returned.drafts import TRANSPARENCY, Authority, reasons, said
from tests.returned.editor import ANNA, BEN, Editor

CLAUSE = "contract.transparency-reporting-per-site"
REPORT = "contract.due-diligence-reporting"


def only(authority: Authority, *received: Editor):
    """The one entry of a review that changes no file."""
    (entry,) = authority.apply(*received)["entries"]
    assert entry["status"] == "listed"
    assert authority.changed() == []
    return entry


def become(draft: Editor, words: str, name: str, **attributes: str) -> None:
    """Something of Word's that is no text, behind some words."""
    draft.insert(words, "‽")
    (text,) = [t for t in draft.body.iter(W + "t") if t.text == "‽"]
    text.addprevious(etree.Element(W + name, {W + key: value for key, value in attributes.items()}))
    text.getparent().remove(text)


def look(draft: Editor, words: str, *formats: str, tracked: bool = False) -> None:
    (run,) = draft._cut(draft.paragraph(words), words)
    properties = etree.Element(W + "rPr")
    for name in formats:
        etree.SubElement(properties, W + name)
    if tracked:
        etree.SubElement(properties, W + "rPrChange", draft._change("ins", ANNA).attrib).append(
            etree.Element(W + "rPr")
        )
    run.insert(0, properties)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("footnoteReference", {"id": "7"}),
        ("sym", {"font": "Wingdings", "char": "F0E0"}),
        ("drawing", {}),
    ],
)
def test_what_is_no_text_is_not_written_into_a_clause(authority: Authority, name: str, attributes) -> None:
    draft = authority.draft()
    become(draft, "in detail", name, **attributes)
    assert only(authority, draft)["reason"].startswith("it has a note, a picture, a sign or a field")


def test_digits_typed_at_the_end_of_a_value_belong_to_the_value(authority: Authority) -> None:
    """Inside its control, or right behind it: 12 months became 125 months, and that is not for the clause to say."""
    draft = authority.draft()
    inside, behind = draft.provision("value:first_report_months"), draft.provision("value:information_response_days")
    list(inside.iter(W + "r"))[-1].addnext(draft._inserted("5", ANNA, None, False))
    behind.addnext(draft._inserted("5", ANNA, None, False))
    review = authority.apply(draft)
    assert reasons(review) == [
        "it goes over a blank",
        "it stands right at a blank or reference, and so may belong to it",
    ]
    assert authority.changed() == []


def test_a_copied_reference_or_blank_is_not_written_as_plain_words(authority: Authority) -> None:
    draft = authority.draft()
    blank = draft.provision("value:first_report_months")
    change = draft._change("ins", ANNA)
    change.extend(copy.deepcopy(run) for run in blank.iter(W + "r"))
    copied = copy.deepcopy(blank)
    content = copied.find(W + "sdtContent")
    content[:] = [change]
    draft._cut(draft.paragraph("in detail"), "in detail")[-1].addnext(copied)
    assert only(authority, draft)["reason"] == "it goes over a blank"


def test_a_reference_that_somebody_typed_over_is_listed(authority: Authority) -> None:
    draft = authority.draft("tender")
    code = next(c for c in draft.body.iter(W + "instrText") if (c.text or "").strip().startswith("REF"))
    result = next(r for r in code.getparent().itersiblings() if r.find(W + "t") is not None).find(W + "t")
    before, result.text = result.text, "77"
    entry = only(authority, draft)
    assert (entry["old"], entry["new"], entry["untracked"]) == (before, "77", True)


@pytest.mark.parametrize("looks", ["strike", "vanish", "b", "highlight"])
def test_words_that_were_struck_out_or_hidden_by_hand_are_listed(authority: Authority, looks: str) -> None:
    draft = authority.draft()
    look(draft, "in detail", looks)
    if looks == "highlight":
        next(draft.body.iter(W + "highlight")).set(W + "val", "yellow")
    entry = only(authority, draft)
    assert (entry["what"], entry["new"], entry["untracked"]) == ("format", "in detail", True)
    said = {"strike": "struck through", "vanish": "hidden", "b": "strong", "highlight": "highlighted"}
    assert entry["reason"] == f"a change of format only: {said[looks]}"


def test_a_tracked_change_of_format_is_reported_once_with_its_words_and_author(authority: Authority) -> None:
    draft = authority.draft()
    look(draft, "in detail", "b", tracked=True)
    entry = only(authority, draft)
    assert (entry["new"], [by["author"] for by in entry["by"]], entry["untracked"]) == (
        "in detail",
        ["A. Jurist"],
        False,
    )


@pytest.mark.parametrize("style", ["ProvisionParagraph", "ProvisionBullet"])
def test_an_item_that_became_a_paragraph_or_a_bullet_is_listed(authority: Authority, style: str) -> None:
    draft = authority.draft()
    paragraph = draft.paragraph("to mitigate Human Rights Risks; and")
    paragraph.find(f"{W}pPr/{W}pStyle").set(W + "val", style)
    entry = only(authority, draft)
    assert (entry["provision"], entry["new"]) == (REPORT, "to mitigate Human Rights Risks; and")
    assert entry["reason"].startswith("a change of a paragraph's style")


def test_a_provision_that_was_dragged_to_another_place_is_listed(authority: Authority) -> None:
    draft = authority.draft()
    draft.provision(REPORT).addnext(draft.provision(CLAUSE))
    entry = only(authority, draft)
    assert (entry["what"], entry["provision"]) == ("order", CLAUSE)
    assert entry["reason"] == f"text was moved: the whole provision, behind {REPORT}"


def test_words_typed_anew_in_bold_are_strong(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "in detail", bold=True)
    assert reasons(authority.apply(draft)) == [None]
    assert "explain **in detail** with" in authority.repository.read(TRANSPARENCY)


def test_words_typed_anew_as_they_were_are_no_change(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("in detail", "in detail")
    assert authority.review(draft)["entries"] == []


def test_a_link_that_was_set_or_sent_elsewhere_is_listed(authority: Authority) -> None:
    parts = parts_of(authority.draft("tender", "low", facts=False).bytes())
    relations = parts["word/_rels/document.xml.rels"].replace(b"https://www.ohchr.org/", b"https://www.ohchr.example/")
    entry = only(authority, zipped({**parts, "word/_rels/document.xml.rels": relations}))
    assert entry["provision"] == "award.policy-commitment"
    assert "a link to https://www.ohchr.example/" in entry["reason"]


def test_words_that_one_wrote_and_another_deleted_are_told(authority: Authority) -> None:
    draft = authority.draft()
    draft.insert("in detail", " and fully")
    draft.replace(" and fully", "", BEN, inside=draft.paragraph("and fully"))
    assert only(authority, draft)["reason"] == (
        "two people changed the same words: A. Jurist wrote “and fully”, B. Barrister deleted “and fully”"
    )


def test_a_title_of_two_lines_is_not_written_as_one(authority: Authority) -> None:
    draft = authority.draft()
    draft.replace("due diligence", "due\ndiligence", inside=draft.provision(REPORT))
    assert only(authority, draft)["reason"] == "it cannot be written in the clause's file without doubt"


def test_nothing_is_said_of_a_draft_in_which_nobody_did_anything(authority: Authority) -> None:
    for document in ("tender", "contract"):
        for facts in (True, False):
            assert said(authority.review(authority.draft(document, facts=facts))) == []


def test_a_comment_in_two_copies_is_one_note_and_stays_one(authority: Authority) -> None:
    """Ben got Anna's copy and answered; and who applies the same file again adds nothing."""
    anna, ben = authority.draft(), authority.draft()
    anna.comment("in detail", "Proportionate?")
    ben.comment("in detail", "Proportionate?", answers=((BEN, "Yes."),))
    review = authority.apply(anna, ben)
    assert review["counts"]["applied"] == 2
    text = authority.repository.read(TRANSPARENCY)
    assert text.count("Proportionate?") == text.count("Yes.") == 1
    authority.repository.commit("Reviewed")
    assert reasons(authority.apply(ben)) == ["it is already there"]
    assert authority.repository.read(TRANSPARENCY) == text


def test_a_comment_on_several_paragraphs_shows_them_apart_and_not_without_end(authority: Authority) -> None:
    draft = authority.draft()
    id_ = draft._add_comment("All of it?", ANNA, None)
    draft.paragraph("in detail").insert(1, etree.Element(W + "commentRangeStart", {W + "id": id_}))
    (entry,) = authority.apply(draft)["entries"]
    assert "with that list:¶\nthe efforts" in entry["old"]
    assert len(entry["old"]) < 500 and entry["old"].endswith("…")
    assert "with that list: the efforts" in authority.repository.read(TRANSPARENCY)


def test_a_comment_without_words_is_listed(authority: Authority) -> None:
    draft = authority.draft()
    draft.comment("in detail", "")
    assert only(authority, draft)["reason"] == "the comment has no words"


def test_the_same_words_bold_in_one_copy_and_plain_in_the_other_contradict(authority: Authority) -> None:
    anna, ben = authority.draft(), authority.draft()
    anna.insert("in detail", " now")
    ben.insert("in detail", " now", BEN, bold=True)
    review = authority.apply(anna, ben)
    assert ["another copy" in reason for reason in reasons(review)] == [True, True]
    assert authority.changed() == []


def test_line_ends_of_an_old_mac_stay(authority: Authority) -> None:
    path = authority.repository.root / TRANSPARENCY
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
    authority.repository.commit("Edited on an old Mac")
    authority.repository.build(authority.folder / "mac", "--procedure", authority.repository.root / authority.procedure)
    draft = Editor((authority.folder / "mac/contract.docx").read_bytes())
    draft.replace("in detail", "precisely")
    assert reasons(authority.apply(draft)) == [None]
    content = path.read_bytes()
    assert b"explain precisely with" in content and b"\n" not in content


FORMATTED = "in **full detail** and *now*, see [the guide](https://example.org/a_b) with"


@pytest.mark.parametrize(
    ("old", "new", "written"),
    some(
        [
            ("full detail", "", "in  and *now*, see [the guide](https://example.org/a_b) with"),
            ("full detail", "all", FORMATTED.replace("full detail", "all")),
            ("full", "", "in  **detail** and *now*, see [the guide](https://example.org/a_b) with"),
            ("detail and", "and", "in **full and** *now*, see [the guide](https://example.org/a_b) with"),
            ("the guide", "a guide", FORMATTED.replace("the guide", "a guide")),
            ("the guide with", "with", "in **full detail** and *now*, see with that list"),
        ],
        2,
    ),
)
def test_words_with_emphasis_and_links_are_edited(authority: Authority, old: str, new: str, written: str) -> None:
    authority.repository.edit(TRANSPARENCY, "in detail with", FORMATTED)
    authority.repository.commit("Formatted")
    authority.repository.build(authority.folder / "f", "--procedure", authority.repository.root / authority.procedure)
    draft = Editor((authority.folder / "f/contract.docx").read_bytes())
    draft.replace(old, new, inside=draft.paragraph("If a list is incomplete"))
    assert reasons(authority.apply(draft)) == [None]
    assert written in authority.repository.read(TRANSPARENCY)


def test_an_item_moved_to_another_level_of_its_list_without_tracking(authority: Authority) -> None:
    """The tab key on a numbered item: its style stays."""
    draft = authority.draft()
    draft.paragraph("to mitigate Human Rights Risks; and").find(f"{W}pPr/{W}numPr/{W}ilvl").set(W + "val", "3")
    (entry,) = authority.review(draft)["entries"]
    assert (entry["what"], entry["new"]) == ("numbering", "(i)")
    assert "on level 4 of its list" in entry["reason"]


def test_new_words_that_are_struck_through_are_not_applied(authority: Authority) -> None:
    draft = authority.draft()
    draft.insert("an updated list", " and map", ANNA)
    run = next(r for r in draft.body.iter(W + "r") if "".join(r.itertext(W + "t")) == " and map")
    properties = etree.Element(W + "rPr")
    etree.SubElement(properties, W + "strike")
    run.insert(0, properties)
    (entry,) = authority.apply(draft)["entries"]
    assert entry["reason"] == "the new words have a format that a clause cannot hold: struck through"
    assert authority.changed() == []


@pytest.mark.parametrize("gone", ["the comment", "all comments", "the part", "the relationship"])
def test_a_comment_whose_words_a_program_has_lost_is_missed(authority: Authority, gone: str) -> None:
    """The text still has its mark; the draft's own notes, of which the library knows, are not asked for."""
    draft = authority.draft()
    draft.comment("in detail", "Must this be so strict?")
    parts = parts_of(draft.bytes())
    comments = etree.fromstring(parts["word/comments.xml"])
    for comment in list(comments) if gone == "all comments" else [comments[-1]]:
        comments.remove(comment)
    if gone == "the part":
        del parts["word/comments.xml"]
    elif gone == "the relationship":
        relations = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = re.sub(
            rb'<Relationship [^>]*relationships/comments"[^>]*>', b"", relations
        )
    else:
        parts["word/comments.xml"] = etree.tostring(comments)
    review = authority.apply(zipped(parts))
    (entry,) = review["entries"]
    assert (entry["what"], entry["provision"], entry["old"], entry["by"]) == ("comment", CLAUSE, "in detail", [])
    assert entry["reason"] == "the document marks a comment here, and no longer has it"
    assert review["counts"] == {"all": 1, "applied": 0, "applicable": 0, "listed": 1} and authority.changed() == []
    assert "“in detail”" in authority.run(authority.received(zipped(parts))).out


@pytest.mark.parametrize("cut", [b"</w:sdtContent>", b"</w:ins>", b"</w:p>"])
def test_a_broken_file_is_read_as_far_as_it_can_be(authority: Authority, cut: bytes) -> None:
    """One end tag is missing behind a tracked change, as LibreOffice 7.4 saved it; entities stay forbidden."""
    draft = authority.draft()
    draft.replace("in detail", "precisely")
    parts = parts_of(draft.bytes())
    text = parts["word/document.xml"]
    at = text.index(cut, text.index(b"precisely"))
    parts["word/document.xml"] = text[:at] + text[at + len(cut) :]
    review = authority.apply(zipped(parts))
    assert {d["code"] for d in review["diagnostics"]} >= {"damaged-review"}
    assert any("precisely" in e["new"] for e in review["entries"])
    assert {e["status"] for e in review["entries"]} == {"listed"} and authority.changed() == []
    parts["word/document.xml"] = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + parts["word/document.xml"]
    assert "unreadable-review" in authority.run(authority.received(zipped(parts)), code=1).said


def drag(draft: Editor, words: str, behind: str, tracked: bool = False) -> None:
    """Cut the paragraph with some words out, and paste it behind another."""
    paragraph, other = draft.paragraph(words), draft.paragraph(behind)
    if not tracked:
        other.addnext(paragraph)
        return
    draft.add_behind(other, "".join(paragraph.itertext(W + "t")))
    draft._delete(list(paragraph.iter(W + "r")), ANNA)
    draft._mark_end(paragraph, "del", ANNA)


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(
    ("document", "words", "behind"),
    [
        ("tender", "The Tenderer chooses the components", "an overview of at least one key component"),
        ("contract", "the steps that it will take next", "may request further information about a list"),
        ("contract", "the steps that it will take next", "on its efforts to mitigate"),
        ("contract", "the steps that it will take next", ""),
    ],
)
def test_a_move_is_written_with_both_halves_or_not_at_all(
    authority: Authority, document: str, words: str, behind: str, tracked: bool
) -> None:
    """Between the items of a list, into another clause, out of all clauses: the words were once dropped."""
    draft = authority.draft(document)
    if not behind:
        behind = "".join(next(p for p in draft.body.iter(W + "p") if outside(p)).itertext(W + "t"))
    drag(draft, words, behind, tracked)
    before = times(authority, words)
    review = authority.apply(draft)
    assert times(authority, words) == before
    assert review["counts"]["all"] >= 2
    assert authority.changed() == [] or review["counts"]["listed"] == 0


def times(authority: Authority, words: str) -> int:
    """How often the library has these words in a text."""
    files = (authority.repository.root / "clause_library").rglob("*.md")
    return sum(" ".join(f.read_text().split("\n---\n", 1)[1].split()).count(words) for f in files)


def outside(paragraph: etree._Element) -> bool:
    return len("".join(paragraph.itertext(W + "t")).split()) > 8 and not {W + "sdt", W + "tbl"} & {
        a.tag for a in paragraph.iterancestors()
    }
