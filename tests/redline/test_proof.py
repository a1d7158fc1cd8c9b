"""The proof of a redline can fail: a redline with one thing wrong is never written."""

from collections.abc import Callable

import pytest
from lxml import etree

from ddtender import redline as room
from ddtender.redline import REDLINE_UNPROVEN, Sides, Signature
from ddtender.redline.proof import differences
from tests.documents import MOMENT, W, build
from tests.packages import parts_of, zipped

OLD, NEW = (build(variant).documents["contract.docx"] for variant in ("medium", "high"))
SIGNED, SIDES = Signature("Anna", MOMENT), Sides("medium", "high")


def made() -> bytes:
    found, findings = room.redline("contract-redline.docx", OLD, NEW, SIGNED, SIDES)
    assert findings == []
    return found.content


def spoilt(spoil: Callable[[etree._Element], None]) -> bytes:
    parts = parts_of(made())
    body = etree.fromstring(parts["word/document.xml"])
    spoil(body)
    return zipped({**parts, "word/document.xml": etree.tostring(body)})


def a_word(body: etree._Element) -> None:
    next(t for t in body.iter(W + "t") if t.text == "Parties and dates").text = "Dates and parties"


def an_insertion(body: etree._Element) -> None:
    inserted = next(e for e in body.iter(W + "ins") if e.find(f"{W}r/{W}t") is not None)
    inserted.getparent().remove(inserted)


def a_deletion(body: etree._Element) -> None:
    deleted = next(e for e in body.iter(W + "del") if e.find(f"{W}r/{W}delText") is not None)
    deleted.getparent().remove(deleted)


def a_style(body: etree._Element) -> None:
    next(s for s in body.iter(W + "pStyle") if s.get(W + "val") == "ProvisionParagraph").set(W + "val", "BodyText")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(a_word, "accepted"), (an_insertion, "accepted"), (a_deletion, "rejected"), (a_style, "accepted")],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_one_thing_wrong_is_found(spoil: Callable, said: str) -> None:
    assert differences(made(), OLD, NEW) == []
    assert f"with all changes {said}, word/document.xml differs" in differences(spoilt(spoil), OLD, NEW)[0]


def test_what_is_found_is_an_error_so_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = spoilt(a_word)
    monkeypatch.setattr(room, "make", lambda *_: (wrong, 1))
    _, findings = room.redline("contract-redline.docx", OLD, NEW, SIGNED, SIDES)
    assert {finding.code for finding in findings} == {REDLINE_UNPROVEN}
    assert "'Dates and parties' instead of 'Parties and dates'" in findings[0].message
