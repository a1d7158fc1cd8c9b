"""The form that suppliers get: boxes that can be ticked, in the stated order, and no points in it."""

import io
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from ddtender.library.market import read_invitation
from ddtender.library.source import decode
from ddtender.market.form import write_form
from ddtender.market.invitation import write_invitation
from ddtender.words import language
from tests.documents import MOMENT, Word
from tests.market.forms import (
    DOCUMENT,
    HIGH,
    KINDS,
    POINTS,
    W14,
    W,
    filled,
    form,
    name_of,
    questionnaire,
    template,
    ticks,
)
from tests.packages import parts_of
from tests.tools import ROOT, validate_docx

FACTS = {"authority_name": "City of Example", "subject": "laptops", "contact": "ict@city.example", "reference": "R-1"}
ORDER = [f"kind.{kind}" for kind in KINDS] + [f"{group}.{option}" for group, option, *_ in POINTS]


def with_scores() -> bytes:
    return write_form(questionnaire(), template(), FACTS, MOMENT, language(), with_scores=True)


def invitation(facts: dict[str, str]) -> bytes:
    source, _ = decode("i.yaml", (ROOT / "clause_library/questionnaire/invitation.yaml").read_bytes())
    letter, findings = read_invitation(source)
    assert not findings
    return write_invitation(letter, template(), facts, MOMENT, language())


@pytest.mark.parametrize("content", [form, with_scores], ids=["form", "with-scores"])
def test_boxes_stand_in_order(content) -> None:
    document = etree.fromstring(parts_of(content())[DOCUMENT])
    boxes = [control for control in document.iter(W + "sdt") if control.find(f"{W}sdtPr/{W14}checkbox") is not None]
    assert [name_of(box) for box in boxes] == ORDER
    assert len(boxes) == 25
    for box in boxes:
        assert box.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").get(W14 + "val") == "0"
        assert "".join(t.text for t in box.iter(W + "t")) == "☐"
        assert box.find(f"{W}sdtPr/{W}lock") is None


def test_the_namespace_of_boxes_may_be_ignored() -> None:
    document = etree.fromstring(parts_of(form())[DOCUMENT])
    assert document.nsmap["w14"] == W14[1:-1]
    assert "w14" in document.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()


def test_ids_and_bookmarks_are_unique() -> None:
    document = etree.fromstring(parts_of(form())[DOCUMENT])
    for tag, key in (
        (f"{W}sdtPr/{W}id", W + "val"),
        (f"{W}bookmarkStart", W + "name"),
        (f"{W}bookmarkStart", W + "id"),
    ):
        values = [element.get(key) for element in document.iterfind(f".//{tag}")]
        assert len(values) == len(set(values)) > 25
    assert all(len(e.get(W + "name")) <= 40 for e in document.iter(W + "bookmarkStart"))
    assert all(len(e.get(W + "val")) <= 64 for e in document.iter(W + "tag"))


def test_rules_stand_beside_the_questions() -> None:
    text = Word(form()).text
    assert text.count("Tick one statement only.") == 1
    assert text.count("Tick every statement that is true; at least one.") == 3


def test_suppliers_see_no_points() -> None:
    assert "point" not in Word(form()).text.casefold()
    assert "BUYER" not in "".join(map(bytes.decode, (parts_of(form())["word/header1.xml"],)))


def test_the_buyers_copy_shows_all_points() -> None:
    word = Word(with_scores())
    rows = [
        [" ".join("".join(t.text for t in cell.iter(W + "t")).split()) for cell in row.findall(W + "tc")]
        for row in word.body.iter(W + "tr")
    ]
    points = [(int(row[2]), int(row[3])) for row in rows if len(row) == 4 and row[2].isdigit()]
    assert points == [(manufacturer, reseller) for *_, manufacturer, reseller in POINTS]
    assert "BUYER'S COPY" in parts_of(with_scores())["word/header1.xml"].decode()
    assert "count as medium" in word.text


def test_facts_are_filled_in_and_others_are_blanks() -> None:
    assert {"blank:authority_name", "blank:answer_by"} <= set(Word(form()).controls)
    controls = set(Word(with_scores()).controls)
    assert {"value:authority_name", "value:contact", "blank:answer_by"} <= controls


def test_same_inputs_same_bytes() -> None:
    assert form() == write_form(questionnaire(), template(), {}, MOMENT, language())
    assert invitation(FACTS) == invitation(FACTS)


def test_the_invitation_says_what_it_must() -> None:
    text = Word(invitation({**FACTS, "answer_by": "15 March 2027"})).text
    for words in ("Article 40", "City of Example", "15 March 2027", "ict@city.example", "questionnaire", "distorted"):
        assert words in text
    assert "{{" not in text and "We may discuss" not in text  # there is no meeting
    assert "answer: 2 April." in Word(invitation({**FACTS, "meeting": "2 April"})).text
    assert "[last day for answers]" in Word(invitation({})).text


def test_the_outline_begins_with_its_first_level() -> None:
    for content in (form(), with_scores(), invitation(FACTS)):
        levels = [p.style.name for p in Document(io.BytesIO(content)).paragraphs if p.style.name.startswith("Heading")]
        assert len(levels) >= 5 and set(levels) == {"Heading 1"}


def test_every_table_has_cells_that_are_headings() -> None:
    for table in Document(io.BytesIO(form())).tables:
        look = table._tbl.tblPr.find(W + "tblLook")
        repeated = table._tbl.tr_lst[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert look.get(W + ("firstRow" if repeated else "firstColumn")) == "1"


def test_documents_are_valid(tmp_path: Path, needs_validator: None) -> None:
    documents = {
        "form": form(),
        "scores": with_scores(),
        "invitation": invitation(FACTS),
        "blank": invitation({}),
        "filled": filled(ticks(HIGH), {"company": "A & B <GmbH>", "actions": "More"}),
    }
    for name, content in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    assert validate_docx(sorted(tmp_path.glob("*.docx"))) == []
