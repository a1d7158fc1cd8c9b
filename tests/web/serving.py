"""The page as people start it: `ddtender serve`, in a process of its own, with the one that does jobs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.tools import ROOT


@contextmanager
def served(library: Path, folder: Path, state: Path, *options: str, **environment: str) -> Iterator[str]:
    """As long as this lasts the page answers; the address that lets a browser in. ``environment`` is set for it."""
    command = [sys.executable, "-m", "ddtender", "--workspace", str(library), "serve", str(folder), "--no-browser"]
    every = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1", **environment}
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=every) as process:
        try:
            entrance = entrance_of(process)
            address = urlsplit(entrance)
            wait_for(address.hostname or "", address.port or 0)
            yield entrance
        finally:
            process.terminate()
            process.wait(20)


def entrance_of(process: subprocess.Popen[str]) -> str:
    """The address that a page prints which was started."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"Open (\S+)", line):
            return found[1]
    raise AssertionError("the page did not start")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(host: str, port: int) -> None:
    """Wait until something answers there: whoever comes earlier waits in line, and has only so much patience."""
    for _ in range(600):
        try:
            with socket.create_connection((host, port), timeout=60) as asked:
                asked.sendall(b"GET / HTTP/1.0\r\n\r\n")
                if asked.recv(1):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("the page does not answer")


@contextmanager
def page_of_team(folder: Path, team: Path, state: Path, port: int) -> Iterator[str]:
    """`ddtender serve --team`, as long as this lasts; its address."""
    command = [sys.executable, "-m", "ddtender", "--workspace", str(ROOT), "serve", str(folder), "--port", str(port)]
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    with subprocess.Popen([*command, "--team", str(team)], stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            wait_for("127.0.0.1", port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
