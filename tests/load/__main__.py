"""`make load`: many people at once on the page as people start it; how long they wait, and what it takes.

Every figure is printed, none is judged: a machine that does something else at the same time says little.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import click

from ddtender.library.places import STEPS
from tests.tools import ROOT
from tests.web.serving import served

#: What people look at, more often what is more often looked at; {n} is one of the procurements.
PAGES = ("/", "/p/{n}", "/p/{n}", "/p/{n}/facts", "/p/{n}/facts/award", "/p/{n}/preview", "/p/{n}/record", "/you")
_THINK = 1.0  # seconds between two pages, on average


@click.command()
@click.option("--people", default=50, show_default=True, help="So many at once.")
@click.option("--seconds", default=60.0, show_default=True, help="For so long.")
@click.option("--procurements", default=20, show_default=True, help="In a folder with so many.")
def load(people: int, seconds: float, procurements: int) -> None:
    """Let people look at pages of a high scenario with three lots, each about one a second."""
    with tempfile.TemporaryDirectory() as made:
        folder, state = Path(made, "purchases"), Path(made, "state")
        for n in range(procurements):
            one = folder / f"2027-ict-{n:03}"
            for step in STEPS:
                (one / step).mkdir(parents=True)
            shutil.copy(ROOT / "docs/cases/framework/procedure.yaml", one)
        state.mkdir()
        begun = time.monotonic()
        with served(ROOT, folder, state) as entrance:
            cookie = _enter(entrance)
            click.echo(f"from start to first page: {time.monotonic() - begun:.2f} s")
            names = [one.name for one in folder.iterdir()]
            for path in dict.fromkeys(PAGES):  # nobody measures the first look at anything
                _ask(entrance, cookie, path.format(n=names[0]))
            _alone(entrance, cookie, names[0])
            before = _memory()
            times, failed = _crowd(entrance, cookie, names, people, seconds)
            after = _memory()
    click.echo(f"{people} people, {seconds:.0f} s: {sum(map(len, times.values()))} pages, {failed} failed")
    for path, taken in sorted(times.items()):
        click.echo(f"  {path:22} {len(taken):5}  {_said(taken)}")
    click.echo(f"  all: {_said([one for taken in times.values() for one in taken])}")
    click.echo(f"memory of all its processes: {before} MB before, {after} MB after")


def _said(taken: list[float]) -> str:
    """The middle of some times, and what all but one of twenty stay below, in milliseconds."""
    late = sorted(taken)[int((len(taken) - 1) * 0.95)]
    return f"median {statistics.median(taken) * 1000:6.0f} ms  p95 {late * 1000:6.0f} ms"


def _alone(entrance: str, cookie: str, name: str) -> None:
    """One person alone, page by page: the time to the first byte."""
    for path in dict.fromkeys(PAGES):
        taken = [_ask(entrance, cookie, path.format(n=name))[1] for _ in range(15)]
        click.echo(f"alone: {path:22} median {statistics.median(taken) * 1000:6.1f} ms to the first byte")


def _crowd(
    entrance: str, cookie: str, names: list[str], people: int, seconds: float
) -> tuple[dict[str, list[float]], int]:
    times: dict[str, list[float]] = defaultdict(list)
    failed = 0
    lock = threading.Lock()
    until = time.monotonic() + seconds

    def look(seed: int) -> None:
        nonlocal failed
        chance = random.Random(seed)
        while time.monotonic() < until:
            path = chance.choice(PAGES)
            status, _, taken = _ask(entrance, cookie, path.format(n=chance.choice(names)))
            with lock:
                times[path].append(taken)
                failed += status != 200
            time.sleep(chance.expovariate(1 / _THINK))

    threads = [threading.Thread(target=look, args=(n,)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, failed


def _ask(entrance: str, cookie: str, path: str) -> tuple[int, float, float]:
    """A page: its status, the seconds to its first byte and to its last; 0 where there is no answer."""
    address, begun = urlsplit(entrance), time.monotonic()
    try:
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        first = time.monotonic() - begun
        answer.read()
        connection.close()
    except OSError:
        return 0, 60.0, 60.0
    return answer.status, first, time.monotonic() - begun


def _enter(entrance: str) -> str:
    address = urlsplit(entrance)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request("GET", f"{address.path}?{address.query}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return (answer.getheader("set-cookie") or "").partition(";")[0]


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
