"""A framework in three lots: docs/cases/framework.md is done line by line, and its files say the same."""

from collections.abc import Callable
from pathlib import Path

from ddtender.office.wml import W
from tests.cases.seen import record, rows, text
from tests.documents import Word

CONTRACTS = {
    "1-delta-systems": "Delta Systems",
    "1-norden-it": "Norden IT",
    "2-kern-office": "Kern Office",
    "2-norden-it": "Norden IT",
    "3-delta-systems": "Delta Systems",
    "3-kern-office": "Kern Office",
}


def test_from_the_market_to_an_extension(case: Callable[[str], Path]) -> None:
    folder = case("framework") / "2027-ict-014"
    annex = folder / "award/annex-lot-1.docx"
    assert any(row[1] == "Delta Systems" and {"57.35", "10.80", "93.15"} <= {*row} for row in rows(annex))
    assert "which leaves the memory out" in text(annex) and "A. Jansen" in text(annex)
    assert any({"45.56", "22.56"} <= {*row} for row in rows(folder / "award/annex-lot-3.docx"))
    assert "3 June 2027" in text(folder / "award/lot-1/03-kern-office-not-chosen.docx")  # ten days after the letter
    assert sorted(path.name for path in (folder / "contracts").iterdir()) == [*CONTRACTS]
    uids = []
    for name, who in CONTRACTS.items():
        contract = text(folder / "contracts" / name / "contract.docx")
        assert who in contract and f"lot {name[0]}" in contract and "DRAFT" not in contract
        calendar = (folder / "contracts" / name / "kpi-calendar.ics").read_text(encoding="utf-8")
        uids += [line for line in calendar.splitlines() if line.startswith("UID:")]
    assert len(uids) == len({*uids}) > 18
    reports = [folder / f"contracts/1-norden-it/supplier-report-{year}.docx" for year in (2028, 2029)]
    first, second = map(text, reports)
    assert "1 July 2028" in first and "16 August 2028" in first and "1 July 2029" in second
    assert [one["what"] for one in record(folder)][12:] == ["issued", *["awarded"] * 6, "noted"]
    assert {one["contractor"] for one in record(folder) if one["what"] == "awarded"} == {*CONTRACTS.values()}


def test_a_table_of_facts_and_its_lead_stay_on_one_page(case: Callable[[str], Path]) -> None:
    body = Word((case("framework") / "2027-ict-014/report.docx").read_bytes()).body
    facts, *_, listed = body.iter(f"{W}tbl")
    *kept, last = facts.iter(f"{W}tr")
    assert all(row.find(f".//{W}keepNext") is not None for row in kept) and last.find(f".//{W}keepNext") is None
    lead = listed.getprevious()
    assert lead is not None and "".join(lead.itertext()) and lead.find(f".//{W}keepNext") is not None
