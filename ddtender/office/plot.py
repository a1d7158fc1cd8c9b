"""A line over numbers as a chart in a Word document: values in, a part of the package out (ECMA-376, 21.2.2.161).

As in ``chart``, the numbers stand in the part itself and there is no workbook behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from ddtender.office.chart_xml import (
    BLACK,
    Letters,
    a,
    axis_title,
    c,
    cached,
    chart_space,
    shape,
    step,
    ticks,
)
from ddtender.office.packaging import serialize
from ddtender.office.wml import Element

#: A point: how far to the right, and how far up.
PlotPoint = tuple[Decimal, Decimal]
#: The ids of the two axes, each of which names the other.
_ACROSS, _UP = "1001", "1002"
#: The line, and what lies behind it.
_COLOUR, _GRID = "1F4E5F", "D9D9D9"
#: English Metric Units: 1.75 and 0.5 points. Points: the marks.
_LINE, _HAIR, _MARK = "22225", "6350", 6


def line_plot(line: Sequence[PlotPoint], marks: Sequence[PlotPoint], across: str, up: str, letters: Letters) -> bytes:
    """A chart part: the ``line`` straight from point to point, and ``marks`` on it. ``across`` and ``up`` say what is
    counted on the axes. The one beside the line begins with 0, the one below it with the first point."""
    chart = c(
        "chart",
        c("autoTitleDeleted", val=1),
        c(
            "plotArea",
            c("layout"),
            c(
                "scatterChart",
                c("scatterStyle", val="lineMarker"),
                c("varyColors", val=0),
                _series(0, line, up, _drawn(), c("marker", c("symbol", val="none"))),
                _series(1, marks, up, _undrawn(), _dots()),
                c("axId", val=_ACROSS),
                c("axId", val=_UP),
            ),
            _axis(_ACROSS, _UP, "b", min(x for x, _ in line), max(x for x, _ in line), across, letters),
            _axis(_UP, _ACROSS, "l", Decimal(0), max(y for _, y in line), up, letters),
            shape(None),
        ),
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )
    return serialize(chart_space(chart, letters))


def bounds(first: Decimal, last: Decimal) -> tuple[int, int, int]:
    """Where an axis from one value to another begins and ends, and how far its numbers are apart."""
    least, most = int(first), max(int(first) + 1, ceil(last))
    apart = step(2 * (most - least))  # half as many numbers as beside bars: a plot is small
    least -= least % apart
    return least, least + -(-(most - least) // apart) * apart, apart


def _series(number: int, points: Sequence[PlotPoint], name: str, properties: Element, marker: Element) -> Element:
    """A series with a name, which is nowhere shown: LibreOffice gives one to a series that has none when it saves."""
    columns = ("AB", "CD")[number]
    xs, ys = ([f"{value:f}" for value in values] for values in zip(*points, strict=True))
    places = [f"Sheet1!${column}$1:${column}${len(points)}" for column in columns]
    return c(
        "ser",
        c("idx", val=number),
        c("order", val=number),
        c("tx", cached("str", f"Sheet1!${columns[1]}$1", [name])),
        properties,
        marker,
        c("xVal", cached("num", places[0], xs)),
        c("yVal", cached("num", places[1], ys)),
        c("smooth", val=0),
    )


def _drawn() -> Element:
    return c("spPr", a("ln", a("solidFill", a("srgbClr", val=_COLOUR)), a("round"), w=_LINE, cap="rnd"))


def _undrawn() -> Element:
    return c("spPr", a("ln", a("noFill"), w=_LINE))


def _dots() -> Element:
    return c("marker", c("symbol", val="circle"), c("size", val=_MARK), shape(_COLOUR, _COLOUR))


def _axis(own: str, other: str, side: str, first: Decimal, last: Decimal, title: str, letters: Letters) -> Element:
    least, most, apart = bounds(first, last)
    lines = a("ln", a("solidFill", a("srgbClr", val=_GRID)), w=_HAIR)
    return c(
        "valAx",
        c("axId", val=own),
        c("scaling", c("orientation", val="minMax"), c("max", val=most), c("min", val=least)),
        c("delete", val=0),
        c("axPos", val=side),
        *([c("majorGridlines", c("spPr", lines))] if side == "l" else []),
        axis_title(title, letters),
        c("numFmt", formatCode="#,##0", sourceLinked=0),
        *ticks("out"),
        shape(None, BLACK),
        c("crossAx", val=other),
        c("crosses", val="min"),
        c("crossBetween", val="midCat"),
        c("majorUnit", val=apart),
    )
