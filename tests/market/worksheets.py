"""Risk worksheets as somebody has filled them in."""

import io
from functools import cache

from openpyxl import load_workbook

from ddtender.desk.market.risks import worksheet
from tests.tools import ROOT


def changed(content: bytes, *changes: tuple[str, str, str | None]) -> bytes:
    """A worksheet with other values in these cells (sheet, cell, value)."""
    book = load_workbook(io.BytesIO(content))
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def finished() -> bytes:
    """The finished example of a battery, as if somebody had gone through all of it."""
    content = worksheet(ROOT, "battery", True)[0]
    book = load_workbook(io.BytesIO(content))
    for sheet in list(book)[1:4]:
        for number in range(2, sheet.max_row + 1):
            if sheet.cell(number, sheet.max_column).value:
                sheet.cell(number, sheet.max_column, "CSR Risk Check")
    stream = io.BytesIO()
    book.save(stream)
    return changed(stream.getvalue(), ("Start", "B4", "A. Officer"), ("Start", "B5", "2026-12-01"))
