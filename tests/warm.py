"""Processes of ``ddtender`` that begin warm: each is a fork of one that has imported its modules and built our library.

A test that runs a command in a process of its own spends most of its time on imports, on compiling expressions and on
reading what other tests have read. Here this is done once for each process of pytest. What a process of its own shows,
it shows all the same: arguments, streams, environment, folder, exit code. What ddtender remembers within a process has
the content for its key, and a batch builds just so; the tests that start Python themselves begin with nothing. What
decides how Python itself starts (``PYTHON*``, the locale) cannot be shown so: ``commands.ddtender`` knows.
"""

import atexit
import contextlib
import functools
import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from tests.tools import ROOT

_SECONDS = 120
#: What commands import when they need it; the rest comes with these.
_IMPORTED = [
    "msgspec",
    "yaml",
    "lxml.etree",
    "markdown_it",
    "click",
    "docxtpl",
    "babel.dates",
    "multiprocessing.connection",
    "subprocess",
    "ddtender.cli.documents",
    "ddtender.cli.group",
    "ddtender.cli.library",
    "ddtender.cli.manage",
    "ddtender.cli.maintain",
    "ddtender.cli.approving",
    "ddtender.cli.market",
    "ddtender.cli.proving",
    "ddtender.cli.redline",
    "ddtender.cli.review",
    "ddtender.desk.pipeline",
    "ddtender.desk.beside",
    "ddtender.desk.documents.rebuilding",
    "ddtender.desk.documents.proof",
    "ddtender.verify",
    "ddtender.render.docx",
    "ddtender.review_page.page",
    "ddtender.workspace.repository",
    "ddtender.workspace.outputs",
]


def run(arguments: list[str], cwd: Path, environment: dict[str, str], umask: int) -> subprocess.CompletedProcess:
    """What a command says and gives, as ``subprocess.run`` with UTF-8 would return it."""
    asked = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "umask": umask}
    with tempfile.TemporaryDirectory(prefix="ddtender-said-") as folder:
        nest = _nest()
        assert nest.stdin is not None and nest.stdout is not None
        nest.stdin.write(json.dumps({**asked, "said": folder}) + "\n")
        nest.stdin.flush()
        code = int(nest.stdout.readline())
        out, err = (Path(folder, name).read_text(encoding="utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess(["ddtender", *arguments], code, out, err)


@functools.cache
def _nest() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.warm"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    nest = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(nest.kill)
    return nest


def _serve() -> None:
    import importlib

    for name in _IMPORTED:
        importlib.import_module(name)
    _build()
    answers = os.dup(1)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            os.close(answers)
            _become(asked)
        _, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def _build() -> None:
    """Check our library and build from it, in memory; none of it is looked at again by the collector of garbage."""
    import gc
    from datetime import UTC, datetime

    from ddtender import workspace
    from ddtender.desk import pipeline
    from ddtender.stamp import Stamp

    sources = workspace.read_sources(ROOT, ROOT / "scenarios/procedures/laptops.yaml")
    pipeline.check(sources.files)
    stamp = Stamp(False, datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    for scenario, procedure in (("low", None), ("medium", None), ("high", sources.procedure)):
        pipeline.build(sources.files, pipeline.Request(scenario, procedure, False), stamp)
    gc.freeze()


def _become(asked: dict) -> NoReturn:
    """The command itself, in the process that was forked for it."""
    import signal

    signal.alarm(_SECONDS)
    for descriptor, name, flags in ((0, os.devnull, os.O_RDONLY), (1, "out", 0), (2, "err", 0)):
        path = name if descriptor == 0 else os.path.join(asked["said"], name)
        opened = os.open(path, flags or os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    if asked["umask"] >= 0:
        os.umask(asked["umask"])
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["ddtender", *asked["arguments"]]
    code = 1
    try:
        with contextlib.suppress(SystemExit):
            code = 0
            try:
                runpy.run_module("ddtender", run_name="__main__", alter_sys=True)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError, OSError):
                stream.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
