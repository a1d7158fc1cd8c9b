"""Formats that leave words as readable as they are: a closed list, with the values that do. Any other is told.

What hides words is found in no list: Word knows hundreds of formats, other programs give some of them other meanings,
and the next version brings more. What reviewers use is little, and is here (ECMA-376 part 1, 17.3.1, 17.3.2, 17.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from ddtender.library.looks.measures import HALF_POINTS, TWIPS, plain, points, within
from ddtender.office.package import W

HIDDEN, STRUCK, PAGE_COLOUR = "hidden", "struck through", "in the colour of the page"
TINY, BESIDE, FLAT = "too small to read", "beside the page", "in lines without height"
SQUEEZED, OVERLAID, RAISED = "squeezed", "in letters one over the other", "moved off its line"
REVERSED, DOUBLED, FILLED = "from right to left", "in two lines in one", "filled otherwise"
NOT_UNDERSTOOD = "with a format that is not understood"
FRAMED, EFFECT, PATTERN = "in a frame", "with an effect", "on a pattern or in a colour that is not known"

Properties = Mapping[str, etree._Element]
#: Points: letters of which nothing is said, the width of the narrowest that can be read, and the part of it that the
#: next one may take.
_USUAL_SIZE, _LEAST_WIDTH, _OVERLAP = 10, 2.0, 0.35
_Judge = Callable[[etree._Element], str]


def unknown(name: str, element: etree._Element) -> str:
    """How a format is named that is not in the list."""
    value = element.get(W + "val", "")
    return f"{NOT_UNDERSTOOD} ({name}{f' {value[:20]}' if value else ''})"


def on(element: etree._Element) -> bool:
    """Whether a format that is on or off is on."""
    return element.get(W + "val", "1") not in ("0", "false", "off")


def run_looks(said: Properties) -> Iterator[str]:
    """Whatever of the formats of words is not harmless; their colours, fonts and what is struck or hidden apart."""
    yield from _judged(said, _RUN)
    yield from _together(said)


def paragraph_looks(said: Properties) -> Iterator[str]:
    """Whatever of the formats of a paragraph is not harmless to its words."""
    yield from _judged(said, _PARAGRAPH)


def table_looks(table: Properties) -> Iterator[str]:
    """The same of a table."""
    yield from _judged(table, _TABLE)


def row_looks(row: Properties) -> Iterator[str]:
    """The same of a row."""
    yield from _judged(row, _ROW)


def cell_looks(cell: Properties) -> Iterator[str]:
    """The same of a cell."""
    yield from _judged(cell, _CELL)


def _judged(said: Properties, judges: Mapping[str, _Judge]) -> Iterator[str]:
    for name, element in said.items():
        judge = judges.get(name)
        look = unknown(name, element) if judge is None else judge(element)
        if look:
            yield look


def _together(said: Properties) -> Iterator[str]:
    """What none of size, width and distance of letters does alone: a letter is about half as wide as it is high."""
    sizes = [points(said[name].get(W + "val"), HALF_POINTS) for name in ("sz", "szCs") if name in said]
    size = min(sizes or [_USUAL_SIZE], key=lambda one: one or 0)
    scale = plain(said["w"].get(W + "val", "100"), "%") if "w" in said else 100
    apart = points(said["spacing"].get(W + "val", "0"), TWIPS) if "spacing" in said else 0
    if size is None or scale is None or apart is None:  # told already
        return
    wide = size * scale / 200
    if wide < _LEAST_WIDTH:
        yield TINY
    if apart < -_OVERLAP * wide:
        yield OVERLAID


def _fine(_: etree._Element) -> str:
    return ""


def _off(look: str) -> _Judge:
    """One that is harmless while it is off."""
    return lambda element: look if on(element) else ""


def _one_of(*values: str) -> _Judge:
    return lambda element: (
        "" if element.get(W + "val", "") in values else unknown(etree.QName(element).localname, element)
    )


def _size(element: etree._Element) -> str:
    return "" if within(points(element.get(W + "val"), HALF_POINTS), 5, 60) else TINY


def _scale(element: etree._Element) -> str:
    return "" if within(plain(element.get(W + "val", "100"), "%"), 60, 200) else SQUEEZED


def _apart(element: etree._Element) -> str:
    return "" if within(points(element.get(W + "val", "0"), TWIPS), -1.5, 12) else OVERLAID


def _position(element: etree._Element) -> str:
    return "" if within(points(element.get(W + "val", "0"), HALF_POINTS), -8, 8) else RAISED


def _east(element: etree._Element) -> str:
    names = {
        etree.QName(name).localname for name, value in element.attrib.items() if value not in ("0", "false", "off")
    }
    return "" if names <= {"id"} else DOUBLED


def _lines(element: etree._Element) -> str:
    """Space between lines and paragraphs (17.3.1.33)."""
    rule = element.get(W + "lineRule", "auto")
    line = element.get(W + "line")
    if line is not None:
        high = plain(line) if rule == "auto" else points(line, TWIPS)
        limits = {"auto": (200, 960), "exact": (10, 100), "atLeast": (0, 100)}
        if rule not in limits or not within(high, *limits[rule]):
            return FLAT
    around = all(within(points(element.get(W + name, "0"), TWIPS), 0, 300) for name in ("before", "after"))
    by_lines = all(within(plain(element.get(W + name, "0")), 0, 2000) for name in ("beforeLines", "afterLines"))
    return "" if around and by_lines else unknown("spacing", element)


def _indents(element: etree._Element) -> str:
    """The edges of a paragraph together (17.3.1.12): a page is about 600 points wide, its margins 70."""
    found = {}
    for name in ("left", "start", "right", "end", "firstLine", "hanging"):
        found[name] = points(element.get(W + name, "0"), TWIPS)
        if found[name] is None or not within(plain(element.get(f"{W}{name}Chars", "0")), -200, 1000):
            return BESIDE
    left, right = found["left"] + found["start"], found["right"] + found["end"]
    first = found["firstLine"] if "firstLine" not in element.attrib or not found["hanging"] else 0
    begins = left - found["hanging"]
    fits = left + right + max(first, 0) <= 360 and min(left, right, begins, left + first) >= -65
    return "" if fits else BESIDE


def _tabs(element: etree._Element) -> str:
    places = (points(tab.get(W + "pos", "0"), TWIPS) for tab in element)
    return "" if all(within(place, -70, 600) for place in places) else BESIDE


def _height(element: etree._Element) -> str:
    high = points(element.get(W + "val", "0"), TWIPS)
    exact = element.get(W + "hRule", "auto") == "exact"
    return "" if within(high, 20 if exact else 0, 700) else FLAT


def _floats(element: etree._Element) -> str:
    places = (points(element.get(W + name, "0"), TWIPS) for name in ("tblpX", "tblpY"))
    return "" if all(within(place, -60, 800) for place in places) else BESIDE


def _indent(element: etree._Element) -> str:
    return (
        ""
        if element.get(W + "type") == "auto" or within(points(element.get(W + "w", "0"), TWIPS), -65, 300)
        else BESIDE
    )


def _edges(element: etree._Element) -> str:
    sides = (points(side.get(W + "w", "0"), TWIPS) for side in element)
    return "" if all(within(side, 0, 60) for side in sides) else BESIDE


def _width(element: etree._Element) -> str:
    """A width of a table or cell (17.4.87), in points, or in fiftieths of a percent, or as it comes."""
    kind, wide = element.get(W + "type", "dxa"), element.get(W + "w", "0")
    if kind == "pct":
        per_cent = plain(wide, "%")
        return "" if within(per_cent, 2 if wide.endswith("%") else 100, 10_000) else SQUEEZED
    if kind == "dxa":
        return "" if within(points(wide, TWIPS), 10, 1200) else SQUEEZED
    return "" if kind == "auto" else SQUEEZED


def _before(element: etree._Element) -> str:
    """How far a row is moved to the right, or ends before the others."""
    if element.get(W + "type", "dxa") == "dxa":
        return "" if within(points(element.get(W + "w", "0"), TWIPS), 0, 300) else BESIDE
    return "" if element.get(W + "w", "0") == "0" else BESIDE


def _spaced(element: etree._Element) -> str:
    return "" if within(points(element.get(W + "w", "0"), TWIPS), 0, 20) else unknown("tblCellSpacing", element)


def _all(names: str) -> dict[str, _Judge]:
    return dict.fromkeys(names.split(), _fine)


#: What has a judgement elsewhere is fine here: fonts and colours, what strikes and hides.
_RUN: dict[str, _Judge] = {
    **_all(
        "rStyle rPrChange ins del moveFrom moveTo b bCs i iCs lang noProof kern snapToGrid u highlight color shd bdr"
    ),
    **_all("caps smallCaps rFonts vanish specVanish webHidden strike dstrike"),
    **_all("w14:ligatures w14:numForm w14:numSpacing w14:stylisticSets w14:cntxtAlts"),
    **dict.fromkeys(("outline", "shadow", "emboss", "imprint", "oMath"), _off(EFFECT)),
    "vertAlign": _one_of("baseline", "superscript", "subscript"),
    "effect": _one_of("none"),
    "em": _one_of("none"),
    "sz": _size,
    "szCs": _size,
    "w": _scale,
    "spacing": _apart,
    "position": _position,
    "rtl": _off(REVERSED),
    "cs": _off("with letters of another script"),
    "eastAsianLayout": _east,
    "fitText": lambda _: SQUEEZED,
    "w14:textFill": lambda _: FILLED,
}
_PARAGRAPH: dict[str, _Judge] = {
    **_all(
        "pStyle pPrChange rPr sectPr numPr keepNext keepLines pageBreakBefore widowControl suppressLineNumbers pBdr shd"
    ),
    **_all("suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd"),
    **_all("snapToGrid contextualSpacing mirrorIndents suppressOverlap outlineLvl divId cnfStyle ins del"),
    "bidi": _off(REVERSED),
    "framePr": lambda _: FRAMED,
    "ind": _indents,
    "jc": _one_of("left", "right", "center", "both", "start", "end"),
    "spacing": _lines,
    "tabs": _tabs,
    "textAlignment": _one_of("auto", "baseline", "top", "center", "bottom"),
    "textDirection": _one_of("lrTb", "lr", "tb"),
}
_TABLE: dict[str, _Judge] = {
    **_all("tblStyle tblLayout tblLook tblCaption tblDescription tblBorders shd tblOverlap tblPrChange"),
    **_all("tblStyleRowBandSize tblStyleColBandSize"),
    "bidiVisual": _off(REVERSED),
    "jc": _one_of("left", "right", "center", "start", "end"),
    "tblCellMar": _edges,
    "tblCellSpacing": _spaced,
    "tblInd": _indent,
    "tblW": lambda element: "" if element.get(W + "w", "0") == "0" else _width(element),
    "tblpPr": _floats,
}
_ROW: dict[str, _Judge] = {
    **_all("cantSplit tblHeader cnfStyle gridBefore gridAfter divId trPrChange ins del"),
    "hidden": _off(HIDDEN),
    "wAfter": _before,
    "wBefore": _before,
    "jc": _one_of("left", "right", "center", "start", "end"),
    "tblCellSpacing": _spaced,
    "trHeight": _height,
}
_CELL: dict[str, _Judge] = {
    **_all("gridSpan vAlign shd tcBorders cnfStyle noWrap hideMark cellIns cellDel tcPrChange headers"),
    "cellMerge": lambda _: "in a cell that is to be merged",
    "tcFitText": _off(SQUEEZED),
    "tcMar": _edges,
    "tcW": _width,
    "textDirection": _one_of("lrTb", "lr", "tb"),
    "vMerge": _one_of("restart"),
}
