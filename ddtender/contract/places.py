"""Where things stand in a register: its sheets, columns, rows and cells, for all that write or read it."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase

from ddtender.contract.plan import Aspect, Clause, RegisterPlan, Row
from ddtender.layout.named import kpi_headings, named
from ddtender.model import Kind
from ddtender.sheets.words import Word, at
from ddtender.words import Language

#: Columns of the register, with widths in characters. The reader finds them by their headings.
COLUMNS = {
    "key": 8, "submission": 8, "clause": 10, "subject": 20, "aspect": 13, "checked": 38, "number": 8, "due": 13,
    "note": 26, "received_on": 13, "complete": 13, "counted": 9, "out_of": 9, "evidence": 24, "remarks": 24,
    "status": 14, "days_late": 8, "received": 8, "mark": 8,
}  # fmt: skip
REQUEST_COLUMNS = {
    "number": 6, "clause": 20, "requested_on": 14, "asked": 36, "asked_by": 14, "days_allowed": 10, "answer_due": 14,
    "answered_on": 14, "evidence": 24, "remarks": 24, "status": 14, "days_late": 8,
}  # fmt: skip
OWN_COLUMNS = {
    "number": 6, "what": 50, "who": 20, "due": 14, "done_on": 14, "evidence": 26, "remarks": 30, "status": 14,
    "days_late": 8,
}  # fmt: skip
HISTORY_COLUMNS = {
    "decided_on": 16, "end_before": 16, "end_after": 16, "why": 60, "rows_added": 14, "rows_dropped": 14,
}  # fmt: skip
SITE_COLUMNS = {
    "number": 6, "site": 34, "address": 34, "country": 18, "stage": 22, "product": 20, "risk": 12, "risks": 36,
    "remarks": 30,
}  # fmt: skip
#: Columns that registers of before did not have.
LATER = frozenset({"counted", "out_of", "asked_by"})
_RENAMED = frozenset({"asked_by"})
SOON, REQUEST_SOON = 30, 7  # days
HEAD_ROW, FIRST, REQUEST_ROWS, OWN_ROWS, SITE_ROWS = 4, 5, 60, 60, 60
#: The column of the register by its name, as formulas refer to it.
LETTER = dict(zip(COLUMNS, ascii_uppercase, strict=False))


class CheckMark(Word):
    """What somebody answers about a row of the register."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    ACCEPTED = "accepted with the Tender"


#: What may be said of what is checked on receipt.
CHECKED = (CheckMark.YES, CheckMark.PARTLY, CheckMark.NO, CheckMark.NOT_APPLICABLE)


def overview_sheet(language: Language) -> str:
    return language.say("contract.sheet.overview")


def register_sheet(language: Language) -> str:
    return language.say("contract.sheet.register")


def requests_sheet(language: Language) -> str:
    return language.say("contract.sheet.requests")


def own_sheet(language: Language) -> str:
    return language.say("contract.sheet.own")


def sites_sheet(language: Language) -> str:
    return language.say("contract.sheet.sites")


def history_sheet(language: Language) -> str:
    return language.say("contract.sheet.history")


def columns(names: Iterable[str], language: Language) -> dict[str, str]:
    """The headings of any table over a Contract by the names of its columns."""
    aspect = kpi_headings(["aspect"], language)[0]
    return {name: aspect if name == "aspect" else language.say(f"contract.columns.{name}") for name in names}


def headings(language: Language) -> dict[str, str]:
    """The headings of the register by the names of its columns."""
    return columns(COLUMNS, language)


def former_headings(names: Iterable[str], language: Language) -> dict[str, str]:
    """What columns of these were headed in registers made earlier, by their names."""
    return {name: language.say(f"contract.formerly.{name}") for name in _RENAMED.intersection(names)}


def request_headings(language: Language) -> dict[str, str]:
    """The headings of the requests by the names of their columns."""
    return columns(REQUEST_COLUMNS, language)


def own_headings(language: Language) -> dict[str, str]:
    """The headings of the rows that are not the Contract's."""
    return columns(OWN_COLUMNS, language)


def site_headings(language: Language) -> dict[str, str]:
    """The headings of the sites by the names of their columns."""
    return columns(SITE_COLUMNS, language)


def marks_of(plan: RegisterPlan, row: Row) -> tuple[CheckMark, ...]:
    """What may be answered about a row."""
    timed = row.is_submission and plan.indicator(row).aspect == Aspect.TIMELINESS
    marks = (CheckMark.NOT_APPLICABLE,) if timed else CHECKED
    return (CheckMark.ACCEPTED, *marks) if plan.may_be_in_tender(row) else marks


def as_of_cell(language: Language) -> str:
    """The cell of the day from which all is seen, as formulas refer to it."""
    return f"{at(overview_sheet(language))}$C$8"


def delivery_cell(language: Language) -> str:
    """The cell of the first delivery."""
    return f"{at(overview_sheet(language))}$C$9"


def clause_label(clause: Clause, language: Language) -> str:
    return named(Kind.CONTRACT, clause.shown_number, language)


def last_row(plan: RegisterPlan) -> int:
    return FIRST + len(plan.rows) - 1
