"""How numbers are written: in words to a hundred, as ordinals, in Roman numerals. All are pieces of patterns."""

from __future__ import annotations

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FIRST = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TENTH = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TIETH = [f"{tens[:-1]}ieth" for tens in _TENS]


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


#: "one" to "ninety-nine", "a hundred" and "one hundred".
CARDINAL = (
    rf"(?:(?:{_alternatives(_TENS)})(?:[\s-](?:{_alternatives(_ONES)}))?|(?:an?|one)[\s-]hundred"
    rf"|{_alternatives(_TEENS + _ONES)}|hundred)"
)
#: "first" to "hundredth", "1st" to "99th".
ORDINAL = (
    rf"(?:(?:{_alternatives(_TENS)})[\s-](?:{_alternatives(_FIRST)})|{_alternatives(_TIETH + _TENTH + _FIRST)}"
    r"|hundredth|\d+(?:st|nd|rd|th))"
)
#: "I" to "XCIX", in capitals or small letters, but not the word "I" nor what cannot be a number.
ROMAN = r"(?=[ivxl])(?:x[cl]|l?x{0,3})(?:ix|iv|v?i{0,3})"


def in_words(number: int) -> str:
    """A number from 1 to 100 in words; empty for another."""
    if number == 100:
        return "one hundred"
    if not 1 <= number < 100:
        return ""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ONES[ones - 1]
    if tens == 1:
        return _TEENS[ones]
    return _TENS[tens - 2] + (f"-{_ONES[ones - 1]}" if ones else "")


def number_words(number: int) -> list[str]:
    """The spellings of a number, as patterns: its digits, and its words up to a hundred."""
    words = in_words(number).replace("-", r"[\s-]")
    return [str(number), *([words] if words else [])]
