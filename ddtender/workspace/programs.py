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
Answer = bytes | None


def ask(arguments: Sequence[str], environment: Mapping[str, str], seconds: float) -> Callable[[], Answer]:
    """Start a program; what is returned waits for its answer, to be called once. It reads nothing, and what it says on
    its error output is dropped."""
    if not hasattr(os, "posix_spawnp"):
        return lambda: run(arguments, environment, seconds, b"")
    deadline = monotonic() + seconds
    reading, writing = os.pipe()
    # Our end of the pipe is not inherited. The other one comes first: it may have one of the three numbers itself.
    actions = [
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    try:
        process = os.posix_spawnp(arguments[0], arguments, environment, file_actions=actions)
    except (OSError, ValueError):  # ValueError: a zero byte in an argument
        os.close(reading)
        return lambda: None
    finally:
        os.close(writing)
    return lambda: _read(process, reading, deadline)


def _read(process: int, reading: int, deadline: float) -> Answer:
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


def run(arguments: Sequence[str], environment: Mapping[str, str], seconds: float, given: bytes) -> Answer:
    """What a program prints that is ``given`` something to read."""
    import subprocess

    try:
        done = subprocess.run(
            arguments,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
