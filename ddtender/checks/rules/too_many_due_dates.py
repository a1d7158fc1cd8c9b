"""The rules of a contract's KPIs and the dates of a procedure must give due dates that somebody can follow."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import DraftDocument
from ddtender.model.due import NoDueDates, due_dates
from ddtender.model.limits import MOST_ROWS

TOO_MANY_DUE_DATES = Code(
    "too-many-due-dates",
    Topic.MANAGEMENT,
    Severity.ERROR,
    "The dates of a procedure give more due dates than anybody could follow, or one in another century.",
    why="A year with one digit wrong makes a contract of a thousand years.",
    mend="Check the dates of the procedure file.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.procedure and draft.dates:
            yield from _unusable(draft)


def _unusable(draft: DraftDocument) -> Iterator[Diagnostic]:
    assert draft.procedure is not None
    end, rows = draft.dates.get("contract_end"), 0
    for composed in draft.provisions:
        for kpi in composed.provision.kpis:
            if kpi.due:
                try:
                    rows += len(due_dates(kpi.due, draft.values, draft.dates, end) or ()) * len(composed.provision.kpis)
                except NoDueDates as error:
                    name = kpi.due.amount if isinstance(kpi.due.amount, str) else ""
                    place = draft.procedure.parameters.get(name, (None, draft.location))[1]
                    message = f"'{composed.provision.id}': {error}"
                    hint = "Check the dates of the contract, and what they are counted with."
                    yield Diagnostic(TOO_MANY_DUE_DATES, place, message, hint)
    if rows > MOST_ROWS:
        message = f"the KPIs of this contract have {rows:,} due dates; a register has room for {MOST_ROWS:,}"
        hint = "Check the dates of the contract, or leave out clauses."
        yield Diagnostic(TOO_MANY_DUE_DATES, draft.location, message, hint)
