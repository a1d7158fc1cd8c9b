"""Building one procedure after the other on one library, which is loaded and checked once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from ddtender.batch.calendars import calendars_of, read_calendars, written_calendars
from ddtender.batch.codes import BUILD_FAILED
from ddtender.batch.values import Job, Outcome, Status, Task
from ddtender.checks.rules.unused_provision import UNUSED_PROVISION
from ddtender.desk import pipeline
from ddtender.desk.approving.approval import own_stamps
from ddtender.desk.codes import SCENARIO_UNCLEAR
from ddtender.desk.documents.own_templates import sealed_with
from ddtender.desk.documents.sealed_templates import with_sealed
from ddtender.desk.errors import Refused
from ddtender.desk.recent import Recent
from ddtender.desk.sources import in_no_commit
from ddtender.diagnostics import Code, Diagnostic, Location, has_errors
from ddtender.final import APPROVALS
from ddtender.history.release import Release, release_of
from ddtender.library.codes import INVALID_VALUE, UNREADABLE_FILE
from ddtender.library.places import decided_part, record_of
from ddtender.library.procedures import pinned_library
from ddtender.library.source import MAX_CHARACTERS
from ddtender.stamp import Stamp
from ddtender.workspace import (
    Committed,
    History,
    Revision,
    Sources,
    WorkspaceError,
    history,
    last_release,
    repository_with,
    sources_at,
    today,
    with_own,
    write_outputs,
)
from ddtender.workspace.cache import BATCH, keep, kept
from ddtender.workspace.digests import digest, digest_of_files
from ddtender.workspace.disk import is_inside
from ddtender.workspace.record import current, day_of_stamps, record, toolchain
from ddtender.workspace.returned import read_returned
from ddtender.workspace.walking import read_bytes

#: A character has at most four bytes in UTF-8.
_MAX_BYTES = 4 * MAX_CHARACTERS
#: Libraries of pinned revisions, and with templates of some procurement, that are kept at a time.
_KEPT = 4
#: Which provisions procedures add is not seen here; `ddtender check` sees them all.
_NOT_SAID = {UNUSED_PROVISION}


class Worker:
    """Builds the tasks of a job. It keeps the library, and nothing of a procedure."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._own = _Base(job, job.sources, job.revision)
        commit = job.revision.commit if job.ref is None else None
        self._own_commit = Committed(job.root, commit) if commit else None
        self._others: Recent[_Base] = Recent(_KEPT)

    def build(self, task: Task) -> Outcome:
        """Build a procedure and write its set, unless the folder holds what would be written."""
        try:
            content = read_returned(task.path, _MAX_BYTES)
        except WorkspaceError as error:
            return _failed(task, UNREADABLE_FILE, str(error), "Give another file, or leave this one out.")
        pin = pinned_library(content)
        try:
            base = self._base(pin, task)
        except Refused as error:
            return Outcome(task, Status.FAILED, tuple(error.diagnostics))
        except WorkspaceError as error:
            if pin is None:  # its templates cannot be read
                return _failed(task, BUILD_FAILED, str(error), "Correct this, or choose other --templates.")
            return _failed(task, INVALID_VALUE, f"library: {error}", "Correct or remove `library`.")
        try:
            return self._build(task, content, base)
        except pipeline.UnknownScenario as error:
            return _failed(task, SCENARIO_UNCLEAR, str(error), "Choose another scenario or another revision.")
        except WorkspaceError as error:
            return _failed(task, BUILD_FAILED, str(error), "Correct this, or choose another --output.")

    def _build(self, task: Task, content: bytes, base: _Base) -> Outcome:
        folder = self.job.output / task.name
        as_committed = self._is_committed(task, content, base)
        on_record = _record_of(task)
        inputs = digest(base.inputs, task.shown, digest_of_files({task.shown: content}), as_committed, on_record)
        if (there := current(folder, inputs, kept(str(folder), BATCH))) is not None:
            return Outcome(task, Status.UNCHANGED, calendars=read_calendars(there[1]))
        if has_errors(base.ground.diagnostics):
            if base is not self._own:
                return Outcome(task, Status.FAILED, base.ground.diagnostics)
            return Outcome(task, Status.BROKEN_LIBRARY, base.ground.diagnostics)
        committed = base.committed and as_committed
        final = (self.job.final, committed, base.history.unknown, base.uncommitted)
        request = pipeline.Request(self.job.scenario, task.shown, *final, day=today() if self.job.final else None)
        procedure = (task.shown, content)
        stamp = replace(base.stamp, dirty=base.stamp.dirty or not as_committed)
        prepared = pipeline.prepare_on(base.ground, request, content, on_record)
        library = base.said(prepared)
        built = pipeline.make(prepared, stamp, procedure)
        resolved = built.prepared.resolved
        scenario = resolved.draft.scenario.name if resolved else None
        own = base.own_stamps(prepared) if built.documents and self.job.final else ()
        if not built.documents or own:
            return Outcome(task, Status.FAILED, (*built.diagnostics, *own), scenario, library)
        made = pipeline.whole_set(built, stamp, procedure, on_record)
        aside = write_outputs(folder, made, self.job.replace, [task.path])
        calendars = calendars_of(resolved, made) if resolved else ()
        keep(str(folder), record(made, inputs, written_calendars(calendars)), BATCH)
        return Outcome(task, Status.BUILT, built.diagnostics, scenario, library, tuple(aside), calendars)

    def _is_committed(self, task: Task, content: bytes, base: _Base) -> bool:
        """Whether a procedure of the workspace is the one of the commit; of another revision it need not be."""
        if (
            self._own_commit is None
            or base.revision is not self.job.revision
            or not is_inside(task.path, self.job.root)
        ):
            return True
        return self._own_commit.has(task.shown, content)

    def _base(self, pin: str | None, task: Task) -> _Base:
        """What a procedure stands on: the sources of the job, or those of the revision that it pins, with the templates
        that it has of its own, or that are sealed with its last set. Raises Refused, WorkspaceError."""
        job = self.job
        if pin is not None and job.ref is not None and pin != job.ref:
            raise WorkspaceError(f"the procedure pins '{pin}', but --library-ref says '{job.ref}'")
        sealed = None if job.templates else sealed_with(task.path)
        own = task.templates if job.templates is None and sealed is None else None
        if pin in (None, job.ref) and sealed is None and own is None:
            return self._own
        key = (pin, sealed, own)
        return self._others.of(key, lambda: self._made(pin if pin != job.ref else None, sealed, own))

    def _made(self, pin: str | None, sealed: Path | None, own: Path | None) -> _Base:
        job = self.job
        sources, revision = job.sources, job.revision
        if pin is not None:
            sources, revision = sources_at(repository_with(job.root, pin), pin, None, job.templates)
        if own is not None:
            sources = with_own(sources, job.root, None, own)
        if sealed is None:
            return _Base(job, sources, revision)
        uncommitted = in_no_commit(job.root, sources, revision) if job.final else ()
        sources, uncommitted = with_sealed(job.root, sources, revision, uncommitted, sealed)
        return _Base(job, sources, revision, uncommitted)


class _Base:
    """One library with its templates; loaded and checked when the first procedure needs it."""

    def __init__(
        self, job: Job, sources: Sources, revision: Revision, uncommitted: tuple[str, ...] | None = None
    ) -> None:
        """``uncommitted``: which templates are in no commit, where that is known."""
        self._job, self._sources, self.revision, self._uncommitted = job, sources, revision, uncommitted
        self.committed = revision.committed
        self._said: dict[Diagnostic, None] = {}

    @cached_property
    def stamp(self) -> Stamp:
        job, revision, sources = self._job, self.revision, self._sources
        release = release_of(sources.files, self.history.releases, sources.templates)
        return Stamp(job.final, revision.moment, revision.commit, revision.dirty, job.notes, release)

    @cached_property
    def _last(self) -> Release | None:
        return last_release(self._job.root, self._sources.files, self.revision.commit)

    @cached_property
    def history(self) -> History:
        """The releases that a final document is compared with: those that its commit contains."""
        if self.revision is self._job.revision or not self._job.final:
            return self._job.history
        return history(self._job.root, self._sources.files, self.revision.commit)

    @cached_property
    def uncommitted(self) -> tuple[str, ...]:
        if self._uncommitted is not None:
            return self._uncommitted
        return in_no_commit(self._job.root, self._sources, self.revision) if self._job.final else ()

    @cached_property
    def ground(self) -> pipeline.Ground:
        return pipeline.ground(self._sources.files, self._sources.templates, self.history.releases, self._last)

    @cached_property
    def inputs(self) -> str:
        """Everything that decides the bytes of a set, but for the procedure."""
        releases = [(release.tag, digest_of_files(release.files)) for release in self.history.releases]
        compared = (self._last.tag, self._last.commit) if self._last else None
        files = digest_of_files(self._sources.files)
        marked = (self.stamp.final, self.stamp.notes)
        standing = (self.committed, self.history.unknown, self.uncommitted)
        standing += (day_of_stamps(self._sources.files, self._job.final),)
        stamp = (*marked, self.stamp.moment, self.stamp.commit, self.stamp.dirty, standing, compared)
        return digest(
            "batch", toolchain(), files, self._sources.templates, releases, self._job.scenario, compared, *stamp
        )

    def own_stamps(self, prepared: pipeline.Prepared) -> tuple[Diagnostic, ...]:
        """Stamps by whoever made the last change."""
        return own_stamps(self._job.root, self._sources.files, self.revision.commit, prepared)

    def said(self, prepared: pipeline.Prepared) -> tuple[Diagnostic, ...]:
        """What is to be said of the library and its translations, and has not been said of a procedure before."""
        unsaid = _NOT_SAID | (set(APPROVALS) if self._job.final else set())
        found = (*self.ground.diagnostics, *prepared.about_library)
        new = dict.fromkeys(one for one in found if one.code not in unsaid and one not in self._said)
        self._said |= new
        return tuple(new)


def _record_of(task: Task) -> bytes | None:
    """The record of a procurement as far as it decides anything, if there is one. Raises WorkspaceError."""
    path = Path(record_of(task.path.as_posix()))
    return decided_part(read_bytes(path)) if path.is_file() else None


def _failed(task: Task, code: Code, message: str, hint: str) -> Outcome:
    return Outcome(task, Status.FAILED, (Diagnostic(code, Location(task.shown), message, hint),))
