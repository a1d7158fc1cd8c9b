"""`make fuzz`: a campaign over every reader. `python -m tests.fuzz --cases 5000 --seed 7 --only clauses`"""

import argparse
import math
import secrets
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.campaign import Failure, Result, State, keep, run
from tests.fuzz.readers import READERS

FOLDER = Path("build/fuzz")
#: How far a campaign is, is told whenever so many more cases have run.
_TOLD = 5_000


@dataclass
class Total:
    """What has come of one reader so far."""

    cases: int = 0
    refused: int = 0
    chunks: int = 0
    slowest: float = 0.0
    state: State | None = None
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        self.cases += result.cases
        self.refused += result.refused
        self.slowest = max(self.slowest, result.slowest)
        self.state = result.state
        for place, failure in result.failures.items():
            if place not in self.failures:  # at once: a long campaign may not come to its end
                print(f"FAILED {failure.reader}: {keep(failure, FOLDER)}\n{place}\n", flush=True)
        self.failures = result.failures | self.failures


def chunk(name: str, seed: int, cases: int, seconds: float, state: State | None) -> Result:
    return run(next(reader for reader in READERS if reader.name == name), seed, cases, seconds, state)


def campaign(names: list[str], cases: int, seconds: float, seed: int, jobs: int, size: int) -> dict[str, Total]:
    """``cases`` of every reader, or as many as there is time for: whoever has had the fewest is next."""
    totals = {name: Total() for name in names}
    running: dict[Future[Result], str] = {}
    end = time.monotonic() + seconds
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            waiting = [name for name in names if name not in running.values() and totals[name].cases < cases]
            for name in sorted(waiting, key=lambda name: totals[name].cases)[: jobs - len(running)]:
                total, left = totals[name], end - time.monotonic()
                if left > 0:
                    chunk_seed = seed * 1_000 + total.chunks
                    most = min(size, cases - total.cases)
                    running[pool.submit(chunk, name, chunk_seed, most, left, total.state)] = name
                    total.chunks += 1
            if not running:
                return totals
            done = sum(total.cases for total in totals.values())
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                totals[running.pop(job)].add(job.result())
            now = sum(total.cases for total in totals.values())
            if now // _TOLD > done // _TOLD:
                print(f"{now:,} cases", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000, help="of every reader")
    parser.add_argument("--in-all", type=int, help="cases of all readers together, instead of --cases")
    parser.add_argument("--seconds", type=float, default=1e9, help="at most, for all of it")
    parser.add_argument("--seed", type=int, help="a fresh one unless given")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--chunk", type=int, default=200, help="cases of a reader in a row")
    parser.add_argument("--only", help="one reader")
    asked = parser.parse_args()
    started = time.monotonic()
    names = [reader.name for reader in READERS if asked.only in (None, reader.name)]
    cases = math.ceil(asked.in_all / len(names)) if asked.in_all else asked.cases
    seed = asked.seed if asked.seed is not None else secrets.randbelow(10**8)
    print(f"{cases:,} cases of each of {len(names)} readers, with seed {seed}", flush=True)
    totals = campaign(names, cases, asked.seconds, seed, asked.jobs, asked.chunk)
    for name, total in totals.items():
        kinds = len(total.state.seen) if total.state else 0
        print(
            f"{name:20} {total.cases:7,} cases  {total.refused:7,} with findings  {kinds:4} kinds  "
            f"slowest {total.slowest:.2f} s"
        )
    cases = sum(total.cases for total in totals.values())
    print(f"{cases:,} cases with seed {seed} in {time.monotonic() - started:.0f} s")
    faults = {place for total in totals.values() for place in total.failures}
    print(f"Faults: {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
