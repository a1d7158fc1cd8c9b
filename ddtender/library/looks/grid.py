"""The room that a table leaves to the words of its cells (ECMA-376 part 1, 17.4.48, 17.4.71, 17.4.80)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from ddtender.library.looks.harmless import FLAT, SQUEEZED
from ddtender.library.looks.measures import TWIPS, plain, points
from ddtender.office.package import W

#: Points: a column in which letters stand one below the other; the least width of a letter and height of a line.
_NARROWEST, _LETTER, _LINE = 10, 4, 8
#: Points between a cell's left or right side and its words where nothing is said (Word's "Normal Table").
_MARGIN = 5.4
#: So many letters of a word need a line of their own; the rest may stand below.
_MOST = 4
_SIDES = {"left": ("left", "start"), "right": ("right", "end"), "top": ("top",), "bottom": ("bottom",)}


class CellRoom(Struct, frozen=True):
    """The inside of a cell, in points: how ``wide`` it is between its margins (None where the table does not say), how
    far they are (``beside``), how ``high`` in a row of a fixed height; how many letters of a word stand in it in one
    line (``most``), and what is odd about it (``looks``)."""

    wide: float | None
    beside: float
    high: float | None
    most: int
    looks: tuple[str, ...]


def inside(cell: etree._Element, usual: Iterable[etree._Element]) -> CellRoom:
    """What a cell (w:tc) leaves to its words. ``usual`` are the margins that the table's style gives (w:tblCellMar,
    w:tcMar), of which the widest count where neither cell nor table says any."""
    row, table = cell.getparent(), next(cell.iterancestors(W + "tbl"), None)
    said = [cell.find(f"{W}tcPr/{W}tcMar")]
    said += [] if row is None else [row.find(f"{W}tblPrEx/{W}tblCellMar")]
    said += [] if table is None else [table.find(f"{W}tblPr/{W}tblCellMar")]
    margins = {side: _margin(side, [one for one in said if one is not None], usual) for side in _SIDES}
    beside, above = margins["left"] + margins["right"], margins["top"] + margins["bottom"]
    wide, height = _wide(cell), _fixed(row)
    words = [word for p in cell.iterchildren(W + "p") for word in _words(p)]
    return CellRoom(
        None if wide is None else wide - beside,
        beside,
        None if height is None else height - above,
        min(max(map(len, words), default=0), _MOST),
        tuple(_odd(cell, wide, height, above)),
    )


def indent(table: etree._Element) -> float:
    """How far a table begins from the left, in points."""
    found = table.find(f"{W}tblPr/{W}tblInd")
    of_type = found is not None and found.get(W + "type", "dxa") == "dxa"
    return (points(found.get(W + "w", "0"), TWIPS) or 0) if found is not None and of_type else 0


def sides(said: Mapping[str, etree._Element]) -> tuple[float, float]:
    """What the indents of a paragraph (w:ind) take of its first line and of the rest, whichever is more, in points, and
    how far its words stand beside its left or right edge (17.3.1.12)."""
    if "ind" not in said:
        return 0.0, 0.0
    ind = said["ind"]
    of = {name: points(ind.get(W + name, "0"), TWIPS) or 0 for name in (*_BOTH, "firstLine", "hanging")}
    left, right = of["left"] + of["start"], of["right"] + of["end"]
    first = -of["hanging"] if "hanging" in {n.removeprefix(W) for n in map(str, ind.attrib)} else of["firstLine"]
    return left + right + max(first, 0), -min(left, left + first, right, 0)


_BOTH = ("left", "start", "right", "end")


def _margin(side: str, said: Iterable[etree._Element], usual: Iterable[etree._Element]) -> float:
    """The first that says something of a side counts; of a style whatever takes most."""
    first = next((found for one in said if (found := _of_side(one, side)) is not None), None)
    if first is not None:
        return first
    by_style = [found for one in usual if (found := _of_side(one, side)) is not None]
    return max(by_style, default=_MARGIN if side in ("left", "right") else 0.0)


def _of_side(margins: etree._Element, side: str) -> float | None:
    found = next((e for name in _SIDES[side] if (e := margins.find(W + name)) is not None), None)
    return None if found is None else points(found.get(W + "w", "0"), TWIPS)


def _odd(cell: etree._Element, wide: float | None, height: float | None, above: float) -> Iterator[str]:
    """What is odd about a cell by its columns and the height of its row."""
    if wide is not None and wide < _NARROWEST:
        yield SQUEEZED
    if height is not None and wide:
        letters = (sum(len(text.text or "") for text in p.iter(W + "t")) for p in cell.iterchildren(W + "p"))
        lines = sum(max(1, -(-number * _LETTER // max(wide, _NARROWEST))) for number in letters)
        apart = sum(map(_apart, cell.iterfind(f"{W}p/{W}pPr/{W}spacing")))
        if height - above - apart < lines * _LINE:
            yield FLAT


def _apart(spacing: etree._Element) -> float:
    """The space before and behind a paragraph."""
    return sum(points(spacing.get(W + name, "0"), TWIPS) or 0 for name in ("before", "after"))


def _words(paragraph: etree._Element) -> list[str]:
    return "".join(text.text or "" for text in paragraph.iter(W + "t")).split()


def _fixed(row: etree._Element | None) -> float | None:
    """The height of a row, in points, if it is fixed."""
    height = row.find(f"{W}trPr/{W}trHeight") if row is not None and row.tag == W + "tr" else None
    if height is None or height.get(W + "hRule") != "exact":
        return None
    return points(height.get(W + "val", "0"), TWIPS) or 0


def _wide(cell: etree._Element) -> float | None:
    """The width in points of a cell, by the columns that it covers and by what it says itself, whichever is less: some
    programs go by the one, some by the other; None where the table says nothing of it."""
    own = cell.find(f"{W}tcPr/{W}tcW")
    said = None if own is None or own.get(W + "type", "dxa") != "dxa" else points(own.get(W + "w"), TWIPS)
    return min((one for one in (_by_columns(cell), said) if one), default=None)


def _by_columns(cell: etree._Element) -> float | None:
    row = cell.getparent()
    table = next(cell.iterancestors(W + "tbl"), None)
    grid = None if table is None else table.find(W + "tblGrid")
    columns = [] if grid is None else [points(one.get(W + "w"), TWIPS) for one in grid.iterchildren(W + "gridCol")]
    if row is None or row.tag != W + "tr" or not columns or None in columns:
        return None
    before = row.find(f"{W}trPr/{W}gridBefore")
    begin = _whole(before) if before is not None else 0
    for other in row.iterchildren(W + "tc"):
        span = other.find(f"{W}tcPr/{W}gridSpan")
        end = begin + (_whole(span) if span is not None else 1)
        if other is cell:
            return sum(filter(None, columns[begin:end])) if end <= len(columns) else None
        begin = end
    return None


def _whole(element: etree._Element) -> int:
    return int(plain(element.get(W + "val", "0")) or 0)
