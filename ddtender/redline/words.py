"""Which words have changed, in phrases that people can read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache

from ddtender.difference import Hunk, between, joined
from ddtender.redline.alignment import align
from ddtender.words import language

TOKEN = re.compile(r"\s+|[^\W_]+(?:[-'’.,][^\W_]+)*|.", re.DOTALL)
_SENTENCE_END = frozenset(".;:?!\n")
#: A lone word between two changes of together this many tokens joins them.
_LONG_CHANGES = 12
#: Of the words of a passage, the part that must remain for its changes to be shown one by one.
_IN_COMMON = 0.3
#: Two sentences with more possible pairs of words than this are replaced as a whole.
_LARGEST = 1_000_000


def compare(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """The changes that turn ``old`` into ``new``, in order; what lies between two of them is the same on both sides.

    A token is a word, a space or a sign (texts), or anything else that changes only as a whole (a field, a control).
    Sentences are compared first, then the words of those that are alike.
    """
    changes = joined(
        between(_common(old, new), len(old), len(new)),
        lambda one, other: _crumb(old[one.end : other.start], one.size + other.size),
    )
    whole = Hunk(0, len(old), 0, len(new))
    return [whole] if changes and _hardly_alike(changes, old, new) else changes


def bag(tokens: Iterable[Hashable]) -> Counter[Hashable]:
    """What a text is recognised by: its words without the small ones, and all that is not text."""
    said = Counter(token for token in tokens if _is_word(token))
    return Counter({token: count for token, count in said.items() if _weighs(token)}) or said


def likeness(first: Counter[Hashable], second: Counter[Hashable]) -> float:
    """How much two bags have in common, from 0 to 1 (Dice's coefficient); two empty ones are alike."""
    total = first.total() + second.total()
    if not total:
        return 1.0
    return 2 * sum(min(count, second[token]) for token, count in first.items() if token in second) / total


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Stretches that are the same: where they begin on both sides, and how long they are."""
    first, second = _sentences(old), _sentences(new)
    keys = [tuple(old[a:b]) for a, b in first], [tuple(new[a:b]) for a, b in second]
    bags = [bag(key) for key in keys[0]], [bag(key) for key in keys[1]]
    found = []
    for i, j in align(*keys, lambda i, j: likeness(bags[0][i], bags[1][j])):
        if i is None or j is None:
            continue
        (a, _), (b, _) = first[i], second[j]
        if keys[0][i] == keys[1][j]:
            found.append((a, b, len(keys[0][i])))
        elif len(keys[0][i]) * len(keys[1][j]) <= _LARGEST:
            # Spaces begin no match: they are everywhere.
            matcher = SequenceMatcher(_is_space, keys[0][i], keys[1][j], autojunk=False)
            found += [(a + m.a, b + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    return found


def _sentences(tokens: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where sentences begin and end; the space behind one belongs to it."""
    found, start = [], 0
    for n, token in enumerate(tokens):
        if _is_space(token) and n and tokens[n - 1] in _SENTENCE_END:
            found.append((start, n + 1))
            start = n + 1
    return [*found, (start, len(tokens))] if start < len(tokens) else found


def _crumb(tokens: Sequence[Hashable], changed: int) -> bool:
    if not all(isinstance(token, str) for token in tokens):
        return False
    words = sum(_weighs(token) for token in tokens)
    return not words or (words == 1 and changed >= _LONG_CHANGES)


def _hardly_alike(changes: Sequence[Hunk], old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    said = max(sum(map(_weighs, old)), sum(map(_weighs, new)))
    lost = sum(_weighs(token) for change in changes for token in old[change.start : change.end])
    return sum(map(_weighs, old)) - lost < _IN_COMMON * said


def _is_space(token: Hashable) -> bool:
    return isinstance(token, str) and token.isspace()


def _is_word(token: Hashable) -> bool:
    return not isinstance(token, str) or any(c.isalnum() for c in token)


def _weighs(token: Hashable) -> bool:
    return _is_word(token) and not (isinstance(token, str) and token.lower() in _small())


@cache
def _small() -> frozenset[str]:
    """Words that say too little to stand alone between two changes."""
    return frozenset(language().lexicon.words("small"))
