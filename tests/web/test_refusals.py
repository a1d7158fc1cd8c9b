"""What is not let through is told in the words of whoever asks, as a page; and nobody asks too often in a minute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ddtender.web.guard.rates import ENTRIES
from ddtender.web.language import LANGUAGES
from ddtender.words import language
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown, let_in


def told(answer: Any, status: int, why: str, tag: str) -> None:
    page = Shown(answer)
    assert page.status == status, page.text
    assert answer.headers["content-security-policy"] and page.tree.cssselect("link[href='/static/page.css']")
    assert page.tree.get("lang") == tag
    for key in (why, f"{why}_about"):
        assert " ".join(language(tag).say(f"web.barred.{key}").split()) in page.text, (key, page.text)


@pytest.mark.parametrize("tag", [*LANGUAGES])
def test_every_refusal_is_a_page_in_the_language_that_is_asked_for(browser: Browser, tag: str) -> None:
    browser.headers["accept-language"] = tag
    own = {"origin": browser.settings.origin}
    told(browser.get("/", headers={"host": "evil.example"}), 400, "host", tag)
    told(browser.get("/nothing"), 404, "nowhere", tag)
    told(browser.get("/p/one/jobs/a%00b"), 404, "nowhere", tag)
    told(browser.post("/new", headers={"origin": "https://evil.example"}), 403, "elsewhere", tag)
    told(browser.post("/new", content=b"x", headers={**own, "content-length": "9" * 9}), 413, "large", tag)
    told(browser.post("/new", content=b"x" * 2_100_000, headers=own), 413, "large", tag)
    told(browser.get("/invited?key=x"), 403, "link", tag)
    browser.cookies.clear()
    told(browser.get("/"), 403, "closed", tag)
    told(browser.get("/enter?token=x"), 403, "closed", tag)


def test_nobody_tries_tokens_or_changes_things_without_end(purchases: Path) -> None:
    with let_in(ROOT, purchases, changes_a_minute=3) as browser:
        token = browser.see("/you").form().fields["csrf"]
        answers = [browser.post("/language", data={"csrf": token, "language": "nl"}) for _ in range(4)]
        assert [one.status_code for one in answers][:3] == [200] * 3
        assert answers[3].status_code == 429 and "Te veel in één minuut" in answers[3].text
        assert browser.get("/you").status_code == 200  # who only looks is let through
        tried = [browser.get("/enter?token=guessed").status_code for _ in range(ENTRIES)]
        assert tried[0] == 403 and tried[-1] == 429
