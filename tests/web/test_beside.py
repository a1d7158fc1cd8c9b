"""Beside a form of facts: the words that they touch, as saved and as typed; days in order; lots as tabs."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.web.browsing import Browser, Shown

HERE = "/p/2027-ict-014"


def words(page: Shown) -> str:
    return " ".join(page.tree.cssselect("#words")[0].text_content().split())


def test_the_words_that_answers_touch_stand_beside_their_form(browser: Browser, framework: Path) -> None:
    page = browser.see(f"{HERE}/facts/award")
    assert "100 of 100 points are given, 0 left." in words(page)
    assert "Price and ranking" in words(page) and page.tree.cssselect("#words svg")  # the rule, drawn
    assert "Reporting on due diligence" not in words(page)
    # what this form asks for leads to its field, all else to its page
    links = page.links("#words a")
    assert "#price.currency" in links and "#award.points.award.component-transparency" in links
    days = words(browser.see(f"{HERE}/facts/procedure"))
    assert days.index("6 April 2027") < days.index("12 April 2027") < days.index("standstill ends")
    assert "42 days later" in days
    assert "No provision depends" in words(browser.see(f"{HERE}/facts/notice"))


def test_what_is_typed_is_shown_and_not_saved(browser: Browser, framework: Path) -> None:
    facts = framework / "procedure.yaml"
    before = facts.read_bytes()
    page = browser.see(f"{HERE}/facts/procedure")
    values = {one.get("name"): one.get("value", "") for one in page.form().inputs if one.get("type") != "radio"}
    values |= {"dates.award": "2027-06-01", "procedure_type": "open", "standstill.by": "electronic"}
    answer = browser.post(f"{HERE}/facts/procedure/keep", data=values)
    assert answer.status_code == 200
    assert "1 June 2027" in answer.text and "As typed, not saved yet." in answer.text
    assert facts.read_bytes() == before
    answer = browser.post(f"{HERE}/facts/procedure/keep", data={**values, "dates.award": "2027-01-01"})
    assert "does not hold together yet" in answer.text and "24 May 2027" in answer.text
    values = {"award.price": "55", "was:award.price": "60", "csrf": values["csrf"]}
    answer = browser.post(f"{HERE}/facts/award/keep", data=values)
    assert "95 of 100 points are given, 5 left." in answer.text and "Price and ranking" in answer.text


def test_each_lot_has_a_tab_with_its_own_points(browser: Browser, framework: Path) -> None:
    page = browser.see(f"{HERE}/facts/lots?lot=2")
    assert [one.text_content() for one in page.tree.cssselect(".tabs a")] == [
        "Lot 1: Laptops",
        "Lot 2: Monitors",
        "Lot 3: Servers",
    ]
    assert page.tree.cssselect('[name="lots.2.title"]') and not page.tree.cssselect('[name="lots.1.title"]')
    assert "100 of 100 points are given" in words(page)
    stays = browser.submit(page, {"lots.2.title": "Screens"}, button=("do", "stay"))
    assert stays.address == f"{HERE}/facts/lots" and stays.tree.cssselect('[name="lots.2.title"]')
    wrong = browser.submit(browser.see(f"{HERE}/facts/lots?lot=3"), {"lots.3.award.price": "65"})
    assert wrong.status == 422 and "95 of 100 points are given, 5 left." in words(wrong)
    added = browser.submit(browser.see(f"{HERE}/facts/lots?lot=1"), button=("do", "add"))
    assert added.tree.cssselect('[name="lots.4.title"]')
    browser.submit(added, {"lots.4.id": "4", "lots.4.title": "Docking stations"})
    read = yaml.safe_load((framework / "procedure.yaml").read_text("utf-8"))
    assert [one["title"] for one in read["lots"]] == ["Laptops", "Screens", "Servers", "Docking stations"]
    assert read["lots"][2]["award"]["price"] == 70
    assert browser.get(f"{HERE}/fact/lots.3.title", follow_redirects=False).headers["location"] == (
        f"{HERE}/facts/lots?lot=3#lots.3.title"
    )


def test_what_has_changed_since_the_last_set_is_marked_beside_the_form(
    officer: Browser, purchases: Path, approved_issued: Path
) -> None:
    shutil.copytree(approved_issued, purchases / "tel")
    page = officer.see("/p/tel/facts/parameters")
    assert "changed since the last set" not in words(page)
    page = officer.submit(page, {"parameters.risk_assessment_months": "5"}, button=("do", "stay"))
    assert page.address == "/p/tel/facts/parameters" and "changed since the last set" in words(page)
