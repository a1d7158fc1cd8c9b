"""`make load`: many people at once on the page as a team starts it; how long they wait, and what it takes.

Every figure is printed, none is judged: a machine that does something else at the same time says little. People are
threads of one more process on the same machine, which takes its share of it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import click
import yaml

from tests.folders import worked_case
from tests.load.people import HEADER, PAGES, LoadPerson, crowd
from tests.tools import ROOT
from tests.web.serving import free_port, served


@click.command()
@click.option("--people", default=50, show_default=True, help="So many at once.")
@click.option("--seconds", default=60.0, show_default=True, help="For so long.")
@click.option("--think", default=3.0, show_default=True, help="Seconds between two pages of one of them, on average.")
@click.option("--procurements", default=20, show_default=True, help="In a folder with so many.")
@click.option("--processes", default=1, show_default=True, help="So many answer.")
@click.option("--pages", default=0, help="Afterwards one of them asks for so many more, as fast as they come.")
def load(people: int, seconds: float, think: float, procurements: int, processes: int, pages: int) -> None:
    """Let people look at pages of a high scenario with three lots, and save a fact now and then."""
    with tempfile.TemporaryDirectory() as made:
        folder, state = Path(made, "purchases"), Path(made, "state")
        for n in range(procurements):
            worked_case(folder / f"2027-ict-{n:03}")
        state.mkdir()
        names = [one.name for one in folder.iterdir()]
        port = free_port()
        team = [f"person-{n}@city.example" for n in range(people)]
        options = ("--team", _team(Path(made, "team.yaml"), port, team), "--port", str(port))
        begun = time.monotonic()
        with served(ROOT, folder, state, *options, "--processes", str(processes)) as address:
            first = LoadPerson(address, team[0])
            first.ask("/")
            click.echo(f"from start to first page: {time.monotonic() - begun:.2f} s")
            for path in dict.fromkeys(PAGES * processes):  # nobody measures the first look at anything
                first.ask(path.format(n=names[0]))
            _alone(first, names[0])
            before, spent = _memory(), _spent()
            found = crowd([LoadPerson(address, one) for one in team], names, seconds, think)
            click.echo(
                f"{people} people, a page each {think:g} s, {processes} processes, {seconds:.0f} s: "
                f"{sum(map(len, found.times.values()))} pages, {len(found.failed)} failed, {found.conflicts} conflicts"
            )
            for what, taken in sorted(found.times.items()):
                click.echo(f"  {what:22} {len(taken):5}  {_said(taken)}")
            click.echo(f"  all: {_said([one for taken in found.times.values() for one in taken])}")
            for one in sorted(set(found.failed)):
                click.echo(f"  failed: {one}")
            count = sum(map(len, found.times.values()))
            click.echo(f"CPU time of all its processes: {(_spent() - spent) / max(count, 1) * 1000:.0f} ms a page")
            click.echo(f"memory of all its processes: {before} MB before, {_memory()} MB after")
            if pages:
                _for_long(first, names, pages)


def _team(path: Path, port: int, people: list[str]) -> str:
    members = {one: {"name": one.partition("@")[0], "roles": ["officer"]} for one in people}
    said = {"address": f"http://127.0.0.1:{port}", "header": HEADER, "people": members}
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    return str(path)


def _said(taken: list[float]) -> str:
    """The middle of some times, and what all but one of twenty, and of a hundred, stay below, in milliseconds."""
    ordered = sorted(taken)
    late, latest = (ordered[int((len(taken) - 1) * part)] for part in (0.95, 0.99))
    return f"median {statistics.median(taken) * 1000:6.0f} ms  p95 {late * 1000:6.0f} ms  p99 {latest * 1000:6.0f} ms"


def _alone(person: LoadPerson, name: str) -> None:
    """One person alone, page by page: the time to the first byte."""
    for path in dict.fromkeys(PAGES):
        taken = [person.ask(path.format(n=name)).first for _ in range(15)]
        click.echo(f"alone: {path:22} median {statistics.median(taken) * 1000:6.1f} ms to the first byte")
    taken = [person.change(name, f"Laptops, version {n}")[1].first for n in range(15)]
    click.echo(
        f"alone: {'preview after a change':22} median {statistics.median(taken) * 1000:6.1f} ms to the first byte"
    )


def _for_long(person: LoadPerson, names: list[str], pages: int) -> None:
    """Many pages one after the other, one in twenty after a change, and the memory now and then."""
    begun = time.monotonic()
    for n in range(pages):
        if n % 20 == 0:
            person.change(names[n % len(names)], f"Laptops and screens {n}")
        else:
            person.ask(PAGES[n % len(PAGES)].format(n=names[n % len(names)]))
        if (n + 1) % max(pages // 10, 1) == 0:
            click.echo(f"after {n + 1} more pages, {time.monotonic() - begun:.0f} s: {_memory()} MB")


def _memory() -> int:
    """What the processes of the page hold in memory, in MB (Linux)."""
    total, ours = 0, _below(os.getpid())
    for pid in ours:
        try:
            lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return total // 1024


def _spent() -> float:
    """The seconds of CPU time that the processes of the page have taken so far (Linux)."""
    ticks = 0
    for pid in _below(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(path.parent.name)
            found += [child, *_below(child)]
    return found


if __name__ == "__main__":
    sys.exit(load())
