"""Work on hostile input within limits that the system enforces: so much time, so much memory, or it failed."""

import os
import resource
import signal
from collections.abc import Callable


def bounded(work: Callable[[], str], seconds: int = 10, megabytes: int = 500) -> str:
    """What ``work`` says in a process that may use ``seconds`` of processor time and ``megabytes`` more memory."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            with open("/proc/self/statm") as stream:
                now = int(stream.read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * 1_000_000,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            said = work()
        except MemoryError:
            said = "TOO MUCH MEMORY"
        except BaseException as error:
            said = f"RAISED {type(error).__name__}: {error}"
        with os.fdopen(write, "wb") as stream:
            stream.write(said.encode("utf-8", "backslashreplace"))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        said = stream.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "TOO MUCH TIME" if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else f"SIGNAL {status}"
    return said
