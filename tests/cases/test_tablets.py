"""Forty tablets below the threshold: docs/cases/tablets.md is done line by line, and its files say the same."""

from collections.abc import Callable
from pathlib import Path

from tests.cases.seen import record, rows, text


def test_from_the_folder_to_an_early_end(case: Callable[[str], Path]) -> None:
    folder = case("tablets") / "2027-tab-002"
    tender = text(folder / "issued/1/tender.docx")
    assert tender.count("2014/24/EU") == 1 and "DRAFT" not in tender and "Reply form" not in tender
    annex = rows(folder / "award/annex.docx")
    assert any(row[1] == "Alder Systems BV" and {"66.74", "96.74"} <= {*row} for row in annex)
    assert any(row[1] == "Birch IT" and {"10.50", "4.50"} <= {*row} for row in annex)
    letters = {path.name: text(path) for path in (folder / "award").glob("0*.docx")}
    assert [*sorted(letters)] == [
        "01-alder-systems-bv-chosen.docx",
        "02-birch-it-not-chosen.docx",
        "03-cedar-resale-nv-rejected.docx",
    ]
    assert "no source for any of the three risks" in letters["03-cedar-resale-nv-rejected.docx"]
    assert not any("days" in letter.partition("tandstill")[2][:300] for letter in letters.values())
    contract = folder / "contracts/alder-systems-bv"
    assert "Alder Systems BV" in text(contract / "contract.docx")
    first, second = (text(contract / f"supplier-report-{year}.docx") for year in (2028, 2029))
    assert "1 June 2028" in first and "1 June 2029" in second and "a new factory without an address" in second
    assert "NOT FROM A RELEASE" not in tender + first
    assert [one["what"] for one in record(folder)] == ["decided"] * 10 + ["issued", "awarded"]
    assert [one["on"] for one in record(folder)][-2:] == ["2027-04-05", "2027-05-10"]
