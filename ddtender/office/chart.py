"""Bar charts in Word documents: values in, a part of the package and its place in the text out (ECMA-376 part 1, 21.2).

The numbers stand in the part itself, as the caches that programs show (21.2.2.24); there is no workbook behind them, so
nothing else goes with the document, and nothing is asked of Excel.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from ddtender.office import wml
from ddtender.office.chart_xml import (
    BLACK,
    DRAWING,
    OFFICE,
    Letters,
    axis_title,
    c,
    cached,
    chart_space,
    shape,
    step,
    text,
    ticks,
)
from ddtender.office.packaging import add_override, relate, serialize
from ddtender.office.relations import OF_DOCUMENT
from ddtender.office.wml import Element

_RELATION = f"{OFFICE}/chart"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#: The element that names a chart's part, and its attribute.
CHART, RELATION_ID = f"{{{DRAWING}/chart}}chart", f"{{{OFFICE}}}id"
#: The properties of a drawing, with its number.
PROPERTIES = f"{{{DRAWING}/wordprocessingDrawing}}docPr"
_EXTENT = f"{{{DRAWING}/wordprocessingDrawing}}extent"
#: The ids of the two axes, each of which names the other.
_NAMES, _NUMBERS = "1001", "1002"
#: English Metric Units in a twentieth of a point.
_EMU = 635
#: Between two bars, in percent of a bar's height.
_GAP = 67


class Bars(Struct, frozen=True):
    """The bars of one colour: what it stands for, a number for each category, the colours of bars and of the numbers
    on them (RRGGBB)."""

    name: str
    numbers: tuple[int, ...]
    colour: str
    ink: str


def stacked_bars(categories: Sequence[str], bars: Sequence[Bars], axis: str, letters: Letters) -> bytes:
    """A chart part: one bar from left to right for each category, from top to bottom, of pieces in several colours.

    Every piece has its number on it, nothing has a 0. ``axis`` says what is counted; the legend is on top.
    """
    total = max([1, *(sum(numbers) for numbers in zip(*(one.numbers for one in bars), strict=True))])
    chart = c(
        "chart",
        c("autoTitleDeleted", val=1),
        c(
            "plotArea",
            c("layout"),
            _bar_chart(categories, bars, letters),
            _category_axis(),
            _number_axis(axis, total, letters),
        ),
        c("legend", c("legendPos", val="t"), c("overlay", val=0)),
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )
    return serialize(chart_space(chart, letters))


def add_chart(parts: dict[str, bytes], chart: bytes) -> str:
    """Put a chart part into a package with a Word document; the id of its relationship, for ``chart_run``."""
    taken = {name.lower() for name in parts}
    name = next(name for n in range(1, len(taken) + 2) if (name := f"word/charts/chart{n}.xml") not in taken)
    parts[name] = chart
    add_override(parts, name, _TYPE)
    return relate(parts, OF_DOCUMENT, _RELATION, name)


def chart_run(relation: str, document: Element, width: int, height: int, title: str, description: str) -> Element:
    """A run of text that shows the chart of a relationship, ``width`` and ``height`` in twips.

    ``description`` is its alternative text. Drawings are numbered in all of ``document``, where it is going to stand.
    """
    numbers = (one.get("id", "") for one in document.iter(PROPERTIES))
    number = max((int(one) for one in numbers if one.isdecimal()), default=0) + 1
    drawing = etree.fromstring(_FRAME.format(cx=width * _EMU, cy=height * _EMU))
    for properties in drawing.iter(PROPERTIES):
        for name, value in (("id", str(number)), ("name", f"Chart {number}"), ("descr", description), ("title", title)):
            properties.set(name, value)
    for chart in drawing.iter(CHART):
        chart.set(RELATION_ID, relation)
    return wml.element("r", drawing)


def narrow(element: Element, width: int) -> None:
    """Make the drawings in an element no wider than ``width`` twips, in their proportions."""
    for extent in element.iter(_EXTENT):
        was, high = (int(extent.get(name, "0")) for name in ("cx", "cy"))
        if 0 < width * _EMU < was:
            extent.set("cx", str(width * _EMU))
            extent.set("cy", str(high * width * _EMU // was))


def _bar_chart(categories: Sequence[str], bars: Sequence[Bars], letters: Letters) -> Element:
    return c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val="stacked"),
        c("varyColors", val=0),
        *(_series(n, categories, one, letters) for n, one in enumerate(bars)),
        c("gapWidth", val=_GAP),
        c("overlap", val=100),
        c("axId", val=_NAMES),
        c("axId", val=_NUMBERS),
    )


def _series(number: int, categories: Sequence[str], bars: Bars, letters: Letters) -> Element:
    column, last = "BCDEFGHIJKLMNOPQRSTUVWXYZ"[number], len(categories) + 1
    return c(
        "ser",
        c("idx", val=number),
        c("order", val=number),
        c("tx", cached("str", f"Sheet1!${column}$1", [bars.name])),
        shape(bars.colour),
        c("invertIfNegative", val=0),
        _labels(bars, letters),
        c("cat", cached("str", f"Sheet1!$A$2:$A${last}", categories)),
        c("val", cached("num", f"Sheet1!${column}$2:${column}${last}", bars.numbers)),
    )


def _labels(bars: Bars, letters: Letters) -> Element:
    shown = ("LegendKey", 0), ("Val", 1), ("CatName", 0), ("SerName", 0), ("Percent", 0), ("BubbleSize", 0)
    return c(
        "dLbls",
        *(c("dLbl", c("idx", val=n), c("delete", val=1)) for n, number in enumerate(bars.numbers) if not number),
        c("numFmt", formatCode="0", sourceLinked=0),
        shape(None),
        text(letters, bars.ink),
        c("dLblPos", val="ctr"),
        *(c(f"show{what}", val=value) for what, value in shown),
    )


def _category_axis() -> Element:
    """Names beside the bars, the first on top, without a line."""
    return c(
        "catAx",
        c("axId", val=_NAMES),
        c("scaling", c("orientation", val="maxMin")),
        c("delete", val=0),
        c("axPos", val="l"),
        c("numFmt", formatCode="General", sourceLinked=0),
        *ticks("none"),
        shape(None),
        c("crossAx", val=_NUMBERS),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("noMultiLvlLbl", val=1),
    )


def _number_axis(title: str, total: int, letters: Letters) -> Element:
    """Whole numbers below the bars, as far as the longest one reaches."""
    return c(
        "valAx",
        c("axId", val=_NUMBERS),
        c("scaling", c("orientation", val="minMax"), c("max", val=total), c("min", val=0)),
        c("delete", val=0),
        c("axPos", val="b"),
        axis_title(title, letters),
        c("numFmt", formatCode="0", sourceLinked=0),
        *ticks("out"),
        shape(None, BLACK),
        c("crossAx", val=_NAMES),
        c("crosses", val="max"),  # at the last category, which is the lowest
        c("crossBetween", val="between"),
        c("majorUnit", val=step(total)),
    )


#: A frame for a chart, in the text (20.4.2.8).
_FRAME = f"""<w:drawing xmlns:w="{wml.NAMESPACE}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main"
 xmlns:c="{DRAWING}/chart" xmlns:r="{OFFICE}"><wp:inline distT="0" distB="0" distL="0" distR="0"
><wp:extent cx="{{cx}}" cy="{{cy}}"/><wp:docPr/><wp:cNvGraphicFramePr/><a:graphic
><a:graphicData uri="{DRAWING}/chart"><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing>"""
