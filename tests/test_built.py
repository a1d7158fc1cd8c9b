"""Several threads may read forms for the first time at once: the process goes on."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.tools import ROOT

SCRIPT = """
import sys, threading
from ddtender.library.loader import load
from tests.checks.cases import good_workspace
files, start, done = good_workspace(), threading.Barrier(6), []
sys.setswitchinterval(1e-6)
def read():
    start.wait()
    load(files)
    done.append(1)
threads = [threading.Thread(target=read) for _ in range(6)]
[one.start() for one in threads]
[one.join() for one in threads]
assert len(done) == 6
"""


def test_forms_that_several_threads_read_first_end_no_process() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def _readings(path: Path) -> Iterator[str]:
    """The calls in a module by which msgspec reads values into a form."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("msgspec")]
    names = {one.asname or one.name for node in told for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            of_json = called in ("msgspec.json.decode", "msgspec.convert") or (
                called == "json.decode" and "json" in names
            )
            if of_json or (called in ("convert", "decode", "Decoder") and called in names):
                yield ast.unparse(node)


def test_every_reading_completes_its_form_first() -> None:
    found = {path.relative_to(ROOT).as_posix(): [*_readings(path)] for path in (ROOT / "ddtender").rglob("*.py")}
    assert sum(map(len, found.values())) > 12  # or it looks past them
    found.pop("ddtender/model/built.py")
    assert {path: bad for path, all_ in found.items() if (bad := [one for one in all_ if "built(" not in one])} == {}
