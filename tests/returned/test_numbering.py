"""Numbers that a reviewer typed or changed: told as such, and never written into a clause's text."""

import pytest
from lxml import etree

from tests.documents import W
from tests.returned.drafts import TRANSPARENCY, Authority, reasons
from tests.returned.editor import ANNA, NOBODY, Editor

CLAUSE = "contract.transparency-reporting-per-site"
SECOND = "For each Key Production Site on the list"
NUMBER = "a change of numbering, which no clause's text holds: "


def numbering(paragraph: etree._Element) -> etree._Element:
    """Its own list and level, made if only its style has them."""
    properties = paragraph.find(W + "pPr")
    found = properties.find(W + "numPr")
    if found is None:
        found = etree.Element(W + "numPr")
        properties.insert(1, found)
        etree.SubElement(found, W + "ilvl", {W + "val": "0"})
        etree.SubElement(found, W + "numId", {W + "val": "0"})
    return found


def restart(draft: Editor, words: str, at: int) -> None:
    """ "Restart at" of Word: a new list for the same numbers, which begins elsewhere."""
    own = numbering(draft.paragraph(words))
    lists = etree.fromstring(draft.parts["word/numbering.xml"])
    (before,) = [n for n in lists.iter(W + "num") if n.get(W + "numId") == own.find(W + "numId").get(W + "val")]
    made = etree.SubElement(lists, W + "num", {W + "numId": "88"})
    made.append(etree.fromstring(etree.tostring(before.find(W + "abstractNumId"))))
    override = etree.SubElement(made, W + "lvlOverride", {W + "ilvl": own.find(W + "ilvl").get(W + "val")})
    etree.SubElement(override, W + "startOverride", {W + "val": str(at)})
    own.find(W + "numId").set(W + "val", "88")
    draft.parts["word/numbering.xml"] = etree.tostring(lists)


def typed_in_front(draft: Editor, words: str, number: str, by=NOBODY) -> None:
    paragraph = draft.paragraph(words)
    made = draft._inserted(number, by, None, False)
    place = next(r for r in paragraph.iter(W + "r") if r.find(W + "t") is not None)
    place.addprevious(made)


def test_numbers_that_begin_elsewhere_are_told_once(authority: Authority) -> None:
    draft = authority.draft()
    restart(draft, SECOND, 7)
    (entry,) = authority.apply(draft)["entries"]
    assert (entry["what"], entry["provision"], entry["old"], entry["new"]) == ("numbering", CLAUSE, "C1.2", "C1.7")
    assert entry["reason"] == NUMBER + "now C1.7, counted otherwise than in the draft"
    assert entry["place"] == "contract clause C1, paragraph 2"
    assert authority.changed() == []


@pytest.mark.parametrize(
    ("number", "by"),
    [
        ("1.2\t", NOBODY),
        ("C1.2\t", NOBODY),
        ("C1.2 ", ANNA),
        ("1.2 ", ANNA),
        ("(a) ", NOBODY),
        ("a)\t", ANNA),
        ("iv.\u00a0", NOBODY),
        ("2 ", NOBODY),
    ],
)
def test_a_typed_number_is_no_text(authority: Authority, number: str, by) -> None:
    """With the list's own number taken off, as "convert numbers to text" does, and another edit beside it."""
    draft = authority.draft()
    typed_in_front(draft, SECOND, number, by)
    numbering(draft.paragraph(SECOND)).find(W + "numId").set(W + "val", "0")
    draft.replace("connect the site with", "link the site to")
    review = authority.apply(draft)
    number_, text = sorted(review["entries"], key=lambda e: e["what"])
    assert (number_["what"], number_["new"], number_["status"]) == ("numbering", number.strip(), "listed")
    assert number_["reason"] == NUMBER + f"“{number.strip()}” is typed as text, now outside every list"
    assert (text["old"], text["new"], text["status"]) == ("connect the site with", "link the site to", "applied")
    assert f"\n{SECOND}" in authority.repository.read(TRANSPARENCY).replace("\n\n", "\n")


def test_all_numbers_turned_into_text_change_no_clause(authority: Authority) -> None:
    draft = authority.draft()
    control = draft.provision(CLAUSE)
    paragraphs = control.findall(f"{W}sdtContent/{W}p")
    for n, paragraph in enumerate(paragraphs):
        numbering(paragraph).find(W + "numId").set(W + "val", "0")
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = f"1.{n}" if n else "1"
        etree.SubElement(run, W + "tab")
        paragraph.insert(1, run)
    review = authority.apply(draft)
    assert {e["what"] for e in review["entries"]} == {"numbering"}
    assert review["counts"]["applied"] == 0 and review["counts"]["listed"] == len(paragraphs)
    assert authority.changed() == []


@pytest.mark.parametrize("level", ["", "3"], ids=["no list", "another level"])
def test_a_paragraph_on_another_level_or_in_no_list_is_told(authority: Authority, level: str) -> None:
    draft = authority.draft()
    own = numbering(draft.paragraph(SECOND))
    own.find(W + "ilvl").set(W + "val", level or "1")
    if not level:
        own.find(W + "numId").set(W + "val", "0")
    first = authority.apply(draft)["entries"][0]
    assert (first["what"], first["place"], first["status"]) == (
        "numbering",
        "contract clause C1, paragraph 2",
        "listed",
    )


def test_a_tracked_change_of_a_list_is_one_of_numbering(authority: Authority) -> None:
    draft = authority.draft()
    properties = draft.paragraph(SECOND).find(W + "pPr")
    change = draft._change("pPrChange", ANNA)
    old = etree.fromstring(etree.tostring(properties))
    old.tag = W + "pPr"
    change.append(old)
    numbering(draft.paragraph(SECOND)).find(W + "ilvl").set(W + "val", "2")
    properties.append(change)
    (entry,) = authority.apply(draft)["entries"]
    assert (entry["what"], [by["author"] for by in entry["by"]]) == ("numbering", ["A. Jurist"])


def test_a_new_paragraph_with_a_typed_number_is_for_a_person(authority: Authority) -> None:
    draft = authority.draft()
    draft.add_paragraph(SECOND, "1.3 The Contractor keeps the list.")
    draft.add_paragraph("may request further information about a list", "30 days are enough.")
    review = authority.apply(draft)
    assert sorted(reasons(review), key=str) == [None, NUMBER + "it begins with a typed number"]
    assert "1.3" not in authority.repository.read(TRANSPARENCY)


def test_paragraphs_that_come_and_go_change_no_number_but_their_own(authority: Authority) -> None:
    """Word and LibreOffice count the following ones anew: nobody changed their numbering."""
    draft = authority.draft()
    draft.add_paragraph(SECOND, "The Contractor keeps the list.", NOBODY)
    draft.remove_paragraph("the efforts that it has made so far", NOBODY)
    assert {e["what"] for e in authority.review(draft)["entries"]} == {"text"}


def test_a_number_that_belongs_to_the_words_is_text(authority: Authority) -> None:
    """In a table, and where it is typed over the first words of a paragraph."""
    draft = authority.draft("tender")
    cell = next(t for t in draft.body.iter(W + "t") if (t.text or "").strip().startswith("70"))
    cell.text = cell.text.replace("70", "75")
    assert {e["what"] for e in authority.review(draft)["entries"]} == {"text"}
    draft = authority.draft()
    draft.replace("For each Key", "12 of each Key", NOBODY)
    (entry,) = authority.review(draft)["entries"]
    assert (entry["what"], entry["old"], entry["new"]) == ("text", "For", "12 of")
    draft = authority.draft()
    draft.replace("For each Key", "12 shall be", ANNA)
    (entry,) = authority.review(draft)["entries"]
    assert (entry["what"], entry["old"], entry["new"]) == ("text", "For each Key", "12 shall be")


@pytest.mark.parametrize(("number", "by"), [("(a) ", ANNA), ("iv) ", NOBODY), ("2.1 ", ANNA)])
def test_a_number_that_is_typed_outside_every_provision_is_told(authority: Authority, number: str, by) -> None:
    """The template counts there, or nobody: so it is words like others."""
    draft = authority.draft()
    typed_in_front(draft, "Parties and dates", number, by)
    (entry,) = authority.apply(draft)["entries"]
    assert (entry["what"], entry["provision"], entry["old"], entry["new"]) == ("outside", None, "", number)
