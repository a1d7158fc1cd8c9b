"""Starting the page: its folder of its own, the process that answers, and the one that does what takes long."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess  # nosec B404 # our own program, by its full path
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from ddtender.web.finishing import finish_files
from ddtender.web.settings import Settings, Team, to_environment
from ddtender.web.store import sessions
from ddtender.web.store.database import opened
from ddtender.workspace import private
from ddtender.workspace.errors import WorkspaceError
from ddtender.workspace.starting import command_of

#: The first port that is tried, and how many after it.
PORT, _TRIED = 8765, 50
_BACKLOG = 2048
_SIGNING = "signing"
#: So many seconds the first page has the machine to itself.
_FIRST = 1.5


class Served(Struct, frozen=True):
    """A page that can be started: its settings, and the address that lets a browser in once ("" for a team)."""

    settings: Settings
    entrance: str


def prepared(root: Path, folder: Path, team: Team | None = None, host: str = "127.0.0.1", port: int = PORT) -> Served:
    """Everything that the page needs before it starts. Raises WorkspaceError."""
    state = _state_of(folder)
    at = f"[{host}]" if ":" in host else host
    origin = team.address.rstrip("/") if team else f"http://{at}:{port}"
    settings = Settings(str(root.resolve()), str(folder.resolve()), str(state), origin, _secret(state), team)
    if settings.queue:  # else it is a file in the same folder as the database
        from ddtender.web.jobs.queue import refuse_silent

        refuse_silent(settings)
    finish_files(settings)
    engine = opened(settings.database)
    entrance = "" if team else f"{origin}/enter?token={sessions.new_token(engine)}"
    engine.dispose()
    return Served(settings, entrance)


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


def listening(host: str, port: int | None = None) -> socket.socket:
    """A socket that nobody else can have from now on: at the port, or at the first free one. Raises WorkspaceError."""
    for one in [port] if port else range(PORT, PORT + _TRIED):
        with contextlib.suppress(OSError):
            return _held(host, one)
    if port:
        raise WorkspaceError(
            f"port {port} of {host} cannot be had: something else uses it, or you may not; choose another"
        )
    raise WorkspaceError(f"no port from {PORT} to {PORT + _TRIED - 1} is free; choose one by --port")


def _held(host: str, port: int) -> socket.socket:
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name == "posix":  # what has just ended may still keep the port; elsewhere this would share it with others
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, port))
        held.listen(_BACKLOG)
    except OSError:
        held.close()
        raise
    return held


def run(served: Served, held: socket.socket, processes: int = 1) -> None:
    """Answer at the socket until the process is told to end."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    environment = to_environment(served.settings)
    os.environ.update(environment)
    config = uvicorn.Config(
        "ddtender.web.app:application",
        factory=True,
        workers=processes,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=32_768,
        limit_concurrency=512,
        timeout_keep_alive=20,
    )
    with _worker(environment), held, contextlib.suppress(KeyboardInterrupt):
        if processes > 1:
            Multiprocess(config, sockets=[held]).run()
        else:
            uvicorn.Server(config).run(sockets=[held])


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[None]:
    """As long as this lasts there is a process that does jobs; one that dies is begun again."""
    over = threading.Event()
    running: list[subprocess.Popen] = []

    def keep_one() -> None:
        over.wait(_FIRST)
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
