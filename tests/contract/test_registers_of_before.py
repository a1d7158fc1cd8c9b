"""A register that was made before it had rows of one's own, numbers and a risk is read, and can be continued."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from openpyxl import load_workbook

from ddtender.contract.places import (
    HEAD_ROW,
    LATER,
    clause_label,
    former_headings,
    headings,
    history_sheet,
    overview_sheet,
    own_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.reading import read_register
from ddtender.contract.register import register
from ddtender.desk.contract.extending import extended
from ddtender.diagnostics import has_errors
from ddtender.words import language
from tests.sheets.workbooks import STAMP, plan_of, register_of

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


@pytest.mark.parametrize("tag", ["en", "nl", "fr", "de", "nb"])
def test_a_column_that_was_headed_otherwise_is_read(tag: str, tmp_path: Path) -> None:
    # Four languages took "Asked for by" for a person; the cell has a day.
    words = language(tag)
    plan = structs.replace(plan_of("laptops"), language=tag)
    book = load_workbook(io.BytesIO(register(plan, STAMP, words)))
    sheet, names = book[requests_sheet(words)], request_headings(words)
    at = {cell.value: cell for cell in sheet[HEAD_ROW]}
    at[names["asked_by"]].value = former_headings(names, words)["asked_by"]
    typed = {"clause": clause_label(plan.clauses[0], words), "asked": "what", "asked_by": date(2028, 7, 18)}
    for name, value in {**typed, "requested_on": date(2028, 6, 18)}.items():
        sheet.cell(HEAD_ROW + 1, at[names[name]].column).value = value
    kept = io.BytesIO()
    book.save(kept)
    read, findings = read_register(kept.getvalue(), "r.xlsx")
    assert read is not None and not has_errors(findings), findings
    assert [one.asked_by for one in read.requests] == [date(2028, 7, 18)]
