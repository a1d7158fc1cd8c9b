"""Whether contracts are those that were handed over: the record has digests of them, and of what registers ask for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.folder.procurement_folder import record_of_folder
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.places import CONTRACTS_STEP, PROCEDURE_FILE
from ddtender.manifest import sha256
from ddtender.procurement.codes import SEALED_ALTERED
from ddtender.procurement.report import AWARDED, HANDED_OVER

if TYPE_CHECKING:
    from ddtender.contract.plan import RegisterPlan
    from ddtender.record import RecordEntry

#: The names in a line on record of the digests of a register: of all that is due, and of what stays when its end moves.
REGISTER, CLAUSES = "register", "clauses"
#: How the folder of a contract is called: a lot, and letters, digits and hyphens of a name.
_FOLDER = re.compile(r"[A-Za-z0-9-]+")
_REGISTERS = "kpi-register*.xlsx"
_HINT = (
    "Restore it from a backup; what is signed or written into it has another name. `ddtender award` makes what is gone "
    "again."
)
_REGISTER_HINT = "Take the register that was handed over, and copy what was typed; `ddtender extend` moves an end."


def digests_of(plan: RegisterPlan) -> dict[str, str]:
    """What goes on record of a register."""
    from ddtender.contract.agreed import agreed, agreed_days

    return {REGISTER: agreed_days(plan), CLAUSES: agreed(plan)}


def contracts_altered(folder: Path, entries: Iterable[RecordEntry]) -> Iterator[Diagnostic]:
    """How contracts that were handed over differ from what lies there. Lines of earlier versions have no digests."""
    for place, entry in _last_lines(entries).items():
        above, _, name = place.partition("/")
        if above != CONTRACTS_STEP or not _FOLDER.fullmatch(name):  # the record may be anybody's
            message = "the line on a contract that was handed over has no folder of its own"
            yield Diagnostic(SEALED_ALTERED, entry.location, message, _HINT)
            continue
        for file in HANDED_OVER:
            digest, path = entry.said.get(file), folder / place / file
            is_there = os.path.isfile(path) and not os.path.islink(path) and not os.path.islink(path.parent)
            if digest and digest != (sha256(_read(path)) if is_there else ""):
                what = "is not as it was handed over" if is_there else "was handed over, and is not there"
                yield Diagnostic(SEALED_ALTERED, Location(f"{place}/{file}"), f"{place}/{file} {what}", _HINT)
        for path in sorted((folder / place).glob(_REGISTERS)) if REGISTER in entry.said else ():
            plan = _plan_of(_read(path)) if os.path.isfile(path) else None
            if plan is not None:
                yield from _unlike(entry, plan, f"{place}/{path.name}")


def _read(path: Path) -> bytes:
    """The bytes of a file that was handed over; none where they cannot be read, as then they are not what they were."""
    try:
        return door.read_bytes(path)
    except door.WorkspaceError:
        return b""


def register_altered(path: Path, plan: RegisterPlan) -> list[Diagnostic]:
    """How a register in the folder of a contract asks for something else than the one that was handed over; nothing
    where it lies elsewhere, or no line on record has its digests."""
    entry = _line_of(path)
    return [] if entry is None else [*_unlike(entry, plan, path.as_posix())]


def is_on_record(path: Path) -> bool:
    """Whether the record says what the register at a path asks for."""
    return _line_of(path) is not None


def _line_of(path: Path) -> RecordEntry | None:
    """The line on record with the digests of a register in the folder of a contract."""
    place = path.absolute().parent
    folder = place.parent.parent
    if place.parent.name != CONTRACTS_STEP or door.procurement_of(folder / PROCEDURE_FILE) is None:
        return None
    entry = _last_lines(record_of_folder(folder)[0]).get(f"{CONTRACTS_STEP}/{place.name}")
    return entry if entry is not None and REGISTER in entry.said else None


def _last_lines(entries: Iterable[RecordEntry]) -> dict[str, RecordEntry]:
    """The last line about each contract that was handed over, by its folder."""
    handed = [
        one for one in entries if one.what == AWARDED and not one.said.keys().isdisjoint((*HANDED_OVER, REGISTER))
    ]
    return {one.said.get("folder", ""): one for one in handed}


def _unlike(entry: RecordEntry, plan: RegisterPlan, shown: str) -> Iterator[Diagnostic]:
    name = CLAUSES if plan.history else REGISTER
    if digests_of(plan)[name] != entry.said.get(name):
        message = f"{shown} does not ask for what the register asked for that was handed over"
        yield Diagnostic(SEALED_ALTERED, Location(shown), message, _REGISTER_HINT)


@lru_cache(maxsize=64)
def _plan_of(content: bytes) -> RegisterPlan | None:
    """The plan of a register, None where it has none that can be read: who opens it is told."""
    from ddtender.contract.plan import RegisterPlan
    from ddtender.sheets.quick import QuickBook
    from ddtender.sheets.reading import Unreadable

    try:
        return QuickBook(content, "register").plan(RegisterPlan)
    except Unreadable:
        return None
