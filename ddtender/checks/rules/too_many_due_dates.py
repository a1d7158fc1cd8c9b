"""The rules of a contract's KPIs and the dates of a procedure must give due dates that somebody can follow."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.due import dated_kpis
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.model import DraftDocument
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
        if draft.dates:
            yield from _unusable(draft)


def _unusable(draft: DraftDocument) -> Iterator[Diagnostic]:
    rows = 0
    for dated in dated_kpis(draft):
        rows += len(dated.days) * len(dated.provision.kpis)
        if dated.fault:
            message = f"'{dated.provision.id}': {dated.fault}"
            hint = "Check the dates of the contract, and what they are counted with."
            yield Diagnostic(TOO_MANY_DUE_DATES, dated.place, message, hint)
    if rows > MOST_ROWS:
        said = f"the KPIs of this contract have {rows:,} due dates; a register has room for {MOST_ROWS:,}"
        message = Message(said, "messages.too_many_due_dates", number=rows, most=MOST_ROWS)
        hint = "Check the dates of the contract, or leave out clauses."
        yield Diagnostic(TOO_MANY_DUE_DATES, draft.location, message, hint)
