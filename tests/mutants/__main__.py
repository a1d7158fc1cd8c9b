"""`make mutants`: every small mistake in `ddtender/checks/` and `ddtender/resolve/`, and whether a test notices it.

Each mutant runs in a process of its own, forked from one in which nothing of ours is loaded but the cases. A mistake in
a rule is shown to the cases of its code (tests/checks/fixtures), one in another module of the checks to all cases, one
in `resolve/` to the golden files and the tests of documents.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import markdown_it  # noqa: F401  (loaded once, for all)
import pydantic  # noqa: F401
import pytest
import yaml  # noqa: F401
from lxml import etree  # noqa: F401

from tests.checks.cases import Case, good_workspace, read_cases
from tests.mutants.mutate import mutants
from tests.tools import ROOT

SECONDS = 240
RESOLVE_TESTS = ["tests/test_golden.py", "tests/test_requirements.py", "tests/test_documents.py"]
HISTORY_TESTS = ["tests/history/test_versions.py", "tests/mutants/test_rules_removed.py"]


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from another text."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.text, str(self.path), "exec"), module.__dict__)


def is_noticed(path: Path, text: str) -> bool:
    """Whether a test notices that the module says ``text``; a module that cannot be run is noticed."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        signal.alarm(SECONDS)
        try:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            sys.meta_path.insert(0, _Mutated(name, path, text))
            os._exit(1 if _fails(path) else 0)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _fails(path: Path) -> bool:
    if "resolve" in path.parts:
        return pytest.main(["-x", "-q", "-p", "no:cacheprovider", *RESOLVE_TESTS]) != 0
    cases = read_cases()
    code = path.stem.replace("_", "-")
    own = [case for case in cases if case.code == code]
    if path.parent.name == "rules" and own:
        return not all(map(_passes, own)) or not _passes(Case("", "", "", ""))
    if path.parent.name == "rules" or path.stem == "versions":
        return pytest.main(["-x", "-q", "-p", "no:cacheprovider", *HISTORY_TESTS]) != 0
    return not all(map(_passes, cases))


def _passes(case: Case) -> bool:
    from ddtender.diagnostics.formats import as_text
    from ddtender.pipeline import check

    return as_text(check(case.files())) == case.expected


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=["ddtender/checks", "ddtender/resolve"])
    parser.add_argument("--sample", type=int, help="so many mutants only, by chance")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    good_workspace()
    files = sorted(f for p in asked.paths for f in ([ROOT / p] if p.endswith(".py") else (ROOT / p).rglob("*.py")))
    made = [(file, *mutant) for file in files for mutant in mutants(file.read_text(encoding="utf-8"))]
    if asked.sample:
        made = sorted(random.Random(1).sample(made, min(asked.sample, len(made))), key=lambda m: (m[0], m[1]))
    started = time.monotonic()
    with ThreadPoolExecutor(asked.jobs) as pool:
        noticed = [*pool.map(lambda m: is_noticed(m[0], m[3]), made)]
    for (file, line, what, _), was in zip(made, noticed, strict=True):
        if not was:
            print(f"{file.relative_to(ROOT)}:{line}: {what}")
    print(f"{len(made)} mutants, {sum(noticed)} noticed, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
