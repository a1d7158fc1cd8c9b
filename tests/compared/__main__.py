"""`make compare BASE=REV`: hold this checkout against another commit over altered workspaces.

Both read the sources of BASE, each altered by chance at one to five places in one to four files, with `check` and
`build`. Each difference is printed with its case; at the end so many of each kind. What a case is depends on the seed
and its number alone: `--only 17,203` shows them again. A run that was stopped goes on from build/compared/.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path

from tests.compared.alter import Case, case
from tests.compared.differences import Outcome, differences
from tests.folders import files_in
from tests.tools import ROOT

KEPT = ROOT / "build/compared"
_SOURCES = ("clause_library", "scenarios", "templates")
_MOMENT = "1767225600"


class Side:
    """A commit's code, in a process of its own."""

    def __init__(self, code: Path, workspace: Path, place: Path) -> None:
        self.workspace, self.place = workspace, place
        environment = os.environ | {
            "PYTHONPATH": str(code),
            "SOURCE_DATE_EPOCH": _MOMENT,
            "XDG_CACHE_HOME": str(place / "cache"),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("side.py"))],
            env=environment,
            cwd=place,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        first = ["--workspace", str(workspace)]
        self._ask([[*first, "check"], [*first, "build", "--scenario", "high", "--output", str(place / "first")]])

    def begin(self, one: Case) -> None:
        for name in ("output", "said", "cache"):
            shutil.rmtree(self.place / name, ignore_errors=True)
        (self.place / "said").mkdir()
        self._ask(
            {
                "workspace": str(self.workspace),
                "output": str(self.place / "output"),
                "said": str(self.place / "said"),
                "scenario": one.scenario,
                "procedure": str(self.workspace / one.procedure) if one.procedure else "",
            }
        )

    def outcome(self) -> Outcome:
        code = int(self.answer())
        said = [self._said(name) for name in ("findings", "built")]
        output = self.place / "output"
        return Outcome(code, said[0], said[1], files_in(output) if output.is_dir() else {})

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _ask(self, asked: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def _said(self, name: str) -> str:
        path = self.place / "said" / name
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        return text.replace(str(self.place), "PLACE").replace(str(self.workspace), "WORKSPACE")


def compare(
    codes: tuple[Path, Path], sources_of: Path, place: Path, cases: list[int], seed: int, seconds: float
) -> int:
    """Compare the programs in two folders over altered workspaces made from a third; 1 if anything differs, else 0.

    ``place`` is where all is written; what a run left there is not done again. At most ``seconds``, as the clock goes.
    """
    workspace, results = place / "workspace", place / "results.jsonl"
    shutil.rmtree(workspace, ignore_errors=True)
    for name in _SOURCES:
        shutil.copytree(sources_of / name, workspace / name)
    sources, sentences = files_in(workspace), _sentences()
    sides = []
    for name, code in zip(("before", "after"), codes, strict=True):
        (place / name).mkdir(exist_ok=True)
        sides.append(Side(code, workspace, place / name))
    for side in sides:
        assert side.answer() == "ready"
    there = [json.loads(line) for line in results.read_text("utf-8").splitlines()] if results.exists() else []
    done, begun = {one["case"]: one for one in there}, time.monotonic()
    todo = [number for number in cases if number not in done]
    with results.open("a", encoding="utf-8") as kept:
        for count, number in enumerate(todo, 1):
            if time.monotonic() - begun > seconds:
                break
            one = case(number, seed, sources, sentences)
            for path, content in one.files.items():
                (workspace / path).write_bytes(content)
            for side in sides:
                side.begin(one)
            before, after = (side.outcome() for side in sides)
            found = differences(before, after)
            done[number] = {"case": number, "built": before.code == 0, "files": len(before.files), "found": found}
            kept.write(json.dumps(done[number]) + "\n")
            kept.flush()
            for line in found:
                print(f"{number}: {line}", flush=True)
            for path in one.files:
                (workspace / path).write_bytes(sources[path])
            if count % 50 == 0 or count == len(todo):
                print(f"{count} of {len(todo)}, {time.monotonic() - begun:.0f} s", flush=True)
    return _told([done[number] for number in cases if number in done])


def _of_commits(base: str, other: str | None, cases: list[int], seed: int, seconds: float) -> int:
    """A commit, held against another one or against what lies here."""
    commit, later = _named(base), _named(other) if other else _digest(ROOT / "ddtender")
    place = KEPT / f"{commit}-{later}-{seed}"
    _exported(commit, place / "base")
    if other:
        _exported(later, place / "other")
    codes = place / "base", place / "other" if other else ROOT
    return compare(codes, place / "base", place, cases, seed, seconds)


def _told(results: list[dict]) -> int:
    kinds = Counter(kind for one in results for kind in {_kind(line) for line in one["found"]})
    same = sum(not one["found"] for one in results)
    print(f"{len(results)} workspaces, {sum(one['built'] for one in results)} of them built; {same} the same in all.")
    for kind, count in kinds.most_common():
        print(f"{count:6}  {kind}")
    return int(same < len(results))


def _kind(line: str) -> str:
    """A difference without what belongs to its case."""
    parts = line.split(": ")
    return ": ".join(parts[: 2 if parts[0].startswith("finding ") or parts[1] in {"words", "looks"} else 1])


def _exported(commit: str, folder: Path) -> None:
    if not folder.is_dir():
        with tarfile.open(fileobj=io.BytesIO(_git("archive", commit))) as archive:
            archive.extractall(folder, filter="data")


def _named(revision: str) -> str:
    return _git("rev-parse", "--short=12", f"{revision}^{{commit}}").decode().strip()


def _digest(folder: Path) -> str:
    """What lies in a folder, as a name: results of other code are not taken for those of this."""
    files = {path: content for path, content in files_in(folder).items() if "__pycache__" not in path}
    return "here-" + hashlib.sha256(repr(files).encode()).hexdigest()[:12]


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


def _sentences() -> list[str]:
    """What may be put into a clause: of four one that a rule tells, three harmless ones."""
    text = (ROOT / "tests/checks/sentences.txt").read_text("utf-8")
    groups = re.split(r"^\[(.*)\]$", text, flags=re.MULTILINE)
    told, harmless = [], []
    for name, lines in zip(groups[1::2], groups[2::2], strict=True):
        (harmless if name.startswith("harmless") else told).extend(lines.strip().splitlines())
    return told + harmless * round(3 * len(told) / len(harmless))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make compare", description=__doc__)
    parser.add_argument("base", help="the other commit")
    parser.add_argument("--other", help="a commit in place of what lies here")
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--only", help="numbers of cases, with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=86400)
    given = parser.parse_args()
    numbers = [int(one) for one in given.only.split(",")] if given.only else list(range(given.cases))
    sys.exit(_of_commits(given.base, given.other, numbers, given.seed, given.seconds))
