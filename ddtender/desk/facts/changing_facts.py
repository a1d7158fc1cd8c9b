"""Facts of a procurement changed field by field: nothing that somebody else has written meanwhile is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.as_shown import until_written
from ddtender.desk.facts.values import FactFinding, StatedFacts, fact_at, facts_held, facts_in, page_of
from ddtender.desk.folder.procurement_folder import refuse_other
from ddtender.diagnostics import Severity
from ddtender.library.places import PROCEDURE_FILE, RECORD_FILE
from ddtender.library.yaml_document import Path as FactPath
from ddtender.library.yaml_writing import Plain, plain
from ddtender.procurement.facts_values import going, say_the_same
from ddtender.workspace.disk import from_here

if TYPE_CHECKING:
    from ddtender.desk.folder.on_record import ToRecord
    from ddtender.library.yaml_page import YamlPage


class Conflict(Struct, frozen=True):
    """A fact that somebody else has changed since it was ``shown``: what it is by ``theirs`` now, and would be by
    ``mine``."""

    path: FactPath
    shown: Plain
    theirs: Plain
    mine: Plain


class ChangedFact(Struct, frozen=True):
    """A fact as it was and as it is; None where it has no value."""

    path: FactPath
    before: Plain
    after: Plain


class FactsChanged(Struct, frozen=True):
    """What came of a change. It ``is_written``, with these ``changes``, or nothing is: because of ``conflicts``, or of
    ``errors`` that it would make. ``facts`` are those of the file as it is now."""

    is_written: bool
    facts: StatedFacts
    changes: tuple[ChangedFact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    errors: tuple[FactFinding, ...] = ()


def with_facts(
    root: Path | None, content: bytes, changes: Mapping[FactPath, object]
) -> tuple[bytes, tuple[FactFinding, ...]]:
    """A procedure file that lies nowhere yet with these facts, as ``change_facts`` changes them; or as it was, with the
    errors that they would make. Raises WorkspaceError."""
    facts = facts_in(root, content)
    wanted = {where: plain(value) for where, value in changes.items()}
    asked = {where: value for where, value in wanted.items() if not say_the_same(facts.at(where), value)}
    made, _, errors = _edited(root, PROCEDURE_FILE, content, facts, asked)
    return made, errors


def change_facts(
    root: Path | None,
    folder: Path,
    changes: Mapping[FactPath, object],
    shown: Mapping[FactPath, object] | None = None,
    entry: ToRecord | None = None,
) -> FactsChanged:
    """Change facts by their paths: to plain data or a day, to None where a fact is to have no value.

    ``shown`` is what whoever changes them has seen there (without a path: no value); left out, it is what stands there
    now. Where the file says something else by now, other than what is asked for, that is a conflict. A change that
    makes an error is refused: in the form of the file, or, in a group that is changed, in what `check` says of it;
    errors that were there before are in nobody's way. Then nothing is written. Several processes may change one file at
    once: nothing is lost. ``entry`` goes on record with the change, both or neither. Raises Misused, Refused,
    WorkspaceError.
    """
    from ddtender.desk.folder.on_record import record_to_go_on

    refuse_other(folder)
    path, name = folder / PROCEDURE_FILE, from_here(folder / PROCEDURE_FILE)
    wanted = {where: plain(value) for where, value in changes.items()}
    seen = None if shown is None else {where: plain(value) for where, value in shown.items()}

    def write() -> FactsChanged:
        before = door.read_bytes(path)
        facts = facts_held(root, name, before)
        conflicts = () if seen is None else tuple(_conflicts(facts, wanted, seen))
        if conflicts:
            return FactsChanged(False, facts, conflicts=conflicts)
        asked = {where: value for where, value in wanted.items() if not say_the_same(facts.at(where), value)}
        content, after, errors = _edited(root, name, before, facts, asked)
        if errors or content == before:
            return FactsChanged(not errors, facts, errors=errors)
        if entry is None:
            door.replace(path, before, content)
        else:
            record = record_to_go_on(folder)
            lines = (record, record + entry.line(record))
            door.replace_together(folder, {PROCEDURE_FILE: (before, content), RECORD_FILE: lines})
        made = tuple(ChangedFact(where, facts.at(where), value) for where, value in asked.items())
        return FactsChanged(True, after, made)

    return until_written(write)


def _edited(
    root: Path | None, name: str, before: bytes, facts: StatedFacts, asked: Mapping[FactPath, Plain]
) -> tuple[bytes, StatedFacts, tuple[FactFinding, ...]]:
    """The file with the changes, and its facts; or as it was, with the errors that the changes would make."""
    from ddtender.procurement.facts_edit import changed

    errors: tuple[FactFinding, ...] = ()
    page, _ = page_of(name, before)
    for ways in _ways(page, facts, asked):
        content, findings = changed(name, before, ways)
        if content is None:
            errors = errors or tuple(FactFinding(fact_at(page, one), one) for one in findings)
            continue
        after = facts_held(root, name, content)
        made = _new_errors(facts, after, asked)
        if not made:
            return content, after, ()
        errors = errors or made
    return before, facts, errors


def _new_errors(before: StatedFacts, after: StatedFacts, asked: Iterable[FactPath]) -> tuple[FactFinding, ...]:
    """The errors that a change makes: those of the file by itself all, others where a group was changed."""
    asked = [*asked]
    groups = {where[0] for where in asked}
    had = {(one.path, one.finding.code) for one in before.findings}

    def counts(one: FactFinding) -> bool:
        if any(one.path[: len(where)] == where for where in asked):
            return True
        return (one.path, one.finding.code) not in had and (one.in_file or one.path[:1] == () or one.path[0] in groups)

    errors = (one for one in after.findings if one.finding.severity is Severity.ERROR)
    return tuple(one for one in errors if counts(one))


def _ways(
    page: YamlPage | None, facts: StatedFacts, asked: Mapping[FactPath, Plain]
) -> Iterator[Mapping[FactPath, object]]:
    """The changes as they can be made: a key under a question stays, without a value, where the file may have that;
    what has nothing in it any more goes away."""
    from ddtender.procurement.facts_edit import EMPTY, is_asked_for

    gone = [where for where, value in asked.items() if value is None]
    if page is None or not gone:
        yield asked
        return
    kept = {where: value for where, value in asked.items() if value is not None}
    for is_bare in (False, True):
        taken = going(facts.values, gone, kept, is_bare)
        first = {where: EMPTY if is_asked_for(page, where) else None for where in taken}
        yield {**kept, **first}
        if EMPTY in first.values():
            yield {**kept, **dict.fromkeys(taken)}


def _conflicts(
    facts: StatedFacts, wanted: Mapping[FactPath, Plain], shown: Mapping[FactPath, Plain]
) -> Iterator[Conflict]:
    for where, mine in wanted.items():
        theirs, was = facts.at(where), shown.get(where)
        if not say_the_same(theirs, was) and not say_the_same(theirs, mine):
            yield Conflict(where, was, theirs, mine)
