"""Reading a filled register back: every row by its key, every cell read right or refused by row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ddtender.contract.codes import REGISTER_ROW, TEXT_DATE
from ddtender.contract.overview import AS_OF_CELL, DELIVERY_CELL
from ddtender.contract.performance import Filled, InformationRequest, Receipt
from ddtender.contract.places import (
    CheckMark,
    clause_label,
    headings,
    overview_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
)
from ddtender.contract.plan import Aspect, RegisterPlan, Row
from ddtender.diagnostics import Code, Diagnostic, Location, Severity
from ddtender.model.due import YEARS
from ddtender.sheets.codes import NOT_AN_OPTION, WORKBOOK_ALTERED, WORKBOOK_VALUE
from ddtender.sheets.reading import Book, Unreadable
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import date_of, one_of, text_of
from ddtender.sheets.words import Meant, by_word
from ddtender.words import Language, language

_TODAY = ("TODAY()", "NOW()", "INT(NOW())")
_TYPED = ("received_on", "complete", "evidence", "remarks")


def read_register(
    content: bytes, path: str, languages: Callable[[str], Language] = language, today: date | None = None
) -> tuple[Filled | None, list[Diagnostic]]:
    """The register in the bytes of the file ``path``, or None if it cannot be used at all, with every finding.

    Its words are those of the language that its plan names, which ``languages`` gives by its tag. What is said to have
    happened after ``today``, and after the day that the register is looked at from, is a mistake in typing.
    """
    try:
        book = Book(content, path)
        plan = book.plan(RegisterPlan)
        reader = _Reader(book, plan, book.language(plan.language, languages))
        as_of = reader.as_of()
        reader.latest = max(today, as_of or today) if today else None
        entries = reader.entries()
        requests = reader.requests() if any(c.responsive for c in plan.clauses) else []
    except Unreadable as error:
        return None, [error.finding]
    cell = book.cell(reader.overview, *DELIVERY_CELL)
    delivery = reader.date(cell)
    reader.not_before(delivery, cell)
    broken = book.broken_formulas(
        (reader.overview, reader.register, reader.requests_sheet)
    )  # nothing is taken from them
    findings = [*reader.findings, *(one._replace(severity_override=Severity.WARNING) for one in broken)]
    return Filled(plan, tuple(entries), tuple(requests), delivery, as_of), findings


class _Reader:
    def __init__(self, book: Book, plan: RegisterPlan, words: Language) -> None:
        self.book, self.plan, self.words = book, plan, words
        self.overview, self.register = overview_sheet(words), register_sheet(words)
        self.requests_sheet = requests_sheet(words)
        self.marks = by_word(CheckMark, words)
        self.latest: date | None = None
        self.findings: list[Diagnostic] = []

    def entries(self) -> list[Receipt]:
        """An entry for every row of the plan, in its order, wherever the row stands now."""
        rows = {row.key: row for row in self.plan.rows}
        found: dict[str, Receipt] = {}
        table = self.book.table(self.register, headings(self.words))
        for number, cells in table.rows():
            key = cells["key"].text
            if key in found:
                self.add(REGISTER_ROW, cells["key"], f"row {number} repeats the row of '{key}'", _KEEP_ONE)
            elif key in rows:
                found[key] = self.entry(rows[key], cells)
            elif any(cells[name].text for name in (*_TYPED, "checked")):
                said = f"row {number} has a key that is not in the plan" if key else f"row {number} has no key"
                self.add(REGISTER_ROW, cells["key"], said, _NO_OWN_ROWS)
        for key, row in rows.items():
            if key not in found:
                clause, indicator = self.plan.clause(row.clause), self.plan.indicator(row)
                label, aspect = clause_label(clause, self.words), indicator.aspect.said(self.words)
                message = f"{self.register}: the row of {label}, {aspect}, no. {row.n} is gone ({key})"
                place = Location(self.book.path, table.head, table.columns["key"])
                self.findings.append(Diagnostic(REGISTER_ROW, place, message, "Take it back from the first build."))
                found[key] = Receipt(row, None, None, "", "")
        return [found[row.key] for row in self.plan.rows]

    def entry(self, row: Row, cells: dict[str, SheetCell]) -> Receipt:
        received = None
        if row.is_submission:
            received = self.date(cells["received_on"])
            self.not_before(received, cells["received_on"])
            self.not_after(received, cells["received_on"])
        elif cells["received_on"].text:
            hint = "Type the date in the row of the submission; the checks follow it."
            self.add(WORKBOOK_VALUE, cells["received_on"], "a check has no date of receipt of its own", hint)
        self.due(row, cells["due"])
        marks = self.marks
        if row.is_submission and self.plan.indicator(row).aspect == Aspect.TIMELINESS:
            marks = {word: mark for word, mark in marks.items() if mark is CheckMark.NOT_APPLICABLE}
        mark = self.one_of(cells["complete"], marks)
        return Receipt(row, received, mark, self.text(cells["evidence"]), self.text(cells["remarks"]))

    def due(self, row: Row, cell: SheetCell) -> None:
        """A due date belongs to the contract: it is not changed in a workbook."""
        if row.on is None or row.before_delivery:
            return
        try:
            same = date_of(cell)[0] == row.on
        except ValueError:
            same = False
        if not same:
            hint = "Change the dates in the procedure file and build again, or agree the change in the contract."
            self.add(WORKBOOK_ALTERED, cell, f"the due date is {row.on}, not '{cell.text[:40]}'", hint)

    def requests(self) -> list[InformationRequest]:
        by_label = {clause_label(clause, self.words): clause for clause in self.plan.clauses if clause.responsive}
        names = request_headings(self.words)
        found: list[InformationRequest] = []
        for number, cells in self.book.table(self.requests_sheet, names).rows():
            typed = ("clause", "requested_on", "asked", "answered_on", "evidence", "remarks")
            if not any(cells[name].text or cells[name].is_formula for name in typed):
                continue
            clause, on = self.one_of(cells["clause"], by_label), self.date(cells["requested_on"])
            answered = self.date(cells["answered_on"])
            self.not_before(on, cells["requested_on"])
            self.not_after(on, cells["requested_on"])
            self.not_after(answered, cells["answered_on"])
            for name, value in (("clause", cells["clause"].text), ("requested_on", cells["requested_on"].text)):
                if not value:
                    self.add(WORKBOOK_VALUE, cells[name], f"row {number} has no '{names[name]}'", "Fill it in.")
            if on and answered and answered < on:
                self.add(WORKBOOK_VALUE, cells["answered_on"], "the answer comes before the request", _CHECK_DATE)
            if clause and on:
                texts = [self.text(cells[name]) for name in ("asked", "evidence", "remarks")]
                found.append(InformationRequest(len(found) + 1, clause, on, texts[0], answered, texts[1], texts[2]))
        return found

    def as_of(self) -> date | None:
        """The day that somebody typed to look from; None where it is today, as the build left it."""
        cell = self.book.cell(self.overview, *AS_OF_CELL)
        if not cell.is_formula:
            return self.date(cell)
        if cell.formula.replace(" ", "").upper() in _TODAY or cell.value is None:
            return None
        return self.date(SheetCell(cell.sheet, cell.row, cell.column, cell.value, False, cell.is_error))

    def not_before(self, day: date | None, cell: SheetCell) -> None:
        """Nothing is asked for, sent or delivered under a contract before it is awarded."""
        first = min(filter(None, (self.plan.award, self.plan.start)), default=None)
        if day and first and day < first:
            message = f"{day} is before the Contract, which begins with {first}"
            self.add(WORKBOOK_VALUE, cell, message, _CHECK_DATE)

    def not_after(self, day: date | None, cell: SheetCell) -> None:
        """Nothing has been received, asked or answered on a day that is yet to come."""
        if day and self.latest and day > self.latest:
            message = f"{day} is yet to come: the register is read as of {self.latest}"
            self.add(WORKBOOK_VALUE, cell, message, _CHECK_DATE)

    def date(self, cell: SheetCell) -> date | None:
        if cell.value is None and not cell.is_formula:
            return None
        try:
            found, as_text = date_of(cell)
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, str(error), "Type the day as a date, or as text like 2028-03-31.")
            return None
        if found.year not in YEARS:
            self.add(WORKBOOK_VALUE, cell, f"{found} is not in this century", _CHECK_DATE)
            return None
        if as_text:
            hint = "Type it again as a date: the workbook's own status does not see text."
            self.add(TEXT_DATE, cell, f"'{cell.text}' is text; it is read as {found}", hint)
        return found

    def one_of(self, cell: SheetCell, values: Mapping[str, Meant]) -> Meant | None:
        """What is meant by the word in a cell, None where there is none or another."""
        try:
            return one_of(cell, values)
        except ValueError as error:
            self.add(NOT_AN_OPTION, cell, str(error), "Choose from the list.")
            return None

    def text(self, cell: SheetCell) -> str:
        try:
            return text_of(cell)
        except ValueError as error:
            self.add(WORKBOOK_VALUE, cell, str(error), "Type the text itself.")
            return ""

    def add(self, code: Code, cell: SheetCell, message: str, hint: str) -> None:
        self.findings.append(self.book.finding(code, cell, message, hint))


_KEEP_ONE = "Delete one of the two rows."
_NO_OWN_ROWS = "Rows come from the contract. Put what you want to add under Remarks, or on the sheet of requests."
_CHECK_DATE = "Check the date."
