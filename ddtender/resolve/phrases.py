"""Phrases of a language among the inlines of a document: what stands in their places stays what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ddtender.diagnostics import Location
from ddtender.model import Source, Text
from ddtender.resolve.inlines import Inlines
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
    section = language.listing(source.section.split(" and "))  # numbers, and rarely the headings of a book in English
    places = {"section": section} | ({"item": source.item} if source.item else {})
    place = language.say(f"common.source.{'item' if source.item else 'section'}", **places)
    return (
        place if source.document == shared else language.say("common.source.of", document=source.document, place=place)
    )


def by_lots(texts: Sequence[tuple[str, str | None]], language: Language) -> str | None:
    """What differs between lots as one text, such as "60 (lot 1) and 70 (lots 2 and 3)": pairs of the id of a lot and
    what holds in it. None where one of them is not known."""
    if any(said is None for _, said in texts):
        return None
    lots: dict[str, list[str]] = {}
    for lot, said in texts:
        lots.setdefault(said or "", []).append(lot)
    return language.listing(
        language.say("resolve.lots.of", said=said, lots=lot_names(own, language)) for said, own in lots.items()
    )


def lot_names(ids: Sequence[str], language: Language) -> str:
    """Lots by their ids: "lot 1", "lots 1 and 3"."""
    return language.say("resolve.lots.named", number=len(ids), lots=language.listing(ids))
