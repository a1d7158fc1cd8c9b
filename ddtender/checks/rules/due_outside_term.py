"""What is due before the contract begins, or after it has ended, nobody has to do."""

from collections.abc import Iterator
from datetime import date

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import DraftDocument, Kpi
from ddtender.model.due import NoDueDates, due_dates

DUE_OUTSIDE_TERM = Code(
    "due-outside-term",
    Topic.MANAGEMENT,
    Severity.WARNING,
    "With the dates of a procedure something is due before the contract starts or after it ends.",
    why="A duty binds only while there is a contract: nobody could be held to such a date.",
    mend="Change the number of months or days, or the dates of the contract.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        start, end = (draft.dates.get(name) for name in ("contract_start", "contract_end"))
        if draft.procedure and start and end:
            for composed in draft.provisions:
                for kpi in composed.provision.kpis:
                    if fault := _fault(draft, kpi, start, end):
                        name = kpi.due.amount if kpi.due and isinstance(kpi.due.amount, str) else ""
                        place = draft.procedure.parameters.get(name, (None, draft.location))[1]
                        message = f"'{composed.provision.id}': what the KPI '{kpi.id}' measures is due on {fault}"
                        yield Diagnostic(DUE_OUTSIDE_TERM, place, message, DUE_OUTSIDE_TERM.mend)


def _fault(draft: DraftDocument, kpi: Kpi, start: date, end: date) -> str:
    """The first due date outside the term, and on which side of it; an empty string if there is none."""
    if kpi.due is None:
        return ""
    try:
        days = due_dates(kpi.due, draft.values, draft.dates, end) or ()
    except NoDueDates:  # too-many-due-dates tells of it
        return ""
    for day in days:
        if day < start:
            return f"{day}, before the contract starts on {start}"
        if day > end:
            return f"{day}, after the contract ends on {end}"
    return ""
