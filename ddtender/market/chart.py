"""The chart of the market: how many suppliers are at each level."""

from __future__ import annotations

from ddtender.market.market import ROWS
from ddtender.market.values import Market
from ddtender.model.market import LEVELS
from ddtender.office.chart import Bars, stacked_bars
from ddtender.office.chart_xml import Letters
from ddtender.words import Language

#: From light to dark, so that the levels can be told apart without colours and in print.
_COLOURS = {"low": "C9D6DB", "medium": "6F9CAB", "high": "1F4E5F"}
_INK = {"low": "16323C", "medium": "16323C", "high": "FFFFFF"}
#: Twips: 6.4 by 2.9 inches.
WIDTH, HEIGHT = 9216, 4176


def chart(market: Market, language: Language, letters: Letters) -> bytes:
    """A chart part of stacked bars, one for each dimension and one for the overall level; numbers are on the bars."""
    return stacked_bars(
        [language.say(f"market.headings.{row}") for row in ROWS],
        [
            Bars(
                language.say(f"market.levels.{level}"),
                tuple(market.counts[row][level] for row in ROWS),
                _COLOURS[level],
                _INK[level],
            )
            for level in LEVELS
        ],
        language.say("market.chart.number"),
        letters,
    )


def in_words(market: Market, language: Language) -> str:
    """What the chart shows, for those who cannot see it."""
    rows = "; ".join(
        language.say("market.chart.row", row=language.say(f"market.headings.{row}"), **market.counts[row])
        for row in ROWS
    )
    return language.say("market.chart.words", rows=rows)
