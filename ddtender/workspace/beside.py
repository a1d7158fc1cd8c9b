"""Work done by a second process while this one goes on: the same result, sooner where there is a second core.

The child is a copy of this process (fork), so it needs nothing handed to it and starts at once; only its result comes
back. Where there is no fork, and whenever the child does not bring a whole result, the work is done here instead: so
whatever goes wrong in it goes wrong in this process, where it can be said.
"""

from __future__ import annotations

import contextlib
import os
import pickle  # nosec B403 # only for what our own child wrote
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Start ``work``, which may only return a value that can be pickled; what is returned waits for the result."""
    child = _forked(work) if _can_fork() else None
    if child is None:
        return work
    process, reading = child

    def result() -> Result:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(process, 0)
        if status != 0:
            return work()
        return pickle.loads(content)  # nosec B301 # what our own child wrote into a pipe that nobody else has

    return result


def _can_fork() -> bool:
    """Not on macOS, whose own libraries do not stand it, nor beside other threads, nor where one core does all."""
    forks = hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and sys.platform != "darwin"
    return forks and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _forked(work: Callable[[], object]) -> tuple[int, int] | None:
    """The child and the end of the pipe that its result comes from; None where no process can be started."""
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    status = 1
    # The child ends here whatever happens: nothing that this process has opened or buffered is written a second time.
    try:
        with contextlib.suppress(BaseException):
            os.close(reading)
            content = pickle.dumps(work(), protocol=pickle.HIGHEST_PROTOCOL)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(content)
            status = 0
    finally:
        os._exit(status)
