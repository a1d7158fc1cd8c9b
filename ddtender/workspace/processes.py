"""Sharing work out to processes: each has one task at a time, so that a lost process loses one, and memory is flat."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from msgspec import Struct

from ddtender.workspace.starting import start

Job = TypeVar("Job")
Task = TypeVar("Task")
Result = TypeVar("Result")

#: Results that may wait for an earlier one, a process: they are told in the order of the tasks.
_AHEAD = 64
#: Processes lost in a row after which there is no sense in starting another.
_HOPELESS = 5
#: Seconds that a process has to finish its task when the rest is called off.
_PATIENCE = 60


class Why(Enum):
    """Why a task has no result."""

    ENDED = "its process was lost"
    FAILED = "this should not have happened"
    LEFT_OUT = "it was not begun"


class Lost(Struct, frozen=True):
    """What comes of a task that has no result; ``message`` says in words what has ended its process or went wrong."""

    why: Why
    message: str = ""


def cores() -> int:
    """How many processes can work at a time on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(
    begin: Callable[[Job], Callable[[Task], Result]],
    job: Job,
    tasks: Sequence[Task],
    processes: int,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[Result | Lost]:
    """What each task comes to, in their order, worked on by ``processes`` processes.

    ``begin`` is called with ``job`` once in every process, and what it gives with one task after the other; it is a
    function of a module, as its name goes to the process. When ``stopped`` says so, no further task is begun, those
    that were begun are finished, and the others are left out. Nothing is kept but what waits for its turn.
    """
    crew = _Crew(begin, job, min(processes, len(tasks)))
    try:
        yield from crew.results(tasks, stopped)
    finally:
        crew.end()


class _Member:
    """A process with its line to us and the number of the task that it has."""

    def __init__(self, begin: Callable[[Any], Callable[[Any], Any]], job: object) -> None:
        self.process, self.line = start(_work)
        self.number: int | None = None
        with suppress(OSError):  # if it is lost already, it is seen when it does not answer
            self.line.send((begin, job))

    def why_lost(self) -> str:
        """What has ended it; to be asked when its line is dead."""
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"its process ended with exit code {code}"
        with suppress(ValueError):
            return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process was ended by signal {-code}"


class _Crew(Generic[Job, Task, Result]):
    def __init__(self, begin: Callable[[Job], Callable[[Task], Result]], job: Job, size: int) -> None:
        self.begin, self.job = begin, job
        self.members = [_Member(begin, job) for _ in range(size)]
        self.lost_in_a_row = 0

    def results(self, tasks: Sequence[Task], stopped: Callable[[], bool]) -> Iterator[Result | Lost]:
        done: dict[int, Result | Lost] = {}
        begun = told = 0
        while told < len(tasks):
            for n, member in enumerate(self.members):
                free = member.number is None and begun < min(len(tasks), told + _AHEAD * len(self.members))
                if free and not stopped() and self.lost_in_a_row < _HOPELESS:
                    self._begin(n, begun, tasks[begun])
                    begun += 1
            busy: dict[object, int] = {
                member.line: n for n, member in enumerate(self.members) if member.number is not None
            }
            if not busy:
                break
            for line in wait([self.members[n].line for n in busy.values()]):
                number, result = self._finished(busy[line], stopped())
                done[number] = result
            while told in done:
                yield done.pop(told)
                told += 1
        for number in range(told, len(tasks)):
            yield done.pop(number) if number in done else Lost(Why.LEFT_OUT)

    def _begin(self, n: int, number: int, task: Task) -> None:
        try:
            self.members[n].line.send(task)
        except OSError:  # it was lost while it had nothing to do
            self.members[n] = _Member(self.begin, self.job)
            with suppress(OSError):  # if this one is lost as well, it is seen when it does not answer
                self.members[n].line.send(task)
        self.members[n].number = number

    def _finished(self, n: int, stopping: bool) -> tuple[int, Result | Lost]:
        member = self.members[n]
        number, member.number = member.number, None
        assert number is not None
        try:
            result = member.line.recv()
            self.lost_in_a_row = 0
        except (EOFError, OSError):
            result = Lost(Why.ENDED, member.why_lost())
            self.lost_in_a_row += 1
            if not stopping and self.lost_in_a_row < _HOPELESS:
                self.members[n] = _Member(self.begin, self.job)
        return number, result

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


def _work(line: Connection) -> None:
    """What a process does: work on what comes, until nothing more comes or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        begin, job = line.recv()
        work = begin(job)
        while (task := line.recv()) is not None:
            line.send(_result(work, task))
            if not gc.get_freeze_count():  # what all tasks stand on, and is imported, stays: never look at it again
                gc.collect()
                gc.freeze()


def _result(work: Callable[[Any], Any], task: object) -> object:
    try:
        return work(task)
    except Exception as error:
        return Lost(Why.FAILED, f"this should not have happened: {type(error).__name__}: {error}")
