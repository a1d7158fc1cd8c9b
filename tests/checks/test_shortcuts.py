"""Where reading or a rule takes a short way, it finds what the long way finds."""

import re
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ddtender.checks.passages import Passage, PassagePart, stands_in
from ddtender.checks.rules import (
    label_without_equivalent,
    typed_number,
    typed_percentage,
    undefined_term,
    wrong_term,
)
from ddtender.diagnostics import Location
from ddtender.library import markdown, tokens
from ddtender.library.inlines import InlineReader
from ddtender.library.source import Cursor, SourceText
from ddtender.library.tokens import full_parser, tokens_of
from ddtender.model import Text
from ddtender.words import language
from ddtender.words.lexicon import folded

LEXICON = language().lexicon

_PERCENT = (
    "pct p.c. scoreſ MARKS weıght mİlle ‰ half of the points poınts POİNTS pointſ 50 % ％ ten per cent percent two "
    "p c earns is worth twenty rated price 2:1 deducted are"
)
_PLACES = "third first item ITEM İtem (b) № n° # para SECTION ſection pOİnt IV"
_NUMBER = "clause clauſe CLAUSE annex criterion CRİTERIA specıfication 3 (4) no. form see F2 above 4.2 vii table (c)"
_LABEL = "TCO tco certified CERTİFIED EU ecolabel Fair trade 80 PLUS a b-c ,"
WORDS = st.sampled_from([*_PERCENT.split(), *_NUMBER.split(), *_PLACES.split(), *_LABEL.split(), "\n", " "])
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)


@given(SENTENCES | st.text())
@example("half of the pointſ")
def test_a_passage_that_does_not_mention_a_stem_has_nothing_for_the_rule(text: str) -> None:
    passage = Passage.of(PassagePart.BODY, (Text(text, Location("x.md")),))
    for known in (typed_percentage.shares(LEXICON), typed_number.numbers(LEXICON)):
        assert known.may_stand_in(passage) or not known.typed.search(text)


@given(SENTENCES | st.text())
def test_a_text_without_the_pieces_of_a_label_does_not_name_it(text: str) -> None:
    for name in LEXICON.words("labels.names"):
        spelt = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
        may = label_without_equivalent._may_name(label_without_equivalent._pieces(name), folded(text))
        assert may or not spelt.search(text)
        plain = " ".join(text.casefold().split())
        whole = label_without_equivalent.equivalents(LEXICON).naming((spelt.pattern,))
        assert not plain.isascii() or stands_in(name.casefold(), plain) or not whole.search(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Co"])) | SENTENCES)
@example("a {{ blank }} and 2 * 3")
def test_plain_text_of_the_front_matter_is_what_markdown_makes_of_it(text: str) -> None:
    source = SourceText("x.md", text)
    span = (0, len(source.text))
    inlines, findings = markdown.read_inlines(source, text, span)
    reader = InlineReader(Cursor(source, *span))
    folded = " ".join(text.split()) if "\n" in text.strip() else text.strip()
    inline = full_parser().parseInline(folded, {})
    assert inlines == (reader.read(inline[0].children or []) if inline else ())
    assert findings == reader.findings


@given(st.lists(st.sampled_from(["a", "ab", "b", " ", "\n", "  ", "\t"]), max_size=14).map("".join), SENTENCES)
def test_folded_words_are_found_where_a_regular_expression_finds_them(text: str, piece: str) -> None:
    for wanted in (piece, text[1:5], text[2:9].replace("\n", " ")):
        source = SourceText("x.md", text)
        pattern = re.compile(r"\s+".join(map(re.escape, wanted.split())))
        match = pattern.search(text) if wanted.strip() else None
        found = Cursor(source, 0, len(text))._folded(wanted.strip())
        assert found == (match.span() if match else (0, 0))


_PARTY = "Tenderer tenderer's contractors BİDDER bıdder candidate Sub-supplier sub-ſupplier supplier Sellers vendor"
PARTIES = st.lists(st.sampled_from([*_PARTY.split(), "sub-suppl", "a", "-", " ", "."]), max_size=8).map("".join)


@given(PARTIES | SENTENCES | st.text())
def test_a_passage_passed_over_has_no_wrong_word_for_a_party(text: str) -> None:
    passage = Passage.of(PassagePart.BODY, (Text(text, Location("x.md")),))
    known = wrong_term.parties(LEXICON)
    for stage in (known.in_contract, known.in_tender):
        assert len(list(wrong_term._wrong([passage], known, stage, ""))) == len(stage.wrong.findall(text))


_CAPITAL = (
    "A",
    "b",
    "Term",
    "the",
    "The",
    "É",
    "é",
    "ǅ",
    "iOS",
    "x-Ray",
    ".",
    ". ",
    ".)",
    ":",
    "!",
    "’",
    "(",
    "\n",
    " ",
)
_CAPITALS = st.lists(st.sampled_from(_CAPITAL), max_size=12).map("".join)


@given(_CAPITALS | st.text())
def test_a_text_passed_over_has_no_capitals_that_promise_a_definition(text: str) -> None:
    passed_over = undefined_term._BEGUN.sub("", text[1:]).islower()
    assert not (passed_over and list(undefined_term._found(text, undefined_term.capitals(LEXICON))))


@given(st.text("ab_ é1-"), st.text("ab_ é1-", min_size=1, max_size=3))
@example("a--", "-")
def test_a_quotation_is_found_where_a_regular_expression_finds_it(text: str, quote: str) -> None:
    assert stands_in(quote, text) == bool(re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text))


_PIECES = (
    "a",
    "b",
    "*c*",
    "{{ d }}",
    "{{e",
    "[](#award.f)",
    "[](#F%67)",
    "&amp;",
    "<b>",
    "1.",
    "-",
    "  ",
    "\n",
    "\n\n",
)
_BODY = st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)


@given(_BODY)
def test_a_body_is_read_as_the_parser_alone_would_have_it_read(body: str) -> None:
    source = SourceText("x.md", body)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert markdown.read_blocks(source, markdown.tokenize(source)[1]) == markdown.read_blocks(
        source, parser.parse(body)
    )


_MARKS = ["---", "--", "***", "* * *", "===", "#", "# a", "(#", "[](#a.b)", "[a]: b", "![a](b)", "> a", "`a`", "~~~"]
_ITEMS = ["- a", "1. a", "10) a", "   - a", "    a", "\ta", "+", "-", "-     a", "| a |"]
_SIGNS = ["<b>", "&amp;", "\\*", "*a*", "__b__", "a_b", "[a](https://b.c)", "{{ d }}"]
_LINES = st.sampled_from([*_MARKS, *_ITEMS, *_SIGNS, "a", "b c", "", "  ", "c  "])
_TEXT = st.lists(st.lists(_LINES, max_size=3).map(" ".join), max_size=9).map("\n".join)
_PLAIN_FRONT = "---\na: b\n---\n"
_FRONT = (
    "---\n---\n",
    "---\na: b\n--- \n",
    "---\na: |\n  ---\n----\n",
    "---\na: b\n...\n---\n",
    "---\n... \n",
    "---\n",
    "--- \n---\n",
    "",
)


@settings(max_examples=600)
@given(st.just(_PLAIN_FRONT) | st.sampled_from(_FRONT), _TEXT | st.text(st.characters(codec="utf-8"), max_size=60))
def test_the_short_parser_gives_the_tokens_of_the_full_one(front: str, text: str) -> None:
    lines, found, env = tokens_of(front + text)
    notes: dict = {}
    full = full_parser().parse(front + text, notes)
    if full and full[0].type == "front_matter":
        assert lines == tuple(full[0].map) and found == full[1:]
    else:
        assert lines is None and found == full
    assert env == notes


def test_a_plain_provision_needs_the_short_parser_only() -> None:
    """So the test above does not hold the full parser against itself alone."""
    with patch.object(tokens, "full_parser", side_effect=AssertionError):
        _, found, _ = tokens_of(f"{_PLAIN_FRONT}\n1. See [](#award.b).\n")
    assert found[0].type == "ordered_list_open"
