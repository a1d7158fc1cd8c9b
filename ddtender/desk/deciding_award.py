"""The letters on the award decision, one a Tenderer, from a filled evaluation and the words of the library."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused
from ddtender.desk.filled import language_of
from ddtender.desk.market import facts_of, source_of
from ddtender.desk.sources import market_template, template_errors

if TYPE_CHECKING:
    from ddtender.evaluation.reading import Evaluation

#: The least days of a standstill by how the decision is sent (Directive 89/665/EEC, Article 2a(2)).
_STANDSTILL = {"electronic": 10, "other": 15}


def letters(
    root: Path,
    evaluation: Evaluation,
    procedure: Path | None,
    sent: date | None,
    by: str,
    days: int | None,
    contractors: int,
) -> dict[str, bytes]:
    """A letter for each Tenderer by file name. ``days`` are those of the standstill, 0 where the law asks for none;
    left out, those of the Directive for the means of sending. Raises Misused, Refused."""
    from ddtender.evaluation.letters import KINDS, NoDecision, Sending, chosen
    from ddtender.evaluation.letters import letters as written
    from ddtender.library.market import read_invitation
    from ddtender.library.places import LETTERS
    from ddtender.model.due import last_day

    if name := evaluation.plan.evaluator:
        raise Misused(f"this is the copy of {name} alone; letters are written from the consensus.", "FILE")
    least = _STANDSTILL[by]
    if days and days < least:
        said = f"the standstill has at least {least} days where the decision is sent so"
        raise Misused(f"{said} (Directive 89/665/EEC, Article 2a(2)).", "--standstill")
    days = least if days is None else days
    try:
        winners = chosen(evaluation, contractors)
    except NoDecision as error:
        raise Misused(f"{error}.", "--letters") from None
    texts = {kind: source_of(root, f"{LETTERS}/{kind}.yaml", read_invitation) for kind in KINDS}
    sending = Sending(by, days, sent, last_day(sent, days) if sent and days else None)
    facts = facts_of(procedure, None)
    moment = datetime.combine(door.today(), time(), UTC)
    with template_errors():
        template, language = market_template(root), language_of(evaluation.plan)
        return written(evaluation, winners, texts, template, facts, sending, moment, language)
