"""Drafts that came back from review: read, and written into the clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.desk import pipeline
from ddtender.desk.codes import OTHER_DRAFT, UNREADABLE_REVIEW
from ddtender.desk.errors import Refused
from ddtender.desk.review.draft_sources import Asked
from ddtender.desk.review.drafts import Finder, Found
from ddtender.desk.sources import library_of
from ddtender.desk.translations.translating import TranslationAfter, changed_states
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.layers.origins import own
from ddtender.library.loader import load
from ddtender.returned.apply import Written, apply
from ddtender.returned.conflicts import settle
from ddtender.returned.findings import Entry
from ddtender.returned.reading import compare
from ddtender.returned.targets import Target
from ddtender.returned.word import MAX_BYTES
from ddtender.words import SOURCE
from ddtender.workspace import WorkspaceError
from ddtender.workspace.returned import read_returned


class ReadReviews(Struct, frozen=True):
    """Reviewed documents with their drafts, and all that was changed in them, in the order of the drafts."""

    found: list[Found]
    entries: list[Entry]
    findings: list[Diagnostic]


def read(root: Path, documents: Sequence[tuple[str, Path]], asked: Asked) -> ReadReviews:
    """Read documents, each with the name that findings give it. Raises Refused."""
    found, findings = _found(root, documents, asked)
    compared = [compare(one.copy.file, one.draft, one.reviewed) for one in found]
    entries = [entry for one in compared for entry in one.entries]
    findings += [finding for one in compared for finding in one.diagnostics]
    settle(entries, {one.copy.file: one.copy.document for one in found})
    order = {id_: n for n, id_ in enumerate(dict.fromkeys(id_ for one in found for id_ in one.draft.known_in_order))}
    entries.sort(key=lambda e: (order.get(e.provision or "", len(order)), e.offsets, e.line))
    return ReadReviews(found, entries, findings)


def _found(root: Path, documents: Sequence[tuple[str, Path]], asked: Asked) -> tuple[list[Found], list[Diagnostic]]:
    finder = Finder(root, asked)
    found: list[Found] = []
    findings: list[Diagnostic] = []
    refused: list[Diagnostic] = []
    for file, path in documents:
        try:
            one = finder.find(file, read_returned(path, MAX_BYTES))
        except Refused as error:
            refused += error.diagnostics
            continue
        except WorkspaceError as error:
            refused.append(Diagnostic(UNREADABLE_REVIEW, Location(file), str(error)))
            continue
        if found and not found[0].goes_with(one):
            message = f"this is a copy of: {one.copy.words}; {found[0].copy.file} is one of: {found[0].copy.words}"
            hint = "Review them one after the other."
            refused.append(Diagnostic(OTHER_DRAFT, Location(file), message, hint))
        found.append(one)
        findings += one.diagnostics
    if refused:
        raise Refused([*findings, *refused], "; nothing was read further, and nothing was written")
    return found, findings


def ground(root: Path, reading: ReadReviews, why: str | None, write: bool) -> tuple[Target, Sequence[Diagnostic]]:
    """What changes are written into, and findings about the releases; the library is to have no error if it is to
    ``write``. Raises Refused."""
    files = door.read_sources(root).files
    library = library_of(root) if write else load(files, languages=False)[0]
    history = door.history(root, files) if write else door.History()
    findings = history.findings()
    released = history.last.library if history.last else None
    tag = reading.found[0].draft.tag if reading.found else SOURCE
    return Target(files, library, released, door.today(), " ".join((why or "").split()), tag), findings


def applied(root: Path, reading: ReadReviews, on: Target, write: bool) -> list[Written]:
    """What is written; without ``write`` nothing is, but only then is it certain what can be applied."""
    written = apply(reading.entries, [one.draft for one in reading.found], on)
    if not write:
        for entry in reading.entries:
            entry.applied = False
        return []
    if written:
        new = {one.path: one.content for one in written}
        here = own(on.files)
        door.write_files(root, new, {path: here[path] for path in new if path in here})
    return written


def translations_after(root: Path, written: Sequence[Written], on: Target) -> list[TranslationAfter]:
    """The translations that are in another state since these files were written: what is reviewed in a language is to
    be approved again in it, and what is reviewed in the library's own makes its translations stale."""
    if not written:
        return []
    now = door.read_sources(root).files
    return [*changed_states(on.files, now, [one.id for one in written], on.on)]


def check_written(root: Path, written: Sequence[Written]) -> list[Diagnostic]:
    """What a check says of the files that were written."""
    paths = {one.path for one in written}
    found = pipeline.check(door.read_sources(root, all_procedures=True).files)
    return [finding for finding in found if finding.location.path in paths]
