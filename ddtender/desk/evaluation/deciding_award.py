"""The letters on the award decision, one a Tenderer, from a filled evaluation and the words of the library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.evaluation.filled import language_of
from ddtender.desk.market.papers import facts_of
from ddtender.desk.sources import market_template, procedure_at, source_if_there, source_of, template_errors
from ddtender.desk.speaking import speaker

if TYPE_CHECKING:
    from ddtender.evaluation.letters import Sending
    from ddtender.evaluation.reading import Evaluation
    from ddtender.model.procedure_law import ProcedureLaw


class LettersAsked(Struct, frozen=True):
    """What is asked of the letters; None is what the procedure file says, or else the law. ``by`` is "electronic" or
    "other", ``days`` are those of the standstill, 0 where there is none, ``contractors`` how many are chosen."""

    procedure: Path | None = None
    sent: date | None = None
    by: str | None = None
    days: int | None = None
    contractors: int | None = None


def letters(root: Path, evaluation: Evaluation, asked: LettersAsked) -> dict[str, bytes]:
    """A letter for each Tenderer by file name. Raises Misused, Refused."""
    from ddtender.evaluation.letters import KINDS, NoDecision, chosen
    from ddtender.evaluation.letters import letters as written
    from ddtender.library.market import read_invitation
    from ddtender.library.places import LETTERS

    if name := evaluation.plan.evaluator:
        raise Misused(f"this is the copy of {name} alone; letters are written from the consensus.", "FILE")
    asked, sending = sending_of(root, asked)
    try:
        winners = chosen(evaluation, asked.contractors or evaluation.plan.chosen)
    except NoDecision as error:
        raise Misused(f"{error}.", "--letters") from None
    words = language_of(evaluation.plan, speaker(root))
    texts = {kind: source_of(root, f"{LETTERS}/{kind}.yaml", read_invitation, words) for kind in KINDS}
    facts = facts_of(asked.procedure, None)
    moment = datetime.combine(door.today(), time(), UTC)
    with template_errors():
        return written(evaluation, winners, texts, market_template(root), facts, sending, moment, words)


def sending_of(root: Path, asked: LettersAsked) -> tuple[LettersAsked, Sending]:
    """What is asked, with what the procedure file says where nothing is, and how the decision is sent: with the last
    day of the standstill, where the day of sending is known. Raises Misused, Refused."""
    from ddtender.evaluation.letters import Sending
    from ddtender.model.periods import standstill_end

    asked, is_below, country = as_stated(asked)
    law = _law(root, country)
    days = _days(asked, is_below, law)
    end = standstill_end(asked.sent, days, law) if asked.sent and days else None
    return asked, Sending(asked.by or "electronic", days, asked.sent, end)


def _days(asked: LettersAsked, is_below: bool, law: ProcedureLaw) -> int:
    """The days of the standstill. Raises Misused where the law asks for more, or is not known."""
    if is_below:
        return asked.days or 0
    if law.standstill is None and asked.days is None:
        said = "this library does not know how many days the standstill has: say it, with 0 where there is none"
        raise Misused(f"{said}.", "--standstill")
    least = law.standstill.days(asked.by or "electronic") if law.standstill else 0
    if asked.days is None:
        return least
    if law.standstill and 0 < asked.days < least:
        said = f"the standstill has at least {least} days where the decision is sent so"
        raise Misused(f"{said} ({law.standstill.cite}).", "--standstill")
    return asked.days


def _law(root: Path, country: str) -> ProcedureLaw:
    """What the library knows of the law of procedures, as the country has it. Raises Refused."""
    from ddtender.library.documents import read_national
    from ddtender.library.law import read_law
    from ddtender.library.places import NATIONAL, PROCEDURE_LAW
    from ddtender.model.procedure_law import NOTHING_KNOWN

    known = source_if_there(root, PROCEDURE_LAW, read_law) or NOTHING_KNOWN
    national = source_if_there(root, f"{NATIONAL}/{country}.yaml", read_national) if country else None
    return known.over(national.periods if national else None)


def as_stated(asked: LettersAsked) -> tuple[LettersAsked, bool, str]:
    """What is asked, with what the procedure file says where nothing is; whether its value is below the threshold of
    the law; and its country, or "". Raises Refused."""
    if asked.procedure is None:
        return asked, False, ""
    read = procedure_at(asked.procedure)

    def fact(name: str) -> object:
        return read.facts[name][0] if name in read.facts else None

    by, days, several = (fact(n) for n in ("standstill.by", "standstill.days", "framework.contractors"))
    own = by if isinstance(by, str) else None
    return (
        LettersAsked(
            asked.procedure,
            asked.sent,  # never the award date of the file: that is planned
            asked.by or own,
            # Days that are meant for another means of sending say nothing of this one.
            asked.days
            if asked.days is not None
            else days
            if isinstance(days, int) and asked.by in (None, own)
            else None,
            asked.contractors or (several if isinstance(several, int) else None),
        ),
        read.is_below_threshold,
        str(fact("country") or ""),
    )


def letters_of_before(folder: Path, made: Iterable[str]) -> list[str]:
    """The letters in a folder that say another decision than the ones just ``made``, by file name: of a Tenderer that
    has a letter of another kind now, or none any more."""
    from ddtender.evaluation.letters import CHOSEN, NOT_CHOSEN, REJECTED

    form = re.compile(rf"\d{{2,}}-.+-(?:{CHOSEN}|{NOT_CHOSEN}|{REJECTED})\.docx")
    return sorted({path.name for path in folder.iterdir() if form.fullmatch(path.name)} - {*made})
