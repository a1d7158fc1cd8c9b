"""The way through the house: values in, values out. Reads like a table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ddtender import __version__
from ddtender.checks import Subject
from ddtender.checks.runner import run
from ddtender.compose import best_scenario, compose
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.final import APPROVALS, refusals
from ddtender.history.release import Release
from ddtender.history.states import Standing
from ddtender.library.loader import DEFAULT_TEMPLATES, SCENARIOS, load
from ddtender.library.provenance import Provenance
from ddtender.model import DraftDocument, Library
from ddtender.outline import sha256
from ddtender.resolve import ResolvedDocument, resolve
from ddtender.stamp import Stamp

Composition = tuple[DraftDocument, list[Diagnostic]]


class UnknownScenario(Exception):
    """The scenario asked for does not exist; ``known`` are those that do."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no scenario '{name}'; there are: {', '.join(known) or 'none'}")
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Request:
    """What to compose: a scenario by name, with a procedure by path (one of the files), as a draft or final.

    ``committed`` says that the sources are those of a commit, which only a final document must have.
    """

    scenario: str
    procedure: str | None = None
    final: bool = False
    committed: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A composition that is ready to be rendered: resolved (None if there is any error), with every finding."""

    library: Library
    resolved: ResolvedDocument | None
    standings: dict[str, Standing]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """Documents by file name (none if there is any error), and what they were made from."""

    documents: dict[str, bytes]
    prepared: Prepared

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.prepared.diagnostics


def check(
    files: Mapping[str, bytes], templates: Sequence[str] = DEFAULT_TEMPLATES, releases: Sequence[Release] = ()
) -> tuple[Diagnostic, ...]:
    """Every finding about a workspace: its files, every scenario, every procedure in the scenario it fits best, and,
    with ``releases`` (newest first), every version."""
    library, findings = load(files, templates=templates)
    compositions = [compose(library, scenario) for scenario in library.scenarios]
    if not any(path.startswith(SCENARIOS) for path in library.broken_files):
        for procedure in library.procedures:
            if scenario := best_scenario(library, procedure):
                compositions.append(compose(library, scenario, procedure))
    return _checked(library, findings, compositions, releases)[1]


def prepare(
    files: Mapping[str, bytes],
    request: Request,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
) -> Prepared:
    """Load, compose, check and resolve one composition. Raises UnknownScenario.

    The whole library and every scenario are checked with it; the resolved document is None if there is any error.
    """
    library, findings = load(files, request.procedure, templates)
    scenario = next((s for s in library.scenarios if s.name == request.scenario), None)
    if scenario is None:
        if has_errors(findings):
            return Prepared(library, None, {}, ordered(findings))
        raise UnknownScenario(request.scenario, [s.name for s in library.scenarios])
    procedure = library.procedures[0] if request.procedure and library.procedures else None
    wanted = compose(library, scenario, procedure)
    others = [compose(library, other) for other in library.scenarios if other is not scenario or procedure]
    subject, diagnostics = _checked(library, findings, [wanted, *others], releases)
    if has_errors(diagnostics):
        return Prepared(library, None, subject.standings, diagnostics)
    resolved = resolve(wanted[0], library)
    if request.final:
        refused = refusals(resolved, subject.standings, request.committed)
        diagnostics = ordered([*(d for d in diagnostics if d.code not in APPROVALS), *refused])
    return Prepared(library, resolved, subject.standings, diagnostics)


def build(
    files: Mapping[str, bytes],
    request: Request,
    stamp: Stamp,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
) -> Built:
    """Make the documents, workbooks and calendar, and read them back. Raises UnknownScenario."""
    from ddtender.management.outputs import outputs
    from ddtender.render.docx import render
    from ddtender.verify import verify

    prepared = prepare(files, request, templates, releases)
    if prepared.resolved is None or has_errors(prepared.diagnostics):
        return Built({}, prepared)
    documents: dict[str, bytes] = {}
    findings = list(prepared.diagnostics)
    for template in sorted(prepared.library.templates, key=lambda t: t.name, reverse=True):  # the tender first
        provenance = _provenance(files, request, stamp, prepared, template.name)
        content, found = render(prepared.resolved, template, stamp, provenance)
        findings += found
        if content is not None:
            findings += verify(content, prepared.resolved, provenance)
            documents[f"{template.name}.docx"] = content
    made, found = outputs(prepared.resolved, stamp)
    findings += found
    documents.update(made)
    return Built({} if has_errors(findings) else documents, replace(prepared, diagnostics=ordered(findings)))


def _provenance(
    files: Mapping[str, bytes], request: Request, stamp: Stamp, prepared: Prepared, document: str
) -> Provenance:
    path = request.procedure
    return Provenance(
        ddtender=__version__,
        document=document,
        scenario=request.scenario,
        library=prepared.library.info.name,
        library_version=prepared.library.info.version,
        dirty=stamp.dirty,
        final=stamp.final,
        procedure=_below_workspace(path) if path else None,
        procedure_sha256=sha256(files[path]) if path else None,
        commit=stamp.commit,
    )


def _below_workspace(path: str) -> str:
    """The path as it is, or the name alone where it would tell of the folders of somebody's machine."""
    pure = PurePosixPath(path)
    shown = pure.name if pure.is_absolute() or ".." in pure.parts else path
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)  # XML cannot hold every file name


def _checked(
    library: Library, findings: list[Diagnostic], compositions: list[Composition], releases: Sequence[Release]
) -> tuple[Subject, tuple[Diagnostic, ...]]:
    composing = [finding for _, found in compositions for finding in found]
    subject = Subject(library, tuple(draft for draft, _ in compositions), tuple(releases))
    return subject, ordered([*findings, *composing, *run(subject)])
