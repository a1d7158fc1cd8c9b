"""What a person fills in of a register is typed on the page as well: requests, own rows, sites, first facts."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.comments import Comment

from ddtender.contract.overview import AS_OF_CELL, DELIVERY_CELL, RISK_CELL
from ddtender.contract.performance import Filled
from ddtender.contract.places import (
    COLUMNS,
    OWN_COLUMNS,
    REQUEST_COLUMNS,
    SITE_COLUMNS,
    own_sheet,
    requests_sheet,
    sites_sheet,
)
from ddtender.contract.plan import Risk
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.sheets.workbook import PLAN_SHEET
from ddtender.web.forms.register import SHEETS, facts_form, row_form
from ddtender.words import language
from ddtender.workspace.walking import MOST_BYTES
from tests.contract.test_sites import PLAN as WHOLE
from tests.sheets.workbooks import STAMP
from tests.web.browsing import Browser, Shown

EN = language()
#: A moment in 2030, when the contract is running.
RUNNING = "1900000000"
CARD = "/p/one/contracts/acme/register"
#: A small register: two clauses, one of which counts, and what the worksheet says of two places.
_CLAUSES = ("contract.transparency-reporting-per-site", "contract.certified-products")
PLAN = replace(
    WHOLE,
    clauses=tuple(one for one in WHOLE.clauses if one.id in _CLAUSES),
    rows=tuple(row for row in WHOLE.rows if row.clause in _CLAUSES),
    site_risks=WHOLE.known_site_risks[:2],
)


@pytest.fixture
def path(browser: Browser, purchases: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register of a contract, in which nothing was typed."""
    found = begun(browser, purchases)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", RUNNING)
    return found


def begun(browser: Browser, purchases: Path) -> Path:
    """A procurement with the register of a contract."""
    browser.submit(browser.see("/new"), {"name": "one"})
    found = purchases / "one/contracts/acme/kpi-register.xlsx"
    found.parent.mkdir()
    found.write_bytes(register(PLAN, STAMP, EN))
    return found


def said(path: Path) -> Filled:
    read, findings = read_register(path.read_bytes(), "r.xlsx")
    assert read is not None and not findings
    return read


def typed(browser: Browser, form: str, **values: str) -> Shown:
    return browser.submit(browser.see(f"{CARD}/{form}"), values, action=f"{CARD}/{form}")


def taken_away(browser: Browser, page: Shown) -> Shown:
    return browser.fill_in(page, page.tree.cssselect("main details form")[0], {}, None, None)


def test_every_open_cell_of_the_register_has_a_field() -> None:
    """A cell that somebody may fill in is on some form; the others are locked."""
    book = load_workbook(io.BytesIO(register(PLAN, STAMP, EN)))
    filled = Filled(PLAN, (), (), None)
    sheets = {requests_sheet(EN): REQUEST_COLUMNS, own_sheet(EN): OWN_COLUMNS, sites_sheet(EN): SITE_COLUMNS}
    forms = dict(zip(sheets, ("requests", "own", "sites"), strict=True))
    row_fields: set[str] = set()
    blank = read_register(register(PLAN, STAMP, EN), "r.xlsx")[0]
    assert blank is not None
    for n in range(1, len(PLAN.rows) + 1):
        row_fields |= {*(row_form(blank, n) or facts_form(blank)).fields}
    for sheet in book.worksheets:
        open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        columns = {sheet[at].column for at in open_}
        if sheet.title in sheets:
            names = [name for n, name in enumerate(sheets[sheet.title], start=1) if n in columns]
            assert {*names} == {*SHEETS[forms[sheet.title]].fields(None)}, sheet.title
        elif sheet.title == "Overview":
            assert {(sheet[at].row, sheet[at].column) for at in open_} == {AS_OF_CELL, DELIVERY_CELL, RISK_CELL}
            assert len(facts_form(filled).fields) == 3
        elif sheet.title == "Register":
            assert {name for n, name in enumerate(COLUMNS, start=1) if n in columns} == row_fields
        else:
            assert not open_ or sheet.title == PLAN_SHEET, sheet.title


def test_all_that_is_followed_in_a_year_is_typed_on_the_page(browser: Browser, path: Path) -> None:
    assert "Add a request" in browser.see(CARD).text
    clause = next(one for one in PLAN.clauses if one.response_days is None)
    wrong = typed(browser, "requests/new", requested_on="2020-01-01", answered_on="2019-01-01", clause="")
    assert wrong.status == 422 and len(wrong.problems) == 3, wrong.problems
    assert not any("!" in one or "row" in one for one in wrong.problems)  # no cell is named
    asked = {"clause": clause.id, "requested_on": "2028-02-01", "asked": "All sites", "asked_by": "2028-02-20"}
    assert "The register has it." in typed(browser, "requests/new", **asked).text
    typed(browser, "requests/new", **asked)  # sent again
    (request,) = said(path).requests
    assert (request.clause.id, request.on, request.asked_by) == (clause.id, date(2028, 2, 1), date(2028, 2, 20))
    card = browser.see(CARD)
    assert "20 February 2028" in card.text and f"{CARD}/requests/1" in card.links()
    typed(browser, "requests/1", answered_on="2028-02-18", evidence="mail 4")
    assert (said(path).requests[0].answered, said(path).requests[0].asked) == (date(2028, 2, 18), "All sites")
    assert typed(browser, "own/new", who="Works").problems == ["Fill this in."]
    typed(browser, "own/new", what="Visit", who="Works", due="2028-06-01")
    typed(browser, "own/new", what="Call")
    known = PLAN.known_site_risks[0]
    typed(browser, "sites/new", site="Plant 4", country=known.country, stage=known.stage)
    assert known.risk.said(EN) in browser.see(CARD).text
    typed(browser, "sites/1", risk="low")
    wrong = typed(browser, "facts", delivery="2010-01-01")
    assert wrong.status == 422 and "is before the contract" in wrong.problems[0]
    typed(browser, "facts", delivery="2028-03-01", risk="high", as_of="2030-02-01")
    read = said(path)
    assert [one.what for one in read.own] == ["Visit", "Call"] and read.sites[0].risk is Risk.LOW
    assert (read.first_delivery, read.risk, read.as_of) == (date(2028, 3, 1), Risk.HIGH, date(2030, 2, 1))
    before = path.read_bytes()
    typed(browser, "facts")  # nothing was changed
    assert path.read_bytes() == before
    for address in ("own/77", "own/x", "requests/0", "history/1", "0", "99999"):
        assert browser.see(f"{CARD}/{address}").status == 404, address


def test_two_people_lose_nothing(browser: Browser, path: Path) -> None:
    for what in ("Visit", "Call", "Letter"):
        typed(browser, "own/new", what=what)
    hers, his = browser.see(f"{CARD}/own/2"), browser.see(f"{CARD}/own/1")
    typed(browser, "own/2", who="Works", due="2028-06-01")
    shown = browser.submit(hers, {"who": "Sales"}, action=f"{CARD}/own/2")
    assert [one.split(". Keep")[0].rpartition(": ")[2] for one in shown.problems] == ["Works", "1 June 2028"]
    assert said(path).own[1].who == "Works"
    browser.submit(shown, {"due": "2028-06-01"}, action=f"{CARD}/own/2")
    assert (said(path).own[1].who, said(path).own[1].due) == ("Sales", date(2028, 6, 1))
    # the row above goes: the same row is found under its new number, and the one that went is no other
    assert "not in the register any more" in taken_away(browser, browser.see(f"{CARD}/own/1")).text
    assert "not in the register any more" in taken_away(browser, his).text
    assert [one.what for one in said(path).own] == ["Call", "Letter"]
    gone = browser.submit(his, {"who": "Me"}, action=f"{CARD}/own/1")
    assert "taken this row away" in gone.problems[0]
    browser.submit(gone, action=f"{CARD}/own/new")
    assert [(one.what, one.who) for one in said(path).own] == [("Call", "Sales"), ("Letter", ""), ("Visit", "Me")]
    # what somebody types is kept until it is saved
    page = browser.see(f"{CARD}/own/3")
    assert browser.post(f"{CARD}/own/3/keep", data=dict(page.form(f"{CARD}/own/3").fields) | {"who": "You"}).is_success
    page = browser.see(f"{CARD}/own/3")
    assert "did not save" in page.text and 'value="You"' in page.answer.text
    browser.fill_in(page, page.tree.cssselect("form[data-keep]")[0], {}, None, None)
    assert said(path).own[2].who == "You" and "did not save" not in browser.see(f"{CARD}/own/3").text


def test_what_a_form_would_not_keep_is_told_and_stays(browser: Browser, path: Path) -> None:
    book = load_workbook(path)
    book[own_sheet(EN)]["B5"] = "Visit"
    book[own_sheet(EN)]["B5"].hyperlink = "https://example.org/visit"
    book[own_sheet(EN)]["B6"].comment = Comment("ask her", "me")
    book[sites_sheet(EN)]["N9"] = "mine"
    book["Overview"]["F3"] = "look here"
    book["Register"]["Z9"] = "=COUNTA(K:K)"
    book.create_sheet("My notes")["A1"] = "mine"
    book.save(path)
    content = path.read_bytes()
    shown = browser.see(CARD)
    for what in ("example.org/visit", "notes on cells", "'mine'", "'look here'", "'My notes'", "'=COUNTA(K:K)'"):
        assert what in shown.text, what
    assert "Add a request" not in shown.text
    assert browser.see(f"{CARD}/own/1").status == 409 and path.read_bytes() == content


def test_one_file_that_cannot_be_read_keeps_no_page(browser: Browser, path: Path, purchases: Path) -> None:
    one = purchases / "one"
    other = one / "contracts/bolt/kpi-register.xlsx"
    for file in (other, one / "comments/x.yaml", one / "evaluation/evaluation.xlsx", one / "risks/r.xlsx"):
        file.parent.mkdir(exist_ok=True)
        file.touch()
        os.truncate(file, MOST_BYTES + 1)
    (one / "contracts/core").mkdir()
    contracts = browser.see("/p/one/contracts")
    assert contracts.status == 200 and contracts.text.count("bytes; at most") == 1
    assert "asks for attention" in contracts.text or "ask for attention" in contracts.text  # of the other one
    assert "There is no register in its folder" in contracts.text
    assert "bytes; at most" in browser.see("/p/one/contracts/bolt/register").text
    for page in ("", "/contracts/bolt", "/evaluation", "/award", "/comments", "/preview", "/signoff", "/record"):
        shown = browser.see(f"/p/one{page}")
        assert shown.status == 200, (page, shown.text[:400])
    assert "evaluation/evaluation.xlsx cannot be read" in browser.see("/p/one").text
