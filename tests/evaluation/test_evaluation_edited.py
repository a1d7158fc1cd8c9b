"""An evaluation that somebody has edited: what is wrong is found by sheet and cell."""

import pytest

from ddtender.diagnostics import has_errors
from ddtender.evaluation.places import choice_headings, sheet_of
from ddtender.evaluation.points import Judgement, Maxima, Tender, scores
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.wording import listed_choice
from ddtender.words import language
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import fill
from tests.sheets.workbooks import calculated, evaluation_of, judged, opened, saved

pytestmark = pytest.mark.usefixtures("needs_libreoffice")


@pytest.fixture(scope="module")
def good() -> bytes:
    """A complete evaluation of three Tenderers, calculated."""
    return calculated([fill(tenders("laptops", ["100", "110", "125"]))])[0]


def after(content: bytes, change) -> tuple:
    """Read the workbook after a change, with the values that were calculated before it."""
    book = opened(content)
    values = opened(content, values=True)
    for sheet in book:  # what a program that does not calculate leaves: the numbers, without their formulas
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = values[sheet.title][cell.coordinate].value
    change(book)
    return read_evaluation(saved(book), "e.xlsx")


def found(content: bytes, change) -> set[tuple[str, str]]:
    _, findings = after(content, change)
    assert all(f.hint and f.severity.value == "error" for f in findings)
    return {(f.code.name, f.message.partition(":")[0]) for f in findings}


def test_nothing_is_wrong_with_a_complete_one(good: bytes) -> None:
    evaluation, findings = read_evaluation(good, "e.xlsx")
    assert not findings and [s.rank for s in evaluation.scores] == [1, 2, 3]
    assert after(good, lambda book: None)[1] == []


CHANGES = {
    "percent": ("Award A1", "D11", 70, {("evaluation-differs", "Award A1!D11")}),
    "points": ("Award A1", "E11", 6.99, {("evaluation-differs", "Award A1!E11")}),
    "part": ("Award A2", "H18", 10, {("evaluation-differs", "Award A2!H18")}),
    "total": ("Ranking", "I6", 99, {("evaluation-differs", "Ranking!I6")}),
    "rank": ("Ranking", "J6", 1, {("evaluation-differs", "Ranking!J6")}),
    "rank as text": ("Ranking", "J6", "2", {("evaluation-differs", "Ranking!J6")}),
    "lowest": ("Ranking", "D3", 99, {("evaluation-differs", "Ranking!D3")}),
    "motivation": ("Award A1", "F11", None, {("missing-motivation", "Award A1!F11")}),
    "blank motivation": ("Award A1", "F11", "  ", {("missing-motivation", "Award A1!F11")}),
    "evidence": ("Selection", "D5", None, {("missing-motivation", "Selection!D5")}),
    "weights": ("Overview", "C10", 8, {("other-weights", "Overview!C10")}),
    "option": ("Award A1", "C7", 80, {("other-weights", "Award A1!C7")}),
    "option name": ("Award A1", "B7", "plans", {("other-weights", "Award A1!B7")}),
    "name gone": ("Tenderers", "B7", None, {("evaluation-incomplete", "Tenderers!C7")}),
    "name twice": ("Tenderers", "B7", "t1", {("workbook-value", "Tenderers!B7"), ("evaluation-differs", "Ranking!B7")}),
    "number twice": ("Tenderers", "A7", 2, {("workbook-altered", "Tenderers!A7"), ("workbook-altered", "Tenderers")}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_are_found(good: bytes, name: str) -> None:
    sheet, cell, value, expected = CHANGES[name]

    def change(book) -> None:
        book[sheet][cell].value = value

    said = found(good, change)
    assert expected <= said
    if name not in ("number twice", "name gone", "name twice"):
        assert said == expected


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        ("Tenderers", "C5", "99,95", "workbook-value"),
        ("Tenderers", "C5", "1.234", "workbook-value"),
        ("Tenderers", "C5", -5, "workbook-value"),
        ("Tenderers", "C5", 0, "abnormally-low-price"),
        ("Tenderers", "C5", 1e300, "workbook-value"),
        ("Tenderers", "C5", True, "workbook-value"),
        ("Tenderers", "C5", "=B5*1", "workbook-value"),
        ("Tenderers", "D5", 26, "workbook-value"),
        ("Tenderers", "D5", "12,5", "workbook-value"),
        ("Tenderers", "D5", None, "evaluation-incomplete"),
        ("Tenderers", "C5", None, "evaluation-incomplete"),
        ("Tenderers", "B5", "=A5", "workbook-value"),
        ("Award A1", "C11", "lists", "not-an-option"),
        ("Award A1", "C11", "list\u00a0", "not-an-option"),
        ("Award A1", "C11", "l*", "not-an-option"),
        ("Award A1", "C11", 100, "not-an-option"),
        ("Award A1", "C11", None, "evaluation-incomplete"),
        ("Award A2", "C18", "complete!", "not-an-option"),
        ("Selection", "C5", "passed", "not-an-option"),
        ("Selection", "C5", None, "evaluation-incomplete"),
    ],
)
def test_values_that_do_not_belong_there(good: bytes, sheet: str, cell: str, value: object, code: str) -> None:
    def change(book) -> None:
        book[sheet][cell].value = value

    assert (code, f"{sheet}!{cell}") in found(good, change)


def test_rows_may_be_sorted(good: bytes) -> None:
    def swap(book) -> None:
        for name, rows in (("Tenderers", (5, 6)), ("Award A1", (11, 13)), ("Ranking", (5, 7)), ("Selection", (6, 7))):
            for one, two in zip(*(book[name][r] for r in rows), strict=True):
                one.value, two.value = two.value, one.value

    evaluation, findings = after(good, swap)
    assert not findings and [s.tender.name for s in evaluation.scores] == ["T1", "T2", "T3"]


def test_points_that_nobody_knows_must_be_typed() -> None:
    _, findings = read_evaluation(evaluation_of("high"), "e.xlsx")
    assert {f.code.name for f in findings} == {"evaluation-incomplete"} and len(findings) == 4
    assert not has_errors(findings)  # as long as there is no Tenderer
    book = opened(evaluation_of("high"))
    book["Tenderers"]["B5"].value = "T1"
    book["Overview"]["C8"].value = 101
    _, findings = read_evaluation(saved(book), "e.xlsx")
    assert has_errors(f for f in findings if "maximum points" in f.message)
    assert any(f.code.name == "workbook-value" and "Overview!C8" in f.message for f in findings)


def test_every_list_has_exactly_the_options_of_the_clause() -> None:
    seen = set()
    for variant in ("low-final", "medium-final", "laptops"):
        book = opened(evaluation_of(variant))
        for criterion in judged(variant).criteria:
            seen.add(criterion.way)
            sheet = book[sheet_of(criterion, language())]
            (rule,) = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
            if rule.formula1.startswith('"'):
                offered = tuple(rule.formula1.strip('"').split(","))
            else:
                offered = tuple(row[0].value for row in sheet[rule.formula1.replace("$", "")])
            assert offered == tuple(listed_choice(criterion, one, language()) for one in criterion.choices)
    assert seen == {"best_of", "sum_of", "tiers", "graded"}


def test_a_criterion_without_points_counts_nothing() -> None:
    plan = judged("laptops")
    maxima = Maxima(plan.price, plan.other_quality, {c.id: plan.price * 0 for c in plan.criteria})
    best = tuple(Judgement((c.choices[0],) * len(choice_headings(c, language())), "x") for c in plan.criteria)
    tender = Tender(1, "T", plan.price, plan.price * 0, (True,), ("x",), best)
    (score,) = scores(plan, maxima, [tender])
    assert score.points == (0, 0) and score.total == plan.price and score.rank == 1
