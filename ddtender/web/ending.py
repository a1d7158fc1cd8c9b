"""Runs a program as long as the process lives that asked for it (`python -m ddtender.web.ending FOLDER COMMAND…`).

Standard input is a pipe from that process: it ends when that does, however it ends. Then the program is ended with all
that it has started, and ``FOLDER``, which it worked in, goes. Whoever is killed can do neither, and LibreOffice starts
itself in several processes, of which a signal at the death of a parent would reach the first alone.

The program has ``FOLDER`` for its home, and little of the environment that we have.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess  # nosec B404 # the command of the process that asked
import sys
import threading
import time

#: How often a folder is taken away, a tenth of a second apart.
_TIMES = 50
_KEPT = ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP")


def main() -> None:
    """Run it, and end as it does."""
    folder, *command = sys.argv[1:]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"HOME": folder}
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # nosec B603 # the command of the process that asked
        command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    is_alone = threading.Event()
    watch = threading.Thread(target=_end_with, args=(process, folder, is_alone), daemon=True)
    watch.start()
    code = process.wait()
    _end(process)
    if is_alone.is_set():  # ended by the thread, which takes the folder away
        watch.join()
    os._exit(code % 256)  # the thread still waits for the pipe


def _end_with(process: subprocess.Popen, folder: str, is_alone: threading.Event) -> None:
    sys.stdin.buffer.read()
    is_alone.set()
    _end(process)
    for _ in range(_TIMES):  # what is being ended may still write
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            break
        time.sleep(0.1)
    os._exit(1)


def _end(process: subprocess.Popen) -> None:
    """End a process with all that it has started."""
    if os.name != "posix":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nothing of it is left
        return


if __name__ == "__main__":
    main()
