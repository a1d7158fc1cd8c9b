"""Whoever meets a finding reads what it is called in their language, and where it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddtender.diagnostics.table import known_codes
from ddtender.web.pages import PAGES
from ddtender.web.shown import mending
from ddtender.words import language
from tests.tools import ROOT
from tests.web.browsing import Browser


@pytest.mark.parametrize("tag", ["en", "nl", "fr", "de", "nb"])
def test_every_finding_is_called_something_and_has_what_to_do_in_each_language(tag: str) -> None:
    wanted = [f"findings.{one.name.replace('-', '_')}.{what}" for one in known_codes() for what in ("title", "mend")]
    assert sorted(language(tag).keys("findings")) == sorted(wanted)
    said = {key: language(tag).say(key) for key in wanted}
    assert not [key for key, text in said.items() if len(text) > (75 if key.endswith("title") else 160) or not text]
    assert not [key for key, text in said.items() if key.endswith("mend") != text.endswith(".")]


def test_every_page_on_which_something_is_mended_is_there() -> None:
    known = {code.name for code in known_codes()}
    assert {*mending._PAGES, *mending._OF_LIBRARY} <= known
    paths = {page.path for page in PAGES}
    assert {f"/p/{{name}}/{page}" for page in {*mending._PAGES.values(), *mending._STEPS.values(), "facts"}} <= paths
    assert {f"/library{one}" for one in mending._LABELS} <= paths and {*mending._OF_LIBRARY.values()} <= {
        *mending._LABELS
    }


def test_what_stands_in_the_way_is_called_something_and_leads_to_where_it_is_mended(
    browser: Browser, purchases: Path
) -> None:
    browser.submit(browser.see("/new"), {"name": "tel"})
    phones = (ROOT / "tests/procedures/phones.yaml").read_text("utf-8")
    (purchases / "tel/procedure.yaml").write_text(
        f"{phones.replace('price: 80', 'price: 70')}\nscenario: low\n", "utf-8"
    )
    page = browser.see("/p/tel/issue")
    assert "The points do not add up to 100" in page.text and "/p/tel/facts" in page.links(".findings a")
    token = page.tree.cssselect("input[name=csrf]")[0].get("value")
    browser.post("/language", data={"csrf": token, "language": "nl"})
    page = browser.see("/p/tel/preview")
    assert "De punten zijn samen geen 100" in page.text and "Gegevens van de aanbesteding" in page.text
    assert {one.get("lang") for one in page.tree.cssselect(".findings .called")} == {None}
    assert "nog geen werkblad" in browser.see("/p/tel").text
