"""Each Tenderer gets the letter that is due to it: what Article 55(2) gives it, and nothing that is secret."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from ddtender.desk.errors import Misused
from ddtender.desk.evaluation.deciding_award import LettersAsked, letters, letters_of_before
from ddtender.evaluation.points import scores
from ddtender.evaluation.reading import Evaluation, read_evaluation
from ddtender.evaluation.tenders import EvaluationPlan, Pricing
from ddtender.library.market import read_invitation
from ddtender.library.source import decode
from tests import tools
from tests.documents import LAPTOPS
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import Filling, fill
from tests.tools import ROOT

ALPHA, BETA, GAMMA = "Alpha NV", "Beta SA", "Gamma GmbH"
SECRET = "The list names the plant in Shenzhen."


def filling() -> Filling:
    """Beta wins, Alpha has less for price and a plan instead of the list, Gamma fails a technical specification."""
    made = tenders("laptops", ["1250", "1110", "1000"])
    for tender, name in zip(made.tenders, (ALPHA, BETA, GAMMA), strict=True):
        tender.name = name
    made.tenders[0].choices[0] = ["plan"]
    made.tenders[0].motivations[0] = "There is a plan, and no list."
    made.tenders[1].motivations[0] = SECRET
    made.tenders[2].results[0] = "fail"
    return made


def evaluated(typed: Filling) -> Evaluation:
    evaluation, _ = read_evaluation(fill(typed), "e.xlsx")
    assert evaluation is not None
    return evaluation


def words_of(content: bytes) -> str:
    paragraphs = Document(io.BytesIO(content)).element.iter(qn("w:p"))
    return "\n".join("".join(node.text or "" for node in p.iter(qn("w:t"))) for p in paragraphs)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return letters(ROOT, evaluated(filling()), LettersAsked(LAPTOPS, date(2027, 3, 1), "electronic", None, 1))


@pytest.fixture(scope="module")
def said(written: dict[str, bytes]) -> dict[str, str]:
    return {name.partition("-")[2].removesuffix(".docx"): words_of(content) for name, content in written.items()}


def test_everybody_gets_one_letter_of_the_right_kind(written: dict[str, bytes]) -> None:
    assert [*written] == [
        "01-alpha-nv-not-chosen.docx",
        "02-beta-sa-chosen.docx",
        "03-gamma-gmbh-rejected.docx",
    ]


@pytest.mark.usefixtures("needs_validator")
def test_letters_are_sound_documents(written: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    assert tools.validate_docx([tmp_path / name for name in written]) == []


def test_whoever_was_ranked_is_told_points_reasons_and_advantages(said: dict[str, str]) -> None:
    letter = said["alpha-nv-not-chosen"]
    for words in (
        f"to {BETA}",
        "rank 2 of 2",
        "There is a plan, and no list.",  # the reasons for its own points
        "53.28",  # its points for the price: 60 × 1110 / 1250
        "2.10",  # what the list earns more than the plan
        "The Tenderer submits the complete list of Key Production Sites",  # in the words that were published
    ):
        assert words in letter, words


def test_neither_motivation_nor_price_of_another_is_told(said: dict[str, str]) -> None:
    for name, letter in said.items():
        assert (SECRET in letter) == name.startswith("beta"), name
        for amount in ("1110", "1,110", "1250", "1,250", "1000", "1,000"):
            assert amount not in letter, name


def test_whoever_is_rejected_is_told_why_and_nothing_of_the_winner_but_its_name(said: dict[str, str]) -> None:
    letter = said["gamma-gmbh-rejected"]
    assert "Technical specification T1" in letter and "Annex 2 of the Tender" in letter and BETA in letter
    assert "87" not in letter and "Award criterion" not in letter


def test_whoever_is_chosen_is_told_that_this_is_no_contract(said: dict[str, str]) -> None:
    assert "does not conclude the Contract" in said["beta-sa-chosen"] and ALPHA not in said["beta-sa-chosen"]


@pytest.mark.parametrize(
    ("sent", "by", "days", "expected"),
    [
        (date(2027, 3, 1), "electronic", None, ["after 11 March 2027", "10 days", "1 March 2027, by electronic means"]),
        (date(2027, 3, 1), "other", None, ["after 16 March 2027", "15 days", "by post or other means"]),
        # The tenth day is a Saturday: Regulation 1182/71, Article 3(4).
        (date(2027, 3, 10), "electronic", None, ["after 22 March 2027"]),
        (date(2027, 3, 1), "electronic", 20, ["after 22 March 2027", "20 days"]),
        (None, "electronic", None, ["after [last day of the standstill period]", "[date of sending]", "10 days"]),
    ],
)
def test_the_standstill_is_stated_exactly(sent: date | None, by: str, days: int | None, expected: list[str]) -> None:
    made = letters(ROOT, evaluated(filling()), LettersAsked(LAPTOPS if sent else None, sent, by, days, 1))
    for content in made.values():
        for words in expected:
            assert words in words_of(content), words


def test_without_a_standstill_nothing_is_said_of_one_and_a_review_still_is() -> None:
    made = letters(ROOT, evaluated(filling()), LettersAsked(None, date(2027, 3, 1), "electronic", 0, 1))
    for name, content in made.items():
        assert "standstill period has" not in words_of(content)
        assert ("ask for a review" in words_of(content)) == ("-chosen" not in name or "not-chosen" in name)
        assert "[contact address]" in words_of(content)


def test_too_short_a_standstill_is_refused() -> None:
    with pytest.raises(Misused, match="at least 15 days"):
        letters(ROOT, evaluated(filling()), LettersAsked(None, None, "other", 10, 1))


def test_nobody_is_told_anything_while_two_share_the_first_rank() -> None:
    typed = tenders("laptops", ["100", "100", "125"])
    with pytest.raises(Misused, match="T1, T2 share rank 1"):
        letters(ROOT, evaluated(typed), LettersAsked(None, None, "electronic", None, 1))
    kinds = [
        name.partition("t")[2]
        for name in letters(ROOT, evaluated(typed), LettersAsked(None, None, "electronic", None, 2))
    ]
    assert kinds == ["1-chosen.docx", "2-chosen.docx", "3-not-chosen.docx"]


def test_nobody_is_told_anything_without_a_ranking() -> None:
    with pytest.raises(Misused, match="no Tenderer is ranked"):
        letters(ROOT, evaluated(tenders("laptops", [None])), LettersAsked(None, None, "electronic", None, 1))


@pytest.mark.parametrize("kind", ["chosen", "not-chosen", "rejected"])
def test_each_blank_of_a_letter_is_used_and_labelled(kind: str) -> None:
    path = f"clause_library/letters/{kind}.yaml"
    source, _ = decode(path, (ROOT / path).read_bytes())
    assert source is not None
    letter, findings = read_invitation(source)
    assert letter is not None and not findings
    printed = "\n".join(text for _, paragraphs in letter.sections for text in paragraphs)
    assert {name for name in letter.blanks if f"{{{{ {name} }}}}" not in printed} <= {"sent"}


def test_what_the_procedure_file_says_of_the_standstill_goes_before_the_law(tmp_path: Path) -> None:
    text = LAPTOPS.read_text(encoding="utf-8")
    path = tmp_path / "procedure.yaml"
    path.write_text(text + "standstill: {by: other, days: 20}\n", encoding="utf-8")
    (letter, *_) = letters(ROOT, evaluated(filling()), LettersAsked(path, date(2027, 3, 1))).values()
    for words in ("1 March 2027", "20 days", "by post or other means", "after 22 March 2027"):
        assert words in words_of(letter), words
    (letter, *_) = letters(ROOT, evaluated(filling()), LettersAsked(path, date(2027, 3, 1), by="electronic")).values()
    assert "10 days" in words_of(letter)


def test_below_the_threshold_there_is_a_standstill_only_where_somebody_says_so(tmp_path: Path) -> None:
    path = tmp_path / "procedure.yaml"
    because = "below_threshold: {because: the value is estimated at 60 000 EUR}\n"
    path.write_text(LAPTOPS.read_text(encoding="utf-8") + because, encoding="utf-8")
    (letter, *_) = letters(ROOT, evaluated(filling()), LettersAsked(path, date(2027, 3, 1))).values()
    assert "standstill period has" not in words_of(letter)
    (letter, *_) = letters(ROOT, evaluated(filling()), LettersAsked(path, date(2027, 3, 1), days=5)).values()
    assert "has 5 days" in words_of(letter)


def test_whoever_is_not_ranked_for_another_reason_gets_a_blank_for_it() -> None:
    made = evaluated(filling())
    others = tuple(replace(s, rank=None) if s.tender.name == ALPHA else s for s in made.scores)
    (letter, *_) = letters(ROOT, replace(made, scores=others), LettersAsked()).values()
    assert "[why the Tender is not ranked]" in words_of(letter) and "not chosen" not in words_of(letter)


def counted(
    change: Callable[[EvaluationPlan], EvaluationPlan], typed: Filling, amount: Decimal | None = None
) -> Evaluation:
    """An evaluation by other rules than those of the workbook that it was typed in."""
    made = evaluated(typed)
    plan, maxima = change(made.plan), replace(made.maxima, amount=amount)
    return replace(made, plan=plan, maxima=maxima, scores=scores(plan, maxima, [s.tender for s in made.scores]))


def test_whoever_is_below_a_minimum_is_told_by_how_much() -> None:
    def minimum(plan: EvaluationPlan) -> EvaluationPlan:
        return replace(plan, criteria=(replace(plan.criteria[0], minimum=Decimal(5)), *plan.criteria[1:]))

    made = letters(ROOT, counted(minimum, filling()), LettersAsked())
    letter = words_of(made["01-alpha-nv-rejected.docx"])
    assert "4.90 points, of at least 5" in letter and "Award criterion A1" in letter


def test_where_the_value_of_points_decides_both_lowered_prices_are_told() -> None:
    def discount(plan: EvaluationPlan) -> EvaluationPlan:
        return replace(plan, published=Pricing(rule="quality-discount", amount=Decimal(10)))

    letter = words_of(
        letters(ROOT, counted(discount, filling(), Decimal(10)), LettersAsked())["01-alpha-nv-not-chosen.docx"]
    )
    assert "Price less the value of the points" in letter and "A lower price" in letter


def test_who_came_first_by_a_lot_is_told_so() -> None:
    typed = tenders("laptops", ["100", "100", "125"])
    made = evaluated(typed)
    drawn = [replace(s.tender, drawn=s.tender.number == 2) for s in made.scores]
    plan = replace(made.plan, ties=("lots-drawn",))
    settled = replace(made, plan=plan, scores=scores(plan, made.maxima, drawn))
    written = letters(ROOT, settled, LettersAsked())
    assert "First by lot" in words_of(written["01-t1-not-chosen.docx"]) and "02-t2-chosen.docx" in written


def test_letters_of_an_earlier_decision_are_named(tmp_path: Path) -> None:
    names = (
        "01-a-chosen.docx",
        "01-a-not-chosen.docx",
        "02-b-chosen.docx",
        "03-c-rejected.docx",
        "annex.docx",
        "x.txt",
    )
    for name in names:
        (tmp_path / name).write_bytes(b"")
    now = ("01-a-not-chosen.docx", "02-b-chosen.docx")
    assert letters_of_before(tmp_path, now) == ["01-a-chosen.docx", "03-c-rejected.docx"]
