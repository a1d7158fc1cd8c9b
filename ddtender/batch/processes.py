"""Sharing tasks out to processes: each has one at a time, so that a lost process loses one task, and memory is flat."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from ddtender.batch.codes import BUILD_FAILED
from ddtender.batch.values import Job, Outcome, Status, Task
from ddtender.diagnostics import Diagnostic, Location
from ddtender.workspace.starting import start

#: Outcomes that may wait for an earlier one, a process: they are told in the order of the tasks.
_AHEAD = 64
#: Processes lost in a row after which there is no sense in starting another.
_HOPELESS = 5
#: Seconds that a process has to finish its procedure when the rest is called off.
_PATIENCE = 60


def build_all(
    job: Job, tasks: Sequence[Task], processes: int, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """The outcomes of all tasks, in their order.

    When ``stopped`` says so, no further task is begun, those that were begun are finished, and the others are left out.
    Nothing is kept but what waits for its turn.
    """
    crew = _Crew(job, min(processes, len(tasks)))
    try:
        yield from crew.outcomes(tasks, stopped)
    finally:
        crew.end()


class _Member:
    """A process with its line to us and the number of the task that it has."""

    def __init__(self, job: Job) -> None:
        self.process, self.line = start(_work)
        self.number: int | None = None
        with suppress(OSError):  # if it is lost already, it is seen when it does not answer
            self.line.send(job)

    def why_lost(self) -> str:
        """What has ended it; to be asked when its line is dead."""
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"its process ended with exit code {code}"
        with suppress(ValueError):
            return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process was ended by signal {-code}"


class _Crew:
    def __init__(self, job: Job, size: int) -> None:
        self.job = job
        self.members = [_Member(job) for _ in range(size)]
        self.lost_in_a_row = 0

    def outcomes(self, tasks: Sequence[Task], stopped: Callable[[], bool]) -> Iterator[Outcome]:
        done: dict[int, Outcome] = {}
        begun = told = 0
        while told < len(tasks):
            for n, member in enumerate(self.members):
                free = member.number is None and begun < min(len(tasks), told + _AHEAD * len(self.members))
                if free and not stopped() and self.lost_in_a_row < _HOPELESS:
                    self._begin(n, begun, tasks[begun])
                    begun += 1
            busy = {member.line: n for n, member in enumerate(self.members) if member.number is not None}
            if not busy:
                break
            for line in wait(list(busy)):
                number, outcome = self._finished(busy[line], tasks, stopped())
                done[number] = outcome
            while told in done:
                yield done.pop(told)
                told += 1
        for number in range(told, len(tasks)):
            yield done.pop(number, None) or Outcome(tasks[number], Status.LEFT_OUT)

    def _begin(self, n: int, number: int, task: Task) -> None:
        try:
            self.members[n].line.send(task)
        except OSError:  # it was lost while it had nothing to do
            self.members[n] = _Member(self.job)
            with suppress(OSError):  # if this one is lost as well, it is seen when it does not answer
                self.members[n].line.send(task)
        self.members[n].number = number

    def _finished(self, n: int, tasks: Sequence[Task], stopping: bool) -> tuple[int, Outcome]:
        member = self.members[n]
        number, member.number = member.number, None
        assert number is not None
        try:
            outcome = member.line.recv()
            self.lost_in_a_row = 0
        except (EOFError, OSError):
            outcome = _lost(tasks[number], member.why_lost())
            self.lost_in_a_row += 1
            if not stopping and self.lost_in_a_row < _HOPELESS:
                self.members[n] = _Member(self.job)
        return number, outcome

    def end(self) -> None:
        """Let every process end; one that has a task may finish it first."""
        for member in self.members:
            with suppress(OSError):
                member.line.send(None)
            member.line.close()
        for member in self.members:
            member.process.join(_PATIENCE)
            if member.process.exitcode is None:
                member.process.terminate()


def _lost(task: Task, why: str) -> Outcome:
    hint = (
        "Its folder holds a whole set, the earlier or the new one, or none. Run the batch again, with fewer processes "
        "(-j) if memory is short."
    )
    return Outcome(task, Status.FAILED, (Diagnostic(BUILD_FAILED, Location(task.shown), why, hint),))


def _work(line: Connection) -> None:
    """What a process does: build what comes, until nothing more comes or nobody is there any more."""
    from ddtender.batch.worker import Worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        worker = Worker(line.recv())
        while (task := line.recv()) is not None:
            line.send(_outcome(worker, task))
            if not gc.get_freeze_count():  # the library and all that is imported stay: never look through them again
                gc.collect()
                gc.freeze()


def _outcome(worker, task: Task) -> Outcome:
    try:
        return worker.build(task)
    except Exception as error:
        message = f"this should not have happened: {type(error).__name__}: {error}"
        hint = "Its folder holds a whole set, or none. Please report it with the procedure file."
        return Outcome(task, Status.FAILED, (Diagnostic(BUILD_FAILED, Location(task.shown), message, hint),))
