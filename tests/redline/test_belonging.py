"""What belongs together by its id is compared with each other, and nothing that says the same is struck."""

from itertools import groupby, pairwise

import pytest
from lxml import etree

from tests.documents import W, Word, build
from tests.redline.edits import after
from tests.redline.settled import holds, redlined

PAIRS = [("low", "medium"), ("medium", "high"), ("high", "laptops"), ("low", "high"), ("laptops", "changed")]
HIGH = "scenarios/high.yaml"
CLAUSES = [f"  - contract.{name}\n" for name in ("mitigation-reporting", "due-diligence-reporting")]
SWAPPED = [(HIGH, "".join(CLAUSES), "".join(CLAUSES[::-1]))]
MITIGATION = "clause_library/contract_clauses/mitigation-reporting.md"
_TEXTS = (W + "t", W + "delText")


def kind(element: etree._Element) -> str:
    """Whether a text is struck, written or as it was."""
    around = {e.tag for e in element.iterancestors()}
    return "struck" if W + "del" in around else "written" if W + "ins" in around else ""


def parts(element: etree._Element) -> list[tuple[str, str]]:
    """What an element says, in stretches that are struck, written or as they were."""
    texts = [(kind(t), t.text or "") for t in element.iter(*_TEXTS)]
    return [(how, "".join(text for _, text in found)) for how, found in groupby(texts, lambda pair: pair[0])]


def said_twice(content: bytes) -> list[str]:
    """What is struck and written again; but a reference to another provision is another, whatever its number."""
    found = []
    for paragraph in Word(content).body.iter(W + "p"):
        said = parts(paragraph)
        if paragraph.find(f".//{W}delInstrText") is not None:
            continue
        for (how, text), (then, again) in pairwise(said):
            if (how, then) == ("struck", "written") and text == again:
                found.append(text)
    return found


@pytest.mark.parametrize("document", ["tender", "contract"])
@pytest.mark.parametrize("pair", PAIRS, ids=" to ".join)
def test_nothing_is_struck_and_written_again(pair: tuple[str, str], document: str) -> None:
    """Also where a reference's bookmark or a blank's name is another."""
    old, new = (build(name).documents[f"{document}.docx"] for name in pair)
    assert said_twice(redlined(old, new)) == []


def test_a_blank_of_another_name_with_the_same_words_is_not_struck() -> None:
    new = build("high").documents["contract.docx"]
    read = Word(new)
    body = read.parts["word/document.xml"].replace(b'"blank:contractor_name"', b'"blank:supplier_name"')
    content = holds(new, read.edited(document=body))
    assert not [text for how, text in parts(Word(content).body) if how]


def test_bookmarks_of_other_names_change_nothing() -> None:
    """A word processor gives its own names; references follow them."""
    read = Word(build("high").documents["tender.docx"])
    body = read.parts["word/document.xml"].replace(b"dd_award_", b"_Ref_award_").replace(b"dd_form_", b"_Ref_form_")
    content = holds(read.content, read.edited(document=body))
    assert not {W + "ins", W + "del"} & {e.tag for e in Word(content).body.iter()}


def test_references_to_a_clause_that_takes_the_place_of_another_are_as_they_were() -> None:
    content = redlined(*(build(name).documents["contract.docx"] for name in ("medium", "high")))
    struck = {(e.text or "").split()[1] for e in Word(content).body.iter(W + "delInstrText")}
    # high has a clause more, so that the two behind it have other numbers; no other reference says anything else
    assert struck == {"dd_contract_tender_commitments", "dd_contract_certified_products"}


def tables(content: bytes) -> list[list[list[tuple[str, str]]]]:
    return [[parts(row) for row in table.iter(W + "tr")] for table in Word(content).body.iter(W + "tbl")]


def test_indicators_stay_with_their_clause() -> None:
    """Two clauses change places: the indicators of one are taken away whole and stand whole where they are now; those
    of the other are as they were."""
    old, new = build("high").documents["contract.docx"], after(SWAPPED, "high")["contract.docx"]
    indicators = [rows for rows in tables(holds(old, new)) if "Indicator" in str(rows[0])]
    assert len(indicators) == 6
    hows = [{how for row in rows for how, _ in row} for rows in indicators]
    assert sorted(map(sorted, hows)) == [[""], [""], [""], [""], ["struck"], ["written"]]


def test_rows_stay_with_their_provision() -> None:
    """In every table of the tender that has a row a provision, no row says what was said of another provision."""
    for old, new in ((build("medium"), build("high")), (build("low"), build("medium"))):
        for rows in tables(redlined(old.documents["tender.docx"], new.documents["tender.docx"])):
            for row in rows:
                struck, written = ("".join(t for how, t in row if how == one) for one in ("struck", "written"))
                assert not ("Action plan" in struck and "Due diligence processes" in written)
                assert not ("mitigating actions" in struck and "due diligence" in written)


def test_a_clause_that_moved_shows_what_has_changed_inside() -> None:
    """Words that both places have are moved, as Word says it; the others are struck there and written here."""
    old = build("high").documents["contract.docx"]
    reworded = [(MITIGATION, "Every year the Contractor shall report", "Once a year the Contractor shall report")]
    content = holds(old, after([*SWAPPED, *reworded], "high")["contract.docx"])
    body = Word(content).body
    struck, written, gone, come = (
        "".join("".join(e.itertext(*_TEXTS)) for p in body.iter(W + "p") if moves(p) for e in p.iter(W + name))
        for name in ("del", "ins", "moveFrom", "moveTo")
    )
    assert (struck, written) == ("Every", "Once a")
    assert "year the Contractor shall report" in gone and gone == come
    ranges = [[e.get(W + "name") for e in body.iter(W + f"move{way}RangeStart")] for way in ("From", "To")]
    assert ranges[0] == ranges[1] != []


def moves(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{way}") is not None for way in ("moveFrom", "moveTo"))
