"""The phrases of ddtender as texts for a translator: what a language lacks, or what a library says in place of them.

They come back into the library's own folder, ``languages/TAG/words/ROOM.yaml``, as ddtender's own files are not there.
A phrase that depends on a number has a text for each plural category of the language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from ddtender.library.languages.kinds import LAYER_WORDS
from ddtender.library.languages.pieces import TextPiece
from ddtender.library.languages.spans import Spans, UnwritableText, of_plain
from ddtender.library.languages.writing import dumped
from ddtender.library.places import LANGUAGES
from ddtender.library.yaml_document import Path
from ddtender.words import Language, language
from ddtender.words.phrases import Phrase

_BEGINS = "words."
#: The plural categories (CLDR) in their order.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_OTHER = _CATEGORIES[-1]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def phrase_ids() -> tuple[str, ...]:
    """The ids of the files of phrases."""
    return tuple(f"{_BEGINS}{room}" for room in language().rooms())


def place_of_phrases(tag: str, id_: str) -> str:
    """Where a library has phrases of its own."""
    return f"{LANGUAGES}/{tag}/{LAYER_WORDS}/{id_.removeprefix(_BEGINS)}.yaml"


def phrases_of(words: Language) -> Iterator[tuple[str, tuple[TextPiece, ...]]]:
    """Every phrase of ddtender by the id of its file, each text beside that of the language of ``words``, if it has
    one."""
    lacking = set(words.lacks())
    categories = [name for name in _CATEGORIES if name in words.locale.plural_form.tags or name == _OTHER]
    source = language()
    for room in source.rooms():
        pieces: list[TextPiece] = []
        for key in source.keys(room):
            own = None if key in lacking else words.phrase(key)
            pieces += _pieces(source.phrase(key), own, tuple(key.split(".")[1:]), categories)
        yield f"{_BEGINS}{room}", tuple(pieces)


def _pieces(phrase: Phrase, own: Phrase | None, place: Path, categories: list[str]) -> Iterator[TextPiece]:
    for category in categories if phrase.by else [_OTHER]:
        wording = phrase.wordings.get(category, phrase.wordings[_OTHER])
        told = None if own is None else own.wordings.get(category, own.wordings[_OTHER])
        at = (*place, category) if phrase.by else place
        yield TextPiece(at, of_plain(wording.text), of_plain(told.text) if told else None)


def written_phrases(content: bytes | None, id_: str, pieces: Sequence[TextPiece], new: Mapping[Path, Spans]) -> bytes:
    """The file of a library's own phrases with these texts by their places; spaces at the edges of a phrase are those
    of the source. Raises UnwritableText where a phrase would lack one of its plural categories, or the file has remarks
    that would be lost."""
    lines = (content or b"").decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    if head != lines[: len(head)] or any(" #" in line for line in lines[len(head) :]):
        raise UnwritableText("it has remarks between its phrases; write the new ones by hand")
    tree = yaml.load(content or b"{}", _LOADER) or {}  # nosec B506 # a safe loader: plain values only
    source, room = language(), id_.removeprefix(_BEGINS)
    keys = set(source.keys(room))
    by_key: dict[Path, list[TextPiece]] = {}
    for piece in pieces:  # a text of several for one phrase has its plural category behind the key
        whole = ".".join((room, *map(str, piece.place)))
        by_key.setdefault(piece.place if whole in keys else piece.place[:-1], []).append(piece)
    for key, texts in by_key.items():
        if not any(one.place in new for one in texts):
            continue
        phrase = source.phrase(".".join((room, *map(str, key))))
        found = {str(one.place[-1]): new.get(one.place, one.translation) for one in texts}
        if None in found.values():
            lacking = ", ".join(name for name, text in found.items() if text is None)
            raise UnwritableText(f"{'.'.join(map(str, key))} lacks {lacking}; translate all of its texts")
        said = {name: _edged(phrase, name, text or ()) for name, text in found.items()}
        _put(tree, key, {"by": phrase.by, **said} if phrase.by else next(iter(said.values())))
    return ("\n".join([*head, ""]) if head else "").encode() + dumped(tree).encode()


def _edged(phrase: Phrase, category: str, text: Spans) -> str:
    wording = phrase.wordings.get(category, phrase.wordings[_OTHER]).text
    inner = wording.strip(" ")
    at = wording.index(inner)
    return wording[:at] + "".join(one.text for one in text) + wording[at + len(inner) :]


def _put(tree: dict[Any, Any], key: Path, value: object) -> None:
    """Raises UnwritableText where something else stands on the way."""
    for part in key[:-1]:
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise UnwritableText(f"{part} is a phrase there, and should lead to some")
    tree[key[-1]] = value
