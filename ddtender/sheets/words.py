"""Words of a language in a workbook: what people choose or read, and how it stands in formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from ddtender.words import Language

#: A sheet's name that no formula takes for anything else: no digit, so no cell, and no word of the formulas' own.
_PLAIN = re.compile(r"(?!(?i:true|false)\b)[A-Za-z]{4,}")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Word(StrEnum):
    """A value whose name is known to the program and whose word comes from a language.

    The phrase of a member stands in its room's file, under the name of its class: ``contract.due_status.due_soon``.
    """

    def said(self, language: Language) -> str:
        room = type(self).__module__.split(".")[1]
        name = _CAPITAL.sub("_", type(self).__name__)
        return language.say(f"{room}.{name.lower()}.{self.name.lower()}")

    def quoted(self, language: Language) -> str:
        """The word as a text within a formula."""
        return quoted(self.said(language))


Said = TypeVar("Said", bound=Word)
Meant = TypeVar("Meant")


def quoted(text: str) -> str:
    """A text within a formula."""
    return '"' + text.replace('"', '""') + '"'


def listed(words: Iterable[Word], language: Language) -> str:
    """The words as the source of a drop-down; none of them may have a comma."""
    return quoted(",".join(word.said(language) for word in words))


def by_word(words: Iterable[Said], language: Language) -> dict[str, Said]:
    """What a cell says, and what is meant by it."""
    return {word.said(language): word for word in words}


def meant(typed: object, values: Mapping[str, Meant]) -> Meant | None:
    """What is meant by a typed word: capitals and spaces around or doubled make no other one, as in the formulas."""
    if not isinstance(typed, str):
        return None
    return values[typed] if typed in values else {_alike(w): one for w, one in values.items()}.get(_alike(typed))


def _alike(text: str) -> str:
    """A text as ``TRIM`` and ``=`` see it: blanks of other kinds than the space are letters to them."""
    return " ".join(filter(None, text.split(" "))).lower()


def trimmed(cell: str) -> str:
    """A cell within a formula, without spaces around what somebody typed."""
    return f"TRIM({cell})"


def at(sheet: str) -> str:
    """A sheet as formulas refer to it, ``Overview!`` or ``'Award 1'!``."""
    return f"{sheet}!" if _PLAIN.fullmatch(sheet) else f"'{sheet.replace(chr(39), chr(39) * 2)}'!"
