"""Phrases of a language among the inlines of a document: what stands in their places stays what it is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model import Source, Text
from ddtender.resolve.values import Inlines
from ddtender.words import Language

#: Where words come from that stand in no source.
MADE = Location("")


def phrase(language: Language, key: str, place: Location = MADE, /, **places: object) -> Inlines:
    """The phrase of a key as inlines, its text in as few pieces as can be.

    A place is filled by an inline, a sequence of inlines, the ``pieces`` of another phrase, or a value which is written
    as the language does.
    ``place`` is the source that the text is made for. Raises PhraseError.
    """
    found: list = []
    for piece in _flat(language, language.pieces(key, **places)):
        if isinstance(piece, str):
            if found and isinstance(found[-1], str):
                found[-1] += piece
            else:
                found.append(piece)
        else:
            found.append(piece)
    return tuple(Text(piece, place) if isinstance(piece, str) else piece for piece in found if piece != "")


def _flat(language: Language, pieces: tuple[object, ...]) -> Iterator[object]:
    for piece in pieces:
        if isinstance(piece, tuple):
            yield from _flat(language, piece)
        else:
            yield piece if isinstance(piece, Struct) else language.shown(piece)


def text(*paragraphs: str) -> tuple[Inlines, ...]:
    """Plain paragraphs, as in a table's cell."""
    return tuple((Text(paragraph, MADE),) for paragraph in paragraphs)


def source_text(source: Source, language: Language, shared: str = "") -> str:
    """Where a requirement comes from; without the document's name where it is the ``shared`` one. What goes beyond
    the manual says so."""
    if source.practice:
        return language.say("common.source.practice", practice=source.practice)
    places = {"section": source.section} | ({"item": source.item} if source.item else {})
    place = language.say(f"common.source.{'item' if source.item else 'section'}", **places)
    return (
        place if source.document == shared else language.say("common.source.of", document=source.document, place=place)
    )
