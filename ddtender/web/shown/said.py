"""Values of files as somebody reads them on a page, in their language."""

from __future__ import annotations

import re
from datetime import date

from ddtender.desk.facts.field_values import FactField
from ddtender.words import Language

#: A day as files and fields of days have it.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day_in(text: str) -> date | None:
    """The day that a text is, None where it is none or says more than that."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def as_read(text: str | date, language: Language) -> str:
    """A text that may be a day, with the day in the words of a language."""
    found = text if isinstance(text, date) else day_in(text)
    return language.date(found) if found else str(text)


def answer_as_read(field: FactField, text: str, language: Language) -> str:
    """An answer as it stands in its field: what is chosen by its label, a day in words."""
    chosen = next((one.label for one in field.choices if one.value == text), "")
    return chosen or as_read(text, language)
