"""What a translator is given: files of the library text by text, and the name by which each text is known again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ddtender.library.digest import digest
from ddtender.library.languages.pieces import TextPiece
from ddtender.library.languages.spans import Spans

#: Stands between two paragraphs that somebody has made of one; no XML has it.
PARAGRAPH = "\v"
_DIGITS = 12
_NAME = re.compile(rf"t(?:_[0-9a-f]{{{_DIGITS}}}){{3}}")


class TermForms(Struct, frozen=True):
    """A defined term of the source, and the forms that its definition lists in the language; none if it has none."""

    term: str
    forms: tuple[str, ...]


class TextLine(Struct, frozen=True):
    """A text, its name, and the defined terms that stand in it."""

    name: str
    piece: TextPiece
    terms: tuple[TermForms, ...] = ()


class Sheet(Struct, frozen=True):
    """A file of the library: its id, title and version, the path of the ``source``, how its translation stands (by the
    keys of the words), whether what has changed in it is known, and its texts."""

    id: str
    title: str
    version: str
    source: str
    state: str
    lines: tuple[TextLine, ...]
    is_known: bool = True


class Parcel(Struct, frozen=True):
    """All that one translator is given at a time: of a library, into the language of a tag."""

    tag: str
    library: str
    version: str
    sheets: tuple[Sheet, ...]

    @property
    def texts(self) -> int:
        return sum(len(sheet.lines) for sheet in self.sheets)


class ReturnedText(Struct, frozen=True):
    """What a translator's file says under the name of a text, the number of the paragraph or line where, and what was
    noticed there: the key of a remark, with its values."""

    name: str
    words: Spans
    line: int
    remarks: tuple[str, ...] = ()


class ReturnedParcel(Struct, frozen=True):
    """What came back: its texts, and of what library and language it says to be, where it says so. ``texts`` is how
    many there were, ``remarks`` what else is to be told, each with its place."""

    found: Sequence[ReturnedText]
    tag: str | None = None
    library: str | None = None
    texts: int | None = None
    remarks: Sequence[tuple[int, str]] = ()


class Name(Struct, frozen=True):
    """A name taken apart: which text, and of what words its source and its translation were when it was sent."""

    text: str
    words: str
    translation: str


def key_of(library: str, tag: str, id_: str, place: Sequence[str | int]) -> str:
    """Which text it is."""
    return digest([library, tag, id_, [*map(str, place)]])[:_DIGITS]


def words_key(spans: Spans | None) -> str:
    """Of the words of a text; of none at all where there is no text."""
    said = None if spans is None else [[one.text, one.strong, one.emphasis] for one in spans]
    return digest(said)[:_DIGITS]


def name_of(key: str, piece: TextPiece) -> str:
    """The name of a text as it is sent. It is a name for bookmarks, which have letters, digits and underscores, forty
    at most, and for the ids of XML."""
    return f"t_{key}_{words_key(piece.words)}_{words_key(piece.translation)}"


def read_name(name: str) -> Name | None:
    """A name taken apart; None for any other word."""
    return Name(*name.split("_")[1:]) if _NAME.fullmatch(name) else None
