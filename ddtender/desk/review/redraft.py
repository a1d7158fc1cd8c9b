"""A document as it went out, made again for a review to be held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ddtender.compose import compose
from ddtender.desk.asking import asked_and_decided
from ddtender.desk.pipeline import Prepared, Request, parts_of
from ddtender.desk.provenance import provenance_of
from ddtender.desk.speaking import in_languages
from ddtender.desk.which_scenario import scenario_named
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.history.fingerprint import Fingerprints
from ddtender.library.loader import load
from ddtender.library.places import DEFAULT_TEMPLATES, record_of
from ddtender.model import Library
from ddtender.resolve import ResolvedDocument
from ddtender.stamp import Stamp
from ddtender.words import SOURCE


class UnknownPart(Exception):
    """The procedure does not have the lot, or the contractor, whose contract is asked for."""

    def __init__(self, part: str) -> None:
        super().__init__(f"its procedure file has no contract '{part}'" if part else "its procedure file has lots now")


class Redraft(Struct, frozen=True):
    """The library, the composition and the document's bytes; None, with findings, where they cannot be made."""

    library: Library
    resolved: ResolvedDocument | None
    content: bytes | None
    diagnostics: tuple[Diagnostic, ...]


def redraft(
    files: Mapping[str, bytes],
    request: Request,
    stamp: Stamp,
    document: str,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    part: str = "",
) -> Redraft:
    """``document`` (tender or contract; of several contracts the one of this ``part``) without judging its library: by
    today's rules an earlier one may have errors.

    Its drafting notes are there, so that a reviewer's comments can be told from them.

    Raises UnknownScenario, UnknownPart.
    """
    from ddtender.notes import margin_notes
    from ddtender.render.docx import render

    library, findings = load(files, request.procedure, templates, printed=lambda _: (request.language or SOURCE,))
    template = next((t for t in library.templates if t.name == document), None)
    if has_errors(findings) or template is None:
        return Redraft(library, None, None, ordered(findings))
    scenario = scenario_named(library, request.scenario)
    draft, composing = compose(library, scenario, library.procedures[0] if request.procedure else None)
    if has_errors(composing):
        return Redraft(library, None, None, ordered([*findings, *composing]))
    said = in_languages(draft, library, files, request.language or SOURCE)[0]
    resolved = next((one for one in parts_of(said.document, document) if one.draft.part == part), None)
    if resolved is None:
        raise UnknownPart(part)
    path = request.procedure
    procedure = (path, files[path]) if path else None
    provenance = provenance_of(Prepared(said.spoken.library, resolved, {}, ()), resolved, stamp, procedure, template)
    notes = ()
    if stamp.annotated:
        record = files.get(record_of(path)) if path else None
        known, *_ = asked_and_decided(Fingerprints(library), path, record, None, None)
        notes = margin_notes(resolved, said.spoken.library, known, document, resolved.language, said.spoken.standings)
    content, found = render(resolved, template, stamp, provenance, notes)
    return Redraft(said.spoken.library, resolved, content, ordered([*findings, *found]))
