"""What has changed in the words of a source since a translation was made from them."""

from __future__ import annotations

from collections.abc import Iterator

from ddtender.difference import hunks, joined
from ddtender.library.languages.reading import TranslationPair

#: So many words beside a change are shown with it.
_BESIDE = 4


def changes(before: TranslationPair, after: TranslationPair) -> Iterator[tuple[str, str]]:
    """Each change of the words, as they were and as they are, with some words around; one of the two may be empty."""
    was, now = _texts(before), _texts(after)
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield from _changed(was.get(name, []), now.get(name, []))


def _texts(pair: TranslationPair) -> dict[tuple, list[str]]:
    """The words of each text by its place; those of the body are one text."""
    found = {tuple(slot.target): " ".join(slot.texts).split() for slot in pair.slots if not slot.is_aside}
    return {**found, ("text",): pair.of.body.split()}


def _changed(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    found = joined(hunks(was, now), lambda one, other: other.start - one.end <= _BESIDE)
    for one in found:
        before, after = was[max(one.start - _BESIDE, 0) : one.start], was[one.end : one.end + _BESIDE]
        old = " ".join([*before, *was[one.start : one.end], *after])
        yield old, " ".join([*before, *now[one.new_start : one.new_end], *after])
