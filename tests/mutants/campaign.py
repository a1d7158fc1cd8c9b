"""Runs inside pytest, once all tests are collected: what each test covers, then each mutant against those tests.

Everything is imported once; each test that is measured and each mutant that is tried has a forked process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mutants.mutate import Mutant
from tests.mutants.planting import plant
from tests.tools import ROOT

#: Seconds of processor time for a test (and thrice what it needs), after which it is held to run for ever; seconds of
#: the clock for all tests of a mutant; bytes of memory.
CPU, CLOCK, MEMORY = 8, 600, 4 << 30
#: So many tests at most, at first, that run the very same lines of a module, besides those named after it.
ALIKE = 4


@dataclass(frozen=True, slots=True)
class Covered:
    """What a test runs: the lines of each file, and the seconds of processor time it takes."""

    lines: dict[str, frozenset[int]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Try:
    """A mutant of a file (path below the root)."""

    path: str
    mutant: Mutant


class Campaign:
    """A plugin of pytest; ``tries`` are made in their order, ``told`` hears of each that is done."""

    def __init__(
        self,
        tries: Iterable[Try],
        told: Callable[[Try, str, str], None],
        jobs: int,
        until: float | None,
        alike: int = ALIKE,
    ) -> None:
        self.tries, self.told, self.jobs, self.until, self.alike = tries, told, jobs, until, alike

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        started = time.monotonic()
        self.session, self.items = session, session.items
        self.files = {str(ROOT / t.path): t.path for t in self.tries}
        self.covered: list[Covered | None] = [None] * len(self.items)
        for n, _, said in self._forked(range(len(self.items)), self._measure):
            if not said:
                print(f"left out, since it fails without any mutant: {self.items[n].nodeid}", flush=True)
                continue
            lines, seconds = json.loads(said)
            self.covered[n] = Covered({path: frozenset(numbers) for path, numbers in lines.items()}, seconds)
        print(f"{len(self.items)} tests measured in {time.monotonic() - started:.0f} s", flush=True)
        for tried, status, said in self._forked(self.tries, self._try):
            if said:
                self.told(tried, *said.split(" ", 1))
            elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL):
                self.told(tried, "timeout", "")
            else:
                self.told(tried, "noticed", "the process ended")
        return True

    def _forked(self, all_: Iterable, work: Callable[[object], str]) -> Iterator[tuple[object, int, str]]:
        """Each of ``all_`` in a process of its own, ``jobs`` at a time: with its status, and what it said."""
        running: dict[int, tuple[object, Path]] = {}
        waiting = iter(all_)
        more = True
        while running or more:
            while more and len(running) < self.jobs:
                if self.until is not None and time.monotonic() > self.until:
                    more = False
                    break
                given = next(waiting, None)
                if given is None:
                    more = False
                    break
                folder = Path(tempfile.mkdtemp(prefix="mutant-"))
                child = os.fork()
                if child == 0:
                    _child(folder, lambda given=given: work(given))
                running[child] = given, folder
            if running:
                child, status = os.wait()
                given, folder = running.pop(child)
                said = folder / "said"
                yield given, status, said.read_text(encoding="utf-8") if said.is_file() else ""
                shutil.rmtree(folder, ignore_errors=True)

    def _measure(self, n: int) -> str:
        lines: dict[str, set[int]] = defaultdict(set)

        def in_file(frame, event, _):
            if event == "line":
                lines[self.files[frame.f_code.co_filename]].add(frame.f_lineno)
            return in_file

        def everywhere(frame, event, _):
            return in_file if frame.f_code.co_filename in self.files else None

        before = time.process_time()
        sys.settrace(everywhere)
        passed = self._passes(self.items[n])
        sys.settrace(None)
        seconds = time.process_time() - before
        return json.dumps([{path: sorted(numbers) for path, numbers in lines.items()}, seconds]) if passed else ""

    def _try(self, tried: Try) -> str:
        covering = self._covering(tried)
        if not covering:
            return "survived no test runs it"
        name = ".".join(Path(tried.path).with_suffix("").parts).removesuffix(".__init__")
        try:
            plant(name, tried.mutant.text, str(ROOT / tried.path), tried.mutant.function is None)
        except Exception as error:
            return f"noticed the module cannot be loaded: {error}"
        for n in covering:
            seconds = int(time.process_time() + CPU + 3 * self.covered[n].seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
            if not self._passes(self.items[n]):
                return f"noticed {self.items[n].nodeid}"
        return f"survived {len(covering)} tests"

    def _covering(self, tried: Try) -> list[int]:
        """The tests to be run: first those of its code, the quick ones before the slow ones."""
        for lines in (tried.mutant.lines, tried.mutant.function):
            found = [
                n
                for n, test in enumerate(self.covered)
                if test and tried.path in test.lines and (lines is None or not test.lines[tried.path].isdisjoint(lines))
            ]
            if found:
                break
        own = f"[{Path(tried.path).stem.replace('_', '-')}"
        found.sort(key=lambda n: (own not in self.items[n].nodeid, self.covered[n].seconds))
        alike: dict[frozenset[int], int] = defaultdict(int)
        chosen = []
        for n in found:
            alike[self.covered[n].lines[tried.path]] += 1
            if own in self.items[n].nodeid or alike[self.covered[n].lines[tried.path]] <= self.alike:
                chosen.append(n)
        return chosen

    def _passes(self, item: pytest.Item) -> bool:
        failed = self.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self.session.testsfailed == failed


def _child(folder: Path, work: Callable[[], str]) -> None:
    """Do the work and end; what it says is left in the folder, whole or not at all."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        os.dup2(1, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(CLOCK)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        said = work()
        (folder / "part").write_text(said, encoding="utf-8")
        (folder / "part").rename(folder / "said")
    finally:
        os._exit(0)
