"""The chart of the market: how many suppliers are at each level. matplotlib is imported where it is used."""

from __future__ import annotations

import io

from ddtender.market.market import ROWS
from ddtender.market.values import Market
from ddtender.model.market import LEVELS
from ddtender.words import Language

#: From light to dark, so that the levels can be told apart without colours and in print.
_COLOURS = {"low": "#C9D6DB", "medium": "#6F9CAB", "high": "#1F4E5F"}
_INK = {"low": "#16323C", "medium": "#16323C", "high": "#FFFFFF"}
#: Inches.
WIDTH, HEIGHT = 6.4, 2.9


def chart(market: Market, language: Language) -> bytes:
    """A PNG of stacked bars, one for each dimension and one for the overall level; numbers are on the bars."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=200, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    names = [language.say(f"market.headings.{row}") for row in ROWS]
    left = [0] * len(ROWS)
    for level in LEVELS:
        values = [market.counts[row][level] for row in ROWS]
        bars = axes.barh(
            names, values, left=left, height=0.6, color=_COLOURS[level], label=language.say(f"market.levels.{level}")
        )
        labels = [str(value) if value else "" for value in values]
        axes.bar_label(bars, labels, label_type="center", color=_INK[level], fontsize=10)
        left = [a + b for a, b in zip(left, values, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, *left))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(language.say("market.chart.number"))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def in_words(market: Market, language: Language) -> str:
    """What the chart shows, for those who cannot see it."""
    rows = "; ".join(
        language.say("market.chart.row", row=language.say(f"market.headings.{row}"), **market.counts[row])
        for row in ROWS
    )
    return language.say("market.chart.words", rows=rows)
