"""What suppliers sent back as the page has it: forms that are handed in, and assessments as they were written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.market.market_folder import COMPARISON, returned_in
from ddtender.desk.market.papers import ASSESSMENT
from ddtender.library.places import MARKET_STEP
from ddtender.model.built import built
from ddtender.web.problems import Problem
from ddtender.web.procurements import documents_in
from ddtender.web.visit import Visit
from ddtender.words import Language, PhraseError

_Level = Literal["low", "medium", "high"]
#: How the keys of all that is said of a market begin.
_MARKET = "market."


class AssessedDimension(Struct, frozen=True):
    """What a supplier's answers to a group of questions come to; None where nothing was answered."""

    score: int | float | None


class AssessedSupplier(Struct, frozen=True):
    """A supplier as an assessment has it."""

    file: str
    company: str | None
    awareness: AssessedDimension
    policies: AssessedDimension
    actions: AssessedDimension
    level: _Level | None
    notes: list[str]
    lacks: list[str]
    questions: list[str]


class AssessedMarket(Struct, frozen=True):
    """How many suppliers are at each level, by dimension and as a whole (``level``)."""

    counts: dict[str, dict[str, int]]


class SaidReason(Struct, frozen=True):
    """From which phrase, with what in its places, a reason was said."""

    key: str
    places: dict[str, str | int | SaidReason] = {}


class WrittenAssessment(Struct, frozen=True):
    """What the page shows of an assessment, as ``ddtender assess`` writes it; those of before say neither from what
    their reasons were said nor in which ``language``."""

    suppliers: list[AssessedSupplier]
    market: AssessedMarket
    recommended_scenario: str | None
    reasons: list[str]
    reasons_said: list[SaidReason] = []
    language: str = ""


class LaterRound(Struct, frozen=True):
    """A year in which suppliers were asked again: their forms, the papers on them, and each company with its level in
    the first round and in this one (None where it has none)."""

    year: int
    returned: Sequence[str]
    made: tuple[str, ...]
    turns: tuple[tuple[str, str | None, str | None], ...]


def assessment_in(folder: Path) -> WrittenAssessment | None:
    """The assessment in a folder; None where there is none, or none of ours."""
    try:
        return msgspec.json.decode(door.read_bytes(folder / ASSESSMENT), type=built(WrittenAssessment))
    except (ValueError, RecursionError, door.WorkspaceError, FileNotFoundError):
        return None


def reasons_in(read: WrittenAssessment, language: Language) -> list[str] | None:
    """The reasons of an assessment in the language of whoever reads; None where it has their sentences alone."""
    if len(read.reasons_said) != len(read.reasons):
        return None
    try:
        return [_in_words(one, language) for one in read.reasons_said]
    except (
        PhraseError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
    ):  # of another version of ddtender, or of anybody
        return None


def _in_words(one: SaidReason, language: Language) -> str:
    if not one.key.startswith(_MARKET):
        raise PhraseError(one.key)
    places = {name: _in_words(v, language) if isinstance(v, SaidReason) else v for name, v in one.places.items()}
    return language.say(one.key, **places)


def is_unread(folder: Path, read: WrittenAssessment | None) -> bool:
    """Whether there is an assessment in a folder although none was ``read``: it cannot be, or is none of ours."""
    return read is None and os.path.lexists(folder / ASSESSMENT)


def later_round(folder: Path, year: int, first: WrittenAssessment) -> LaterRound:
    """What there is of a year."""
    place = folder / MARKET_STEP / str(year)
    now = assessment_in(place)
    then = {one.company: one.level for one in first.suppliers if one.company}
    suppliers = now.suppliers if now else ()
    turns = [(one.company or one.file, then.get(one.company or ""), one.level) for one in suppliers]
    made = (name for name in (COMPARISON, "report.docx", "answers.xlsx") if (place / name).is_file())
    return LaterRound(year, documents_in(folder / returned_in(year)), tuple(made), tuple(turns))


def take_forms(visit: Visit, year: int | None = None) -> int:
    """Take forms that came back; of two of one name both are kept. Gives how many there are. Raises Problem."""
    came = visit.given.handed_in("forms", ".docx")
    if not came:
        raise Problem("web.upload.none")
    twice = [name for name, count in Counter(name for name, _ in came).items() if count > 1]
    if twice:
        raise Problem("web.market.twice", names=", ".join(twice))
    door.take_in(visit.folder / returned_in(year), dict(came))
    return len(came)
