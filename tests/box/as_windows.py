"""ddtender where what Windows lacks is not there, and what it does otherwise is done so. Run in a process of its own:

    python -P tests/box/as_windows.py '[["build", "--scenario", "low"], …]'

prints a line of JSON for each command: its exit code. What cannot be shown so is Windows itself: its paths, its console
and its rights.
"""

import contextlib
import errno
import fcntl
import json
import os
import signal
import stat
import subprocess  # before there is a msvcrt, by which it would know Windows
import sys
import types

POSIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "syslog", "readline", "posixshmem")
NOT_IN_OS = (
    *("fork", "forkpty", "posix_spawn", "posix_spawnp", "geteuid", "getuid", "getegid", "getgid", "mkfifo", "mknod"),
    *("sched_getaffinity", "setsid", "killpg", "getpgid", "chown", "lchown", "chroot", "openpty", "statvfs"),
    *("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC", "fchmod", "fchown", "wait", "wait3", "wait4", "nice"),
)
NOT_IN_SIGNAL = ("SIGALRM", "alarm", "setitimer", "pthread_sigmask", "SIGHUP", "SIGPIPE", "SIGKILL", "SIGUSR1")


def _locking(handle: int, mode: int, count: int) -> None:
    fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, count)


def _refused(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "A required privilege is not held by the client")


def pretend() -> None:
    """Take away what Windows has not."""
    real_open, real_rename, real_replace = os.open, os.rename, os.replace

    def open_(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISDIR(os.stat(path).st_mode):
                raise PermissionError(errno.EACCES, "Permission denied", path)
        return real_open(path, flags, mode)

    def rename(old: str, new: str) -> None:
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists", old, None, new)
        real_rename(old, new)

    def replace(old: str, new: str) -> None:
        if os.path.isdir(new) or (os.path.isdir(old) and os.path.lexists(new)):
            raise PermissionError(errno.EACCES, "Access is denied", old, None, new)
        real_replace(old, new)

    os.open, os.rename, os.replace, os.symlink = open_, rename, replace, _refused
    for name in NOT_IN_OS:
        if hasattr(os, name):
            delattr(os, name)
    for name in NOT_IN_SIGNAL:
        if hasattr(signal, name):
            delattr(signal, name)
    os.supports_dir_fd.clear()
    os.supports_follow_symlinks.clear()
    for name in POSIX_ONLY:
        sys.modules[name] = None
    msvcrt = types.ModuleType("msvcrt")
    msvcrt.locking, msvcrt.LK_NBLCK = _locking, 2
    sys.modules["msvcrt"] = msvcrt
    from ddtender.workspace import system

    system.WINDOWS = True
    assert subprocess is not None and "ddtender.workspace.locks" not in sys.modules


if __name__ == "__main__":
    pretend()
    from ddtender.cli import main

    for command in json.loads(sys.argv[1]):
        sys.argv = ["ddtender", *command]
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        sys.stdout.flush()
        print(json.dumps({"command": command[:3], "code": code}), file=sys.stderr, flush=True)
