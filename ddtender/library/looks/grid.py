"""The room that the grid of a table leaves to the words of its cells (ECMA-376 part 1, 17.4.48, 17.4.80)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ddtender.library.looks.harmless import FLAT, SQUEEZED
from ddtender.library.looks.measures import TWIPS, plain, points
from ddtender.office.package import W

#: Points: a column in which letters stand one below the other; the least width of a letter and height of a line.
_NARROWEST, _LETTER, _LINE = 10, 4, 8


def cell_room(cell: etree._Element) -> Iterator[str]:
    """What is odd about the room that a cell gives to its words, by its columns and the height of its row."""
    wide = _wide(cell)
    if wide is not None and wide < _NARROWEST:
        yield SQUEEZED
    row = cell.getparent()
    height = row.find(f"{W}trPr/{W}trHeight") if row is not None and row.tag == W + "tr" else None
    if height is not None and height.get(W + "hRule") == "exact" and wide:
        letters = (sum(len(text.text or "") for text in p.iter(W + "t")) for p in cell.iterchildren(W + "p"))
        lines = sum(max(1, -(-number * _LETTER // max(wide, _NARROWEST))) for number in letters)
        if (points(height.get(W + "val", "0"), TWIPS) or 0) < lines * _LINE:
            yield FLAT


def _wide(cell: etree._Element) -> float | None:
    """The width in points of the columns that a cell covers; None where the table says nothing of them."""
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
