"""The room that the sections of a document leave to words on their pages (ECMA-376 part 1, 17.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.harmless import on
from ddtender.library.looks.measures import TWIPS, plain, points, within
from ddtender.office.package import W

#: Points: a column of about four centimetres, and the longest side that Word knows.
LEAST, _LONGEST = 110, 1_600
#: What stands for a side that cannot be understood.
_TOO_LONG = 6_000.0
#: What may be said of a section (17.6.17).
SECTION = frozenset(
    [
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "cols"),
        *("pgBorders", "lnNumType", "pgNumType", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi"),
        *("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
    ]
)
_A4 = ("11906", "16838")
_MARGINS = ("left", "right", "gutter", "top", "bottom", "header", "footer")


def sections(main: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The properties of each section of a document's main part, and whether tags or provisions stand in it."""
    body = main.find(W + "body")
    holds = False
    for block in () if body is None else body.iterchildren(etree.Element):
        holds = holds or _holds(block)
        for found in [block] if block.tag == W + "sectPr" else block.iter(W + "sectPr"):
            yield found, holds
            holds = False


def _holds(block: etree._Element) -> bool:
    if any("@" in tag.get(W + "val", "") for tag in block.iter(W + "tag")):
        return True
    return any("{" in (text.text or "") for text in block.iter(W + "t"))


def odd_section(section: etree._Element) -> Iterator[str]:
    """What is odd about a section's pages (w:sectPr), as "…" that it has or leaves."""
    said = {str(child.tag).removeprefix(W): child for child in section.iterchildren(etree.Element)}
    yield from (f"a property that is not known ({name})" for name in said if name not in SECTION)
    if column(section) < LEAST:
        yield "margins, columns or a page size that leave no room for words"
    if is_turned(said):
        yield "turned lines"
    if is_reversed(said):
        yield "lines from right to left"
    if is_crowded(said):
        yield "a grid in which lines or letters lie one over the other"


def is_turned(said: Mapping[str, etree._Element]) -> bool:
    """Whether a section with these properties, by name, has lines from top to bottom or from bottom to top."""
    return "textDirection" in said and said["textDirection"].get(W + "val") not in ("lrTb", "lr", "tb")


def is_reversed(said: Mapping[str, etree._Element]) -> bool:
    """Whether one has lines from right to left."""
    return any(name in said and on(said[name]) for name in ("bidi", "rtlGutter"))


def is_crowded(said: Mapping[str, etree._Element]) -> bool:
    """Whether one has a grid in which lines or letters lie one over the other (17.6.5)."""
    grid = said.get("docGrid")
    if grid is None or grid.get(W + "type", "default") == "default":
        return False
    lines, signs = (plain(grid.get(W + name, usual)) for name, usual in (("linePitch", "240"), ("charSpace", "0")))
    return not (within(lines, 200, 2_000) and within(signs, -8_192, 40_960))


class Page(Struct, frozen=True):
    """A page in points: how ``wide`` and ``high`` its text is, how ``tall`` the paper, and how far the header and the
    footer, whichever is farther, stand from its ``edge``."""

    wide: float
    high: float
    tall: float
    edge: float


def page_of(
    size: etree._Element | None, margins: etree._Element | None, usual: tuple[str, str], longest: float
) -> Page | None:
    """The page of a section by its ``w:pgSz`` and ``w:pgMar``; None of one that cannot be understood, or has a side of
    more than ``longest`` points. ``usual`` are width and height, in twips, where nothing is said."""
    width, height = (_side(size, name, otherwise) for name, otherwise in zip("wh", usual, strict=True))
    left, right, gutter, top, bottom, header, footer = (_side(margins, name, "0") for name in _MARGINS)
    sides = (width, height, left, right, gutter, top, bottom, header, footer)
    if any(abs(side) > longest for side in sides) or min(left, right, gutter, header, footer) < 0:
        return None
    return Page(width - left - right - gutter, height - abs(top) - abs(bottom), height, max(header, footer))


def column(section: etree._Element) -> float:
    """The width in points of the narrowest column of a section, or the height of its text if that is less; 0 of one
    that cannot be understood."""
    size, margins, columns = (section.find(W + name) for name in ("pgSz", "pgMar", "cols"))
    page = page_of(size, margins, _A4, _LONGEST)
    if page is None or page.edge > page.tall / 2:
        return 0.0
    return min(_narrowest(columns, page.wide), page.high)


def _narrowest(columns: etree._Element | None, wide: float) -> float:
    if columns is None:
        return wide
    own = [_side(column, "w", "0") for column in columns.iterchildren(W + "col")]
    if own and not _are_equal(columns):
        return min(own) if all(0 < one <= wide for one in own) else 0.0
    number, space = plain(columns.get(W + "num", "1")), _side(columns, "space", "720")
    if number is None or not 1 <= number <= 45 or space < 0:
        return 0.0
    return (wide - space * (number - 1)) / number


def _are_equal(columns: etree._Element) -> bool:
    """Whether columns are all as wide as each other, whatever each says of itself (17.6.4)."""
    return columns.get(W + "equalWidth", "1") not in ("0", "false", "off")


def _side(element: etree._Element | None, name: str, otherwise: str) -> float:
    """In points; one that cannot be understood is longer than any."""
    found = points(otherwise if element is None else element.get(W + name, otherwise), TWIPS)
    return _TOO_LONG if found is None else found
