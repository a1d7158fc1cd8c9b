"""Whole processes, measured side by side: wall time, CPU time and memory of each, with everything that it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_MIB = 1024  # ru_maxrss counts in KiB on Linux


def nothing() -> None:
    """No preparation."""


@dataclass(frozen=True)
class Command:
    """A program to measure. ``prepare`` runs before every run of it and is not measured."""

    name: str
    arguments: Sequence[str | Path]
    folder: Path
    prepare: Callable[[], object] = nothing
    environment: dict[str, str] | None = None


@dataclass(frozen=True)
class Figures:
    """Medians over ``runs`` runs: seconds of wall and of CPU time (user and system), and the peak memory in MiB.

    The peak is that of the largest process of a run, or of the benchmark itself if that is larger: a process begins its
    life as a copy of the one that starts it.
    """

    wall: float
    cpu: float
    peak_mib: float
    runs: int

    def each(self, count: int, fewer: Figures, fewer_count: int) -> Figures:
        """The cost of one more of ``count`` things, when ``fewer_count`` of them cost ``fewer``."""
        more = count - fewer_count
        return Figures((self.wall - fewer.wall) / more, (self.cpu - fewer.cpu) / more, self.peak_mib, self.runs)


class Failed(Exception):
    """A measured program ended with an error; the message is what it printed."""


def side_by_side(
    commands: Sequence[Command], runs: int, seconds: float, said: Callable[[str], None] = lambda _: None
) -> dict[str, Figures]:
    """Figures by the commands' names. They take turns, so that what slows the machine slows all of them.

    A first round, which warms up disk and bytecode, is not counted, unless it has taken ``seconds`` already: then the
    warming up is lost in it. After ``seconds`` no further round is begun. Raises Failed.
    """
    measured: dict[str, list[Figures]] = {command.name: [] for command in commands}
    began = time.monotonic()
    for turn in range(runs + 1):
        if turn and time.monotonic() - began > seconds:
            break
        for command in _in_turn(commands, turn):
            said(f"{command.name}, run {turn} of {runs}")
            command.prepare()
            measured[command.name].append(_run(command))
    return {name: _median(taken[1:] or taken) for name, taken in measured.items()}


def _in_turn(commands: Sequence[Command], turn: int) -> Iterator[Command]:
    """Every round begins with another command: none always runs after the same one."""
    start = turn % len(commands)
    return iter([*commands[start:], *commands[:start]])


def _run(command: Command) -> Figures:
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command.arguments)),
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, **(command.environment or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise Failed(errors.read().decode(errors="replace").strip()[-2000:] or f"exit code {process.returncode}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MIB, 1)


def _median(taken: Sequence[Figures]) -> Figures:
    return Figures(
        statistics.median(f.wall for f in taken),
        statistics.median(f.cpu for f in taken),
        statistics.median(f.peak_mib for f in taken),
        len(taken),
    )
