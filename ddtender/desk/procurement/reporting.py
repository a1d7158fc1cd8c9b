"""The record of a procurement: putting on it what the law asks for, and printing it as that report."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.handed_over import contracts_altered
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import (
    issued_sets,
    kept,
    record_of_folder,
    refuse_other,
    tag_of_sets,
)
from ddtender.desk.market.papers import language_for
from ddtender.desk.sources import market_template, source_if_there, template_errors
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.formats import plain
from ddtender.library.law import read_law
from ddtender.library.places import PROCEDURE_FILE, PROCEDURE_LAW
from ddtender.model.procedure_law import ReportLaw
from ddtender.procurement.codes import SEALED_ALTERED
from ddtender.procurement.report import NOTED, TOPICS, open_topics
from ddtender.procurement.report import report as written
from ddtender.procurement.sealed import on_record
from ddtender.record import RECORD_BROKEN, RecordEntry
from ddtender.words import Language

REPORT = "report.docx"


class ReportMade(Struct, frozen=True):
    """The report as a Word document; the topics that the law asks for of which nothing is on record; and what was
    sealed or handed over and is not as the record says, which the report says as well."""

    content: bytes
    open: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def report(root: Path, folder: Path) -> ReportMade:
    """The report. Raises Refused, Misused, WorkspaceError."""
    entries, law = _entries(folder), _law(root)
    moment = datetime.combine(door.today(), time(), UTC)
    facts, words = _facts(root, folder)
    findings = ordered([*kept(folder, issued_sets(folder), entries), *contracts_altered(folder, entries)])
    altered = [plain(one.location.path) for one in findings if one.code == SEALED_ALTERED]
    with template_errors():
        content = written(facts, entries, market_template(root), moment, words, law, [*dict.fromkeys(altered)])
    return ReportMade(content, open_topics(entries, law), tuple(findings))


def lacking(root: Path, folder: Path) -> tuple[str, ...]:
    """The topics that the law asks for of which nothing is on record. Raises Refused, Misused, WorkspaceError."""
    return open_topics(_entries(folder), _law(root))


def _law(root: Path) -> ReportLaw | None:
    known = source_if_there(root, PROCEDURE_LAW, read_law)
    return known.report if known else None


def note(folder: Path, topic: str, said: str, by: str, role: str, why: str) -> None:
    """Put on record what is ``said`` of a topic. Raises Refused, Misused, WorkspaceError."""
    _entries(folder)
    if topic not in TOPICS:
        raise Misused(f"'{topic}' is none of {', '.join(TOPICS)}.", "--about")
    said, by, role, why = in_words({"--say": said, "--by": by, "--role": role, "--why": why})
    entry = ToRecord(NOTED, door.today(), by, role, why, {"topic": topic, "said": said})
    refuse_unreadable(entry, "; nothing was written")
    put(folder, entry)


def _entries(folder: Path) -> tuple[RecordEntry, ...]:
    refuse_other(folder)
    entries, findings = record_of_folder(folder)
    findings += [one for one in on_record(issued_sets(folder), entries) if one.code == RECORD_BROKEN]
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    return entries


def _facts(root: Path, folder: Path) -> tuple[dict[str, str], Language]:
    """The facts as they were issued last, or as the procedure file has them, and the language in which they are said:
    that which is authentic."""
    from ddtender.desk.speaking import languages_of
    from ddtender.library.loader import load_procedure

    sets = issued_sets(folder)
    if sets and sets[-1].seal is not None:
        return sets[-1].seal.facts, language_for(root, tag_of_sets(folder, sets))
    path = folder / PROCEDURE_FILE
    read, findings = load_procedure(path.as_posix(), door.read_bytes(path))
    if read is None or has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    words = language_for(root, languages_of(read)[0])
    return {key: words.shown(value) for key, (value, _) in read.facts.items()}, words
