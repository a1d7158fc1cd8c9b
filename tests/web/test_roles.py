"""Who is let in where: every page and every form, for each role, as `roles.yaml` has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from msgspec.structs import replace
from starlette.responses import PlainTextResponse, Response

from ddtender.web import app, guests
from ddtender.web.pages import PAGES
from ddtender.web.settings import Team, TeamMember, TeamRole
from ddtender.web.store import invitations, sessions
from ddtender.web.store.database import now
from ddtender.web.visit import Visit
from tests.tools import ROOT
from tests.web.browsing import Browser, let_in

MATRIX: dict[str, tuple[str, str]] = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text("utf-8"))
ROLES: dict[str, tuple[TeamRole, ...]] = {
    "o": ("officer",),
    "l": ("lawyer",),
    "m": ("maintainer",),
    "e": ("evaluator",),
    "r": ("reader",),
}
#: What tells of others' judgement is not for who evaluates, whatever else they are.
GUEST_LETTER = "g"
TELLS = ("/award", "/contracts", "/register", "/portfolio", "/record")


def _answered(visit: Visit) -> Response:
    return PlainTextResponse(f"in {visit.session.csrf}")


@pytest.fixture
def gate(purchases: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The page of a team with somebody of each role, whose pages say nothing but that one was let in."""
    stubs = [
        replace(one, show=one.show and _answered, save=one.save and (lambda visit: _answered(visit))) for one in PAGES
    ]
    monkeypatch.setattr(app, "PAGES", stubs)
    (purchases / "x/risks").mkdir(parents=True)
    (purchases / "x/procedure.yaml").write_text("title: X\n", "utf-8")
    people = {f"{key}@city": TeamMember(f"{key}. Person", roles) for key, roles in ROLES.items()}
    people["le@city"] = TeamMember("Both", ("lawyer", "evaluator"))
    people["oe@city"] = TeamMember("Both", ("evaluator", "officer"))
    with let_in(ROOT, purchases) as found:
        team = Team(found.settings.origin, "x-who", people, ("testclient",), links=True)
        settings = msgspec.structs.replace(found.settings, team=team, changes_a_minute=10**9)
        with Browser(settings, found.engine) as browser:
            yield browser


def invited(browser: Browser) -> str:
    """The cookie of a lawyer without an account who came in by a link."""
    given = {"procurement": "x", "name": "Guest", "role": "counsel", "may": "lawyer", "by": "o. Person"}
    _, one = invitations.make(browser.engine, given, now() + timedelta(days=1))
    secret, _ = sessions.begin(browser.engine, f"link:{one.id}", one.name, one.role, invitation=one.id)
    return secret


def tried(browser: Browser, who: str) -> dict[str, tuple[str, str]]:
    """For each page what somebody was answered who looked, and who sent its form."""
    browser.cookies.clear()
    browser.headers.pop("x-who", None)
    if who == GUEST_LETTER:
        browser.cookies.set(guests.GUEST, invited(browser))
    else:
        browser.headers["x-who"] = f"{who}@city"
    entered = browser.get("/p/x")
    token = re.sub(r".*in ", "", entered.text) if entered.status_code == 200 else ""
    found = {}
    for page in PAGES:
        address = re.sub(r"\{\w+(?::path)?\}", "x", page.path)
        seen = browser.get(address).status_code if page.show else 0
        sent = browser.post(address, data={"csrf": token}).status_code if page.save else 0
        found[page.path] = (said(seen), said(sent))
    return found


def said(status: int) -> str:
    return {0: "-", 200: "in", 403: "refused"}.get(status, str(status))


def wanted(letter: str, listed: str) -> str:
    return "-" if listed == "-" else "in" if letter in listed else "refused"


def test_every_page_is_for_those_whom_the_matrix_names(gate: Browser) -> None:
    assert {one.path for one in PAGES} == {*MATRIX}, "say in roles.yaml for whom a page is"
    for letter in (*ROLES, GUEST_LETTER):
        expected = {path: (wanted(letter, see), wanted(letter, save)) for path, (see, save) in MATRIX.items()}
        found = tried(gate, letter)
        assert found == expected, {path: found[path] for path in found if found[path] != expected[path]}


def test_nobody_is_let_in_anywhere(gate: Browser) -> None:
    for who in ("x", ""):
        assert {each for pair in tried(gate, who).values() for each in pair} == {"refused", "-"}


def test_who_evaluates_and_has_another_role_sees_no_more_of_others(gate: Browser) -> None:
    for path, answers in tried(gate, "le").items():
        told = any(part in path for part in TELLS)
        see = "in" if {"l", "e"} & {*MATRIX[path][0]} and not told else "refused"
        assert answers[0] in ("-", see), path
    assert answers_to(gate, "le", "/p/x/facts") == 200, "nobody has won yet"
    officer = tried(gate, "oe")
    assert all(officer[path] == (wanted("o", see), wanted("o", save)) for path, (see, save) in MATRIX.items())


def answers_to(browser: Browser, who: str, address: str) -> int:
    browser.headers["x-who"] = f"{who}@city"
    return browser.get(address).status_code


def test_who_has_won_is_told_to_those_who_see_the_award(gate: Browser, purchases: Path) -> None:
    facts = purchases / "x/procedure.yaml"
    for text in ("contractor: {name: Winner}\n", "contractors: [{name: Winner}]\n", "contractor: [\n"):
        facts.write_text(text)
        answers = {who: tried(gate, who) for who in ("l", "le", "m")}
        for one in (page for page in PAGES if page.prints_facts):
            assert answers["l"][one.path][0] in ("-", "in"), one.path
            assert {*answers["le"][one.path], *answers["m"][one.path]} <= {"refused", "-"}, one.path


def test_the_file_that_names_who_has_won_is_for_those_alone(purchases: Path) -> None:
    (purchases / "x/draft").mkdir(parents=True)
    (purchases / "x/procedure.yaml").write_text("contractor: {name: Winner}\n")
    (purchases / "x/draft/contract.docx").write_bytes(b"Winner")
    people = {f"{key}@city": TeamMember(f"{key}. Person", roles) for key, roles in ROLES.items()}
    people["le@city"] = TeamMember("Both", ("lawyer", "evaluator"))
    with let_in(ROOT, purchases) as found:
        settings = replace(found.settings, team=Team(found.settings.origin, "x-who", people, ("testclient",)))
        with Browser(settings, found.engine) as browser:
            for file in ("procedure.yaml", "draft/contract.docx"):
                told = {who: answers_to(browser, who, f"/p/x/files/{file}") for who in ("o", "l", "r", "m", "le", "e")}
                assert told == {"o": 200, "l": 200, "r": 200, "m": 404, "le": 404, "e": 404}, file
