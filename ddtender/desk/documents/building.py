"""A build as somebody asks for it: from which sources, what it makes of them, and what a composition of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ddtender import workspace as door
from ddtender.desk.documents.current import inputs_of
from ddtender.desk.errors import Refused
from ddtender.desk.sources import in_no_commit, scenario_errors, sources_for
from ddtender.library.places import INFO
from ddtender.library.release_tags import prefix_in
from ddtender.stamp import Stamp

if TYPE_CHECKING:
    from ddtender.desk.prepare import Prepared, Request
    from ddtender.diagnostics import Diagnostic
    from ddtender.resolve.values import ResolvedDocument


class BuildAsked(Struct, frozen=True):
    """The composition: a ``scenario`` by name, the file of a ``procedure``, a folder with ``templates`` of one's own,
    a revision of the library; and whether the documents are ``final`` and have ``notes`` in their margins."""

    scenario: str
    procedure: Path | None = None
    templates: Path | None = None
    library_ref: str | None = None
    final: bool = False
    notes: bool = True


class Order(Struct, frozen=True, dict=True):
    """A build that can begin: its sources as they stand, the ``releases`` before them (tags with their commits), and
    for a final document the ``history`` of its versions and the templates that stand in no commit."""

    root: Path
    asked: BuildAsked
    sources: door.Sources
    revision: door.Revision
    releases: tuple[tuple[str, str], ...]
    history: door.History
    uncommitted: tuple[str, ...] = ()

    @cached_property
    def inputs(self) -> str:
        """The digest of all that decides the outputs (``ddtender.desk.documents.current``)."""
        standing = (self.revision.commit, self.revision.dirty, self.releases)
        return inputs_of(self.sources, self.asked.scenario, self.asked.final, self.asked.notes, *standing)


class Made(Struct, frozen=True):
    """The whole set by file name, the manifest included, what it was made from (in the authentic language, and ``also``
    in the others), with which ``stamp``, and what was found."""

    outputs: dict[str, bytes]
    resolved: ResolvedDocument
    findings: tuple[Diagnostic, ...]
    stamp: Stamp
    also: tuple[ResolvedDocument, ...] = ()


def order(root: Path, asked: BuildAsked) -> Order:
    """Read what the build is made from. Of a procurement of which a set was issued with templates of one's own these
    are used, unless others are asked for. Raises Misused, Refused, WorkspaceError."""
    from ddtender.desk.documents.own_templates import sealed_with
    from ddtender.desk.documents.sealed_templates import with_sealed

    place, made = sealed_with(asked.procedure) if asked.templates is None else None, _order(root, asked)
    if place is None:
        return made
    sources, uncommitted = with_sealed(root, made.sources, made.revision, made.uncommitted, place)
    return replace(made, sources=sources, uncommitted=uncommitted)


def _order(root: Path, asked: BuildAsked) -> Order:
    sources, revision = sources_for(root, asked.procedure, asked.templates, asked.library_ref, asked.final)
    history = door.history(root, sources.files, revision.commit) if asked.final else door.History()
    uncommitted = in_no_commit(root, sources, revision) if asked.final else ()
    prefix = prefix_in(sources.files.get(INFO))
    listed = door.repository_at(root).releases(revision.commit, prefix) if revision.commit else []
    return Order(root, asked, sources, revision, tuple(listed), history, uncommitted)


def releases_of(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The tags of the releases from which the library at ``root``, with these files, can be built, the newest first."""
    repository = door.open_repository(root)
    try:
        found = [] if repository is None else repository.releases(prefix=prefix_in(files.get(INFO)))
    except door.WorkspaceError:  # there is no commit yet
        return ()
    return tuple(tag for tag, _ in found)


def request_of(order: Order) -> Request:
    """What is to be composed of the sources of an order, and how final it is."""
    from ddtender.desk.prepare import Request

    asked = order.asked
    standing = (asked.final, order.revision.committed, order.history.unknown, order.uncommitted)
    return Request(asked.scenario, order.sources.procedure, *standing, day=door.today() if asked.final else None)


def made(order: Order) -> Made:
    """Check everything and make the set. Raises Refused, Misused, WorkspaceError."""
    from ddtender.desk import pipeline
    from ddtender.desk.approving.approval import own_stamps
    from ddtender.history.release import release_of
    from ddtender.library.places import record_of

    asked, sources, revision, history = order.asked, order.sources, order.revision, order.history
    release = release_of(sources.files, history.releases, sources.templates)
    stamp = Stamp(asked.final, revision.moment, revision.commit, revision.dirty, asked.notes, release)
    request = request_of(order)
    last = door.release_at(door.repository_at(order.root), *order.releases[0]) if order.releases else None
    with scenario_errors():
        built = pipeline.build(sources.files, request, stamp, sources.templates, history.releases, last, door.begin)
    resolved = built.prepared.resolved
    own = own_stamps(order.root, sources.files, revision.commit, built.prepared) if asked.final else ()
    if not built.documents or resolved is None or own:
        raise Refused([*built.diagnostics, *own], f"; nothing was written{_for_the_box(order, built.diagnostics)}")
    path = sources.procedure
    record = sources.files.get(record_of(path)) if path else None
    outputs = pipeline.whole_set(built, stamp, (path, sources.files[path]) if path else None, record)
    return Made(outputs, resolved, built.diagnostics, stamp, others_of(built.prepared))


def others_of(prepared: Prepared) -> tuple[ResolvedDocument, ...]:
    """What is prepared in the languages that are not the authentic one."""
    return tuple(one.resolved for one in prepared.also if one.resolved is not None)


def _for_the_box(order: Order, found: Iterable[Diagnostic]) -> str:
    """Where approvals and decisions are given that a final document of the library in the box lacks."""
    from ddtender.final import NOT_APPROVED
    from ddtender.history.codes import OPEN_QUESTION

    if not door.is_box(order.root) or not any(one.code in (NOT_APPROVED, OPEN_QUESTION) for one in found):
        return ""
    return f". Nothing is approved or decided in the library that comes with ddtender: {door.OWN_LIBRARY}"


def scenario_named(procedure: Path) -> str | None:
    """The scenario that a procedure file names, if any; what is wrong with the file is told when it is built."""
    from ddtender.library.procedures import scenario_in

    return scenario_in(door.read_bytes(procedure))


def composition(root: Path, scenario: str, procedure: Path | None) -> ResolvedDocument:
    """What a build of the working tree would be made from, without making it. Raises Refused, Misused."""
    from ddtender.desk import pipeline
    from ddtender.diagnostics import has_errors

    sources, _ = sources_for(root, procedure, None, None)
    with scenario_errors():
        prepared = pipeline.prepare(sources.files, pipeline.Request(scenario, sources.procedure), sources.templates)
    if prepared.resolved is None or has_errors(prepared.diagnostics):
        raise Refused(prepared.diagnostics)
    return prepared.resolved
