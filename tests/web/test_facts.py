"""The facts by form: a group at a time, nothing typed is lost, nobody's change is written over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from ddtender.desk.facts.changing_facts import change_facts
from tests.web.browsing import Browser, Shown, standing


@pytest.fixture
def begun(browser: Browser, purchases: Path) -> Path:
    browser.submit(browser.see("/new"), {"name": "one"})
    return purchases / "one/procedure.yaml"


def test_answers_stand_in_the_file_beside_its_remarks(browser: Browser, begun: Path) -> None:
    remarks = [line for line in begun.read_text("utf-8").splitlines() if line.startswith("# What is the procurement")]
    page = browser.submit(browser.see("/p/one/facts/what"), {"title": "Laptops", "authority.name": "City of Example"})
    assert "2 answers were written into the file." in page.text
    read = yaml.safe_load(begun.read_text("utf-8"))
    assert (read["title"], read["authority"]["name"]) == ("Laptops", "City of Example")
    assert remarks and remarks[0] in begun.read_text("utf-8").splitlines()
    assert browser.see("/p/one/facts/what").tree.cssselect('[name="title"]')[0].get("value") == "Laptops"


def test_what_is_no_answer_is_told_at_its_field_and_kept(browser: Browser, begun: Path) -> None:
    before = begun.read_bytes()
    days = {"dates.publication": "31.2.2027", "dates.tenders_until": "2027-02-08"}
    page = browser.submit(browser.see("/p/one/facts/procedure"), days)
    assert page.status == 422 and len(page.problems) == 1
    assert page.tree.cssselect('#problems a[href="#dates.publication"]')
    assert begun.read_bytes() == before
    again = browser.see("/p/one/facts/procedure")
    assert "were typed and not saved" in again.text
    assert again.tree.cssselect('[name="dates.tenders_until"]')[0].get("value") == "2027-02-08"
    browser.submit(again, button=("do", "discard"))
    assert "were typed and not saved" not in browser.see("/p/one/facts/procedure").text


def test_what_is_kept_and_says_what_the_file_says_is_no_news(browser: Browser, begun: Path) -> None:
    page = browser.see("/p/one/facts/what")
    form = page.form()
    for title, is_news in (("", False), ("Laptops", True)):
        browser.post("/p/one/facts/what/keep", data={**dict(standing(form)), "title": title})
        assert ("were typed and not saved" in browser.see("/p/one/facts/what").text) is is_news


def test_two_people_at_once_lose_nothing(browser: Browser, begun: Path) -> None:
    mine, theirs = browser.see("/p/one/facts/what"), browser.see("/p/one/facts/what")
    browser.submit(theirs, {"title": "Theirs", "reference": "T-1"})
    page = browser.submit(mine, {"title": "Mine", "subject": "laptops"})
    assert page.status == 409 and "Theirs" in page.text and "Mine" in page.text
    assert "What is the procurement called?" in page.text
    read = yaml.safe_load(begun.read_text("utf-8"))
    assert (read["title"], read["subject"]) == ("Theirs", None)
    # what nobody else has touched goes in beside it
    page = browser.submit(browser.see("/p/one/facts/what"), {"title": "Theirs", "subject": "laptops"})
    assert yaml.safe_load(begun.read_text("utf-8"))["subject"] == "laptops"


def test_what_somebody_left_half_typed_takes_nothing_of_a_colleague_back(browser: Browser, begun: Path) -> None:
    here = "/p/one/facts/procedure"

    def colleague(**days: int) -> None:
        facts = {("dates", name): date(2027, 2, day) for name, day in days.items()}
        assert change_facts(Path(browser.settings.root), begun.parent, facts).is_written

    def saved(page: Shown, **days: str) -> Shown:
        (asked,) = page.tree.cssselect("form[data-keep]")
        typed = {f"dates.{name}": day for name, day in days.items()}
        return browser.fill_in(page, asked, typed, None, ("do", "save"))

    def stands() -> tuple[date, date]:
        days = yaml.safe_load(begun.read_text("utf-8"))["dates"]
        return days["publication"], days["tenders_until"]

    form = browser.see(here).form()
    browser.post(f"{here}/keep", data={**dict(standing(form)), "dates.publication": "2027-01-04"})
    colleague(tenders_until=1)
    page = browser.see(here)
    assert "were typed and not saved" in page.text
    assert not saved(page).problems and stands() == (date(2027, 1, 4), date(2027, 2, 1))
    # nor does a form that was refused for another field
    page = browser.see(here)
    colleague(tenders_until=2, publication=1)
    page = saved(page, publication="2027-01-05", questions_until="31.2.2027")
    assert page.status == 422
    page = saved(page, questions_until="")
    assert page.status == 409 and stands() == (date(2027, 2, 1), date(2027, 2, 2))
    # whoever was told of it decides
    assert saved(browser.see(here)).status == 200
    assert stands() == (date(2027, 1, 5), date(2027, 2, 2))


def test_texts_are_asked_for_in_the_other_languages(browser: Browser, begun: Path) -> None:
    browser.submit(browser.see("/p/one/facts/what"), {"title": "Draagbare computers"})
    browser.submit(browser.see("/p/one/facts/country"), {"languages": "nl\nfr"})
    page = browser.see("/p/one/facts/country")
    assert "in French" in page.text
    browser.submit(page, {"translations.fr": "title = Ordinateurs portables"})
    assert yaml.safe_load(begun.read_text("utf-8"))["translations"] == {"fr": {"title": "Ordinateurs portables"}}


def test_points_are_given_by_criterion_and_come_to_a_hundred(browser: Browser, begun: Path) -> None:
    browser.submit(browser.see("/p/one/facts/what"), {"scenario": "high"})
    page = browser.see("/p/one/facts/award")
    names = [one.get("name", "") for one in page.tree.cssselect('[name^="award.points."]')]
    assert len(names) == 2
    points = dict.fromkeys(names, "5")
    rule = {"price.rule": "lowest-ratio", "award.other_quality": "0", "award.ties": "price\nlots-drawn"}
    wrong = browser.submit(page, {**points, **rule, "award.price": "60"})
    assert wrong.status == 422, wrong.text
    right = browser.submit(page, {**points, **rule, "award.price": str(100 - 5 * len(names))})
    assert right.status == 200, right.problems
    assert "100 of 100 points are given, 0 left." in browser.see("/p/one/facts/award").text


def test_lots_are_asked_for_two_at_first_and_more_on_demand(browser: Browser, begun: Path) -> None:
    first = {"lots.1.id": "1", "lots.1.title": "Laptops", "lots.2.id": "2", "lots.2.title": "Servers"}
    page = browser.submit(browser.see("/p/one/facts/lots"), first, button=("do", "add"))
    assert "Lot 3" in page.text, page.text
    browser.submit(page, {"lots.3.id": "3", "lots.3.title": "Monitors"})
    read = yaml.safe_load(begun.read_text("utf-8"))
    assert [one["title"] for one in read["lots"]] == ["Laptops", "Servers", "Monitors"]


def test_every_group_is_shown_and_every_fact_leads_to_its_field(browser: Browser, begun: Path) -> None:
    groups = browser.see("/p/one/facts").links(".tasks a")
    assert len(groups) == 9
    for address in groups:
        assert browser.see(address).status == 200, address
    assert browser.get("/p/one/fact/dates.award", follow_redirects=False).headers["location"] == (
        "/p/one/facts/procedure#dates.award"
    )
    assert browser.get("/p/one/fact/nothing").status_code == 404
