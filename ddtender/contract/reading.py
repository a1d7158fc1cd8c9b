"""Reading a filled register back: every row by its key, every cell read right or refused by row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from ddtender.contract import mistakes
from ddtender.contract.cells import CHECK_DATE, RegisterCells
from ddtender.contract.codes import REGISTER_ROW
from ddtender.contract.mistakes import EntryMistake
from ddtender.contract.overview import AS_OF_CELL, DELIVERY_CELL, RISK_CELL
from ddtender.contract.performance import Filled, InformationRequest, OwnRow, ProductionSite, Receipt
from ddtender.contract.places import (
    LATER,
    clause_label,
    former_headings,
    headings,
    marks_of,
    overview_sheet,
    own_headings,
    own_sheet,
    register_sheet,
    request_headings,
    requests_sheet,
    site_headings,
    sites_sheet,
)
from ddtender.contract.plan import MOST_COUNTED, RegisterPlan, Risk, Row
from ddtender.diagnostics import Diagnostic, Location, Severity
from ddtender.diagnostics.messages import Message
from ddtender.sheets.codes import WORKBOOK_ALTERED, WORKBOOK_VALUE
from ddtender.sheets.reading import Book, Unreadable
from ddtender.sheets.stored import SheetCell
from ddtender.sheets.typed import date_of
from ddtender.sheets.words import by_word
from ddtender.words import Language, language

_TODAY = ("TODAY()", "NOW()", "INT(NOW())")
_TYPED = ("received_on", "complete", "counted", "out_of", "evidence", "remarks")
_REQUEST_TYPED = ("clause", "requested_on", "asked", "asked_by", "answered_on", "evidence", "remarks")
_SITE_TYPED = ("site", "address", "country", "stage", "product", "remarks")
_OWN_TYPED = ("what", "who", "due", "done_on", "evidence", "remarks")


def read_register(
    content: bytes,
    path: str,
    languages: Callable[[str], Language] = language,
    today: date | None = None,
    opened: Callable[[bytes, str], Book] = Book,
) -> tuple[Filled | None, list[Diagnostic]]:
    """The register in the bytes of the file ``path``, or None if it cannot be used at all, with every finding.

    Its words are those of the language that its plan names, which ``languages`` gives by its tag. What is said to have
    happened after ``today``, and after the day that the register is looked at from, is a mistake in typing. ``opened``
    gives the book.
    """
    try:
        book = opened(content, path)
        plan = book.plan(RegisterPlan)
        reader = _Reader(book, plan, book.language(plan.language, languages))
        as_of = reader.as_of()
        reader.latest = max(today, as_of or today) if today else None
        entries = reader.entries()
        requests = reader.requests()
        own = [*reader.own_rows(), *reader.strangers]
        delivery, risk = reader.delivery(), reader.risk()
        sites = tuple(reader.sites())
    except Unreadable as error:
        return None, [error.finding]
    broken = book.broken_formulas(reader.sheets)  # nothing is taken from them
    findings = [*reader.findings, *(one._replace(severity_override=Severity.WARNING) for one in broken)]
    own = [replace(row, number=n) for n, row in enumerate(own, start=1)]
    return Filled(plan, tuple(entries), tuple(requests), delivery, as_of, tuple(own), risk, sites), findings


class _Reader(RegisterCells):
    def __init__(self, book: Book, plan: RegisterPlan, words: Language) -> None:
        super().__init__(book)
        self.plan, self.words = plan, words
        self.overview, self.register = overview_sheet(words), register_sheet(words)
        self.requests_sheet, self.own_sheet = requests_sheet(words), own_sheet(words)
        #: A register of before: it has no rows of somebody's own, and no place for what is counted or for the risk.
        self.is_earlier = self.own_sheet not in book.sheets
        self.optional = LATER if self.is_earlier else frozenset()
        own = () if self.is_earlier else (self.own_sheet,)
        self.sites_sheet = sites_sheet(words)
        #: Only a register that knows of risks has sites.
        self.has_sites = bool(plan.known_site_risks) and self.sites_sheet in book.sheets
        also = (self.sites_sheet,) if self.has_sites else ()
        self.sheets = (self.overview, self.register, self.requests_sheet, *own, *also)
        self.strangers: list[OwnRow] = []

    def entries(self) -> list[Receipt]:
        """An entry for every row of the plan, in its order, wherever the row stands now."""
        rows = {row.key: row for row in self.plan.rows}
        found: dict[str, Receipt] = {}
        names = headings(self.words)
        table = self.book.table(self.register, names, self.optional & names.keys())
        for number, cells in table.rows():
            key = cells["key"].text
            if key in found:
                self.add(
                    REGISTER_ROW,
                    cells["key"],
                    Message(f"row {number} repeats the row of '{key}'", "messages.register_row.twice", row=number),
                    _KEEP_ONE,
                )
            elif key in rows:
                found[key] = self.entry(rows[key], cells)
            elif any(cells[name].text for name in (*_TYPED, "checked")):
                if key:
                    self.add(
                        REGISTER_ROW,
                        cells["key"],
                        Message(
                            f"row {number} has a key that is not in the plan",
                            "messages.register_row.unknown",
                            row=number,
                        ),
                        _NOT_OURS,
                    )
                else:
                    self.strangers.append(self.stranger(cells))
        for key, row in rows.items():
            if key not in found:
                clause, indicator = self.plan.clause(row.clause), self.plan.indicator(row)
                label, aspect = clause_label(clause, self.words), indicator.aspect.said(self.words)
                said = f"{self.register}: the row of {label}, {aspect}, no. {row.n} is gone ({key})"
                message = Message(said, "messages.register_row.gone", label=label, aspect=aspect, number=row.n)
                place = Location(self.book.path, table.head, table.columns["key"])
                self.findings.append(Diagnostic(REGISTER_ROW, place, message, "Take it back from the first build."))
                found[key] = Receipt(row, None, None, "", "")
        return [found[row.key] for row in self.plan.rows]

    def entry(self, row: Row, cells: dict[str, SheetCell]) -> Receipt:
        received = None
        mark = self.one_of(cells["complete"], {mark.said(self.words): mark for mark in marks_of(self.plan, row)})
        if row.is_submission:
            received = self.date(cells["received_on"])
            self.mistaken(cells, mistakes.of_receipt(self.plan, row, received, mark))
            self.not_after(cells, received_on=received)
        elif cells["received_on"].text:
            hint = "Type the date in the row of the submission; the checks follow it."
            message = Message("a check has no date of receipt of its own", "messages.workbook_value.check_day")
            self.add(WORKBOOK_VALUE, cells["received_on"], message, hint)
        self.due(row, cells["due"])
        counted, out_of = self.numbers(row, cells["counted"], cells["out_of"])
        texts = self.text(cells["evidence"]), self.text(cells["remarks"])
        return Receipt(row, received, mark, *texts, counted, out_of)

    def numbers(self, row: Row, counted: SheetCell, out_of: SheetCell) -> tuple[int | None, int | None]:
        """What a KPI counts, and out of how many."""
        counts = self.plan.indicator(row).counts
        these = self.number(counted, MOST_COUNTED) if counts else self.nothing(counted)
        of = self.number(out_of, MOST_COUNTED) if counts and counts.of else self.nothing(out_of)
        self.mistaken({"counted": counted}, mistakes.of_numbers(these, of))
        return these, of

    def stranger(self, cells: dict[str, SheetCell]) -> OwnRow:
        """A row that somebody has added to ours, as one of theirs."""
        what = " – ".join(filter(None, (self.text(cells[name]) for name in ("subject", "checked"))))
        due, done = self.date(cells["due"]), self.date(cells["received_on"])
        self.not_after(cells, received_on=done)
        return OwnRow(0, what, "", due, done, self.text(cells["evidence"]), self.text(cells["remarks"]))

    def own_rows(self) -> list[OwnRow]:
        if self.is_earlier:
            return []
        found = []
        names = own_headings(self.words)
        for number, cells in self.book.table(self.own_sheet, names).rows():
            if not any(cells[name].text or cells[name].is_formula for name in _OWN_TYPED):
                continue
            what = self.text(cells["what"])
            self.needs(number, cells, names, what=what)
            due, done = self.date(cells["due"]), self.date(cells["done_on"])
            self.not_after(cells, done_on=done)
            texts = [self.text(cells[name]) for name in ("who", "evidence", "remarks")]
            found.append(OwnRow(0, what, texts[0], due, done, texts[1], texts[2]))
        return found

    def sites(self) -> Iterator[ProductionSite]:
        """The sites that were typed; a risk that is still the formula's is that of the worksheet."""
        names, risks = site_headings(self.words), by_word(Risk, self.words)
        for number, cells in self.book.table(self.sites_sheet, names).rows() if self.has_sites else ():
            if not any(cells[name].text for name in _SITE_TYPED):
                continue
            self.needs(number, cells, names, site=cells["site"].text)
            texts = {name: self.text(cells[name]) for name in _SITE_TYPED}
            risk = None if cells["risk"].is_formula else self.one_of(cells["risk"], risks)
            yield ProductionSite(risk=risk, **texts)

    def delivery(self) -> date | None:
        """The first delivery: Goods are delivered while there is a Contract."""
        cell = self.book.cell(self.overview, *DELIVERY_CELL)
        day = self.date(cell)
        self.mistaken({"delivery": cell}, mistakes.of_delivery(self.plan, day))
        return day

    def risk(self) -> Risk | None:
        if self.is_earlier:
            return None
        return self.one_of(self.book.cell(self.overview, *RISK_CELL), by_word(Risk, self.words))

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
            said = f"the due date is {row.on}, not '{cell.text[:40]}'"
            message = Message(said, "messages.workbook_altered.due", day=row.on, typed=cell.text[:40])
            self.add(WORKBOOK_ALTERED, cell, message, hint)

    def requests(self) -> list[InformationRequest]:
        by_label = {clause_label(clause, self.words): clause for clause in self.plan.clauses}
        names = request_headings(self.words)
        found: list[InformationRequest] = []
        may_lack, formerly = self.optional & names.keys(), former_headings(names, self.words)
        for number, cells in self.book.table(self.requests_sheet, names, may_lack, formerly).rows():
            if not any(cells[name].text or cells[name].is_formula for name in _REQUEST_TYPED):
                continue
            clause, on = self.one_of(cells["clause"], by_label), self.date(cells["requested_on"])
            asked_by, answered = self.date(cells["asked_by"]), self.date(cells["answered_on"])
            self.mistaken(cells, mistakes.of_request(self.plan, on, asked_by, answered))
            self.not_after(cells, requested_on=on, answered_on=answered)
            texts = (cells[name].text for name in ("clause", "requested_on"))
            self.needs(number, cells, names, **dict(zip(("clause", "requested_on"), texts, strict=True)))
            if clause and on:
                texts = [self.text(cells[name]) for name in ("asked", "evidence", "remarks")]
                told = (clause, on, texts[0], answered, texts[1], texts[2], asked_by)
                found.append(InformationRequest(len(found) + 1, *told))
        return found

    def as_of(self) -> date | None:
        """The day that somebody typed to look from; None where it is today, as the build left it."""
        cell = self.book.cell(self.overview, *AS_OF_CELL)
        if not cell.is_formula:
            return self.date(cell)
        if cell.formula.replace(" ", "").upper() in _TODAY or cell.value is None:
            return None
        return self.date(SheetCell(cell.sheet, cell.row, cell.column, cell.value, False, cell.is_error))

    def mistaken(self, cells: Mapping[str, SheetCell], found: Iterable[EntryMistake]) -> None:
        """Tell what cannot have been meant, each at its cell."""
        for one in found:
            said, hint = _MISTAKES[one.what]
            message = Message(said.format(**one.places), f"web.register.wrong.{one.what}", **one.places)
            self.add(WORKBOOK_VALUE, cells[one.at], message, hint)

    def not_after(self, cells: Mapping[str, SheetCell], **days: date | None) -> None:
        self.mistaken(cells, mistakes.later(days, self.latest))

    def needs(self, number: int, cells: Mapping[str, SheetCell], names: Mapping[str, str], **typed: str) -> None:
        """Tell what a row must have and does not."""
        for one in mistakes.missing(typed):
            said = f"row {number} has no '{names[one.at]}'"
            message = Message(said, "messages.workbook_value.needs", row=number, column=names[one.at])
            self.add(WORKBOOK_VALUE, cells[one.at], message, "Fill it in.")


#: What is said of a mistake, by its name, and how to mend it.
_MISTAKES = {
    "before_contract": ("{day} is before the Contract, which begins with {first}", CHECK_DATE),
    "after_contract": ("{day} is after the Contract, which ends with {end}", CHECK_DATE),
    "before_year": (
        "{day} is before the Contract, which begins with {start}: this reports what was done under it",
        CHECK_DATE,
    ),
    "later": ("{day} is yet to come: the register is read as of {latest}", CHECK_DATE),
    "answer_first": ("the answer comes before the request", CHECK_DATE),
    "named_first": ("the day is before that of the request", CHECK_DATE),
    "more": ("{these} are more than the {of} that there are", "Check both numbers."),
}
_KEEP_ONE = "Delete one of the two rows."
_NOT_OURS = "Clear the key: then it is a row of your own. They have a sheet, too."
