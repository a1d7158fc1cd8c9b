"""How numbers of provisions are written, as pieces of patterns; numbers in words come from the lexicon."""

from __future__ import annotations

import re
from functools import cache

from ddtender.words import Lexicon

#: "4", "4.2", "12a", "3(b)", but no percentage and no larger number.
FIGURES = r"\d+(?:\.\d+)*[a-z]?(?!\.?\d|[\w.]*[%％])\b(?:\s?\((?:[a-z]{1,4}|\d{1,2})\))?"
#: "I" to "XCIX" in capitals, and in small letters, but not what cannot be a number.
ROMAN = r"(?-i:(?=[IVXLC]+\b)(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3}))\b"
ROMAN_SMALL = r"(?=[ivxl])(?:x[cl]|l?x{0,3})(?:ix|iv|v?i{0,3})"


def number_words(number: int, lexicon: Lexicon) -> list[str]:
    """The spellings of a number, as patterns: its digits, and its words as far as the language lists them."""
    words = lexicon.needed("numbers.cardinals")
    spelt = re.escape(words[number - 1]).replace(r"\-", r"[\s-]") if 1 <= number <= len(words) else ""
    return [str(number), *([spelt] if spelt else [])]


def number_of(written: str, lexicon: Lexicon) -> int | None:
    """The number that digits or words of the language say; None for a blank, and for words that are no number."""
    plain = " ".join(written.casefold().replace("-", " ").split())
    return int(plain) if plain.isascii() and plain.isdigit() else _numbers(lexicon).get(plain)


@cache
def _numbers(lexicon: Lexicon) -> dict[str, int]:
    cardinals = lexicon.needed("numbers.cardinals")
    found = {word.replace("-", " "): n for n, word in enumerate(cardinals, start=1)}
    return found | dict.fromkeys(lexicon.words("times.a"), 1)
