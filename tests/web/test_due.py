"""What is due, on the page where everything begins: said in words, each a link to where it is done."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.web.browsing import Browser


def test_what_is_late_comes_first_and_leads_to_where_it_is_done(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    assert "Nothing is late" in browser.see("/").text
    today = date.today()
    days = {
        "dates.publication": (today - timedelta(days=2)).isoformat(),
        "dates.questions_until": (today + timedelta(days=3)).isoformat(),
        "dates.tenders_until": (today + timedelta(days=40)).isoformat(),
    }
    browser.submit(browser.see("/p/one/facts/procedure"), days)
    page = browser.see("/")
    assert page.links(".due a")[0] == "/p/one/issue"
    assert "/p/one/questions" in page.links(".due a")
    assert "overdue by 2 days" in page.text and "in 3 days" in page.text
    assert not any(address.endswith("/evaluation") for address in page.links(".due a"))  # not within a month
    days["dates.tenders_until"], days["dates.award"] = ((today + timedelta(days=n)).isoformat() for n in (5, 6))
    browser.submit(browser.see("/p/one/facts/procedure"), days | {"standstill.by": "electronic"})
    assert "planned: counted from an award decision on" in browser.see("/").text
    contract = purchases / "one/contracts/acme"
    contract.mkdir()
    (contract / "kpi-register.xlsx").write_bytes(b"no workbook")
    page = browser.see("/")
    assert "cannot be read" in page.text and "/p/one/contracts/acme" in page.links(".problem a")
    assert "/p/one/contracts/acme/register" in browser.see("/p/one/contracts/acme").links()
    assert "not a sound .xlsx file" in browser.see("/p/one/contracts/acme/register").text
