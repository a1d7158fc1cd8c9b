"""A language in which every word from data can be told from a word that code has typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ddtender.words.language import Language, Part
from ddtender.words.phrases import BEGINS, ENDS


class _Pseudo(Language):
    def pieces(self, key: str, /, **places: Part) -> tuple[str | Part, ...]:
        return (BEGINS, *super().pieces(key, **places), ENDS)

    def date(self, value: date) -> str:
        return f"{BEGINS}{super().date(value)}{ENDS}"

    def percent(self, value: int | Decimal, places: int | None = None) -> str:
        return f"{BEGINS}{super().percent(value, places)}{ENDS}"

    def listing(self, items: Iterable[str]) -> str:
        return f"{BEGINS}{super().listing(items)}{ENDS}"


def pseudo(like: Language) -> Language:
    """``like``, with every phrase between ⟦ and ⟧."""
    return _Pseudo(like.tag, like.files, like.beneath)
