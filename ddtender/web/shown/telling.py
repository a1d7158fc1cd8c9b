"""What a finding says, with its values, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from markupsafe import Markup, escape

from ddtender.diagnostics import Diagnostic
from ddtender.diagnostics.messages import (
    FactKey,
    LegalCitation,
    NamedProvision,
    RiskLevel,
    StatedCountry,
    TaggedLanguage,
)
from ddtender.layout.citations import cited_within
from ddtender.web.shown.finding_rows import UnknownValue, kept_message, read_value
from ddtender.words import Language, PhraseError

#: So many of a list are named; the English message has all.
_NAMED = 12


class PageReader(Protocol):
    """Whoever reads a page, as far as it is asked here: a ``Visit``."""

    language: Language

    @property
    def name(self) -> str: ...

    def address(self, *parts: str) -> str: ...

    def question_of(self, key: str) -> str: ...

    def title_of(self, id_: str) -> str: ...

    def sees(self, path: str, changes: bool = False) -> bool: ...

    def below(self, text: str) -> str: ...


def said_of(visit: PageReader, row: Mapping[str, Any], linked: bool = True, cell: object = True) -> Markup:
    """What a finding says in the language of whoever reads, a row of ``finding_rows``; empty where only its English
    message does so. A fact is its question, ``linked`` to where it is asked for those who see that page. The ``cell``
    of a workbook that it is about stands before it, unless the page has said so otherwise."""
    said = row.get("said")
    if not said:
        return Markup()
    try:
        places = {name: read_value(value) for name, value in said["places"].items()}
        pieces = visit.language.pieces(said["key"], **places)
        before = said["before"] if cell or not row.get("cell") else ""
        return escape(visit.below(before)) + Markup().join(_shown(visit, one, linked) for one in pieces)
    except (PhraseError, UnknownValue):  # what was kept of a job by another version of ddtender
        return Markup()


def sentence(visit: PageReader, message: str) -> Markup:
    """A message in the language of whoever reads; marked as English where there are only its English words."""
    return said_of(visit, {"said": kept_message(message)}) or Markup('<span lang="en">{}</span>').format(
        visit.below(message)
    )


def told_in(visit: PageReader, one: Diagnostic) -> str:
    """What a finding says in the language of whoever reads, as plain text; its English message where there is none."""
    return plain_sentence(visit, one.message)


def plain_sentence(visit: PageReader, message: str) -> str:
    """A message in the language of whoever reads as plain text, its English words where there is none."""
    return said_of(visit, {"said": kept_message(message)}, linked=False).unescape() or visit.below(message)


def _shown(visit: PageReader, value: object, linked: bool) -> Markup:
    match value:
        case FactKey():
            return _fact(visit, value, linked)
        case NamedProvision():
            return escape(visit.title_of(value))
        case TaggedLanguage():
            return escape(visit.language.language_name(value))
        case LegalCitation():
            return escape(cited_within(value, visit.language))
        case StatedCountry():
            return escape(visit.language.country_name(value))
        case RiskLevel():
            return escape(visit.language.say(f"web.market.levels.{value}"))
        case list():
            marked = [_shown(visit, one, linked) for one in value[:_NAMED]]
            if len(value) > _NAMED:
                return Markup(", ").join(marked) + " …"
            return Markup().join(escape(one) for one in visit.language.listed(marked))
    return escape(visit.below(visit.language.shown(value)))


def shown_row(visit: PageReader, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``finding_rows`` as a page shows it: no path in it says where on this machine something lies."""
    told = {name: visit.below(row[name]) for name in ("path", "message", "hint") if row.get(name)}
    return {**row, **told}


def _fact(visit: PageReader, key: str, linked: bool) -> Markup:
    label = visit.question_of(key)
    if not linked or not visit.name or label == key or not visit.sees("/p/{name}/fact/{key}"):
        return escape(label)
    return Markup('<a href="{}">{}</a>').format(f"{visit.address('fact')}/{quote(key, safe='')}", label)
