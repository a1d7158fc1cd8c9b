"""A Contract whose end is moved: a new register that continues the old one, and its calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation.filled import language_of
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.stamp import Stamp
from ddtender.words import Language, language

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled
    from ddtender.contract.plan import Moved


class Extended(Struct, frozen=True):
    """The new set by file name, what has changed, and what was found in the old register."""

    outputs: dict[str, bytes]
    change: Moved
    findings: tuple[Diagnostic, ...]


def extended(
    path: Path, end: date | None, months: int | None, why: str, on: date | None, speaks: Speaks = language
) -> Extended:
    """The register at a path with its Contract's end moved to a day, or by whole ``months``, as was decided ``on`` a
    day (today if left out); it may be in one of the languages that somebody ``speaks``. Raises Refused where the
    register has errors, Misused where the end cannot be moved so."""
    from ddtender.contract.calendar import calendar
    from ddtender.contract.foreign import foreign
    from ddtender.contract.moving import CannotMove, later_by_months, moved
    from ddtender.contract.performance import DueStatus, perform
    from ddtender.contract.reading import read_register
    from ddtender.contract.register import register
    from ddtender.market.values import clean

    today = door.today()
    decided = on or today
    if decided > today:
        raise Misused(
            Message(
                f"{decided} is yet to come; say on which day it was decided.",
                "messages.refusal.day_to_come",
                day=decided,
            ),
            "--on",
        )
    content = door.read_bytes(path)
    filled, findings = read_register(content, path.as_posix(), speaks, today)
    if filled is None or has_errors(findings):
        raise Refused(ordered(findings), "; correct the register first. Nothing was written")
    try:
        if end is None:
            assert months is not None
            if filled.plan.end is None:
                raise CannotMove("this register does not know when the Contract ends; name the new end with --end")
            end = later_by_months(filled.plan.end, months)
        made = moved(filled, end, decided, clean(why, 1000))
    except CannotMove as error:
        raise Misused(f"{error}.", "--end" if months is None else "--months") from None
    words = language_of(filled.plan, speaks)
    stamp = Stamp(False, door.now())
    book = register(made.plan, stamp, words, made)
    hold_to(book, made, path, words)
    outputs = {f"kpi-register-to-{end}.xlsx": book}
    done = {s.entry.row.key for s in perform(made, today).with_status(DueStatus.ACCEPTED, DueStatus.NOT_APPLICABLE)}
    if (entries := calendar(made.plan, stamp, words, done)) is not None:
        outputs[f"kpi-calendar-to-{end}.ics"] = entries
    left = foreign(content, path.as_posix(), register(filled.plan, stamp, words), words)
    return Extended(outputs, made.plan.history[-1], tuple(ordered([*findings, *left])))


def hold_to(book: bytes, made: Filled, path: Path, words: Language) -> None:
    """Raises Refused where the new register does not say what the old one did."""
    from ddtender.contract.reading import read_register
    from ddtender.diagnostics import Location
    from ddtender.verify.codes import VERIFICATION_FAILED

    read, found = read_register(book, path.as_posix(), lambda _: words)
    if read != made or found:
        messages = [finding.message for finding in found] or ["the new register would not say what the old one does"]
        hint = "Nothing was written; the old register is as it was. Correct what the message names, or report it."
        raise Refused(Diagnostic(VERIFICATION_FAILED, Location(path.as_posix()), text, hint) for text in messages)
