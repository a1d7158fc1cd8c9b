"""What a file may hold: every fault at once, the two readings of a form agree, and editors are told the same."""

import copy
import json
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, ValidationError
from msgspec.structs import asdict, fields

from ddtender.diagnostics import Diagnostic, Location
from ddtender.library import faults, validation
from ddtender.library.codes import INVALID_VALUE, MISSING_KEY, UNKNOWN_KEY
from ddtender.library.form_values import Chosen
from ddtender.library.law_forms import LAW_FORMS
from ddtender.library.market import INVITATION
from ddtender.library.market_forms import MARKET_FORMS
from ddtender.library.places import LANGUAGES
from ddtender.library.provisions import provision_kind
from ddtender.library.schema import FORMS, json_schema
from ddtender.library.source import decode
from ddtender.library.validation import validate
from ddtender.library.yaml_document import YamlDocument
from ddtender.library.yaml_reader import read_yaml
from ddtender.model import Kind
from tests.documents import LAPTOPS, sources

ALL = FORMS | MARKET_FORMS | LAW_FORMS
CRITERION = """\
id: award.Policy
title: 64
version: 1.0
source: {document: "Manual {{ year }}", section: 3}
legal_basis: []
scoring:
  best_of:
  - {id: a, percent: "70", when: "it is met"}
  - {id: b, percent: 30, when: " ", count: two}
  sum_of: nothing
kpis:
- {id: k, aspect: time, indicator: i, target: t, measured_by: m, asks: a, due: {after: award}, evry: 12}
notes:
- {comment: no author}
- [a remark, in a list]
- {text: a question?}
history: {version: 1.0.0}
"""
ANSWERS = {
    "questionnaire": "human-rights@1.0.0",
    "kind": "manufacturer",
    "answers": {"a": ["b", "c"], "d": "e", "f": None},
    "texts": {"a": "b"},
}
DECIDED = {
    "id": "award.a",
    "decisions": [
        {
            "question": "Is it so?",
            "asked": "0" * 32,
            "of": "0" * 32,
            "version": "1.0.0",
            "answer": "Yes.",
            "by": "A. Vos",
            "role": "counsel",
            "date": "2027-01-01",
            "why": "It is.",
        }
    ],
}
STAMP = {"id": "award.a", "version": "1.0.0", "fingerprint": "0" * 32, "reviewer": "A. Vos", "date": "2027-01-01"}
MORE = {
    "scoring": {"tiers": [{"id": "a", "percent": 50, "when": "x", "count": 2}]},
    "notes": [
        "a remark",
        {"question": "why?"},
        {"comment": "c", "author": "A", "answers": [{"answer": "x", "author": "B"}]},
    ],
    "history": [{"version": "1.0.0", "date": "2027-01-02", "why": "because"}],
    "variant_of": "award.b",
}


def read(text: str) -> YamlDocument:
    source, _ = decode("f.yaml", text.encode())
    assert source
    document, findings = read_yaml(source)
    assert not findings
    return document


def found(form: type, text: str) -> list[Diagnostic]:
    value, findings = validate(form, read(text), Location("f.yaml"))
    assert (value is None) == bool(findings)
    return findings


def test_every_fault_of_a_file_is_told_at_once_at_its_place() -> None:
    told = {(d.location.line, d.location.column, d.code.name): d.message for d in found(ALL["provision"], CRITERION)}
    assert told == {
        (1, 5, "invalid-value"): "id: 'award.Policy' is not an id such as award.policy-commitment "
        "(kind, dot, small letters, digits and hyphens)",
        (3, 10, "invalid-value"): "version: put it in quotes: YAML would read it as something other than text",
        (4, 20, "stray-template-tag"): "source.document: braces are for blanks, and these stand in running text only",
        (5, 14, "invalid-value"): "legal_basis: must not be empty",
        (8, 22, "invalid-value"): "scoring.best_of.1.percent: write 70 without quotes",
        (9, 32, "invalid-value"): "scoring.best_of.2.when: is empty; write its text, or leave the key out",
        (9, 44, "invalid-value"): "scoring.best_of.2.count: write a whole number, without quotes or units",
        (10, 11, "invalid-value"): "scoring.sum_of: must be a list",
        (12, 19, "invalid-value"): "kpis.1.aspect: must be 'completeness', 'contents', 'responsiveness' or "
        "'timeliness'",
        (12, 80, "invalid-value"): "kpis.1.due: give either months or days",
        (12, 96, "unknown-key"): "the key 'evry' is not known here",
        (14, 3, "missing-key"): "the key 'author' is missing in 'notes.1'",
        (15, 3, "invalid-value"): "notes.2: must be text",
        (16, 3, "missing-key"): "the key 'question' is missing in 'notes.3'",
        (16, 4, "unknown-key"): "the key 'text' is not known here",
        (17, 10, "invalid-value"): "history: must be a list",
    }


def test_unknown_keys_are_told_in_the_order_in_which_they_stand() -> None:
    keys = [f"key_{n}" for n in range(20)]
    told = found(ALL["library"], "".join(f"{key}: x\n" for key in keys))
    assert [d.message for d in told if d.code == UNKNOWN_KEY] == [f"the key '{key}' is not known here" for key in keys]


def test_an_id_that_is_given_twice_is_named() -> None:
    value = copy.deepcopy(dict(written())["questionnaire"])
    first, second, *_ = value["groups"][0]["options"]
    second["id"] = first["id"]
    _, told = faults.walk(ALL["questionnaire"], value, validation._converted)
    twice = f"{value['groups'][0]['id']}.{first['id']}"
    assert [fault.message for fault in told] == [f"the id '{twice}' is given twice or has a meaning of its own"]


def test_the_nearest_key_is_offered_with_all_that_are_allowed_there() -> None:
    hints = [d.hint for d in found(ALL["provision"], CRITERION) if d.code == UNKNOWN_KEY]
    assert hints == [
        "Did you mean 'every'? It belongs below 'due', indented. "
        "The keys allowed here: id, aspect, indicator, target, measured_by, asks, due, when, counts.",
        "Did you mean 'text'? It belongs below 'evidence', indented. The keys allowed here: question, decide.",
    ]


@pytest.mark.parametrize("name", ALL)
def test_every_form_says_which_keys_it_has(name: str) -> None:
    keys = [field.encode_name for field in fields(ALL[name])]
    (hint,) = [d.hint for d in found(ALL[name], "zzzzqqqq: x") if d.code == UNKNOWN_KEY]
    assert hint == f"The keys allowed here: {', '.join(keys)}."


def test_a_key_at_the_wrong_place_is_told_where_it_belongs() -> None:
    told = found(ALL["procedure"], "other_quality: 60\nauthority: {title: Laptops}\nsubjekt: x")
    others = [field.name for field in fields(ALL["procedure"]) if field.name != "subject"]
    assert [d.hint.split(". The")[0] for d in told] == [
        "Did you mean 'other_quality'? It belongs below 'award', indented",
        f"Did you mean 'subject'? The keys allowed here: subject, {', '.join(others)}.",
        "Did you mean 'title'? It belongs at the left edge, not below another key",
    ]


BLANKS = "braces are for blanks, and these stand in running text only"
COLUMN = "parts: [{id: a, label: b, columns: [{id: c, heading: d, width: 101}]}]"


@pytest.mark.parametrize(
    ("form", "text", "place", "message"),
    [
        ("procedure", "award: {price: 60, points: {a: 100.5}}", "award.points.a", "must be from 0 to 100"),
        ("procedure", "parameters: {days: [1]}", "parameters.days", "write a text, a number or a date"),
        ("procedure", "dates: {award: 2027-02-30}", "dates.award", "there is no day 2027-02-30"),
        (
            "procedure",
            "dates: {award: soon}",
            "dates.award",
            "'soon' is not a date; write year-month-day, such as 2027-03-01",
        ),
        ("library", 'version: "1.0.0\\n"', "version", "'1.0.0\n' is not a version such as 1.0.0"),
        (
            "review",
            f"reviewer: {'x' * 99}\nversion: {'x' * 99}",
            "version",
            f"'{'x' * 60}…' is not a version such as 1.0.0",
        ),
        ("review", "fingerprint: abc", "fingerprint", "'abc' is not a fingerprint: `ddtender approve` writes it"),
        (
            "risks",
            "sources: [{url: 'file:x'}]",
            "sources.1.url",
            "'file:x' is not an address such as https://example.org",
        ),
        ("reply-form", COLUMN, "parts.1.columns.1.width", "must be 100 or less"),
        ("reply-form", "parts: [{id: a, label: b, rows: 2}]", "parts.1", "rows need columns"),
        ("reply-form", "parts: [{id: a, label: b, lines: 0}]", "parts.1.lines", "must be 1 or more"),
        ("questionnaire", "groups: [{options: [1]}]", "groups.1.options", "must have 2 entries at least"),
        ("questionnaire", "groups: [{options: [{nothing: 1}]}]", "groups.1.options.1.nothing", "must be true or false"),
        ("questionnaire", "kinds: [{scored_as: a}]", "kinds.1.scored_as", "must be 'manufacturer' or 'reseller'"),
        ("answers", "answers: {a: [b, {}]}", "answers.a.2", "must be text"),
        ("answers", "answers: no", "answers", "must be a mapping of keys to values"),
        ("answers", "- a", "the file is a list, and must have keys with values", ""),
        ("parameters", "parameters: {days: {default: '{{ x }}'}}", "parameters.days.default", BLANKS),
        (
            "reply-form",
            f"parts: [{{columns: [{', '.join(['1'] * 9)}]}}]",
            "parts.1.columns",
            "must have 8 entries at most",
        ),
    ],
)
def test_a_fault_is_told_in_words_for_who_wrote_it(form: str, text: str, place: str, message: str) -> None:
    said = f"{place}: {message}" if message else place
    assert said in [d.message for d in found(ALL[form], text)]


@pytest.mark.parametrize(
    ("points", "place", "message"),
    [
        ("many", "", "write a whole number, without quotes or units"),
        ("101", "", "must be 100 or less"),
        ("{reseller: 101, manufacturer: 0}", ".reseller", "must be 100 or less"),
    ],
)
def test_of_what_may_be_one_or_the_other_the_nearer_is_told(points: str, place: str, message: str) -> None:
    told = [d.message for d in found(ALL["questionnaire"], f"groups: [{{options: [{{points: {points}}}]}}]")]
    assert [said for said in told if "points" in said] == [f"groups.1.options.1.points{place}: {message}"]


@pytest.mark.parametrize(
    ("form", "text", "limit"),
    [
        ("provision", "title: {}", 64),
        ("provision", "variant_of: award.a{}", 50 - len("award.a")),
        ("parameters", "parameters: {{x{}: {{}}}}", 40 - 1),
        ("reply-form", "id: a{}", 30 - 1),
        ("reply-form", "parts: [{{columns: [{{id: a{}}}]}}]", 10 - 1),
    ],
)
def test_a_text_may_be_as_long_as_its_limit(form: str, text: str, limit: int) -> None:
    fits, too_long = (
        [d.message for d in found(ALL[form], text.format("b" * length)) if "characters at most" in d.message]
        for length in (limit, limit + 1)
    )
    assert not fits and len(too_long) == 1


def test_what_is_just_within_the_limits_is_sound_even_if_another_key_is_not() -> None:
    columns = ", ".join(f"{{id: c{n}, heading: h, width: {65 if n == 0 else 5}}}" for n in range(8))
    part = f"{{id: a, label: b, lines: 30, rows: 60, columns: [{columns}]}}"
    (finding,) = found(ALL["reply-form"], f"id: a\ntitle: 1.5\ninstructions: []\nparts: [{part}]")
    assert finding.message.startswith("title:")
    (finding,) = found(
        ALL["parameters"], "parameters: {a: {type: text, label: b, question: 1.5, filled_by: authority, default: c}}"
    )
    assert finding.message.startswith("parameters.a.question:")


def test_points_may_be_all_or_none() -> None:
    assert not found(ALL["procedure"], "award: {price: 100, other_quality: 0, points: {a: 0.0, b: 100.0}}")
    assert len(found(ALL["procedure"], "award: {price: 100.1, other_quality: -1, points: {a: -0.1}}")) == 3


def test_an_empty_file_is_told_what_it_needs() -> None:
    (finding,) = found(ALL["library"], "")
    assert (finding.code, finding.message) == (MISSING_KEY, "the file is empty")
    assert finding.hint == "It needs the keys name, version."
    (finding,) = found(ALL["procedure"], "# nothing yet")
    assert finding.hint == "Write at least one key; `ddtender schema` lists them."


def test_a_key_is_compared_with_those_of_its_length_only() -> None:
    (finding,) = found(ALL["library"], f"name: x\nversion: 1.0.0\n{'proper_names' * 4}: x")
    known = "name, version, proper_names, frame, labels, ratings, approval, release_prefix, extends, replaces, retires"
    assert finding.hint == f"The keys allowed here: {known}, accepts."


def test_a_number_where_text_is_asked_for_is_text() -> None:
    document = read("document: Manual\nsection: 3\nitem: 12")
    form, findings = validate(ALL["provision"].__annotations__["source"], document, Location("f.yaml"))
    assert not findings and (form.value.section, form.value.item) == ("3", "12")


def test_what_is_refused_is_refused_whatever_is_known_of_the_reason(monkeypatch) -> None:
    monkeypatch.setattr(faults, "walk", lambda form, written, converted: (written, []))
    (finding,) = found(ALL["library"], "name: x\nversion: one")
    assert finding.code == INVALID_VALUE and "version" in finding.message


@cache
def written() -> tuple[tuple[str, Any], ...]:
    """Every file of the workspace as a value, with the name of its form."""
    files = {**sources().files, **sources(LAPTOPS).files}
    values = [("answers", ANSWERS), ("review", STAMP), ("decisions", DECIDED)]
    for path, content in files.items():
        name = _form(path)
        if not name or path.startswith(f"{LANGUAGES}/"):  # which have forms of their own (tests/languages)
            continue
        source, _ = decode(path, content)
        assert source
        lines = source.text.split("\n")
        end = lines.index("---", 1) if path.endswith(".md") else None
        document, _ = read_yaml(source, 1 if end else 0, end)
        values.append((name, document.value))
        if name == "provision":
            values.append((name, {**document.value, **MORE}))
    return tuple(values)


#: The files of clause_library/initiatives/ that are no initiative.
INITIATIVES = {"tests.yaml": "initiative-tests", "labels.yaml": "labels", "good-evidence.yaml": "good-evidence"}
#: The forms of the files on law, by their names.
LAW = {
    "timeline.yaml": "law-timeline",
    "public-buyers.yaml": "law-buyers",
    "oecd-steps.yaml": "law-steps",
    "procedures.yaml": "law-procedures",
}


def _form(path: str) -> str:
    if path.endswith(".md"):
        kind = provision_kind(path)
        if kind is None:
            return ""
        return "frame" if kind.is_frame else "definition" if kind is Kind.DEFINITION else "provision"
    folder, _, name = path.rpartition("/")
    names = {
        "scenarios": "scenario",
        "scenarios/procedures": "procedure",
        "clause_library/reply_forms": "reply-form",
        "clause_library/dialogue": "invitation" if name.startswith("to-") else "outline",
        "clause_library/risks": {"products": "risk-products", "ict-hardware": "risks"}.get(name[:-5], "risk-parts"),
        "clause_library/initiatives": INITIATIVES.get(name, "initiative"),
        "clause_library/national": "national",
        "clause_library/law": LAW.get(name, ""),
        "clause_library/questionnaire": "invitation" if name == INVITATION else "questionnaire",
    }
    own = {"parameters.yaml": "parameters", "library.yaml": "library", "legal_bases.yaml": "legal-bases"}
    return own.get(name, "") or (names.get(folder, "") if name.endswith(".yaml") else "")


ODD = st.sampled_from(
    [
        *(None, True, False, 0, 3, -1, 100, 101, 10**17, Decimal("1.5"), Decimal("-0.0"), Decimal("100.5")),
        *("", " ", "\u2003", "abc", "abc\n", "a b", "ABC", "{{ x }}", "x {{", "#}", "é" * 65, "a" * 65, "award.abc"),
        *("award.", "definition.a-b", "1.0.0", "01.0.0", "1.0.0\n", "２.0.0", "2027-03-01", "2027-02-30", "20270301"),
        *("https://x.org", "https://", "low", "title", "a.b", "f" * 32, "none"),
    ]
) | st.text(max_size=6)
NODES = (
    ODD
    | st.lists(ODD, max_size=2)
    | st.dictionaries(st.sampled_from(["id", "comment", "months", "a b"]), ODD, max_size=2)
)


def _paths(value: Any, path: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, below in inner for found in _paths(below, (*path, key)))]


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, Any]:
    """A sound file, of which up to three values are others, are missing, or have company."""
    name, value = draw(st.sampled_from(written()))
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(0, 3))):
        paths = _paths(value)[1:]
        if not paths:
            break
        *around, last = draw(st.sampled_from(paths))
        holder = value
        for part in around:
            holder = holder[part]
        match draw(st.sampled_from(["another", "another", "missing", "company"])):
            case "another":
                holder[last] = draw(NODES)
            case "missing":
                del holder[last]
            case "company" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["count", "rows", "when", "due", "question", "zz"]))] = draw(NODES)
            case "company":
                holder.append(draw(NODES))
    return name, value


@settings(max_examples=800)
@given(altered())
def test_the_two_readings_of_a_form_agree(file: tuple[str, Any]) -> None:
    form, value = ALL[file[0]], file[1]
    read, told = faults.walk(form, value, validation._converted)
    try:
        at_once = validation._converted(value, form)
    except ValidationError:
        if not told:
            validation._converted(read, form)  # what was mended is sound
        return
    assert not told and plain(validation._converted(read, form)) == plain(at_once)


def plain(value: object) -> str:
    """For comparing: a value whose form was chosen has no equality."""
    if isinstance(value, Struct):
        return str({key: plain(inner) for key, inner in asdict(value).items()})
    if isinstance(value, tuple):
        return str([plain(inner) for inner in value])
    if isinstance(value, dict):
        return str({key: plain(inner) for key, inner in value.items()})
    return plain(value.value) if isinstance(value, Chosen) else repr(value)


@pytest.mark.parametrize("name", ALL)
def test_an_editor_that_holds_the_schema_takes_our_own_files(name: str) -> None:
    schema = json_schema(ALL[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    editor = jsonschema.Draft202012Validator(schema)
    values = [value for of, value in written() if of == name]
    assert values
    for value in values:
        assert not list(editor.iter_errors(_as_json(value)))


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", ALL)
def test_what_an_editor_fills_in_for_a_key_is_what_the_key_may_hold(name: str) -> None:
    schema = json_schema(ALL[name])
    for form in schema["$defs"].values():
        for key, of_key in form.get("properties", {}).items():
            if "default" in of_key:
                editor = jsonschema.Draft202012Validator({**of_key, "$defs": schema["$defs"]})
                given_ = json.loads(json.dumps(of_key["default"]))
                assert not list(editor.iter_errors(given_)), f"{key}: {given_!r}"


def test_an_editor_shows_what_a_key_holds_and_refuses_what_we_refuse() -> None:
    schema = json_schema(ALL["provision"])
    keys = schema["$defs"]["ProvisionForm"]["properties"]
    assert keys["notes"]["description"] == "Drafting notes for the lawyer who reviews"
    editor = jsonschema.Draft202012Validator(schema)
    wrong = {".".join(map(str, error.absolute_path)) for error in editor.iter_errors(_as_json(read(CRITERION).value))}
    assert {"id", "version", "source", "legal_basis", "kpis.0.aspect", "kpis.0", "notes.1"} <= wrong
