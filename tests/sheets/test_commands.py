"""``kpis`` and ``evaluate`` as a user runs them, and what a build writes."""

import json

import pytest
from docx import Document
from msgspec.structs import replace

from ddtender.contract.register import register
from ddtender.evaluation.workbook import evaluation
from ddtender.words import language
from tests import tools
from tests.commands import ddtender
from tests.documents import LAPTOPS, MOMENT, build
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import fill
from tests.sheets.workbooks import STAMP, calculated, evaluation_of, judged, opened, plan_of, register_of, saved
from tests.tools import ROOT

NAMES = {
    "tender.docx",
    "contract.docx",
    "provisions.docx",
    "kpi-register.xlsx",
    "kpi-calendar.ics",
    "evaluation.xlsx",
    "review.html",
}


def test_a_build_has_them_and_is_proven(tmp_path) -> None:
    out = tmp_path / "out"
    done = ddtender("build", "--scenario", "high", "--procedure", LAPTOPS, "--output", out)
    assert done.returncode == 0, done.stderr
    assert set(json.loads((out / "manifest.json").read_text())["outputs"]) == NAMES
    assert {path.name for path in out.iterdir()} == {*NAMES, "manifest.json"}
    done = ddtender("verify", out)
    assert done.returncode == 0 and "evaluation.xlsx: untouched" in done.stdout


def test_without_dates_there_is_no_calendar() -> None:
    assert set(build("high").documents) == NAMES - {"kpi-calendar.ics"}
    assert set(build("laptops").documents) == NAMES


def test_workbooks_carry_the_moment_of_the_stamp() -> None:
    for content in (register_of("laptops"), evaluation_of("laptops")):
        properties = opened(content).properties
        assert properties.created == properties.modified == MOMENT.replace(tzinfo=None)


@pytest.mark.parametrize("text", ["=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    plan = plan_of("laptops")
    clauses = tuple(replace(c, title=text, text=(text,)) for c in plan.clauses)
    judging = judged("laptops")
    criteria = tuple(replace(c, title=text) for c in judging.criteria)
    for content in (
        register(replace(plan, title=text, clauses=clauses), STAMP, language()),
        evaluation(replace(judging, title=text, criteria=criteria), STAMP, language()),
    ):
        cells = [c for sheet in opened(content) for row in sheet.iter_rows() for c in row if c.value == text]
        assert len(cells) >= 3 and all(c.data_type == "s" and c.quotePrefix for c in cells)


def test_kpis(tmp_path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(register_of("laptops"))
    done = ddtender("kpis", path, "--as-of", "2028-04-02")
    assert done.returncode == 0 and "4 overdue" in done.stdout and "Responsiveness" in done.stdout
    done = ddtender("kpis", path, "--as-of", "2028-04-02", "--format", "json", "-o", tmp_path / "new" / "report.docx")
    said = json.loads(done.stdout)
    assert said["register"]["clauses"][0]["timeliness"] == {"overdue": 1, "not yet due": 3} and not said["diagnostics"]
    in_the_house_look(tmp_path / "new" / "report.docx")
    assert "4 overdue" in ddtender("kpis", path, "--as-of", "2.4.2028").stdout
    assert ddtender("kpis", path, "--as-of", "31.2.2028").returncode == 2
    again = ddtender("kpis", path, SOURCE_DATE_EPOCH="1838246400")  # 2 April 2028
    assert "4 overdue" in again.stdout


def test_kpis_refuses_and_writes_nothing(tmp_path) -> None:
    book = opened(register_of("laptops"))
    book["Register"]["J5"].value = "03/04/2028"
    book["Register"]["K6"].value = "perhaps"
    path = tmp_path / "r.xlsx"
    path.write_bytes(saved(book))
    done = ddtender("kpis", path, "-o", tmp_path / "report.docx")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{path.as_posix()}:5:10: error[workbook-value] Register!J5" in done.stderr
    assert f"{path.as_posix()}:6:11: error[not-an-option] Register!K6" in done.stderr
    assert not (tmp_path / "report.docx").exists()
    done = ddtender("kpis", path, "--format", "json")
    assert done.returncode == 1 and len(json.loads(done.stdout)["diagnostics"]) == 2


def in_the_house_look(path) -> None:
    """Written on the template of the market papers, across the page, in its styles."""
    house, made = (Document(p) for p in (ROOT / "templates/market.docx", path))
    assert (made.sections[0].page_width, made.sections[0].page_height) == (
        house.sections[0].page_height,
        house.sections[0].page_width,
    )
    sizes = [{s.name: s.font.size for s in document.styles if s.type == 1} for document in (house, made)]
    assert sizes[0] == sizes[1]
    assert {table.style.name for table in made.tables} <= {"Provision Table", "Form Table"}
    assert {p.style.name for p in made.paragraphs} <= {
        "Title",
        "Subtitle",
        "Heading 1",
        "Body Text",
        "Table Bullet",
        "Table Text",
    }


@pytest.mark.usefixtures("needs_libreoffice", "needs_validator")
def test_evaluate(tmp_path) -> None:
    path = tmp_path / "e.xlsx"
    filling = tenders("laptops", ["100", "100", "125"])
    filling.tenders[1].drawn = True
    path.write_bytes(calculated([fill(filling)])[0])
    done = ddtender("evaluate", path, "-o", tmp_path / "annex.docx")
    assert done.returncode == 0, done.stderr
    assert "No findings." in done.stdout
    assert tools.validate_docx([tmp_path / "annex.docx"]) == []
    in_the_house_look(tmp_path / "annex.docx")
    text = tools.pdf_text(tools.libreoffice_pdf(tmp_path / "annex.docx", tmp_path))
    assert "Complete." in text and "Annex 2 of the Tender" in text and "Motivation" in text
    said = json.loads(ddtender("evaluate", path, "--format", "json").stdout)
    assert [t["rank"] for t in said["evaluation"]["tenderers"]] == [2, 1, 3]
    assert said["evaluation"]["tenderers"][2]["price_points"] == "48.00"
    book = opened(path.read_bytes())
    book["Award A1"]["F11"].value = None
    path.write_bytes(saved(book))
    done = ddtender("evaluate", path, "-o", tmp_path / "second.docx")
    assert done.returncode == 1 and "error[missing-motivation] Award A1!F11" in done.stderr
    assert not (tmp_path / "second.docx").exists()


@pytest.mark.parametrize("command", ["kpis", "evaluate"])
def test_other_files_are_refused(command: str, tmp_path) -> None:
    for form in ("text", "json"):
        done = ddtender(command, ROOT / "templates/tender.docx", "--format", form)
        assert done.returncode == 1 and "unreadable-workbook" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
