"""A filled risk worksheet is read back: what is open, what contradicts, what it comes to; whatever it has become."""

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ddtender.desk.market.risks import known, read_back, report, worksheet
from ddtender.market.risks_levels import heat, level, overall
from ddtender.market.risks_matrix import COLOURS
from ddtender.market.risks_read import JudgedRisk, RiskSheet, read_sheet
from ddtender.words import language
from tests.market.test_words import PSEUDO, bare
from tests.market.worksheets import changed, finished
from tests.packages import parts_of
from tests.procurement.test_beginning import ddtender
from tests.tools import ROOT

LISTS = known(ROOT)[0]
LOW, MEDIUM, HIGH, OPEN = LISTS.ratings
THIRD, LAST = "3 Risk scoping", "4 Reporting"


@pytest.fixture(scope="module")
def example() -> bytes:
    return finished()


@pytest.fixture
def back(tmp_path: Path) -> Callable[[bytes], list[str]]:
    def read(content: bytes) -> list[str]:
        path = tmp_path / "risks.xlsx"
        path.write_bytes(content)
        return [f"{one.code.name.removeprefix('risk-sheet-')}: {one.message}" for one in read_back(ROOT, path)[1]]

    return read


def test_a_finished_sheet_says_all_and_nothing_is_found(example: bytes, back: Callable) -> None:
    assert back(example) == []
    read, _ = read_sheet(example, "r.xlsx", LISTS, language())
    assert read and (read.sheet.product, read.sheet.by, read.sheet.on) == ("battery", "A. Officer", "2026-12-01")
    assert (len(read.sheet.materials), len(read.sheet.places), len(read.sheet.risks)) == (8, 24, 34)
    assert overall(LISTS, read.sheet) == "high"
    found = heat(LISTS, read.sheet.risks)
    assert found["Child labour", "Mining"] == 2 and found["Discrimination", "Component production"] == 1
    assert ("Child labour", "Assembly") not in found


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("Start", "B4", None)], "incomplete: the first page does not say who"),
        ([("Start", "B4", "Nobody: an example of the library")], "unchecked: this is an example"),
        ([("1 Material scoping", f"B{n}", None) for n in range(4, 10)], "incomplete: step 1 names 2 components"),
        ([("2 Geographical scoping", "B3", "China")], "incomplete: step 2 has fewer than 3 places for battery cells"),
        ([(THIRD, "F2", OPEN)], f"incomplete: {THIRD}!F2: the severity is open"),
        ([(THIRD, "G3", None)], f"incomplete: {THIRD}!G3: the likelihood is open"),
        ([(THIRD, "H2", None)], f"incomplete: {THIRD}!H2: step 3 has no source here"),
        ([(THIRD, "I2", "check this")], f"unchecked: {THIRD}!I2: this row of step 3 came filled in and is not checked"),
        ([(THIRD, "D2", "Sadness")], f"unknown: {THIRD}!D2: 'Sadness' is not in the list"),
        ([(THIRD, "C2", "Moon"), (THIRD, "C3", "Moon")], f"{THIRD}!C2: 'Moon' is no stage of the list, as are 1 more"),
        ([(LAST, "B2", LOW)], f"contradicts: {LAST}!B2: Child labour is high in step 3, and low here"),
        ([(LAST, "B2", None)], f"incomplete: {LAST}!B2: Child labour is high in step 3, and not judged here"),
    ],
)
def test_what_is_open_or_contradicts_is_told_with_its_cell(
    changes: list, told: str, example: bytes, back: Callable
) -> None:
    assert any(told in one for one in back(changed(example, *changes)))


@pytest.mark.parametrize(
    ("severity", "likelihood", "expected"),
    [
        (HIGH, HIGH, 2),
        (HIGH, OPEN, 2),
        (HIGH, LOW, 1),
        (MEDIUM, HIGH, 1),
        (MEDIUM, LOW, 0),
        (LOW, LOW, 0),
        (OPEN, HIGH, None),
    ],
)
def test_the_level_and_the_formula_of_the_heat_map_say_the_same(severity: str, likelihood: str, expected: int) -> None:
    assert level(LISTS.ratings, severity, likelihood) == expected
    formula = str(load_workbook(io.BytesIO(worksheet(ROOT, "")[0]))["Heat map"]["B2"].value)
    columns = {f"'{THIRD}'!${c}$2:${c}$61": value for c, value in zip("FG", (severity, likelihood), strict=True)}
    inner = re.search(r"MAX\((.*)\)\),", formula)
    assert inner is not None
    sum_of = inner[1]
    for area, value in columns.items():
        sum_of = sum_of.replace(area, f'"{value}"')
    sum_of = re.sub(r"\('3 Risk scoping'![^)]*\)", "True", sum_of).replace("=", "==")
    assert eval(sum_of) - 1 == (-1 if expected is None else expected)  # arithmetic of ours, without names


def test_the_worst_row_decides_and_an_open_one_hides_nothing() -> None:
    def row(severity: str, likelihood: str = HIGH) -> JudgedRisk:
        return JudgedRisk("tin", "Peru", "Mining", "Child labour", "", severity, likelihood, "", "")

    assert heat(LISTS, [row(LOW), row(OPEN), row(HIGH)]) == {("Child labour", "Mining"): 2}
    assert heat(LISTS, [row(OPEN)]) == {("Child labour", "Mining"): None}
    assert overall(LISTS, RiskSheet("", "", "")) is None


def test_the_procedure_that_states_another_risk_is_told_and_status_names_the_command(
    example: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    ddtender("new", folder)
    (folder / "risks/risks.xlsx").write_bytes(example)
    facts = folder / "procedure.yaml"
    facts.write_text(facts.read_text() + "\nrisk: low\n")
    told = ddtender("status", folder).stdout
    assert "--check --procedure" in told and "risks are judged" in told
    run = ddtender("risks", folder / "risks/risks.xlsx", "--check", "--procedure", facts)
    assert "risk-level-differs" in run.stdout and "comes to high" in run.stdout
    facts.write_text(facts.read_text().replace("risk: low", "risk: high"))
    assert "--check" not in ddtender("status", folder).stdout
    assert "risk-level" not in ddtender("risks", folder / "risks/risks.xlsx", "--check", "--procedure", facts).stdout


def test_the_report_shows_the_heat_map_in_colours_and_the_annex_keeps_the_buyers_notes(example: bytes) -> None:
    read, _ = read_sheet(example, "r.xlsx", LISTS, language())
    assert read
    texts: Mapping[bool, str] = {
        annex: parts_of(report(ROOT, read, {}, annex))["word/document.xml"].decode() for annex in (False, True)
    }
    levels = [*heat(LISTS, read.sheet.risks).values()]
    counts = {colour: levels.count(n) for n, colour in enumerate(COLOURS)}
    assert counts["D9694F"] > 5 and counts["F6D77B"] > 2
    for colour, number in counts.items():
        assert all(text.count(f'w:fill="{colour}"') == number for text in texts.values())
    own = ("A. Officer", "From which mines and refiners does the cobalt come?", "A list of refiners")
    assert all(words in texts[False] and words not in texts[True] for words in own)
    assert "no points depend on repeating it" in texts[True] and "Artisanal cobalt mining" in texts[True]


def test_every_word_of_the_report_is_data(example: bytes) -> None:
    from ddtender.market.risks_report import risks_report
    from tests.documents import MOMENT

    read, _ = read_sheet(example, "r.xlsx", LISTS, language())
    assert read
    content = risks_report(read.sheet, LISTS, (ROOT / "templates/market.docx").read_bytes(), {}, MOMENT, PSEUDO)
    texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", parts_of(content)["word/document.xml"].decode())
    known_words = str(LISTS) + str(read.sheet)
    assert not [
        text for text in texts if re.search("[A-Za-z]", bare(text)) and text not in known_words and "⟦" not in text
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook", b"%PDF-1.7"])
def test_what_is_no_worksheet_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    run = ddtender("risks", path, "--check", code=1)
    assert "unreadable-workbook" in run.stderr and "Traceback" not in run.stderr


def test_formulas_and_long_texts_of_others_are_texts(example: bytes, back: Callable, tmp_path: Path) -> None:
    evil = changed(example, (THIRD, "E2", "=HYPERLINK(1)"), (THIRD, "E3", "x" * 30_000), ("Start", "B3", "<w:t>"))
    assert back(evil) == []
    ddtender("risks", tmp_path / "risks.xlsx", "--check", "-o", tmp_path / "r.docx")
    assert "&lt;w:t&gt;" in parts_of((tmp_path / "r.docx").read_bytes())["word/document.xml"].decode()


def test_options_that_do_not_go_together(tmp_path: Path, example: bytes) -> None:
    path = tmp_path / "risks.xlsx"
    path.write_bytes(example)
    for words in ((path,), ("--check",), (path, "--check", "--example"), (path, "--check", "--annex"), ()):
        assert "Error" in ddtender("risks", *words, code=2).stderr
