"""What is asked of a library and of a procurement, and what was decided: from the library and from the record."""

from __future__ import annotations

from datetime import date

from ddtender.diagnostics import Diagnostic, Severity
from ddtender.history.fingerprint import Fingerprints
from ddtender.history.questions import decided, texts_of
from ddtender.history.states import Standing, standings, with_questions
from ddtender.library.places import record_of
from ddtender.model import AskedQuestion, Procedure
from ddtender.record import decisions_of, read_record

Known = tuple[dict[str, Standing], tuple[AskedQuestion, ...], list[Diagnostic]]


def asked_and_decided(
    fingerprints: Fingerprints, path: str | None, record: bytes | None, procedure: Procedure | None, day: date | None
) -> Known:
    """The standings of a library with what is asked and was decided, the texts of the procedure at ``path`` that stand
    in provisions, and what is wrong with the record of its procurement. Approvals must hold on ``day``."""
    library = fingerprints.library
    entries, findings = read_record(record_of(path or ""), record) if record else ((), [])
    made = decided(library.decisions, decisions_of(entries))
    known = with_questions(standings(fingerprints, day), fingerprints, made)
    texts = texts_of(library, procedure, fingerprints, made) if procedure else ()
    return known, texts, findings


def as_of_draft(findings: list[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with a record, to whoever makes a draft: that can be seen all the same."""
    return [finding._replace(severity_override=Severity.WARNING) for finding in findings]
