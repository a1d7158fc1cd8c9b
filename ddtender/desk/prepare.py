"""The first half of the way: sources → library → composition → checks → resolved document. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender.checks import Subject
from ddtender.checks.runner import run, run_on_compositions
from ddtender.compose import best_scenario, best_scenarios, compose
from ddtender.desk.which_scenario import one_cause, scenario_named, unclear
from ddtender.diagnostics import Diagnostic, has_errors, ordered
from ddtender.library.layers.origins import placed
from ddtender.library.loader import findings_in_translations, load, load_procedure
from ddtender.library.memory import NOTHING, Memory, all_of, remember, words
from ddtender.library.places import DEFAULT_TEMPLATES, SCENARIOS, record_of
from ddtender.model import AskedQuestion, DraftDocument, Library, Procedure

if TYPE_CHECKING:
    from ddtender.history.bindings import Bound
    from ddtender.history.release import Release
    from ddtender.history.since import Since
    from ddtender.history.states import Standing
    from ddtender.history.translations import TranslationStanding
    from ddtender.resolve import ResolvedDocument

Composition = tuple[DraftDocument, list[Diagnostic]]


class Request(Struct, frozen=True):
    """What to compose: a scenario by name, with a procedure by path (one of the files), as a draft or final.

    Without a scenario it is the one that the procedure fits (``prepare_on``). ``committed`` says that the sources are
    those of a commit, which only a final document must have; ``unknown`` why its versions cannot be compared with all
    releases, if they cannot; ``uncommitted`` are templates that stand in no commit. ``language`` is the tag of the
    documents'; left out, they are in those of the procedure. Approvals must hold on ``day``; left out, none has run
    out.
    """

    scenario: str | None
    procedure: str | None = None
    final: bool = False
    committed: bool = True
    unknown: str = ""
    uncommitted: tuple[str, ...] = ()
    language: str = ""
    day: date | None = None


class Prepared(Struct, frozen=True):
    """A composition that is ready to be rendered: resolved (None if there is any error), with every finding.

    ``about_library`` are findings that were told before; ``since`` is the library held against its last release. The
    standings have what is asked of each provision; ``texts`` are those of the procedure that stand in provisions,
    ``others`` what binds without being a provision. In a translation ``translations`` say how it stands; ``also`` is
    the same composition in the other languages of the procedure.
    """

    library: Library
    resolved: ResolvedDocument | None
    standings: dict[str, Standing]
    diagnostics: tuple[Diagnostic, ...]
    about_library: tuple[Diagnostic, ...] = ()
    since: Since | None = None
    texts: tuple[AskedQuestion, ...] = ()
    others: Mapping[str, Bound] = MappingProxyType({})
    translations: Mapping[str, TranslationStanding] = MappingProxyType({})
    also: tuple[Prepared, ...] = ()


def check(
    files: Mapping[str, bytes], templates: Sequence[str] = DEFAULT_TEMPLATES, releases: Sequence[Release] = ()
) -> tuple[Diagnostic, ...]:
    """Every finding about a workspace: its files, every scenario, every procedure in the scenario it fits best, and,
    with ``releases`` (newest first), every version."""
    return check_again(files, NOTHING, templates, releases)[0]


def check_again(
    files: Mapping[str, bytes],
    memory: Memory,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
) -> tuple[tuple[Diagnostic, ...], Memory]:
    """``check`` with the help of what an earlier one has read, and what is to be remembered for the next."""
    known, everything = memory.for_words(words(files)), all_of(files)
    is_known = not everything or known.translations == everything
    library, findings = load(files, templates=templates, known=known.recalled(files), languages=not is_known)
    compositions = [compose(library, scenario) for scenario in library.scenarios]
    if not any(path.startswith(SCENARIOS) for path in library.broken_files):
        for procedure in library.procedures:
            if scenario := best_scenario(library, procedure):
                compositions.append(compose(library, scenario, procedure))
    subject, diagnostics = _checked(library, files, findings, compositions, releases)
    if not is_known:
        from ddtender.desk.comparing import compared_in_all
        from ddtender.history.translations import stale_translations

        diagnostics = ordered(
            [*diagnostics, *stale_translations(files, library.broken_files), *compared_in_all(files, library)]
        )
    if not subject.wording.told:  # then a rule has been silent that may have much to say when all can be read
        return ordered(placed(diagnostics, library.origins)), Memory(known.words)
    found = [finding.location.path for finding in diagnostics]
    fingerprints = {id_: standing.fingerprint for id_, standing in subject.stamped.items()}
    diagnostics = ordered(placed(diagnostics, library.origins))
    return diagnostics, remember(library, files, known, found, fingerprints, "" if found else everything)


def prepare(
    files: Mapping[str, bytes],
    request: Request,
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
    last: Release | None = None,
) -> Prepared:
    """Load, compose, check and resolve one composition. Raises UnknownScenario.

    The whole library and every scenario are checked with it; the resolved document is None if there is any error.
    The library is compared with the release ``last``.
    """
    library, findings = load(files, request.procedure, templates, printed=partial(_printed_of, request))
    if has_errors(findings) and request.scenario not in {s.name for s in library.scenarios}:
        return Prepared(library, None, {}, ordered(placed(findings, library.origins)))
    scenario = scenario_named(library, request.scenario)
    procedure = library.procedures[0] if request.procedure and library.procedures else None
    wanted = compose(library, scenario, procedure)
    others = [compose(library, other) for other in library.scenarios if other is not scenario or procedure]
    subject, diagnostics = _checked(library, files, findings, [wanted, *others], releases)
    diagnostics = one_cause(library, scenario, procedure, diagnostics)
    record = files.get(record_of(request.procedure)) if request.procedure else None
    prepared = _resolved(subject, wanted[0], request, diagnostics, record, files, last)
    return replace(prepared, since=_since(last, library, files)) if prepared.resolved else prepared


def _printed_of(request: Request, library: Library) -> tuple[str, ...]:
    return _printed(request, library.procedures[0] if request.procedure and library.procedures else None)


def _printed(request: Request, procedure: Procedure | None) -> tuple[str, ...]:
    """The languages of the documents that are asked for: translations into others are not read."""
    from ddtender.desk.speaking import languages_of

    return (request.language,) if request.language else languages_of(procedure)


def _since(last: Release | None, library: Library, files: Mapping[str, bytes]) -> Since | None:
    """The library held against a release, if there is one."""
    from ddtender.history.since import since

    return since(last, library, files) if last else None


class Ground(Struct, frozen=True):
    """What the builds of many procedures stand on: a library with its scenarios, checked once, and every finding."""

    subject: Subject
    diagnostics: tuple[Diagnostic, ...]
    since: Since | None = None
    files: Mapping[str, bytes] = MappingProxyType({})
    last: Release | None = None

    @property
    def library(self) -> Library:
        return self.subject.library


def ground(
    files: Mapping[str, bytes],
    templates: Sequence[str] = DEFAULT_TEMPLATES,
    releases: Sequence[Release] = (),
    last: Release | None = None,
) -> Ground:
    """Load and check a library and all its scenarios, without a procedure and without its translations; compare it
    with the release ``last``."""
    library, findings = load(files, templates=templates, languages=False)
    subject, found = _checked(library, files, findings, [compose(library, s) for s in library.scenarios], releases)
    return Ground(subject, ordered(placed(found, library.origins)), _since(last, library, files), files, last)


def prepare_on(ground: Ground, request: Request, content: bytes, record: bytes | None = None) -> Prepared:
    """``prepare`` for the content of the request's procedure and the record of its procurement, if there is one, on a
    library without errors. Raises UnknownScenario.

    What has been found about the library is not found again: the findings are those of the procedure. Translations are
    read into the languages of its documents only; what is found in them is told with what is told of the library.
    """
    from ddtender.final import APPROVALS

    assert request.procedure is not None
    library = ground.library
    procedure, findings = load_procedure(request.procedure, content)
    if procedure is None:
        return Prepared(library, None, {}, ordered(findings))
    in_its_languages = findings_in_translations(ground.files, _printed(request, procedure))
    if has_errors(in_its_languages):
        return Prepared(library, None, {}, ordered(placed([*findings, *in_its_languages], library.origins)))
    if request.scenario is not None:
        scenarios = [scenario_named(library, request.scenario)]
    else:
        scenarios = best_scenarios(library, procedure)
    if len(scenarios) != 1:
        return Prepared(library, None, {}, ordered([*findings, unclear(procedure, scenarios)]))
    draft, found = compose(library, scenarios[0], procedure)
    diagnostics = ordered([*findings, *found, *run_on_compositions(ground.subject.with_drafts(*draft.each))])
    diagnostics = one_cause(library, scenarios[0], procedure, diagnostics)
    of_library = ordered([*ground.diagnostics, *placed(in_its_languages, library.origins)])
    told = tuple(d for d in of_library if not (request.final and d.code in APPROVALS))
    prepared = _resolved(ground.subject, draft, request, diagnostics, record, ground.files, ground.last)
    return replace(prepared, about_library=told, since=ground.since)


def _resolved(
    subject: Subject,
    draft: DraftDocument,
    request: Request,
    diagnostics: tuple[Diagnostic, ...],
    record: bytes | None,
    files: Mapping[str, bytes],
    last: Release | None,
) -> Prepared:
    from ddtender.desk.asking import as_of_draft, asked_and_decided
    from ddtender.desk.speaking import in_languages
    from ddtender.final import APPROVALS, refusals, untranslated_in
    from ddtender.history.bindings import bound

    library = subject.library
    if has_errors(diagnostics):
        return Prepared(library, None, subject.standings, ordered(placed(diagnostics, library.origins)))
    before = [last.files] if last else []
    resolved, *also = in_languages(draft, library, files, request.language, request.day, before)
    from ddtender.desk.comparing import compared

    differing = [one for said in (resolved, *also) for one in compared(said.spoken, files, library)]
    if has_errors(differing):
        return Prepared(library, None, subject.standings, ordered([*diagnostics, *differing]))
    wanted = (request.procedure, record, draft.procedure, request.day)
    known, texts, found = asked_and_decided(subject.fingerprints, *wanted)
    diagnostics = ordered([*diagnostics, *(found if request.final else as_of_draft(found))])
    others = bound(library, request.day)
    if request.final:
        own = (request.committed, library.templates, request.unknown, request.uncommitted)
        refused = refusals(resolved.document, known, others, *own, texts)
        refused += [one for said in (resolved, *also) for one in untranslated_in(said.document, said.spoken.standings)]
        diagnostics = ordered([*(d for d in diagnostics if d.code not in APPROVALS), *refused])
    diagnostics = ordered(placed(diagnostics, library.origins))
    made, *more = (
        Prepared(
            said.spoken.library,
            said.document,
            known,
            (),
            texts=texts,
            others=others,
            translations=said.spoken.standings,
        )
        for said in (resolved, *also)
    )
    return replace(made, diagnostics=diagnostics, also=tuple(more))


def _checked(
    library: Library,
    files: Mapping[str, bytes],
    findings: list[Diagnostic],
    compositions: list[Composition],
    releases: Sequence[Release],
) -> tuple[Subject, tuple[Diagnostic, ...]]:
    composing = [finding for _, found in compositions for finding in found]
    drafts = tuple(one for draft, _ in compositions for one in draft.each)
    subject = Subject(library, drafts, tuple(release.beside(library, files) for release in releases))
    return subject, ordered([*findings, *composing, *run(subject)])
