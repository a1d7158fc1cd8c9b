"""The facts of a procurement as values: shown by their paths, and changed field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.procurement_folder import refuse_other
from ddtender.desk.recent import Recent
from ddtender.desk.sources import library_in
from ddtender.diagnostics import Diagnostic, Severity, ordered
from ddtender.library.places import PROCEDURE_FILE, RECORD_FILE
from ddtender.library.yaml_reader import Path as FactPath
from ddtender.library.yaml_writing import Plain, plain
from ddtender.manifest import sha256
from ddtender.procurement.facts_values import going, leaves, say_the_same, value_at
from ddtender.workspace.disk import from_here

if TYPE_CHECKING:
    from ddtender.desk.on_record import ToRecord
    from ddtender.library.yaml_page import YamlPage
    from ddtender.model import DraftDocument, Library
    from ddtender.resolve.values import ResolvedDocument

#: So often a change is thought out anew because somebody else was faster.
_TRIES = 50


class FactFinding(Struct, frozen=True):
    """What was found, and the path of the fact that it is about: () where that cannot be told. ``in_file``: by the file
    itself, and not by the library that it is held against."""

    path: FactPath
    finding: Diagnostic
    in_file: bool = True


class StatedFacts(Struct, frozen=True):
    """What a procedure file says: its values as nested plain data (days are text, as in the file), what was found, and
    the fingerprint (SHA-256) of its bytes. ``is_read``: whether it is a file that can be read at all."""

    values: Mapping[str, Plain]
    findings: tuple[FactFinding, ...]
    fingerprint: str
    is_read: bool = True

    def at(self, path: FactPath) -> Plain:
        """The value at a path; None where there is none."""
        return value_at(self.values, path)

    @property
    def others(self) -> tuple[str, ...]:
        """The languages of the documents beside the authentic one."""
        listed = self.at(("languages",))
        named = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        first = self.at(("authentic",)) or next(iter(named), None)
        return tuple(one for one in named if one != first)

    def leaves(self) -> dict[FactPath, Plain]:
        """Every single value by its path, without keys that have none."""
        return dict(leaves(self.values))


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


#: Facts by the digest of the library that they are held against, the name of their file and its content.
_FACTS: Recent[StatedFacts] = Recent(64)


def facts_of(root: Path | None, folder: Path) -> StatedFacts:
    """The facts of the procurement in ``folder``, held against the library at ``root`` if there is one. Raises Misused,
    WorkspaceError."""
    refuse_other(folder)
    return _facts(root, from_here(folder / PROCEDURE_FILE), door.read_bytes(folder / PROCEDURE_FILE))


def facts_in(root: Path | None, content: bytes) -> StatedFacts:
    """The same of a procedure file that lies nowhere yet. Raises WorkspaceError."""
    return _facts(root, PROCEDURE_FILE, content)


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


def open_facts(root: Path, folder: Path) -> tuple[tuple[str, str], ...]:
    """What the documents of a procurement still ask its authority for: each by its key in the file, with the question.
    Nothing where they cannot be composed. Raises Misused, WorkspaceError."""
    from ddtender.resolve import resolve
    from ddtender.words import language

    refuse_other(folder)
    content = door.read_bytes(folder / PROCEDURE_FILE)
    draft, library = _draft(_files_for(root, content), from_here(folder / PROCEDURE_FILE), content)[:2]
    if draft is None or library is None:
        return ()
    return still_asked(resolve(draft, library, language()))


def still_asked(resolved: ResolvedDocument) -> tuple[tuple[str, str], ...]:
    """The same of documents that are composed already."""
    asked = (one for one in resolved.blanks if one.text is None and one.filled_by == "authority")
    return tuple((one.dotted, one.question) for one in asked)


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
    once: nothing is lost. ``entry`` goes on record with the change, both or neither. Raises Misused, WorkspaceError.
    """
    refuse_other(folder)
    path, name = folder / PROCEDURE_FILE, from_here(folder / PROCEDURE_FILE)
    wanted = {where: plain(value) for where, value in changes.items()}
    seen = None if shown is None else {where: plain(value) for where, value in shown.items()}
    for last in range(_TRIES - 1, -1, -1):
        before = door.read_bytes(path)
        facts = _facts(root, name, before)
        conflicts = () if seen is None else tuple(_conflicts(facts, wanted, seen))
        if conflicts:
            return FactsChanged(False, facts, conflicts=conflicts)
        asked = {where: value for where, value in wanted.items() if not say_the_same(facts.at(where), value)}
        content, after, errors = _edited(root, name, before, facts, asked)
        if errors or content == before:
            return FactsChanged(not errors, facts, errors=errors)
        try:
            if entry is None:
                door.replace(path, before, content)
            else:
                record = door.read_record(folder / RECORD_FILE)
                lines = (record, record + entry.line(record))
                door.replace_together(folder, {PROCEDURE_FILE: (before, content), RECORD_FILE: lines})
        except door.WrittenMeanwhile:
            if not last:
                raise
            continue
        made = tuple(ChangedFact(where, facts.at(where), value) for where, value in asked.items())
        return FactsChanged(True, after, made)
    raise AssertionError  # the last try returns or raises


def _facts(root: Path | None, name: str, content: bytes) -> StatedFacts:
    files = _files_for(root, content)
    key = (None if files is None else door.digest_of(files), name, content)
    return _FACTS.of(key, lambda: _held(files, name, content))


def _files_for(root: Path | None, content: bytes) -> Mapping[str, bytes] | None:
    """The files of the library that a procedure is held against; a pinned release is not read for every field that is
    typed."""
    from ddtender.library.procedures import pinned_library

    if root is None or (b"library" in content and pinned_library(content)):
        return None
    return door.read_sources(root).files


def _held(files: Mapping[str, bytes] | None, name: str, content: bytes) -> StatedFacts:
    """The facts of a file, held against the library of these files if there is one."""
    page, found = _read(name, content)
    of_file, of_library = (found, []) if page is None else _found(files, name, content)
    values: Any = (page.document.value if page else None) or {}
    told = tuple(
        FactFinding(_path_of(page, one), one, is_of_file)
        for is_of_file, some in ((True, of_file), (False, of_library))
        for one in ordered(some)
    )
    return StatedFacts(values, told, sha256(content), page is not None)


def _read(name: str, content: bytes) -> tuple[YamlPage | None, list[Diagnostic]]:
    from ddtender.library.source import decode
    from ddtender.procurement.facts_edit import read_page

    source, findings = decode(name, content)
    return read_page(source) if source else (None, findings)


def _found(files: Mapping[str, bytes] | None, name: str, content: bytes) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is found of a procedure file by itself, and in the scenario that it names or fits."""
    from ddtender.checks import Subject
    from ddtender.checks.runner import run_on_compositions

    draft, library, findings, found = _draft(files, name, content)
    if draft is None or library is None:
        return findings, []
    found = [*found, *run_on_compositions(Subject(library, draft.each))]
    return findings, [one for one in found if one.location.path == name]


def _draft(
    files: Mapping[str, bytes] | None, name: str, content: bytes
) -> tuple[DraftDocument | None, Library | None, list[Diagnostic], list[Diagnostic]]:
    """The composition of a procedure in the scenario that it names or fits, if there is one, the library, and what is
    found of the file by itself and of the composition."""
    from ddtender.compose import best_scenario, compose
    from ddtender.library.loader import load_procedure

    procedure, findings = load_procedure(name, content)
    library = library_in(files) if procedure and files is not None else None
    if procedure is None or library is None:
        return None, None, findings, []
    named = [one for one in library.scenarios if procedure.scenario and one.name == procedure.scenario[0]]
    scenario = named[0] if named else best_scenario(library, procedure)
    if scenario is None:
        return None, library, findings, []
    draft, found = compose(library, scenario, procedure)
    return draft, library, findings, found


def _path_of(page: YamlPage | None, finding: Diagnostic) -> FactPath:
    """The fact at whose place something was found: the innermost that is there or around it."""
    if page is None or finding.location.path != page.source.path:
        return ()
    at = page.source.offset(finding.location.line - 1, finding.location.column - 1)
    exact = [path for path in page.document.spans if path and at in (page.key(path), page.start(path))]
    around = [path for path in page.document.spans if path and page.key(path) <= at < max(page.end(path), at)]
    lacking = [(*path, key) for path in exact if (key := _lacking(path, finding)) and page.is_empty((*path, key))]
    return next(iter(lacking), max(exact or [path for path in around if at < page.end(path)], key=len, default=()))


def _lacking(path: FactPath, finding: Diagnostic) -> str:
    """The key of which a finding says that it is missing below a path."""
    from ddtender.desk.fields_of_form import required_below
    from ddtender.library.codes import MISSING_KEY

    if finding.code != MISSING_KEY:
        return ""
    return next((key for key in required_below(path) if f"'{key}'" in finding.message), "")


def _edited(
    root: Path | None, name: str, before: bytes, facts: StatedFacts, asked: Mapping[FactPath, Plain]
) -> tuple[bytes, StatedFacts, tuple[FactFinding, ...]]:
    """The file with the changes, and its facts; or as it was, with the errors that the changes would make."""
    from ddtender.procurement.facts_edit import changed

    errors: tuple[FactFinding, ...] = ()
    page, _ = _read(name, before)
    for ways in _ways(page, facts, asked):
        content, findings = changed(name, before, ways)
        if content is None:
            errors = errors or tuple(FactFinding(_path_of(page, one), one) for one in findings)
            continue
        after = _facts(root, name, content)
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
