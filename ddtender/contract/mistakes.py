"""What cannot have been meant in a register, whoever types it where: in a cell of the workbook, or in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from ddtender.contract.places import CheckMark
from ddtender.contract.plan import RegisterPlan, Row
from ddtender.diagnostics.messages import MessageValue


class EntryMistake(Struct, frozen=True):
    """A value that cannot be meant: the name of its column, of what is wrong, and what stands in its places."""

    at: str
    what: str
    places: Mapping[str, MessageValue] = {}


def missing(typed: Mapping[str, object]) -> Iterator[EntryMistake]:
    """What must be there and is not, of what was typed by the names of columns."""
    return (EntryMistake(name, "missing") for name, value in typed.items() if not value)


def of_receipt(plan: RegisterPlan, row: Row, received: date | None, mark: CheckMark | None) -> Iterator[EntryMistake]:
    """Nothing comes before the award, and no report of a year before the year; what is due once may come early, and
    what was accepted came with the Tender."""
    if mark is CheckMark.ACCEPTED:
        return
    yield from _before(plan, "received_on", received)
    start, rule = plan.start, plan.rule(row)
    first = min(filter(None, (plan.award, start)), default=None)
    if received and start and rule and rule.every and (first or received) <= received < start:
        yield EntryMistake("received_on", "before_year", {"day": received, "start": start})


def of_numbers(counted: int | None, out_of: int | None) -> Iterator[EntryMistake]:
    """No more are counted than there are."""
    if counted is not None and out_of is not None and counted > out_of:
        yield EntryMistake("counted", "more", {"these": counted, "of": out_of})


def of_request(
    plan: RegisterPlan, on: date | None, asked_by: date | None, answered: date | None
) -> Iterator[EntryMistake]:
    """Nothing is asked before there is a Contract, nor answered, or due, before it was asked."""
    yield from _before(plan, "requested_on", on)
    if on and answered and answered < on:
        yield EntryMistake("answered_on", "answer_first")
    if on and asked_by and asked_by < on:
        yield EntryMistake("asked_by", "named_first")


def of_delivery(plan: RegisterPlan, day: date | None) -> Iterator[EntryMistake]:
    """Goods are delivered while there is a Contract."""
    start, end = plan.start or plan.award, plan.end
    if day and start and day < start:
        yield EntryMistake("delivery", "before_contract", {"day": day, "first": start})
    if day and end and day > end:
        yield EntryMistake("delivery", "after_contract", {"day": day, "end": end})


def later(days: Mapping[str, date | None], latest: date | None) -> Iterator[EntryMistake]:
    """Nothing has been received, asked or answered on a day that is yet to come."""
    for name, day in days.items():
        if day and latest and day > latest:
            yield EntryMistake(name, "later", {"day": day, "latest": latest})


def _before(plan: RegisterPlan, name: str, day: date | None) -> Iterator[EntryMistake]:
    """Nothing is asked for, sent or delivered under a contract before it is awarded."""
    first = min(filter(None, (plan.award, plan.start)), default=None)
    if day and first and day < first:
        yield EntryMistake(name, "before_contract", {"day": day, "first": first})
