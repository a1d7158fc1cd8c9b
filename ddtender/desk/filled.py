"""Workbooks that come back: how a Contractor performs, and what the Tenders come to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.sources import market_template, template_errors
from ddtender.diagnostics import Diagnostic, ordered

if TYPE_CHECKING:
    from ddtender.contract.performance import Performance
    from ddtender.evaluation.reading import Evaluation


class ReadRegister(Struct, frozen=True):
    """What a filled register says on ``day``; ``typed`` is the day that is typed in it, ``performance`` is None where
    it cannot be read."""

    performance: Performance | None
    day: date
    typed: date | None
    findings: tuple[Diagnostic, ...]


def register_read(path: Path, as_of: date | None) -> ReadRegister:
    """A register as it stands on a day: the one asked for, the one typed in it, or today."""
    from ddtender.contract.performance import perform
    from ddtender.contract.reading import read_register

    filled, found = read_register(door.read_bytes(path), path.as_posix())
    typed = filled.as_of if filled else None
    day = as_of or typed or door.today()
    findings = ordered(found)
    return ReadRegister(perform(filled, day) if filled else None, day, typed, tuple(findings))


def supplier_report(root: Path, performance: Performance, day: date) -> bytes:
    """The Word report for the yearly dialogue, in the language of the register."""
    from ddtender.contract.report import report
    from ddtender.sheets.plan import tag_of
    from ddtender.words import language

    with template_errors():
        words = language(tag_of(performance.plan.language))
        return report(performance, market_template(root), datetime.combine(day, time(), UTC), words)


def evaluation_read(path: Path) -> tuple[Evaluation | None, tuple[Diagnostic, ...]]:
    """An evaluation counted again, None where it cannot be read, with its findings."""
    from ddtender.evaluation.reading import read_evaluation

    evaluation, found = read_evaluation(door.read_bytes(path), path.as_posix())
    return evaluation, tuple(ordered(found))


def award_annex(root: Path, evaluation: Evaluation) -> bytes:
    """The Word annex to the award report, in the language of the evaluation."""
    from ddtender.evaluation.annex import annex
    from ddtender.sheets.plan import tag_of
    from ddtender.words import language

    moment = datetime.combine(door.today(), time(), UTC)
    with template_errors():
        return annex(evaluation, market_template(root), moment, language(tag_of(evaluation.plan.language)))
