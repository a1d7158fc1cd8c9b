"""Drawings that lie over the words of a page (ECMA-376 part 1, 20.4.2.3; part 4, 19.1): a logo does not, nor does what
lies behind the text; a patch of the page's colour does, and whatever is as large as the text.

Nobody knows before the build which words will stand at a place. So positions are not asked for, but in margins; and a
page without tags, such as a cover, is the house's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.contrast import contrast
from ddtender.library.looks.measures import TWIPS, points
from ddtender.library.looks.room import sections
from ddtender.office.package import W
from ddtender.office.usual_names import MAIN

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V, _W10 = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:word}"
_EMU = 1 / 12_700
_A4 = (595.0, 842.0)
#: Square points: 60 square centimetres, a quarter of what a page has for words is four times as much. A logo has less.
_LARGE = 60 * (72 / 2.54) ** 2
#: Points: a patch of the page's colour that hides a figure.
_PATCH = (15.0, 6.0)
#: Contrasts with white and with black: what is taken for paper, and on what black words are seen.
_PAPER, _SEEN = 1.3, 4.5
_NAMED = {"white": "FFFFFF", "black": "000000", "window": "FFFFFF", "windowtext": "000000", "windowText": "000000"}
_SCHEME = {"bg1": "FFFFFF", "lt1": "FFFFFF", "tx1": "000000", "dk1": "000000"}
#: In thousandths of a percent: what can be seen through, and what is as light as it was.
_HALF, _ALMOST = 50_000, 97_000
#: Square points of a letter, and the part of a text box that its letters take at least.
_LETTER, _WRITTEN = 50, 0.05
_SHAPES = tuple(_V + name for name in ("shape", "rect", "roundrect", "oval", "group", "image", "polyline", "line"))
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, None: 0.75}


class _Drawn(Struct, frozen=True):
    """A drawing that floats: its size in points, whether it is ``behind`` the text or the text goes ``around`` it, the
    colour that fills it ("" if that is not known, None if nothing does), how far from the page's upper edge it ends,
    and how many letters stand in it."""

    wide: float
    high: float
    behind: bool
    around: bool
    fill: str | None
    end: float | None
    letters: int


def covered(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """What lies over words, or under them so that they are not seen, each as "it …"; ``trees`` are the parts of a
    template that are filled in."""
    main = trees[MAIN]
    top = max((_top(section) for section, _ in sections(main)), default=0)
    for name, tree in trees.items():
        told = [_told(drawn, 0 if tree is main else top) for drawn in _over_tags(tree, tree is main)]
        yield from (f"has {said} ({name})" for said in dict.fromkeys(filter(None, told)))


def _told(drawn: _Drawn, margin: float) -> str:
    if drawn.fill is None or drawn.around or (drawn.end is not None and drawn.end <= margin):
        return ""
    if drawn.behind:
        as_page = drawn.wide >= 0.6 * _A4[0] and drawn.high >= 0.4 * _A4[1]
        dark = drawn.fill and contrast("000000", drawn.fill) < _SEEN
        return "a drawing behind the text on which words are not seen" if as_page and dark else ""
    if drawn.wide * drawn.high > _LARGE:
        return "a drawing in front of the text that is as large as the text"
    written = drawn.letters * _LETTER > drawn.wide * drawn.high * _WRITTEN
    patch = drawn.wide >= _PATCH[0] and drawn.high >= _PATCH[1] and not written
    white = drawn.fill and contrast("FFFFFF", drawn.fill) < _PAPER
    return "a patch in the colour of the page in front of the text" if patch and white else ""


def _top(section: etree._Element) -> float:
    margins = section.find(W + "pgMar")
    return abs(points(margins.get(W + "top", "0"), TWIPS) or 0) if margins is not None else 0


def _over_tags(tree: etree._Element, is_main: bool) -> Iterator[_Drawn]:
    """The drawings of a part; of the text's those on pages on which tags stand: between two breaks of pages."""
    held: list[_Drawn] = []
    tags = not is_main
    for element in tree.iter(W + "br", W + "pageBreakBefore", W + "sectPr", W + "t", _WP + "anchor", W + "pict"):
        if element.tag == W + "t":
            tags = tags or "{" in (element.text or "")
        elif element.tag == _WP + "anchor":
            held.append(_anchored(element))
        elif element.tag == W + "pict":
            held += [drawn for shape in element.iterchildren(*_SHAPES) if (drawn := _vml(shape)) is not None]
        elif is_main and _ends_page(element):
            yield from held if tags else ()
            held, tags = [], False
    yield from held if tags else ()


def _ends_page(element: etree._Element) -> bool:
    """Whether another page begins with an element for certain: in no text box, not hidden, not deleted."""
    if next(element.iterancestors(W + "txbxContent", W + "del", W + "rPrChange", W + "pPrChange"), None) is not None:
        return False
    if element.tag == W + "br":
        run = element.getparent()
        plain = run is not None and run.find(f"{W}rPr/{W}vanish") is None
        return plain and element.get(W + "type") == "page"
    if element.tag == W + "sectPr":
        kind = element.find(W + "type")
        return kind is None or kind.get(W + "val") != "continuous"
    return element.get(W + "val", "1") not in ("0", "false", "off")


# DrawingML


def _anchored(anchor: etree._Element) -> _Drawn:
    wide, high = (_longest(anchor, name) for name in ("cx", "cy"))
    relative = ((_WP14 + "pctWidth", _A4[0]), (_WP14 + "pctHeight", _A4[1]))
    wide, high = (
        max([side, *((_number(one.text) or 0) / 100_000 * page for one in anchor.iter(tag))])
        for side, (tag, page) in zip((wide, high), relative, strict=True)
    )
    thick = max(((_number(line.get("w")) or 0) * _EMU for line in anchor.iter(_A + "ln")), default=0.0)
    # What draws a line only has no fill of its own.
    fill = _filled(anchor)
    if fill is None and thick > _PATCH[1]:
        fill = ""
    return _Drawn(
        wide + thick, high + thick, anchor.get("behindDoc", "0") in ("1", "true", "on"), _goes_around(anchor), fill,
        _ends_at(anchor, high), _letters(anchor),
    )  # fmt: skip


def _longest(anchor: etree._Element, name: str) -> float:
    sizes = (*anchor.iter(_WP + "extent"), *anchor.iter(_A + "ext"))
    return max(((_number(size.get(name)) or 0) * _EMU for size in sizes), default=0.0)


def _goes_around(anchor: etree._Element) -> bool:
    """Whether words make room for all of it: an outline of its own may be smaller, and so may the distances."""
    wraps = any(anchor.find(_WP + name) is not None for name in ("wrapSquare", "wrapTopAndBottom"))
    less = any((_number(side) or 0) < 0 for one in anchor.iter(_WP + "effectExtent") for side in one.attrib.values())
    return wraps and not less


def _filled(anchor: etree._Element) -> str | None:
    """The colour of a shape; "" of a picture, a group, a pattern; None of a text box or a frame without a fill."""
    data = anchor.find(f"{_A}graphic/{_A}graphicData")
    shapes = [] if data is None else [*data.iterchildren(etree.Element)]
    if len(shapes) != 1 or shapes[0].tag != _WPS + "wsp":
        return ""
    properties, style = shapes[0].find(_WPS + "spPr"), shapes[0].find(f"{_WPS}style/{_A}fillRef")
    fill = None if properties is None else next(properties.iterchildren(*_FILLS), None)
    if fill is None:
        return None if style is None or style.get("idx", "0") == "0" else ""
    if fill.tag == _A + "noFill":
        return None
    alpha = next((_number(one.get("val")) for one in fill.iter(_A + "alpha")), None)
    if fill.tag == _A + "solidFill" and alpha is not None and alpha < _HALF:
        return None
    colours = {_colour(one) for one in fill.iter(_A + "srgbClr", _A + "schemeClr", _A + "prstClr", _A + "sysClr")}
    return colours.pop() if len(colours) == 1 else ""


def _colour(element: etree._Element) -> str:
    """The colour of an element; "" of one that is made darker, or whose theme nobody asks."""
    said, by = element.get("val", ""), element.tag
    darker = (one for name in ("lumMod", "shade", "tint") for one in element.iter(_A + name))
    if any((_number(one.get("val")) or 0) < _ALMOST for one in darker):
        return ""
    found = said if by == _A + "srgbClr" else (_SCHEME if by == _A + "schemeClr" else _NAMED).get(said, "")
    return found if re.fullmatch("[0-9A-Fa-f]{6}", found) else ""


_FILLS = tuple(_A + name for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))


def _ends_at(anchor: etree._Element, high: float) -> float | None:
    """How far from the upper edge of the page, or of what is nearer to it, it ends, where it says that in a number."""
    position = anchor.find(_WP + "positionV")
    offset = None if position is None else position.find(_WP + "posOffset")
    known = position is not None and position.get("relativeFrom") in ("page", "paragraph", "topMargin", "line")
    number = None if offset is None else _number(offset.text)
    return number * _EMU + high if known and number is not None else None


def _letters(drawn: etree._Element) -> int:
    return sum(len((text.text or "").strip()) for text in drawn.iter(W + "t"))


def _number(text: str | None) -> float | None:
    found = re.fullmatch(r"\s*(-?\d{1,15})\s*", text or "")
    return float(found[1]) if found else None


# VML


def _vml(shape: etree._Element) -> _Drawn | None:
    """A shape of before 2007, if it floats."""
    style = dict(one.strip().split(":", 1) for one in shape.get("style", "").lower().split(";") if ":" in one)
    if style.get("position") != "absolute":
        return None
    wide, high = (_side(style, name, page) for name, page in zip(("width", "height"), _A4, strict=True))
    wrap = next(shape.iter(_W10 + "wrap"), None)
    around = wrap is not None and wrap.get("type") in ("square", "topAndBottom")
    level = re.match(r"\s*(-?\d+)", style.get("z-index", "0"))
    thick = _length(shape.get("strokeweight", "0")) or 0
    return _Drawn(
        wide + thick, high + thick, bool(level and int(level[1]) < 0), around, _vml_fill(shape), None, _letters(shape)
    )


def _side(style: Mapping[str, str], name: str, page: float) -> float:
    by_page = re.fullmatch(r"(\d{1,6})", style.get(f"mso-{name}-percent", "0").strip())
    return max(_length(style.get(name, "0")) or 0, float(by_page[1]) / 1000 * page if by_page else 0)


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text.strip())
    return float(found[1]) * _UNITS[found[2]] if found else None


def _vml_fill(shape: etree._Element) -> str | None:
    words = next(shape.iter(_V + "textpath"), None)
    if words is not None and re.search(
        r"[^\W\d_]{3}", words.get("string", "")
    ):  # letters, between which words are seen
        return None
    if shape.get("filled", "t") in ("f", "false", "0") and next(shape.iter(_V + "imagedata"), None) is None:
        return None if (_length(shape.get("strokeweight", "0")) or 0) <= _PATCH[1] else ""
    if shape.tag == _V + "group" or next(shape.iter(_V + "imagedata", _V + "textpath", _V + "fill"), None) is not None:
        return ""
    colour = shape.get("fillcolor", "white").partition(" ")[0].removeprefix("#")
    found = _NAMED.get(colour, colour)
    return found if re.fullmatch("[0-9A-Fa-f]{6}", found) else ""
