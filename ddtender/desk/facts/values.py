"""The facts of a procurement as values by their paths, with what is found of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk.folder.procurement_folder import refuse_other
from ddtender.desk.recent import Recent
from ddtender.desk.sources import library_in
from ddtender.diagnostics import Diagnostic, ordered
from ddtender.library.places import PROCEDURE_FILE
from ddtender.library.yaml_document import Path as FactPath
from ddtender.library.yaml_writing import Plain
from ddtender.manifest import sha256
from ddtender.procurement.facts_values import leaves, value_at
from ddtender.workspace.disk import from_here

if TYPE_CHECKING:
    from ddtender.library.yaml_page import YamlPage
    from ddtender.model import DraftDocument, Library
    from ddtender.resolve.values import ResolvedDocument


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


#: Facts by the digest of the library that they are held against, the name of their file and its content.
_FACTS: Recent[StatedFacts] = Recent(64)


def facts_of(root: Path | None, folder: Path) -> StatedFacts:
    """The facts of the procurement in ``folder``, held against the library at ``root`` if there is one. Raises Misused,
    WorkspaceError."""
    refuse_other(folder)
    return facts_held(root, from_here(folder / PROCEDURE_FILE), door.read_bytes(folder / PROCEDURE_FILE))


def facts_in(root: Path | None, content: bytes) -> StatedFacts:
    """The same of a procedure file that lies nowhere yet. Raises WorkspaceError."""
    return facts_held(root, PROCEDURE_FILE, content)


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


def facts_held(root: Path | None, name: str, content: bytes) -> StatedFacts:
    """The facts in a file of this name, held against the library at ``root`` if there is one. Raises WorkspaceError."""
    files = _files_for(root, content)
    key = (None if files is None else door.digest_of(files), name, content)
    return _FACTS.of(key, lambda: _held(files, name, content))


def _files_for(root: Path | None, content: bytes) -> Mapping[str, bytes] | None:
    """The files of the library that a procedure is held against; a pinned release is not read for every field that is
    typed."""
    from ddtender.library.procedures import pinned_library

    if root is None or pinned_library(content):
        return None
    return door.read_sources(root).files


def _held(files: Mapping[str, bytes] | None, name: str, content: bytes) -> StatedFacts:
    """The facts of a file, held against the library of these files if there is one."""
    page, found = page_of(name, content)
    of_file, of_library = (found, []) if page is None else _found(files, name, content)
    values: Any = (page.document.value if page else None) or {}
    told = tuple(
        FactFinding(fact_at(page, one), one, is_of_file)
        for is_of_file, some in ((True, of_file), (False, of_library))
        for one in ordered(some)
    )
    return StatedFacts(values, told, sha256(content), page is not None)


def page_of(name: str, content: bytes) -> tuple[YamlPage | None, list[Diagnostic]]:
    """A procedure file with the places of all that it says; None where it cannot be read, with why."""
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


def fact_at(page: YamlPage | None, finding: Diagnostic) -> FactPath:
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
    from ddtender.desk.facts.fields_of_form import required_below
    from ddtender.library.codes import MISSING_KEY

    if finding.code != MISSING_KEY:
        return ""
    return next((key for key in required_below(path) if f"'{key}'" in finding.message), "")
