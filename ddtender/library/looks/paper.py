"""Where the cells of a table stand on the paper (ECMA-376 part 1, 17.4.51, 17.4.58, 17.4.63, 17.6.13).

Each column may be as wide as a page, and all of them together push the last ones off it. Programs go by the grid of a
table, or by what its cells say of themselves: a cell is off the paper if it is so by either.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.measures import TWIPS, plain, points
from ddtender.office.package import W

#: Points by which a cell may stand over the edge of the paper: no more than its margin.
_OVER = 6.0
_A4_WIDE, _MARGIN = 595.3, 72.0
_LEFT, _RIGHT = ("left", "start"), ("right", "end")
_TABLE, _CELL = W + "tbl", W + "tc"


class Strip(Struct, frozen=True):
    """From where to where something reaches on the paper, in points from its left edge."""

    begin: float
    end: float

    @property
    def wide(self) -> float:
        return self.end - self.begin


class PaperEdges:
    """The cells of one document on its paper; what is known of a table or a section is kept."""

    def __init__(self) -> None:
        self._room: dict[etree._Element, tuple[Strip, float] | None] = {}
        self._sections: dict[etree._Element | None, tuple[Strip, float]] = {}

    def is_off(self, cell: etree._Element) -> bool:
        """Whether a cell (w:tc) reaches over an edge of the paper, by its columns or by its own widths; one of a table
        in a cell, whether it begins or ends outside of that."""
        table = next(cell.iterancestors(_TABLE), None)
        found = None if table is None else self._of(table)
        if table is None or found is None:
            return False
        room, paper = found
        strips = _strips(table, cell, room)
        if next(table.iterancestors(_CELL), None) is not None:  # drawn as wide as that cell, if it can be
            return any(strip.begin > room.end - _OVER or strip.end < room.begin + _OVER for strip in strips)
        return any(strip.begin < -_OVER or strip.end > paper + _OVER for strip in strips)

    def _of(self, table: etree._Element) -> tuple[Strip, float] | None:
        """Between what a table stands, and how wide the paper is; None of one in a box, or in no page."""
        if table not in self._room:
            self._room[table] = self._around(table)
        return self._room[table]

    def _around(self, table: etree._Element) -> tuple[Strip, float] | None:
        outer = next(table.iterancestors(_CELL, W + "txbxContent"), None)
        if outer is None:
            return self._page(table)
        around = next(outer.iterancestors(_TABLE), None)
        found = self._of(around) if outer.tag == _CELL and around is not None else None
        if around is None or found is None:
            return None
        room, paper = found
        return next(_strips(around, outer, room), room), paper

    def _page(self, table: etree._Element) -> tuple[Strip, float] | None:
        body = next(table.iterancestors(W + "body"), None)
        if body is None:
            return None
        block = next((one for one in (table, *table.iterancestors()) if one.getparent() is body), table)
        section = next((one for later in _from(block) for one in later.iter(W + "sectPr")), None)
        if section not in self._sections:
            self._sections[section] = _text_of(section)
        return self._sections[section]


def _from(block: etree._Element) -> Iterator[etree._Element]:
    yield block
    yield from block.itersiblings(etree.Element)


def _text_of(section: etree._Element | None) -> tuple[Strip, float]:
    """Between what the text of a section stands, and how wide its paper is."""
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    paper = _measure(size, "w", _A4_WIDE)
    left = _measure(margins, "left", _MARGIN) + _measure(margins, "gutter", 0.0)
    return Strip(left, paper - _measure(margins, "right", _MARGIN)), paper


def _strips(table: etree._Element, cell: etree._Element, room: Strip) -> Iterator[Strip]:
    """Where a cell stands, by the grid of its table and by the widths that the cells of its row say."""
    row = next(cell.iterancestors(W + "tr"), None)
    if row is None:
        return
    for spans in (_by_grid(table, row), _by_cells(row)):
        if cell not in spans:
            continue
        total = max((span.end for span in spans.values()), default=0.0)
        wanted = _total(table, room)
        scale = wanted / total if wanted and total else 1.0
        begin = _begin(table, row, room, total * scale)
        yield Strip(begin + spans[cell].begin * scale, begin + spans[cell].end * scale)


def _by_grid(table: etree._Element, row: etree._Element) -> dict[etree._Element, Strip]:
    grid = table.find(W + "tblGrid")
    columns = [] if grid is None else [points(one.get(W + "w", ""), TWIPS) for one in grid.iterchildren(W + "gridCol")]
    if not columns or None in columns:
        return {}
    edges = [sum(filter(None, columns[:n])) for n in range(len(columns) + 1)]
    at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    found = {}
    for cell in _cells(row):
        after = at + _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        if not 0 <= at <= after < len(edges):
            return {}
        found[cell] = Strip(edges[at], edges[after])
        at = after
    return found


def _by_cells(row: etree._Element) -> dict[etree._Element, Strip]:
    at = _measure(row.find(f"{W}trPr/{W}wBefore"), "w", 0.0)
    found = {}
    for cell in _cells(row):
        said = cell.find(f"{W}tcPr/{W}tcW")
        wide = points(said.get(W + "w", ""), TWIPS) if said is not None and said.get(W + "type") == "dxa" else None
        if wide is None:
            return {}
        found[cell] = Strip(at, at + wide)
        at += wide
    return found


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, also those that stand in a control."""
    for child in row.iterchildren(etree.Element):
        if child.tag == _CELL:
            yield child
        elif child.tag in (W + "sdt", W + "customXml"):
            inner = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
            yield from () if inner is None else _cells(inner)


def _total(table: etree._Element, room: Strip) -> float | None:
    """How wide a table is to be where it says so as a part of its room: its columns are then only shares."""
    said = table.find(f"{W}tblPr/{W}tblW")
    if said is None or said.get(W + "type") != "pct":
        return None
    text = said.get(W + "w", "")
    part = plain(text, "%")
    return None if not part else room.wide * part / (100 if text.endswith("%") else 5_000)


def _begin(table: etree._Element, row: etree._Element, room: Strip, wide: float) -> float:
    """Where a row of a table begins that is so wide."""
    floats = table.find(f"{W}tblPr/{W}tblpPr")
    if floats is not None:
        anchor = 0.0 if floats.get(W + "horzAnchor") == "page" else room.begin
        if floats.get(W + "tblpXSpec") is None:
            return anchor + _measure(floats, "tblpX", 0.0)
        return _aligned(floats.get(W + "tblpXSpec", ""), room, wide)
    aligned = row.find(f"{W}trPr/{W}jc")
    aligned = table.find(f"{W}tblPr/{W}jc") if aligned is None else aligned
    side = "left" if aligned is None else aligned.get(W + "val", "left")
    moved = table.find(f"{W}tblPr/{W}tblInd")
    by = _measure(moved, "w", 0.0) if moved is not None and moved.get(W + "type", "dxa") == "dxa" else 0.0
    return _aligned(side, room, wide) + (by if side in _LEFT else 0.0)


def _aligned(side: str, room: Strip, wide: float) -> float:
    if side in _RIGHT:
        return room.end - wide
    return room.begin + (room.wide - wide) / 2 if side == "center" else room.begin


def _measure(element: etree._Element | None, name: str, otherwise: float) -> float:
    found = None if element is None or element.get(W + name) is None else points(element.get(W + name, ""), TWIPS)
    return otherwise if found is None else found


def _number(element: etree._Element | None, otherwise: int) -> int:
    found = None if element is None else plain(element.get(W + "val", ""))
    return otherwise if found is None else int(found)
