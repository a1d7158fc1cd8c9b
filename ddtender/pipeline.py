"""The way through the house: values in, values out. Reads like a table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ddtender.checks import Subject
from ddtender.checks.runner import run
from ddtender.compose import compose
from ddtender.diagnostics import Code, Diagnostic, has_errors, ordered
from ddtender.library.loader import DEFAULT_TEMPLATES, SCENARIOS, load
from ddtender.model import DraftDocument, Kind, Library, Procedure
from ddtender.resolve import ResolvedDocument, resolve

Composition = tuple[DraftDocument, list[Diagnostic]]


class UnknownScenario(Exception):
    """The scenario asked for does not exist; ``known`` are those that do."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no scenario '{name}'; there are: {', '.join(known) or 'none'}")
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class Request:
    """What to compose: a scenario by name, with a procedure by path (one of the files), as a draft or final."""

    scenario: str
    procedure: str | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """Documents by file name (none if there is any error), what they were made from, and every finding."""

    documents: dict[str, bytes]
    resolved: ResolvedDocument | None
    diagnostics: tuple[Diagnostic, ...]


def check(files: Mapping[str, bytes], templates: Sequence[str] = DEFAULT_TEMPLATES) -> tuple[Diagnostic, ...]:
    """Every finding about a workspace: its files, every scenario, and every procedure in the scenario it fits best."""
    library, findings = load(files, templates=templates)
    compositions = [compose(library, scenario) for scenario in library.scenarios]
    if library.scenarios and not any(path.startswith(SCENARIOS) for path in library.broken_files):
        compositions += [_best_fit(library, procedure) for procedure in library.procedures]
    return _checked(library, findings, compositions)


def prepare(
    files: Mapping[str, bytes], request: Request, templates: Sequence[str] = DEFAULT_TEMPLATES
) -> tuple[Library, ResolvedDocument | None, tuple[Diagnostic, ...]]:
    """Load, compose, check and resolve one composition. Raises UnknownScenario.

    The whole library and every scenario are checked with it; the resolved document is None if there is any error.
    """
    library, findings = load(files, request.procedure, templates)
    scenario = next((s for s in library.scenarios if s.name == request.scenario), None)
    if scenario is None:
        if has_errors(findings):
            return library, None, ordered(findings)
        raise UnknownScenario(request.scenario, [s.name for s in library.scenarios])
    procedure = library.procedures[0] if request.procedure and library.procedures else None
    wanted = compose(library, scenario, procedure)
    others = [compose(library, other) for other in library.scenarios if other is not scenario or procedure]
    diagnostics = _checked(library, findings, [wanted, *others])
    if has_errors(diagnostics):
        return library, None, diagnostics
    resolved = resolve(wanted[0], library)
    if request.final:
        diagnostics = ordered([*diagnostics, *_open_blanks(resolved)])
    return library, resolved, diagnostics


def build(
    files: Mapping[str, bytes], request: Request, moment: datetime, templates: Sequence[str] = DEFAULT_TEMPLATES
) -> Built:
    """Make both documents and read them back. Raises UnknownScenario."""
    from ddtender.render.docx import Stamp, render
    from ddtender.verify import verify

    library, resolved, diagnostics = prepare(files, request, templates)
    if resolved is None or has_errors(diagnostics):
        return Built({}, resolved, diagnostics)
    documents: dict[str, bytes] = {}
    findings = list(diagnostics)
    for template in sorted(library.templates, key=lambda t: t.name, reverse=True):  # the tender first
        content, found = render(resolved, template, Stamp(request.final, moment))
        findings += found
        if content is not None:
            findings += verify(content, resolved, template.name)
            documents[f"{template.name}.docx"] = content
    return Built({} if has_errors(findings) else documents, resolved, ordered(findings))


def _checked(library: Library, findings: list[Diagnostic], compositions: list[Composition]) -> tuple[Diagnostic, ...]:
    composing = [finding for _, found in compositions for finding in found]
    rules = run(Subject(library, tuple(draft for draft, _ in compositions)))
    return ordered([*findings, *composing, *rules])


def _open_blanks(resolved: ResolvedDocument) -> list[Diagnostic]:
    """What the authority has not filled in; a Tenderer's blanks stay open until there is a Tenderer."""
    return [
        Diagnostic(
            Code.OPEN_BLANK,
            resolved.draft.location,
            f"'{blank.name}' is open: {blank.question}",
            f"Write it at `{blank.key}`.",
        )
        for blank in resolved.blanks
        if blank.text is None and blank.filled_by == "authority"
    ]


def _best_fit(library: Library, procedure: Procedure) -> Composition:
    """A procedure file does not name its scenario; it is checked against the one that gives the fewest findings."""

    def misfits(composition: Composition) -> int:
        draft, found = composition
        findings = [finding for finding in found if finding.location.path == procedure.location.path]
        criteria = {c.provision.id for c in draft.provisions if c.provision.kind is Kind.AWARD}
        points = {id_ for id_, _, _ in draft.award.points} if draft.award else criteria
        return len(findings) + len(points ^ criteria)

    return min((compose(library, scenario, procedure) for scenario in library.scenarios), key=misfits)
