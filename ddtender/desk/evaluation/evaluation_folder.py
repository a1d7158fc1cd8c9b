"""The evaluation of a procurement as it lies in its folder: a workbook a lot, evaluators' copies, their consensus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation import evaluating
from ddtender.desk.evaluation.filled import evaluation_bytes_read, held_against
from ddtender.desk.folder.procurement_folder import issued_sets, last_issued, refuse_other
from ddtender.desk.speaking import Speaks
from ddtender.desk.unread import unread_file
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import EVALUATION_STEP, PROCEDURE_FILE, of_part
from ddtender.manifest import sha256
from ddtender.words import language
from ddtender.workspace.files import is_passed_over

if TYPE_CHECKING:
    from ddtender.desk.evaluation.filled import ReadEvaluation
    from ddtender.evaluation.reading import Evaluation
    from ddtender.evaluation.tenders import EvaluationPlan

BookKind = Literal["working", "copy", "consensus"]
_WORKING = "evaluation.xlsx"
_STEM = _WORKING.removesuffix(".xlsx")
_CONSENSUS = "consensus.xlsx"
#: So many workbooks are remembered as they were counted.
_KEPT = 64


class EvaluationBook(Struct, frozen=True):
    """A workbook of the folder: its file's name and the SHA-256 of its bytes, what it says (None where it cannot be
    read), what was found."""

    file: str
    sha256: str
    evaluation: Evaluation | None
    findings: tuple[Diagnostic, ...]

    @property
    def lot(self) -> str:
        """The id of its lot, "" where there are no lots."""
        return self.evaluation.plan.lot_id if self.evaluation else ""

    @property
    def kind(self) -> BookKind:
        """Of one evaluator alone, of several together, or neither."""
        if self.evaluation is None:
            return "working"
        return "copy" if self.evaluator else "consensus" if self.evaluation.plan.evaluators else "working"

    @property
    def evaluator(self) -> str:
        """Whose copy it is, "" for any other workbook."""
        return (self.evaluation and self.evaluation.plan.evaluator) or ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing in it: then a copy can be put together with others, and any other one counts."""
        made = self.evaluation
        if made is None or not made.scores or has_errors(self.findings):
            return False
        return bool(made.ranking) or bool(self.evaluator)


class LotBooks(Struct, frozen=True):
    """What there is of one lot ("" where there are no lots): the workbook that came from the issued set, the copies,
    the consensus; ``doubt`` says why nobody can tell which workbook counts, "" where it is plain."""

    lot: str
    working: EvaluationBook | None = None
    copies: tuple[EvaluationBook, ...] = ()
    consensus: EvaluationBook | None = None
    doubt: str = ""

    @property
    def counts(self) -> EvaluationBook | None:
        """The workbook by which it is decided: the consensus where there is one."""
        return self.consensus or self.working


def begin(folder: Path, speaks: Speaks = language) -> list[str]:
    """Put the evaluation workbook of each lot, as it was issued last, into ``evaluation/``, and give the names of those
    files; a lot of which there is a workbook already keeps that. Raises Misused, WorkspaceError."""
    issued, names = _issued(folder)
    if not names:
        raise Misused(
            Message(f"{issued} has no evaluation workbook: nothing is judged by points.", "messages.refusal.no_points"),
            "DIR",
        )
    sealed = folder / issued
    wanted = {name: door.read_bytes(sealed / name) for name in _lacking(folder, names, speaks)}
    if wanted:
        door.write_outputs(folder / EVALUATION_STEP, wanted, False, [sealed / name for name in wanted])
    return [*wanted]


def to_begin(folder: Path, speaks: Speaks = language) -> list[str]:
    """The names of the workbooks that ``begin`` would write. Raises Misused, WorkspaceError."""
    return _lacking(folder, _issued(folder)[1], speaks)


def _issued(folder: Path) -> tuple[str, list[str]]:
    """The name of the set that was issued last, and the names of its evaluation workbooks."""
    refuse_other(folder)
    issued = issued_sets(folder)
    if not issued or issued[-1].seal is None:
        raise Misused(
            Message(
                "nothing was issued, so there is no workbook to judge Tenders in.", "messages.refusal.no_workbook_yet"
            ),
            "DIR",
        )
    found = [one for one in issued[-1].seal.files if one == _WORKING or _is_of_lot(one, _STEM)]
    return issued[-1].name, found


def _lacking(folder: Path, names: Sequence[str], speaks: Speaks) -> list[str]:
    """Those of which there is none yet: neither of this name nor of this lot."""
    known, place = {one.lot for one in books(folder, speaks)}, folder / EVALUATION_STEP
    return [name for name in names if _lot_of(name, _STEM) not in known and not (place / name).exists()]


def _is_of_lot(name: str, stem: str) -> bool:
    return name.startswith(f"{stem}-lot-") and name.endswith(".xlsx")


def _lot_of(name: str, stem: str) -> str:
    return name.removesuffix(".xlsx").removeprefix(stem).removeprefix("-lot-")


def books(folder: Path, speaks: Speaks = language) -> list[EvaluationBook]:
    """All workbooks in ``evaluation/``, held against the last issued set. Raises Refused, Misused, WorkspaceError."""
    place = folder / EVALUATION_STEP
    names = [name for name in door.names_in(place) if name.endswith(".xlsx")] if place.is_dir() else []
    procedure = procedure_of(folder)
    return [_book(place / name, procedure, speaks) for name in names if _is_one(place, name)]


def _is_one(place: Path, name: str) -> bool:
    path = place / name
    return not is_passed_over(name) and path.is_file() and not path.is_symlink()


def book(folder: Path, name: str, speaks: Speaks = language) -> EvaluationBook:
    """One workbook by its file's name. Raises Misused where there is none."""
    place = folder / EVALUATION_STEP
    if name != Path(name).name or not _is_one(place, name):
        raise Misused(Message(f"there is no {name} in {place}.", "messages.refusal.no_file", file=name), "FILE")
    return _book(place / name, procedure_of(folder), speaks)


def _book(path: Path, procedure: Path | None, speaks: Speaks) -> EvaluationBook:
    try:
        content = door.read_bytes(path)
    except door.WorkspaceError as error:
        return EvaluationBook(path.name, "", None, (unread_file(error, path, path.parent.parent),))
    stated = door.read_bytes(procedure) if procedure else b""
    try:
        read = _counted(content, path, procedure, sha256(stated), held_against(path), speaks)
    except Refused as error:  # the facts by which it is counted cannot be used
        return EvaluationBook(path.name, sha256(content), None, tuple(error.diagnostics))
    return EvaluationBook(path.name, sha256(content), read.evaluation, read.findings)


@lru_cache(maxsize=_KEPT)
def _counted(
    content: bytes, path: Path, procedure: Path | None, stated: str, held: tuple[object, ...], speaks: Speaks
) -> ReadEvaluation:
    """A workbook is counted again once, however often it is looked at; ``stated`` is the SHA-256 of the facts, ``held``
    what else it is held against."""
    return evaluation_bytes_read(content, path, procedure, speaks)


def is_issued(folder: Path) -> bool:
    """Whether there is a set that was issued, and so something to judge by."""
    return procedure_of(folder) is not None


def procedure_of(folder: Path) -> Path | None:
    """The facts that were issued last, by which everything is counted; None where nothing was issued."""
    issued = last_issued(folder)
    return issued / PROCEDURE_FILE if issued and (issued / PROCEDURE_FILE).is_file() else None


def by_lot(found: Sequence[EvaluationBook]) -> list[LotBooks]:
    """The workbooks of each lot, in the order of their ids. Of several that could be the same, one that is complete,
    and of those the last by name. If there are two complete ones, or a workbook that cannot be used, it is in doubt
    what was decided: no lot is awarded by the one that happens to be left."""
    lots = sorted({one.lot for one in found if one.evaluation})
    unusable = [one.file for one in found if one.evaluation is None]
    return [_of_lot([one for one in found if one.evaluation and one.lot == lot], lot, unusable) for lot in lots]


def _of_lot(found: Sequence[EvaluationBook], lot: str, unusable: Sequence[str]) -> LotBooks:
    each: dict[BookKind, list[EvaluationBook]] = {"working": [], "copy": [], "consensus": []}
    for one in found:
        each[one.kind].append(one)
    working, consensus = (
        max(each[kind], key=lambda one: (one.is_complete, one.file), default=None) for kind in ("working", "consensus")
    )
    complete = [one.file for one in (*each["working"], *each["consensus"]) if one.is_complete]
    doubt = ""
    if unusable:
        said = f"correct {unusable[0]} first, or move it elsewhere"
        doubt = Message(said, "messages.refusal.correct_first", file=unusable[0])
    elif len(complete) > 1:
        said = f"{' and '.join(complete)} are both complete: leave only the one by which it was decided"
        doubt = Message(said, "messages.refusal.both_complete", files=tuple(complete))
    elif consensus is not None and not all(one.is_complete for one in each["consensus"]):
        waiting = next(one.file for one in each["consensus"] if not one.is_complete)
        if complete:
            doubt = Message(f"{waiting} is not complete", "messages.refusal.not_complete", file=waiting)
    return LotBooks(lot, working, tuple(each["copy"]), consensus, doubt)


def give_out(folder: Path, name: str, evaluators: Sequence[str], speaks: Speaks = language) -> list[str]:
    """A copy of a workbook for each evaluator, beside it; those that are there already stay. Gives the names of the
    files that were made. Raises Misused, Refused, WorkspaceError."""
    place = folder / EVALUATION_STEP
    made = evaluating.copies(place / name, evaluators, speaks)
    new = {file: content for file, content in made.items() if not (place / file).exists()}
    if new:
        door.write_outputs(place, new, False, [place / name])
    return [*new]


def put_together(folder: Path, lot: str, speaks: Speaks = language) -> tuple[str, int]:
    """The consensus of all copies of a lot, beside them: the name of its file, and in how many places evaluators
    differ. One that is there stays: what was decided stands in it. Raises Misused, Refused, WorkspaceError."""
    place = folder / EVALUATION_STEP
    found = next((one for one in by_lot(books(folder, speaks)) if one.lot == lot), LotBooks(lot))
    if found.consensus:
        raise Misused(
            Message(
                f"{found.consensus.file} is there already, with what was decided in it.",
                "messages.refusal.consensus_there",
                file=found.consensus.file,
            ),
            "--consensus",
        )
    if waiting := [one for one in found.copies if not one.is_complete]:
        raise Refused(ordered(finding for one in waiting for finding in one.findings), "; nothing was put together")
    content, count, _ = evaluating.consensus([place / one.file for one in found.copies], speaks)
    file = consensus_name(lot)
    door.write_outputs(place, {file: content}, False, [place / one.file for one in found.copies])
    return file, count


def usual_name(plan: EvaluationPlan) -> str:
    """How the workbook with a plan is called, unless somebody has named it otherwise."""
    if plan.evaluator:
        return evaluating.copy_name(plan.lot_id, plan.evaluator)
    return consensus_name(plan.lot_id) if plan.evaluators else of_part(_WORKING, _part_of(plan.lot_id))


def consensus_name(lot: str) -> str:
    """How the consensus of a lot is called."""
    return of_part(_CONSENSUS, _part_of(lot))


def _part_of(lot: str) -> str:
    return f"lot-{lot}" if lot else ""
