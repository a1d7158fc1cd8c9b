"""The prose of provisions and forms, passage by passage, and other ways of reading that rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import chain, repeat

from msgspec import Struct

from ddtender.compose import did_you_mean
from ddtender.diagnostics import Location
from ddtender.model import (
    BestOf,
    Blank,
    Graded,
    Inline,
    Library,
    Prose,
    Provision,
    ReplyForm,
    ReplyFormTable,
    Scoring,
    SumOf,
    Text,
    Tiers,
    blocks_of_inlines,
)
from ddtender.model.provision import prose_of
from ddtender.model.text import any_of
from ddtender.words.lexicon import folded

#: The facts that say what is bought; others fill a blank of a text, which says how they are meant.
SUBJECTS = ("title", "subject")
#: Facts in which numbers and ids are not ours to give: the name of another document, and what only formulas use.
_NOT_PROSE = ("award.described_in", "award.minimum")


class PassagePart(Enum):
    """Where in a provision or form a passage stands."""

    BODY = auto()
    SCORING = auto()
    EVIDENCE = auto()
    KPI = auto()
    FORM = auto()
    TITLE = auto()
    FACT = auto()
    SUBJECT = auto()  # a fact as well: what a procurement is called, and what it buys


class Passage(Struct, frozen=True):
    """One paragraph of prose: as inlines, as flat text, and its text without the difference of capital letters."""

    part: PassagePart
    inlines: tuple[Inline, ...]
    prose: Prose
    folded: str

    @classmethod
    def of(cls, part: PassagePart, inlines: tuple[Inline, ...]) -> Passage:
        return cls.flat(part, inlines, Prose.of(inlines))

    @classmethod
    def flat(cls, part: PassagePart, inlines: tuple[Inline, ...], prose: Prose) -> Passage:
        return cls(part, inlines, prose, folded(prose.text))

    @classmethod
    def plain(cls, part: PassagePart, text: str, place: Location) -> Passage:
        """A text that is printed as it stands; ``place`` is that of the value, or of what the value belongs to."""
        return cls.of(part, (Text(text, place, is_as_written=False),))

    def blanks(self) -> tuple[Blank, ...]:
        return self.prose.blanks

    def mentions(self, *stems: str) -> bool:
        """Whether any of these stands in the text, in capital or small letters (``Lexicon.stems``).

        Searching for a plain piece of text is many times faster than a regular expression that ignores case, and most
        passages have nothing that a rule is about.
        """
        return any_of(stems, self.folded)


def passages(provision: Provision) -> Iterator[Passage]:
    """All that is printed of a provision: title, body, scoring, evidence, KPIs."""
    yield Passage.plain(PassagePart.TITLE, provision.title, provision.place("title"))
    for part, inlines, prose in zip(_parts(provision), prose_of(provision), provision.prose, strict=False):
        if inlines or part is not PassagePart.KPI:
            yield Passage.flat(part, inlines, prose)


def _parts(provision: Provision) -> Iterator[PassagePart]:
    """The part of each piece of ``prose_of``."""
    scoring = provision.scoring
    body = sum(1 for _ in blocks_of_inlines(provision.body))
    scored = len(scoring.options) + len(getattr(scoring, "steps", ())) if scoring else 0
    counted = ((PassagePart.BODY, body), (PassagePart.SCORING, scored), (PassagePart.EVIDENCE, len(provision.evidence)))
    return chain(*(repeat(part, count) for part, count in counted), repeat(PassagePart.KPI))


def form_passages(form: ReplyForm) -> Iterator[Passage]:
    """All that a reply form prints: its title and instructions; labels, help and headings of its parts."""
    yield Passage.plain(PassagePart.TITLE, form.title, form.location)
    yield from (Passage.of(PassagePart.FORM, inlines) for inlines in form.instructions if inlines)
    for part in form.parts:
        yield Passage.plain(PassagePart.FORM, part.label, part.location)
        if part.help:
            yield Passage.of(PassagePart.FORM, part.help)
        if isinstance(part, ReplyFormTable):
            for text in (*(heading for _, heading, _ in part.columns), *part.row_labels):
                yield Passage.plain(PassagePart.FORM, text, part.location)


def other_passages(library: Library) -> Iterator[Passage]:
    """All that is printed and stands in no provision or form: labels and defaults of blanks, scenarios, facts."""
    for parameter in library.parameters:
        yield Passage.plain(PassagePart.TITLE, parameter.label, parameter.location)
        if isinstance(parameter.default, str):
            yield Passage.plain(PassagePart.FACT, parameter.default, parameter.location)
    for scenario in library.scenarios:
        yield Passage.plain(PassagePart.TITLE, scenario.title, scenario.location)
        yield Passage.plain(PassagePart.TITLE, scenario.summary, scenario.location)
    for procedure in library.procedures:
        for key, (value, place) in (*procedure.facts.items(), *procedure.parameters.items()):
            if isinstance(value, str) and key not in _NOT_PROSE:
                is_subject = key in SUBJECTS and key in procedure.facts
                yield Passage.plain(PassagePart.SUBJECT if is_subject else PassagePart.FACT, value, place)


def named_passages(library: Library) -> Iterator[Passage]:
    """How procedures name other documents and their lots, and what they say of a lot."""
    for procedure in library.procedures:
        facts = [told for key, told in procedure.facts.items() if key in _NOT_PROSE]
        facts += [(lot.title, lot.location) for lot in procedure.lots]
        facts += [told for lot in procedure.lots for told in lot.facts.values() if told[0] != lot.title]
        for value, place in facts:
            if isinstance(value, str):
                yield Passage.plain(PassagePart.FACT, value, place)


def stands_in(quote: str, text: str) -> bool:
    """Whether ``quote`` stands in ``text`` as whole words."""
    return next(places_of(quote, text), None) is not None


def places_of(quote: str, text: str) -> Iterator[int]:
    """Where ``quote`` stands in ``text`` as whole words. (A regular expression for each quote takes ten times as long
    to compile as to search.)"""
    at = text.find(quote)
    while at >= 0:
        if not any(c.isalnum() or c == "_" for c in (text[at - 1 : at], text[at + len(quote) :][:1])):
            yield at
        at = text.find(quote, at + 1)


def options_path(scoring: Scoring) -> tuple[str, ...]:
    """Where a scoring's options stand in the front matter."""
    names = {BestOf: ("best_of",), SumOf: ("sum_of",), Tiers: ("tiers",), Graded: ("graded", "elements")}
    return ("scoring", *names[type(scoring)])


class Suggestions:
    """Did-you-mean hints for one rule. Comparing is slow, so a hopeless file gets only so many of them."""

    def __init__(self, known: Iterable[str], most: int = 25) -> None:
        self._known, self._left = tuple(known), most
        self._given: dict[str, str] = {}

    def __call__(self, name: str, otherwise: str) -> str:
        if name not in self._given and self._left:
            self._left -= 1
            self._given[name] = did_you_mean(name, self._known)
        return self._given.get(name) or otherwise
