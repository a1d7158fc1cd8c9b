"""A PostgreSQL and a Redis of the tests' own: on free ports, in a folder that goes with them, not made to last."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import redis

from tests.web.serving import free_port

#: PostgreSQL refuses to run as root; its package brings this user.
_USER = "postgres"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "autovacuum=off")


def programs() -> str | None:
    """Where the programs of PostgreSQL are, if they and Redis are on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if shutil.which("redis-server") else []
    found = [one for one in found if (one / "initdb").is_file()]
    return str(found[-1]) if found else None


class Servers:
    """Both of them while they run."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.folder, self.bin = folder, bin_
        self.port, self.redis_port = free_port(), free_port()
        self._numbers = count()
        self._running: dict[str, subprocess.Popen] = {}

    def postgresql(self) -> None:
        """Start the one, and wait until it answers."""
        options = [part for one in _QUICK for part in ("-c", one)]
        where = ["-D", str(self.folder / "data"), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder)]
        self._start("postgres", [str(self.bin / "postgres"), *where, *options])
        _until(lambda: psycopg.connect(self.address("postgres"), connect_timeout=5).close())

    def redis(self) -> None:
        """Start the other."""
        where = ["--port", str(self.redis_port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self._start("redis", [shutil.which("redis-server") or "", *where, "--save", "", "--appendonly", "no"])
        _until(redis.Redis(port=self.redis_port).ping)

    def stop(self, name: str) -> None:
        """End one of the two, and whoever is connected with it."""
        process = self._running.pop(name)
        process.send_signal(2)  # PostgreSQL: at once, without waiting for anybody
        process.wait(30)

    def address(self, database: str) -> str:
        return f"postgresql://page@127.0.0.1:{self.port}/{database}"

    @property
    def queue(self) -> str:
        """The address of an empty Redis."""
        address = f"redis://127.0.0.1:{self.redis_port}/0"
        with closing(redis.Redis.from_url(address)) as found:
            found.flushall()
        return address

    def database(self) -> str:
        """The address of a new database."""
        name = f"page{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        """One of PostgreSQL's other programs: what it prints of what it is given."""
        command = [self.bin / program, *arguments]
        done = subprocess.run(command, input=given, check=True, capture_output=True, timeout=60, **_as_user())
        return done.stdout

    def _start(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as said:
            self._running[name] = subprocess.Popen(command, stdout=said, stderr=said, cwd=self.folder, **_as_user())

    def end(self) -> None:
        for name in [*self._running]:
            self.stop(name)


@contextmanager
def servers(bin_: str) -> Iterator[Servers]:
    """Both of them, as long as this lasts."""
    with tempfile.TemporaryDirectory(prefix="ddtender-servers-", dir=_memory()) as made:
        if os.geteuid() == 0:
            os.chown(made, *_ids())
        found = Servers(Path(made), Path(bin_))
        found.run("initdb", "-D", f"{made}/data", "-U", "page", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        try:
            found.postgresql()
            found.redis()
            yield found
        finally:
            found.end()


def _memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _ids() -> tuple[int, int]:
    entry = pwd.getpwnam(_USER)
    return entry.pw_uid, entry.pw_gid


def _as_user() -> dict:
    if os.geteuid() != 0:
        return {}
    user, group = _ids()
    return {"user": user, "group": group, "extra_groups": []}


def _until(answers) -> None:
    for _ in range(300):
        try:
            answers()
            return
        except (psycopg.OperationalError, redis.ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
