"""Questions of Tenderers: the table that an officer fills in, and the document that all Tenderers are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.on_record import ToRecord, in_words, put, refuse_unreadable
from ddtender.desk.folder.procurement_folder import issued_sets, kept, record_of_folder, refuse_other, tag_of_sets
from ddtender.desk.market.papers import language_for
from ddtender.desk.sources import market_template, template_errors
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.diagnostics.messages import Message
from ddtender.library.places import ISSUED_STEP
from ddtender.manifest import sha256
from ddtender.procurement.questions import TABLE, AskedTable, listed, named_in, read_table, table, wanted
from ddtender.procurement.report import ANSWERED
from ddtender.procurement.sealed import ANSWERS_IN, OUTLINE, IssuedSet, altered
from ddtender.words import language
from ddtender.workspace.disk import from_here
from ddtender.workspace.files import is_litter

if TYPE_CHECKING:
    from ddtender.procurement.questions import Named
    from ddtender.words import Language

ANSWERS = "questions-and-answers.docx"


class AnswersMade(Struct, frozen=True):
    """The document, the SHA-256 of what it answers, how many questions that are, how many wait, and what was found."""

    content: bytes
    of: str
    answered: int
    waiting: int
    findings: tuple[Diagnostic, ...]


def begun(root: Path, folder: Path) -> bytes | None:
    """An empty table for the questions, None where there is one. Raises Misused, WorkspaceError."""
    refuse_other(folder)
    if (folder / TABLE).exists():
        return None
    sets = _issued(folder)
    seal = sets[-1].seal
    assert seal is not None
    title = seal.facts.get("title", folder.resolve().name)
    return table(title, _named(folder, sets).values(), door.moment_of(root), _language(root, folder, sets))


def hand_in(root: Path, folder: Path, content: bytes) -> None:
    """Put a table that somebody has filled in elsewhere in the place of the one of the procurement, which is set aside.
    Raises Refused where it cannot be read, Misused where it was begun for another procurement, WorkspaceError."""
    refuse_other(folder)
    sets = _issued(folder)
    words = _language(root, folder, sets)
    asked, findings = _read_bytes(content, folder, sets, words)
    if asked is None:
        raise Refused(ordered(findings), "; nothing was written")
    titles = {one.seal.facts.get("title", folder.resolve().name) for one in sets if one.seal}
    titled = asked.book.title
    is_titled_so = not titled or any(title in titled for title in titles)
    if not is_titled_so or listed(asked.book, words) - _named(folder, sets).keys():
        said = "this table was begun for another procurement: hand in the one that you took from here."
        raise Misused(Message(said, "messages.refusal.other_table"), "FILE")
    door.put_in_place(folder, TABLE, content)


def answers(root: Path, folder: Path) -> AnswersMade:
    """What is answered in the table, as a document. Raises Refused, Misused, WorkspaceError."""
    from ddtender.procurement.answers import answers as written

    refuse_other(folder)
    sets = _issued(folder)
    words = _language(root, folder, sets)
    asked, findings = _read(folder, sets, words)
    if asked is None or has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    today = door.today()
    with template_errors():
        moment = datetime.combine(today, time(), UTC)
        wanted_by = (asked.questions, _named(folder, sets), sets, market_template(root), today, moment, words)
        content = written(*wanted_by)
    answered = sum(one.is_answered for one in asked.questions)
    told = (*findings, *wanted(asked, sets).values())
    of = sha256(repr([one for one in asked.questions if one.is_answered]).encode())
    return AnswersMade(content, of, answered, len(asked.questions) - answered, tuple(ordered(told)))


def publish(folder: Path, made: AnswersMade, by: str, role: str) -> Path:
    """Seal a document of answers as it is given to all Tenderers, in a folder of its own, and put it on record; the
    folder. Raises Misused, Refused, WorkspaceError; then nothing was written."""
    by, role = in_words({"--by": by, "--role": role})
    entries, findings = record_of_folder(folder)
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    earlier = [entry for entry in entries if entry.what == ANSWERED]
    if not made.answered or (earlier and earlier[-1].said.get("of") == made.of):
        raise Misused(
            Message("there is no answer that was not given to all Tenderers already.", "messages.refusal.all_answered")
        )
    number, place = _place_for(folder, made.content, len(earlier))
    said = {
        "number": str(number),
        "answers": str(made.answered),
        "of": made.of,
        "sha256": sha256(made.content),
    }
    entry = ToRecord(ANSWERED, door.today(), by, role, "", said)
    refuse_unreadable(entry, "; nothing was written")
    if not _is_there(place, made.content):  # a command that was stopped may have put it there
        door.land(place, {ANSWERS: made.content})
    put(folder, entry)
    return place


def _place_for(folder: Path, content: bytes, on_record: int) -> tuple[int, Path]:
    """The number and the folder of the next document: the first that is free, or that has the same, made by a command
    which was stopped before it could put it on record."""
    number = on_record + 1
    while (place := folder / ISSUED_STEP / f"{ANSWERS_IN}{number}").exists() and not _is_there(place, content):
        number += 1
    return number, place


def _is_there(place: Path, content: bytes) -> bool:
    there = door.read_folder(place) if place.is_dir() else {}
    return {name: found for name, found in there.items() if not is_litter(name)} == {ANSWERS: content}


def asked_in(
    root: Path | None, folder: Path, sets: Sequence[IssuedSet]
) -> tuple[list[Diagnostic], dict[str, Diagnostic]]:
    """What is found in the table, if there is one, and what its answers change and no set has changed since: by id or
    key, each with what is to be said of it."""
    if not (folder / TABLE).exists() or not sets or any(finding for one in sets for finding in altered(one)):
        return [], {}
    asked, findings = _read(folder, sets, _language(root, folder, sets))
    return findings, {} if asked is None else wanted(asked, sets)


def _issued(folder: Path) -> tuple[IssuedSet, ...]:
    sets = issued_sets(folder)
    if not sets:
        raise Misused(
            Message(
                f"nothing was issued in {folder} yet; questions are about what was published.",
                "messages.refusal.questions_first",
            ),
            "DIR",
        )
    entries, findings = record_of_folder(folder)
    findings += [finding for finding in kept(folder, sets, entries) if has_errors([finding])]
    if has_errors(findings):
        raise Refused(ordered(findings), "; nothing was written")
    return sets


def _named(folder: Path, sets: Sequence[IssuedSet]) -> dict[str, Named]:
    """All that was ever issued, by id: a question may be about what a corrigendum has taken away."""
    named: dict[str, Named] = {}
    for one in sets:
        named |= named_in(door.read_bytes(folder / one.name / OUTLINE))
    return named


def _language(root: Path | None, folder: Path, sets: Sequence[IssuedSet]) -> Language:
    """The authentic language of what was issued, with the words of the library if there is one."""
    tag = tag_of_sets(folder, sets)
    return language_for(root, tag) if root is not None else language(tag)


def _read(folder: Path, sets: Sequence[IssuedSet], words: Language) -> tuple[AskedTable | None, list[Diagnostic]]:
    return _read_bytes(door.read_bytes(folder / TABLE), folder, sets, words)


def _read_bytes(
    content: bytes, folder: Path, sets: Sequence[IssuedSet], words: Language
) -> tuple[AskedTable | None, list[Diagnostic]]:
    facts = {key for one in sets if one.seal for key in (*one.seal.facts, *one.seal.changed)}
    return read_table(content, from_here(folder / TABLE), _named(folder, sets), facts, words)
