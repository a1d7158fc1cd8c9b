"""Processes that die, or whose disk fails, at a chosen point of the work; forked, so that hundreds are cheap."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import ddtender.workspace

#: Where a process is killed: at every line of the code that writes, and inside the library call that clears folders.
_OURS = str(Path(ddtender.workspace.__file__).parent)
_THEIRS = "shutil.py"
#: Every call by which Python asks the system to change or open something (sys.audit).
_CALLS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "os.listdir"}
_CALLS |= {"os.scandir", "os.utime"}

DONE, REFUSED, KILLED = "done", "refused", "killed"


def killed_at(line: int, work: Callable[[], object]) -> str:
    """Do the work in a process that is killed (SIGKILL) before the ``line``-th line of code; DONE if it has fewer."""

    def prepare() -> None:
        left = line

        def trace(frame, event, _):
            nonlocal left
            name = frame.f_code.co_filename
            if not name.startswith(_OURS) and not name.endswith(_THEIRS):
                return None
            if event == "line":
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)

    return _forked(prepare, work)


def failing_at(call: int, work: Callable[[], object], number: int = errno.ENOSPC) -> tuple[str, bool]:
    """Do the work in a process whose ``call``-th call of the system fails; and whether it had that many."""
    read, write = os.pipe()

    def prepare() -> None:
        left = call

        def hook(event: str, arguments: tuple) -> None:
            nonlocal left
            if event in _CALLS:
                left -= 1
                if left == -1:
                    os.write(write, b"x")
                    raise OSError(number, os.strerror(number), str(arguments[0]) if arguments else None)

        sys.addaudithook(hook)

    end = _forked(prepare, work)
    os.close(write)
    failed = os.read(read, 1) == b"x"
    os.close(read)
    return end, failed


def as_user(user: int, work: Callable[[], object]) -> str:
    """Do the work in a process that belongs to another user."""
    import ctypes  # noqa: F401  (the user may not read where Python is installed)

    return _forked(lambda: os.setuid(user) if os.getuid() != user else None, work)


def _forked(prepare: Callable[[], None], work: Callable[[], object]) -> str:
    from ddtender.workspace import WorkspaceError

    child = os.fork()
    if child == 0:
        try:
            prepare()
            work()
            sys.settrace(None)
            os._exit(0)
        except WorkspaceError:
            os._exit(3)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(4)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return KILLED
    ends = {0: DONE, 3: REFUSED}
    assert os.WEXITSTATUS(status) in ends, "the process ended with something else than words"
    return ends[os.WEXITSTATUS(status)]
