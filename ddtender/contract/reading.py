"""Reading a filled register back: every row by its key, every cell read right or refused by row and column."""

from __future__ import annotations

from datetime import date

from ddtender.contract.overview import AS_OF_CELL, DELIVERY_CELL
from ddtender.contract.performance import Filled, InformationRequest, Receipt
from ddtender.contract.places import (
    HEADINGS,
    MARKS,
    OVERVIEW,
    REGISTER,
    REQUEST_HEADINGS,
    REQUESTS,
)
from ddtender.contract.plan import RegisterPlan, Row
from ddtender.diagnostics import Code, Diagnostic, Location, Severity
from ddtender.model.due import YEARS
from ddtender.sheets.reading import Book, Cell, Unreadable, date_of, text_of

_TODAY = ("TODAY()", "NOW()", "INT(NOW())")
_TYPED = ("Received on", "Complete", "Evidence", "Remarks")


def read_register(content: bytes, path: str) -> tuple[Filled | None, list[Diagnostic]]:
    """The register in the bytes of the file ``path``, or None if it cannot be used at all, with every finding."""
    try:
        book = Book(content, path)
        plan = book.plan(RegisterPlan)
        reader = _Reader(book, plan)
        entries = reader.entries()
        requests = reader.requests() if any(c.responsive for c in plan.clauses) else []
    except Unreadable as error:
        return None, [error.finding]
    delivery, as_of = reader.date(book.cell(OVERVIEW, *DELIVERY_CELL)), reader.as_of()
    reader.not_before(delivery, book.cell(OVERVIEW, *DELIVERY_CELL))
    broken = book.broken_formulas((OVERVIEW, REGISTER, REQUESTS))  # nothing is taken from them
    findings = [*reader.findings, *(one._replace(severity_override=Severity.WARNING) for one in broken)]
    return Filled(plan, tuple(entries), tuple(requests), delivery, as_of), findings


class _Reader:
    def __init__(self, book: Book, plan: RegisterPlan) -> None:
        self.book, self.plan = book, plan
        self.findings: list[Diagnostic] = []

    def entries(self) -> list[Receipt]:
        """An entry for every row of the plan, in its order, wherever the row stands now."""
        rows = {row.key: row for row in self.plan.rows}
        found: dict[str, Receipt] = {}
        table = self.book.table(REGISTER, HEADINGS)
        for number, cells in table.rows():
            key = cells["Key"].text
            if key in found:
                self.add(Code.REGISTER_ROW, cells["Key"], f"row {number} repeats the row of '{key}'", _KEEP_ONE)
            elif key in rows:
                found[key] = self.entry(rows[key], cells)
            elif any(cells[name].text for name in (*_TYPED, "What is checked")):
                said = f"row {number} has a key that is not in the plan" if key else f"row {number} has no key"
                self.add(Code.REGISTER_ROW, cells["Key"], said, _NO_OWN_ROWS)
        for key, row in rows.items():
            if key not in found:
                clause, indicator = self.plan.clause(row.clause), self.plan.indicator(row)
                message = f"{REGISTER}: the row of {clause.label}, {indicator.aspect}, no. {row.n} is gone ({key})"
                place = Location(self.book.path, table.head, table.columns["Key"])
                self.findings.append(
                    Diagnostic(Code.REGISTER_ROW, place, message, "Take it back from the first build.")
                )
                found[key] = Receipt(row, None, "", "", "")
        return [found[row.key] for row in self.plan.rows]

    def entry(self, row: Row, cells: dict[str, Cell]) -> Receipt:
        received = None
        if row.is_submission:
            received = self.date(cells["Received on"])
            self.not_before(received, cells["Received on"])
        elif cells["Received on"].text:
            hint = "Type the date in the row of the submission; the checks follow it."
            self.add(Code.WORKBOOK_VALUE, cells["Received on"], "a check has no date of receipt of its own", hint)
        self.due(row, cells["Due"])
        marks = MARKS
        if row.is_submission and self.plan.indicator(row).aspect == "timeliness":
            marks = ("not applicable",)
        mark = self.one_of(cells["Complete"], marks)
        return Receipt(row, received, mark, self.text(cells["Evidence"]), self.text(cells["Remarks"]))

    def due(self, row: Row, cell: Cell) -> None:
        """A due date belongs to the contract: it is not changed in a workbook."""
        if row.on is None or row.before_delivery:
            return
        try:
            same = date_of(cell)[0] == row.on
        except ValueError:
            same = False
        if not same:
            hint = "Change the dates in the procedure file and build again, or agree the change in the contract."
            self.add(Code.WORKBOOK_ALTERED, cell, f"the due date is {row.on}, not '{cell.text[:40]}'", hint)

    def requests(self) -> list[InformationRequest]:
        by_label = {clause.label: clause for clause in self.plan.clauses if clause.responsive}
        found = []
        for number, cells in self.book.table(REQUESTS, REQUEST_HEADINGS).rows():
            typed = ("Clause", "Requested on", "What was asked", "Answered on", "Evidence", "Remarks")
            if not any(cells[name].text or cells[name].is_formula for name in typed):
                continue
            label, on = self.one_of(cells["Clause"], tuple(by_label)), self.date(cells["Requested on"])
            answered = self.date(cells["Answered on"])
            self.not_before(on, cells["Requested on"])
            for name, value in (("Clause", cells["Clause"].text), ("Requested on", cells["Requested on"].text)):
                if not value:
                    self.add(Code.WORKBOOK_VALUE, cells[name], f"row {number} has no '{name}'", "Fill it in.")
            if on and answered and answered < on:
                self.add(Code.WORKBOOK_VALUE, cells["Answered on"], "the answer comes before the request", _CHECK_DATE)
            if label and on:
                texts = [self.text(cells[name]) for name in ("What was asked", "Evidence", "Remarks")]
                found.append(
                    InformationRequest(len(found) + 1, by_label[label], on, texts[0], answered, texts[1], texts[2])
                )
        return found

    def as_of(self) -> date | None:
        """The day that somebody typed to look from; None where it is today, as the build left it."""
        cell = self.book.cell(OVERVIEW, *AS_OF_CELL)
        if not cell.is_formula:
            return self.date(cell)
        if cell.formula.replace(" ", "").upper() in _TODAY or cell.value is None:
            return None
        return self.date(Cell(cell.sheet, cell.row, cell.column, cell.value, False, cell.is_error))

    def not_before(self, day: date | None, cell: Cell) -> None:
        """Nothing is asked for, sent or delivered under a contract before it is awarded."""
        first = min(filter(None, (self.plan.award, self.plan.start)), default=None)
        if day and first and day < first:
            message = f"{day} is before the Contract, which begins with {first}"
            self.add(Code.WORKBOOK_VALUE, cell, message, _CHECK_DATE)

    def date(self, cell: Cell) -> date | None:
        if cell.value is None and not cell.is_formula:
            return None
        try:
            found, as_text = date_of(cell)
        except ValueError as error:
            self.add(Code.WORKBOOK_VALUE, cell, str(error), "Type the day as a date, or as text like 2028-03-31.")
            return None
        if found.year not in YEARS:
            self.add(Code.WORKBOOK_VALUE, cell, f"{found} is not in this century", _CHECK_DATE)
            return None
        if as_text:
            hint = "Type it again as a date: the workbook's own status does not see text."
            self.add(Code.TEXT_DATE, cell, f"'{cell.text}' is text; it is read as {found}", hint)
        return found

    def one_of(self, cell: Cell, values: tuple[str, ...]) -> str:
        if cell.is_formula or (cell.text and cell.text not in values):
            wanted = ", ".join(f"'{value}'" for value in values)
            shown = "a formula" if cell.is_formula else f"'{cell.text[:40]}'"
            self.add(Code.NOT_AN_OPTION, cell, f"{shown} is not one of {wanted}", "Choose from the list.")
            return ""
        return cell.text

    def text(self, cell: Cell) -> str:
        try:
            return text_of(cell)
        except ValueError as error:
            self.add(Code.WORKBOOK_VALUE, cell, str(error), "Type the text itself.")
            return ""

    def add(self, code: Code, cell: Cell, message: str, hint: str) -> None:
        self.findings.append(self.book.finding(code, cell, message, hint))


_KEEP_ONE = "Delete one of the two rows."
_NO_OWN_ROWS = "Rows come from the contract. Put what you want to add under Remarks, or on the sheet of requests."
_CHECK_DATE = "Check the date."
