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

#: The units of a rule, and of how many of them a clause may make one: its key in the lexicon.
UNITS = {"months": {1: "times.month", 12: "times.year"}, "days": {1: "times.day", 7: "times.week"}}


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


def whole_amounts(amount: int, unit: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """The ways to say an amount: the pattern of the number, and the key of its unit."""
    return [
        ("|".join(number_words(amount // many, lexicon) + [lexicon.one_of("times.a")] * (amount == many)), key)
        for many, key in UNITS[unit].items()
        if amount % many == 0
    ]


def amounts_spelt(amounts: list[tuple[str, str]], lexicon: Lexicon) -> str:
    """A pattern of amounts of time, each given by the pattern of its number and the key of its unit."""
    which = lexicon.one_of("times.which")
    spelt = "|".join(rf"(?:{amount})\)?[\s-]+(?:{which}\s+)?{lexicon.one_of(key)}" for amount, key in amounts)
    return rf"(?<![\w.,])(?:{spelt})\b"
