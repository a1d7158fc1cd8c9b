"""What a code is. Each is declared where it is raised: beside its rule, or in the ``codes`` of its room."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ddtender.diagnostics.severity import Severity


class Topic(Enum):
    """What findings are about: the headings of docs/codes.md."""

    READING = "Reading files"
    TEXT = "The text of a provision"
    STRUCTURE = "References and structure"
    SCORING = "Scoring and evidence"
    CONTRACT = "Contract clauses and KPIs"
    TERMS = "Words and defined terms"
    BLANKS = "Blanks and facts"
    COMPOSITION = "Scenarios and procedures"
    TEMPLATES = "Word templates"
    HISTORY = "Versions and reviews"
    LANGUAGES = "Languages"
    LAYERS = "Layers of a library"
    OUTPUT = "Finished documents"
    RETURNED = "Returned questionnaires"
    MANAGEMENT = "Contract management and evaluation"
    REVIEW = "Reviewed drafts"


class Code(NamedTuple):
    """A finding that ddtender can make: its public name, how bad it usually is, and its documentation.

    ``summary`` says in one line what is wrong, ``why`` the reason it matters, ``mend`` the way to mend it. Codes are
    the same if all of this is: one that comes from another process is compared by ``==``, not by ``is``.
    """

    name: str
    topic: Topic
    severity: Severity
    summary: str
    why: str
    mend: str
