"""What a Contract was won with: an annex that says what the Tender offered, and the same as rows of the register.

Lesson 4 of the manual (3.4): those who manage the Contract know what was promised, and follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct

from ddtender.contract.performance import Filled, OwnRow, Receipt
from ddtender.contract.places import CheckMark
from ddtender.contract.plan import RegisterPlan, Row
from ddtender.layout.named import fact_name, not_known
from ddtender.render.report import Report
from ddtender.words import Language

#: As much of an offer as a row of the register shows; the annex has the whole.
_SHOWN = 600


class Offer(Struct, frozen=True):
    """What a Tender offered under a criterion: its name, what was chosen in the words of the tender document, the
    points that it earned out of how many, and why."""

    criterion: str
    said: str
    points: str
    why: str


def offered(
    plan: RegisterPlan, offers: Sequence[Offer], price: str, template: bytes, moment: datetime, language: Language
) -> bytes:
    """The bytes of the Word annex; ``moment`` is its date. Raises PackageError when ``template`` is not one."""

    def say(key: str) -> str:
        return language.say(f"offered.{key}")

    unknown = not_known(language)
    made = Report(template, language, say("title"), plan.title, plan.reference)
    made.facts(
        (fact_name("reference", language), plan.reference or unknown),
        (fact_name("authority", language), plan.authority or unknown),
        (fact_name("contractor", language), plan.contractor or unknown),
        (say("price"), price or unknown),
    )
    made.paragraph(say("lead"))
    made.heading(say("heading"))
    if offers:
        rows = [(one.criterion, one.said, one.points, one.why) for one in offers]
        headings = tuple(say(f"columns.{name}") for name in ("criterion", "said", "points", "why"))
        made.table(headings, rows, (20, 40, 10, 30), say("heading"))
    else:
        made.paragraph(say("nothing"))
    return made.finish(moment)


def handed_over(plan: RegisterPlan, offers: Sequence[Offer], earned: Collection[str], language: Language) -> Filled:
    """A register with what was won with: a row of its own for each offer, and what the Tender had already marked as
    accepted. ``earned`` are the ids of clauses whose place the points of the Tender take."""
    own = tuple(
        OwnRow(n, _row(one, language), plan.contractor, None, None, language.say("offered.evidence"), "")
        for n, one in enumerate(offers, start=1)
    )
    return Filled(plan, tuple(_entry(row, plan, earned) for row in plan.rows), (), None, own=own)


def _row(offer: Offer, language: Language) -> str:
    said = " ".join(offer.said.split())
    said = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
    return language.say("offered.row", criterion=offer.criterion, said=said, points=offer.points)


def _entry(row: Row, plan: RegisterPlan, earned: Collection[str]) -> Receipt:
    mark = None
    if row.clause in earned:
        mark = CheckMark.ACCEPTED if plan.may_be_in_tender(row) else CheckMark.NOT_APPLICABLE
    return Receipt(row, None, mark, "", "")
