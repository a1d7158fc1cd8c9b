"""Every fact of the manual's section 2.4 and of its case on Electronics Watch, in the data and in what is printed."""

import io
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
import yaml

from ddtender.desk.library.initiatives import sheet
from ddtender.evaluation.planning import evaluation_plan
from ddtender.evaluation.workbook import evaluation
from ddtender.market.report import report
from ddtender.words import language
from tests.documents import MOMENT, W, Word, composed, text_of
from tests.market.forms import questionnaire, template
from tests.market.initiatives import every_name, initiatives, naming
from tests.sheets.workbooks import STAMP
from tests.tools import ROOT

FACTS = yaml.safe_load((ROOT / "tests/market/facts_of_the_manual.yaml").read_text(encoding="utf-8"))
OURS = [fact for fact in FACTS["facts"] if fact["in"].startswith("initiatives/")]
TABLE = FACTS["table_1"]


@cache
def data(path: str) -> str:
    """All texts of a file of the library, whatever lines they stand on."""
    text = (ROOT / "clause_library" / path).read_text(encoding="utf-8")
    return " ".join(" ".join(line for line in text.split("\n") if not line.startswith("#")).split())


@cache
def printed(document: str) -> str:
    if document == "sheet":
        return Word(sheet(ROOT, initiatives(), language())).text
    if document == "report":
        return Word(report(naming(f"{every_name()}, Fair Pact"), questionnaire(), template(), MOMENT, language())).text
    plan = evaluation_plan(composed("high"), language())
    book = openpyxl.load_workbook(io.BytesIO(evaluation(plan, STAMP, language())))
    return "\n".join(str(cell) for row in book["What good looks like"].values for cell in row if cell)


def lacking(text: str, words: list[str]) -> list[str]:
    return [word for word in words if str(word).casefold() not in text.casefold()]


@pytest.mark.parametrize("fact", OURS, ids=lambda fact: f"{fact['section']}: {fact['words'][0]}")
def test_a_fact_is_in_the_data_and_is_printed(fact: dict) -> None:
    assert lacking(data(fact["in"]), fact["words"]) == []
    for document in fact["printed"]:
        assert lacking(printed(document), fact["words"]) == [], document


def test_every_file_of_initiatives_has_facts() -> None:
    files = {f"initiatives/{path.name}" for path in (ROOT / "clause_library/initiatives").glob("*.yaml")}
    without = {"initiatives/labels.yaml", "initiatives/other-platforms.yaml"}
    assert {fact["in"] for fact in OURS} == files - without


def test_the_stars_are_those_of_table_1_and_nobody_else_has_any() -> None:
    tests = initiatives().tests
    assert tests.maximum == TABLE["maximum"] and len(tests.tests) == 6
    every = {one.id: one for one in initiatives().every}
    for id_, stars in TABLE["stars"].items():
        assert [every[id_].stars(test.id) for test in tests.tests] == [Decimal(str(n)) for n in stars], id_
    assert {one.id for one in initiatives().every if one.unrated} == {*TABLE["without"]}
    assert [one.id for one in initiatives().rated] == [*TABLE["stars"]]
    assert {*every} == {*TABLE["stars"], *TABLE["without"]}


def tables(content: bytes) -> list[list[list[str]]]:
    """The tables of a document: rows of cells, whose paragraphs are lines."""
    return [
        [["\n".join(map(text_of, cell.iter(W + "p"))) for cell in row.iter(W + "tc")] for row in table.iter(W + "tr")]
        for table in Word(content).body.iter(W + "tbl")
    ]


@pytest.mark.parametrize("document", ["sheet", "report"])
def test_table_1_is_printed_with_signs_and_with_numbers(document: str) -> None:
    made = {"sheet": lambda: sheet(ROOT, initiatives(), language())}.get(document) or (
        lambda: report(naming("RBA"), questionnaire(), template(), MOMENT, language())
    )
    table = next(rows for rows in tables(made()) if rows[0][0] == "Test" and rows[0][-1] == "EcoVadis")
    signs = {0: "", 1: "★", 2: "★★", 3: "★★★"}
    for n, row in enumerate(table[1:]):
        for column, stars in enumerate(TABLE["stars"].values(), 1):
            half = stars[n] % 1 != 0
            shown = signs[int(stars[n])] + "½" * half
            number = str(stars[n]).removesuffix(".0")
            assert row[column].split() == [*(shown.ljust(4, "☆"), number, "of", "4")]


def test_whatever_is_said_says_that_it_was_not_checked_since_2025() -> None:
    for document in ("sheet", "report"):
        for one in initiatives().every:
            assert f"CFIT manual (2025), section {one.section}; not checked since" in printed(document)
    assert "was not checked since" in printed("workbook") and "CFIT manual (2025), section 2.4.2" in printed("workbook")


def test_every_element_names_the_step_of_due_diligence_behind_it() -> None:
    plan = evaluation_plan(composed("high"), language())
    steps = {
        one.element: [step.name[0] for step in one.steps]
        for one in plan.guided
        if one.judged == "award.due-diligence-processes"
    }
    assert steps == {"policies": ["1"], "systems": ["2"], "monitoring": ["4"], "actions": ["3"], "reporting": ["5"]}
    assert printed("workbook").count("Steps of due diligence (OECD)") == sum(len(one.steps) for one in plan.guided)
    assert all("not checked" in step.source for one in plan.guided for step in one.steps)
