"""How a language writes values: numbers, money, days, lists, names and plurals (by babel, from CLDR)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from ddtender.words.numbers import plain_number

if TYPE_CHECKING:
    from babel import Locale

#: The language that the library and ddtender are written in.
SOURCE = "en"
#: The first of the characters for private use, of which no list has as many as there are.
_MARK = 0xE000
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class WrittenValues:
    """The values of the language of a ``tag``, by its ``formats``, whose keys are those of ``formats.yaml``."""

    tag: str

    @cached_property
    def formats(self) -> Mapping[str, str]:
        """How its values are written."""
        raise NotImplementedError

    def shown(self, value: object) -> str:
        """A value as this language writes it within a sentence."""
        if isinstance(value, str):
            return str(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def number(self, value: int | Decimal, places: int | None = None) -> str:
        """A number without exponent, needless zeros and groups of thousands: 7, 4.9, 1234.

        With ``places`` what is not whole has so many decimals: 7, 4.90.
        """
        if places is not None:
            whole = value == int(value)
            return f"{value:.{0 if whole else places}f}".replace(".", self.formats["decimal"])
        if isinstance(value, int):
            return str(value)
        text = plain_number(value)
        return text.replace(".", self.formats["decimal"]) if "." in text else text

    def read_number(self, text: str) -> Decimal | None:
        """What ``number`` has written, None for any other text."""
        plain = text.replace(self.formats["decimal"], ".")
        return Decimal(plain) if _NUMBER.fullmatch(plain) else None

    def amount(self, value: int | Decimal, currency: str) -> str:
        """An amount of money with its currency (ISO 4217), such as "EUR 1,250.50" or "EUR 900"."""
        from babel.numbers import format_currency  # as for dates

        places = max(2, -int(Decimal(value).normalize().as_tuple().exponent)) if value != int(value) else 0
        form = f"¤¤\u00a0#,##0{'.' if places else ''}{'0' * places}"
        return format_currency(value, currency, form, locale=self.locale, currency_digits=False)

    def date(self, value: date) -> str:
        """A day, such as 1 March 2027, or 1er mars 2027."""
        from babel.dates import format_date  # a document without dates does not pay for it

        form = self.formats.get("first_day") if value.day == 1 else None
        return format_date(value, form or self.formats["date"], locale=self.locale)

    def month(self, value: date) -> str:
        """The month of a day, such as March 2027, in the order of the language (CLDR)."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", value, locale=self.locale)

    def percent(self, value: int | Decimal, places: int | None = None) -> str:
        """A number of percent, such as "70 %"; ``places`` as in ``number``."""
        return self.formats["percent"].replace("{number}", self.number(value, places))

    def listing(self, items: Iterable[str]) -> str:
        """Some items as they stand in a sentence: "X, Y and Z"."""
        from babel.lists import format_list

        return format_list(list(items), locale=self.locale)

    def language_name(self, tag: str) -> str:
        """The name of a language: Dutch, Nederlands (België). One that CLDR does not know is named by its tag."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except UnknownLocaleError:
            return tag

    def country_name(self, code: str, known: str = "") -> str:
        """The name of a country by its code of two letters: as the library has it where that is ``known`` and this is
        the library's language, else as CLDR has it; one that CLDR does not know is its code."""
        if known and self.tag == SOURCE:
            return known
        return self.locale.territories.get(code.upper(), code.upper())

    def listed(self, items: Sequence[object]) -> tuple[object, ...]:
        """Some values as they stand in a sentence, each as it was given between pieces of text."""
        marks = [chr(_MARK + n) for n in range(len(items))]
        found = re.split(f"([{''.join(marks)}])", self.listing(marks)) if marks else []
        return tuple(items[ord(piece) - _MARK] if piece in marks else piece for piece in found if piece)

    def capital(self, text: str) -> str:
        """A text as it begins a sentence."""
        return text[:1].upper() + text[1:]

    @property
    def has_capital_nouns(self) -> bool:
        """Whether every noun has a capital, so that one tells nothing of a word at the beginning of a sentence."""
        return self.formats.get("nouns") == "capital"

    def sorting(self, text: str) -> tuple[object, ...]:
        """What texts are sorted by: letters without their accents, but for those that the language has after z."""
        last = self.formats.get("last_letters", "")
        folded = text.casefold()
        plain = "".join(c if c in last else unicodedata.normalize("NFKD", c)[0] for c in folded)
        return tuple((last.index(c), "") if c in last else (-1, c) for c in plain), text

    def category(self, number: object) -> str:
        """The plural category of a number (CLDR). What is no number, an open blank for instance, is "other"."""
        return self.locale.plural_form(number) if isinstance(number, int | Decimal) else "other"

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """The letters that a country writes otherwise than the language without it, with what it writes: ß, ss."""
        pairs = (pair.split() for pair in self.formats.get("spelling", "").split(","))
        return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}

    def spelt(self, text: str) -> str:
        """A text of the language without the country, as the country writes it."""
        for letter, instead in self.spelling.items():
            text = text.replace(letter, instead)
        return text

    @property
    def locale_tag(self) -> str:
        """The language tag that documents carry, such as en-GB (BCP 47)."""
        return self.formats["locale"]

    @cached_property
    def locale(self) -> Locale:
        from babel import Locale

        return Locale.parse(self.formats["locale"], sep="-")
