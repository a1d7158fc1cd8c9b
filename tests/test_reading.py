"""The readers take whatever stands in a file: findings that point into it, or a value; never a crash or a lost word."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddtender.desk import pipeline
from ddtender.diagnostics import Diagnostic, Severity, has_errors
from ddtender.library.loader import load
from ddtender.model import Block, ListBlock, Prose
from ddtender.model.text import blocks_of_inlines
from tests.documents import LAPTOPS, Word, built_of, sources, text_of
from tests.examples import sample

CLAUSE = "clause_library/award_criteria/policy-commitment.md"
FILES = (
    CLAUSE,
    "clause_library/contract_clauses/transparency-reporting.md",
    "clause_library/definitions/goods.md",
    "clause_library/legal_bases.yaml",
    "clause_library/library.yaml",
    "clause_library/parameters.yaml",
    "clause_library/reply_forms/action-plan.yaml",
    "scenarios/low.yaml",
    "scenarios/procedures/laptops.yaml",
)
#: Pieces that mean something to YAML, Markdown, Jinja or Word.
PIECES = st.sampled_from(
    [
        *("---\n", "\n", "  ", "\t", "- ", "1. ", "3. ", "# ", "> ", "```\n", "***", "_", "`", "|---|\n", "===\n"),
        *("{{ ", " }}", "{%", "%}", "[](#goods)", "[](#", "](", "[x]: y\n", "<b>", "&amp;", "&#0;", "\\", "![](x)"),
        *("{", "}", "[", "]", ": ", "? ", "&a ", "*a", "!!int ", "|\n", ">-\n", "'", '"', "%YAML 1.1\n", "...\n"),
        *("id: ", "scoring: ", "percent: 1e9\n", "null", "\x00", "\r\n", "\u2028", "\ufeff", "\u202e", "\U0001f600"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join)


@cache
def workspace_files() -> dict[str, bytes]:
    return {**sources().files, **sources(LAPTOPS).files}


@st.composite
def spoilt(draw: st.DrawFn, path: str) -> str:
    """A good file in which a few places are overwritten."""
    text = workspace_files()[path].decode()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(TEXTS) + text[at + draw(st.integers(0, 40)) :]
    return text


def assert_inside(findings: list[Diagnostic] | tuple[Diagnostic, ...], path: str, text: str) -> None:
    """Every finding points to a character of the file, or just behind one of its lines."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for finding in findings:
        if finding.location.path == path:
            line, column = finding.location.line, finding.location.column
            assert 1 <= line <= len(lines), finding
            assert 1 <= column <= len(lines[line - 1]) + 1, finding
            assert finding.message.strip()


@pytest.mark.parametrize("path", FILES)
@given(data=st.data())
@settings(max_examples=sample(30, 600), deadline=None)
def test_whatever_stands_in_a_file_is_read_or_refused_with_a_place(path: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS | spoilt(path), label="text")
    library, findings = load({path: text.encode("utf-8", "surrogatepass")})
    findings = [finding for finding in findings if finding.location.path == path]
    assert_inside(findings, path, text)
    read = (*library.provisions, *library.parameters, *library.reply_forms, *library.scenarios, *library.procedures)
    read += library.legal_bases
    understood = bool(read) or library.info.name != "unnamed library"
    refused = any(finding.severity is Severity.ERROR for finding in findings)
    assert understood or refused or path.endswith("parameters.yaml")


#: Texts whose letters do not stand where the text does: spelt as codes and folded, or part of a larger value.
ELSEWHERE = {
    "running text, broken": (
        "clause_library/contract_clauses/risk-assessment.md",
        ("The Human Rights Risk Assessment has all", "The &Auml; Human Rights Risk Assessment has all"),
        ("and how it is kept up to date.", "and definition.goods."),
        "broken-markup",
    ),
    "running text": (
        "clause_library/contract_clauses/risk-assessment.md",
        ("The Human Rights Risk Assessment has all", "The &Auml; Human Rights Risk Assessment has all"),
        ("and how it is kept up to date.", "and risks under clause 4.2."),
        "typed-number",
    ),
    "label of a form": (
        "clause_library/reply_forms/action-plan.yaml",
        ("label: Mitigating Actions", "label: Mitigating actions of the vendor under clause 4.2"),
        ("rows: 4", "rows: 5"),
        "wrong-term",
    ),
    "heading of a form": (
        "clause_library/reply_forms/action-plan.yaml",
        ("heading: Human Rights Risk", "heading: Human Rights Risk that clause 4.2 names"),
        ("rows: 4", "rows: 5"),
        "typed-number",
    ),
    "summary of a scenario": (
        "scenarios/low.yaml",
        ("a basic understanding", "a basic understanding, as under clause 4.2,"),
        ("title: Low", "title: Low"),
        "typed-number",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_finding_stands_in_its_line_where_the_text_is_written_in_another_way(case: str) -> None:
    path, *changes, code = ELSEWHERE[case]
    text = workspace_files()[path].decode()
    for was, now in changes:
        assert was in text
        text = text.replace(was, now, 1)
    found = [one for one in pipeline.check({**workspace_files(), path: text.encode()}) if one.location.path == path]
    assert code in {one.code.name for one in found}
    assert_inside(found, path, text)


@pytest.mark.parametrize("path", FILES)
@given(content=st.binary(max_size=60))
@settings(max_examples=30, deadline=None)
def test_bytes_that_are_no_text_are_refused(path: str, content: bytes) -> None:
    _, findings = load({path: content + b"\xff"})
    assert [f.code.name for f in findings if f.location.path == path] == ["unreadable-file"]


@given(data=st.data())
@settings(max_examples=sample(12, 250), deadline=None)
def test_a_spoilt_workspace_is_checked_and_built_without_a_crash(data: st.DataObject) -> None:
    """Either there is an error, or both documents are made, read back and found good."""
    path = data.draw(st.sampled_from(FILES), label="path")
    text = data.draw(spoilt(path), label="text")
    files = {**workspace_files(), path: text.encode("utf-8", "surrogatepass")}
    assert_inside(pipeline.check(files), path, text)
    files = {name: content for name, content in files.items() if "/procedures/" not in name}
    try:
        built = built_of(files, "low")
    except pipeline.UnknownScenario:
        pytest.fail("scenario low is there, though it may be faulty")
    assert has_errors(built.diagnostics) != bool(built.documents)
    assert "verification-failed" not in {finding.code.name for finding in built.diagnostics}


#: What is written in Markdown, and what must be read: letters of many scripts, and characters that XML or Word mind.
WORDS = st.sampled_from(
    [
        *((word, word) for word in ("a", "plain", "words", "naïve", "straße", "№5", "日本", "€", "fifty-fifty")),
        *((word, word) for word in ("\U00010346", "e\u0301", "“so”", "it's", '"so"', "(x)")),
        *(
            ("\\<9\\>", "<9>"),
            ("R\\&D", "R&D"),
            ("A\\_B\\_C", "A_B_C"),
            ("c\\*d", "c*d"),
            ("]]\\>", "]]>"),
            ("c\\\\d", "c\\d"),
        ),
        *(("**strong**", "strong"), ("*weak*", "weak"), ("**very *so***", "very so")),
        ("[there](https://example.org/?a=1&b=2)", "there"),
    ]
)
RUNS = st.lists(WORDS, min_size=1, max_size=8)


@st.composite
def items(draw: st.DrawFn, ordered: bool, depth: int = 0) -> tuple[list[str], list[str]]:
    """The lines of a list, and its words; lists inside it may be of either kind below a numbered one."""
    lines, words = [], []
    for _ in range(draw(st.integers(1, 3))):
        mark = "1. " if ordered else "- "
        run = draw(RUNS)
        lines.append(mark + " ".join(written for written, _ in run))
        words += [read for _, read in run]
        if depth == 0 and draw(st.booleans()):
            inner_lines, inner_words = draw(items(ordered and draw(st.booleans()), 1))
            lines += [" " * len(mark) + line for line in inner_lines]
            words += inner_words
    return lines, words


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[str], list[bool]]:
    """The Markdown of a provision, its words in order, and for each of its lists whether it is numbered."""
    lines, words, lists = [], [], []
    for _ in range(draw(st.integers(1, 4))):
        run = draw(RUNS)
        breaks = draw(st.lists(st.sampled_from([" ", "\n", "  "]), min_size=len(run), max_size=len(run)))
        lines += ["".join(w + b for (w, _), b in zip(run, breaks, strict=True)).strip(), ""]
        words += [read for _, read in run]
        if draw(st.booleans()):
            ordered = draw(st.booleans())
            inner, more = draw(items(ordered))
            lines, words, lists = [*lines, *inner, ""], words + more, [*lists, ordered]
    return "\n".join(lines), words, lists


def clause_with(body: str) -> bytes:
    head = workspace_files()[CLAUSE].decode().partition("\n---\n")[0]
    return f"{head}\n---\n{body}\n".encode()


def plain(blocks: tuple[Block, ...]) -> list[str]:
    return " ".join(Prose.of(inlines).text for inlines in blocks_of_inlines(blocks)).split()


@given(bodies())
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_clause_is_read_in_its_order(generated: tuple[str, list[str], list[bool]]) -> None:
    body, words, lists = generated
    library, findings = load({CLAUSE: clause_with(body)})
    assert [finding for finding in findings if finding.location.path == CLAUSE] == []
    (provision,) = library.provisions
    assert plain(provision.body) == " ".join(words).split()
    assert [block.ordered for block in provision.body if isinstance(block, ListBlock)] == lists


@given(bodies())
@settings(max_examples=sample(10, 200), deadline=None)
def test_every_word_of_a_clause_arrives_in_word(generated: tuple[str, list[str], list[bool]]) -> None:
    body, words, _ = generated
    files = {name: content for name, content in workspace_files().items() if "/procedures/" not in name}
    built = built_of({**files, CLAUSE: clause_with(body)}, "low")
    assert not has_errors(built.diagnostics), built.diagnostics
    control = Word(built.documents["tender.docx"]).control_of("award.policy-commitment")
    _, *paragraphs = control.iter("{*}p")
    arrived = " ".join(map(text_of, paragraphs)).split()
    expected = " ".join(words).split()
    assert arrived[: len(expected)] == expected


@given(st.lists(st.sampled_from(["{{ procurement_subject }}", "[](#award.policy-commitment)", "word"]), min_size=1))
def test_blanks_and_references_are_counted_not_lost(pieces: list[str]) -> None:
    library, findings = load({CLAUSE: clause_with(" and ".join(pieces))})
    assert [finding for finding in findings if finding.location.path == CLAUSE] == []
    (provision,) = library.provisions
    assert plain(provision.body) == re.sub(r"\{\{.*?\}\}|\[.*?\)", "\ufffc", " and ".join(pieces)).split()
