"""``python -m tests.roundtrips --word 130 --office 90``: that many round trips of all kinds, and what came of them."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tests.history.repository import LAPTOPS, copy_of_ours, init
from tests.office import Office
from tests.returned.drafts import Authority
from tests.roundtrips.edits import KINDS
from tests.roundtrips.run import ACCEPTED, OFFICE, TRACKED, UNTRACKED, WORD, Traveller


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.roundtrips")
    parser.add_argument("--word", type=int, default=130)
    parser.add_argument("--office", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one kind")
    asked = parser.parse_args()
    kinds = [k for k in KINDS if asked.only in (None, k.name)]
    plan = [(WORD, (TRACKED, UNTRACKED), asked.word), (OFFICE, (TRACKED, UNTRACKED, ACCEPTED), asked.office)]
    counts: Counter[tuple[str, str, str]] = Counter()
    begin, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder, Office() if asked.office else nullcontext() as office:
        authority = Authority(init(copy_of_ours(Path(folder) / "workspace")), Path(folder), LAPTOPS)
        traveller = Traveller(authority, office)
        for program, trackings, most in plan:
            for n in range(most):
                kind, round_ = kinds[n % len(kinds)], n // len(kinds)
                outcome = traveller.go(kind, program, trackings[round_ % len(trackings)], asked.seed * 1000 + round_)
                counts[program, kind.name, "applied" if outcome.applied else "told"] += 1
                for fault in outcome.faults:
                    bad += 1
                    print(f"FAULT {outcome.where}\n      {fault}", flush=True)
    for (program, kind_name, came), count in sorted(counts.items()):
        print(f"{program:12} {kind_name:18} {came:8} {count:4}")
    print(f"{sum(counts.values())} round trips, {bad} faults, {time.monotonic() - begin:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
