"""In which language somebody reads the page: what they chose, else the first that their browser asks for."""

from __future__ import annotations

import re
from functools import cache

from starlette.requests import Request

from ddtender.words import SOURCE, Language, language

#: The languages of the page, by their own names.
LANGUAGES = {"en": "English", "nl": "Nederlands", "fr": "Français", "de": "Deutsch", "nb": "Norsk bokmål"}
_ASKED = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\s*(?:;\s*q=([01](?:\.\d{1,3})?))?$")
#: Norwegian is written in two ways, and browsers also say neither.
_SAME = {"no": "nb", "nn": "nb"}


def language_for(request: Request, chosen: str) -> Language:
    """The language of the answer to a request."""
    return _spoken(chosen if chosen in LANGUAGES else _first(request.headers.get("accept-language", "")))


def _first(header: str) -> str:
    found = [
        (float(one[2] or 1), one[1].lower()) for part in header[:400].split(",") if (one := _ASKED.match(part.strip()))
    ]
    wanted = [_SAME.get(tag, tag) for quality, tag in sorted(found, key=lambda one: -one[0]) if quality > 0]
    return next((tag for tag in wanted if tag in LANGUAGES), SOURCE)


@cache
def _spoken(tag: str) -> Language:
    return language(tag)
