"""Phrases of a language: whole sentences and labels under keys, with named places.

A file of phrases is YAML of nested mappings. A leaf is a phrase, ``"Up to {points} points"``; a doubled brace is a
brace. Where a number decides about the words, the leaf is a mapping: ``by`` names the place that decides, the other
keys are the plural categories of the language (CLDR: zero, one, two, few, many, other).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

#: Around words that stand in a document only because its language has none for them.
BEGINS, ENDS = "⟦", "⟧"
CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
_PLACE = re.compile(r"\{\{|\}\}|\{([a-z][a-z_]*)\}|[{}]")


class PhraseError(ValueError):
    """A file of phrases that cannot be read, a key that is not there, or places that are not those of the phrase."""


@dataclass(frozen=True)
class Place:
    """Where a value goes."""

    name: str


@dataclass(frozen=True)
class PhraseText:
    """One wording of a phrase: text and places, in order."""

    text: str

    @cached_property
    def pieces(self) -> tuple[str | Place, ...]:
        found: list[str | Place] = []
        end = 0
        for match in _PLACE.finditer(self.text):
            found += [self.text[end : match.start()]] if match.start() > end else []
            end = match.end()
            if match.group(1):
                found.append(Place(match.group(1)))
            elif len(match.group()) == 2:
                found.append(match.group()[0])
            else:
                raise PhraseError(f"a single brace in “{self.text}”: write it twice if it is to be printed")
        found += [self.text[end:]] if end < len(self.text) else []
        return tuple(found)

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(piece.name for piece in self.pieces if isinstance(piece, Place))


@dataclass(frozen=True)
class Phrase:
    """What stands under one key: one wording, or one for each plural category of the value at the place ``by``."""

    key: str
    wordings: Mapping[str, PhraseText]
    by: str | None = None

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of all places; each wording may leave out the number that decided about it, and no other."""
        named = frozenset[str]().union(*(wording.places for wording in self.wordings.values()))
        return named | {self.by} if self.by else named

    def marked(self) -> Phrase:
        """The phrase as it stands in a document of another language: between ⟦ and ⟧."""
        wordings = {name: PhraseText(f"{BEGINS}{wording.text}{ENDS}") for name, wording in self.wordings.items()}
        return Phrase(self.key, wordings, self.by)

    def spelt(self, spell: Callable[[str], str]) -> Phrase:
        """The phrase with its letters as a country writes them."""
        return Phrase(
            self.key, {name: PhraseText(spell(wording.text)) for name, wording in self.wordings.items()}, self.by
        )

    def wording(self, given: Mapping[str, object], category: Callable[[object], str]) -> PhraseText:
        """The wording for these values. Raises PhraseError when they are not those of the phrase's places."""
        if given.keys() != self.places:
            raise PhraseError(
                f"“{self.key}” has the places {sorted(self.places)}, and was given values for {sorted(given)}"
            )
        if self.by is None:
            return self.wordings["other"]
        return self.wordings.get(category(given[self.by]), self.wordings["other"])


def phrases(tree: object, prefix: str) -> Iterator[Phrase]:
    """All phrases of a file's content, with keys that begin with ``prefix``. Raises PhraseError."""
    if isinstance(tree, str):
        yield Phrase(prefix, {"other": PhraseText(tree)})
    elif not isinstance(tree, dict):
        raise PhraseError(f"“{prefix}” is neither a phrase nor a mapping of phrases")
    elif "by" in tree:
        wordings = {name: PhraseText(text) for name, text in tree.items() if name != "by" and isinstance(text, str)}
        if not isinstance(tree["by"], str) or len(wordings) != len(tree) - 1 or not wordings.keys() <= CATEGORIES:
            raise PhraseError(f"“{prefix}” has other keys than “by” and {', '.join(sorted(CATEGORIES))}")
        if "other" not in wordings:
            raise PhraseError(f"“{prefix}” has no wording for “other”")
        yield Phrase(prefix, wordings, tree["by"])
    else:
        for name, below in tree.items():
            yield from phrases(below, f"{prefix}.{name}")
