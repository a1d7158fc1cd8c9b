"""Changing facts in a procedure file: only what was asked differs, and every remark stays."""

import re
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from ddtender.desk.facts.new_procurement import parameters_of
from ddtender.library.source import decode
from ddtender.library.yaml_page import YamlPage
from ddtender.library.yaml_reader import read_yaml
from ddtender.library.yaml_writing import is_same, plain
from ddtender.procurement.beginning import first_text
from ddtender.procurement.facts_edit import EMPTY, changed
from ddtender.words import language
from tests.tools import ROOT

KEYS = ["title", "country", "award", "price", "points", "lots", "award.component-transparency", "id"]
TEXTS = st.sampled_from(
    ["Laptops", "no", "2027-03-01", "12", "a # b", "it's", 'say "so"', "x: y", "- dash", "[a", "EUR 2,000,000",
     "café", "two\nlines", " lead", "true", "null", "~", "#",
     "a,b", "{x}", "1.500", "&a", "*b", "!c", "end:", "a\n\nb\n"]
)  # fmt: skip
SCALARS = st.one_of(
    TEXTS, st.integers(-5, 10**6), st.booleans(), st.decimals(-1000, 1000, places=2), st.just(Decimal("1.500"))
)


def values(depth: int) -> st.SearchStrategy[Any]:
    if not depth:
        return SCALARS
    inner = st.one_of(SCALARS, st.deferred(lambda: values(depth - 1)))
    return st.one_of(
        st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=3), st.lists(inner, min_size=1, max_size=3)
    )


def remark(draw: Any) -> str:
    return draw(st.sampled_from(["", "", "", "  # agreed, by: all", " # 'odd\" {"]))


def quoted(draw: Any, text: str, flow: bool) -> str:
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if "\n" in text:
        return double
    if re.fullmatch(r"[A-Za-zé]+(?: [A-Za-z]+)*", text) and text not in ("true", "null"):
        return draw(st.sampled_from([text, single, double]))
    return draw(st.sampled_from([single, double]))


def flow(draw: Any, value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(draw, inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(draw, inner) for inner in value) + "]"
    return scalar(draw, value, True)


def scalar(draw: Any, value: Any, in_flow: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value:f}0" if re.search(r"\.\d{3}\Z", f"{value:f}") else f"{value:f}"
    return quoted(draw, value, in_flow) if isinstance(value, str) else str(value)


def block(draw: Any, value: Any, indent: int) -> list[str]:
    """The lines of a mapping or a list, with remarks between them."""
    lines: list[str] = []
    lead = " " * indent
    step = draw(st.sampled_from([2, 4]))
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        lines += draw(st.sampled_from([[], [], [f"{lead}# What is it, then?"], [""], ["# far left: yes"]]))
        head = f"{lead}{key}:" if isinstance(value, dict) else f"{lead}-"
        if isinstance(inner, dict | list) and draw(st.booleans()):
            below = block(draw, inner, indent + step)
            compact = (
                isinstance(value, list) and below[0].strip() and not below[0].lstrip().startswith("#") and step == 2
            )
            if compact and draw(st.booleans()):
                lines += [f"{head} {below[0].lstrip()}", *below[1:]]
            else:
                lines += [head + remark(draw), *below]
        elif isinstance(inner, dict | list):
            lines.append(f"{head} {flow(draw, inner)}{remark(draw)}")
        elif isinstance(inner, str) and "\n" in inner and not inner.startswith(" ") and draw(st.booleans()):
            below_ = inner.removesuffix("\n").split("\n")
            sign = "|" if inner.endswith("\n") else "|-"
            lines += [f"{head} {sign}{remark(draw)}", *(f"{lead}    {line}" if line else "" for line in below_)]
        else:
            lines.append(f"{head} {scalar(draw, inner)}{remark(draw)}")
    return lines


@st.composite
def cases(draw: Any) -> tuple[bytes, dict, Any]:
    """A file, its value, and a change."""
    value = draw(st.dictionaries(st.sampled_from(KEYS), st.one_of(SCALARS, values(2)), min_size=1, max_size=4))
    lines = [*draw(st.sampled_from([[], ["# The facts.", ""], ["---"]])), *block(draw, value, 0)]
    lines += draw(st.sampled_from([[], ["", "# the end"]]))
    ending = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = ending.join(lines) + draw(st.sampled_from([ending, ending, ""]))
    places = [*paths(value)]
    where = draw(st.sampled_from(places))
    there = at(value, where)
    if isinstance(there, dict) and draw(st.booleans()):
        where = (*where, "new-key")
    elif isinstance(there, list) and draw(st.booleans()):
        where = (*where, len(there))
    wanted = draw(st.one_of(st.none(), st.just(EMPTY), SCALARS, values(1)))
    return text.encode(), value, (where, wanted)


def paths(value: Any, above: tuple = ()) -> Any:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*above, key)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*above, key))


def at(value: Any, where: tuple) -> Any:
    for step in where:
        value = value[step]
    return value


def page_of(content: bytes) -> YamlPage:
    source, _ = decode("", content)
    assert source is not None
    document, findings = read_yaml(source)
    assert document.is_whole and not findings
    return YamlPage(source, document)


def after(value: Any, where: tuple, wanted: Any) -> Any:
    made = deepcopy(value)
    container = at(made, where[:-1])
    if wanted is None:
        if isinstance(container, dict):
            container.pop(where[-1], None)
        elif where[-1] < len(container):
            del container[where[-1]]
    elif isinstance(container, list) and where[-1] == len(container):
        container.append(None if wanted is EMPTY else wanted)
    else:
        container[where[-1]] = None if wanted is EMPTY else wanted
    return made


@given(cases())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=80)
def test_only_what_was_asked_differs(case: tuple[bytes, dict, Any]) -> None:
    content, value, (where, wanted) = case
    note(content.decode())
    page = page_of(content)
    assert is_same(page.document.value, value)  # type: ignore[arg-type]
    made, findings = changed("p.yaml", content, {where: wanted})
    assert made is not None, findings
    note(made.decode())
    new = page_of(made)
    assert is_same(new.document.value or {}, after(value, where, wanted))  # type: ignore[arg-type]
    assert [text for _, text in new.tokens.comments] == [text for _, text in page.tokens.comments]
    ends = set(re.findall(rb"\r\n|\r|\n", made))
    assert ends <= ({b"\r\n"} if b"\r\n" in content else {b"\n"})
    # Every line that has nothing to do with the change is there, letter by letter.
    assert changed("p.yaml", content, {})[0] == content


ANSWERS: dict[tuple, object] = {
    ("title",): "Laptops: all",
    ("authority", "name"): "City",
    ("dates", "award"): date(2027, 3, 1),
    ("country",): "nl",
    ("standstill", "by"): "other",
    ("standstill", "days"): 15,
    ("framework", "kind"): "multiple",
    ("framework", "maximum"): "EUR 2,000,000",
    ("below_threshold", "because"): "Forty of them,\nand no more",
    ("award", "price"): Decimal("62.5"),
    ("award", "ties"): ["price", "lots-drawn"],
    ("award", "points", "award.component-transparency"): 7,
    ("notice", "gpa"): True,
    ("notice", "place", "country"): "NLD",
    ("parameters", "proof_days"): 12,
    ("parameters", "sharing_bodies"): "the labour inspectorate",
    ("lots",): [{"id": "1", "title": "A"}, {"id": "2", "title": "B"}],
    ("languages",): ["nl", "fr"],
}
QUESTIONS = first_text(parameters_of(ROOT), language())


@given(st.lists(st.sampled_from([*ANSWERS]), unique=True))
@settings(max_examples=25)
def test_all_questions_stay_whatever_is_answered_first(answered: list[tuple]) -> None:
    made, findings = changed("p.yaml", QUESTIONS, {where: ANSWERS[where] for where in answered})
    assert made is not None, findings
    before, after = QUESTIONS.decode().split("\n"), made.decode().split("\n")
    gone = [line for line in before if line not in after]
    assert all(re.match(r"(?:#? *)[a-z_]+:", line) for line in gone), gone
    assert not [line for line in after if line not in before and line.lstrip().startswith("#")]
    value = page_of(made).document.value
    for where in answered:
        assert is_same(at(value, where), plain(ANSWERS[where]))


BEGUN = """\
# What is it called?
title:

# Whose law applies? Write:
# country: nl

# Is it one?
# framework: {kind: single, maximum: }

# Points out of 100.
# award:
#   price: 60
#   points: {award.pledge: 7}

# Values.
# parameters:
#   # How many days?
#   proof_days: 10
"""
FILLED = """\
# What is it called?
title: "Laptops: all"

# Whose law applies? Write:
country: be

# Is it one?
framework: {kind: multiple, maximum: "EUR 2,000,000"}

# Points out of 100.
award:
  price: 62.5
  points: {award.pledge: 8}

# Values.
parameters:
#   # How many days?
  proof_days: 14

lots:
  - id: "1"
    title: Notebooks
"""


def test_a_key_stands_where_the_file_offers_it() -> None:
    asked = {
        ("parameters", "proof_days"): 14,
        ("title",): "Laptops: all",
        ("award", "price"): Decimal("62.50"),
        ("country",): "be",
        ("framework", "kind"): "multiple",
        ("framework", "maximum"): "EUR 2,000,000",
        ("award", "points", "award.pledge"): 8,
        ("lots", 0, "id"): "1",
        ("lots", 0, "title"): "Notebooks",
    }
    made, findings = changed("p.yaml", BEGUN.encode(), asked)
    assert (made or b"").decode() == FILLED, findings


@pytest.mark.parametrize(
    ("text", "where", "value", "made"),
    [
        ("a: {x: , y: 1}  # c\n", ("a", "x"), 2, "a: {x: 2, y: 1}  # c\n"),
        ("a: {x: 1, y: 2}\n", ("a", "y"), None, "a: {x: 1}\n"),
        ("a: {x: 1}\n", ("a", "x"), None, "a: {}\n"),
        ("a: 'it''s'\r\nb: 1\r\n", ("a",), "it's all", "a: 'it''s all'\r\nb: 1\r\n"),
        ("\ufeffa: 1\n", ("a",), 2, "\ufeffa: 2\n"),
        ("a: |  # why\n  one\n\nb: 1\n", ("a",), "two", "a: two # why\n\nb: 1\n"),
        ("a:  # why\nb: 1\n", ("a",), {"x": 1}, "a:  # why\n  x: 1\nb: 1\n"),
        ("a:\n  x: 1  # one\n  # two\n  y: 2\nb: 1\n", ("a",), EMPTY, "a:\n  # one\n  # two\nb: 1\n"),
        ("a: 1", ("b",), "x", "a: 1\nb: x\n"),
        ("a:\n- 1\n", ("a", 1), 2, "a:\n- 1\n- 2\n"),
        ("a:\n  - x: 1\n    y: 2\n", ("a", 0, "x"), None, "a:\n  - y: 2\n"),
        ("title:\n", ("title",), None, "title:\n"),
        ("", ("title",), "A", "title: A\n"),
        ("# only a remark", ("title",), "A", "# only a remark\ntitle: A\n"),
    ],
)
def test_a_change_is_made_in_place(text: str, where: tuple, value: object, made: str) -> None:
    content, findings = changed("p.yaml", text.encode(), {where: value})
    assert content is not None, findings
    assert content.decode() == made


@pytest.mark.parametrize(
    ("text", "where", "value", "said"),
    [
        ("a: [1, # one\n  2]\n", ("a",), "x", "touching something else"),
        ("a: 1\n", ("a", "b"), 1, "no keys below"),
        ("a: [1]\n", ("a", 3), 1, "no item 4"),
        ("a: 1\n", ("a",), 10**30, "more digits"),
        ("a: 1\n", ("a",), "x\u202e", "U+202E"),
        ("a: [\n", ("a",), 1, "bracket"),
        ("- 1\n", ("a",), 1, "no mapping"),
    ],
)
def test_what_cannot_be_changed_is_refused(text: str, where: tuple, value: object, said: str) -> None:
    content, findings = changed("p.yaml", text.encode(), {where: value})
    assert content is None
    assert said in str([finding.message for finding in findings])
