"""The cells of those sheets of a workbook that are looked at, straight from its parts: for who reads a thousand.

``stored`` reads the same by openpyxl, and more slowly; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from ddtender.office.package import PackageError, open_workbook
from ddtender.sheets.cells import Layout, layout_of, parsed, text_in
from ddtender.sheets.plain_cells import PlainCell, plain_rows
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import MAX_COLUMNS, MAX_ROWS, Rows, SheetCell

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (f"{_S}{name}" for name in ("row", "c", "v", "f", "is"))


#: What stands for a number that is no day, though the cell says that it is one.
_NO_DAY = "#VALUE!"


class QuickBook(Book):
    """A book of which only those sheets are read that somebody looks at, and only these parts need be sound."""

    def _opened(self, content: bytes) -> dict[str, bytes]:
        return open_workbook(content, all_sound=False)

    def _read(self, parts: Mapping[str, bytes]) -> Mapping[str, Rows]:
        return QuickSheets(parts, lambda: self.unreadable(f"{self.path} is damaged: its cells cannot be read"))


class QuickSheets(Mapping[str, Rows]):
    """The sheets of a workbook by name, each as ``stored`` gives it but for the formats, read when it is
    asked for.

    ``damaged`` gives what is raised for a sheet whose cells are none. Raises PackageError.
    """

    def __init__(self, parts: Mapping[str, bytes], damaged: Callable[[], Exception]) -> None:
        self._parts, self._layout, self._damaged = parts, layout_of(parts), damaged
        self._values = _Values(parts.get(self._layout.strings, b""), self._layout)
        self._read: dict[str, Rows] = {}

    def __getitem__(self, name: str) -> Rows:
        if name not in self._read:
            part = self._layout.sheets[name]
            try:
                plain = plain_rows(self._parts[part])
                if plain is None:
                    self._read[name] = _rows(name, parsed(part, self._parts[part]), self._values)
                else:
                    self._read[name] = _plain_rows(name, plain, self._values)
            except (PackageError, ValueError, LookupError, ArithmeticError):
                raise self._damaged() from None
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout.sheets)

    def __len__(self) -> int:
        return len(self._layout.sheets)

    def __contains__(self, name: object) -> bool:
        return name in self._layout.sheets


class _Values:
    """What the cells of a workbook stand for."""

    def __init__(self, strings: bytes, layout: Layout) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

        self._strings = list(parsed("sharedStrings.xml", strings).iterfind(f"{_S}si")) if strings else []
        self._texts: dict[int, str] = {}
        self.epoch = CALENDAR_MAC_1904 if layout.from_1904 else CALENDAR_WINDOWS_1900
        self.dates = layout.dates

    def of(self, type_: str, look: str, text: str | None, inline: str | None) -> object:
        """The value of a cell of a type and a look that is stored as this text, or has this one in itself."""
        if type_ == "inlineStr":
            return inline
        if not text:
            return None
        if type_ == "s":
            return self._text(int(text))
        if type_ in ("str", "e"):
            return text
        if type_ == "b":
            return bool(int(text))
        if type_ == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return from_ISO8601(text)
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        kind = self.dates.get(look)
        return number if kind is None else self._day(number, kind == "span")

    def _text(self, number: int) -> str:
        if number not in self._texts:
            self._texts[number] = text_in(self._strings[number])
        return self._texts[number]

    def _day(self, number: float, span: bool) -> object:
        from openpyxl.utils.datetime import from_excel

        try:
            return from_excel(number, self.epoch, timedelta=span)
        except (OverflowError, ValueError):
            return _NO_DAY


def _rows(sheet: str, root: etree._Element, values: _Values) -> Rows:
    rows = []
    number = 0
    for row in root.iter(_ROW):
        number = int(row.get("r", number + 1))
        if number > MAX_ROWS:
            break
        if cells := tuple(_cells(sheet, number, row, values)):
            rows.append((number, cells))
    return tuple(rows)


def _cells(sheet: str, number: int, row: etree._Element, values: _Values) -> Iterator[SheetCell]:
    column = 0
    for cell in row:
        place = cell.get("r", "")
        if not len(cell) and place:
            continue  # only a look
        column = _column(place) or column + 1
        if column > MAX_COLUMNS or cell.tag != _CELL:
            continue
        formula = stored = None
        for child in cell:
            if child.tag == _VALUE:
                stored = child.text
            elif child.tag == _FORMULA:
                formula = child.text or ""
        inline = cell.find(_INLINE)
        text = None if inline is None else text_in(inline)
        if made := _cell(
            sheet, number, column, values, (cell.get("t", "n"), cell.get("s", "0"), stored, text), formula
        ):
            yield made


def _cell(
    sheet: str,
    row: int,
    column: int,
    values: _Values,
    stored: tuple[str, str, str | None, str | None],
    formula: str | None,
) -> SheetCell | None:
    """A cell by how it is ``stored``; None where nothing is in it."""
    value = values.of(*stored)
    if formula is None and value is None:
        return None
    is_error = value is not None and (value is _NO_DAY or stored[0] == "e")
    return SheetCell(sheet, row, column, None if value == "" else value, formula is not None, is_error, formula or "")


def _plain_rows(sheet: str, found: list[tuple[int, list[PlainCell]]], values: _Values) -> Rows:
    """The rows of a sheet that was read without a tree."""
    rows = []
    for number, cells in found:
        if number > MAX_ROWS:
            break
        made = [
            _cell(sheet, number, column, values, (type_, look, value, inline), formula)
            for letters, look, type_, formula, value, inline in cells
            if (column := _column(letters)) <= MAX_COLUMNS
        ]
        if there := tuple(filter(None, made)):
            rows.append((number, there))
    return tuple(rows)


@lru_cache(maxsize=1 << 16)
def _column(place: str) -> int:
    """The number of the column of a place such as "AB12", 0 where it is not said."""
    letters = place.rstrip("0123456789").upper()
    if not (letters.isalpha() and letters.isascii()):
        return 0
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
