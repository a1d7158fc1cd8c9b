"""Results as a table and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from rich import box
from rich.console import Console
from rich.table import Table

from ddtender import __version__
from tests.bench.measure import Figures
from tests.bench.rows import Row


@dataclass(frozen=True)
class Result:
    """A measured row; ``skipped`` says why there are no figures."""

    row: Row
    subject: Figures | None = None
    rival: Figures | None = None
    skipped: str | None = None

    @property
    def ratios(self) -> dict[str, float] | None:
        if self.subject is None or self.rival is None:
            return None
        return {
            "wall": _ratio(self.subject.wall, self.rival.wall),
            "cpu": _ratio(self.subject.cpu, self.rival.cpu),
            "peak": _ratio(self.subject.peak_mib, self.rival.peak_mib),
        }


def as_json(results: Iterable[Result], runs: int, quick: bool) -> dict:
    """The object that docs/benchmarks.md describes. ``met`` is null where nothing was measured at full size."""
    return {
        "ddtender": __version__,
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "machine": {
            "processors": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        },
        "runs": runs,
        "quick": quick,
        "rows": [
            {
                "name": result.row.name,
                "what": result.row.what,
                "against": result.row.against,
                "subject": asdict(result.subject) if result.subject else None,
                "rival": asdict(result.rival) if result.rival else None,
                "ratios": result.ratios,
                "target": asdict(result.row.target) if result.row.target else None,
                "met": None if quick else _met(result),
                "skipped": result.skipped,
            }
            for result in results
        ],
    }


def print_table(results: Sequence[Result], quick: bool) -> None:
    """One line a row: both medians, their ratios, the target."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, justify in (
        ("row", "left"), ("what", "left"), ("against", "left"), ("wall", "right"), ("CPU", "right"),
        ("ratio wall", "right"), ("ratio CPU", "right"), ("memory", "right"), ("target", "right"), ("", "left"),
    ):  # fmt: skip
        table.add_column(heading, justify=justify, overflow="fold")
    for result in results:
        row, ratios = result.row, result.ratios
        if ratios is None or result.subject is None or result.rival is None:
            table.add_row(row.name, row.what, row.against, *[""] * 5, _target(row), f"skipped: {result.skipped}")
            continue
        table.add_row(
            row.name,
            row.what,
            row.against,
            f"{_time(result.subject.wall)} / {_time(result.rival.wall)}",
            f"{_time(result.subject.cpu)} / {_time(result.rival.cpu)}",
            f"{ratios['wall']:.2f}",
            f"{ratios['cpu']:.2f}",
            f"{result.subject.peak_mib:.0f} / {result.rival.peak_mib:.0f} MiB",
            _target(row),
            _verdict(result, quick),
        )
    console = Console(highlight=False, markup=True)
    if not console.is_terminal:
        console.width = 220
    console.print(table)


def as_markdown(results: Iterable[Result]) -> str:
    """The table of docs/benchmarks.md: ratios, with the medians they come from."""
    lines = ["| row | ratio of wall time | of CPU time | target | |", "|---|---|---|---|---|"]
    for result in results:
        subject, rival, ratios = result.subject, result.rival, result.ratios
        if subject is None or rival is None or ratios is None:
            lines.append(f"| `{result.row.name}` | – | – | {_target(result.row)} | {result.skipped} |")
            continue
        wall = f"{ratios['wall']:.2f} ({_time(subject.wall)} / {_time(rival.wall)})"
        cpu = f"{ratios['cpu']:.2f} ({_time(subject.cpu)} / {_time(rival.cpu)})"
        verdict = {True: "met", False: "not met", None: ""}[_met(result)]
        if result.row.name == "batch-memory":
            verdict += f": {subject.peak_mib:.0f} and {rival.peak_mib:.0f} MiB"
        lines.append(f"| `{result.row.name}` | {wall} | {cpu} | {_target(result.row)} | {verdict} |")
    return "\n".join(lines)


def _ratio(one: float, other: float) -> float:
    return round(one / other, 3) if other > 0 else float("inf")


def _met(result: Result) -> bool | None:
    if result.row.target is None or result.ratios is None:
        return None
    return result.row.target.met(result.ratios)


def _target(row: Row) -> str:
    if row.target is None:
        return "–"
    sign = "≤" if row.target.bound == "at_most" else "≥"
    by = "" if set(row.target.by) == {"wall", "cpu"} else " " + " and ".join(row.target.by)
    return f"{sign} {row.target.times:g}{by}"


def _verdict(result: Result, quick: bool) -> str:
    met = _met(result)
    if quick or met is None:
        return ""
    return "[green]met[/green]" if met else "[red]not met[/red]"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
