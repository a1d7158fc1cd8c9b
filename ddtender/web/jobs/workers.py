"""Who does jobs. Each process that does has a folder in the page's own state, which it holds as long as it lives: the
system lets it go however the process ends, so that everybody on this machine knows at once."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ddtender.web.settings import Settings
from ddtender.workspace.locks import hold, is_free, let_go

_TRIES = 20


@contextmanager
def at_work(settings: Settings) -> Iterator[str]:
    """As long as this lasts there is a worker of this name. Raises OSError."""
    folder, handle = _held(settings)
    try:
        yield folder.name
    finally:
        if handle is not None:
            let_go(handle, folder)


def _held(settings: Settings) -> tuple[Path, int | None]:
    """A folder of its own that is held; another one where somebody looked before it was."""
    for _ in range(_TRIES):
        folder = _folder(settings) / secrets.token_hex(16)
        with contextlib.suppress(FileNotFoundError, BlockingIOError):
            folder.mkdir(parents=True)
            handle = hold(folder)
            if folder.is_dir():
                return folder, handle
    raise OSError(f"{_folder(settings)} cannot be used")


def ended(settings: Settings) -> list[str]:
    """The names of workers of this machine that do nothing any more."""
    with contextlib.suppress(OSError):
        return [one.name for one in _folder(settings).iterdir() if is_free(one)]
    return []


def forget(settings: Settings, name: str) -> None:
    """Nothing is under way of a worker that has ended."""
    with contextlib.suppress(OSError):
        (_folder(settings) / name).rmdir()


def _folder(settings: Settings) -> Path:
    return Path(settings.state, "workers")
