"""The room that the tables around a paragraph, its indents and its lines leave to its words, all together.

What is harmless on a page is not in a cell of four centimetres, and letters that can be read are not in lines that are
lower than they: so the formats of words, paragraph, row, cell and table are judged by what remains of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from ddtender.library.looks.grid import CellRoom, indent, inside, sides
from ddtender.library.looks.harmless import BESIDE, FLAT, SQUEEZED, Properties
from ddtender.library.looks.measures import HALF_POINTS, TWIPS, points
from ddtender.library.looks.paper import PaperEdges
from ddtender.office.package import W

_USUAL_SIZE = 10
#: Of the size of letters: how wide a narrow one is, and how high those without strokes above and below.
_WIDE, _HIGH = 0.4, 0.8
#: Points by which words may stand beside a cell's margin, as Word's own templates do.
_BEYOND = 5
_TABLE, _CELL, _BOX = W + "tbl", W + "tc", W + "txbxContent"


class RoomLeft(Struct, frozen=True):
    """What is left to the words of a paragraph, in points, None where nothing limits it: the height of each ``line``
    and of its ``row``, how ``wide`` its lines are in a cell; and how many letters of a word stand there in a line."""

    line: float | None = None
    row: float | None = None
    wide: float | None = None
    most: int = 0

    def odd(self, said: Properties) -> Iterator[str]:
        """What words with these properties are in it."""
        size = points(said["sz"].get(W + "val"), HALF_POINTS) if "sz" in said else _USUAL_SIZE
        size = size or _USUAL_SIZE  # of one that is no measure, harmless.py has its word
        moved = points(said["position"].get(W + "val", "0"), HALF_POINTS) if "position" in said else 0
        if self.line is not None and self.line < _HIGH * (size + abs(moved or 0)):
            yield FLAT
        if self.row is not None and self.row < _HIGH * size:
            yield FLAT
        if self.wide is not None and self.wide < self.most * _WIDE * size:
            yield SQUEEZED


class Cells:
    """The cells of one document; ``margins`` are those that the style of a table gives (w:tblCellMar, w:tcMar)."""

    def __init__(self, margins: Callable[[etree._Element], Iterable[etree._Element]]) -> None:
        self._margins = margins
        self._of: dict[etree._Element, CellRoom] = {}
        self._paper = PaperEdges()

    def of(self, cell: etree._Element) -> CellRoom:
        """The inside of a cell, once for all its runs."""
        if cell not in self._of:
            table = next(cell.iterancestors(_TABLE), None)
            found = inside(cell, () if table is None else tuple(self._margins(table)))
            self._of[cell] = replace(found, looks=(*found.looks, BESIDE)) if self._paper.is_off(cell) else found
        return self._of[cell]

    def around(self, paragraph: etree._Element) -> CellRoom | None:
        """What all cells around a paragraph leave to it, those of tables in tables too; None of one in no table."""
        found = []
        for element in paragraph.iterancestors(_TABLE, _CELL, _BOX):
            if element.tag == _BOX:  # which is as wide as it says, wherever it hangs
                break
            found.append(element)
        wide, high, cell = None, None, None
        for element in reversed(found):
            if element.tag == _TABLE:
                wide = None if wide is None else wide - max(indent(element), 0)
            else:
                cell = self.of(element)
                here = [cell.wide, None if wide is None else wide - cell.beside]
                wide = min((one for one in here if one is not None), default=None)
                high = min((one for one in (high, cell.high) if one is not None), default=None)
        return None if cell is None else CellRoom(wide, cell.beside, high, cell.most, ())


def place(cell: CellRoom | None, lines: Iterable[Properties]) -> tuple[RoomLeft, bool]:
    """What is left to words in a cell, and whether they stand beside it. ``lines`` are the properties that their
    paragraph may have, of which those count that leave least: a table's style has others for some of its cells."""
    taken, beyond, before, heights = 0.0, 0.0, 0.0, []
    for said in lines:
        of, out = sides(said)
        taken, beyond = max(taken, of), max(beyond, out)
        if "spacing" in said:
            spacing = said["spacing"]
            before = max(before, points(spacing.get(W + "before", "0"), TWIPS) or 0)
            if spacing.get(W + "lineRule") == "exact" and (high := points(spacing.get(W + "line"), TWIPS)) is not None:
                heights.append(high)
    line = min(heights, default=None)
    if cell is None:
        return RoomLeft(line), False
    row = None if cell.high is None else cell.high - before
    wide = None if cell.wide is None else cell.wide - taken
    return RoomLeft(line, row, wide, cell.most), beyond > cell.beside / 2 + _BEYOND
