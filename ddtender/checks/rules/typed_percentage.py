"""Percentages stand under `scoring` and nowhere else. What a KPI aims at is not a score and may be a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cache, cached_property, lru_cache

from ddtender.checks import Wording
from ddtender.checks.passages import Passage, PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind
from ddtender.words import Lexicon

TYPED_PERCENTAGE = Code(
    "typed-percentage",
    Topic.TEXT,
    Severity.ERROR,
    "A percentage is typed in prose.",
    why="Percentages stand once, under `scoring`; a second copy will one day say something else.",
    mend="Put the percentage under `scoring` and say in words what it is given for.",
)

_FIGURES = r"(?<![\w.,])(?:\d+(?:[.,]\d+)?|[⁰¹²³⁴-⁹]+)"
#: The ends of a sentence, between which a percentage is about points or about something else.
_STOP = re.compile(r"[.;!?]\s")
#: So many letters before and behind a percentage are looked at for them.
_SENTENCE = 300
#: A sentence with no more letters beside its percentage says nothing of what it is about.
_TOLD = 15
#: So many texts are kept with what is found in them: a process reads the same ones for each command and revision.
_KEPT = 2048
_SIGNS = ("%", "％", "٪", "‰", "o/o")


class Among(Enum):
    """What percentages are about where a text stands: points alone, as under scoring; both, as in the text of an award
    criterion; or other things (interest, capacity), as in a contract clause, unless the sentence speaks of points."""

    POINTS = auto()
    BOTH = auto()
    OTHERS = auto()


class Shares:
    """How a language writes a percentage, a share of the points or a number of points."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        #: One of these stands in each text with one.
        lists = [f"percent.{name}" for name in ("words", "short", "points", "scores")]
        more = ("counts", "hundred", "whole", "earns", "given_out", "judged", "judgements", "weighed", "weighs")
        more += ("limits", "assessed", "scale", "factor", "below", "subjects", "formula", "grades")
        lists += lexicon.having(*(f"percent.{name}" for name in more))
        self.stems = (*_SIGNS, *lexicon.stems(*lists))

    def may_stand_in(self, passage: Passage) -> bool:
        """Whether a passage can have one; most have none, and this is quickly seen."""
        return passage.mentions(*self.stems) and bool(self._counted.search(passage.prose.text))

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        return self._lexicon.expression("counted")

    @cached_property
    def typed(self) -> re.Pattern[str]:
        return self._lexicon.expression("typed_percentage", figures=_FIGURES)

    @lru_cache(maxsize=_KEPT)  # noqa: B019  # there are as many of these as languages
    def found_in(self, text: str, among: Among) -> tuple[tuple[int, str], ...]:
        """Every one of them: where it begins, and how it is written."""
        return tuple(self._shares_in(text, among))

    def _shares_in(self, text: str, among: Among) -> Iterator[tuple[int, str]]:
        for match in self.typed.finditer(text):
            if match["share"] and self._measures(text, *match.span(), among):
                continue
            if not (match["points"] and any(self._others.search(text, *side) for side in _around(text, *match.span()))):
                yield match.start(), " ".join(match.group().split())

    def _measures(self, text: str, start: int, end: int, among: Among) -> bool:
        """Whether a percentage is one of something else: interest, capacity, workers."""
        if among is Among.OTHERS:
            return not any(self._about.search(text, *side) for side in _around(text, start, end))
        if among is Among.BOTH:
            if self._score_changes.search(text, max(0, start - 60), start):
                return False
            if self._behind.match(text, end) or self._before.search(text, max(0, start - 60), start):
                return True
            around = _around(text, start, end)
            is_told = sum(last - first for first, last in around) > _TOLD
            return is_told and not any(self._about_award.search(text, *side) for side in around)
        return False

    @cached_property
    def _about(self) -> re.Pattern[str]:
        return self._lexicon.expression("about_points")

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return self._lexicon.expression("other_points")

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        return self._lexicon.expression("measured_behind", figures=_FIGURES)

    @cached_property
    def _about_award(self) -> re.Pattern[str]:
        return self._lexicon.expression("about_award")

    @cached_property
    def _score_changes(self) -> re.Pattern[str]:
        return self._lexicon.expression("score_changes")

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return self._lexicon.expression("measured_before")


def _around(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the rest of the sentence stands that a piece of the text is in: before it, and behind it."""
    first, last = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    begin = max((stop.end() for stop in _STOP.finditer(text, first, start)), default=first)
    stop = _STOP.search(text, end, last)
    return (begin, start), (end, stop.start() if stop else last)


shares = cache(Shares)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = shares(wording.lexicon)
    for provision in wording.provisions:
        among = Among.BOTH if provision.kind is Kind.AWARD else Among.OTHERS
        yield from _typed(wording.passages(provision), known, among)
    yield from _typed(wording.printed_elsewhere(), known, Among.POINTS)


def _typed(passages: Iterable[Passage], known: Shares, among: Among) -> Iterator[Diagnostic]:
    for passage in passages:
        if passage.part in (PassagePart.KPI, PassagePart.FACT, PassagePart.SUBJECT) or not known.may_stand_in(passage):
            continue
        here = Among.POINTS if among is Among.BOTH and passage.part is not PassagePart.BODY else among
        for start, typed in known.found_in(passage.prose.text, here):
            hint = "Give it as `percent` under `scoring`, and say in words what it is given for."
            yield Diagnostic(TYPED_PERCENTAGE, passage.prose.locate(start), f"'{typed}' is typed in prose", hint)
