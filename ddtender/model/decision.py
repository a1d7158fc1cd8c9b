"""Questions that somebody has to decide, and what was decided."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from ddtender.diagnostics import Location


class Asking(Enum):
    """Who can answer a question, or what it is about.

    ``CONDITION`` is one under which a provision was approved; ``TEXT`` a text of a procedure that stands in a
    provision. Both are for each procurement.
    """

    LIBRARY = "library"
    PROCUREMENT = "procurement"
    CONDITION = "condition"
    TEXT = "text"


class Decision(Struct, frozen=True):
    """An answer on record: ``about`` a provision (its id) or a fact (its key), to a ``question`` in its own words.

    ``asked`` is the fingerprint of the question, ``of`` that of what it is about, as they were when ``by``, in a
    ``role``, gave the answer.
    """

    about: str
    question: str
    asked: str
    of: str
    answer: str
    by: str
    role: str
    on: date
    why: str
    location: Location
    version: str = ""


class AskedQuestion(Struct, frozen=True):
    """A question about something as it stands now, its ``number`` counted from 1, and what is on record of it.
    ``answer`` is what a procedure file says, if the question is whether that will do.

    ``decision`` is the last one, ``earlier`` are those that it took the place of, oldest first; ``stale`` says in words
    why the last one no longer holds, and is empty where it does.
    """

    about: str
    number: int
    asking: Asking
    text: str
    fingerprint: str
    of: str
    location: Location
    version: str = ""
    answer: str = ""
    decision: Decision | None = None
    earlier: tuple[Decision, ...] = ()
    stale: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it as it stands."""
        return self.decision is None or bool(self.stale)

    @property
    def on_record(self) -> tuple[Decision, ...]:
        """Every decision on it, oldest first."""
        return self.earlier if self.decision is None else (*self.earlier, self.decision)

    @property
    def of_library(self) -> bool:
        """Whether it is decided once for all."""
        return self.asking is Asking.LIBRARY
