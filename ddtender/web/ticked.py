"""What is ticked to be approved, with the words that were shown: a stamp is never put on others."""

from __future__ import annotations

from ddtender.desk.errors import Unseen
from ddtender.web.problems import FieldProblem
from ddtender.web.visit import FormAnswers, Visit


def ticked(given: FormAnswers) -> dict[str, str]:
    """The seal of what was shown, by the ids that are ticked; "" where a form brings none, which is none of ours."""
    parts = (value.partition("@") for value in given.all("id"))
    return {id_: seal for id_, _, seal in parts}


def unseen(visit: Visit, error: Unseen, field: str) -> FieldProblem:
    """What is said at a field where texts have changed since they were shown."""
    return FieldProblem(field, visit.say("web.library.changed_since", ids=", ".join(error.ids), number=len(error.ids)))
