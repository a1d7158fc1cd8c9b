"""The evaluation workbook, calculated by LibreOffice: every number is ours, over many random fillings."""

from fractions import Fraction

import pytest

from ddtender.diagnostics import has_errors
from ddtender.evaluation.annex import annex
from ddtender.evaluation.places import choice_headings, label_of
from ddtender.evaluation.reading import read_evaluation
from ddtender.words import language
from tests import tools
from tests.contract.test_register import MARKET
from tests.documents import MOMENT
from tests.sheets.filling import Filling, Typed, expected, fill, random_filling
from tests.sheets.workbooks import calculated, columns, evaluation_of, head_of, judged, opened

#: Between them they have all four ways of scoring; "high" and "low" have no points yet.
VARIANTS = ("low-final", "medium-final", "laptops", "high", "low", "changed")
COMPLETE_OR_NOT = {"evaluation-incomplete", "price-rule-open", "lots-not-drawn", "rank-not-settled"}

pytestmark = pytest.mark.usefixtures("needs_libreoffice")


@pytest.fixture(scope="module")
def fillings() -> list[Filling]:
    made = [random_filling(v, seed, complete=seed % 2 == 0) for v in VARIANTS for seed in range(3)]
    return [*made, ties(), one(), no_price(), halves()]


@pytest.fixture(scope="module")
def books(fillings: list[Filling]) -> list[bytes]:
    return calculated([fill(filling) for filling in fillings])


def tenders(variant: str, prices: list[str | None]) -> Filling:
    """Equal Tenderers with the best choices; only the prices differ."""
    plan = judged(variant)
    maxima = {"price": str(plan.price), "other_quality": str(plan.other_quality)}
    filling = Filling(variant, maxima | {c.id: str(c.maximum) for c in plan.criteria})
    for number, price in enumerate(prices, start=1):
        best = [[c.choices[0]] * len(choice_headings(c, language())) for c in plan.criteria]
        why = ["Complete."] * len(plan.criteria)
        filling.tenders.append(Typed(number, f"T{number}", price, "10", ["pass"] * len(plan.requirements), best, why))
    return filling


def ties() -> Filling:
    return tenders("laptops", ["100", "90", "90.00", "120", "100"])


def one() -> Filling:
    return tenders("laptops", ["1000.01"])


def no_price() -> Filling:
    return tenders("laptops", [None, None])


def halves() -> Filling:
    """Price points that lie exactly between two hundredths: 60 × lowest / price."""
    lowest = Fraction(1001)
    prices = ["1001"]
    for cents in range(1, 5999):
        price = 60 * lowest / (Fraction(cents, 100) + Fraction(1, 200))
        if (price * 10000).denominator == 1 and price > lowest:
            prices.append(str(float(price)))
    return tenders("laptops", prices[:60])


def test_there_are_halves_to_round() -> None:
    assert len(halves().tenders) > 5


def test_every_number_is_ours(fillings: list[Filling], books: list[bytes]) -> None:
    compared = 0
    for filling, content in zip(fillings, books, strict=True):
        sheet = opened(content, values=True)["Ranking"]
        head = head_of(sheet, "No.")
        at = columns(sheet, head)
        for number, of in expected(filling).items():
            row = {name: sheet.cell(head + number, column).value or None for name, column in at.items()}
            zero = {name: sheet.cell(head + number, column).value for name, column in at.items()}
            said = [zero["Price points"], zero["Other quality"], zero["Total"], zero["Rank"]]
            said += [zero[label_of(c, language())] for c in filling.plan.criteria]
            ours = [of["price"], of["quality"], of["total"], of["rank"], *of["criteria"]]
            assert row["Admitted"] == of["admitted"]
            for value, wanted in zip(said, ours, strict=True):
                where = (filling.variant, number, said, ours)
                assert (value in (None, "")) == (wanted is None), where
                assert wanted is None or abs(Fraction(value) - wanted) < Fraction(1, 10**7), where
                compared += 1
    assert compared > 1000


def test_evaluate_agrees(fillings: list[Filling], books: list[bytes]) -> None:
    for filling, content in zip(fillings, books, strict=True):
        evaluation, findings = read_evaluation(content, "e.xlsx")
        assert {f.code.name for f in findings} <= COMPLETE_OR_NOT, findings
        results = expected(filling)
        for score in evaluation.scores:
            of = results[score.tender.number]
            assert (score.total, score.rank) == (of["total"], of["rank"])
            assert list(score.points) == of["criteria"]
        names = {t.number: t.name for t in filling.tenders}
        assert {s.tender.number: s.tender.name for s in evaluation.scores} == names


def test_equal_totals_share_a_rank_and_lots_are_asked_for(fillings: list[Filling], books: list[bytes]) -> None:
    evaluation, (finding,) = read_evaluation(books[len(fillings) - 4], "e.xlsx")
    assert finding.code.name == "lots-not-drawn" and "T2, T3 would be ranked first together" in finding.message
    assert [s.rank for s in evaluation.scores] == [3, 1, 1, 5, 3]
    assert [s.tender.number for s in evaluation.ranking] == [2, 3, 1, 5, 4]


def test_without_any_price_there_is_a_warning_and_no_ranking(fillings: list[Filling], books: list[bytes]) -> None:
    evaluation, findings = read_evaluation(books[len(fillings) - 2], "e.xlsx")
    assert findings and not has_errors(findings)
    assert not evaluation.ranking and all(None not in s.points for s in evaluation.scores)


def test_a_filling_that_was_never_calculated_is_one_finding() -> None:
    _, findings = read_evaluation(fill(one()), "e.xlsx")
    assert [f.code.name for f in findings] == ["evaluation-differs"]
    assert read_evaluation(evaluation_of("laptops"), "e.xlsx")[1] == []


@pytest.mark.usefixtures("needs_validator")
def test_the_annex_is_a_sound_document(fillings: list[Filling], books: list[bytes], tmp_path) -> None:
    paths = []
    for n in (0, 4, len(books) - 2):
        evaluation, _ = read_evaluation(books[n], "e.xlsx")
        content = annex(evaluation, MARKET, MOMENT, language())
        assert content == annex(evaluation, MARKET, MOMENT, language())
        paths.append(tmp_path / f"annex{n}.docx")
        paths[-1].write_bytes(content)
    assert tools.validate_docx(paths) == []
