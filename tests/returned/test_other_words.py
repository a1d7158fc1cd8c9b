"""Words that Word takes from elsewhere, or leaves no room for, while the document reads as it was sent."""

from __future__ import annotations

import re

import pytest

from ddtender.returned.findings import Reason, What
from tests.returned.test_said_twice import BODY, RELATIONS, RUN, TYPES, A, back, body, found
from tests.returned.test_shown import entries_of

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: A blank that waits for words, and one that has them.
WAITING, FILLED = '<w:alias w:val="name of the Contractor"/>', '<w:alias w:val="number of months"/>'
EVIL = '<a xmlns="urn:x"><b>Evil Corp</b></a>'


def bound(control: str, path: str, data: str, part: str = "customXml/item9.xml") -> dict[str, str]:
    """The contract with a control that is bound to data of its own."""
    mapping = f"""<w:dataBinding w:prefixMappings="xmlns:x='urn:x'" w:xpath="{path}"/>"""
    relation = f'<Relationship Id="data" Type="{OFFICE}/relationships/customXml" Target="/{part}"/></Relationships>'
    return {
        **body(control, mapping + control),
        part: data,
        "word/_rels/document.xml.rels": RELATIONS.replace("</Relationships>", relation),
        "[Content_Types].xml": TYPES,
    }


@pytest.mark.parametrize(
    "changed",
    [
        bound(WAITING, "/x:a[1]/x:b[1]", EVIL),
        bound(WAITING, "/x:a[1]/x:b[1]", EVIL, "customXml/evil.xml"),
        bound(WAITING, "/x:a[1]/x:b[1]", EVIL, "data/store.xml"),
        bound(WAITING, "//x:b", EVIL),
        bound(WAITING, "/child::x:a/child::x:b", EVIL),
        bound(WAITING, "/x:a/x:b[contains(.,'E')]", EVIL),
        bound(WAITING, "/x:a[1]/x:b[1]", '<a xmlns="urn:x" xmlns:y="urn:y"><y:b/><b>Evil Corp</b></a>'),
        bound(FILLED, "/x:a[1]/x:b[1]", '<a xmlns="urn:x" xmlns:y="urn:y"><y:b>12</y:b><b>99</b></a>'),
        bound(FILLED, "/x:a[2]/x:b[1]", '<a xmlns="urn:x"><b>12</b></a>'),
    ],
    ids=["usual", "odd name", "odd folder", "any depth", "axes", "a condition", "namespaces", "filled", "no place"],
)
def test_a_control_with_words_of_a_store_is_told(changed: dict[str, str]) -> None:
    (told,) = entries_of(back(changed))
    assert told.reason is Reason.UNREAD
    assert "stored elsewhere" in told.said


@pytest.mark.parametrize(
    ("control", "data"),
    [(FILLED, '<a xmlns="urn:x"><b> 12</b></a>'), (WAITING, '<a xmlns="urn:x"><b/></a>')],
    ids=["the same words", "still waiting"],
)
def test_one_that_shows_what_it_has_is_not(control: str, data: str) -> None:
    assert entries_of(back(bound(control, "/x:a[1]/x:b[1]", data))) == []


TABLE = found(r"<w:tbl>.*?</w:tbl>")
CELL = '<w:tcW w:w="6462" w:type="dxa"/>'
ROW = "<w:trPr>"


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace(ROW, f'{ROW}<w:gridBefore w:val="1"/><w:wBefore w:w="31000" w:type="dxa"/>', 1),
        re.sub(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="1"/>', TABLE),
        TABLE.replace('<w:tblW w:w="9184"', '<w:tblW w:w="1"'),
        TABLE.replace(CELL, '<w:tcW w:w="0" w:type="pct"/>'),
        TABLE.replace(CELL, '<w:tcW w:w="1" w:type="nil"/>'),
        TABLE.replace(CELL, f'{CELL}<w:cellMerge w:id="5" {A} w:vMerge="cont" w:vMergeOrig="rest"/>', 2),
        TABLE.replace(ROW, f'<w:tblPrEx><w:tblInd w:w="31000" w:type="dxa"/></w:tblPrEx>{ROW}', 1),
        TABLE.replace(ROW, f'{ROW}<w:trHeight w:val="100" w:hRule="exact"/>', 1),
    ],
    ids=["row", "columns", "table", "part", "nothing", "merged", "exception", "flat"],
)
def test_a_table_without_room_for_its_words_is_told(table: str) -> None:
    assert table != TABLE
    told = entries_of(back(body(TABLE, table)))
    assert "City of Example" in {entry.new for entry in told}
    assert {entry.reason for entry in told} == {Reason.FORMAT}


def test_a_row_whose_words_have_no_room_in_its_height_is_told() -> None:
    """A line has room in twenty points, and ten lines have not."""
    high = f'{ROW}<w:trHeight w:val="400" w:hRule="exact"/>'
    assert entries_of(back(body(TABLE, TABLE.replace(ROW, high, 1)))) == []
    longer = TABLE.replace("City of Example", " ".join(["City of Example"] * 30))
    looks = [e for e in entries_of(back(body(TABLE, longer.replace(ROW, high, 1)))) if e.what is What.FORMAT]
    assert [entry.reason for entry in looks] == [Reason.FORMAT]


@pytest.mark.parametrize(
    ("looks", "applied"),
    [
        ('<w:sz w:val="10"/>', True),
        ('<w:w w:val="60"/>', True),
        ('<w:spacing w:val="-30"/>', True),
        ('<w:sz w:val="10"/><w:w w:val="60"/>', False),
        ('<w:spacing w:val="-30"/><w:w w:val="60"/>', False),
        ('<w:sz w:val="10"/><w:spacing w:val="-30"/>', False),
    ],
)
def test_formats_that_hide_only_together_are_not_applied(looks: str, applied: bool) -> None:
    new = f'<w:ins w:id="1" {A}><w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve"> here</w:t></w:r></w:ins>'
    (told,) = entries_of(back(body(RUN, RUN + new)))
    assert (told.reason is None) == applied


def field(code: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}{result}{end}'


SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (field("REF evil", RUN), Reason.REFERENCE),
        (field('HYPERLINK \\l "a" "http://evil.example"', RUN), Reason.FORMAT),
        (f'<w:hyperlink w:docLocation="http://evil.example">{RUN}</w:hyperlink>', Reason.FORMAT),
        (field("REF x", RUN).replace(SEPARATE, f'<w:del w:id="3" {A}>{SEPARATE}</w:del>'), Reason.UNREAD),
    ],
    ids=["a reference", "a link behind a place", "a link by its location", "a field deleted in part"],
)
def test_words_that_have_become_a_field_are_told(now: str, reason: Reason) -> None:
    assert reason in {entry.reason for entry in entries_of(back(body(RUN, now)))}


def test_a_link_to_a_place_of_the_document_is_none() -> None:
    assert entries_of(back(body(RUN, field('HYPERLINK \\l "dd_frame_time" \\h', RUN)))) == []


BOOKMARK = found(r'<w:bookmarkStart [^>]*w:name="dd_contract_mitigation_reporting"/>')


@pytest.mark.parametrize(
    "changed",
    [
        body(BOOKMARK, ""),
        body(RUN, RUN + BOOKMARK),
        {"word/document.xml": BODY.replace(BOOKMARK, "").replace(RUN, BOOKMARK + RUN)},
    ],
    ids=["deleted", "copied", "moved"],
)
def test_a_reference_whose_bookmark_was_moved_is_told(changed: dict[str, str]) -> None:
    assert Reason.REFERENCE in {
        e.reason for e in entries_of(back(changed)) if e.provision == "contract.mitigation-reporting"
    }


def test_other_words_than_a_number_in_a_reference_are_told_where_the_order_changed() -> None:
    """A program computes numbers anew then; it never writes "nothing"."""
    controls = [control_of("contract.mitigation-reporting"), control_of("contract.due-diligence-reporting")]
    first, last = (BODY.index(control) for control in controls)
    between = BODY[first + len(controls[0]) : last]
    swapped = BODY[:first] + controls[1] + between + controls[0] + BODY[last + len(controls[1]) :]
    result = r"(REF dd_contract_tender_commitments .*?<w:t[^>]*>)C\d(</w:t>)"
    assert {e.what for e in entries_of(back({"word/document.xml": swapped}))} == {What.ORDER}
    other = re.sub(result, r"\1nothing\2", swapped, count=1)
    assert other != swapped
    assert any(e.what is not What.ORDER for e in entries_of(back({"word/document.xml": other})))


def control_of(id_: str) -> str:
    start = BODY.rindex("<w:sdt>", 0, BODY.index(f'<w:tag w:val="{id_}@'))
    depth = 0
    for mark in re.finditer(r"<w:sdt>|</w:sdt>", BODY[start:]):
        depth += 1 if mark[0] == "<w:sdt>" else -1
        if depth == 0:
            return BODY[start : start + mark.end()]
    raise AssertionError(id_)
