"""The interview with which a procurement begins: a question a page, the same file as by command."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from ddtender.cli.group import cli
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown

#: What is typed, page by page, and the same as lines of a terminal.
ANSWERS: dict[str, dict[str, str]] = {
    "what": {"title": "Laptops for schools", "subject": "laptops", "authority.name": "City of Example"},
    "sellers": {"sellers": "resellers"},
    "value": {"threshold": "above", "procedure_type": "open"},
    "lots": {"parts": "Laptops, small\nLaptops, large"},
    "framework": {"framework.kind": "multiple", "framework.maximum": "900 laptops"},
    "contractors": {"framework.contractors": "3", "framework.call_offs": "by the ranking"},
    "place": {"country": "nl", "languages": "nl\nfr"},
    "labels": {"label": "none"},
}
LINES = [
    *("Laptops for schools", "laptops", "", "City of Example", ""),
    *("1", "1", "1"),
    *("Laptops, small", "Laptops, large", ""),
    *("3", "900 laptops", "3", "by the ranking"),
    *("nl", "nl,fr", "2"),
]


def begun(browser: Browser, name: str, **values: str) -> Shown:
    return browser.submit(browser.see("/new"), {"name": name, **values}, button=("do", "ask"))


def answered(browser: Browser) -> Shown:
    """The page on which answers are checked, after all of them."""
    page = begun(browser, "one")
    for key, values in ANSWERS.items():
        assert page.address == f"/new/one/{key}", page.text[:200]
        page = browser.submit(page, values)
    return page


@pytest.fixture
def walked(browser: Browser) -> Shown:
    return answered(browser)


def test_the_answers_make_the_file_that_the_command_makes(
    browser: Browser, purchases: Path, walked: Shown, tmp_path: Path
) -> None:
    assert walked.address == "/new/one/check"
    assert "Yes, with several businesses" in walked.text and "City of Example" in walked.text
    assert not (purchases / "one").exists()
    done = browser.submit(walked, button=("do", "make"))
    assert done.address == "/p/one" and "Laptops for schools" in done.text
    made = (purchases / "one/procedure.yaml").read_bytes()
    command = CliRunner().invoke(
        cli, ["--workspace", str(ROOT), "new", str(tmp_path / "two"), "--ask"], input="\n".join(LINES) + "\n"
    )
    assert command.exit_code == 0, command.output
    assert (tmp_path / "two/procedure.yaml").read_bytes() == made
    read = yaml.safe_load(made)
    assert (read["sellers"], read["country"], read["framework"]["contractors"]) == ("resellers", "nl", 3)
    assert [one["title"] for one in read["lots"]] == ["Laptops, small", "Laptops, large"]
    assert read["provisions"]["drop"] == ["specification.certified-products", "contract.certified-products"]
    # and nothing is asked a second time
    facts = browser.see("/p/one/facts/term")
    assert facts.tree.cssselect('[name="framework.maximum"]')[0].get("value") == "900 laptops"
    assert browser.get("/new/one/check").status_code == 404


def test_what_the_library_knows_stands_beside_the_question(browser: Browser, walked: Shown) -> None:
    assert "Assembly factories employ underage students" in browser.see("/new/one/what").text
    assert "TCO Certified has criteria for notebooks" in browser.see("/new/one/labels").text
    place = browser.see("/new/one/place").text
    assert "International Social Conditions" in place and "nobody has checked since" in place
    # in another language of the page what was typed is found as well
    csrf = walked.tree.cssselect('[name="csrf"]')[0].get("value")
    browser.post("/language", data={"csrf": csrf, "language": "nl"})
    assert "TCO Certified heeft criteria voor notebooks" in browser.see("/new/one/labels").text


def test_an_answer_is_changed_from_the_check_and_back_works(browser: Browser, walked: Shown) -> None:
    change = browser.see("/new/one/framework?then=check")
    page = browser.submit(change, {"framework.kind": "single"})
    assert page.address == "/new/one/check" and "How do orders go" not in page.text
    page = browser.submit(browser.see("/new/one/what"), {"title": "Notebooks"})
    assert page.links("main > p a")[0] == "/new/one/what"
    assert "Notebooks" in browser.see("/new/one/check").text
    # what somebody leaves is found again, and can be dropped
    assert "/new/one/check" in browser.see("/new").links()
    page = browser.submit(browser.see("/new/one/check"), button=("do", "drop"))
    assert page.address == "/new" and "/new/one/check" not in page.links()


def test_what_is_no_answer_is_told_at_its_field(browser: Browser, purchases: Path) -> None:
    begun(browser, "one")
    page = browser.submit(browser.see("/new/one/value"), {"threshold": "below"})
    assert page.status == 422 and page.tree.cssselect('#problems a[href="#below_threshold.because"]')
    page = browser.submit(browser.see("/new/one/lots"), {"parts": "Laptops"})
    assert page.status == 422 and len(page.problems) == 1
    page = browser.submit(browser.see("/new/one/place"), {"country": "Netherlands", "languages": "xx-"})
    assert page.status == 422 and len(page.problems) >= 1
    # what was wrong keeps the folder from being made
    page = browser.submit(browser.see("/new/one/check"), button=("do", "make"))
    assert page.address == "/new/one/value" and not (purchases / "one").exists()
    assert browser.get("/new/nobody/what").status_code == 404


def test_last_times_facts_are_answers_already(browser: Browser, purchases: Path) -> None:
    (purchases / "last").mkdir()
    text = (ROOT / "docs/cases/framework/procedure.yaml").read_text("utf-8")
    (purchases / "last/procedure.yaml").write_text(text, "utf-8")
    page = begun(browser, "next", **{"from": "last"})
    assert page.tree.cssselect('[name="title"]')[0].get("value") == "Laptops, monitors and servers"
    assert "Monitors" in browser.see("/new/next/lots").text
    browser.submit(browser.see("/new/next/lots"), {"parts": "Laptops\nScreens\nServers"})
    browser.submit(browser.see("/new/next/check"), button=("do", "make"))
    read = yaml.safe_load((purchases / "next/procedure.yaml").read_text("utf-8"))
    assert [one["title"] for one in read["lots"]] == ["Laptops", "Screens", "Servers"]
    assert read["lots"][1]["risk"] == "medium"  # what else is known of a lot stays


def last_time(purchases: Path) -> Path:
    """Last time's procurement: a framework agreement with several, in lots, with texts in another language."""
    folder = purchases / "last"
    folder.mkdir()
    text = (ROOT / "docs/cases/framework/procedure.yaml").read_text("utf-8")
    text = text.replace(
        "  contractors: 2", "  maximum: 900 devices\n  longer_because: the devices last\n  contractors: 2"
    )
    read = yaml.safe_load(text)
    read["lots"][0] |= {"maximum": "500 laptops"}
    read["languages"] = ["en", "fr"]
    read["translations"] = {"fr": {"framework.call_offs": "au suivant", "lots.1.maximum": "500 portables"}}
    read["below_threshold"] = {"because": "a look at the market", "estimated_value": "100 000 EUR"}
    read.pop("procedure_type")
    (folder / "procedure.yaml").write_text(yaml.safe_dump(read, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


@pytest.mark.parametrize("kind", ["none", "single", ""])
def test_what_is_not_asked_after_other_answers_is_left_behind(browser: Browser, purchases: Path, kind: str) -> None:
    last_time(purchases)
    begun(browser, "next", **{"from": "last"})
    browser.submit(browser.see("/new/next/framework"), {"framework.kind": kind})
    browser.submit(browser.see("/new/next/value"), {"threshold": "above"})
    made = browser.submit(browser.see("/new/next/check"), button=("do", "make"))
    assert made.address == "/p/next" and made.status == 200, made.text[:500]
    read = yaml.safe_load((purchases / "next/procedure.yaml").read_text("utf-8"))
    framework = {key: one for key, one in (read.get("framework") or {}).items() if one is not None}
    assert framework == ({"kind": kind} if kind else {})  # the rest has aged, or is of several Contractors
    assert read.get("below_threshold") is None and "framework.call_offs" not in str(read)
    assert not any(one.get("maximum") for one in read["lots"])  # they have aged as well
    assert [one["title"] for one in read["lots"]] == ["Laptops", "Monitors", "Servers"]
    assert browser.see("/p/next/facts/term").status == 200


def test_answers_outlive_another_beginning_and_the_folder_of_last_time(browser: Browser, purchases: Path) -> None:
    folder = last_time(purchases)
    browser.submit(begun(browser, "next"), {"title": "Typed by hand"})
    page = begun(browser, "next", **{"from": "last"})
    assert page.address == "/new/next/check" and "Answers for next are here already" in page.text
    assert "Typed by hand" in page.text
    begun(browser, "third", **{"from": "last"})
    folder.rename(purchases.parent / "gone")
    page = browser.see("/new/third/check")
    assert page.status == 200 and "Laptops, monitors and servers" in page.text
    made = browser.submit(page, button=("do", "make"))
    assert made.address == "/p/third" and (purchases / "third/procedure.yaml").is_file()
