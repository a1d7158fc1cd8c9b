"""An expression for many words finds each of them, the longest at a place, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.words import language
from ddtender.words.lexicon import alternation

words = st.lists(st.text("ab-", min_size=1, max_size=6).filter(lambda w: w.strip("-") == w), min_size=1, unique=True)


@given(words)
def test_every_word_is_found_and_the_longest_of_those_that_fit(found: list[str]) -> None:
    expression = re.compile(alternation(found))
    for word in found:
        assert expression.fullmatch(word)
        longest = max((other for other in found if word.startswith(other)), key=len)
        assert expression.match(word).group() == longest == word
    assert not expression.fullmatch("c")


@given(words, st.text("ab-", min_size=1, max_size=6))
def test_what_is_no_word_is_not_found(found: list[str], text: str) -> None:
    spaced = text.replace("-", " ")
    assert bool(re.fullmatch(alternation(found), text)) == (text in found)
    assert bool(re.fullmatch(alternation(found), spaced)) == (text in found)


@pytest.mark.parametrize("key", ["cardinals", "ordinals"])
def test_what_many_words_end_in_stands_there_once(key: str) -> None:
    listed = language().lexicon.words(f"numbers.{key}")
    made = alternation(listed)
    assert len(made) < 700 and all(re.fullmatch(made, word) for word in listed)
    assert not re.fullmatch(made, "twenty-twenty") and not re.fullmatch(made, "ten-one")
