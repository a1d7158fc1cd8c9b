"""How numbers of provisions are written, as pieces of patterns; numbers in words come from the lexicon."""

from __future__ import annotations

import re

from ddtender.words import Lexicon

#: "4", "4.2", "12a", "3(b)", but no percentage and no larger number.
FIGURES = r"\d+(?:\.\d+)*[a-z]?(?!\.?\d|[\w.]*[%％])\b(?:\s?\([a-z]{1,4}\))?"
#: "I" to "XCIX" in capitals, and in small letters, but not what cannot be a number.
ROMAN = r"(?-i:(?=[IVXLC]+\b)(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3}))\b"
ROMAN_SMALL = r"(?=[ivxl])(?:x[cl]|l?x{0,3})(?:ix|iv|v?i{0,3})"


def number_words(number: int, lexicon: Lexicon) -> list[str]:
    """The spellings of a number, as patterns: its digits, and its words as far as the language lists them."""
    words = lexicon.needed("numbers.cardinals")
    spelt = re.escape(words[number - 1]).replace(r"\-", r"[\s-]") if 1 <= number <= len(words) else ""
    return [str(number), *([spelt] if spelt else [])]
