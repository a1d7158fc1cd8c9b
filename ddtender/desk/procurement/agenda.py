"""What is due in all procurements and contracts of a folder, one after the other: what is late first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.compose.national import law_of, national_at
from ddtender.desk.contract.contract_folder import KICKOFF, contract, names
from ddtender.desk.errors import Misused
from ddtender.desk.speaking import Speaks
from ddtender.library.places import CONTRACTS_STEP
from ddtender.model.timetable import days_known
from ddtender.procurement.agenda import DueDay, due_days

if TYPE_CHECKING:
    from ddtender.contract.portfolio import ContractEntry, Duty
    from ddtender.model import Library
    from ddtender.procurement.steps import Step

#: So far ahead is looked.
AHEAD = timedelta(days=31)
#: So long after the beginning a meeting can still be called the first.
_FIRST_MEETING = timedelta(days=92)
_REGISTERS = 256


class Stands(Struct, frozen=True):
    """How a procurement stands: the name of its folder, its path, what it is called, what is stated, its steps."""

    name: str
    folder: Path
    title: str
    stated: Mapping[str, str]
    steps: Sequence[Step]


class DueEntry(Struct, frozen=True):
    """Something that is due, the procurement that it is of, and by how many days it is ahead (below 0: late by)."""

    name: str
    title: str
    day: DueDay
    ahead: int


class NotRead(Struct, frozen=True):
    """A contract that cannot be read ("": all of a procurement), and the procurement that it is of."""

    name: str
    title: str
    contract: str = ""


class Agenda(Struct, frozen=True):
    """What is due, and of which contracts that cannot be told."""

    due: list[DueEntry]
    unread: list[NotRead]


def agenda(
    procurements: Iterable[Stands], library: Library, speaks: Speaks, today: date, with_contracts: bool = True
) -> Agenda:
    """All that is late, and what comes within a month from ``today``; the earliest day first. Contracts only if they
    are asked for. What cannot be read is named, and keeps nothing else from being told: its own page says why."""
    until = today + AHEAD
    found, unread = [], []
    for one in procurements:
        days = [*due_days(days_of(library, one.stated), one.steps, today, until)]
        for name, its in _of_contracts(one.folder, speaks, today, until) if with_contracts else ():
            days += its or ()
            unread += [NotRead(one.name, one.title, name)] if its is None else []
        found += [DueEntry(one.name, one.title, day, (day.day - today).days) for day in days]
    found.sort(key=lambda due: (not due.day.is_late, due.day.day, due.title, due.name, due.day.what))
    return Agenda(found, unread)


def days_of(library: Library, stated: Mapping[str, str]) -> dict[str, date]:
    """The days of a procedure file by their names, with those that the law has follow from them; ``stated`` is what the
    file says by its keys. Raises ValueError for a day that is none."""
    law = law_of(library, national_at(library, stated.get("country")))
    dates = {
        key.removeprefix("dates."): date.fromisoformat(on) for key, on in stated.items() if key.startswith("dates.")
    }
    facts: dict[str, object] = dict(stated)
    if "standstill.days" in stated:
        facts["standstill.days"] = int(stated["standstill.days"])
    return days_known(dates, facts, law, "below_threshold.because" in stated)


def _of_contracts(folder: Path, speaks: Speaks, today: date, until: date) -> Iterator[tuple[str, list[DueDay] | None]]:
    """Each contract by its name with what is due in it; None where that cannot be read."""
    try:
        there = names(folder)
    except door.WorkspaceError:
        yield "", None
        return
    for name in there:
        try:
            yield name, _of_contract(folder, name, speaks, today, until)
        except (Misused, door.WorkspaceError):
            yield name, None


def _of_contract(folder: Path, name: str, speaks: Speaks, today: date, until: date) -> list[DueDay] | None:
    one = contract(folder, name, speaks)
    if not one.register:
        return []
    read = _entry(door.read_bytes(folder / CONTRACTS_STEP / name / one.register), today, speaks)
    if read is None:
        return None
    entry, start = read
    days = [*_duties(entry, name, today, until)]
    if start and today - _FIRST_MEETING <= start <= until and KICKOFF not in one.files:
        days.append(DueDay(start, "first_meeting", "contracts", start < today, name))
    if entry.end and today <= entry.end <= until:
        days.append(DueDay(entry.end, "contract_end", "contracts", False, name))
    return days


def _duties(entry: ContractEntry, name: str, today: date, until: date) -> Iterator[DueDay]:
    """What is due by a contract, all of a day as one."""
    from ddtender.contract.portfolio import URGENT

    def day_of(duty: Duty) -> date:
        return duty.due or today

    late = [one for one in entry.open if one.status in URGENT]
    coming = [one for one in entry.coming if one.due and today <= one.due <= until]
    for is_late, duties in ((True, late), (False, coming)):
        for day, some in groupby(sorted(duties, key=day_of), day_of):
            first, *others = dict.fromkeys(one.what for one in some)
            yield DueDay(day, "duty", "register", is_late, name, first, len(others))


@lru_cache(maxsize=_REGISTERS)
def _entry(content: bytes, today: date, speaks: Speaks) -> tuple[ContractEntry, date | None] | None:
    """What a register says on a day, and when its contract begins; None where it cannot be read. Kept by its bytes."""
    from ddtender.contract.performance import perform
    from ddtender.contract.portfolio import entry
    from ddtender.contract.reading import read_register
    from ddtender.sheets.quick import QuickBook

    filled, _ = read_register(content, "register", speaks, today, QuickBook)
    return (entry("register", perform(filled, today), filled), filled.plan.start) if filled else None
