"""What is due in a procurement, told from its days and its steps: what is late, and what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ddtender.procurement.steps import Step


class DueDay(Struct, frozen=True):
    """Something with a day: ``what`` is the name of a day of the procedure (``tenders_until``), or ``duty``,
    ``first_meeting`` and ``contract_end`` of a contract, whose folder is ``contract``; ``page`` is where it is done, as
    the page in the browser calls it. ``about`` is what the contract calls it, ``more`` how many others there are with
    it. ``is_late``: the day has passed, and it is not done. ``counted_from``: the planned day that it follows from."""

    day: date
    what: str
    page: str
    is_late: bool = False
    contract: str = ""
    about: str = ""
    more: int = 0
    counted_from: date | None = None


#: Where something is done by a day, and the step in which it is: it is late once the day has passed and nothing of the
#: step is there.
_DEEDS = {
    "notice_sent": ("issue", "issued"),
    "publication": ("issue", "issued"),
    "award": ("award", "award"),
    "contract_start": ("award", "contracts"),
}
#: What comes by itself: nobody is late, the day only has to be known.
_COMES = {
    "requests_until": "evaluation",
    "invitation": "issue",
    "questions_until": "questions",
    "answers_until": "questions",
    "tenders_until": "evaluation",
    "contract_end": "contracts",
}


def due_days(days: Mapping[str, date], steps: Sequence[Step], today: date, until: date) -> Iterator[DueDay]:
    """The days of a procurement that are late or come no later than ``until``. A standstill begins with the decision
    that is sent: its end is told only as one of the plan, and not at all once the decision is late."""
    states = {one.step: one.state for one in steps}
    for what, day in days.items():
        if what in _DEEDS:
            page, step = _DEEDS[what]
            if day <= until and states.get(step, "open") == "open":
                yield DueDay(day, what, page, day < today)
        elif what == "standstill_end":
            award = days.get("award")
            if award and today <= day <= until and (states.get("award", "open") != "open" or award >= today):
                yield DueDay(day, what, "award", counted_from=award)
        elif what in _COMES and today <= day <= until:
            yield DueDay(day, what, _COMES[what])
