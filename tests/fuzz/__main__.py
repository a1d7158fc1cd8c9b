"""`make fuzz`: a campaign over every reader. `python -m tests.fuzz --cases 5000 --seed 7 --only clauses`"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.fuzz.campaign import Result, keep, run
from tests.fuzz.readers import READERS

CHUNK = 500
FOLDER = Path("build/fuzz")


def chunk(name: str, seed: int, cases: int, seconds: float) -> Result:
    return run(next(reader for reader in READERS if reader.name == name), seed, cases, seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000, help="of every reader")
    parser.add_argument("--seconds", type=float, default=1e9, help="at most, for all of it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", help="one reader")
    asked = parser.parse_args()
    started, found, slowest = time.monotonic(), {}, {}
    totals: dict[str, list[int]] = {}
    names = [reader.name for reader in READERS if asked.only in (None, reader.name)]
    share = asked.seconds * asked.jobs / max(1, len(names) * -(-asked.cases // CHUNK))
    with ProcessPoolExecutor(asked.jobs) as pool:
        jobs = [
            pool.submit(chunk, name, asked.seed * 1_000 + n, min(CHUNK, asked.cases), share)
            for n in range(-(-asked.cases // CHUNK))
            for name in names
        ]
        for job in jobs:
            result = job.result()
            total = totals.setdefault(result.reader, [0, 0, 0])
            total[0] += result.cases
            total[1] += result.refused
            total[2] = max(total[2], len(result.shapes))
            slowest[result.reader] = max(slowest.get(result.reader, 0), result.slowest)
            found |= result.failures
    for name, (cases, refused, shapes) in totals.items():
        print(
            f"{name:20} {cases:7,} cases  {refused:7,} with findings  {shapes:4} kinds  slowest {slowest[name]:.2f} s"
        )
    print(f"{sum(t[0] for t in totals.values()):,} cases with seed {asked.seed} in {time.monotonic() - started:.0f} s")
    for failure in found.values():
        print(f"\nFAILED {failure.reader}: {keep(failure, FOLDER)}\n{failure.place}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
