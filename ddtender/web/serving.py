"""Starting the page: its folder of its own, the process that answers, and the one that does what takes long."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess  # nosec B404 # our own program, by its full path
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from ddtender import workspace as door
from ddtender.web.jobs.queue import refuse_silent
from ddtender.web.settings import Settings, Team, to_environment
from ddtender.web.store import sessions
from ddtender.web.store.database import opened
from ddtender.workspace import private
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.starting import command_of

#: The first port that is tried, and how many after it.
PORT, _TRIED = 8765, 50
_SIGNING = "signing"


class Served(Struct, frozen=True):
    """A page that can be started: its settings, and the address that lets a browser in once ("" for a team)."""

    settings: Settings
    entrance: str
    host: str
    port: int


def prepared(
    root: Path, folder: Path, team: Team | None = None, host: str = "127.0.0.1", port: int | None = None
) -> Served:
    """Everything that the page needs before it starts. Raises WorkspaceError."""
    state = _state_of(folder)
    port = port or _free_port(host)
    origin = team.address.rstrip("/") if team else f"http://{host}:{port}"
    settings = Settings(str(root.resolve()), str(folder.resolve()), str(state), origin, _secret(state), team)
    refuse_silent(settings)
    door.finish_below(folder)
    engine = opened(settings.database)
    entrance = "" if team else f"{origin}/enter?token={sessions.new_token(engine)}"
    engine.dispose()
    return Served(settings, entrance, host, port)


def _state_of(folder: Path) -> Path:
    """The page's own folder for a folder of procurements: never in it, since that may come from anybody."""
    usual = private.usual(private.STATE)
    if usual is None:
        raise WorkspaceError("there is no folder of yours alone for the page; set XDG_STATE_HOME to one")
    state = Path(usual, "page", private.name_of(os.fsdecode(folder.resolve())))
    if not private.made(str(state.parent)) or not private.made(str(state)):
        raise WorkspaceError(f"{state} must be a folder that only you can write to")
    return state


def _secret(state: Path) -> str:
    """What signs the jobs of the queue; made once."""
    found = private.read(str(state), _SIGNING)
    if found is None:
        private.write(str(state), _SIGNING, secrets.token_hex(32).encode(), lasting=True)
        found = private.read(str(state), _SIGNING)
    if not found:
        raise WorkspaceError(f"{state} must be a folder that only you can write to")
    return found.decode()


def _free_port(host: str) -> int:
    for port in range(PORT, PORT + _TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                tried.bind((host, port))
                return port
    raise WorkspaceError(f"no port from {PORT} to {PORT + _TRIED - 1} is free; choose one by --port")


def run(served: Served, processes: int = 1, ready: Callable[[], None] = lambda: None) -> None:
    """Answer until the process is told to end; ``ready`` is called once the page answers."""
    import uvicorn

    environment = to_environment(served.settings)
    os.environ.update(environment)
    with _worker(environment):
        threading.Thread(target=_when_ready, args=(served, ready), daemon=True).start()
        uvicorn.run(
            "ddtender.web.app:application",
            factory=True,
            host=served.host,
            port=served.port,
            workers=processes,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=32_768,
            limit_concurrency=512,
            timeout_keep_alive=20,
        )


def _when_ready(served: Served, ready: Callable[[], None]) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection((served.host, served.port), timeout=0.2):
            ready()
            return
        threading.Event().wait(0.05)


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[None]:
    """As long as this lasts there is a process that does jobs; one that dies is begun again."""
    over = threading.Event()
    running: list[subprocess.Popen] = []

    def keep_one() -> None:
        while not over.is_set():
            command = command_of("ddtender.web.worker")
            running[:] = [subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)]  # nosec B603 # no words of others
            while running[0].poll() is None and not over.wait(0.2):
                pass

    thread = threading.Thread(target=keep_one, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(5)
        for one in running:
            one.terminate()
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()
