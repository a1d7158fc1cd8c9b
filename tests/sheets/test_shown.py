"""What a committee reads in a workbook is what ddtender counts: nothing is shown otherwise, and nothing hidden."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ddtender.desk.evaluation.evaluating import to_print
from ddtender.desk.evaluation.filled import evaluation_read
from ddtender.sheets.shown import shows
from tests.evaluation.test_evaluation_calculated import tenders
from tests.sheets.filling import fill


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("General", 90),
        ("0.00", 90),
        ("#,##0.00", 90.5),
        ('#,##0.00\\ "€"', 90),
        ('"EUR" #,##0', 90),
        ("[$€-407] #,##0.00;[Red]-[$€-407] #,##0.00", -3),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 90),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 0),
        ("@", "fail"),
        ("0.00", "fail"),
        ("General;General;General;@", "fail"),
        ("General;General;General;General", "fail"),
        ("yyyy-mm-dd", date(2028, 1, 1)),
        ("[$-413]d mmmm yyyy;@", date(2028, 1, 1)),
        ("[>100]0;0.0", 90),
        ("0%", 0.5),
        ("Standard", 4),
    ],
)
def test_everyday_formats_show_what_there_is(form: str, value: object) -> None:
    assert shows(form, value)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ('General;General;General;"pass"', "fail"),
        (";;;", "fail"),
        (";;;", 90),
        ('"190"', 90),
        ('"1"0', 90),
        ("\\1\\90", 90),
        ("1#", 90),
        ("0,", 90_000),
        ("0.0,,", 90_000),
        ('0;"none"', -5),
        ('0;0;"5"', 0),
        ('"in time"', date(2028, 1, 1)),
        ('"yes";"yes";"yes";"yes"', "no"),
    ],
)
def test_formats_that_show_something_else(form: str, value: object) -> None:
    assert not shows(form, value)


def changed(content: bytes, change) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _format(book) -> None:
    book["Tenderers"]["C6"].number_format = '"190"'


def _row(book) -> None:
    book["Tenderers"].row_dimensions[6].hidden = True


def _low(book) -> None:
    book["Tenderers"].row_dimensions[6].height = 1


def _column(book) -> None:
    book["Tenderers"].column_dimensions["C"].hidden = True


def _ranked(book) -> None:
    book["Ranking"]["B6"].value = "T2"  # as a program leaves it that calculates
    book["Ranking"].row_dimensions[6].hidden = True


def _sheet(book) -> None:
    book["Tenderers"].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_format, "Tenderers!C6: the format of this cell shows another value than it has, or none"),
        (_row, "is in a row or column that is hidden, and counts"),
        (_ranked, "is in a row or column that is hidden, and counts"),
        (_low, "is in a row or column that is hidden, and counts"),
        (_column, "is in a row or column that is hidden, and counts"),
        (_sheet, "is in a row or column that is hidden, and counts"),
    ],
)
def test_a_committee_is_told_what_its_members_do_not_see(tmp_path: Path, change, said: str) -> None:
    path = tmp_path / "evaluation.xlsx"
    path.write_bytes(fill(tenders("laptops", ["100", "110", "125"])))
    before = [finding.message for finding in evaluation_read(path).findings]
    assert not any("hidden" in message or "format" in message for message in before)
    path.write_bytes(changed(path.read_bytes(), change))
    assert any(said in finding.message for finding in evaluation_read(path).findings)


def test_rows_with_room_for_nobody_may_be_out_of_sight(tmp_path: Path) -> None:
    """A workbook to print, and the copies of evaluators, have no others in sight than those of the Tenderers."""
    path = tmp_path / "evaluation.xlsx"
    path.write_bytes(fill(tenders("laptops", ["100", "110", "125"])))
    path.write_bytes(to_print(path))
    assert not any("hidden" in finding.message for finding in evaluation_read(path).findings)
