"""Whatever is sent to the page: no fault of ours comes of it, and nothing is written beside the procurements.

``DDTENDER_HOSTILE=20000 pytest tests/web/test_hostile.py -n0`` sends more than the usual handful for each page.
"""

from __future__ import annotations

import io
import logging
import os
import random
import re
import shutil
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import pytest

from ddtender.desk.evaluation import evaluation_folder
from ddtender.desk.facts.interview import QUESTIONS
from ddtender.desk.speaking import speaker
from ddtender.web import app, evaluators
from ddtender.web.forms.evaluation import PARTS
from ddtender.web.guard.plain import plain
from ddtender.web.guard.uploads import kind_of
from ddtender.web.pages import PAGES
from ddtender.web.people import Person
from ddtender.web.routes import WebPage
from ddtender.web.settings import Team, TeamMember
from ddtender.web.store import sessions
from tests.commands import approved_workspace
from tests.web.browsing import Browser, Shown, let_in, standing

COUNT, SEED = int(os.environ.get("DDTENDER_HOSTILE", "130")), int(os.environ.get("DDTENDER_SEED", "1"))
ODD = (
    "",
    " ",
    "\0",
    "a\0b",
    "\x1b[31m",
    "\ud800",
    "\u202e\u0085\u2028",
    "é" * 50,
    "x" * 70_000,
    "<script>alert(1)</script>",
    "\"'><b>",
    "{{ 7*7 }}",
    "../../../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "C:\\x",
    "con",
    "~",
    "-1",
    "0",
    "1e999999",
    "NaN",
    "9" * 5000,
    "²",
    "99999-01-01",
    "9999-12-31",
    "0001-01-01",
    "2027-W01-1",
    "20270101",
    "2027-02-30",
    "31.2.2027",
    "!!python/object/apply:os.system [x]",
    "&a [*a]",
    "a: {b: [c",
    "- x",
    "true",
    "null",
    "nl\nfr\nxx",
    "one = two\n= three",
    "line\r\nset-cookie: x=y",
    "%2e%2e%2f",
    "=HYPERLINK(1)",
    "high",
    "low",
    "1",
    "pass",
    "yes",
)
CHARSETS = ("", "; charset=raw_unicode_escape", "; charset=idna", "; charset=utf-16", "; charset=undefined")


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def listing(ending: str) -> bytes:
    of = {".docx": "wordprocessingml.document", ".xlsx": "spreadsheetml.sheet"}[ending]
    return (
        f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{of}.main+xml"/></Types>'.encode()
    )


def _damaged() -> bytes:
    """A list of content types that cannot be unpacked."""
    content = bytearray(archive({"[Content_Types].xml": listing(".xlsx") * 20}))
    for n in range(60, 80):
        content[n] ^= 0xFF
    return bytes(content)


FILES = (
    b"",
    b"PK\x03\x04",
    b"x" * 1000,
    archive({"[Content_Types].xml": listing(".docx")}),
    archive({"[Content_Types].xml": listing(".xlsx")}),
    archive({"[Content_Types].xml": listing(".xlsx"), "../../evil.txt": b"evil", "xl/workbook.xml": b"<x>&e;</x>"}),
    archive(
        {"[Content_Types].xml": listing(".docx"), "word/document.xml": b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"}
    ),
    archive({"[Content_Types].xml": listing(".xlsx"), "xl/workbook.xml": b" " * 5_000_000}),
    _damaged(),
)
NAMES = ("a.docx", "../../a.xlsx", "..", "con.docx", "\ud800.docx", "a\0.xlsx", ".hidden", "x" * 300, "b.xlsx")
_BUTTON = re.compile(r'name="do" value="([a-z-]+)"')
BUTTONS = tuple(
    dict.fromkeys(
        found
        for view in sorted((Path(app.__file__).parent / "views").glob("*.jinja"))
        for found in _BUTTON.findall(view.read_text("utf-8"))
    )
)


@pytest.fixture
def page(purchases: Path, approved_issued: Path) -> Iterator[Browser]:
    """Somebody with every role before two procurements: one begun, one published and being evaluated."""
    shutil.copytree(approved_issued, purchases / "tel")
    root = approved_workspace()
    evaluation_folder.begin(purchases / "tel", speaker(root))
    with let_in(root, purchases, changes_a_minute=10**9) as found:
        found.submit(found.see("/new"), {"name": "one"})
        found.submit(found.see("/new"), {"name": "begun"}, button=("do", "ask"))
        found.submit(found.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
        there = "/p/tel/evaluation/evaluation/tenderers"
        typed = {"t1.name": "Acme BV", "t1.price": "71000", "t2.name": "Bolt NV", "t2.price": "72000"}
        assert found.submit(found.see(there), typed, action=there).status == 200
        yield found


class Campaign:
    """Requests that no page of ours would make, from what its pages offer and from what is odd."""

    def __init__(self, browser: Browser, seed: int) -> None:
        self.browser, self.random = browser, random.Random(seed)
        self.csrf = browser.see("/you").form().fields["csrf"]
        self.books = [one.rpartition("/")[2] for one in browser.see("/p/tel/evaluation").links()]
        self.groups = [one.rpartition("/")[2] for one in browser.see("/p/tel/facts").links()]
        self.asked = [one.split("/")[-2:] for one in browser.see("/p/one/decisions").links("main .card a")] or [
            ["a", "1"]
        ]
        self.faults: list[str] = []

    def go(self, count: int) -> None:
        """So many requests; each page has its turn."""
        for n in range(count):
            one = PAGES[n % len(PAGES)]
            address = self.address(one)
            status, sent = self.post(one, address) if one.save and self.random.random() < 0.75 else self.get(address)
            if status >= 500:
                self.faults.append(f"{status} {address[:200]} {sent[:600]}")

    def odd(self) -> str:
        if self.random.random() < 0.1:
            return "".join(
                chr(self.random.choice((9, 10, 13, 34, 0xD800, 0x1F600, *range(32, 400)))) for _ in range(40)
            )
        return self.random.choice(ODD)

    def address(self, page: WebPage) -> str:
        good = {
            "name": ["one", "tel"],
            "group": self.groups,
            "folder": ["begun"],
            "question": [*QUESTIONS],
            "key": ["title", "lots.1.title"],
            "book": self.books,
            "part": [*PARTS],
            "set": ["1"],
            "row": ["1"],
            "path": ["procedure.yaml", "record.jsonl"],
            "file": ["portfolio.xlsx"],
            "about": [self.asked[0][0]],
            "number": [self.asked[0][1]],
        }

        def filled(match: re.Match[str]) -> str:
            if self.random.random() < 0.06 or match[1] not in good:
                return quote(self.odd().encode("utf-8", "surrogatepass")[:400], safe="") or "x"
            return quote(self.random.choice(good[match[1]] or ["x"]), safe="/")

        return re.sub(r"\{(\w+)(?::path)?\}", filled, page.path)

    def get(self, address: str) -> tuple[int, str]:
        asked = {
            name: self.odd()
            for name in ("as_of", "back", "document", "language", "lot", "part")
            if self.random.random() < 0.4
        }
        query = urlencode(asked, errors="replace")[:5000] if self.random.random() < 0.5 else ""
        return self.browser.get(f"{address}?{query}").status_code, query

    def post(self, page: WebPage, address: str) -> tuple[int, str]:
        csrf = self.csrf if page.path != "/leave" else self.odd()  # nobody leaves before the end
        fields = [("csrf", csrf), *self.fields(page, address)]
        if self.random.random() < 0.5:
            fields.append(("do", self.random.choice((*BUTTONS, self.odd()))))
        if self.random.random() < 0.5:
            body = urlencode([(n, v.encode("utf-8", "replace")) for n, v in fields])
            kind = "application/x-www-form-urlencoded"
        else:
            kind, body = self.multipart(fields)
        return self.browser.post(address, content=body, headers={"content-type": kind}).status_code, repr(fields)

    def fields(self, page: WebPage, address: str) -> list[tuple[str, str]]:
        """What the form has, much of it replaced, some of it gone, some twice; else anything."""
        shown: Shown | None = self.browser.see(address) if page.show else None
        found = [pair for form in shown.tree.cssselect("main form") for pair in standing(form)] if shown else []
        found = [pair for pair in found if pair[0] != "csrf"]
        made = []
        rate = self.random.choice((0.02, 0.1, 0.6))
        for name, value in found:
            if self.random.random() < 0.05:
                continue
            made.append((name, self.odd() if self.random.random() < rate else value))
            if self.random.random() < 0.05:
                made.append((name, self.odd()))
        usual = (
            "answer",
            "why",
            "scenario",
            "topic",
            "said",
            "maturity",
            "form",
            "lot",
            "evaluators",
            "language",
            "back",
        )
        more = (
            "answer_by",
            "meeting",
            "product",
            "name",
            "from",
            "was:title",
            "lots.999.title",
            "t1.name",
            "t1.price",
            "id",
        )
        made += [(name, self.odd()) for name in (*usual, *more) if self.random.random() < 0.3]
        return made

    def multipart(self, fields: list[tuple[str, str]]) -> tuple[str, bytes]:
        boundary, body = "b0undary", b""
        for name, value in fields:
            head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n'
            body += (head + value + "\r\n").encode("utf-8", "surrogatepass")
        for name in ("document", "forms", "forms", "sheet", "table", "workbook", "register", "title"):
            if self.random.random() < 0.5:
                called = self.random.choice(NAMES)
                head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"; filename="{called}"\r\n\r\n'
                body += head.encode("utf-8", "surrogatepass") + self.random.choice(FILES) + b"\r\n"
        charset = self.random.choice(CHARSETS) if self.random.random() < 0.2 else ""
        return f"multipart/form-data; boundary={boundary}{charset}", body + f"--{boundary}--\r\n".encode()


def below(folder: Path) -> dict[str, Any]:
    return {str(one): one.stat().st_mtime_ns for one in folder.rglob("*") if one.is_file()}


def test_no_request_is_a_fault_or_writes_elsewhere(
    page: Browser, purchases: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = below(Path(page.settings.root))
    campaign = Campaign(page, SEED)
    with caplog.at_level(logging.ERROR, "ddtender.page"):
        campaign.go(COUNT)
    told = "\n\n".join(dict.fromkeys(str(one.exc_text)[-700:] for one in caplog.records if one.exc_text))
    assert not campaign.faults, "\n".join(campaign.faults)[:6000] + "\n" + told
    assert below(Path(page.settings.root)) == before
    assert {one.name for one in tmp_path.iterdir()} == {"purchases", "state"}
    for one in purchases.iterdir():
        assert (one / "procedure.yaml").is_file() and not one.is_symlink(), one


@pytest.mark.parametrize("charset", ["idna", "undefined", "utf-16", "raw_unicode_escape"])
def test_a_form_in_another_encoding_is_no_fault(browser: Browser, purchases: Path, charset: str) -> None:
    csrf = browser.see("/new").form().fields["csrf"]
    parts = {"csrf": csrf, "name": "one", "from": "\\ud800", "back": "\\ud800"}
    body = "".join(f'--b\r\ncontent-disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts.items())
    kind = {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}
    for address in ("/new", "/language"):
        assert browser.post(address, content=body + "--b--\r\n", headers=kind).status_code < 500


def test_half_a_character_and_nul_are_in_no_answer() -> None:
    assert plain("a\ud800\0é") == "a?é"


def test_what_an_archive_promises_is_not_believed() -> None:
    whole = b" " * 40_000_000
    bomb = archive({"[Content_Types].xml": whole}).replace(struct.pack("<L", len(whole)), struct.pack("<L", 400))
    tracemalloc.start()
    assert kind_of(bomb) is None
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert kind_of(_damaged()) is None
    many = {f"x{n}": b"" for n in range(21_000)}
    assert kind_of(archive({"[Content_Types].xml": listing(".xlsx"), **many})) is None


def test_odd_lengths_and_addresses_are_told(browser: Browser) -> None:
    assert browser.post("/new", content=b"", headers={"content-length": "9" * 5000}).status_code == 413
    assert browser.get("/p/one/jobs/a%00b").status_code == 404


def test_folders_and_files_may_have_any_name(browser: Browser, purchases: Path, approved_issued: Path) -> None:
    shutil.copytree(approved_issued, purchases / "закупка")
    (purchases / "закупка" / os.fsdecode(b"\xff.txt")).write_bytes(b"x")
    for odd in (os.fsdecode(b"\xff"), "a\nb"):
        shutil.copytree(approved_issued, purchases / odd)
    shown = browser.see("/")
    assert shown.status == 200 and shown.links("main a[href^='/p/']") == [f"/p/{quote('закупка')}"]
    for step in ("draft/{}.docx", "market/returned/{}.docx", "evaluation/{}.xlsx", "contracts/{}/kpi-register.xlsx"):
        file = purchases / "закупка" / step.format(os.fsdecode(b"\xff"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    for address in ("files", "draft", "market", "evaluation", "contracts"):
        assert browser.see(f"/p/закупка/{address}").status == 200, address
    whole = browser.get("/p/закупка/issue/1/whole")
    assert whole.status_code == 200 and quote("закупка") in whole.headers["content-disposition"]
    assert browser.submit(browser.see("/new"), {"name": "thumbs.db"}).status == 422


def test_an_evaluator_takes_no_file_of_what_they_may_not_see() -> None:
    person, pages = Person("A", "evaluator", ("evaluator",)), {one.path: one for one in PAGES}
    sees = lambda path: pages[path].lets_in(person, False, lambda: True)  # noqa: E731
    visit: Any = SimpleNamespace(person=person, folder=Path(), speaks=None, sees=sees)
    told = ("record.jsonl", "report.docx", "procedure.yaml", "copy of evaluation-lot-1.xlsx", "old/evaluation.xlsx")
    for path in ("award/letters/acme.docx", "contracts/acme/kpi-register.xlsx", "evaluation/a/b.xlsx", *told):
        assert not evaluators.may_take(visit, path)
    assert evaluators.may_take(visit, "issued/1/tender.docx")


def test_nobody_comes_in_by_a_second_header_or_a_session_of_a_team(browser: Browser) -> None:
    member = TeamMember("A. Evaluator", ("evaluator",))
    team = Team(browser.settings.origin, "x-user", {"a@example.org": member}, proxies=("testclient",))
    settings = msgspec.structs.replace(browser.settings, team=team)
    with Browser(settings, browser.engine) as found:
        named = ("x-user", "a@example.org")
        assert found.get("/", headers=[named]).status_code == 200
        assert found.get("/", headers=[named, ("x-user", "b@example.org")]).status_code == 403
    secret, _ = sessions.begin(browser.engine, "a@example.org", "A. Evaluator", "evaluator")
    browser.cookies.clear()
    browser.cookies.set("ddtender", secret)
    assert browser.get("/").status_code == 403
    # nobody's body is read before it is known who they are
    assert browser.post("/new", content=b"--", headers={"content-type": "multipart/form-data"}).status_code == 403


def test_an_assessment_of_anybody_is_no_fault(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    file = purchases / "one/market/assessment.json"
    wrong = (b'{"suppliers": 5}', b'{"market": "x"}', b'{"market": {"counts": {"level": {"low": "x"}}}, "reasons": 3}')
    for content in (b"[" * 100_000, b"[]", b"\xff", *wrong):
        file.write_bytes(content)
        assert browser.see("/p/one/market").status == 200
