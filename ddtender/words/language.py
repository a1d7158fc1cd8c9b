"""A language: its phrases, and how it writes numbers, dates, lists and plurals (by babel, from CLDR)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import yaml

from ddtender.words.formats import TERRITORIAL, usual_formats
from ddtender.words.lexicon import Lexicon
from ddtender.words.numbers import plain_number
from ddtender.words.phrases import Phrase, PhraseError, Place, phrases

if TYPE_CHECKING:
    from babel import Locale

#: The language that the library and ddtender are written in.
SOURCE = "en"
#: A value that stands in a place of a phrase.
Part = TypeVar("Part")
#: The first of the characters for private use, of which no list has as many as there are.
_MARK = 0xE000
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Language:
    """One language. ``files`` holds its data by name: ``NAME.yaml`` has the phrases whose keys begin with ``NAME.``,
    ``formats.yaml`` how values are written, ``lexicon.yaml`` the vocabulary of the rules.

    What it has no phrase for is said as ``beneath`` says it: a language without territory beneath one with, packaged
    words beneath those of a library. Where that is another language, it stands between ⟦ and ⟧, so that nobody takes it
    for a translation. What ``formats.yaml`` leaves out follows from the tag (CLDR, by babel), or is as beneath.
    """

    def __init__(self, tag: str, files: Mapping[str, bytes], beneath: Language | None = None) -> None:
        self.tag = tag
        self.files = files
        self.beneath = beneath
        self._phrases: dict[str, Phrase] = {}
        self._read: set[str] = set()
        self._said: dict[str, str] = {}

    def say(self, key: str, /, **places: object) -> str:
        """The phrase of a key with these values in its places. A date and a number are written as the language does.

        Raises PhraseError when there is no such key, or the values are not those of its places.
        """
        if not places and (found := self._said.get(key)) is not None:
            return found
        pieces = self.pieces(key, **places)
        made = "".join(map(self.shown, pieces))
        if not places:
            self._said[key] = made
        return made

    def pieces(self, key: str, /, **places: Part) -> tuple[str | Part, ...]:
        """The phrase of a key, where each value stands as it was given between pieces of text."""
        pieces = self.phrase(key).wording(places, self.category).pieces
        if not places:  # then the phrase has none either
            return cast("tuple[str | Part, ...]", pieces)
        return tuple([places[piece.name] if isinstance(piece, Place) else piece for piece in pieces])

    def phrase(self, key: str) -> Phrase:
        """The phrase of a key. Raises PhraseError when there is none."""
        found = self._phrases.get(key)
        if found is None:
            room = key.partition(".")[0]
            if room not in self._read:
                if self.beneath is None or f"{room}.yaml" in self.files:
                    self._phrases.update((phrase.key, phrase) for phrase in phrases(self._data(room), room))
                self._read.add(room)
            if (found := self._phrases.get(key)) is None:
                found = self._phrases[key] = self._from_beneath(key)
        return found

    def _from_beneath(self, key: str) -> Phrase:
        if self.beneath is None:
            raise PhraseError(f"no phrase “{key}” in the language “{self.tag}”")
        found = self.beneath.phrase(key)
        if not self._is_same(self.beneath):
            return found.marked()
        return found if self.tag == self.beneath.tag or not self.spelling else found.spelt(self.spelt)

    def _is_same(self, other: Language) -> bool:
        """Whether another is this language, perhaps as another country writes it."""
        return other.tag.partition("-")[0] == self.tag.partition("-")[0]

    def with_own(self, files: Mapping[str, bytes]) -> Language:
        """This language with words that go before its own, such as those of a library."""
        return Language(self.tag, files, self) if files else self

    def lacks(self) -> tuple[str, ...]:
        """The keys of phrases that only another language has, in its order."""
        other: Language | None = self
        own: set[str] = set()
        while other is not None and self._is_same(other):
            own.update(key for room in other.rooms() for key in other.keys(room))
            other = other.beneath
        if other is None:
            return ()
        return tuple(key for room in other.rooms() for key in other.keys(room) if key not in own)

    def rooms(self) -> tuple[str, ...]:
        """The names of the files of phrases."""
        names = (name.removesuffix(".yaml") for name in self.files)
        return tuple(sorted(name for name in names if name not in ("formats", "lexicon")))

    def keys(self, room: str) -> tuple[str, ...]:
        """All keys of one file of phrases."""
        if f"{room}.yaml" not in self.files and self.beneath is not None:
            return self.beneath.keys(room) if self._is_same(self.beneath) else ()
        return tuple(phrase.key for phrase in phrases(self._data(room), room))

    def every_key(self, room: str) -> tuple[str, ...]:
        """All keys of one file of phrases, those of the language beneath it too, which it speaks where it has none."""
        below = self.beneath.every_key(room) if self.beneath is not None else ()
        own = self.keys(room) if f"{room}.yaml" in self.files else ()
        return tuple(dict.fromkeys([*below, *own]))

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
            return f"{value:.{0 if whole else places}f}".replace(".", self._formats["decimal"])
        if isinstance(value, int):
            return str(value)
        text = plain_number(value)
        return text.replace(".", self._formats["decimal"]) if "." in text else text

    def read_number(self, text: str) -> Decimal | None:
        """What ``number`` has written, None for any other text."""
        plain = text.replace(self._formats["decimal"], ".")
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

        form = self._formats.get("first_day") if value.day == 1 else None
        return format_date(value, form or self._formats["date"], locale=self.locale)

    def month(self, value: date) -> str:
        """The month of a day, such as March 2027, in the order of the language (CLDR)."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", value, locale=self.locale)

    def percent(self, value: int | Decimal, places: int | None = None) -> str:
        """A number of percent, such as "70 %"; ``places`` as in ``number``."""
        return self._formats["percent"].replace("{number}", self.number(value, places))

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

    def unit(self, name: str, number: object) -> str:
        """A unit, named by its plural, as it follows a number: of a library's own the singular is made as most are."""
        try:
            return self.say(f"common.units.{name}", number=number)
        except PhraseError:
            pass
        for key in self.keys("common") if self.category(number) == "one" else ():
            if key.startswith("common.units.") and (forms := self.phrase(key).wordings)["other"].text == name:
                return forms.get("one", forms["other"]).text
        ending = self._formats.get("plural_ending")
        return name.removesuffix(ending) if ending and self.category(number) == "one" else name

    def before_number(self, kind: str) -> str:
        """What stands before the number of a provision of this kind: "award criterion "."""
        return self._formats.get("reference", "{kind} {number}").partition("{number}")[0].replace("{kind}", kind)

    def capital(self, text: str) -> str:
        """A text as it begins a sentence."""
        return text[:1].upper() + text[1:]

    @property
    def has_capital_nouns(self) -> bool:
        """Whether every noun has a capital, so that one tells nothing of a word at the beginning of a sentence."""
        return self._formats.get("nouns") == "capital"

    def sorting(self, text: str) -> tuple[object, ...]:
        """What texts are sorted by: letters without their accents, but for those that the language has after z."""
        last = self._formats.get("last_letters", "")
        folded = text.casefold()
        plain = "".join(c if c in last else unicodedata.normalize("NFKD", c)[0] for c in folded)
        return tuple((last.index(c), "") if c in last else (-1, c) for c in plain), text

    def category(self, number: object) -> str:
        """The plural category of a number (CLDR). What is no number, an open blank for instance, is "other"."""
        return self.locale.plural_form(number) if isinstance(number, int | Decimal) else "other"

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """The letters that a country writes otherwise than the language without it, with what it writes: ß, ss."""
        pairs = (pair.split() for pair in self._formats.get("spelling", "").split(","))
        return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}

    def spelt(self, text: str) -> str:
        """A text of the language without the country, as the country writes it."""
        for letter, instead in self.spelling.items():
            text = text.replace(letter, instead)
        return text

    @property
    def locale_tag(self) -> str:
        """The language tag that documents carry, such as en-GB (BCP 47)."""
        return self._formats["locale"]

    @cached_property
    def locale(self) -> Locale:
        from babel import Locale

        return Locale.parse(self._formats["locale"], sep="-")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The vocabulary of the rules; without any word where the language has none."""
        if "lexicon.yaml" not in self.files and self.beneath is not None and self._is_same(self.beneath):
            return self.beneath.lexicon
        return Lexicon(self.tag, self._data("lexicon") if "lexicon.yaml" in self.files else {})

    @cached_property
    def _formats(self) -> Mapping[str, str]:
        own = self._data("formats") if "formats.yaml" in self.files else {}
        if self.beneath is None:
            return own
        found = usual_formats(own.get("locale", self.tag)) or self.beneath._formats
        if self._is_same(self.beneath):
            told = self.beneath._formats
            stays = told if self.beneath.tag == self.tag else {key: told[key] for key in told if key not in TERRITORIAL}
            found = {**found, **stays}
        return {**found, **own}

    def _data(self, name: str) -> dict:
        try:
            content = self.files[f"{name}.yaml"]
        except KeyError:
            raise PhraseError(f"the language “{self.tag}” has no file {name}.yaml") from None
        return yaml.load(content, _LOADER)  # nosec B506 # a safe loader: plain values only


@cache
def language(tag: str = SOURCE) -> Language:
    """A language that comes with ddtender, or as a country of one writes it; phrases that it lacks are said in English
    between ⟦ and ⟧. Raises PhraseError where ddtender has no words in it at all."""
    if tag == SOURCE:
        return Language(tag, _packaged(tag))
    own, without = _packaged(tag), tag.rpartition("-")[0]
    if not own and not without:
        raise PhraseError(f"ddtender has no words in the language “{tag}”")
    return Language(tag, own, language(without or SOURCE))


def _packaged(tag: str) -> dict[str, bytes]:
    folder = Path(__file__).with_name(tag)
    return {one.name: one.read_bytes() for one in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}
