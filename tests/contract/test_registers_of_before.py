"""A register that was made before it had rows of one's own, numbers and a risk is read, and can be continued."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ddtender.contract.places import (
    HEAD_ROW,
    LATER,
    headings,
    history_sheet,
    overview_sheet,
    own_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.reading import read_register
from ddtender.desk.extending import extended
from ddtender.diagnostics import has_errors
from ddtender.words import language
from tests.sheets.workbooks import register_of

EN = language()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    book = load_workbook(io.BytesIO(register_of("laptops")))
    for name, columns in (
        (register_sheet(EN), headings(EN)),
        (requests_sheet(EN), request_headings(EN)),
    ):
        sheet = book[name]
        for later in LATER & columns.keys():
            (column,) = [cell.column for cell in sheet[HEAD_ROW] if cell.value == columns[later]]
            sheet.delete_cols(column)
    for name in (own_sheet(EN), history_sheet(EN)):
        if name in book.sheetnames:
            del book[name]
    book[overview_sheet(EN)]["C10"] = "what stood there then"
    path = tmp_path / "kpi-register.xlsx"
    book.save(path)
    return path


def test_it_is_read(earlier: Path) -> None:
    read, findings = read_register(earlier.read_bytes(), "r.xlsx")
    assert read is not None and not has_errors(findings), findings
    assert read.risk is None and read.own == () and read.entries


def test_it_can_be_continued(earlier: Path) -> None:
    done = extended(earlier, None, 12, "First option", None)
    assert not has_errors(done.findings)
    (book,) = [content for name, content in done.outputs.items() if name.endswith(".xlsx")]
    read, findings = read_register(book, "r.xlsx")
    assert read is not None and not findings and read.plan.end == date(2032, 3, 31)
