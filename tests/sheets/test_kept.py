"""Words and formulas of a workbook that nobody is asked to type: whoever changes one is told, and nobody else."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ddtender.desk.evaluation.filled import evaluation_read, register_read
from ddtender.diagnostics import Diagnostic, Severity
from tests.sheets.filling import fill, random_filling
from tests.sheets.workbooks import calculated, evaluation_of, opened, register_of, saved


@pytest.fixture
def read(tmp_path):
    """What is found in a workbook that somebody sends back."""

    def read(book: Workbook) -> list[Diagnostic]:
        path = tmp_path / "back.xlsx"
        path.write_bytes(saved(book))
        found = register_read(path, None) if "Register" in book.sheetnames else evaluation_read(path)
        return list(found.findings)

    return read


REGISTER = {
    "what is checked": ("Register", "F5"),
    "the clause": ("Register", "C5"),
    "a note on its day": ("Register", "I5"),
    "a heading": ("Overview", "E12"),
    "the parties": ("Overview", "C5"),
    "an indicator": ("Clause C4", "B6"),
    "a target": ("Clause C4", "C6"),
    "a status": ("Register", "P5"),
    "a count": ("Overview", "E13"),
}
EVALUATION = {
    "what is asked for": ("Selection", "D3"),
    "what an option is given for": ("Award A1", "D6"),
    "a criterion": ("Award A1", "A1"),
    "the sum": ("Overview", "C12"),
    "a rank": ("Ranking", "J5"),
}


@pytest.mark.parametrize("kind", [*REGISTER, *EVALUATION])
def test_what_nobody_types_is_told_where_it_is_another(read, kind: str) -> None:
    sheet, place = (REGISTER | EVALUATION)[kind]
    book = opened(register_of("laptops") if kind in REGISTER else evaluation_of("laptops"))
    assert book[sheet][place].value
    before = {finding.message for finding in read(book)}
    book[sheet][place] = "in time"
    (found,) = [finding for finding in read(book) if finding.message not in before]
    assert found.code.name == "workbook-altered" and found.severity is Severity.WARNING
    assert sheet in found.message


def test_rows_that_were_sorted_and_notes_beside_them_are_not_told(read) -> None:
    book = opened(register_of("laptops"))
    sheet: Any = book["Register"]
    for column in range(1, sheet.max_column + 1):
        first, other = sheet.cell(5, column), sheet.cell(6, column)
        first.value, other.value = other.value, first.value
    sheet["V2"] = "Call them in June."
    assert [finding for finding in read(book) if finding.code.name == "workbook-altered"] == []


def test_a_filled_evaluation_is_as_it_was_written(read) -> None:
    book = opened(fill(random_filling("laptops", 1, complete=True)))
    assert [finding for finding in read(book) if finding.code.name == "workbook-altered"] == []


#: Where a formula stands, and another in its place that always gives what somebody wishes.
OTHER_FORMULAS = {
    "a status": ("Register", "P5", '=IF(A5="","","in time")'),
    "a count": ("Overview", "F13", '=COUNTIFS(Register!$C$5:$C$45,A13,Register!$P$5:$P$45,"late")'),
    "a rank": ("Ranking", "J5", '=IF(ISNUMBER(I5),1,"")'),
    "points for the price": ("Ranking", "E5", "=Overview!$C$8"),
}


@pytest.mark.parametrize("kind", OTHER_FORMULAS)
def test_a_formula_that_counts_otherwise_is_told(read, kind: str) -> None:
    sheet, place, formula = OTHER_FORMULAS[kind]
    book = opened(evaluation_of("laptops") if sheet == "Ranking" else register_of("laptops"))
    assert book[sheet][place].value.startswith("=")
    before = {finding.message for finding in read(book)}
    book[sheet][place] = formula
    (found,) = [finding for finding in read(book) if finding.message not in before]
    assert "1 formula of this sheet counts otherwise" in found.message and found.code.name == "workbook-altered"
    assert sheet in found.message


@pytest.mark.usefixtures("needs_libreoffice")
def test_what_another_program_has_saved_counts_as_it_did(tmp_path: Path) -> None:
    """LibreOffice writes every formula anew."""
    for content in calculated([register_of("laptops"), evaluation_of("laptops")]):
        path = tmp_path / "back.xlsx"
        path.write_bytes(content)
        found = register_read(path, None) if "Register" in opened(content).sheetnames else evaluation_read(path)
        assert [finding for finding in found.findings if finding.code.name == "workbook-altered"] == []
