"""Words of scoring, evidence and KPIs, which a draft shows in tables, come back under their keys."""

import copy
from difflib import ndiff

import pytest
from lxml import etree

from tests.documents import W
from tests.history.repository import MITIGATION
from tests.returned.drafts import PLAN, Authority, reasons
from tests.returned.editor import ANNA, BEN, NOBODY, Editor, Person, cell

BOTH = pytest.mark.parametrize("by", [ANNA, NOBODY], ids=["tracked", "untracked"])


def changed(before: str, now: str) -> list[str]:
    """The lines that differ, but for the version and its history."""
    lines = [line for line in ndiff(before.splitlines(), now.splitlines()) if line[:1] in "-+"]
    return [line for line in lines if "version:" not in line and line != "+ history:"]


def in_cell(draft: Editor, old: str, new: str, by: Person = ANNA, words: str = "") -> None:
    draft.replace(old, new, by, inside=cell(draft, words or old))


@BOTH
def test_words_of_every_table_come_back_under_their_keys(authority: Authority, by: Person) -> None:
    paths = (PLAN, MITIGATION)
    before = {path: authority.repository.read(path) for path in paths}
    tender, contract = authority.draft("tender"), authority.draft()
    in_cell(tender, "References to the rules", "Citations of the rules", by)
    in_cell(tender, "a site where they are made", "a place where they are made", by)
    in_cell(tender, "element by element", "one element after the other", by)
    in_cell(tender, "is submitted in time", "is received in time", by, "The yearly report on Mitigating Actions is")
    in_cell(contract, "number is recorded and compared", "number is noted and compared", by)
    in_cell(contract, "Count of the", "Number of the", by)
    review = authority.apply(tender, contract)
    assert set(reasons(review)) == {None} and review["counts"]["listed"] == 0
    assert {(entry["provision"], entry["key"]) for entry in review["entries"]} == {
        ("award.due-diligence-processes", "scoring.policies"),
        ("award.due-diligence-processes", "scoring.complete"),
        ("award.due-diligence-processes", "evidence.description"),
        ("contract.mitigation-reporting", "kpis.on-time.indicator"),
        ("contract.mitigation-reporting", "kpis.actions.target"),
        ("contract.mitigation-reporting", "kpis.actions.measured_by"),
    }
    assert authority.changed() == sorted(paths)
    now = {path: authority.repository.read(path) for path in paths}
    assert [line[:50] for line in changed(before[PLAN], now[PLAN]) if line[0] == "+"] == [
        "+         when: citations of the rules of the poli",
        "+           whom, and how often or when, and this ",
        "+     text: The description of the due diligence p",
    ]
    assert changed(before[MITIGATION], now[MITIGATION]) == [
        "-     indicator: The yearly report on Mitigating Actions is submitted in time.",
        "+     indicator: The yearly report on Mitigating Actions is received in time.",
        "-     target: The number is recorded and compared with the report before it.",
        "+     target: The number is noted and compared with the report before it.",
        "-     measured_by: Count of the Mitigating Actions in each report.",
        "+     measured_by: Number of the Mitigating Actions in each report.",
    ]
    if not by.tracked:
        return
    again = authority.apply(tender, contract)
    assert set(reasons(again)) == {"it is already there"} and authority.changed() == sorted(paths)
    folder = authority.folder / "rebuilt"
    authority.repository.build(folder, "--procedure", authority.repository.root / authority.procedure)
    tender, contract = (Editor((folder / f"{name}.docx").read_bytes()) for name in ("tender", "contract"))
    for document, words in (
        (tender, "Citations of the rules of the policies"),
        (tender, "The yearly report on Mitigating Actions is received in time."),
        (contract, "The yearly report on Mitigating Actions is received in time."),
        (contract, "Number of the Mitigating Actions"),
    ):
        cell(document, words)


def test_numbers_rules_and_headings_are_listed_with_where_they_stand(authority: Authority) -> None:
    tender, contract = authority.draft("tender"), authority.draft()
    scoring = tender.provision("award.component-transparency")
    percent, points = (next(p for p in scoring.iter(W + "p") if _text(p) == text) for text in ("70 %", "4.9"))
    tender.replace("70", "75", inside=percent)
    tender.replace("4.9", "5.2", inside=points)
    first = next(p for p in contract.body.iter(W + "p") if _text(p).startswith("At the latest") and _in_table(p))
    contract.replace("At the latest", "Not later than", inside=first)
    review = authority.apply(tender, contract)
    assert review["counts"]["applied"] == 0 and authority.changed() == []
    said = reasons(review)
    generated = "it is in a part that is generated (a table, a label)"
    component = "clause_library/award_criteria/component-transparency.md"
    assert sum(str(reason).startswith(f"{generated}: `percent` of `scoring.") for reason in said) == 2
    assert all(component in str(reason) for reason in said[:2])
    assert any(f"{generated}: it follows from the rule `due` of `kpis." in str(reason) for reason in said)


def test_words_of_a_reply_form_are_listed_with_their_file(authority: Authority) -> None:
    tender = authority.draft("tender")
    in_cell(tender, "What is done for the Goods", "What is done")
    tender.replace("Describe each element", "Describe every element")
    labels = [p for p in tender.body.iter(W + "p") if _text(p) == "Information supplied by"]
    tender.replace("supplied by", "given by", inside=labels[-1])  # five forms say this
    file = "clause_library/reply_forms/due-diligence-processes.yaml"
    assert reasons(authority.review(tender)) == [f"it is outside every provision: its words stand in {file}"] * 3


def test_rows_are_listed_with_what_to_do(authority: Authority) -> None:
    tender, contract = authority.draft("tender"), authority.draft()
    row = next(cell(contract, "Count of the Mitigating Actions").iterancestors(W + "tr"))
    added = copy.deepcopy(row)
    row.addnext(added)
    contract.replace("Count of the Mitigating Actions", "List of the sites", NOBODY, inside=added)
    gone = next(cell(tender, "References to the rules").iterancestors(W + "tr"))
    for run in [*gone.iter(W + "r")]:
        tender._delete([run], ANNA)
    properties = gone.find(W + "trPr")
    if properties is None:
        properties = etree.Element(W + "trPr")
        gone.insert(0, properties)
    properties.append(tender._change("del", ANNA))
    tender.add_behind(cell(tender, "a site where they are made"), "And more.", ANNA)
    row = next(cell(tender, "The yearly report on Mitigating Actions is").iterancestors(W + "tr"))
    next(row.iterancestors(W + "tbl")).remove(row)
    review = authority.apply(tender, contract)
    assert review["counts"]["applied"] == 0 and authority.changed() == []
    said = reasons(review)
    assert f"a row of a table came or went: take `policies` out of `scoring` in {PLAN}" in said
    wanted = f"a row of a table came or went: write it in `kpis` in {MITIGATION}"
    assert any(str(one).startswith(wanted) for one in said)
    generated = "it is in a part that is generated (a table, a label): its rows are the clauses of the Contract"
    assert f"{generated}; this one is {MITIGATION}" in said
    assert f"a cell of a table has one paragraph: the words stand in `scoring` in {PLAN}, each as one paragraph" in said


def test_what_the_library_has_changed_since_and_what_two_copies_say(authority: Authority) -> None:
    path = MITIGATION
    tender, contract = authority.draft("tender"), authority.draft()
    in_cell(tender, "is submitted in time", "is received in time", BEN, "The yearly report on Mitigating Actions is")
    in_cell(contract, "is submitted in time", "is sent in time", ANNA, "The yearly report on Mitigating Actions is")
    in_cell(contract, "Count of the", "Number of the")
    in_cell(contract, "number is recorded and compared", "number is noted and compared")
    authority.repository.edit(path, "The number is recorded", "Each number is recorded")
    authority.repository.edit(path, "measured_by: Count of", "measured_by: Number of")
    authority.repository.edit(path, "  - id: on-time", "  # the date is that of the post\n  - id: on-time")
    review = authority.apply(tender, contract)
    by_key = {}
    for entry in review["entries"]:
        by_key.setdefault(entry["key"], []).append(entry)
    rivals = by_key["kpis.on-time.indicator"]
    assert [entry["reason"][:40] for entry in rivals] == ["another copy changes the same words diff"] * 2
    (there,) = by_key["kpis.actions.measured_by"]
    assert there["reason"] == "it is already there"
    (both,) = by_key["kpis.actions.target"]
    assert both["sides"] == {
        "base": "The number is recorded and compared with the report before it.",
        "theirs": "The number is noted and compared with the report before it.",
        "ours": "Each number is recorded and compared with the report before it.",
    }
    assert review["counts"]["applied"] == 0
    alone = authority.draft()
    in_cell(alone, "The number of Mitigating Actions", "How many Mitigating Actions there are")
    assert authority.apply(alone)["counts"]["applied"] == 1
    text = authority.repository.read(path)
    assert (
        "  # the date is that of the post\n  - id: on-time" in text
        and "indicator: How many Mitigating Actions there are that" in text
    )


@pytest.mark.parametrize(
    ("new", "format_"),
    [("x", "vanish"), ("{{ x }}", ""), ("a\u202eb", "")],
    ids=["hidden", "a blank", "turned round"],
)
def test_what_no_text_may_have_stands_under_no_key(authority: Authority, new: str, format_: str) -> None:
    contract = authority.draft()
    in_cell(contract, "Count of the", new)
    if format_:
        inserted = next(r for r in contract.body.iter(W + "r") if _text(r) == new)
        properties = etree.Element(W + "rPr")
        inserted.insert(0, properties)
        etree.SubElement(properties, W + format_)
    review = authority.apply(contract, code=None)
    assert review["counts"]["applied"] == 0 and authority.changed() == [], reasons(review)


def test_a_capital_that_only_the_cell_gives_is_no_change(authority: Authority) -> None:
    tender = authority.draft("tender")
    in_cell(tender, "References to the rules", "references to the rules")
    assert reasons(authority.apply(tender)) == ["it is already there"] and authority.changed() == []


def test_edits_of_a_table_do_not_contradict_those_of_the_text(authority: Authority) -> None:
    """Both are counted from 0, so the heading of the table stands where the title does."""
    of_title, of_table = authority.draft("tender"), authority.draft("tender")
    criterion = of_table.provision("award.due-diligence-processes")
    heading = next(p for p in criterion.iter(W + "p") if _in_table(p))
    of_table.replace(_text(heading).split()[0], "Whatever", inside=heading)
    title = next(p for p in of_title.provision("award.due-diligence-processes").iter(W + "p"))
    of_title.replace("Due diligence", "The due diligence", inside=title)
    found = {entry["what"]: entry["reason"] for entry in authority.apply(of_title, of_table)["entries"]}
    assert found == {"title": None, "text": "it is in a part that is generated (a table, a label)"}


def test_what_is_held_against_a_changed_clause_is_held_once(authority: Authority) -> None:
    """Half of a move is left, so that all else is written a second time: at the same places as the first."""
    contract = authority.draft()
    clause = contract.provision("contract.mitigation-reporting")
    sentence = " A report that would fall due after the end of the Contract is due on the last day of the Contract"

    def paragraph(words: str) -> etree._Element:
        return next(p for p in clause.iter(W + "p") if words in _text(p))

    contract.replace(sentence, "", NOBODY, inside=paragraph(sentence))
    label = next(p for p in contract.body.iter(W + "p") if _text(p).startswith("Contract clause C"))
    contract.insert_in(label, _text(label).split()[-1], sentence, NOBODY)
    contract.replace("may request further", "can request further", inside=paragraph("may request further"))
    in_cell(contract, "Count of the", "Number of the")
    authority.repository.edit(MITIGATION, "Every year the Contractor", "Once in every calendar year the Contractor")
    authority.repository.edit(MITIGATION, "number is recorded", "number of them is recorded")
    review = authority.apply(contract)
    assert reasons(review).count(None) == 2 and any("one half of a move" in str(one) for one in reasons(review))
    text = authority.repository.read(MITIGATION)
    assert "The Contracting Authority can request further information about a report, as far as it" in text
    assert "measured_by: Number of the Mitigating Actions in each report." in text and sentence[:40] in text


def _text(element: etree._Element) -> str:
    return "".join(element.itertext(W + "t"))


def _in_table(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(W + "tc"), None) is not None
