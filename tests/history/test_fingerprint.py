"""The fingerprint stands for the meaning of a provision: no layout changes it, every word and number does."""

import random
import re
from functools import cache

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.diagnostics import has_errors
from ddtender.history.fingerprint import fingerprint
from ddtender.library.loader import load
from ddtender.model import Library
from tests.tools import ROOT

FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("clause_library", "scenarios", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and not {"reviews", "languages"} & {*path.parts}
}
PARAMETERS = "clause_library/parameters.yaml"
PROVISIONS = sorted(path for path in FILES if path.startswith("clause_library/") and path.endswith(".md"))
#: Keys that say nothing about what is asked of anybody.
SILENT = {"version", "source", "beyond", "notes", "history", "id"}
#: Values that are one of a list, and another of that list.
CHOICES = {"timeliness": "contents", "contract_start": "award", "award": "request", "request": "award"}
paths = st.sampled_from(PROVISIONS)
randoms = st.randoms(use_true_random=False)


@cache
def base() -> Library:
    library, findings = load(FILES)
    assert not has_errors(findings)
    return library


def print_of(path: str, content: str | bytes, **others: bytes) -> str:
    """The fingerprint of the provision in one file, read with nothing but the parameters."""
    data = content.encode() if isinstance(content, str) else content
    library, findings = load({path: data, PARAMETERS: others.get("parameters", FILES[PARAMETERS])})
    assert library.provisions, findings
    return fingerprint(library.provisions[0], library.parameter_by_name)


def original(path: str) -> str:
    return print_of(path, FILES[path])


def split(path: str) -> tuple[dict, str]:
    _, front, body = FILES[path].decode().split("---\n", 2)
    return yaml.safe_load(front), body


def joined(front: dict, body: str, **layout: object) -> str:
    options = {"sort_keys": False, "allow_unicode": True, "width": 100} | layout
    return f"---\n{yaml.safe_dump(front, **options)}---\n{body}"


def rewrapped(body: str, rnd: random.Random) -> str:
    """The same Markdown with line breaks elsewhere; never where a line would begin like a list or a heading."""
    units: list[str] = []
    for line in body.splitlines():
        if line.strip() and units and units[-1].strip() and not re.match(r"\s*(-|\d+\.) ", line):
            units[-1] += " " + line.strip()
        else:
            units.append(line)
    lines = []
    for unit in units:
        mark = re.match(r"\s*((-|\d+\.) +)?", unit).group()
        words = re.findall(r"(?:\{\{.*?\}\}|\S)+", unit[len(mark) :])
        text = words[0] if words else ""
        for word in words[1:]:
            may_break = rnd.random() < 0.3 and re.match(r"[A-Za-z(]", word)
            text += ("\n" + " " * len(mark) if may_break else " ") + word
        lines.append(mark + text)
    return "\n".join(lines) + "\n" * rnd.randint(1, 3)


def shuffled(value: object, rnd: random.Random) -> object:
    if isinstance(value, dict):
        items = [(key, shuffled(inner, rnd)) for key, inner in value.items()]
        rnd.shuffle(items)
        return dict(items)
    return [shuffled(inner, rnd) for inner in value] if isinstance(value, list) else value


def leaves(value: object, path: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [
            leaf for key, inner in value.items() if path or key not in SILENT for leaf in leaves(inner, (*path, key))
        ]
    if isinstance(value, list):
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, (*path, n))]
    return [path]


def altered(front: dict, path: tuple) -> None:
    """Change the one value at ``path``, so that the file can still be read."""
    holder = front
    for key in path[:-1]:
        holder = holder[key]
    value = holder[path[-1]]
    if path[0] == "when":
        front["when"] = [*front["when"], "no kpi_annex"]  # another condition
    elif path[-1] in ("aspect", "after", "before", "shows"):
        if path[-1] in ("before", "shows"):
            del holder[path[-1]]
        else:
            counted = path[-1] == "aspect" and "counts" in holder  # dates are counted by themselves
            another = "completeness" if value == "contents" else "contents"
            holder[path[-1]] = another if counted else CHOICES.get(value, "timeliness")
    elif isinstance(value, bool):
        holder[path[-1]] = not value
    elif isinstance(value, int | float):
        holder[path[-1]] = value + 1
    else:
        holder[path[-1]] = f"{value}z" if re.fullmatch(r"[a-z0-9._-]+", value) else f"{value[:-1]}Q"


def test_the_library_has_all_that_these_tests_change() -> None:
    everything = {key for path in PROVISIONS for leaf in leaves(split(path)[0]) for key in leaf}
    wanted = {
        "title",
        "percent",
        "count",
        "when",
        "requires",
        "proves",
        "reply_form",
        "legal_basis",
        "variant_of",
        "also",
    }
    assert (
        wanted | {"aspect", "indicator", "target", "measured_by", "asks", "after", "every", "months", "days"}
        <= everything
    )


@given(paths, randoms, st.integers(40, 400), st.sampled_from([2, 3, 4, 6]), st.sampled_from([False, True, None]))
@settings(max_examples=80, deadline=None)
def test_no_layout_changes_it(path: str, rnd: random.Random, width: int, indent: int, flow: bool | None) -> None:
    front, body = split(path)
    laid_out = joined(shuffled(front, rnd), rewrapped(body, rnd), width=width, indent=indent, default_flow_style=flow)
    assert print_of(path, laid_out) == original(path)
    assert print_of(path, laid_out.replace("\n", "\r\n")) == original(path)
    assert print_of(path, b"\xef\xbb\xbf" + laid_out.encode()) == original(path)


@pytest.mark.parametrize("path", PROVISIONS)
def test_version_source_notes_and_reasons_do_not_change_it(path: str) -> None:
    front, body = split(path)
    front |= {
        "version": "7.8.9",
        "source": {"practice": "Elsewhere"} if front.get("beyond") else {"document": "Elsewhere", "section": "1"},
        "notes": ["Think about this.", {"question": "Is it so?"}, {"comment": "No.", "author": "A. Jurist"}],
        "history": [{"version": "7.8.9", "date": "2027-01-01", "why": "Because."}],
    }
    assert print_of(path, joined(front, body)) == original(path)


@given(paths, st.data())
@settings(max_examples=60, deadline=None)
def test_every_word_of_the_text_changes_it(path: str, data: st.DataObject) -> None:
    front, body = split(path)
    plain = re.sub(r"\{\{.*?\}\}|\]\(.*?\)", lambda match: "_" * len(match.group()), body)
    word = data.draw(st.sampled_from([*re.finditer(r"[A-Za-z]+|\d+(?!\.)", plain)]))
    for replaced in ("", "zebra", word.group().swapcase() if word.group().isalpha() else "9771"):
        changed = body[: word.start()] + replaced + body[word.end() :]
        assert print_of(path, joined(front, changed)) != original(path), word.group()


@given(paths, st.data())
@settings(max_examples=120, deadline=None)
def test_every_value_of_the_front_matter_changes_it(path: str, data: st.DataObject) -> None:
    front, body = split(path)
    leaf = data.draw(st.sampled_from(leaves(front)))
    altered(front, leaf)
    assert print_of(path, joined(front, body)) != original(path), leaf


@given(paths, st.data())
@settings(max_examples=60, deadline=None)
def test_every_item_that_is_taken_away_or_moved_changes_it(path: str, data: st.DataObject) -> None:
    front, body = split(path)
    lists = [key for key in ("evidence", "kpis", "legal_basis", "also") if len(front.get(key, ())) > 1]
    if not lists:
        return
    key = data.draw(st.sampled_from(lists))
    items = front[key]
    assert print_of(path, joined(front | {key: items[1:]}, body)) != original(path)
    assert print_of(path, joined(front | {key: items[::-1]}, body)) != original(path)


@pytest.mark.parametrize(
    ("was", "now", "used_by"),
    [
        ("default: 12", "default: 13", True),
        ("unit: months", "unit: weeks", True),
        ("minimum: 1", "minimum: 2", True),
        ("filled_by: authority", "filled_by: tenderer", True),
        ("question: ", "question: Please say. ", False),
        ("filled_by: authority", "filled_by: authority\n    fact: dates.award", True),
    ],
)
def test_a_parameter_that_is_used_belongs_to_the_meaning(was: str, now: str, used_by: bool) -> None:
    parameters = yaml.safe_load(FILES[PARAMETERS])
    name = "first_report_months"
    parameter = parameters["parameters"][name] | {"default": 12, "unit": "months", "minimum": 1, "maximum": 40}
    parameters["parameters"][name] = parameter
    first = yaml.safe_dump({"parameters": {name: parameter}})
    assert first.count(was) == 1
    second = first.replace(was, now)
    using, other = (
        "clause_library/contract_clauses/mitigation-reporting.md",
        "clause_library/award_criteria/action-plan.md",
    )
    for path, changes in ((using, used_by), (other, False)):
        before, after = (print_of(path, FILES[path], parameters=text.encode()) for text in (first, second))
        assert (before != after) is changes


def test_the_label_of_a_blank_that_nothing_fills_belongs_to_the_meaning() -> None:
    path = "clause_library/contract_clauses/monitoring.md"
    parameters = FILES[PARAMETERS].decode()
    assert "label: highest amount for the cost of visits" in parameters
    changed = parameters.replace(
        "label: highest amount for the cost of visits", "label: lowest amount for the cost of visits"
    )
    assert print_of(path, FILES[path], parameters=changed.encode()) != print_of(
        path, FILES[path], parameters=parameters.encode()
    )
