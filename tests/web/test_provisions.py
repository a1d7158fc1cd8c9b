"""Provisions as cards with switches: what differs from the scenario goes into the facts."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.web.browsing import Browser


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
