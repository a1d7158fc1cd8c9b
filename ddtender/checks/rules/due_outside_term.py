"""What is due before the contract begins, or after it has ended, nobody has to do."""

from collections.abc import Iterable, Iterator
from datetime import date

from ddtender.checks import Subject
from ddtender.checks.due import dated_kpis
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

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
        if start and end:
            for dated in dated_kpis(draft):
                if fault := _fault(dated.days, start, end):
                    message = f"'{dated.provision.id}': what the KPI '{dated.kpi.id}' measures is due on {fault}"
                    yield Diagnostic(DUE_OUTSIDE_TERM, dated.place, message, DUE_OUTSIDE_TERM.mend)


def _fault(days: Iterable[date], start: date, end: date) -> str:
    """The first due date outside the term, and on which side of it; an empty string if there is none."""
    for day in days:
        if day < start:
            return f"{day}, before the contract starts on {start}"
        if day > end:
            return f"{day}, after the contract ends on {end}"
    return ""
