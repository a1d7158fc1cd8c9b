"""Where reading or a rule takes a short way, it finds what the long way finds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from ddtender.checks.passages import Part, Passage
from ddtender.checks.rules import label_without_equivalent, typed_number, typed_percentage
from ddtender.diagnostics import Location
from ddtender.library import markdown
from ddtender.library.source import Cursor, SourceText
from ddtender.model import Text

_PERCENT = "half of the points poınts POİNTS pointſ 50 % ％ ten per cent percent two"
_NUMBER = "clause clauſe CLAUSE annex criterion CRİTERIA specıfication 3 (4) no."
_LABEL = "TCO tco certified CERTİFIED EU ecolabel Fair trade 80 PLUS a b-c ,"
WORDS = st.sampled_from([*_PERCENT.split(), *_NUMBER.split(), *_LABEL.split(), "\n", " "])
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)


@given(SENTENCES | st.text())
@example("half of the pointſ")
def test_a_passage_that_does_not_mention_a_stem_has_nothing_for_the_rule(text: str) -> None:
    passage = Passage.of(Part.BODY, (Text(text, Location("x.md")),))
    assert passage.mentions("%", "％", "cent", "half") or not typed_percentage._TYPED.search(text)
    assert passage.mentions("cr", "spec", "claus", "annex") or not typed_number._TYPED.search(text)


@given(SENTENCES | st.text())
def test_a_text_without_the_pieces_of_a_label_does_not_name_it(text: str) -> None:
    for name in label_without_equivalent.LABELS:
        spelt = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
        may = label_without_equivalent._may_name([label_without_equivalent._pieces(name)], text.casefold())
        assert may or not spelt.search(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Co"])) | SENTENCES)
@example("a {{ blank }} and 2 * 3")
def test_plain_text_of_the_front_matter_is_what_markdown_makes_of_it(text: str) -> None:
    source = SourceText("x.md", text)
    span = (0, len(source.text))
    inlines, findings = markdown.read_inlines(source, text, span)
    reader = markdown._InlineReader(Cursor(source, *span))
    folded = " ".join(text.split()) if "\n" in text.strip() else text.strip()
    tokens = markdown._parser().parseInline(folded, {})
    assert inlines == (reader.read(tokens[0].children or []) if tokens else ())
    assert findings == reader.findings


@given(st.lists(st.sampled_from(["a", "ab", "b", " ", "\n", "  ", "\t"]), max_size=14).map("".join), SENTENCES)
def test_folded_words_are_found_where_a_regular_expression_finds_them(text: str, piece: str) -> None:
    for wanted in (piece, text[1:5], text[2:9].replace("\n", " ")):
        source = SourceText("x.md", text)
        pattern = re.compile(r"\s+".join(map(re.escape, wanted.split())))
        match = pattern.search(text) if wanted.strip() else None
        found = Cursor(source, 0, len(text))._folded(wanted.strip())
        assert found == (match.span() if match else (0, 0))
