"""A campaign: so many cases of every reader, from a seed, each within its time; what fails is kept as a file.

A case that leads to what no case before it led to (another finding, another kind of message, another thing done with a
reviewer's change) joins the files that are mutated further.
"""

from __future__ import annotations

import hashlib
import random
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ddtender.diagnostics import Diagnostic
from tests.fuzz.found import signs
from tests.fuzz.readers import Reader

#: Of processor time, as a machine with much to do lets a case wait; and of the clock, should it wait for anything else.
SECONDS_A_CASE, SECONDS_OF_WAITING = 20, 1_200
#: One case in so many is also read in its whole workspace, checked and built.
DEEP = 60
_MOST_KEPT = 400


@dataclass
class Failure:
    reader: str
    path: str
    content: bytes
    said: str

    @property
    def place(self) -> str:
        """The last lines of the traceback: one fault is reported once."""
        return "\n".join(self.said.strip().splitlines()[-3:])


@dataclass
class Result:
    """``cases`` that ran, of which ``refused`` made findings; ``state`` is where the next ones go on."""

    reader: str
    state: State
    cases: int = 0
    refused: int = 0
    slowest: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)


@dataclass
class State:
    """The files that are mutated, with the path that each goes by, and what has been seen of them all."""

    pool: list[tuple[str, bytes]]
    seen: set[str] = field(default_factory=set)


class Hang(Exception):
    """A case took too long."""


def run(reader: Reader, seed: int, cases: int, seconds: float = 1e9, state: State | None = None) -> Result:
    """``cases`` cases of a reader, or as many as fit in ``seconds``; from the real files, or from where others left."""
    started, chance = time.monotonic(), random.Random(f"{seed} {reader.name}")
    real = sorted(reader.seeds().items())
    result = Result(reader.name, state or State(list(real)))
    pool = result.state.pool
    if state is None:
        for path, content in real:
            _one(result, reader, path, content, deep=False)
    while result.cases < cases and time.monotonic() - started < seconds:
        # a file that was mutated has errors that hide the rest: half of the cases are one step from a real one
        path, content = chance.choice(real if chance.random() < 0.5 else pool)
        mutated = reader.mutate(content, chance, [other for _, other in pool])
        deep = reader.deep is not None and result.cases % DEEP == 0
        if _one(result, reader, path, mutated, deep) and len(pool) < _MOST_KEPT:
            pool.append((path, mutated))
    return result


def _one(result: Result, reader: Reader, path: str, content: bytes, deep: bool) -> bool:
    """Read one case; whether it led somewhere new."""
    result.cases += 1
    started = time.process_time()
    try:
        with _in_time():
            found = reader.read(path, content)
            if deep and reader.deep is not None:
                reader.deep(path, content)
    except Exception:
        failure = Failure(reader.name, path, content, traceback.format_exc())
        result.failures.setdefault(failure.place, failure)
        return False
    result.slowest = max(result.slowest, time.process_time() - started)
    result.refused += any(isinstance(one, Diagnostic) for one in found)
    new = signs(found) - result.state.seen
    result.state.seen |= new
    return bool(new)


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(signal_: int, *_: object) -> None:
        if signal_ == signal.SIGPROF:
            raise Hang(f"more than {SECONDS_A_CASE} seconds of processor time")
        raise Hang(f"waited for {SECONDS_OF_WAITING} seconds")

    before = [signal.signal(signal_, stop) for signal_ in (signal.SIGPROF, signal.SIGALRM)]
    # again every second, as Python drops what is raised while an object is taken away
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_CASE, 1)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_OF_WAITING, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGPROF, before[0])
        signal.signal(signal.SIGALRM, before[1])


def keep(failure: Failure, folder: Path) -> Path:
    """Write a failing case and its traceback, to be looked at and to become a test."""
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(failure.content).hexdigest()[:12]
    path = folder / f"{failure.reader.replace(' ', '-')}-{name}-{failure.path.rpartition('/')[2]}"
    path.write_bytes(failure.content)
    path.with_name(f"{path.name}.txt").write_text(f"{failure.path}\n{failure.said}", encoding="utf-8")
    return path
