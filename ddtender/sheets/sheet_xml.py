"""A sheet of a workbook as its XML, in which single cells are typed (ECMA-376 part 1, 18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from ddtender.office.package import PackageError
from ddtender.sheets.stored import MAX_ROWS

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AT = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: What a cell says, of all that can stand in it; and the attributes that belong to what it said.
_SAID = ("f", "v", "is")
_OF_VALUE = ("t", "cm", "vm")
#: How a row looks, without what it says.
_OF_ROW = ("ht", "customHeight", "s", "customFormat")


class SheetXml:
    """The cells of the sheet ``name``, whose part is ``root``."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name, self.root = name, root
        self.space = f"{{{etree.QName(root).namespace}}}"
        self.is_changed = False
        data = root.find(f"{self.space}sheetData")
        if data is None:
            raise PackageError(f"the sheet '{name}' has no cells")
        self.data = data
        self._rows = dict(self._numbered())
        self._joined = self._areas("mergeCells/{0}mergeCell", "ref")
        spread = [f for f in data.iter(f"{self.space}f") if f.get("t") in ("array", "dataTable")]
        self._spread = [area for f in spread if (area := _area(f.get("ref", "")))]

    def _numbered(self) -> Iterator[tuple[int, etree._Element]]:
        number = 0
        for row in self.data.iterfind(f"{self.space}row"):
            said = row.get("r", "")
            number = int(said) if said.isdecimal() and len(said) < 8 else number + 1
            yield number, row

    def _areas(self, path: str, name: str) -> list[tuple[int, int, int, int]]:
        found = self.root.iterfind(self.space + path.format(self.space))
        return [area for one in found if (area := _area(one.get(name, "")))]

    @property
    def has_formulas(self) -> bool:
        return next(self.data.iter(f"{self.space}f"), None) is not None

    def cells(self) -> Iterator[tuple[int, int, etree._Element]]:
        """Every cell with its row and its column."""
        for number, row in self._rows.items():
            for column, cell in self._in(row):
                yield number, column, cell

    def _in(self, row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        column = 0
        for cell in row.iterfind(f"{self.space}c"):
            said = _AT.fullmatch(cell.get("r", ""))
            column = column_index_from_string(said[1]) if said else column + 1
            yield column, cell

    def to_type_in(self, row: int, column: int) -> etree._Element:
        """The cell at a place, made where there is none. Raises PackageError where nothing can be typed in it."""
        at = f"{self.name}!{get_column_letter(column)}{row}"
        if row > MAX_ROWS:
            raise PackageError(f"{at} is further down than such a sheet ever goes")
        for left, top, right, bottom in self._joined:
            if left <= column <= right and top <= row <= bottom and (column, row) != (left, top):
                raise PackageError(f"{at} is joined with other cells; part them in the workbook")
        if any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in self._spread):
            raise PackageError(f"{at} is counted by a formula; type in the workbook")
        found = self._cell(self._row(row), row, column)
        if found.find(f"{self.space}f") is not None:
            raise PackageError(f"{at} has a formula; type in the workbook")
        return found

    def _row(self, number: int) -> etree._Element:
        if (found := self._rows.get(number)) is not None:
            return found
        made = etree.Element(f"{self.space}row", r=str(number))
        above = self._rows.get(number - 1) if number > 2 else None  # below the headings
        if above is not None:
            made.attrib.update({name: above.attrib[name] for name in _OF_ROW if name in above.attrib})
            for column, cell in self._in(above):
                empty = etree.SubElement(made, f"{self.space}c", r=f"{get_column_letter(column)}{number}")
                if look := cell.get("s"):
                    empty.set("s", look)
        later = [row for n, row in self._rows.items() if n > number]
        if later:
            later[0].addprevious(made)
        else:
            self.data.append(made)
        self._rows = dict(sorted({**self._rows, number: made}.items()))
        return made

    def _cell(self, row: etree._Element, number: int, column: int) -> etree._Element:
        there = dict(self._in(row))
        if column in there:
            return there[column]
        made = etree.Element(f"{self.space}c", r=f"{get_column_letter(column)}{number}")
        above = dict(self._in(self._rows[number - 1])) if number > 2 and number - 1 in self._rows else {}
        if column in above and (look := above[column].get("s")):
            made.set("s", look)
        row.attrib.pop("spans", None)
        for n, cell in there.items():  # those that say no place of their own are counted from the one before
            cell.set("r", f"{get_column_letter(n)}{number}")
        later = [cell for n, cell in there.items() if n > column]
        if later:
            later[0].addprevious(made)
        else:
            row.append(made)
        return made

    def type(self, cell: etree._Element, text: str) -> None:
        """Put a text into a cell in the place of what it said."""
        self.is_changed = True
        for name in _SAID:
            for child in cell.findall(f"{self.space}{name}"):
                cell.remove(child)
        for name in _OF_VALUE:
            cell.attrib.pop(name, None)
        if text:
            cell.set("t", "inlineStr")
            said = etree.Element(f"{self.space}is")
            cell.insert(0, said)
            inner = etree.SubElement(said, f"{self.space}t")
            inner.set(_SPACE, "preserve")
            inner.text = text

    def forget_values(self, sheets: Collection[str], kept: Collection[int]) -> None:
        """Take out what formulas counted that look at one of these sheets, or stand in one outside the columns
        ``kept``."""
        named = [name for sheet in sheets for name in (f"{sheet}!", f"{sheet.replace(chr(39), chr(39) * 2)}'!")]
        shared = {f.get("si"): f.text or "" for f in self.data.iter(f"{self.space}f") if f.get("si") and f.text}
        for _, column, cell in self.cells():
            formula, value = cell.find(f"{self.space}f"), cell.find(f"{self.space}v")
            if formula is None or value is None or not value.text or column in kept:
                continue
            text = formula.text or shared.get(formula.get("si"), "")
            if self.name in sheets or any(name in text for name in named):
                cell.remove(value)
                cell.attrib.pop("t", None)
                self.is_changed = True


def _area(said: str) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of cells; None where it is not written as cells are."""
    try:
        left, top, right, bottom = range_boundaries(said)
    except (ValueError, TypeError):
        return None
    return None if None in (left, top, right, bottom) else (left, top, right, bottom)  # type: ignore[return-value]
