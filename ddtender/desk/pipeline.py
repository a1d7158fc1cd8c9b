"""The way through the house: values in, values out. Reads like a table of contents.

``check`` and ``prepare`` are its first half and stand in ``ddtender.desk.prepare``. What a check has no need of is
imported by the functions that have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender.desk.prepare import Ground, Prepared, Request, check, check_again, ground, prepare, prepare_on
from ddtender.desk.provenance import ProcedureFile, given_away, path_told, provenance_of
from ddtender.desk.which_scenario import UnknownScenario
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.library.places import DEFAULT_TEMPLATES, of_part, record_of

if TYPE_CHECKING:
    from ddtender.history.release import Release
    from ddtender.model import Library, Template
    from ddtender.notes import MarginNote
    from ddtender.redline import Redline, Sides, Signature
    from ddtender.resolve import ResolvedDocument
    from ddtender.stamp import Stamp

__all__ = [
    "Built",
    "Ground",
    "Prepared",
    "Request",
    "UnknownScenario",
    "build",
    "build_documents",
    "check",
    "check_again",
    "compare",
    "ground",
    "make",
    "prepare",
    "prepare_on",
    "whole_set",
    "word_documents",
]

MANIFEST = "manifest.json"
PROVISIONS = "provisions.docx"
#: The workbooks and the calendar by file name, with every finding.
Others = tuple[dict[str, bytes], list[Diagnostic]]
#: Begins some work; what it returns waits for the result.
Beside = Callable[[Callable[[], Others]], Callable[[], Others]]


def _here(work: Callable[[], Others]) -> Callable[[], Others]:
    """Nothing beside: the work is done when its result is asked for."""
    return work


class Built(Struct, frozen=True):
    """Documents by file name (none if there is any error), and what they were made from."""

    documents: dict[str, bytes]
    prepared: Prepared

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.prepared.diagnostics


def build(
    files: Mapping[str, bytes],
    request: Request,
    stamp: Stamp,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
    last: Release | None = None,
    beside: Beside = _here,
) -> Built:
    """Make the documents, workbooks and calendar, read them back, and make the review page. Raises UnknownScenario."""
    path = request.procedure
    procedure = (path, files[path]) if path else None
    return make(prepare(files, request, templates, releases, last), stamp, procedure, beside)


def make(prepared: Prepared, stamp: Stamp, procedure: ProcedureFile | None, beside: Beside = _here) -> Built:
    """The documents, workbooks and calendar of what is prepared, read back; and the page on which it is reviewed.

    Workbooks and Word documents know nothing of each other: ``beside`` may begin the former while the latter are made.
    """
    from ddtender.review_page import REVIEW, review_page

    resolved = prepared.resolved
    if resolved is None or has_errors(prepared.diagnostics):
        return Built({}, prepared)
    begun = beside(partial(_beside_all, (prepared, *prepared.also), stamp))
    word, found = word_documents(prepared, resolved, stamp, procedure)
    for also in prepared.also:
        more_words, more_found = word_documents(also, _resolved_of(also), stamp, procedure)
        word |= in_language(more_words, also)
        found += more_found
    listed, missing = provisions_list(prepared.library, resolved, stamp)
    found += missing
    others, more = begun()
    findings = ordered([*prepared.diagnostics, *found, *more])
    prepared = replace(prepared, diagnostics=findings)
    if has_errors(findings):
        return Built({}, prepared)
    told = ordered(map(given_away, (*prepared.about_library, *findings)))
    page = review_page(resolved, prepared.library, prepared.standings, told, stamp, prepared.since)
    return Built({**word, **listed, **others, REVIEW: page}, prepared)


def _beside_all(prepared: Sequence[Prepared], stamp: Stamp) -> Others:
    """The workbooks and the calendar in every language."""
    from ddtender.desk.beside import outputs

    made, findings = outputs(_resolved_of(prepared[0]), stamp)
    for also in prepared[1:]:
        more, found = outputs(_resolved_of(also), stamp)
        made |= in_language(more, also)
        findings += found
    return made, findings


def in_language(documents: Mapping[str, bytes], also: Prepared) -> dict[str, bytes]:
    """Documents under the names that they have in a language that is not the authentic one: ``tender-fr.docx``."""
    return {of_part(name, _resolved_of(also).language.tag): content for name, content in documents.items()}


def _resolved_of(prepared: Prepared) -> ResolvedDocument:
    assert prepared.resolved is not None
    return prepared.resolved


def word_documents(
    prepared: Prepared, resolved: ResolvedDocument, stamp: Stamp, procedure: ProcedureFile | None
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The tender and the contract by file name, and what is wrong with them after they were read back."""
    from ddtender.notes import margin_notes
    from ddtender.render.docx import render
    from ddtender.verify import verify

    documents: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for template in _templates(prepared.library):
        for own in parts_of(resolved, template.name):
            provenance = provenance_of(prepared, own, stamp, procedure, template)
            notes: Sequence[MarginNote] = ()
            if stamp.annotated:
                told = (prepared.standings, template.name, own.language, prepared.translations)
                notes = margin_notes(own, prepared.library, *told)
            content, found = render(own, template, stamp, provenance, notes)
            findings += found
            if content is not None:
                name = of_part(f"{template.name}.docx", own.draft.part)
                findings += verify(content, own, provenance, notes, name)
                documents[name] = content
    return documents, findings


def parts_of(resolved: ResolvedDocument, document: str) -> tuple[ResolvedDocument, ...]:
    """What a document is made from, once each: the one tender, every contract."""
    return resolved.each_contract if document == "contract" else (resolved,)


def provisions_list(library: Library, resolved: ResolvedDocument, stamp: Stamp) -> Others:
    """The list of provisions for the authority's file, read back."""
    from ddtender.office.package import PackageError
    from ddtender.render.provisions import render_provisions
    from ddtender.verify.listed import check_list

    templates = _templates(library)
    if not templates:  # as where a manifest that lies names none: then there is no tender either
        return {}, []
    try:
        content = render_provisions(resolved, templates[0], stamp)
    except PackageError:  # told of the tender already, which is made with the same template
        return {}, []
    return {PROVISIONS: content}, check_list(PROVISIONS, content, resolved)


def build_documents(
    files: Mapping[str, bytes], request: Request, stamp: Stamp, templates: Sequence[str] = DEFAULT_TEMPLATES
) -> Built:
    """Only the Word documents of ``build``. Raises UnknownScenario."""
    prepared, path = prepare(files, request, templates), request.procedure
    if prepared.resolved is None or has_errors(prepared.diagnostics):
        return Built({}, prepared)
    procedure = (path, files[path]) if path else None
    documents, found = word_documents(prepared, prepared.resolved, stamp, procedure)
    for also in prepared.also:
        more, more_found = word_documents(also, _resolved_of(also), stamp, procedure)
        documents |= in_language(more, also)
        found += more_found
    findings = ordered([*prepared.diagnostics, *found])
    return Built({} if has_errors(findings) else documents, replace(prepared, diagnostics=findings))


def compare(old: Built, new: Built, signature: Signature, sides: Sides) -> tuple[dict[str, Redline], list[Diagnostic]]:
    """A redline for each document that both sides have, by file name, and what is wrong with any of them."""
    from ddtender.redline import redline

    made: dict[str, Redline] = {}
    findings: list[Diagnostic] = []
    for name, content in new.documents.items():
        if name in old.documents:
            file = f"{PurePosixPath(name).stem}-redline.docx"
            made[file], found = redline(file, old.documents[name], content, signature, sides)
            findings += found
    return made, findings


def whole_set(
    built: Built, stamp: Stamp, procedure: ProcedureFile | None, record: bytes | None = None
) -> dict[str, bytes]:
    """All files of a build that has documents: these, and the manifest. ``record`` is that of the procurement, as far
    as it decides anything."""
    import json

    from ddtender.evaluation.planning import evaluation_plan
    from ddtender.evaluation.weights import weights
    from ddtender.final import used_bindings
    from ddtender.manifest import manifest

    prepared = built.prepared
    assert built.documents and prepared.resolved is not None
    whole = prepared.resolved
    judged = None if whole.lots else evaluation_plan(whole, whole.language)
    listed = manifest(
        whole,
        built.documents,
        stamp=stamp,
        procedure=(path_told(procedure[0]), procedure[1]) if procedure else None,
        record=(record_of(path_told(procedure[0])), record) if procedure and record else None,
        texts=prepared.texts,
        others=used_bindings(whole, prepared.others, prepared.library.templates),
        templates={path_told(template.location.path): template.content for template in _templates(prepared.library)},
        standings=prepared.standings,
        since=prepared.since,
        origins=prepared.library.origins,
        languages=whole.draft.procedure.languages if whole.draft.procedure else (),
        weights=weights(judged) if judged else None,
        by_lot={lot.draft.lot_id: weights(plan) for lot in whole.lots if (plan := evaluation_plan(lot, lot.language))},
    )
    text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    return {**built.documents, MANIFEST: text.encode()}


def _templates(library: Library) -> list[Template]:
    """The tender's template first."""
    return sorted(library.templates, key=lambda template: template.name, reverse=True)
