"""Which initiatives a supplier named, read from what it typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ddtender.market.values import NamedInitiatives, clean
from ddtender.model.initiatives import Initiative, Initiatives
from ddtender.model.risks import plain

#: Of one supplier so many names are listed that are not known, each within so many characters.
_MOST, _LONGEST = 20, 120
#: What stands between two names, beside words of a language.
_BETWEEN = r"[,;/|+&•·\n]|\s[-–—]\s|(?<!\b\w)\.\s+(?=\w)"
_FULL, _HALF, _EMPTY = "★", "½", "☆"


def named_in(texts: Mapping[str, str], known: Initiatives) -> NamedInitiatives:
    """The initiatives named in what was typed, by question (``actions.initiatives``), and what there is not known.

    What stands between commas, strokes and words such as "and" is one name; whatever else stands beside a known one
    ("member of RBA since 2019") belongs to it.
    """
    rules = known.tests
    if rules is None:
        return NamedInitiatives()
    found: set[str] = set()
    unknown: dict[str, str] = {}
    between = _between(rules.joined_by)
    passed_over = {_words(text) for text in rules.passed_over}
    for question in (*rules.named_in, *rules.may_be_named_in):
        for piece in between.split(texts.get(question, "")):
            told = _words(piece)
            ids = [one.id for one in known.every if any(f" {name} " in f" {told} " for name in _names(one))]
            found.update(ids)
            if not ids and question in rules.named_in and len(told) > 1 and told not in passed_over:
                unknown.setdefault(told, clean(piece.strip(" .:\"'“”„"), _LONGEST))
    listed = tuple(text for text in unknown.values() if any(map(str.isalpha, text)))
    return NamedInitiatives(tuple(one.id for one in known.of(found)), listed[:_MOST])


def stars(value: Decimal, maximum: int) -> str:
    """Stars as signs, such as ★★½☆ for 2.5 of 4."""
    half = value % 1 != 0
    return _FULL * int(value) + _HALF * half + _EMPTY * (maximum - int(value) - half)


@lru_cache(maxsize=8)
def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"{_BETWEEN}|(?<=\\s)(?:{joined})(?=\\s)" if joined else _BETWEEN, re.IGNORECASE)


@lru_cache(maxsize=64)
def _names_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_words, names))


def _names(one: Initiative) -> frozenset[str]:
    return _names_of((one.name, one.short, *one.names))


def _words(text: str) -> str:
    """A text as names are compared: without case, accents, signs, and dots within abbreviations."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain(re.sub(r"[^\w\s-]", " ", re.sub(r"(?<=\b\w)\.|[®™©]", "", bare)))


def called(name: str, known: Initiatives) -> Initiative | None:
    """The initiative of that name, id or spelling."""
    asked = _words(name)
    return next((one for one in known.every if asked in (_words(one.id), *_names(one))), None)
