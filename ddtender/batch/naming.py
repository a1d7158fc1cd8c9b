"""Which procedure is built into which folder."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ddtender.batch.codes import OUTPUT_NAME_TAKEN
from ddtender.batch.values import Outcome, Status, Task
from ddtender.diagnostics import Diagnostic, Location
from ddtender.library.places import PROCEDURE_FILE
from ddtender.workspace import shown


def named(paths: Iterable[Path], root: Path) -> list[Task | Outcome]:
    """A task for every procedure, in the order given, or its outcome where its folder would not be its own.

    A folder has the name of the file without its ending, or of the procurement's own folder. Names that differ only in
    case, or in how an accent is encoded, are one name on many disks; then none of the files is built, so that the order
    does not decide.
    """
    tasks = [Task(path, shown(path, root), _name_of(path)) for path in paths]
    taken = Counter(map(_same, tasks))
    return [_refused(task, tasks) if taken[_same(task)] > 1 or task.name.startswith(".") else task for task in tasks]


def _name_of(path: Path) -> str:
    """The file's name without its ending; that of its folder where the file has the name that all of them have."""
    return (path.resolve().parent.name or path.stem) if path.name == PROCEDURE_FILE else path.stem


def _same(task: Task) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", task.name).casefold())


def _refused(task: Task, tasks: Iterable[Task]) -> Outcome:
    others = [other.shown for other in tasks if other is not task and _same(other) == _same(task)]
    message = f"'{task.name}' cannot be the name of a folder of documents"
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        message = f"'{others[0]}'{more} would be written into the same folder, '{task.name}'"
    hint = "Rename the file, or build it apart with another --output."
    return Outcome(task, Status.FAILED, (Diagnostic(OUTPUT_NAME_TAKEN, Location(task.shown), message, hint),))
