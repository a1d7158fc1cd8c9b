"""A procurement of two lots, from its facts to the registers of three Contractors."""

import json
import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ddtender.contract.places import CheckMark
from ddtender.contract.reading import read_register
from ddtender.evaluation.entries import Entries
from ddtender.evaluation.points import Judgement, Maxima, Tender
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.workbook import evaluation
from ddtender.library.procedures import read_procedure
from ddtender.library.source import decode
from ddtender.stamp import Stamp
from ddtender.words import language
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.documents import Word
from tests.laid import resolved
from tests.procurement.running import WHO, ddtender
from tests.sheets.workbooks import calculated
from tests.tools import ROOT

pytestmark = pytest.mark.usefixtures("needs_libreoffice")  # evaluations are calculated with it
RISKS = "award.human-rights-risk-assessment"
LOTS = f"""
framework: {{kind: multiple, contractors: 2, call_offs: in the order of the ranking}}
lots:
  - {{id: 1, title: Telephones, maximum: 900 telephones}}
  - id: "2"
    title: Tablets
    subject: tablets
    maximum: 300 tablets
    price: {{rule: linear, ceiling: 90000}}
    award: {{price: 88, points: {{{RISKS}: 12}}, minimum: {{{RISKS}: 6}}}}
    provisions: {{drop: [award.policy-commitment]}}
"""
WON = """
contractors:
  - {lot: 1, name: Acme BV, address: Street 1}
  - {lot: 1, name: Bolt NV, address: Street 2}
  - {lot: 2, name: Acme BV, address: Street 1}
"""


def facts(more: str = LOTS) -> str:
    text = (ROOT / "tests/procedures/phones.yaml").read_text(encoding="utf-8")
    return (
        text.replace("price: {rule: lowest-ratio}", "price: {rule: lowest-ratio, currency: EUR, vat: excluded}") + more
    )


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("procurements") / "2027-tel-003"
    ddtender("new", folder)
    (folder / "procedure.yaml").write_text(facts(), encoding="utf-8")
    decide_all(approved_workspace(), folder / "procedure.yaml")
    ddtender("issue", folder, *WHO, "--scenario", "low")
    return folder


def filled_in(content: bytes, names: tuple[str, ...]) -> bytes:
    """An evaluation in which everybody offers everything, and each Tender is dearer than the one before."""
    read, _ = read_evaluation(content, "e.xlsx")
    assert read is not None
    plan, seen = read.plan, len(read.plan.requirements)
    tenders = []
    for n, name in enumerate(names, start=1):
        chosen = [("yes",) * len(c.options) if c.way == "sum_of" else (c.options[0].name,) for c in plan.criteria]
        judged = tuple(Judgement(one, f"read it, {name}") for one in chosen)
        price = Decimal(70_000 + 1_000 * n)
        tenders.append(Tender(n, name, price, Decimal(0), (True,) * seen, ("seen",) * seen, judged))
    maxima = Maxima(plan.price, plan.other_quality, {c.id: c.maximum for c in plan.criteria}, read.maxima.amount)
    moment = datetime(2027, 4, 1, tzinfo=UTC)
    return evaluation(plan, Stamp(False, moment), language(), Entries(maxima, tuple(tenders)))


@pytest.fixture(scope="module")
def evaluated(issued: Path) -> Path:
    """Acme is first in both lots, Bolt second in the first lot."""
    folder = Path(shutil.copytree(issued, issued.parent / "evaluated"))
    tenderers = {"1": ("Acme BV", "Bolt NV", "Core SA"), "2": ("Acme BV",)}
    books = [
        filled_in((folder / f"issued/1/evaluation-lot-{lot}.xlsx").read_bytes(), names)
        for lot, names in tenderers.items()
    ]
    for lot, content in zip(tenderers, calculated(books), strict=True):
        (folder / f"evaluation/lot-{lot}.xlsx").write_bytes(content)
    return folder


def words_of(path: Path) -> str:
    return " ".join("".join(p.itertext()) for p in Word(path.read_bytes()).body.iter())


def uids(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("UID:")]


def test_there_is_one_tender_and_a_contract_a_workbook_and_a_register_of_each_lot(issued: Path) -> None:
    names = {path.name for path in (issued / "issued/1").iterdir()}
    assert "tender.docx" in names and "contract.docx" not in names and "evaluation.xlsx" not in names
    for lot in ("1", "2"):
        files = (f"contract-lot-{lot}.docx", f"evaluation-lot-{lot}.xlsx", f"kpi-register-lot-{lot}.xlsx")
        assert {*files, f"kpi-calendar-lot-{lot}.ics"} <= names
    assert "the same bytes" in ddtender("verify", issued / "issued/1").stdout


def test_the_tender_says_what_applies_to_which_lot(issued: Path) -> None:
    told = words_of(issued / "issued/1/tender.docx")
    for words in (
        "This procurement is divided into the lots of the table below",
        "This award criterion applies to lot 1 only.",
        "Not in this lot",
        "900 telephones (lot 1) and 300 tablets (lot 2)",
        "For lots",
    ):
        assert words in told, words


def test_criteria_have_one_number_in_the_tender_and_in_the_workbook_of_each_lot(issued: Path) -> None:
    listed = json.loads((issued / "issued/1/outline.json").read_text())
    numbers = {p["id"]: p["number"] for p in listed["provisions"]}
    plans = {}
    for lot in ("1", "2"):
        read, _ = read_evaluation((issued / f"issued/1/evaluation-lot-{lot}.xlsx").read_bytes(), "e.xlsx")
        assert read is not None and read.plan.lot == lot and f"lot {lot}" in read.plan.reference
        assert all(numbers[c.id] == c.number for c in read.plan.criteria)
        plans[lot] = read.plan
    second = plans["2"]
    assert [c.id for c in second.criteria] == [RISKS] and second.criteria[0].least == Decimal(6)
    assert (second.price, second.price_rule) == (Decimal(88), "linear")
    assert (plans["1"].price, plans["1"].price_rule) == (Decimal(80), "lowest-ratio")


def test_no_two_entries_of_the_calendars_have_one_name(issued: Path) -> None:
    found = [one for path in (issued / "issued/1").glob("*.ics") for one in uids(path)]
    assert found and len({*found}) == len(found)


def test_the_winners_are_named_before_anything_is_handed_over(evaluated: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(evaluated, tmp_path / "p"))
    said = ddtender("award", folder, *WHO, code=1).stderr
    for name, lot in (("Acme BV", 1), ("Bolt NV", 1), ("Acme BV", 2)):
        assert f"'{name}' has won the Contract of lot {lot}" in said
    assert not any((folder / "contracts").iterdir())
    (folder / "procedure.yaml").write_text(facts(LOTS + WON.replace("Bolt NV", "Core SA")), encoding="utf-8")
    assert "'Core SA' is named, and has not won" in ddtender("award", folder, *WHO, code=1).stderr


def test_every_contractor_has_a_contract_with_what_it_offered(evaluated: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(evaluated, tmp_path / "p"))
    (folder / "procedure.yaml").write_text(facts(LOTS + WON), encoding="utf-8")
    assert "has changed since" not in ddtender("status", folder).stdout  # who has won was not published
    mail = folder / "contracts/1-bolt-nv/offer.msg"
    mail.parent.mkdir()
    mail.write_bytes(b"x")
    before = (folder / "record.jsonl").read_bytes()
    said = ddtender("award", folder, *WHO, code=2).stderr
    assert "contracts/1-bolt-nv has no contract.docx: what lies there was not handed over" in said
    assert len([*mail.parent.parent.iterdir()]) == 1 and (folder / "record.jsonl").read_bytes() == before
    mail.unlink()  # an empty folder stands in nobody's way
    ddtender("award", folder, *WHO)
    assert sorted(path.name for path in (folder / "contracts").iterdir()) == ["1-acme-bv", "1-bolt-nv", "2-acme-bv"]
    entries = []
    for name, lot, who in (("1-acme-bv", "1", "Acme BV"), ("1-bolt-nv", "1", "Bolt NV"), ("2-acme-bv", "2", "Acme BV")):
        place = folder / "contracts" / name
        told = words_of(place / "contract.docx")
        assert who in told and f"lot {lot}:" in told and "DRAFT" not in told
        filled, found = read_register((place / "kpi-register.xlsx").read_bytes(), "r.xlsx")
        assert filled is not None and not found and filled.plan.contractor == who
        accepted = {entry.row.clause for entry in filled.entries if entry.mark is CheckMark.ACCEPTED}
        assert accepted == {"contract.risk-assessment"}  # it was submitted with the Tender
        offered = [row.what for row in filled.own]
        assert any("Human rights risk assessment" in what for what in offered)
        assert len(offered) == (2 if lot == "1" else 1)
        annex = words_of(place / "offer.docx")
        assert "12 of 12" in annex and f"read it, {who}" in annex
        entries += uids(place / "kpi-calendar.ics")
    assert len({*entries}) == len(entries)
    assert '"awarded"' in (folder / "record.jsonl").read_text()
    contract = folder / "contracts/1-bolt-nv/contract.docx"
    handed_over = contract.read_bytes()
    contract.write_bytes(b"for another price")
    told = ddtender("status", folder, code=1).stderr
    assert told.count("not as it was handed over") == 1 and "contracts/1-bolt-nv/contract.docx" in told
    contract.write_bytes(handed_over)
    assert ddtender("award", folder, *WHO).stdout.count("is there already") == 3
    assert "3 contracts" in ddtender("status", folder).stdout


def test_a_contract_has_the_words_that_were_published(evaluated: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(evaluated, tmp_path / "p"))
    later = facts(LOTS + WON).replace("risk_assessment_months: 2", "risk_assessment_months: 3")
    (folder / "procedure.yaml").write_text(later, encoding="utf-8")
    said = ddtender("award", folder, *WHO, code=1).stderr
    assert "'contract.risk-assessment' is not in the words in which it was published" in said
    assert not any((folder / "contracts").iterdir())


TWO = "lots: [{id: 1, title: A}, {id: 2, title: B}]\n"
REFUSED = {
    "one lot": ("lots: [{id: 1, title: A}]", "one lot is no lot"),
    "two of one id": ("lots: [{id: a, title: A}, {id: A, title: B}]", "another lot has the id"),
    "a strange id": ("lots: [{id: a/b, title: A}, {id: 2, title: B}]", "is not the id of a lot"),
    "an unknown lot": (f"{TWO}contractors: [{{lot: 3, name: X}}]", "no lot '3'"),
    "no lots": ("contractors: [{lot: 3, name: X}]", "there are no lots"),
    "no lot": (f"{TWO}contractors: [{{name: X}}]", "say which lot"),
    "two without a framework": ("contractors: [{name: X}, {name: Y}]", "only a framework agreement"),
    "one name": ("framework: {kind: multiple}\ncontractors: [{name: X y}, {name: 'X  Y'}]", "listed twice"),
    "both": ("contractor: {name: X}\ncontractors: [{name: Y}]", "not both"),
    "another currency": (
        "price: {rule: fixed, currency: EUR, amount: 5}\n"
        "lots: [{id: 1, title: A, price: {rule: fixed, amount: 5 USD}}, {id: 2, title: B}]",
        "it is in USD",
    ),
    "no price": ("lots: [{id: 1, title: A, award: {points: {}}}, {id: 2, title: B}]", "award.price is given neither"),
    "a maximum alone": ("lots: [{id: 1, title: A, maximum: 5}, {id: 2, title: B}]", "framework agreement"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_lots_that_do_not_go_together_are_told_where_they_stand(text: str, said: str) -> None:
    source, _ = decode("p.yaml", text.encode())
    assert source is not None
    read, findings = read_procedure(source)
    assert read is None and any(said in finding.message for finding in findings), findings
    assert all(finding.location.line for finding in findings)


def test_clauses_that_all_lots_have_come_first_and_the_others_are_cited_with_their_lot() -> None:
    dropped = "[award.policy-commitment, contract.certified-products, specification.certified-products]"
    made = resolved(facts(LOTS.replace("drop: [award.policy-commitment]", f"drop: {dropped}")))
    first, second = ([p.id for p in lot.provisions if p.kind.value == "contract"] for lot in made.lots)
    assert second == first[: len(second)] and first[len(second) :] == ["contract.certified-products"]
    cited = {p.id: p.cited for p in made.provisions if p.kind.value == "contract"}
    assert cited["contract.certified-products"] == f"C{len(first)} (lot 1)"
    assert [cited[id_] for id_ in second] == [f"C{n}" for n in range(1, len(second) + 1)]
