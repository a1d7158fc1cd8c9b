"""The words of a questionnaire as they come back in a form, whatever a program has made of their signs."""

from __future__ import annotations

import re
from functools import cache

from ddtender.words import Language

_ID, _VERSION = r"[a-z0-9-]+", r"\d+\.\d+\.\d+"


@cache
def named_form(words: Language) -> re.Pattern[str]:
    """What a form of any questionnaire and version calls itself."""
    marks = {"id": "\ue000", "version": "\ue001"}
    said = re.escape(words.say("market.form.name", **marks))
    return re.compile(said.replace(marks["id"], f"(?P<id>{_ID})").replace(marks["version"], f"(?P<version>{_VERSION})"))


def normal(text: str) -> str:
    """A text without what differs between programs: capitals, the kind of apostrophe, spaces."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def without(cell: str, statement: str) -> str:
    """A cell's text without the statement, whatever its spaces and apostrophes are."""
    return _pattern(statement).sub(" ", cell, count=1)


@cache
def _pattern(statement: str) -> re.Pattern[str]:
    """Of one of the questionnaire's statements: they are few, and the same for every form."""
    words = (re.escape(word).replace("'", "['’‘]") for word in statement.split())
    return re.compile(r"\s+".join(words), re.IGNORECASE)
