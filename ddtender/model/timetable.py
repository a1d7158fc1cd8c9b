"""The days of a procedure that a tender prints, those that follow from others among them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ddtender.model.composition import DraftDocument
from ddtender.model.periods import answers_until, latest_end, standstill_days, standstill_end
from ddtender.model.procedure_law import ProcedureLaw

#: The rows in their order, by the names of their labels.
_ROWS = (
    "publication",
    "requests_until",
    "invitation",
    "questions_until",
    "answers_until",
    "tenders_until",
    "award",
    "standstill_end",
    "contract_start",
    "contract_end",
    "latest_end",
)


def latest_end_of(draft: DraftDocument) -> date | None:
    """The last day of the contract after all its extensions; None if it has none, or its end is not known."""
    end, facts = draft.dates.get("contract_end"), draft.facts
    months, times = facts.get("extensions.months"), facts.get("extensions.times")
    if end is None or not isinstance(months, int) or not isinstance(times, int):
        return None
    return latest_end(end, months, times)


def timetable(draft: DraftDocument) -> tuple[tuple[str, date], ...]:
    """The days that are known, in their order, each with the name of its label."""
    days = days_known(draft.dates, draft.facts, draft.law, draft.is_below_threshold)
    if end := latest_end_of(draft):
        days["latest_end"] = end
    return tuple((name, days[name]) for name in _ROWS if name in days)


def days_known(
    dates: Mapping[str, date], facts: Mapping[str, object], law: ProcedureLaw, is_below_threshold: bool
) -> dict[str, date]:
    """The ``dates`` of a procedure with those that the law has follow from them: the last day for answers (not below
    the threshold) and of the standstill. ``facts`` are those of the procedure by their keys."""
    days, standstill = dict(dates), standstill_days(facts, law)
    may_ask = "questions_until" in days and "tenders_until" in days and not is_below_threshold
    if may_ask and (answers := answers_until(days["tenders_until"], law, facts.get("shortened.by"))):
        days["answers_until"] = answers
    if "award" in days and standstill is not None:
        days["standstill_end"] = standstill_end(days["award"], standstill, law)
    return days
