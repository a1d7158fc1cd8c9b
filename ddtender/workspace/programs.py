"""Other programs that are asked something: started, and read while we do something else.

The standard library's ``subprocess`` takes longer to import than git to answer. It is used where a program is given
something to read, and on systems that have no ``posix_spawn``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

_KILL = 9
_AT_ONCE = 65_536

#: What a program has printed; None where it cannot be started, ends with an error, or does not end in time.
_Printed = bytes | None


def find(name: str) -> str | None:
    """Where a program is: in a folder that PATH names in full. An empty entry or a dot means the current folder, and on
    Windows that one comes first in any case; but what lies there may have come with a clone."""
    endings = os.environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else [""]
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        for ending in endings if os.path.isabs(folder) else ():
            path = os.path.join(folder, name + ending.lower())
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return path
    return None


def ask(
    arguments: Sequence[str], environment: Mapping[str, str], seconds: float, complaints: bool = False
) -> Callable[[], _Printed]:
    """Start a program; what is returned waits for its answer, to be called once. It reads nothing, and what it says on
    its error output is dropped, or with ``complaints`` part of the answer."""
    program = find(arguments[0])
    if program is None:
        return lambda: None
    if not hasattr(os, "posix_spawn"):
        return lambda: run(arguments, environment, seconds, b"", complaints)
    deadline = monotonic() + seconds
    reading, writing = os.pipe()
    # Our end of the pipe is not inherited. The other one comes first: it may have one of the three numbers itself.
    actions = [
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2) if complaints else (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    try:
        process = os.posix_spawn(program, tuple(arguments), environment, file_actions=actions)
    except (OSError, ValueError):  # ValueError: a zero byte in an argument
        os.close(reading)
        return lambda: None
    finally:
        os.close(writing)
    return lambda: _read(process, reading, deadline)


def _read(process: int, reading: int, deadline: float) -> _Printed:
    """What a process prints until it ends. Whatever ends the reading earlier ends the process too."""
    from select import POLLIN, poll

    waiting, pieces, whole = poll(), [], False
    waiting.register(reading, POLLIN)
    try:
        while waiting.poll(max(0.0, deadline - monotonic()) * 1000):
            piece = os.read(reading, _AT_ONCE)
            if not piece:
                whole = True
                break
            pieces.append(piece)
    finally:
        os.close(reading)
        if not whole:
            os.kill(process, _KILL)
        _, status = os.waitpid(process, 0)
    return b"".join(pieces) if whole and status == 0 else None


def run(
    arguments: Sequence[str], environment: Mapping[str, str], seconds: float, given: bytes, complaints: bool = False
) -> _Printed:
    """What a program prints that is ``given`` something to read; with ``complaints`` also its error output."""
    done = _run(arguments, environment, seconds, given)
    if done is None or done[0] != 0:
        return None
    return done[1] + done[2] if complaints else done[1]


def complaint(arguments: Sequence[str], environment: Mapping[str, str], seconds: float) -> tuple[int | None, str]:
    """The exit code of a program and what it says on its error output; None where it cannot be started or does not
    end in time."""
    done = _run(arguments, environment, seconds, b"")
    return (None, "") if done is None else (done[0], done[2].decode("utf-8", "replace"))


def _run(
    arguments: Sequence[str], environment: Mapping[str, str], seconds: float, given: bytes
) -> tuple[int, bytes, bytes] | None:
    import subprocess  # nosec B404 # the one door to other programs

    program = find(arguments[0])
    if program is None:
        return None
    try:
        done = subprocess.run(  # nosec B603 # no shell, and a program found in a full path
            [program, *arguments[1:]],
            input=given,
            capture_output=True,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.returncode, done.stdout, done.stderr
