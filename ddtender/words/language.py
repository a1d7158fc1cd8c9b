"""A language: its phrases, from its files and from the language beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar, cast

import yaml

from ddtender.words.formats import TERRITORIAL, usual_formats
from ddtender.words.lexicon import Lexicon
from ddtender.words.phrases import Phrase, PhraseError, Place, phrases
from ddtender.words.written import SOURCE, WrittenValues

#: A value that stands in a place of a phrase.
Part = TypeVar("Part")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Language(WrittenValues):
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

    def unit(self, name: str, number: object) -> str:
        """A unit, named by its plural, as it follows a number: of a library's own the singular is made as most are."""
        try:
            return self.say(f"common.units.{name}", number=number)
        except PhraseError:
            pass
        for key in self.keys("common") if self.category(number) == "one" else ():
            if key.startswith("common.units.") and (forms := self.phrase(key).wordings)["other"].text == name:
                return forms.get("one", forms["other"]).text
        ending = self.formats.get("plural_ending")
        return name.removesuffix(ending) if ending and self.category(number) == "one" else name

    def before_number(self, kind: str) -> str:
        """What stands before the number of a provision of this kind: "award criterion "."""
        return self.formats.get("reference", "{kind} {number}").partition("{number}")[0].replace("{kind}", kind)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The vocabulary of the rules; without any word where the language has none."""
        if "lexicon.yaml" not in self.files and self.beneath is not None and self._is_same(self.beneath):
            return self.beneath.lexicon
        return Lexicon(self.tag, self._data("lexicon") if "lexicon.yaml" in self.files else {})

    @cached_property
    def formats(self) -> Mapping[str, str]:
        own = self._data("formats") if "formats.yaml" in self.files else {}
        if self.beneath is None:
            return own
        found = usual_formats(own.get("locale", self.tag)) or self.beneath.formats
        if self._is_same(self.beneath):
            told = self.beneath.formats
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
