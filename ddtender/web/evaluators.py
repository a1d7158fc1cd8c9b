"""Who sees which sheets of an evaluation, files and jobs: an evaluator only his own sheet, all others as pages are."""

from __future__ import annotations

from pathlib import Path

from ddtender.desk.evaluation.evaluation_folder import EvaluationBook, book, books
from ddtender.desk.procurement.reporting import REPORT
from ddtender.library.places import (
    AWARD_STEP,
    COMMENTS,
    CONTRACTS_STEP,
    DRAFT_STEP,
    EVALUATION_STEP,
    ISSUED_STEP,
    MARKET_STEP,
    PROCEDURE_FILE,
    RECORD_FILE,
    RISKS_STEP,
)
from ddtender.procurement.questions import TABLE
from ddtender.web.problems import Forbidden, NotFound
from ddtender.web.routes import INSIDE
from ddtender.web.store.jobs import PageJob
from ddtender.web.visit import Visit

#: Which page has what stands in the files of the folder, by the first part of their paths.
_PAGES = {
    RISKS_STEP: "risks",
    MARKET_STEP: "market",
    DRAFT_STEP: "draft",
    ISSUED_STEP: "issue",
    EVALUATION_STEP: "evaluation",
    AWARD_STEP: "award",
    CONTRACTS_STEP: "contracts",
    PROCEDURE_FILE: "facts",
    RECORD_FILE: "record",
    REPORT: "record",
    TABLE: "questions",
    COMMENTS: "comments",
}
#: The page on which a job is asked for, by its kind; one of another kind is followed by officers.
_JOBS = {
    "pages": "pages",
    "draft": "draft",
    "assess": "market",
    "signoff": "signoff",
    "review": "signoff",
    "letters": "award",
    "award": "award",
    "issue": "issue",
    "notice": "notice",
    "espd": "notice",
    "talk": "market",
    "batch": "/batch",
    "check": "/library/check",
    "translated": "/library/translations",
}


def may_open(visit: Visit, one: EvaluationBook) -> bool:
    """Whether a workbook is for whoever asks."""
    return not visit.person.is_judging or (bool(one.evaluator) and _same(one.evaluator, visit.person.name))


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
    """Whether a file of the procurement, by its path in the folder, is for whoever asks: as far as the page is that
    has what stands in it. What no page knows may be a copy of anything."""
    step, _, name = path.partition("/")
    page = _PAGES.get(step)
    if page is None:
        return visit.person.can(*INSIDE) and not visit.person.is_judging and not visit.person.procurement
    if not visit.sees(f"/p/{{name}}/{page}"):
        return False
    if step != EVALUATION_STEP or not visit.person.is_judging:
        return True
    return (
        name.endswith(".xlsx") and name == Path(name).name and may_open(visit, book(visit.folder, name, visit.speaks))
    )


def may_follow(visit: Visit, job: PageJob) -> bool:
    """Whether what comes of a job is for whoever asks: it is theirs, or of a page that they see. Who evaluates follows
    their own alone."""
    if job.by == visit.by:
        return True
    if visit.person.is_judging:
        return False
    page = _JOBS.get(job.kind)
    return (
        visit.person.can("officer") if page is None else visit.sees(page if not visit.name else f"/p/{{name}}/{page}")
    )


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
