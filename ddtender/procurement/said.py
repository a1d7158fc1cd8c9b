"""A sentence that is not said yet: the key of its phrase, and what stands in its places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from ddtender.words import Language


class KeyedSentence(Struct, frozen=True):
    """``key`` is that of a phrase; a place takes text, a number, a day, or another such sentence."""

    key: str
    places: Mapping[str, str | int | date | KeyedSentence] = MappingProxyType({})

    def said(self, words: Language) -> str:
        """The sentence in a language."""
        given = {name: one.said(words) if isinstance(one, KeyedSentence) else one for name, one in self.places.items()}
        return words.say(self.key, **given)


def of_step(name: str, /, **places: str | int | KeyedSentence) -> KeyedSentence:
    """A phrase on a step of a procurement."""
    return KeyedSentence(f"procurement.steps.{name}", places)
