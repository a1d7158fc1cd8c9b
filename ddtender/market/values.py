"""What a supplier answered, and what follows from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from ddtender.diagnostics import Location
from ddtender.model.market import AGREED, CONSENT, Level
from ddtender.words import Language

#: The most of a supplier's own text that is kept of one field.
_MAX_TEXT = 4_000
_MAX_NAME = 200


class Answers(Struct, frozen=True):
    """One supplier's answers as they were read, from Word or YAML.

    ``kind`` is the id of the one kind ticked, None if there is none or more than one. ``ticked`` has the ids of the
    ticked statements by group; ``unread`` the (group, statement) of boxes that could not be read. ``texts`` are the
    free-text fields by name, ``remarks`` what was typed beside boxes, as (question, text). ``choices`` are the options
    chosen of the questions without points, by id. ``places`` says where each group stands in the file.
    """

    file: str
    company: str
    contact: str
    kind: str | None
    kinds_ticked: tuple[str, ...]
    ticked: Mapping[str, tuple[str, ...]]
    unread: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_shared(self) -> bool:
        """Whether the supplier has agreed that other public buyers see these answers."""
        return self.choices.get(CONSENT) == AGREED

    @property
    def name(self) -> str:
        """What to call the supplier."""
        return self.company or f"unnamed ({self.file})"


class DimensionScore(Struct, frozen=True):
    """``score`` in points and its ``level``, both None if an answer is missing; ``earned`` are (group, statement,
    points) of the statements that count, ``capped`` the groups whose maximum cut points off."""

    score: int | None
    level: Level | None
    earned: tuple[tuple[str, str, int], ...] = ()
    capped: tuple[str, ...] = ()


class NamedInitiatives(Struct, frozen=True):
    """The initiatives that a supplier named: the ids of those that are ``known``, and the others as it typed them."""

    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


#: Of a supplier that named none.
NONE_NAMED = NamedInitiatives()


class Supplier(Struct, frozen=True):
    """A supplier's scores by dimension and its overall level; ``counted`` is False for a further form of the same.

    ``lacks`` is what it lacks for an overall level, ``questions`` what to ask it, both in words; ``named`` are the
    initiatives that it named."""

    answers: Answers
    dimensions: Mapping[str, DimensionScore]
    level: Level | None
    notes: tuple[str, ...]
    counted: bool = True
    lacks: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    named: NamedInitiatives = NONE_NAMED


class About(Struct, frozen=True):
    """Whose assessment it is, of which procurement, and of which day (None where it was not said)."""

    title: str | None = None
    reference: str | None = None
    authority_name: str | None = None
    on: date | None = None

    def facts(self) -> dict[str, str | None]:
        """What it is about, by the names of the procurement's facts."""
        return {"title": self.title, "reference": self.reference, "authority_name": self.authority_name}


#: Of an assessment that nobody named.
NOTHING_SAID = About()


class Market(Struct, frozen=True):
    """``counts`` of suppliers by dimension (and "level", the overall one) and level; the level of the market, and the
    scenario to use, None if nothing could be counted; ``reasons`` in words."""

    counts: Mapping[str, Mapping[str, int]]
    level: Level | None
    recommended: str | None
    reasons: tuple[MarketReason, ...]


class MarketReason(str):
    """A sentence in the language of an assessment, with the ``key`` and the ``places`` from which it was said, so that
    it can be said in another; one of the places may be such a sentence itself."""

    __slots__ = ("key", "places")

    key: str
    places: Mapping[str, str | int]

    @classmethod
    def of(cls, language: Language, key: str, **places: str | int) -> MarketReason:
        """What a language says under a key."""
        made = cls(language.say(key, **places))
        made.key, made.places = key, places
        return made

    def __getnewargs__(self) -> tuple[str]:  # the rest is its state
        return (str(self),)

    def as_json(self) -> dict[str, object]:
        """The key and the places as values for JSON."""
        return {
            "key": self.key,
            "places": {n: one.as_json() if isinstance(one, MarketReason) else one for n, one in self.places.items()},
        }


def clean(text: str, limit: int = _MAX_TEXT) -> str:
    """A supplier's text without what could disturb a terminal, a sheet or a reader, on one line and not endless.

    Control and format characters go (Unicode categories Cc, Cf, Co, Cs): they can hide or reverse what is shown.
    """
    kept = text[: 4 * limit]
    if not kept.isprintable():
        kept = "".join(" " if c.isspace() else c for c in kept if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def clean_name(text: str) -> str:
    return clean(text, _MAX_NAME)
