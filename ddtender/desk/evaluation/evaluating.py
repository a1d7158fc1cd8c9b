"""What is made of a filled evaluation: copies for evaluators, their consensus, one to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.evaluation.filled import evaluation_read, language_of
from ddtender.desk.speaking import Speaks
from ddtender.diagnostics import Code, Diagnostic, Severity, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.stamp import Stamp
from ddtender.words import language

if TYPE_CHECKING:
    from ddtender.desk.evaluation.filled import ReadEvaluation
    from ddtender.evaluation.entries import Entries
    from ddtender.evaluation.reading import Evaluation

#: A name on a sheet, in a heading and in a file's name.
_LONGEST_NAME = 80


def copy_name(lot: str, evaluator: str) -> str:
    """How the copy of an evaluator is called; copies of several lots may lie in one folder."""
    from ddtender.library.places import slug

    return f"evaluation{f'-lot-{lot}' if lot else ''}-{slug(evaluator)}.xlsx"


def copies(path: Path, evaluators: Sequence[str], speaks: Speaks = language) -> dict[str, bytes]:
    """A workbook for each evaluator by file name: the Tenderers as typed, nobody's judgement. Raises Misused,
    Refused."""
    from ddtender.evaluation.consensus import copy_for, without_judgements
    from ddtender.evaluation.entries import Entries
    from ddtender.evaluation.places import MEMBERS
    from ddtender.evaluation.workbook import evaluation as workbook

    names = [" ".join(name.split()) for name in evaluators]
    made: dict[str, bytes] = {}
    read = usable(evaluation_read(path, speaks=speaks))
    if not 2 <= len(names) <= MEMBERS:
        raise Misused(
            Message(
                f"copies are for 2 to {MEMBERS} evaluators; name each of them.",
                "messages.refusal.evaluators",
                most=MEMBERS,
            ),
            "--evaluator",
        )
    for name in names:
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise Misused(
                Message(
                    f"'{name[:_LONGEST_NAME]}' is no name of at most {_LONGEST_NAME} characters.",
                    "messages.refusal.no_name",
                    name=name[:_LONGEST_NAME],
                    most=_LONGEST_NAME,
                ),
                "--evaluator",
            )
        if (file := copy_name(read.plan.lot_id, name)) in made:
            raise Misused(
                Message(
                    f"'{name}' cannot be told from another evaluator; add a first name.",
                    "messages.refusal.same_name",
                    name=name,
                ),
                "--evaluator",
            )
        made[file] = b""
    if read.plan.evaluator:
        raise Misused(f"{path} is the copy of {read.plan.evaluator}; give the workbook that it was made from.", "FILE")
    if not read.scores:
        raise Misused(
            Message(
                f"{path} has no Tenderer; type their names first, as every copy has them.",
                "messages.refusal.no_tenderer",
            ),
            "FILE",
        )
    tenders = tuple(without_judgements(score.tender) for score in read.scores)
    for file, name in zip(made, names, strict=True):
        plan = copy_for(read.plan, name)
        made[file] = workbook(plan, stamp_of_today(), language_of(plan, speaks), Entries(read.maxima, tenders, (name,)))
    return made


def consensus(paths: Sequence[Path], speaks: Speaks = language) -> tuple[bytes, int, tuple[Diagnostic, ...]]:
    """The workbook that evaluators' copies come to, the number of differences, and warnings. Raises Misused,
    Refused."""
    from ddtender.evaluation.consensus import JudgedCopy, together, unlike
    from ddtender.evaluation.places import MEMBERS
    from ddtender.evaluation.workbook import evaluation as workbook
    from ddtender.sheets.reading import Book

    if not 2 <= len(paths) <= MEMBERS:
        raise Misused(
            Message(
                f"a consensus is made from the copies of 2 to {MEMBERS} evaluators.",
                "messages.refusal.copies",
                most=MEMBERS,
            ),
            "FILE",
        )
    read = [(path, evaluation_read(path, speaks=speaks)) for path in paths]
    of_ranking = _of_ranking()
    findings = [finding for _, one in read for finding in one.findings if finding.code not in of_ranking]
    whole = [
        JudgedCopy(one.evaluation, Book(door.read_bytes(path), path.as_posix())) for path, one in read if one.evaluation
    ]
    if len(whole) == len(read):
        findings += unlike(whole, language_of(whole[0].evaluation.plan, speaks))
    if has_errors(findings) or len(whole) < len(read):
        raise Refused(ordered(findings), "; the consensus was not written")
    plan, entries = together(whole)
    made = workbook(plan, stamp_of_today(), language_of(plan, speaks), entries)
    return made, len(plan.differences or ()), tuple(ordered(findings))


def to_print(path: Path, speaks: Speaks = language) -> bytes:
    """The same workbook with no rows but those of its Tenderers in sight. Raises Misused, Refused."""
    from ddtender.evaluation.workbook import evaluation as workbook

    read = usable(evaluation_read(path, speaks=speaks))
    if not read.scores:
        raise Misused(f"{path} has no Tenderer yet, so there is no row to print.", "FILE")
    return workbook(read.plan, stamp_of_today(), language_of(read.plan, speaks), entries_of(read))


def entries_of(read: Evaluation) -> Entries:
    """All that was typed in a workbook."""
    from ddtender.evaluation.entries import Entries

    by = read.committee
    return Entries(read.maxima, tuple(s.tender for s in read.scores), by.members, by.evaluated_on, by.reasons)


def _of_ranking() -> frozenset[Code]:
    """What concerns the ranking alone, and nobody's judgement."""
    from ddtender.evaluation.codes import LOTS_NOT_DRAWN, PRICE_RULE_OPEN, RANK_NOT_SETTLED

    return frozenset({LOTS_NOT_DRAWN, PRICE_RULE_OPEN, RANK_NOT_SETTLED})


def usable(read: ReadEvaluation) -> Evaluation:
    """What was typed in a workbook that was read, which need not be complete. Raises Refused where some of it cannot be
    taken over."""
    from ddtender.evaluation.codes import EVALUATION_DIFFERS, EVALUATION_INCOMPLETE, MISSING_MOTIVATION

    may_wait = {EVALUATION_DIFFERS, EVALUATION_INCOMPLETE, MISSING_MOTIVATION, *_of_ranking()}
    wrong = [f for f in read.findings if f.severity is Severity.ERROR and f.code not in may_wait]
    if wrong or read.evaluation is None:
        raise Refused(wrong or read.findings, "; nothing was written")
    return read.evaluation


def stamp_of_today() -> Stamp:
    """The day at which a workbook is made."""
    return Stamp(False, datetime.combine(door.today(), time(), UTC))
