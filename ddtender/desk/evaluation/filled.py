"""Workbooks that come back: how a Contractor performs, and what the Tenders come to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, json

from ddtender import workspace as door
from ddtender.desk.pipeline import MANIFEST
from ddtender.desk.recent import Recent
from ddtender.desk.sources import market_template, procedure_at, template_errors
from ddtender.desk.speaking import Speaks, speaker
from ddtender.diagnostics import Diagnostic, Location, ordered
from ddtender.evaluation.codes import OTHER_WEIGHTS
from ddtender.evaluation.weights import Weight, Weights
from ddtender.library.places import EVALUATION_STEP, PROCEDURE_FILE
from ddtender.manifest import sha256
from ddtender.model.built import built
from ddtender.sheets.codes import WORKBOOK_OF_ANOTHER_VERSION
from ddtender.stamp import Stamp
from ddtender.words import language

if TYPE_CHECKING:
    from ddtender.contract.performance import Filled, Performance
    from ddtender.contract.plan import RegisterPlan
    from ddtender.evaluation.reading import Evaluation
    from ddtender.evaluation.tenders import EvaluationPlan
    from ddtender.words import Language


#: Cells do not say when, or from what, they were written.
_ANY = Stamp(False, datetime(1980, 1, 1, tzinfo=UTC))


#: So many workbooks are remembered as they are without anything typed: one lot has as many copies as evaluators.
_BLANKS = 32
#: What workbooks say, and what is altered in them, by their content, their path and all else that decides it. Of an
#: evaluation the one that was issued is read as well.
_REGISTERS: Recent[tuple[Filled | None, list[Diagnostic]]] = Recent(_BLANKS)
_EVALUATIONS: Recent[tuple[Evaluation | None, list[Diagnostic]]] = Recent(2 * _BLANKS)
_ALTERED: Recent[list[Diagnostic]] = Recent(2 * _BLANKS)


class ReadRegister(Struct, frozen=True):
    """What a filled register says on ``day``; ``typed`` is the day that is typed in it, ``performance`` is None where
    it cannot be read."""

    performance: Performance | None
    day: date
    typed: date | None
    findings: tuple[Diagnostic, ...]


def register_read(path: Path, as_of: date | None, speaks: Speaks = language) -> ReadRegister:
    """A register as it stands on a day: the one asked for, the one typed in it, or today. It may be in one of the
    languages that somebody ``speaks``."""
    from ddtender.contract.performance import perform

    latest = max(door.today(), as_of or date.min)
    filled, found = register_bytes_read(door.read_bytes(path), path, latest, speaks)
    typed = filled.as_of if filled else None
    day = as_of or typed or door.today()
    findings = ordered(found)
    return ReadRegister(perform(filled, day) if filled else None, day, typed, tuple(findings))


def register_bytes_read(
    content: bytes, path: Path, latest: date, speaks: Speaks = language
) -> tuple[Filled | None, list[Diagnostic]]:
    """What the bytes that stand, or are to stand, at a path say as a register, and all that is found: also what they
    lack of what a build has written, and how they ask for something else than the register that was handed over."""
    from ddtender.contract.overview import AS_OF_CELL
    from ddtender.desk.folder.handed_over import register_altered

    filled, found = register_in(content, path.as_posix(), speaks, latest)
    if filled is not None:
        found += _altered(content, path, blank_register(filled.plan, speaks), AS_OF_CELL)
        found += register_altered(path, filled.plan)
    return filled, found


def register_in(
    content: bytes, path: str, speaks: Speaks, latest: date | None = None
) -> tuple[Filled | None, list[Diagnostic]]:
    """What these bytes of a register say, and what was found in them; ``latest`` is the last day that may be typed."""
    from ddtender.contract.reading import read_register

    key = sha256(content), path, speaks, latest
    filled, found = _REGISTERS.of(key, lambda: read_register(content, path, speaks, latest))
    return filled, [*found]


def supplier_report(root: Path, performance: Performance, day: date) -> bytes:
    """The Word report for the yearly dialogue, in the language of the register."""
    from ddtender.contract.report import report

    with template_errors():
        words = language_of(performance.plan, speaker(root))
        return report(performance, market_template(root), datetime.combine(day, time(), UTC), words)


def kickoff(root: Path, path: Path) -> bytes:
    """The agenda of the first meeting after the award, from a register. Raises Refused, WorkspaceError."""
    from ddtender.contract.kickoff import agenda
    from ddtender.contract.reading import read_register
    from ddtender.desk.errors import Refused
    from ddtender.desk.market.dialogue import yearly_talk

    speaks = speaker(root)
    filled, findings = read_register(door.read_bytes(path), path.as_posix(), speaks)
    if filled is None:
        raise Refused(ordered(findings))
    with template_errors():
        moment, words = datetime.combine(door.today(), time(), UTC), language_of(filled.plan, speaks)
        return agenda(filled.plan, market_template(root), moment, words, yearly_talk(root, words))


class ReadEvaluation(Struct, frozen=True):
    """``evaluation`` is None where the workbook cannot be read, or weighs otherwise than what was published;
    ``compared`` says whether there was anything published to hold it against."""

    evaluation: Evaluation | None
    findings: tuple[Diagnostic, ...]
    compared: bool


class _Manifest(Struct, frozen=True):
    """What the manifest beside a workbook says of it; it may come from anybody."""

    evaluation: Weights | None = None
    evaluation_by_lot: dict[str, Weights] = {}
    outputs: dict[str, str] = {}


def evaluation_read(path: Path, procedure: Path | None = None, speaks: Speaks = language) -> ReadEvaluation:
    """An evaluation counted again, and held against the manifest beside it, the procedure file, and in the folder of a
    procurement the set that was issued last; in one of the languages that somebody ``speaks``. Raises Refused."""
    return evaluation_bytes_read(door.read_bytes(path), path, procedure, speaks)


def evaluation_bytes_read(
    content: bytes, path: Path, procedure: Path | None = None, speaks: Speaks = language
) -> ReadEvaluation:
    """The same of the bytes that are to stand at a path. Raises Refused."""
    from ddtender.evaluation.weights import counted_with, other_weights, other_words, weights

    evaluation, found = evaluation_in(content, path.as_posix(), speaks)
    beside = _beside(path)
    compared = sha256(content) in beside.outputs.values()
    if evaluation is not None:
        plan, words = evaluation.plan, language_of(evaluation.plan, speaks)
        award = _award(procedure, plan.lot_id) if procedure else None
        published = beside.evaluation_by_lot.get(plan.lot_id) if plan.lot_id else beside.evaluation
        found += _altered(content, path, blank_evaluation(plan, speaks))
        held: list[tuple[Weights, Weights | None, str]] = [
            (weights(plan), published, "the manifest beside it"),
            (counted_with(plan, evaluation.maxima), award, "the procedure file"),
        ]
        for carried, stated, where in held:
            if stated is not None:
                found += other_weights(path.as_posix(), carried, stated, where, words)
                compared = True
        if (issued := _issued_plan(path, plan, speaks)) is not None:
            where = "the set that was issued"
            found += other_weights(path.as_posix(), weights(plan), weights(issued), where, words)
            found += other_words(path.as_posix(), plan, issued, where)
            compared = True
    if any(finding.code == OTHER_WEIGHTS for finding in found):
        evaluation = None
    return ReadEvaluation(evaluation, tuple(ordered(found)), compared)


def held_against(path: Path) -> tuple[object, ...]:
    """All that a workbook at a path is held against besides its facts, to be compared: what the manifest beside it
    says, and the workbooks of the set that was issued last. Whoever keeps what was counted keeps it by this as well."""
    sealed = [(name.as_posix(), sha256(door.read_bytes(name))) for name in _sealed_workbooks(path)]
    return json.encode(_beside(path)), *sealed


def evaluation_in(content: bytes, path: str, speaks: Speaks) -> tuple[Evaluation | None, list[Diagnostic]]:
    """What these bytes of an evaluation say, counted again, and what was found in them alone."""
    from ddtender.evaluation.reading import read_evaluation

    key = sha256(content), path, speaks
    evaluation, found = _EVALUATIONS.of(key, lambda: read_evaluation(content, path, speaks))
    return evaluation, [*found]


@lru_cache(maxsize=_BLANKS)
def blank_evaluation(plan: EvaluationPlan, speaks: Speaks = language) -> bytes:
    """The workbook of a plan in which nothing is typed, as a build writes it, but for its moment."""
    from ddtender.evaluation.workbook import evaluation as workbook

    return workbook(plan, _ANY, language_of(plan, speaks))


@lru_cache(maxsize=_BLANKS)
def blank_register(plan: RegisterPlan, speaks: Speaks = language) -> bytes:
    """The register of a plan in which nothing is typed, as a build writes it, but for its moment."""
    from ddtender.contract.register import register

    return register(plan, _ANY, language_of(plan, speaks))


def _altered(content: bytes, path: Path, written: bytes, typed: tuple[int, int] | None = None) -> list[Diagnostic]:
    """What a workbook lacks of what a build has written, and what it shows otherwise than it counts; ``typed`` is the
    place of a formula on the first sheet that somebody may replace."""
    key = sha256(content), path.as_posix(), sha256(written), typed
    return [*_ALTERED.of(key, lambda: _altered_in(content, path, written, typed))]


def _altered_in(content: bytes, path: Path, written: bytes, typed: tuple[int, int] | None) -> list[Diagnostic]:
    from ddtender.sheets.kept import altered
    from ddtender.sheets.reading import Book
    from ddtender.sheets.shown import unlike_shown

    made, book = Book(written, path.as_posix()), Book(content, path.as_posix())
    open_ = [made.cell(made.sheets[0], *typed)] if typed else []
    found = [*altered(book, made, open_), *unlike_shown(book, made)]
    if found and book.made_by != made.made_by:
        by = f"ddtender {book.made_by}" if book.made_by else "an earlier version of ddtender"
        message = f"it was written by {by}: in {len(found)} places its words or formulas are others than ours"
        hint = "What was typed is read all the same. Whether somebody has changed the rest is not checked."
        return [Diagnostic(WORKBOOK_OF_ANOTHER_VERSION, Location(path.as_posix()), message, hint)]
    return found


def _beside(path: Path) -> _Manifest:
    """The manifest of the folder in which a workbook lies, an empty one where there is none."""
    try:
        return json.decode(door.read_bytes(path.parent / MANIFEST), type=built(_Manifest))
    except (door.WorkspaceError, ValueError, RecursionError):  # MsgspecError is a ValueError
        return _Manifest()


def _issued_plan(path: Path, plan: EvaluationPlan, speaks: Speaks) -> EvaluationPlan | None:
    """The plan that was sealed for the lot of a workbook in ``evaluation/`` of a procurement, in its language; an empty
    one of no lot where none was, None where the workbook lies elsewhere or nothing was issued."""
    names = _sealed_workbooks(path)
    read = (evaluation_in(door.read_bytes(name), name.as_posix(), speaks)[0] for name in names)
    plans = [one.plan for one in read if one is not None]
    mine = [one for one in plans if one.lot_id == plan.lot_id]
    return next((one for one in mine if one.language == plan.language), next(iter(mine or plans), None))


def _sealed_workbooks(path: Path) -> list[Path]:
    """The evaluation workbooks of the set that was issued last, for one in ``evaluation/`` of a procurement."""
    from ddtender.desk.folder.procurement_folder import last_issued

    folder = path.absolute().parent.parent
    if path.absolute().parent.name != EVALUATION_STEP or door.procurement_of(folder / PROCEDURE_FILE) is None:
        return []
    sealed = last_issued(folder)
    return sorted(sealed.glob("evaluation*.xlsx")) if sealed is not None else []


def _award(path: Path, lot: str) -> Weights | None:
    """The points that a procedure file states, for a lot if there are lots. Raises Refused, Misused."""
    from ddtender.desk.errors import Misused
    from ddtender.evaluation.pricing import pricing_of, ties_of

    read = procedure_at(path)
    if lot or read.lots:
        named = next((one for one in read.lots if one.id == lot), None)
        if named is None:
            said = f"is of lot '{lot}'" if lot else "is of no lot"
            known = ", ".join(one.id for one in read.lots) or "none"
            raise Misused(f"the workbook {said}; the lots of {path.name} are: {known}.", "--procedure")
        read = read.of_lot(named)
    if read.award is None:
        return None
    award, facts = read.award, {key: value for key, (value, _) in read.facts.items()}
    criteria = tuple(Weight(id_, points, minimum=award.least(id_)) for id_, points, _ in award.points)
    rules = pricing_of(facts), ties_of(facts)
    return Weights(award.price, award.other_quality, criteria, None, *rules, rules=True)


def award_annex(root: Path, evaluation: Evaluation) -> bytes:
    """The Word annex to the award report, in the language of the evaluation. Raises Misused."""
    from ddtender.desk.errors import Misused
    from ddtender.evaluation.annex import annex

    if name := evaluation.plan.evaluator:
        said = "the annex is made from the consensus (`ddtender evaluate --consensus`)"
        raise Misused(f"this is the copy of {name} alone; {said}.", "FILE")
    moment = datetime.combine(door.today(), time(), UTC)
    with template_errors():
        return annex(evaluation, market_template(root), moment, language_of(evaluation.plan, speaker(root)))


def language_of(plan: RegisterPlan | EvaluationPlan, speaks: Speaks) -> Language:
    """The language in which a workbook with this plan is written, of those that somebody ``speaks``."""
    from ddtender.sheets.plan import tag_of

    return speaks(tag_of(plan.language))
