"""Words that decide what a sentence asks of somebody, by kind: where one comes, goes or moves, a duty has changed.

The kinds are those in which a lawyer reads a change of meaning from a single word. A word may stand in one only.
They stand in the lexicon of the language, under `weight`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ddtender.words import Lexicon, NoWords


class Weights:
    """The words of a language that weigh, in small letters, and pairs of words that weigh as one."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = lexicon.lists("weight")
        if not kinds:
            raise NoWords("weight")
        self.words = frozenset(word for kind in kinds for word in lexicon.words(kind))
        self.pairs = frozenset(tuple(word.split()) for word in self.words if " " in word)


_weights = cache(Weights)
#: What turns a word into its opposite.
_OPPOSITE = re.compile(r"(?:un|in|im|il|ir|non-?|dis|mis)(?=.{3})")


def _weighs(word: str, weights: Weights) -> bool:
    return word in weights.words or not word.replace("-", "").replace("'", "").replace(" ", "").isalpha()


def _joined(words: Sequence[str], weights: Weights) -> list[str]:
    """The words, those that weigh as a pair as one."""
    found: list[str] = []
    for word in words:
        word = word.replace("’", "'")
        if found and (found[-1], word) in weights.pairs:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def weighty_change(before: Sequence[str], after: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether of the words (in small letters) that came, went or moved between two texts one decides what is asked.

    Raises NoWords if the language does not say which do.
    """
    weights = _weights(lexicon)
    first, second = _joined(before, weights), _joined(after, weights)
    from difflib import SequenceMatcher  # most checks compare nothing

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = first[i1:i2], second[j1:j2]
        if any(_weighs(word, weights) for word in (*gone, *come)) or _opposites(gone, come) or _opposites(come, gone):
            return True
    return False


def _opposites(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of the words is another one with a prefix that denies it: "incomplete", "complete"."""
    plain = {_OPPOSITE.sub("", word, count=1) for word in words if _OPPOSITE.match(word)}
    return not plain.isdisjoint(others)
