"""Bar charts in Word documents: values in, a part of the package and its place in the text out (ECMA-376 part 1, 21.2).

The numbers stand in the part itself, as the caches that programs show (21.2.2.24); there is no workbook behind them, so
nothing else goes with the document, and nothing is asked of Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from ddtender.office import wml
from ddtender.office.packaging import add_override, relate, serialize
from ddtender.office.relations import OF_DOCUMENT
from ddtender.office.wml import Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATION = f"{_OFFICE}/chart"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_NAMESPACES = {"c": f"{_DRAWING}/chart", "a": f"{_DRAWING}/main", "r": _OFFICE}
_DOC_PR = f"{{{_DRAWING}/wordprocessingDrawing}}docPr"
#: The ids of the two axes, each of which names the other.
_NAMES, _NUMBERS = "1001", "1002"
_BLACK, _WHITE = "000000", "FFFFFF"
#: English Metric Units in a twentieth of a point, and the width of the one line there is, 0.75 points.
_EMU, _LINE = 635, "9525"
#: Between two bars, in percent of a bar's height.
_GAP = 67
#: More steps than that on the axis are too many.
_MOST_STEPS = 10


class Bars(Struct, frozen=True):
    """The bars of one colour: what it stands for, a number for each category, the colours of bars and of the numbers
    on them (RRGGBB)."""

    name: str
    numbers: tuple[int, ...]
    colour: str
    ink: str


class Letters(Struct, frozen=True):
    """What all text of a chart is written in: the name of a font (none: the program's own), the language (BCP 47), the
    size in points."""

    font: str
    language: str
    size: float = 10


def stacked_bars(categories: Sequence[str], bars: Sequence[Bars], axis: str, letters: Letters) -> bytes:
    """A chart part: one bar from left to right for each category, from top to bottom, of pieces in several colours.

    Every piece has its number on it, nothing has a 0. ``axis`` says what is counted; the legend is on top.
    """
    total = max([1, *(sum(numbers) for numbers in zip(*(one.numbers for one in bars), strict=True))])
    chart = _c(
        "chart",
        _c("autoTitleDeleted", val=1),
        _c(
            "plotArea",
            _c("layout"),
            _bar_chart(categories, bars, letters),
            _category_axis(),
            _number_axis(axis, total, letters),
        ),
        _c("legend", _c("legendPos", val="t"), _c("overlay", val=0)),
        _c("plotVisOnly", val=1),
        _c("dispBlanksAs", val="gap"),
    )
    space = etree.Element(f"{{{_NAMESPACES['c']}}}chartSpace", nsmap=_NAMESPACES)
    space.extend([_c("date1904", val=0), _c("lang", val=letters.language), _c("roundedCorners", val=0), chart])
    space.extend([_shape(_WHITE), _text(letters, _BLACK)])
    return serialize(space)


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
    numbers = (one.get("id", "") for one in document.iter(_DOC_PR))
    number = max((int(one) for one in numbers if one.isdecimal()), default=0) + 1
    drawing = etree.fromstring(_FRAME.format(cx=width * _EMU, cy=height * _EMU))
    for properties in drawing.iter(_DOC_PR):
        for name, value in (("id", str(number)), ("name", f"Chart {number}"), ("descr", description), ("title", title)):
            properties.set(name, value)
    for chart in drawing.iter(f"{{{_NAMESPACES['c']}}}chart"):
        chart.set(f"{{{_OFFICE}}}id", relation)
    return wml.element("r", drawing)


def _bar_chart(categories: Sequence[str], bars: Sequence[Bars], letters: Letters) -> Element:
    return _c(
        "barChart",
        _c("barDir", val="bar"),
        _c("grouping", val="stacked"),
        _c("varyColors", val=0),
        *(_series(n, categories, one, letters) for n, one in enumerate(bars)),
        _c("gapWidth", val=_GAP),
        _c("overlap", val=100),
        _c("axId", val=_NAMES),
        _c("axId", val=_NUMBERS),
    )


def _series(number: int, categories: Sequence[str], bars: Bars, letters: Letters) -> Element:
    column, last = "BCDEFGHIJKLMNOPQRSTUVWXYZ"[number], len(categories) + 1
    return _c(
        "ser",
        _c("idx", val=number),
        _c("order", val=number),
        _c("tx", _cached("str", f"Sheet1!${column}$1", [bars.name])),
        _shape(bars.colour),
        _c("invertIfNegative", val=0),
        _labels(bars, letters),
        _c("cat", _cached("str", f"Sheet1!$A$2:$A${last}", categories)),
        _c("val", _cached("num", f"Sheet1!${column}$2:${column}${last}", bars.numbers)),
    )


def _labels(bars: Bars, letters: Letters) -> Element:
    shown = ("LegendKey", 0), ("Val", 1), ("CatName", 0), ("SerName", 0), ("Percent", 0), ("BubbleSize", 0)
    return _c(
        "dLbls",
        *(_c("dLbl", _c("idx", val=n), _c("delete", val=1)) for n, number in enumerate(bars.numbers) if not number),
        _c("numFmt", formatCode="0", sourceLinked=0),
        _shape(None),
        _text(letters, bars.ink),
        _c("dLblPos", val="ctr"),
        *(_c(f"show{what}", val=value) for what, value in shown),
    )


def _cached(kind: str, formula: str, values: Sequence[object]) -> Element:
    """A reference that programs look up in its cache; they want one even where there is no sheet (21.2.2.65)."""
    place = _c("f")
    place.text = formula
    cache = _c(f"{kind}Cache")
    if kind == "num":
        cache.append(_c("formatCode"))
        cache[0].text = "General"
    cache.append(_c("ptCount", val=len(values)))
    cache.extend(_points(values))
    return _c(f"{kind}Ref", place, cache)


def _points(values: Sequence[object]) -> Iterator[Element]:
    for n, value in enumerate(values):
        said = _c("v")
        said.text = str(value)
        yield _c("pt", said, idx=n)


def _category_axis() -> Element:
    """Names beside the bars, the first on top, without a line."""
    return _c(
        "catAx",
        _c("axId", val=_NAMES),
        _c("scaling", _c("orientation", val="maxMin")),
        _c("delete", val=0),
        _c("axPos", val="l"),
        _c("numFmt", formatCode="General", sourceLinked=0),
        *_ticks("none"),
        _shape(None),
        _c("crossAx", val=_NUMBERS),
        _c("crosses", val="autoZero"),
        _c("auto", val=0),
        _c("lblAlgn", val="ctr"),
        _c("lblOffset", val=100),
        _c("noMultiLvlLbl", val=1),
    )


def _number_axis(title: str, total: int, letters: Letters) -> Element:
    """Whole numbers below the bars, as far as the longest one reaches."""
    words = _a("p", _a("pPr", _font("defRPr", letters, _BLACK)), _a("r", _font("rPr", letters, _BLACK), _a("t")))
    words[-1][-1].text = title
    rich = _c("rich", _a("bodyPr"), _a("lstStyle"), words)
    return _c(
        "valAx",
        _c("axId", val=_NUMBERS),
        _c("scaling", _c("orientation", val="minMax"), _c("max", val=total), _c("min", val=0)),
        _c("delete", val=0),
        _c("axPos", val="b"),
        _c("title", _c("tx", rich), _c("overlay", val=0)),
        _c("numFmt", formatCode="0", sourceLinked=0),
        *_ticks("out"),
        _shape(None, _BLACK),
        _c("crossAx", val=_NAMES),
        _c("crosses", val="max"),  # at the last category, which is the lowest
        _c("crossBetween", val="between"),
        _c("majorUnit", val=_step(total)),
    )


def _ticks(major: str) -> list[Element]:
    return [_c("majorTickMark", val=major), _c("minorTickMark", val="none"), _c("tickLblPos", val="nextTo")]


def _step(total: int) -> int:
    """How far the numbers of an axis are apart: 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if total <= _MOST_STEPS * step:
                return step
        power *= 10


def _shape(fill: str | None, line: str | None = None) -> Element:
    properties = _c("spPr", _filled(fill))
    properties.append(_a("ln", _filled(line), **({"w": _LINE} if line else {})))
    return properties


def _filled(colour: str | None) -> Element:
    return _a("solidFill", _a("srgbClr", val=colour)) if colour else _a("noFill")


def _text(letters: Letters, colour: str) -> Element:
    paragraph = _a("p", _a("pPr", _font("defRPr", letters, colour)), _a("endParaRPr", lang=letters.language))
    return _c("txPr", _a("bodyPr"), _a("lstStyle"), paragraph)


def _font(name: str, letters: Letters, colour: str) -> Element:
    made = _a(name, _filled(colour), lang=letters.language, sz=round(100 * letters.size), b=0)
    if letters.font:
        made.extend(_a(script, typeface=letters.font) for script in ("latin", "ea", "cs"))
    return made


def _c(name: str, /, *children: Element, **attributes: object) -> Element:
    return _made("c", name, children, attributes)


def _a(name: str, /, *children: Element, **attributes: object) -> Element:
    return _made("a", name, children, attributes)


def _made(prefix: str, name: str, children: Sequence[Element], attributes: dict[str, object]) -> Element:
    made = etree.Element(f"{{{_NAMESPACES[prefix]}}}{name}", nsmap=_NAMESPACES)
    for key, value in attributes.items():
        made.set(key, str(value))
    made.extend(children)
    return made


#: A frame for a chart, in the text (20.4.2.8).
_FRAME = f"""<w:drawing xmlns:w="{wml.NAMESPACE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"
 xmlns:c="{_DRAWING}/chart" xmlns:r="{_OFFICE}"><wp:inline distT="0" distB="0" distL="0" distR="0"
><wp:extent cx="{{cx}}" cy="{{cy}}"/><wp:docPr/><wp:cNvGraphicFramePr/><a:graphic
><a:graphicData uri="{_DRAWING}/chart"><c:chart/></a:graphicData></a:graphic></wp:inline></w:drawing>"""
