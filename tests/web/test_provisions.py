"""Provisions as cards with switches: what differs from the scenario goes into the facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.web.browsing import Browser, Shown


def ticked(browser: Browser) -> list[str]:
    page = browser.see("/p/one/provisions")
    return [one.get("value", "") for one in page.tree.cssselect('[name="provision"][checked]')]


def test_what_is_left_out_added_and_replaced_stands_in_the_facts(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see("/p/one/facts/what"), {"scenario": "medium"})
    before = ticked(browser)
    assert "award.action-plan" in before and "contract.monitoring" not in before
    stale = browser.see("/p/one/provisions")
    wanted = [one for one in before if one != "award.action-plan"] + ["contract.monitoring-documents"]
    page = browser.submit(stale, {"provision": wanted})
    assert page.status == 200, page.text
    read = yaml.safe_load((purchases / "one/procedure.yaml").read_text("utf-8"))
    assert read["provisions"]["drop"] == ["award.action-plan"]
    assert read["provisions"]["add"] == ["contract.monitoring-documents"]
    assert sorted(ticked(browser)) == sorted(wanted)
    # from a page that was opened before, nothing is written over
    assert browser.submit(stale, {"provision": before}).status == 422
    # and back: the scenario alone
    browser.submit(browser.see("/p/one/provisions"), {"provision": before})
    read = yaml.safe_load((purchases / "one/procedure.yaml").read_text("utf-8"))
    assert not any((read.get("provisions") or {}).values())


def card_of(page: Shown, id_: str) -> Any:
    (found,) = (one for one in page.tree.cssselect(".card") if one.cssselect(f'[value="{id_}"]'))
    return found


def test_when_to_use_it_and_what_it_asks_stand_on_its_card(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see("/p/one/facts/what"), {"scenario": "low"})
    page = browser.see("/p/one/provisions")
    card = card_of(page, "contract.cascade")
    assert "Use when the Contractor is a reseller" in card.text_content()  # open, and no question yet
    assert "to decide" not in card.text_content()
    assert "Exclusion for breaches" in page.text  # a passage of the frame that can be added
    browser.submit(page, {"provision": [*ticked(browser), "contract.cascade"]})
    page = browser.see("/p/one/provisions")
    assert "1 provision is added." in page.text
    card = card_of(page, "contract.cascade")
    (address,) = (one.get("href") for one in card.cssselect(".questions a"))
    browser.submit(browser.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
    browser.submit(browser.see(address), {"answer": "It may, and it did.", "why": "Asked on the day."})
    card = card_of(browser.see("/p/one/provisions"), "contract.cascade")
    assert "It may, and it did." in card.text_content() and "A. Buyer" in card.text_content()


def test_who_knows_the_market_chooses_at_once_and_it_is_on_record(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see("/p/one/facts/what"), {"sellers": "resellers"})
    first = browser.submit(browser.see("/p/one/market"), {"scenario": "low"}, action="/p/one/market/scenario")
    page = browser.submit(first, {"who": "A. Buyer", "role": "procurement officer"})
    assert page.address == "/p/one/market" and page.status == 200  # from where they were sent
    assert "#choose" in page.links("main > p a") and "/p/one/talks#brand-title" in page.links(".note a")
    assert browser.submit(page, {"scenario": "low"}, action="/p/one/market/scenario").status == 422
    reason = {"scenario": "medium", "why": "We know it from two procurements."}
    browser.submit(page, reason, action="/p/one/market/scenario")
    page = browser.see("/p/one/market")
    assert page.tree.cssselect('[name="scenario"][value="medium"][checked]') and "#choose" not in page.links(
        "main > p a"
    )
    assert "Medium maturity, chosen on" in page.text and "We know it from two procurements." in page.text
    assert '"scenario-chosen"' in (purchases / "one/record.jsonl").read_text("utf-8")
    assert yaml.safe_load((purchases / "one/procedure.yaml").read_text("utf-8"))["scenario"] == "medium"
