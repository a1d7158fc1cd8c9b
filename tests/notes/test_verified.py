"""No note can be lost, altered or moved without being noticed before the document is written."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ddtender.library.provenance import read_provenance
from ddtender.verify import verify
from tests.documents import W, Word, composed, notes_of, word

Damage = Callable[[etree._Element, etree._Element], None]


def messages(content: bytes, variant: str = "high") -> list[str]:
    read = word(variant, "tender")
    found = verify(content, composed(variant), read_provenance(read.parts), notes_of(variant, "tender"))
    assert {d.code.name for d in found} <= {"verification-failed"}
    return [d.message for d in found]


def damaged(damage: Damage, read: Word | None = None) -> bytes:
    read = read or word("high", "tender")
    body, comments = read.tree("word/document.xml"), read.tree("word/comments.xml")
    damage(body, comments)
    return read.edited(document=etree.tostring(body), comments=etree.tostring(comments))


def numbers() -> dict[str, int]:
    """The number of the note on each provision, by the id of the provision."""
    starts = word("high", "tender").body.iter(W + "commentRangeStart")
    tags = {int(s.get(W + "id")): next(s.iterancestors(W + "sdt")).find(f"{W}sdtPr/{W}tag") for s in starts}
    return {tag.get(W + "val").partition("@")[0]: n for n, tag in tags.items()}


NUMBERS = numbers()
SITES, RISKS = NUMBERS["selection.product-transparency"], NUMBERS["selection.human-rights-risk-assessment"]
COMPONENTS, DILIGENCE = NUMBERS["award.component-transparency"], NUMBERS["award.due-diligence-processes"]


def mark(body: etree._Element, name: str, number: int) -> etree._Element:
    return next(e for e in body.iter(W + name) if e.get(W + "id") == str(number))


def remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def move(body: etree._Element, comments: etree._Element) -> None:
    """The note of one criterion is put on the title of another."""
    mark(body, "commentRangeStart", SITES).addprevious(mark(body, "commentRangeStart", COMPONENTS))
    mark(body, "commentRangeEnd", SITES).addprevious(mark(body, "commentRangeEnd", COMPONENTS))


def swap_authors(body: etree._Element, comments: etree._Element) -> None:
    comments[COMPONENTS].set(W + "author", "A. Jurist")


def widen(body: etree._Element, comments: etree._Element) -> None:
    mark(body, "commentReference", SITES).getparent().getparent().append(mark(body, "commentRangeEnd", SITES))


def rewrite(body: etree._Element, comments: etree._Element) -> None:
    text = next(t for t in comments[RISKS].iter(W + "t") if "a draft" in t.text)
    text.text = text.text.replace("a draft", "approved")


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a note is missing": (
        lambda b, c: remove(c[DILIGENCE]),
        "a drafting note of 'award.due-diligence-processes@1.0.0' is missing",
    ),
    "a note is altered": (
        rewrite,
        "'selection.human-rights-risk-assessment@1.0.0' is missing, altered or in another place",
    ),
    "a line is missing": (lambda b, c: remove(c[RISKS][-1]), "is missing, altered or in another place"),
    "a note is moved": (move, "a drafting note stands where none belongs (selection.product-transparency@1.0.0)"),
    "a note stands on more than the title": (widen, "a drafting note stands where none belongs"),
    "a note has lost its mark": (
        lambda b, c: remove(mark(b, "commentRangeStart", SITES)),
        "a drafting note is not bound to one place: 'Source: CFIT manual (2025), section 3.3.4, Selection criteri'",
    ),
    "a note is not referred to": (
        lambda b, c: remove(mark(b, "commentReference", SITES).getparent()),
        "a drafting note is not bound to one place",
    ),
    "a note is signed by somebody else": (swap_authors, "a drafting note of 'award.component-transparency@1.0.0'"),
    "a note stands there twice": (
        lambda b, c: c.append(etree.fromstring(etree.tostring(c[SITES]))),
        f"two comments have the id {SITES}",
    ),
}


@pytest.mark.parametrize(("damage", "wanted"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_named(damage: Damage, wanted: str) -> None:
    found = messages(damaged(damage))
    assert any(wanted in message for message in found), found


def test_a_draft_does_not_pass_as_a_document_without_notes() -> None:
    read = word("high", "tender")
    found = verify(read.content, composed("high"), read_provenance(read.parts), ())
    assert len([d for d in found if "stands where none belongs" in d.message]) == len(notes_of("high", "tender"))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_letter_of_a_note_can_be_altered_unseen(data: st.DataObject) -> None:
    def alter(body: etree._Element, comments: etree._Element) -> None:
        t = data.draw(st.sampled_from([t for t in comments.iter(W + "t") if t.text]))
        at = data.draw(st.integers(0, len(t.text) - 1))
        t.text = t.text[:at] + "§" + t.text[at + 1 :]

    assert messages(damaged(alter))
