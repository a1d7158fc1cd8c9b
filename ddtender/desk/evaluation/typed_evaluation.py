"""What somebody types elsewhere than in a spreadsheet program, into the workbook of an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.as_shown import as_shown
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation.evaluating import entries_of, stamp_of_today, usable
from ddtender.desk.evaluation.evaluation_folder import procedure_of, usual_name
from ddtender.desk.evaluation.filled import blank_evaluation, evaluation_bytes_read, evaluation_in, language_of
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics import Diagnostic, Location, Severity, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import EVALUATION_STEP
from ddtender.manifest import sha256
from ddtender.sheets.codes import WORKBOOK_ALTERED
from ddtender.words import language

if TYPE_CHECKING:
    from ddtender.evaluation.entries import Entries
    from ddtender.evaluation.reading import Evaluation
    from ddtender.evaluation.tenders import EvaluationPlan


class TypedEvaluation(Struct, frozen=True):
    """A workbook with what was typed: its bytes, what it says counted again, and what was found in it."""

    content: bytes
    evaluation: Evaluation | None
    findings: tuple[Diagnostic, ...]


def to_type_in(path: Path, speaks: Speaks = language) -> tuple[Evaluation, str]:
    """What stands in a workbook in which something is to be typed, and the SHA-256 of its bytes.

    Raises Refused where some of it could not be taken over: a value that is none, words or sheets that are not ours.
    """
    content = door.read_bytes(path)
    read = usable(evaluation_bytes_read(content, path, None, speaks))
    if extra := _not_ours(content, path, read, speaks):
        raise Refused(extra, "; go on in the workbook itself")
    return read, sha256(content)


def _not_ours(content: bytes, path: Path, read: Evaluation, speaks: Speaks) -> list[Diagnostic]:
    from ddtender.sheets.reading import Book

    book, made = (Book(one, path.as_posix()) for one in (content, blank_evaluation(read.plan, speaks)))
    hint = "What is typed on the page would not keep it. Type in the workbook, or take the sheet out."
    return [
        Diagnostic(WORKBOOK_ALTERED, Location(path.as_posix()), f"the sheet '{name}' is none of ours", hint)
        for name in book.sheets
        if name not in made.sheets
    ]


def typed(
    path: Path, read: Evaluation, entries: Entries, procedure: Path | None = None, speaks: Speaks = language
) -> TypedEvaluation:
    """The workbook at a path as it is with these entries; nothing is written."""
    from ddtender.evaluation.workbook import evaluation as workbook

    content = workbook(read.plan, stamp_of_today(), language_of(read.plan, speaks), entries)
    found = evaluation_bytes_read(content, path, procedure, speaks)
    return TypedEvaluation(content, found.evaluation, found.findings)


def save(
    folder: Path, name: str, read: Evaluation, before: str, entries: Entries, speaks: Speaks = language
) -> TypedEvaluation:
    """Type entries into the workbook ``name`` of a procurement, which had the SHA-256 ``before`` when they were thought
    out. Raises WrittenMeanwhile where it has another by now, Refused where the entries would not be read back as they
    are."""
    path = folder / EVALUATION_STEP / name
    content = as_shown(path, before)
    made = typed(path, read, entries, procedure_of(folder), speaks)
    if made.evaluation is None or entries_of(made.evaluation) != _as_read(entries, made.evaluation):
        raise Refused(ordered(made.findings), "; nothing was written")
    if made.content != content:
        door.replace(path, content, made.content)
    return made


def _as_read(entries: Entries, read: Evaluation) -> Entries:
    """Entries as a workbook has them: points are those of the plan, and a reason for each difference."""
    from msgspec.structs import replace

    reasons = (*entries.reasons, *("" for _ in read.committee.reasons[len(entries.reasons) :]))
    return replace(entries, maxima=read.maxima, reasons=reasons)


def hand_in(
    folder: Path,
    name: str,
    content: bytes,
    speaks: Speaks = language,
    agree: Callable[[Evaluation, Evaluation], None] = lambda there, handed: None,
) -> TypedEvaluation:
    """Put a workbook that somebody has filled in elsewhere in the place of the one it was made from. ``agree`` is given
    what stands there and what was handed in, and raises where the one must not take the place of the other. Raises
    Misused where it is another workbook, Refused where it cannot be read, WrittenMeanwhile."""
    path = folder / EVALUATION_STEP / name
    before = door.read_bytes(path)
    there = evaluation_bytes_read(before, path, None, speaks).evaluation
    found = evaluation_bytes_read(content, path, procedure_of(folder), speaks)
    errors = ordered(f for f in found.findings if f.severity is Severity.ERROR)
    if found.evaluation is None or any(one.code == WORKBOOK_ALTERED for one in errors):
        raise Refused(errors, "; nothing was written")
    if not _is_of(found.evaluation.plan, there, before, path, speaks):
        raise Misused(
            Message(
                f"this workbook was not made from {name}: hand in the one that you took from here.",
                "messages.refusal.other_workbook",
                file=name,
            ),
            "FILE",
        )
    if there is not None:
        agree(there, found.evaluation)
    if content != before:
        door.replace(path, before, content)
    return TypedEvaluation(content, found.evaluation, found.findings)


def _is_of(plan: EvaluationPlan, there: Evaluation | None, before: bytes, path: Path, speaks: Speaks) -> bool:
    """Whether a workbook with this plan may take the place of what stands there. Where that does not count any more, as
    after a corrigendum, or cannot be read, it is at least of the same lot and of the same people."""
    if there is not None:
        return plan == there.plan
    read, _ = evaluation_in(before, path.as_posix(), speaks)
    if read is None:
        return path.name == usual_name(plan)
    return all(getattr(plan, one) == getattr(read.plan, one) for one in ("lot_id", "evaluator", "evaluators"))
