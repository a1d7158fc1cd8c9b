"""How wide the place of a tag is, and tables made as wide as that.

A place is a column of a section, or the inside of a table cell: measures in twips (twentieths of a point).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ddtender.office.style_names import is_default, with_bases
from ddtender.office.tree import child_of
from ddtender.office.wml import Element, W

#: Text width of an A4 page with margins of 2.4 cm, used when a section does not say.
DEFAULT_WIDTH = 9184
#: Left and right together, where neither cell, table nor style says it (Word's "Normal Table").
_CELL_MARGINS = 216
_COLUMN_SPACE = 720  # ECMA-376 part 1, 17.6.4
#: Narrower than this is no place for a table: it stays as wide as it was made, so that it can be read.
_NARROWEST = 1440
#: The width of a bold character of 9.5 points, and as many of them as a word is allowed to have for itself.
_CHARACTER, _LONGEST_WORD = 125, 14
_OFF = ("0", "false", "off")
_OLD_SECTIONS = (W + "sectPrChange", W + "pPrChange")
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_UNITS = {None: 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}

#: The margins of cells, left and right together, by the id of the table's style; "" is the default style.
Margins = Mapping[str, int]


class Widths:
    """The widths of places in one part. ``root`` is the part, ``margins`` are those of its tables' styles."""

    def __init__(self, root: Element, margins: Margins) -> None:
        self._margins = margins
        sections = [one for one in root.iter(W + "sectPr") if next(one.iterancestors(*_OLD_SECTIONS), None) is None]
        self._widths = {section: column_width(section) for section in sections}

    def width_for(self, table: Element) -> int:
        """The width that is there for a table: the inside of the cell that it stands in, or else the column of its
        section, which is the next one to end (ECMA-376 part 1, 17.6.18)."""
        cell = next(table.iterancestors(W + "tc"), None)
        if cell is not None:
            return self._inside(cell)
        if len(self._widths) < 2:
            return next(iter(self._widths.values()), DEFAULT_WIDTH)
        return next((self._widths[one] for one in _sections_after(table) if one in self._widths), DEFAULT_WIDTH)

    def _inside(self, cell: Element) -> int:
        """The width of a cell between its margins."""
        table = next(cell.iterancestors(W + "tbl"))
        style = table.find(f"{W}tblPr/{W}tblStyle")
        between = self._margins.get("" if style is None else style.get(W + "val", ""), self._margins[""])
        for element in (table.find(f"{W}tblPr/{W}tblCellMar"), cell.find(f"{W}tcPr/{W}tcMar")):
            between = between if element is None else _sides(element, between)
        return self._cell_width(cell, table) - between

    def _cell_width(self, cell: Element, table: Element) -> int:
        preferred = cell.find(f"{W}tcPr/{W}tcW")
        width = _measure(preferred, "w")
        if width and preferred is not None and preferred.get(W + "type", "dxa") == "dxa":
            return width
        whole = self._table_width(table)
        if (share := _share(preferred)) is not None:
            return round(whole * share)
        row = next(cell.iterancestors(W + "tr"))
        before = itertools.takewhile(lambda other: other is not cell, _cells(row))
        first = _number(row.find(f"{W}trPr/{W}gridBefore")) + sum(map(_span, before))
        grid = [_measure(column, "w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        of_cell = sum(grid[first : first + _span(cell)])
        return of_cell if of_cell > 0 else whole * _span(cell) // max(sum(map(_span, _cells(row))), 1)

    def _table_width(self, table: Element) -> int:
        preferred = table.find(f"{W}tblPr/{W}tblW")
        width = _measure(preferred, "w")
        if width and preferred is not None and preferred.get(W + "type", "dxa") == "dxa":
            return width
        if (share := _share(preferred)) is not None:
            return round(self.width_for(table) * share)
        grid = sum(_measure(column, "w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol"))
        return grid or self.width_for(table)


def _cells(row: Element) -> list[Element]:
    """The cells of a row, those in content controls included, and none of a table within it."""
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]


def column_width(section: Element | None) -> int:
    """The width of a section's columns; of its narrowest, where they differ: nobody knows which one a text falls in."""
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    page = _measure(size, "w")
    left, right = _measure(margins, "left"), _measure(margins, "right")
    if section is None or page is None or left is None or right is None:
        return DEFAULT_WIDTH
    text = page - left - right - _beside(margins)
    columns = section.find(W + "cols")
    if columns is None:
        return text
    widths = [width for column in columns.findall(W + "col") if (width := _measure(column, "w"))]
    if widths and columns.get(W + "equalWidth") in _OFF:
        return min(widths)
    number = columns.get(W + "num", "1")
    number = int(number) if number.isdecimal() and 0 < int(number) < 46 else 1  # as many as Word allows
    space = _measure(columns, "space")
    return (text - (_COLUMN_SPACE if space is None else space) * (number - 1)) // number


def cell_margins(styles: Element) -> dict[str, int]:
    """The margins of cells by table style, those that a style is based on included."""
    tables = {s.get(W + "styleId", ""): s for s in styles.iter(W + "style") if s.get(W + "type") == "table"}

    def of(style: Element) -> int | None:
        said = [one.find(f"{W}tblPr/{W}tblCellMar") for one in with_bases(style, tables)]
        width = None
        for own in reversed([own for own in said if own is not None]):
            width = _sides(own, _CELL_MARGINS if width is None else width)
        return width

    found = {id_: width for id_, style in tables.items() if (width := of(style)) is not None}
    default = next((id_ for id_, style in tables.items() if is_default(style)), None)
    return {**found, "": found.get(default or "", _CELL_MARGINS)}


def resize(table: Element, made_for: int, width: int) -> None:
    """Make one of our tables, made for a place of the width ``made_for``, as wide as a place of ``width``."""
    if width == made_for or width < _NARROWEST:
        return
    indent = table.find(f"{W}tblPr/{W}tblInd")
    left = _measure(indent, "w") or 0
    if indent is not None and left > width // 4:  # the indent of the text would leave no room for a table
        left = width // 4
        indent.set(W + "w", str(left))
    grid = table.findall(f"{W}tblGrid/{W}gridCol")
    ends = list(itertools.accumulate(_measure(column, "w") or 0 for column in grid))
    ends = [end * (width - left) // max(ends[-1], 1) for end in ends]
    widths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    widths = _with_room(widths, [_needed(table, n) for n in range(len(widths))])
    for column, new in zip(grid, widths, strict=True):
        column.set(W + "w", str(new))
    child_of(table, f"{W}tblPr/{W}tblW").set(W + "w", str(width - left))
    for row in table.findall(W + "tr"):
        for cell, new in zip(_cells(row), widths, strict=True):  # none of our cells spans columns
            child_of(cell, f"{W}tcPr/{W}tcW").set(W + "w", str(new))


def _needed(table: Element, column: int) -> int:
    """About what the longest word of a column takes, so that none is broken."""
    cells = [cells[column] for cells in map(_cells, table.findall(W + "tr"))]
    words = [word for cell in cells for word in "\n".join(t.text or "" for t in cell.iter(W + "t")).split()]
    return _CELL_MARGINS + _CHARACTER * min(max(map(len, words), default=1), _LONGEST_WORD)


def _with_room(widths: list[int], needed: list[int]) -> list[int]:
    """The same total, with what narrow columns need taken from those that have more than they need."""
    lacking = sum(max(need - width, 0) for width, need in zip(widths, needed, strict=True))
    spare = [max(width - need, 0) for width, need in zip(widths, needed, strict=True)]
    if not lacking:
        return widths
    if lacking > sum(spare):  # some words will be broken: as few as can be
        ends = [sum(widths) * end // sum(needed) for end in itertools.accumulate(needed)]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]
    taken = [lacking * part // sum(spare) for part in spare]
    taken[spare.index(max(spare))] += lacking - sum(taken)
    return [max(width, need) - part for width, need, part in zip(widths, needed, taken, strict=True)]


def _share(preferred: Element | None) -> float | None:
    """A width in per cent: in fiftieths of one, or with its sign (17.18.90)."""
    if preferred is None or preferred.get(W + "type") != "pct":
        return None
    text = preferred.get(W + "w", "")
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text) / 5000
    except ValueError:
        return None
    return share if 0 < share <= 1 else None


def _sides(margins: Element, otherwise: int) -> int:
    """Left and right together; a side that is not said is as wide as it is otherwise."""
    total = 0
    for names in (("left", "start"), ("right", "end")):
        side = next((e for name in names if (e := margins.find(W + name)) is not None), None)
        width = _measure(side, "w") if side is not None and side.get(W + "type", "dxa") == "dxa" else None
        total += otherwise // 2 if width is None else width
    return total


def _beside(margins: Element | None) -> int:
    """The gutter. Whichever side it is on, and whether pages mirror each other, it takes the same from the text."""
    return max(_measure(margins, "gutter") or 0, 0)


def _sections_after(element: Element) -> Iterator[Element]:
    """The properties of sections after an element, in the order of the document."""
    for around in (element, *element.iterancestors()):
        for sibling in around.itersiblings(etree.Element):
            yield from sibling.iter(W + "sectPr")


def _span(cell: Element) -> int:
    return max(_number(cell.find(f"{W}tcPr/{W}gridSpan")), 1)


def _number(element: Element | None) -> int:
    text = "" if element is None else element.get(W + "val", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _measure(element: Element | None, name: str) -> int | None:
    """A length in twips, which may be written with a unit (17.18.87)."""
    match = _MEASURE.fullmatch("" if element is None else element.get(W + name, ""))
    return round(float(match[1]) * _UNITS[match[2]]) if match and len(match[1]) < 9 else None
