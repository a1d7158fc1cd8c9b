"""What somebody has typed into the cells of a register, each read right or refused by row and column."""

from __future__ import annotations

from datetime import date

from ddtender.contract.codes import TEXT_DATE
from ddtender.diagnostics.messages import Message, message_of
from ddtender.model.due import YEARS
from ddtender.sheets.cell_reader import CellReader
from ddtender.sheets.codes import WORKBOOK_VALUE
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import date_of, number_of

CHECK_DATE = "Check the date."


class RegisterCells(CellReader):
    """Reads cells of a register."""

    latest: date | None = None

    def date(self, cell: SheetCell) -> date | None:
        if cell.value is None and not cell.is_formula:
            return None
        try:
            found, as_text = date_of(cell)
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, message_of(error), "Type the day as a date, or as text like 2028-03-31.")
            return None
        if found.year not in YEARS:
            message = Message(f"{found} is not in this century", "messages.workbook_value.century", day=found)
            self.add(WORKBOOK_VALUE, cell, message, CHECK_DATE)
            return None
        if as_text:
            hint = "Type it again as a date: the workbook's own status does not see text."
            said = f"'{cell.text}' is text; it is read as {found}"
            self.add(TEXT_DATE, cell, Message(said, "messages.text_date", typed=cell.text, day=found), hint)
        return found

    def number(self, cell: SheetCell, most: int) -> int | None:
        """A count: a whole number from 0 to ``most``."""
        if cell.value is None and not cell.is_formula:
            return None
        try:
            found = number_of(cell)
            if found != int(found) or not 0 <= found <= most:
                said = f"{cell.text[:40]} is not a whole number from 0 to {most:,}"
                raise ValueError(Message(said, "messages.workbook_value.whole", typed=cell.text[:40], most=most))
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, message_of(error), "Type the number itself.")
            return None
        return int(found)

    def nothing(self, cell: SheetCell) -> None:
        """A cell in which nothing is to be typed."""
        if cell.value is not None or cell.is_formula:
            hint = "Put it under Remarks."
            said = "the KPI of this row counts nothing that would stand here"
            self.add(WORKBOOK_VALUE, cell, Message(said, "messages.workbook_value.nothing"), hint)
