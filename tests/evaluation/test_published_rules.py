"""What the tender document says of points and ranks stands in the workbook and the annex as well, and is held to."""

from decimal import Decimal

import pytest
from lxml import etree
from msgspec import UNSET
from msgspec.structs import replace

from ddtender.evaluation.annex import annex, as_json
from ddtender.evaluation.pricing import Pricing
from ddtender.evaluation.reading import read_evaluation
from ddtender.evaluation.tenders import EvaluationPlan
from ddtender.evaluation.weights import other_weights, weights
from ddtender.library.amounts import amount_of
from ddtender.library.loader import load_procedure
from ddtender.words import language
from tests.contract.test_register import MARKET
from tests.documents import MOMENT, W, Word, flat, rows_of
from tests.evaluation.test_evaluation_calculated import tenders
from tests.packages import parts_of
from tests.sheets.filling import Filling, fill
from tests.sheets.workbooks import calculated, judged, opened
from tests.test_frame import FACTS, POINTS, built, said

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
#: The heading of the first column of the example, under each rule.
FIRST = ("Price, if the lowest is 100", "Price", "Points earned", "Total of points")
PRICES = {
    "lowest-ratio": "{rule: lowest-ratio, currency: EUR, vat: excluded}",
    "linear": "{rule: linear, ceiling: 250000.5, currency: EUR, vat: included}",
    "quality-discount": "{rule: quality-discount, value_of_a_point: 1250, currency: EUR, vat: excluded}",
    "fixed": "{rule: fixed, amount: 90000 euro, abnormally_low: {percent: 30}}",
}


def procedure(rule: str) -> str:
    price, other = (60, 25) if rule in ("lowest-ratio", "linear") else (0, 85)
    award = f"price: {price}, other_quality: {other}, described_in: Annex 3, Points, ties: [quality, lots-drawn]"
    award = award.replace("Annex 3, Points", '"Annex 3, Points"')
    return f"{FACTS}price: {PRICES[rule]}\naward: {{{award}, minimum: {{award.policy-commitment: 4}}, {POINTS}}}\n"


def example_in(document: Word) -> list[list[str]]:
    """The rows of the table of the example, without its headings."""
    tables = [rows_of(table) for table in document.body.iter(W + "tbl")]
    (found,) = [rows for rows in tables if rows[0][0] in FIRST]
    return found[1:]


def plots_in(content: bytes) -> list[list[list[str]]]:
    """The numbers of each line in the charts of a package, in Word or a workbook: to the right, and up."""
    charts = [etree.fromstring(data) for name, data in parts_of(content).items() if "/charts/chart" in name]
    found = [
        [
            [f"{Decimal(v.text or '').normalize():f}" for v in series.find(C + axis).iter(C + "v")]
            for axis in ("xVal", "yVal")
        ]
        for chart in charts
        for series in chart.iter(C + "ser")
    ]
    return found


@pytest.mark.usefixtures("needs_libreoffice")
def test_tender_workbook_and_annex_say_the_same() -> None:
    made = {rule: built(procedure(rule)) for rule in PRICES}
    books = calculated([documents["evaluation.xlsx"] for documents in made.values()])
    for (rule, documents), content in zip(made.items(), books, strict=True):
        read, findings = read_evaluation(content, "e.xlsx")
        assert read and read.plan.price_rule == rule and findings == []
        tender, report = Word(documents["tender.docx"]), Word(annex(read, MARKET, MOMENT, language()))
        sheet = opened(content, values=True)["Rules"]
        told = {flat(str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value is not None}
        paragraphs = [flat(p) for passage in read.plan.published_words for p in passage.paragraphs]
        assert len(paragraphs) >= 8
        for paragraph in paragraphs:
            assert paragraph in flat(tender.text) and paragraph in flat(report.text) and paragraph in told, paragraph
        rows, annexed = example_in(tender), example_in(report)
        assert len(rows) >= 3 and rows == annexed
        first = next(r for r in range(9, 20) if sheet.cell(r, 1).value in FIRST)
        for n, (_, result, *bars) in enumerate(rows, start=first + 1):
            counted = Decimal(str(sheet.cell(n, 2).value))
            assert Decimal(result.removeprefix("EUR\xa0").removeprefix("EUR ").replace(",", "")) == counted
            assert (sheet.cell(n, 3).value or "") == "".join(bars)
        drawn = plots_in(documents["tender.docx"])
        assert drawn == plots_in(annex(read, MARKET, MOMENT, language())) and len(drawn) == (
            0 if rule == "fixed" else 2
        )
        counted = [[sheet.cell(r, column).value for r in range(9, 70)] for column in (8, 9)]
        for number, column in enumerate(drawn[0] if drawn else [], start=0):
            shown = [f"{Decimal(str(v)).normalize():f}" for v in counted[number] if isinstance(v, int | float)]
            assert shown == column and len(column) > 10
        page = documents["review.html"].decode()
        assert page.count('<svg class="plot"') == bool(drawn)
        assert page.count("<circle ") == (len(drawn[1][0]) if drawn else 0)


def test_the_tender_states_minimum_currency_tax_and_where_other_quality_is_described() -> None:
    text = said(procedure("linear"))
    for words in (
        "Maximum points: 8; minimum points: 4",
        "than the minimum stated for it is rejected",
        "All prices and amounts are stated in EUR, with value added tax.",
        "stands in this document: Annex 3, Points.",
        "Up to 60 points (60 %)",
        "the difference between EUR\xa0250,000.50 and its price",
    ):
        assert flat(words) in text, words
    assert "is rejected, whatever it earns" not in said(f"{FACTS}award: {{price: 60, other_quality: 25, {POINTS}}}\n")
    assert "[document on other quality]" in said(f"{FACTS}award: {{price: 60, other_quality: 25, {POINTS}}}\n")
    assert "other quality are given stands" not in said(f"{FACTS}award: {{price: 85, {POINTS}}}\n")


@pytest.mark.parametrize(
    "written, meant",
    [
        (900, ("900", "")),
        (Decimal("12.50"), ("12.50", "")),
        ("900 euro", ("900", "EUR")),
        ("EUR 900.5", ("900.5", "EUR")),
        ("€900", ("900", "EUR")),
        ("900 NOK", ("900", "NOK")),
    ],
)
def test_an_amount_of_one_meaning_is_understood(written, meant) -> None:
    assert amount_of(written) == (Decimal(meant[0]), meant[1])


@pytest.mark.parametrize(
    "written",
    ["1.000,50 euro", "1 000 euro", "about 900", "EUR 9 EUR", "", "900 dollars", 0, -1, "0 euro", 10**13, "12.34567"],
)
def test_any_other_amount_is_refused(written) -> None:
    with pytest.raises(ValueError, match=r"amount|cannot be counted with"):
        amount_of(written)


@pytest.mark.parametrize(
    "price, said",
    [
        ("{rule: linear, ceiling: 1.000 euro}", None),
        ("{rule: linear, ceiling: 250000}", "ceiling has no currency"),
        ("{rule: linear, ceiling: NOK 9, currency: EUR}", "ceiling is in NOK, and the currency is EUR"),
        ("{rule: linear, ceiling: 1.000,5 euro}", "cannot be counted with"),
        ("{rule: fixed, ceiling: 9 euro}", "ceiling belongs to the rule 'linear'"),
        ("{currency: euro}", "'euro' is not a currency in three capitals"),
        ("{rule: fixed, abnormally_low: {percent: 100}}", "percent is above 0 and below 100"),
    ],
)
def test_a_price_that_nobody_can_count_with_is_a_finding(price: str, said: str | None) -> None:
    _, findings = load_procedure("p.yaml", f"title: T\nprice: {price}\n".encode())
    assert (said is None and not findings) or (said is not None and said in " ".join(f.message for f in findings))


def test_a_minimum_of_nothing_is_refused() -> None:
    _, (finding,) = load_procedure("p.yaml", b"award: {price: 100, minimum: {award.action-plan: 0}}\n")
    assert "leaves nobody out" in finding.message


def ruled(prices: list[str | None], **rules) -> Filling:
    """Equal Tenderers but for their prices, under other rules than those of the worked example."""
    filling = tenders("laptops", prices)
    filling.own_plan = replace(judged("laptops"), **rules)
    return filling


def told(filling: Filling) -> dict[str, tuple[str, str]]:
    """What is said of a filling besides that it was never calculated: severity and message by code."""
    _, findings = read_evaluation(fill(filling), "e.xlsx")
    return {f.code.name: (f.severity.value, f.message) for f in findings if f.code.name != "evaluation-differs"}


LINEAR = Pricing(rule="linear", amount=Decimal(1000), low=Decimal(25), low_below="mean")


def test_a_price_of_0_is_an_error_only_where_it_cannot_be_counted_with() -> None:
    assert told(ruled(["0", "90"]))["abnormally-low-price"][0] == "error"
    severity, message = told(ruled(["0", "90"], published=LINEAR))["abnormally-low-price"]
    assert severity == "warning" and "the price of T1 is 0" in message


@pytest.mark.parametrize(
    "below, prices, is_low",
    [
        ("mean", ["75", "100", "100"], False),
        ("mean", ["74.99", "100", "100"], True),
        ("mean", ["75"], False),
        ("next", ["75", "100", "400"], False),
        ("next", ["74.99", "100", "400"], True),
        ("next", ["74.99", "74.99", "100"], True),
        ("next", ["74.99", "74.99"], False),
    ],
)
def test_a_price_more_than_the_published_percentage_below_is_to_be_explained(below, prices, is_low) -> None:
    pricing = replace(LINEAR, low_below=below)
    assert ("abnormally-low-price" in told(ruled(prices, published=pricing))) == is_low


def test_lots_are_asked_for_and_never_drawn() -> None:
    filling = ruled(["90", "90", "100"])
    assert told(filling)["lots-not-drawn"] == ("error", told(filling)["lots-not-drawn"][1])
    filling.tenders[1].drawn = True
    assert told(filling) == {}
    read, _ = read_evaluation(fill(filling), "e.xlsx")
    assert [s.rank for s in read.scores] == [2, 1, 3]
    assert [t["first_by"] for t in as_json(read)["tenderers"]] == [None, "lots", None]
    filling.tenders[0].drawn = True
    assert "for no other" in " ".join(f.hint for f in read_evaluation(fill(filling), "e.xlsx")[1])
    filling.tenders[0].drawn, filling.tenders[2].drawn = False, True
    assert "T3 has no part in a draw" in told(filling)["lots-not-drawn"][1]


def test_without_a_published_rule_nobody_is_first() -> None:
    found = told(ruled(["90", "90"], published=UNSET, ties=UNSET))
    assert found["price-rule-open"][0] == "error" and found["rank-not-settled"][0] == "warning"


def test_a_price_other_than_the_fixed_one_is_told_and_none_is_needed() -> None:
    fixed = Pricing(rule="fixed", amount=Decimal(900))
    assert "workbook-value" in told(ruled(["900", "901"], published=fixed, ties=UNSET))
    assert "evaluation-incomplete" not in told(ruled([None, None], published=fixed, ties=UNSET))


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: replace(plan, published=replace(plan.published, rule="linear", amount=Decimal(9))),
        lambda plan: replace(plan, published=replace(plan.published, vat="included")),
        lambda plan: replace(plan, published=UNSET),
        lambda plan: replace(plan, ties=("lots-drawn",)),
        lambda plan: replace(plan, criteria=(replace(plan.criteria[0], minimum=Decimal(1)), *plan.criteria[1:])),
    ],
    ids=["rule", "tax", "no rule", "ties", "minimum"],
)
def test_a_workbook_with_other_rules_than_the_published_ones_is_refused(change) -> None:
    plan: EvaluationPlan = judged("laptops")
    published = weights(plan)
    assert other_weights("e.xlsx", published, published, "the manifest", language()) == []
    (finding,) = other_weights("e.xlsx", weights(change(plan)), published, "the manifest", language())
    assert finding.code.name == "other-weights"
