"""What goes to a process and what comes back; all of it small, but for the sources, which each process gets once."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from msgspec import Struct

from ddtender.diagnostics import Diagnostic
from ddtender.workspace import History, Kept, Revision, Sources


class Job(Struct, frozen=True):
    """What all procedures of a batch have in common.

    ``sources`` have no procedure; ``ref`` is the revision that they come from if one was asked for. Without a scenario
    each procedure is built with the one that it fits. ``replace``: what somebody has changed in a folder is not kept.
    """

    root: Path
    output: Path
    sources: Sources
    revision: Revision
    history: History = History()
    scenario: str | None = None
    final: bool = False
    ref: str | None = None
    templates: Path | None = None
    notes: bool = True
    replace: bool = False


class Task(Struct, frozen=True):
    """A procedure file, its path as findings show it, and the name of its folder; ``templates`` is a folder with some
    of its own, where the job has none."""

    path: Path
    shown: str
    name: str
    templates: Path | None = None


class Status(Enum):
    """How a task ended. ``BROKEN_LIBRARY``: the findings are those of the library, and no task can be built."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    LEFT_OUT = "left out"
    BROKEN_LIBRARY = "broken library"


class Outcome(Struct, frozen=True):
    """What has become of a task. ``library`` are findings about the library it stands on, when they were first made;
    ``kept`` are files of its folder that somebody had changed, and that were set aside; ``calendars`` are what the
    entries of its calendars have their names from, each with the line of the procedure file that says it."""

    task: Task
    status: Status
    findings: tuple[Diagnostic, ...] = ()
    scenario: str | None = None
    library: tuple[Diagnostic, ...] = ()
    kept: tuple[Kept, ...] = ()
    calendars: tuple[tuple[str, int], ...] = ()
