"""What people write who do not know YAML: each mistake is named at its own line, in words that say how to mend it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.diagnostics import Diagnostic
from ddtender.library.codes import YAML_SYNTAX
from ddtender.library.documents import read_parameters, read_scenario
from ddtender.library.procedures import read_procedure
from ddtender.library.source import SourceText, decode
from ddtender.library.yaml_events import parser_stops
from ddtender.library.yaml_mistakes import diagnose
from ddtender.library.yaml_reader import read_yaml
from tests.documents import LAPTOPS

TAB, NBSP, THIN, WIDE = "\t", "\u00a0", "\u2009", "\u3000"


def told(text: str, reader=read_procedure) -> list[Diagnostic]:
    source, findings = decode("p.yaml", text.encode())
    return findings if source is None else reader(source)[1]


#: A text, the line of its mistake, and what must be said of it.
EXAMPLES = [
    # A colon inside a value
    ("title: Laptops: 200 pieces\nreference: x", 1, "colon inside the value of 'title'"),
    ("reference: x\ntitle: Laptops: 200 pieces", 2, "colon inside the value of 'title'"),
    ("reference: x\ntitle: Laptops:", 2, "colon inside the value of 'title'"),
    ("title: x\nauthority:\n  name: City: Department\n  contact: y", 3, "colon inside the value of 'name'"),
    ("authority: {name: City: Department, contact: y}", 1, "colon inside a value"),
    ("title: Laptops\n  for schools: 200", 2, "colon inside"),
    ("title: Laptops\nauthority:\n  contact: Mrs X, phone: 12 34\n  name: y", 3, "two keys"),
    # Quotes
    ("title: “Laptops: 200”", 1, "curly quotes"),
    ("title: “Laptops”", 1, "curly quotes"),
    ("title: „Laptops“\nreference: x", 1, "curly quotes"),
    ("title: «Laptops»", 1, "curly quotes"),
    ("reference: x\ntitle: ‘Laptops’", 2, "curly quotes"),
    ('title: "Laptops”\nreference: x', 1, "curly quotes"),
    ("title: “Laptops", 1, "curly quotes"),
    ("authority: {name: “City, Department”, contact: x}", 1, "curly quotes"),
    ("“title”: Laptops", 1, "curly quotes around 'title'"),
    ("dates:\n  award: “2027-03-01”", 2, "curly quotes"),
    ('title: "Laptops\nreference: x', 1, "not closed"),
    ('title: "Laptops\nreference: "x"\nsubject: y', 1, "not closed"),
    ("reference: x\ntitle: 'Laptops\nsubject: y", 2, "not closed"),
    ("title: 'Contractor's laptops'", 1, "apostrophe inside the quotes"),
    ('title: "Laptops" and phones', 1, "goes on after the closing quote"),
    ('title: "The "green" laptops"', 1, "quotes inside the quotes"),
    ('title: "C:\\Users"', 1, "backslash inside double quotes"),
    # Indentation
    ("title: Laptops\n  reference: x", 2, "indented too deeply"),
    ("dates:\n  award: 2027-03-01\n contract_start: 2027-04-01", 3, "indented too little"),
    ("dates:\n  award: 2027-03-01\n    contract_start: 2027-04-01", 3, "indented too deeply"),
    ("dates:\naward: 2027-03-01\n  contract_start: 2027-04-01", 2, "indented too little"),
    ("authority:\nname: City", 2, "indented too little"),
    ("authority:\n    name: City\n  contact: x\ndates:\n  award: 2027-03-01", 2, "indented too deeply"),
    ("authority:\n   name: City\n  contact: x\ndates:\n  award: 2027-03-01", 2, "indented too deeply"),
    ("provisions:\n  add:\n    - award.a\n      - award.b", 4, "indented too deeply"),
    ("provisions:\n  add:\n    - award.a\n   - award.b", 4, "indented too little"),
    ("title:\nLaptops for schools\nreference: x", 2, "goes on with the value of the line above"),
    # White space that is none to YAML
    (f"dates:\n{TAB}award: 2027-03-01", 2, "begins with a tab"),
    (f"dates:\n  award: 2027-03-01\n{TAB}contract_start: 2027-04-01", 3, "begins with a tab"),
    (f"dates:\n {TAB}award: 2027-03-01", 2, "begins with a tab"),
    (f"dates:\n{NBSP}{NBSP}award: 2027-03-01", 2, "no-break space"),
    (f"dates:\n  award: 2027-03-01\n{NBSP} contract_start: 2027-04-01", 3, "no-break space"),
    (f"reference: x\ntitle:{NBSP}Laptops", 2, "no-break space"),
    (f"reference: x\ntitle:{THIN}Laptops", 2, "no-break space"),
    (f"dates:\n  award:{WIDE}2027-03-01", 2, "no-break space"),
    (f"provisions:\n  add:\n    -{NBSP}award.a", 3, "no-break space"),
    # The colon and its space
    ("award:\n  price:60\n  other_quality: 25", 2, "no space after the colon of 'price'"),
    ("award:\n  price:60", 2, "no space after the colon of 'price'"),
    ("title:Laptops\nreference: x", 1, "no space after the colon of 'title'"),
    ("award: {price:60, other_quality: 25}", 1, "no space after a colon"),
    ('title: x\nreference:"2027"', 2, "no space after the colon of 'reference'"),
    ("title：Laptops", 1, "colon that is not the one of your keyboard"),
    ("title: Laptops\nreference： x", 2, "colon that is not the one of your keyboard"),
    ("title = Laptops\nreference: x", 1, "has = after 'title'"),
    ("reference: x\ntitle=Laptops", 2, "has = after 'title'"),
    ("title Laptops\nreference: y", 1, "no colon after 'title'"),
    ("title: x\ndates\n  award: 2027-03-01", 2, "no colon after 'dates'"),
    ("award:\n  price: 60, other_quality: 25", 2, "two keys"),
    # Braces and brackets
    ("authority: {name: City of X, Department Y, contact: z}", 1, "comma inside the value of 'name'"),
    ("authority: {contact: z, name: City of X, Department Y}", 1, "comma inside the value of 'name'"),
    ("authority: {name: City, contact: z\nreference: x", 1, "not closed"),
    ("reference: x\nauthority: {name: City]", 2, "opens with { and closes with ]"),
    ("authority: {name: City}}\nreference: x", 1, "one bracket } too many"),
    ("title: [Draft] Laptops", 1, "goes on behind ]"),
    ("title: {{ name }}", 1, "begins a value with braces"),
    # Signs with a meaning
    ("title: %discount", 1, "begins a value with %"),
    ("title: @home", 1, "begins a value with @"),
    ("title: `x`", 1, "begins a value with `"),
    ("title: *important*", 1, "begins a value with *"),
    ("title: &x", 1, "anchor"),
    ("title: !important", 1, "tag"),
    ("title: > 100 laptops\nreference: x", 1, "begins a value with >"),
    ("title: | laptops\nreference: x", 1, "begins a value with |"),
    ("title: - Laptops", 1, "begins a value with -"),
    ("title: Laptops #2\nreference: x", 1, "has a #"),
    ("title: #1 in laptops\nreference: x", 1, "has a #"),
    ("authority: {name: City #2, contact: x}", 1, "has a #"),
    # Lists
    ("provisions:\n  add:\n    – award.a\n    – award.b", 3, "not with a hyphen"),
    ("provisions:\n  add:\n    • award.a", 3, "not with a hyphen"),
    ("provisions:\n  add:\n    - award.a\n    — award.b", 4, "not with a hyphen"),
    ("provisions:\n  add:\n    * award.a", 3, "not with a hyphen"),
    ("provisions:\n  add:\n    -award.a", 3, "no space after the hyphen"),
    ("provisions:\n  add:\n    - award.a\n    -award.b", 4, "no space after the hyphen"),
    # What other programs leave
    ("```yaml\ntitle: x\n```", 1, "a mark of a text editor or chat"),
    ("title: x\n```", 2, "a mark of a text editor or chat"),
    ("- title: x\n- reference: y", 1, "the file is a list"),
    ("Laptops for the city of Example", 1, "the file is a text"),
    ("title: a\nreference: x\ntitle: b", 3, "stands here a second time"),
    # Numbers and dates
    ("award:\n  price: 60%", 2, "write 60 without the percent sign"),
    ("award:\n  price: 60 %", 2, "write 60 without the percent sign"),
    ("award:\n  price: 1,5", 2, "write 1.5: the decimal sign is a point"),
    ("award:\n  price: 1.000", 2, "can mean 1000 or 1.000"),
    ("award:\n  price: 1,000", 2, "can mean 1000 or 1.000"),
    ("award:\n  price: 1.000.000", 2, "write 1000000"),
    ("award:\n  price: 060", 2, "write 60 without the zeros"),
    ("award:\n  price: '60'", 2, "write 60 without quotes"),
    ("award:\n  price: 60,", 2, "write 60 without the , behind it"),
    ("dates:\n  award: 3/4/2027", 2, "can mean 2027-03-04 or 2027-04-03"),
    ("dates:\n  award: 31.2.2027", 2, "there is no day 31.2.2027"),
    ("dates:\n  award: soon", 2, "is not a date; write year-month-day"),
]


@pytest.mark.parametrize(("text", "line", "said"), EXAMPLES, ids=[repr(text) for text, _, _ in EXAMPLES])
def test_a_mistake_is_named_at_its_line(text: str, line: int, said: str) -> None:
    first = told(f"{text}\n")[0]
    assert (first.location.line, said in first.message) == (line, True), first


@pytest.mark.parametrize(("text", "line", "said"), EXAMPLES, ids=[repr(text) for text, _, _ in EXAMPLES])
def test_windows_line_ends_and_what_stands_around_change_nothing(text: str, line: int, said: str) -> None:
    before = "# ours\r\ncontractor: {name: Example Ltd}\r\n\r\n"
    if text.startswith(("- ", "Laptops")):
        before = "# ours\r\n\r\n\r\n"  # a list, or a text, is one as a whole
    first = told(before + text.replace("\n", "\r\n"))[0]
    assert (first.location.line, said in first.message) == (line + 3, True), first


@pytest.mark.parametrize(
    "text",
    [
        "title: The contractor’s laptops",
        "title: ’s-Hertogenbosch buys",
        "title: Laptops “green” and others",
        "title: “Green” laptops",
        "title: '“Green laptops”'",
        "subject: monitors of 24” and more",
        "award:          # points out of 100\n  price: 60 # more than half\n  other_quality: 40",
        "title: a#b",
        "title: C#",
        "title: 'no. #1'",
        "title: http://city.example",
        "title: Laptops – 200 of them",
        f"title:{TAB}Laptops",
        "title:\n  Laptops for\n  schools",
        "title: >\n  Laptops: all of them #1",
        "title: Laptops at 9:30",
        "subject: no",
        "dates: {award: 15.3.2027, contract_start: 30/4/2027, contract_end: 2029-4-1}",
    ],
)
def test_what_is_no_mistake_is_none(text: str) -> None:
    assert told(text) == []


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    text = "title: Laptops: 200\nauthority:\n\tname: City\nreference=x\naward: {price:60}\ndates: {award: 3/4/2027\n"
    assert sorted(d.location.line for d in told(text)) == [1, 3, 4, 5, 6]


def test_what_is_to_be_written_instead_is_right() -> None:
    """The hint shows the line as it was meant: a file with that line has no finding."""
    shown = 0
    for text, line, _ in EXAMPLES:
        finding = told(text)[0]
        if (meant := re.search(r": `(.*)`\.|^Write `(.*)`\.", finding.hint)) and "\n" not in (meant[1] or meant[2]):
            lines = text.split("\n")
            space = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
            lines[line - 1] = space + (meant[1] or meant[2])
            after = [d for d in told("\n".join(lines)) if d.code == YAML_SYNTAX and d.location.line == line]
            assert not after, (text, after)
            shown += 1
    assert shown > 30


SCENARIO = "title: Low\nsummary: A\nmarket_maturity: low\nauthority_maturity: low\nprovisions:\n  - award.a\n"


def test_other_files_are_told_the_same() -> None:
    assert told(SCENARIO.replace("  - award.a", "  – award.a"), read_scenario)[0].location.line == 6
    (finding,) = told("parameters:\n  days:\n    type:number\n    label: x\n", read_parameters)[:1]
    assert (finding.location.line, finding.message) == (3, "line 3 has no space after the colon of 'type'")


def _lines() -> list[str]:
    """The worked example, with a list and a block of its own keys."""
    lines = LAPTOPS.read_text(encoding="utf-8").rstrip("\n").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("authority"))
    lines[at : at + 1] = ["authority:", "  name: City of Example", "  contact: procurement@city.example"]
    listed = ["  add:", "    - award.policy-commitment", "  drop:", "    - award.component-transparency"]
    return [*lines, "provisions:", *listed]


LINES = _lines()
_ITEM = re.compile(r" *- \S")
_TEXT = re.compile(r" *(?:title|subject|name|contact): [^\"'{\[]")
_BREAKS = {
    "colon": (_TEXT, lambda line: f"{line}: more"),
    "quote": (_TEXT, lambda line: line.replace(": ", ': "', 1)),
    "single quote": (_TEXT, lambda line: line.replace(": ", ": '", 1)),
    "curly quotes": (_TEXT, lambda line: line.replace(": ", ": “", 1) + "”"),
    "half curly": (_TEXT, lambda line: line.replace(": ", ': "', 1) + "”"),
    "after quotes": (_TEXT, lambda line: line.replace(": ", ': "', 1) + '" (new)'),
    "hash": (_TEXT, lambda line: f"{line} #2"),
    "sign": (_TEXT, lambda line: line.replace(": ", ": @", 1)),
    "percent": (_TEXT, lambda line: line.replace(": ", ": %", 1)),
    "star": (_TEXT, lambda line: line.replace(": ", ": *", 1)),
    "brace": (re.compile(r"\w+: \{"), lambda line: line.rstrip("}")),
    "no space": (re.compile(r" *[\w.-]+: [^{\s]"), lambda line: line.replace(": ", ":", 1)),
    "no-break space": (re.compile(r" *[\w.-]+: [^{\s]"), lambda line: line.replace(": ", f":{NBSP}", 1)),
    "full-width colon": (re.compile(r" *\w+: \S"), lambda line: line.replace(": ", "：", 1)),
    "equals": (re.compile(r" *\w+: \S"), lambda line: line.replace(": ", " = ", 1)),
    "tab": (re.compile(r"  "), lambda line: "\t" + line.lstrip()),
    "no-break indentation": (re.compile(r"  "), lambda line: line.replace("  ", NBSP * 2, 1)),
    "no space after a hyphen": (_ITEM, lambda line: line.replace("- ", "-", 1)),
    "dash": (_ITEM, lambda line: line.replace("- ", "– ", 1)),
    "bullet": (_ITEM, lambda line: line.replace("- ", "• ", 1)),
    "fence": (re.compile(r"#"), lambda line: "```yaml"),
}
PLACES = [(name, n) for name, (fits, _) in _BREAKS.items() for n, line in enumerate(LINES) if fits.match(line)]


def broken(*places: tuple[str, int]) -> str:
    lines = list(LINES)
    for name, n in places:
        lines[n] = _BREAKS[name][1](lines[n])
    return "\n".join(lines) + "\n"


def test_the_file_that_is_broken_is_sound() -> None:
    assert told("\n".join(LINES)) == []
    assert len(PLACES) > 90


@pytest.mark.parametrize(("name", "n"), PLACES, ids=[f"{name} in line {n + 1}" for name, n in PLACES])
def test_a_line_broken_in_any_way_is_named(name: str, n: int) -> None:
    assert [d.location.line for d in told(broken((name, n)))] == [n + 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PLACES), min_size=2, max_size=4, unique_by=lambda place: place[1]))
def test_lines_broken_together_are_named_and_no_other(places: list[tuple[str, int]]) -> None:
    """One of them at least is named, and no other line than a neighbour: of lines at two depths either may be meant."""
    lines, wrong = {d.location.line for d in told(broken(*places))}, {n + 1 for _, n in places}
    assert lines & wrong
    assert all(any(abs(line - one) <= 1 for one in wrong) for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([n for n, line in enumerate(LINES) if line.startswith(" ")]), st.integers(0, 9))
def test_a_line_at_another_depth_is_named_or_means_the_same(n: int, depth: int) -> None:
    """A line that stands alone below its key may be indented as one likes; and its neighbours are as guilty as it."""
    lines = list(LINES)
    lines[n] = " " * depth + lines[n].lstrip()
    for finding in told("\n".join(lines)):
        assert abs(finding.location.line - (n + 1)) <= 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab: \n-{}[]\"'#“”\t\u00a0,=|>&*!%@`0", max_size=80))
def test_any_text_is_read_or_refused_within_its_lines(text: str) -> None:
    lines = text.split("\n")
    for finding in told(text):
        at = finding.location
        assert 1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PLACES), max_size=4, unique_by=lambda place: place[1]).map(lambda places: broken(*places))
    | st.text(alphabet="ab: \n-{}[]\"'#“”\t\u00a0,=|>&*!%@`0\u2028\x85\x07", max_size=80)
)
def test_no_text_is_read_further_than_the_parser_reads_it(text: str) -> None:
    """By that, mends that cannot help are passed over without reading their text."""
    stops = parser_stops(text)
    document, findings = read_yaml(SourceText("p.yaml", text), diagnosed=False)
    assert not (document.is_whole and stops is not None)
    if not document.is_whole and stops is not None:
        assert findings[-1].location.line - 1 <= stops


@pytest.mark.parametrize("text", [broken(*PLACES[:20:4]), broken(*PLACES[3:60:9]), broken(PLACES[0])])
def test_no_mend_is_tried_twice_on_the_same_lines(text: str) -> None:
    """A line alone and a run of one line are the same; a second try would take the time that other mends need."""
    asked: list[str] = []

    def distance(meant: str, nearest: int) -> int:
        asked.append(meant)
        return 5  # none helps, so all are tried

    assert not diagnose(text, distance, lambda text: range(text.count("\n"))).found
    assert len(asked) > 25
    assert len(asked) - len(set(asked)) <= 1  # the text as it is, once more where there is nothing to try together


def test_a_fault_of_the_text_as_it_was_meant_has_a_place_in_the_text_as_it_stands() -> None:
    """Two keys on one line are read as two lines: what is wrong in the second stands where the line ends."""
    text = "title: x reference: y provisions: {add: 7}"
    assert told(text)
    assert all(d.location.line == 1 and d.location.column <= len(text) + 1 for d in told(text))
