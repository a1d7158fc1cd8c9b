"""Several threads may read forms for the first time at once: the process goes on."""

import subprocess
import sys

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
