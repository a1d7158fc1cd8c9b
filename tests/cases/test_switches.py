"""Switches in a market that begins: docs/cases/switches.md is done line by line, and its files say the same."""

from collections.abc import Callable
from pathlib import Path

from tests.cases.seen import record, rows, text


def test_from_the_risks_to_the_report_of_the_record(case: Callable[[str], Path]) -> None:
    folder = case("switches") / "2027-net-005"
    notice = text(folder / "issued/2/corrigendum.docx")
    for words in ("10 May 2027", "24 May 2027", "The ceiling left no room for five years of service."):
        assert words in notice
    answers = text(folder / "issued/answers-1/questions-and-answers.docx")
    assert "Is that meant?" in answers and "Elm" not in answers and "Fir" not in answers
    assert "TCO Certified" not in text(folder / "issued/2/tender.docx")
    for paper in ("agenda", "talk-elm-networks", "brand-letter", "report", "invitation"):
        assert "etwork switches" in text(folder / f"market/{paper}.docx")
    annex = rows(folder / "award/annex.docx")
    assert any(row[1] == "Elm Networks" and {"12", "49"} <= {*row} for row in annex)
    letter = text(folder / "award/02-fir-integration-not-chosen.docx")
    assert "15 July 2027" in letter and "96 000" not in letter and "96,000" not in letter  # no price of another
    contract = folder / "contracts/elm-networks"
    first, second = (text(contract / f"supplier-report-{year}.docx") for year in (2028, 2029))
    assert "1 September 2028" in first and "31 August 2029" in second and "accepted with the Tender" in second
    said = record(folder)
    assert [one["what"] for one in said][6:] == ["issued", "answered", "issued", "awarded", "noted", "noted"]
    report = text(folder / "report.docx")
    assert "The ceiling left no room" in report and "Elm Networks, with 49 of 100 points." in report
    assert "low → medium" in text(folder / "market/2028/comparison.docx")
