"""The rows, columns and sheets of a workbook that nobody sees (ECMA-376 part 1, 18.2.19, 18.3.1.13, 18.3.1.73)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from ddtender.sheets.cells import TRUE, layout_of, parsed

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_COLUMNS = 16_384
#: Points, and characters, in which nothing can be read.
_LOWEST, _NARROWEST = 4.0, 0.5


class Hidden(Struct, frozen=True):
    """The rows and columns of a sheet that nobody sees, by number; all columns of a sheet out of sight."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] | range = frozenset()


def hidden_in(parts: Mapping[str, bytes]) -> dict[str, Hidden]:
    """What is out of sight in each sheet of the workbook in ``parts``, by the sheet's name. Raises PackageError."""
    layout = layout_of(parts)
    whole = Hidden(columns=range(1, _MOST_COLUMNS + 1))
    return {
        name: whole if name in layout.unseen else _hidden(parsed(part, parts[part]))
        for name, part in layout.sheets.items()
    }


def _hidden(root: etree._Element) -> Hidden:
    """What is hidden in a sheet, or so low or narrow that it might as well be."""
    defaults = root.find(f"{_S}sheetFormatPr")
    low = defaults is not None and defaults.get("zeroHeight", "").lower() in TRUE
    rows: set[int] = set()
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        if row.get("r", "").isdecimal() and (_is_out(row, "ht", _LOWEST) or (low and "ht" not in row.attrib)):
            rows.add(int(row.get("r", "")))
    columns: set[int] = set()
    for column in root.iterfind(f"{_S}cols/{_S}col"):
        first, last = column.get("min", ""), column.get("max", "")
        if first.isdecimal() and last.isdecimal() and _is_out(column, "width", _NARROWEST):
            columns |= {*range(int(first), min(int(last), _MOST_COLUMNS) + 1)}
    return Hidden(frozenset(rows), frozenset(columns))


def _is_out(element: etree._Element, size: str, least: float) -> bool:
    try:
        small = float(element.get(size, "")) < least
    except ValueError:
        small = False
    return small or element.get("hidden", "").lower() in TRUE
