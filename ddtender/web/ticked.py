"""What is ticked to be approved, with the words that were shown: a stamp is never put on others."""

from __future__ import annotations

from collections.abc import Container

from ddtender.desk.approving import approval
from ddtender.desk.errors import Unseen
from ddtender.web.problems import Problem
from ddtender.web.visit import FormAnswers, Visit


def ticked(given: FormAnswers) -> dict[str, str]:
    """The seal of what was shown, by the ids that are ticked; "" where a form brings none, which is none of ours."""
    parts = (value.partition("@") for value in given.all("id"))
    return {id_: seal for id_, _, seal in parts}


def approve(visit: Visit, known: Container[str]) -> int:
    """Put a stamp on what is ticked of the texts with these ids, in the name of whoever sits there; gives on how many.
    Raises Problem where none is ticked, or one is no more what was shown."""
    seen = {id_: seal for id_, seal in ticked(visit.given).items() if id_ in known}
    if not seen:
        raise Problem("web.library.none_chosen")
    reviewer = approval.Reviewer(visit.person.name, visit.answers_as)
    try:
        return len(approval.approve(visit.root, seen, reviewer, seen=seen).stamped)
    except Unseen as error:
        raise unseen(error) from None


def unseen(error: Unseen) -> Problem:
    """What is said where texts have changed since they were shown."""
    return Problem("web.library.changed_since", ids=", ".join(error.ids), number=len(error.ids))
