"""Building many procedures in several processes: one outcome for each, whatever becomes of its process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from msgspec.structs import replace

from ddtender.batch.codes import BUILD_FAILED, REFERENCE_TWICE
from ddtender.batch.values import Job, Outcome, Status, Task
from ddtender.diagnostics import Diagnostic, Location
from ddtender.diagnostics.formats import plain
from ddtender.workspace.processes import Lost, Why, shared_out

_HINTS = {
    Why.ENDED: (
        "Its folder holds a whole set, the earlier or the new one, or none. Run the batch again, with fewer processes "
        "(-j) if memory is short."
    ),
    Why.FAILED: "Its folder holds a whole set, or none. Please report it with the procedure file.",
}


def build_all(
    job: Job, tasks: Sequence[Task], processes: int, stopped: Callable[[], bool] = lambda: False
) -> Generator[Outcome]:
    """The outcomes of all tasks, in their order.

    When ``stopped`` says so, no further task is begun, those that were begun are finished, and the others are left out.
    Nothing is kept but what waits for its turn.
    """
    taken: dict[str, Task] = {}
    with closing(shared_out(_begin, job, tasks, processes, stopped)) as results:
        for task, result in zip(tasks, results, strict=True):
            yield _outcome(task, result) if isinstance(result, Lost) else _with_others(result, taken)


def _begin(job: Job) -> Callable[[Task], Outcome]:
    """Called in each process, which alone needs what makes documents."""
    from ddtender.batch.worker import Worker

    return Worker(job).build


def _with_others(outcome: Outcome, taken: dict[str, Task]) -> Outcome:
    """The outcome with a finding where another one before it has calendars of the same names; ``taken`` are those that
    were used so far."""
    found = []
    for name, line in outcome.calendars:
        if (other := taken.setdefault(name, outcome.task)) is not outcome.task:
            message = f"'{plain(name)}' is what the calendar of '{other.shown}' goes by as well"
            place = Location(outcome.task.shown, line)
            found.append(Diagnostic(REFERENCE_TWICE, place, message, "Give each procurement its own reference."))
    return replace(outcome, findings=(*outcome.findings, *found)) if found else outcome


def _outcome(task: Task, lost: Lost) -> Outcome:
    if lost.why is Why.LEFT_OUT:
        return Outcome(task, Status.LEFT_OUT)
    finding = Diagnostic(BUILD_FAILED, Location(task.shown), lost.message, _HINTS[lost.why])
    return Outcome(task, Status.FAILED, (finding,))
