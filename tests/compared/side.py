"""One of two commits: a process that has its modules loaded, and reads and builds workspaces in forks of itself.

It imports nothing of the tests, as they are those of the other commit: it is started as a script, beside the code that
``PYTHONPATH`` names. On standard input a line of JSON per case: ``workspace``, ``output``, ``said`` (folders),
``scenario``, ``procedure``. On standard output the exit code of each. What was said is in ``said/findings`` and
``said/built``.
"""

import contextlib
import json
import os
import runpy
import signal
import sys
from typing import NoReturn

_SECONDS = 180


def _main() -> None:
    answers = os.dup(1)
    first = sys.stdin.readline()
    _into(os.devnull)
    for arguments in json.loads(first):  # everything is imported, and the library as it is has been read
        _command(arguments)
    os.write(answers, b"ready\n")
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            os.close(answers)
            _one(asked)
        _, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def _one(asked: dict[str, str]) -> NoReturn:
    signal.alarm(_SECONDS)
    code = 70
    try:
        workspace = ["--workspace", asked["workspace"]]
        _into(os.path.join(asked["said"], "findings"))
        _command([*workspace, "check", "--format", "json"])
        _into(os.path.join(asked["said"], "built"))
        procedure = ["--procedure", asked["procedure"]] if asked["procedure"] else []
        output = ["--output", asked["output"]]
        code = _command([*workspace, "build", "--scenario", asked["scenario"], *procedure, *output])
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(ValueError, OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _into(path: str) -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for descriptor in (1, 2):
        os.dup2(opened, descriptor)
    os.close(opened)


def _command(arguments: list[str]) -> int:
    sys.argv = ["ddtender", *arguments]
    try:
        runpy.run_module("ddtender", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0


if __name__ == "__main__":
    _main()
