"""Risks, the market and the choice of a scenario, in a browser without JavaScript; the same files as by command."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from ddtender.words import language
from tests.cases.hands import tick
from tests.commands import approved_workspace
from tests.procurement.running import run
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown

CASES = ROOT / "docs/cases/framework"


def test_a_worksheet_is_begun_and_read_back(browser: Browser, purchases: Path, tmp_path: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    page = browser.submit(browser.see("/p/one/risks"), {"product": "laptops"}, button=("do", "begin"))
    assert "The worksheet is there." in page.text and "Heat map" in page.text
    sheet = purchases / "one/risks/risks.xlsx"
    run(ROOT, "risks", "-o", tmp_path / "risks.xlsx", "--product", "laptops")
    assert sheet.read_bytes() == (tmp_path / "risks.xlsx").read_bytes()
    page = browser.submit(
        browser.see("/p/one/risks"), files={"sheet": ("mine.xlsx", sheet.read_bytes())}, button=("do", "upload")
    )
    assert "The worksheet was taken." in page.text
    assert [one.name for one in sheet.parent.iterdir()] == ["risks.xlsx"]


def test_forms_come_back_and_a_scenario_is_chosen(officer: Browser, purchases: Path) -> None:
    officer.submit(officer.see("/new"), {"name": "one"})
    folder = purchases / "one"
    page = officer.submit(officer.see("/p/one/market"), {"answer_by": "2027-02-01"}, action="/p/one/market/send")
    assert "The questionnaire and the invitation are there." in page.text
    form = (folder / "market/questionnaire.docx").read_bytes()
    came = [(f"{name}.docx", tick(form, CASES / f"answers-{name}.yaml")) for name in ("delta", "norden")]
    wrong = officer.submit(page, files={"forms": ("x.docx", b"PK")}, action="/p/one/market/returned")
    assert wrong.status == 422
    files = [("forms", (name, content)) for name, content in came]
    page = officer.submit(officer.see("/p/one/market"), files=files, action="/p/one/market/returned")
    assert "2 forms were taken." in page.text
    none = officer.submit(page, action="/p/one/market/assess")
    assert none.problems == ["Say how far your own organisation is."]
    page = officer.wait(officer.submit(page, {"maturity": "high"}, action="/p/one/market/assess"))
    assert "It is done." in page.text, page.text
    assessed = json.loads((folder / "market/assessment.json").read_text("utf-8"))
    page = officer.see("/p/one/market")
    assert {one["company"] for one in assessed["suppliers"]} <= {*_cells(page)}
    _reasons_are_told_in_the_language_of_whoever_reads(officer, folder / "market/assessment.json")
    page = officer.see("/p/one/market")
    chosen = assessed["recommended_scenario"]
    page = officer.submit(page, {"scenario": chosen, "why": ""}, action="/p/one/market/scenario")
    assert page.problems == ["Give the reason: it goes on record."]
    page = officer.submit(page, {"scenario": chosen, "why": "The answers say so."}, action="/p/one/market/scenario")
    assert yaml.safe_load((folder / "procedure.yaml").read_text("utf-8"))["scenario"] == chosen
    assert "The answers say so." in officer.see("/p/one/record").text
    officer.submit(officer.see("/p/one/market"), action="/p/one/market/left-out")
    assert [one.name for one in (folder / "market/not-counted").glob("*.docx")]
    assert run(approved_workspace(), "status", folder).exit_code == 0


def _reasons_are_told_in_the_language_of_whoever_reads(officer: Browser, path: Path) -> None:
    """What is said of the market by its values; of single suppliers, and in a file of before, as it was said."""
    content = path.read_text("utf-8")
    assessed = json.loads(content)
    token = officer.see("/").tree.cssselect("input[name=csrf]")[0].get("value")
    officer.post("/language", data={"csrf": token, "language": "nl"})
    page = officer.see("/p/one/market")
    level = language("nl").say(f"market.levels.{assessed['market']['level']}")
    assert f"De markt is {level}" in page.text and not {*assessed["reasons"]} & {*_paragraphs(page)}, page.text
    asked = page.tree.cssselect("ul[lang=en] li")
    assert {one for each in assessed["suppliers"] for one in each["questions"]} <= {one.text_content() for one in asked}
    for changed in (
        {"reasons_said": [], "language": ""},
        {"reasons_said": [{"key": "market.reasons.limits"}] * len(assessed["reasons"])},
        {"reasons_said": [{"key": "web.frame.start"}] * len(assessed["reasons"])},
    ):
        path.write_text(json.dumps(assessed | changed), "utf-8")
        page = officer.see("/p/one/market")
        told = [one.text_content() for one in page.tree.cssselect("p[lang=en]")]
        assert {*assessed["reasons"]} <= {*told}, page.text
    path.write_text(content, "utf-8")
    officer.post("/language", data={"csrf": token, "language": "en"})


def _paragraphs(page: Shown) -> list[str]:
    return [one.text_content().strip() for one in page.tree.cssselect("main p")]


def _cells(page: Shown) -> list[str]:
    return [one.text_content().strip() for one in page.tree.cssselect("table th[scope=row]")]
