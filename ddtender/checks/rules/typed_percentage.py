"""Percentages stand under `scoring` and nowhere else. What a KPI aims at is not a score and may be a percentage."""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ddtender.checks import Wording
from ddtender.checks.passages import PassagePart
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.words import Lexicon

TYPED_PERCENTAGE = Code(
    "typed-percentage",
    Topic.TEXT,
    Severity.ERROR,
    "A percentage is typed in prose.",
    why="Percentages stand once, under `scoring`; a second copy will one day say something else.",
    mend="Put the percentage under `scoring` and say in words what it is given for.",
)

_FIGURES = r"(?<![\w.,])\d+(?:[.,]\d+)?"
_SIGNS = ("%", "％", "٪", "‰")


class Shares:
    """How a language writes a percentage, a share of the points or a number of points."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        #: One of these stands in each text with one.
        lists = [f"percent.{name}" for name in ("words", "short", "points", "scores")]
        lists += [key for name in ("counts", "hundred", "whole") if lexicon.has(key := f"percent.{name}")]
        self.stems = (*_SIGNS, *lexicon.stems(*lists))

    @cached_property
    def typed(self) -> re.Pattern[str]:
        return self._lexicon.expression("typed_percentage", figures=_FIGURES)

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Every one of them: where it begins, and how it is written."""
        for match in self.typed.finditer(text):
            yield match.start(), " ".join(match.group().split())


shares = cache(Shares)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    known = shares(wording.lexicon)
    for passage in wording.printed():
        if passage.part in (PassagePart.KPI, PassagePart.FACT) or not passage.mentions(*known.stems):
            continue
        for start, typed in known.found_in(passage.prose.text):
            hint = "Give it as `percent` under `scoring`, and say in words what it is given for."
            yield Diagnostic(TYPED_PERCENTAGE, passage.prose.locate(start), f"'{typed}' is typed in prose", hint)
