"""A Tender is rejected by a person, for a reason that the annex and its letter say; equal last ones are told."""

from datetime import date

import pytest
from msgspec.structs import replace

from ddtender.desk.evaluation.deciding_award import LettersAsked, letters
from ddtender.evaluation.annex import annex, as_json
from ddtender.evaluation.letters import NoDecision, chosen
from ddtender.evaluation.reading import read_evaluation
from ddtender.words import language
from tests.contract.test_register import MARKET
from tests.documents import LAPTOPS, MOMENT, Word
from tests.evaluation.test_evaluation_calculated import tenders
from tests.evaluation.test_letters import words_of
from tests.sheets.filling import Filling, fill
from tests.sheets.workbooks import head_of, judged, opened, saved
from tests.tools import ROOT

UNCOUNTED = {"evaluation-differs"}


def late() -> Filling:
    """The cheapest came too late, and nothing of it was judged."""
    made = tenders("laptops", ["90", "100", "120"])
    made.tenders[0].rejected = "submitted too late"
    made.tenders[0].results = [None] * len(made.tenders[0].results)
    made.tenders[0].choices = [[None] * len(choices) for choices in made.tenders[0].choices]
    made.tenders[0].motivations = [""] * len(made.tenders[0].motivations)
    made.tenders[0].price = made.tenders[0].quality = None
    return made


def found(content: bytes) -> set[str]:
    return {f.code.name for f in read_evaluation(content, "e.xlsx")[1]} - UNCOUNTED


def test_nothing_else_is_asked_of_it_and_the_others_are_ranked_without_it() -> None:
    content = fill(late())
    assert found(content) == set()
    read, _ = read_evaluation(content, "e.xlsx")
    assert [s.rank for s in read.scores] == [None, 1, 2]
    first, *_ = as_json(read)["tenderers"]
    assert (first["admitted"], first["rejected"], first["rejected_why"]) == (False, "late", "It came at noon.")
    report = Word(annex(read, MARKET, MOMENT, language())).text
    assert "Rejected whatever they offer" in report and "It came at noon." in report
    written = letters(ROOT, read, LettersAsked(LAPTOPS, date(2027, 3, 1), "electronic", None, 1))
    said = words_of(written["01-t1-rejected.docx"])
    assert "Submitted too late" in said and "It came at noon." in said and "does not meet what the" not in said


@pytest.mark.parametrize(
    "cleared, code", [("Why it is rejected", "missing-motivation"), ("Rejected", "workbook-value")]
)
def test_a_choice_has_a_reason_and_a_reason_its_choice(cleared: str, code: str) -> None:
    book = opened(fill(late()))
    sheet = book["Tenderers"]
    head = head_of(sheet, "No.")
    column = next(cell.column for cell in sheet[head] if cell.value == cleared)
    sheet.cell(head + 1, column).value = None
    assert code in found(saved(book))


def test_a_workbook_without_the_columns_is_read_as_before() -> None:
    book = opened(fill(tenders("laptops", ["90", "100"])))
    sheet = book["Tenderers"]
    columns = [cell.column for cell in sheet[head_of(sheet, "No.")] if cell.value in ("Rejected", "Why it is rejected")]
    sheet.delete_cols(min(columns), 2)
    read, _ = read_evaluation(saved(book), "e.xlsx")
    assert read is not None and [s.rank for s in read.scores] == [1, 2]


def test_a_tie_at_the_last_place_of_a_framework_agreement_is_told_and_not_settled() -> None:
    made = tenders("laptops", ["90", "100", "100"])
    made.own_plan = replace(judged("laptops"), contractors=2)
    content = fill(made)
    (told,) = [f for f in read_evaluation(content, "e.xlsx")[1] if f.code.name == "rank-not-settled"]
    assert "T2, T3 share rank 2, and the framework agreement has room for 2 Contractors only" in told.message
    with pytest.raises(NoDecision, match="about the first rank only"):
        chosen(read_evaluation(content, "e.xlsx")[0], 2)
    made.own_plan = replace(judged("laptops"), contractors=3)
    assert found(fill(made)) == set()


def test_the_planned_award_date_is_no_day_of_sending() -> None:
    read, _ = read_evaluation(fill(tenders("laptops", ["90", "100"])), "e.xlsx")
    said = words_of(letters(ROOT, read, LettersAsked(LAPTOPS))["02-t2-not-chosen.docx"])
    assert "[date of sending]" in said and "[last day of the standstill period]" in said and "1 March 2027" not in said
