"""Tenderers have the time that the law gives them at least."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import FactKey, LegalCitation, Message
from ddtender.model import DraftDocument
from ddtender.model.periods import last_day, minimum_periods
from ddtender.model.procedure_law import MinimumPeriod

PERIOD_TOO_SHORT = Code(
    "period-too-short",
    Topic.COMPOSITION,
    Severity.WARNING,
    "The dates of a procedure give less time for requests or Tenders than its kind of procedure needs.",
    why=(
        "The law sets minimum periods by the kind of procedure, here for Tenders that are submitted by electronic "
        "means. They count from the day on which the notice or the invitation was sent; the day itself is not counted. "
        "How many days there are stands in `clause_library/law/procedures.yaml`, or in the file of the country."
    ),
    mend="Set a later day, or say at `shortened` why the period may be shorter.",
)

_ENDS = {"requests_until": "requests to participate", "tenders_until": "Tenders"}


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        facts = draft.facts
        if draft.procedure and not draft.is_below_threshold:
            for period in minimum_periods(draft.law, facts.get("procedure_type"), facts.get("shortened.by")):
                yield from _too_short(draft, period)


def _too_short(draft: DraftDocument, period: MinimumPeriod) -> Iterator[Diagnostic]:
    dates = draft.dates
    begins = "publication" if period.begins == "notice_sent" and "notice_sent" not in dates else period.begins
    event, until = dates.get(begins), dates.get(period.ends)
    if event is None or until is None or until >= (first := last_day(event, period.days, draft.law)):
        return
    given = f"from dates.{begins} ({event}) to the last day for {_ENDS[period.ends]} ({until})"
    least = f"at least {period.days} days are needed ({period.cite})"
    hint = f"Set `dates.{period.ends}` to {first} or later, or say at `shortened` why the time may be shorter."
    if begins == "publication":
        hint += " If the notice was sent on an earlier day, write it at `dates.notice_sent`."
    assert draft.procedure
    place = draft.procedure.facts[f"dates.{period.ends}"][1]
    message = Message(
        f"{given} there are {(until - event).days} days; {least}",
        "messages.period_too_short",
        begins=FactKey(f"dates.{begins}"),
        event=event,
        ends=FactKey(f"dates.{period.ends}"),
        until=until,
        days=(until - event).days,
        least=period.days,
        law=LegalCitation(period.cite),
        first=first,
    )
    yield Diagnostic(PERIOD_TOO_SHORT, place, message, hint)
