"""Commands that go on while a test does something to them, and the processes that they start."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.commands import own_cache
from tests.tools import ROOT


def start(workspace: Path, *arguments: object, **streams) -> subprocess.Popen:
    """A command that goes on meanwhile; in a process group of its own, as a shell starts it."""
    command = [sys.executable, "-m", "ddtender", "--workspace", workspace, *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": own_cache()}
    return subprocess.Popen(list(map(str, command)), env=environment, start_new_session=True, text=True, **streams)


def until(condition: Callable[[], object], process: subprocess.Popen) -> None:
    """Wait for something that is to happen while the process lives."""
    deadline = time.monotonic() + 100
    while not condition():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)


def workers(process: subprocess.Popen) -> list[int]:
    """The processes that work for another one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def gone(pids: list[int]) -> None:
    """Wait until none of them is there any more."""
    deadline = time.monotonic() + 100
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)
