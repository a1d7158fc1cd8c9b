"""Reading what somebody has typed, cell by cell; what cannot be what is asked for is told by sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping

from ddtender.diagnostics import Code, Diagnostic
from ddtender.diagnostics.messages import message_of
from ddtender.sheets.codes import NOT_AN_OPTION, WORKBOOK_VALUE
from ddtender.sheets.reading import Book
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import one_of, text_of
from ddtender.sheets.words import Meant


class CellReader:
    """Reads cells of a book; ``findings`` are what was refused."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.findings: list[Diagnostic] = []

    def one_of(self, cell: SheetCell, values: Mapping[str, Meant]) -> Meant | None:
        """What is meant by the word in a cell, None where there is none or another."""
        try:
            return one_of(cell, values)
        except ValueError as error:
            self.add(NOT_AN_OPTION, cell, message_of(error), "Choose from the list.")
            return None

    def text(self, cell: SheetCell) -> str:
        """A typed text, empty where there is none or none that could be read."""
        try:
            return text_of(cell)
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, message_of(error), "Type the text itself.")
            return ""

    def add(self, code: Code, cell: SheetCell, message: str, hint: str) -> None:
        self.findings.append(self.book.finding(code, cell, message, hint))
