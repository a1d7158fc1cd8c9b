"""What a finding says is said whole in the language of whoever reads, with the values that its English message has."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.diagnostics.formats import as_text
from ddtender.diagnostics.messages import FactKey, Message, NamedProvision, TaggedLanguage, in_cell, message_of
from ddtender.market.risks_check import differs
from ddtender.web.shown.finding_rows import finding_rows, read_value
from ddtender.web.shown.telling import said_of
from ddtender.words import language
from tests.tools import ROOT
from tests.web.browsing import Browser

LANGUAGES = ("en", "nl", "fr", "de", "nb")
_CODE = Code("open-blank", Topic.BLANKS, Severity.ERROR, "", "", "")


def strings(tree: ast.AST) -> Iterator[str]:
    """The texts of an expression, with a star for what is put into them."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def named(around: Sequence[ast.AST], expression: ast.AST) -> Iterator[ast.AST]:
    """An expression, and whatever the statements around it assign to the names in it, or its functions return."""
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    yield expression
    for node in around:
        if isinstance(node, ast.Assign) and {t.id for t in node.targets if isinstance(t, ast.Name)} & names:
            yield node.value
        elif isinstance(node, ast.FunctionDef) and node.name in names:
            yield from (one for one in ast.walk(node) if isinstance(one, ast.Return))


def messages(path: Path) -> Iterator[tuple[str, set[str]]]:
    """The key of each message that a module makes, with a star for what is put into it, and the names of its places:
    all that it may have."""
    module = ast.parse(path.read_text("utf-8"))
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        around = [*module.body, *ast.walk(function)]
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or len(node.args) < 2:
                continue
            if node.func.id == "_of" and path.name == "one.py":
                yield f"messages.{next(strings(node.args[1]))}", {"id"}
            if node.func.id != "Message":
                continue
            places = {one.arg for one in node.keywords if one.arg}
            for one in (one.value for one in node.keywords if one.arg is None):
                inside = (part for tree in named(around, one) for part in ast.walk(tree) if isinstance(part, ast.Dict))
                places |= {str(key.value) for tree in inside for key in tree.keys if isinstance(key, ast.Constant)}
            for said in (said for tree in named(around, node.args[1]) for said in strings(tree)):
                if said.startswith("messages.") and said != "messages.*":
                    yield said, places


def test_every_message_that_is_made_has_its_sentence_and_every_sentence_is_said() -> None:
    keys = {key: language().phrase(key).places for key in language().keys("messages")}
    given: dict[str, set[str]] = {}
    for path in (path for path in (ROOT / "ddtender").rglob("*.py") if b"Message(" in path.read_bytes()):
        for key, places in messages(path):
            meant = [one for one in keys if re.fullmatch(re.escape(key).replace(r"\*", "[a-z_]*"), one)]
            assert meant, f"no sentence for {key}"
            for one in meant:
                given.setdefault(one, set()).update(places)
    assert given.keys() == keys.keys() and len(keys) > 150
    assert not {key: places for key, places in keys.items() if not places <= given[key]}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_sentence_is_there_in_each_language_with_the_same_places(tag: str) -> None:
    own, source = language(tag), language()
    assert own.keys("messages") == source.keys("messages")
    assert not [key for key in own.keys("messages") if own.phrase(key).places != source.phrase(key).places]


def test_a_message_is_its_english_text_wherever_it_goes_and_keeps_its_values() -> None:
    values = {"fact": FactKey("dates.award"), "on": date(2027, 3, 1), "points": Decimal("4.5"), "n": 2}
    made = Message("it is open", "messages.open_blank", **values, names=("a", NamedProvision("award.x")))
    told = in_cell("Sheet!C5", pickle.loads(pickle.dumps(made)))
    assert told == "Sheet!C5: it is open" and told.cell == "Sheet!C5" and in_cell("A!B1", "plain").cell == "A!B1"
    assert message_of(ValueError(made)) is made and message_of(ValueError("x")) == "x"
    finding = Diagnostic(_CODE, Location("a.yaml"), told)
    assert as_text([finding]) == "a.yaml:1:1: error[open-blank] Sheet!C5: it is open"
    (row,) = json.loads(json.dumps(finding_rows([finding])))
    assert row["message"] == told and row["said"]["before"] == "Sheet!C5: "
    read = {name: read_value(value) for name, value in row["said"]["places"].items()}
    assert read == {**values, "names": ["a", "award.x"]} and type(read["fact"]) is FactKey
    assert type(read_value(row["said"]["places"]["names"][1])) is NamedProvision
    assert type(read_value({"language": "nl"})) is TaggedLanguage


def test_an_officer_reads_the_whole_message_with_the_fields_that_it_is_about(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "deuren"})
    phones = (ROOT / "tests/procedures/phones.yaml").read_text("utf-8")
    wrong = phones.replace("award: 2027-05-03", "award: 2027-06-03").replace("price: 80", "price: 70")
    (purchases / "deuren/procedure.yaml").write_text(f"{wrong}\nscenario: low\n", "utf-8")
    token = browser.see("/p/deuren").tree.cssselect("input[name=csrf]")[0].get("value")
    for tag, sums, order in (
        ("nl", "De punten zijn samen 90, geen 100.", "(1 juni 2027) ligt vóór “gunning” (3 juni 2027)."),
        (
            "fr",
            "Les points font 90 au total, et non 100.",
            "(1er juin 2027) précède «\u00a0attribution\u00a0» (3 juin 2027).",
        ),
    ):
        browser.post("/language", data={"csrf": token, "language": tag})
        page = browser.see("/p/deuren/issue")
        assert sums in page.text and order in " ".join(page.tree.text_content().split(" ")), page.text
        assert {"/p/deuren/fact/dates.award", "/p/deuren/fact/dates.contract_start"} <= {*page.links(".findings a")}
        english = [
            one for one in page.tree.cssselect(".findings details [lang=en]") if "dates.award" in one.text_content()
        ]
        assert english and "is before dates.award (2027-06-03)" in english[0].text_content()


class _Reading:
    """Somebody who reads a page about a procurement."""

    language, name = language(), "tel"

    def __init__(self, sees: bool) -> None:
        self._sees = sees

    def address(self, *parts: str) -> str:
        return "/".join(("/p/tel", *parts))

    def question_of(self, key: str) -> str:
        return f"<b>{key}"

    def title_of(self, id_: str) -> str:
        return id_

    def sees(self, path: str, changes: bool = False) -> bool:
        return self._sees

    def below(self, text: str) -> str:
        return text


@pytest.mark.parametrize(
    "value", [{"moment": "12:00"}, {"number": "many"}, {"day": 5}, {}, {"a": "b", "c": "d"}, [{"moment": "12:00"}]]
)
def test_a_value_that_a_newer_version_has_kept_leaves_the_english_message(value: Any) -> None:
    row = {"said": {"key": "messages.unknown_scenario", "before": "", "places": {"name": value, "known": "x"}}}
    assert said_of(_Reading(True), row) == ""


@pytest.mark.parametrize("sees", [True, False])
def test_a_fact_leads_to_its_question_for_those_who_see_it_and_no_value_is_taken_for_html(sees: bool) -> None:
    made = Message("x", "messages.unknown_parameter.own", name="<i>", fact=FactKey("a/<u>")).after("<s>: ")
    link = '<a href="/p/tel/fact/a%2F%3Cu%3E">{}</a>' if sees else "{}"
    (row,) = finding_rows([Diagnostic(_CODE, Location("a.yaml"), made)])
    asked = link.format("&lt;b&gt;a/&lt;u&gt;")
    assert said_of(_Reading(sees), row) == f"&lt;s&gt;: “&lt;i&gt;” is asked elsewhere: “{asked}”."


@pytest.mark.parametrize(("tag", "told"), [("nl", ("hoog", "gemiddeld")), ("fr", ("élevé", "moyen"))])
def test_a_level_of_risk_is_told_in_the_words_of_whoever_reads(tag: str, told: tuple[str, str]) -> None:
    lists: Any = SimpleNamespace(ratings=("low", "medium", "high", "unknown"))
    sheet: Any = SimpleNamespace(sheet=SimpleNamespace(report=[SimpleNamespace(relevant="high")]))
    (found,) = differs(sheet, lists, "medium", Location("a.yaml"))
    visit = _Reading(True)
    visit.language = language(tag)
    (row,) = json.loads(json.dumps(finding_rows([found])))
    said = said_of(visit, row)
    assert all(one in said for one in told) and "high" not in said


def test_a_refusal_is_told_in_the_language_of_whoever_reads(browser: Browser, purchases: Path) -> None:
    (purchases / "leeg").mkdir()
    (purchases / "leeg/procedure.yaml").write_text("title: Leeg\n", "utf-8")
    token = browser.see("/").tree.cssselect("input[name=csrf]")[0].get("value")
    browser.post("/language", data={"csrf": token, "language": "nl"})
    page = browser.see("/p/leeg/issue")
    assert "“leeg” is niet de map van een aanbesteding" in page.text and "is not the folder" not in page.text
