"""After how many months a sentence of a clause says that something is done again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ddtender.checks.numbers import number_of
from ddtender.words import Lexicon

#: Periods that have words of their own ("quarterly"), in months.
_PERIODS = (24, 12, 6, 3, 1)
_YEAR = 12


class Repetitions:
    """How a language says that something is done every so many months."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def _every(self) -> re.Pattern[str]:
        """Every six months, once in 2 years: the number, and the unit by the name of its group."""
        return self.lexicon.expression("every_time")

    @cached_property
    def _times_a_year(self) -> re.Pattern[str]:
        return self.lexicon.expression("times_a_year")

    @cached_property
    def periods(self) -> re.Pattern[str]:
        """Words for a period, such as "quarterly"; the name of the group has its months."""
        listed = (months for months in _PERIODS if self.lexicon.has(f"times.period_{months}"))
        ways = "|".join(rf"(?P<m{months}>{self.lexicon.one_of(f'times.period_{months}')})" for months in listed)
        return re.compile(rf"(?<![\w-])(?:{ways})\b", re.IGNORECASE)

    @cached_property
    def _describing(self) -> re.Pattern[str]:
        return self.lexicon.expression("describing_period")

    @cached_property
    def _adverb_follows(self) -> re.Pattern[str]:
        return self.lexicon.expression("behind_a_period")

    def said(self, sentence: str) -> Iterator[tuple[int, str]]:
        """The months between repetitions, with the words of the sentence for them; 0 where they are no whole months."""
        taken: list[tuple[int, int]] = []
        for match in self._every.finditer(sentence):
            number = number_of(match["number"], self.lexicon)
            if number is not None:
                taken.append(match.span())
                yield number * {"months": 1, "years": _YEAR}.get(match.lastgroup or "", 0), _plain(match)
        for match in self._times_a_year.finditer(sentence):
            number = number_of(match["number"], self.lexicon)
            if number and not _within(match, taken):
                taken.append(match.span())
                yield _YEAR // number if _YEAR % number == 0 else 0, _plain(match)
        for match in self.periods.finditer(sentence):
            if not _within(match, taken) and self._is_when(sentence, match):
                yield int((match.lastgroup or "m0")[1:]), _plain(match)

    def _is_when(self, sentence: str, match: re.Match[str]) -> bool:
        """Whether a word for a period says when something is done: not the yearly audit, not a fee a year."""
        if not self._describing.fullmatch(match.group()):
            return True
        return bool(self._adverb_follows.match(sentence, match.end()))


repetitions = cache(Repetitions)


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _plain(match: re.Match[str]) -> str:
    return " ".join(match.group().split())
