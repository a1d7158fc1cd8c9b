"""What pages say of where somebody is: in their language, once, with a way on; and no column without anything in it."""

from __future__ import annotations

from pathlib import Path

from ddtender.desk.approving.standing import known_of
from ddtender.words import language
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown


def spoken(browser: Browser, tag: str) -> None:
    token = browser.see("/you").form().fields["csrf"]
    browser.post("/language", data={"csrf": token, "language": tag})


def named(purchases: Path, name: str, facts: str) -> None:
    for folder in ("risks", "market", "draft"):
        (purchases / name / folder).mkdir(parents=True)
    (purchases / name / "procedure.yaml").write_text(facts, "utf-8")


def test_an_address_without_a_page_is_told_in_the_language_that_was_chosen(browser: Browser) -> None:
    spoken(browser, "nl")
    page = Shown(browser.get("/no/such/page"))
    assert (page.status, page.tree.get("lang")) == (404, "nl")
    assert language("nl").say("web.barred.nowhere") in page.text


def test_a_procurement_without_a_title_is_named_once(browser: Browser, purchases: Path) -> None:
    named(purchases, "tel", "scenario: low\n")
    named(purchases, "lap", "title: Laptops\nsubject: laptops\n")
    cards = {card.cssselect("h3")[0].text_content(): card for card in browser.see("/").tree.cssselect("li.card")}
    assert not cards["tel"].cssselect(".sub")
    assert cards["Laptops"].cssselect(".sub")[0].text_content() == "lap · laptops"
    assert not browser.see("/p/tel").tree.cssselect(".kicker")
    assert browser.see("/p/lap").tree.cssselect(".kicker")[0].text_content() == "lap"
    assert [one.text_content() for one in browser.see("/batch").tree.cssselect(".choice .help")][:1] == [
        "lap · laptops"
    ]


def test_a_procurement_that_cannot_be_read_does_not_lead_to_itself(browser: Browser, purchases: Path) -> None:
    named(purchases, "tel", "lots: [\n")
    for page in ("/p/tel", "/p/tel/facts"):
        told = Shown(browser.get(page))
        assert page not in told.links("main a")
        assert told.links("main a"), told.text


def test_where_all_is_approved_there_is_nothing_to_tick(officer: Browser) -> None:
    texts = officer.see("/library").tree
    say = language().say
    heads = [one.text_content() for one in texts.cssselect("th[scope=col]")]
    assert say("web.library.what") in heads and say("web.library.tick") not in heads
    assert say("web.library.approve") not in [one.text_content() for one in texts.cssselect("main button")]


def test_what_is_to_be_approved_has_a_box_to_tick(browser: Browser) -> None:
    drafts = browser.see("/library").tree
    assert drafts.cssselect("main [name=id]")
    assert language().say("web.library.tick") in [one.text_content() for one in drafts.cssselect("th[scope=col]")]


def test_that_a_library_extends_no_other_is_said_in_the_language_of_whoever_reads(browser: Browser) -> None:
    spoken(browser, "nl")
    note = browser.see("/library/update").tree.cssselect("main .note")[0].text_content()
    assert " ".join(note.split()) == " ".join(language("nl").say("web.corner.no_base").split())


def test_a_translation_and_a_question_name_the_text_that_they_are_of(browser: Browser, framework: Path) -> None:
    titles = {id_: one.provision.title for id_, one in known_of(ROOT, None).provisions.items()}
    rows = {
        row.get("id"): row.text_content() for row in browser.see("/library/translations/nl").tree.cssselect("tr[id]")
    }
    assert titles["award.action-plan"] in rows["award.action-plan"]
    cards = browser.see(f"/p/{framework.name}/decisions").tree.cssselect("li.card .sub")
    asked = {card.cssselect("code")[0].text_content(): card.text_content() for card in cards}
    known = [about for about in asked if about in titles]
    assert known and all(titles[about] in asked[about] for about in known)
