"""`make mutants`: every small mistake in `ddtender/checks/` and `ddtender/resolve/`, and whether a test notices it.

What each test runs is measured first. A mutant is then shown to tests that run its lines, until one of them fails: of
the tests that run the very same lines of its module, to --alike. A mistake that none notices is printed at once.
All results are kept in build/mutants.json, and a run that was stopped goes on from there, until the module changes;
--survivors tries again what no test has noticed so far, with --alike on more of the tests.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.campaign import ALIKE, Campaign, Try
from tests.mutants.mutate import mutants
from tests.tools import ROOT

AREAS = {
    "ddtender/checks": ["tests/checks", "tests/mutants", "tests/history/test_versions.py"],
    "ddtender/resolve": ["tests/test_resolve.py", "tests/test_golden.py"],
}
KEPT = ROOT / "build/mutants.json"


class Results:
    """What became of each mutant, by its file, place and change; written as it comes."""

    def __init__(self, afresh: bool) -> None:
        there = {} if afresh or not KEPT.is_file() else json.loads(KEPT.read_text(encoding="utf-8"))
        self.of: dict[str, list[str]] = there
        self.done, self.all, self.started = 0, 0, time.monotonic()

    def tell(self, tried: Try, outcome: str, how: str) -> None:
        self.of[key(tried)] = [outcome, how, f"{tried.path}:{tried.mutant.lines.start}", tried.mutant.what]
        KEPT.parent.mkdir(exist_ok=True)
        part = KEPT.with_suffix(".part")
        part.write_text(json.dumps(self.of, indent=1, ensure_ascii=False), encoding="utf-8")
        part.replace(KEPT)
        self.done += 1
        if outcome != "noticed":
            print(f"{outcome}: {tried.path}:{tried.mutant.lines.start}: {tried.mutant.what} ({how})", flush=True)
        if self.done % 50 == 0 or self.done == self.all:
            print(f"{self.done} of {self.all}, {time.monotonic() - self.started:.0f} s", flush=True)


def key(tried: Try) -> str:
    return f"{tried.path} {hashlib.sha256(tried.mutant.text.encode()).hexdigest()[:16]}"


def made(path: str) -> list[Try]:
    """The mutants of a file or of all files in a folder."""
    files = [ROOT / path] if path.endswith(".py") else sorted((ROOT / path).rglob("*.py"))
    return [
        Try(file.relative_to(ROOT).as_posix(), mutant)
        for file in files
        for mutant in mutants(file.read_text(encoding="utf-8"))
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[*AREAS], help="folders or files, ddtender/checks and …/resolve")
    parser.add_argument("--seconds", type=float, help="stop after so long; the next run goes on")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--afresh", action="store_true", help="forget the results that are kept")
    parser.add_argument("--survivors", action="store_true", help="try again those that survived")
    parser.add_argument("--alike", type=int, default=ALIKE, help="so many tests at most that run the very same lines")
    asked = parser.parse_args()
    until = None if asked.seconds is None else time.monotonic() + asked.seconds
    results = Results(asked.afresh)
    all_: dict[str, Try] = {}
    for area, tests in AREAS.items():
        tries = {key(t): t for path in asked.paths if path.startswith(area) for t in made(path)}
        all_ |= tries
        left = [t for k, t in tries.items() if _is_left(results.of.get(k), asked.survivors)]
        if left:
            results.done, results.all, results.started = 0, len(left), time.monotonic()
            there = [test for test in tests if (ROOT / test).exists()]
            options = ["-qq", "-s", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
            campaign = Campaign(left, results.tell, asked.jobs, until, asked.alike)
            if pytest.main([*options, *there], plugins=[campaign]) not in (0, 5):
                return 1
    return _sum_up(results, all_)


def _is_left(result: list[str] | None, survivors: bool) -> bool:
    return result is None or (survivors and result[0] == "survived")


def _sum_up(results: Results, all_: dict[str, Try]) -> int:
    for area in AREAS:
        ours = [k for k, t in all_.items() if t.path.startswith(area)]
        counts = Counter(results.of[k][0] for k in ours if k in results.of)
        print(f"{area}: {len(ours)} mutants, " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    sys.exit(main())
