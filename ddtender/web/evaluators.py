"""Who sees which sheets of an evaluation: an evaluator only his own, until all have judged."""

from __future__ import annotations

from pathlib import Path

from ddtender.desk.evaluation_folder import EvaluationBook, book, books
from ddtender.library.places import AWARD_STEP, CONTRACTS_STEP, EVALUATION_STEP
from ddtender.web.problems import Forbidden, NotFound
from ddtender.web.visit import Visit


def is_restricted(visit: Visit) -> bool:
    """Whether somebody evaluates, and is not the one who runs the procurement."""
    return visit.person.can("evaluator") and not visit.person.can("officer")


def may_open(visit: Visit, one: EvaluationBook) -> bool:
    """Whether a workbook is for whoever asks."""
    return not is_restricted(visit) or (bool(one.evaluator) and _same(one.evaluator, visit.person.name))


def key_of(file: str) -> str:
    """What the address of a workbook's page has of its name."""
    return file.removesuffix(".xlsx")


def opened(visit: Visit) -> EvaluationBook:
    """The workbook that an address names. Raises NotFound, Forbidden."""
    wanted = visit.request.path_params["book"]
    for one in books(visit.folder, visit.speaks):
        if key_of(one.file) == wanted:
            if not may_open(visit, one):
                raise Forbidden
            return one
    raise NotFound(wanted)


def may_take(visit: Visit, path: str) -> bool:
    """Whether a file of the procurement, by its path in the folder, is for whoever asks."""
    step, _, name = path.partition("/")
    if not is_restricted(visit) or step not in (EVALUATION_STEP, AWARD_STEP, CONTRACTS_STEP):
        return True
    if step != EVALUATION_STEP or not name.endswith(".xlsx") or name != Path(name).name:
        return False
    return may_open(visit, book(visit.folder, name, visit.speaks))


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
