"""Starting processes of our own, from a folder that may have come from anybody.

``multiprocessing`` starts Python with ``-c``, and Python then looks for modules in the current folder first: a file
``multiprocessing.py`` in a cloned workspace would be run by each process. So Python is told not to (PYTHONSAFEPATH,
"Command line and environment" of its documentation).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.system import WINDOWS
from ddtender.workspace.undisturbed import interrupt_held

_SAFE = "PYTHONSAFEPATH"


def command_of(module: str) -> list[str]:
    """How a module of ours is run as a program: it finds nothing in the folder that we are in."""
    return [sys.executable, "-P", "-m", module]


def start(work: Callable[[Connection], None]) -> tuple[BaseProcess, Connection]:
    """A process that calls ``work``, a function of a module, with its end of a line to us; and our end.

    All that it needs comes over the line. What is given to it at its start would be written into a pipe of which we
    hold the other end as well: if it died before it has read that, and there is more than a pipe holds, we would wait
    for ever. Raises WorkspaceError.
    """
    context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs,), daemon=True)
    try:
        with _from_no_folder():
            if not WINDOWS:  # which has none
                from multiprocessing import resource_tracker

                resource_tracker.ensure_running()  # now, as it lets interrupts through when it starts
            with interrupt_held():
                process.start()
    except OSError as error:
        ours.close()
        raise WorkspaceError(f"no further process can be started: {error.strerror or error}") from None
    finally:
        theirs.close()  # so that its end is seen when the process ends
    return process, ours


@contextmanager
def _from_no_folder() -> Iterator[None]:
    """Processes that are started meanwhile import nothing from the current folder, and get no arguments of ours: there
    may be more of them than a pipe holds."""
    if sys.flags.ignore_environment and not sys.flags.safe_path:
        said = "Python ignores its environment (-E), so its processes would import from the current folder"
        raise WorkspaceError(f"{said}; start it with -P as well")
    before, arguments = os.environ.get(_SAFE), sys.argv
    os.environ[_SAFE], sys.argv = "1", arguments[:1]
    try:
        yield
    finally:
        sys.argv = arguments
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before
