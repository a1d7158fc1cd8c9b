"""Files that somebody has handed in for a job: kept beside the database until it is done, under a name of ours."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from ddtender.desk.errors import Misused
from ddtender.diagnostics.messages import Message
from ddtender.web.settings import Settings
from ddtender.web.store import jobs

#: So long a file is kept for a job that is still to be asked for.
_KEPT = timedelta(days=1)
_FOLDER = "handed-in"
_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{2,5}")


def keep(settings: Settings, name: str, content: bytes) -> str:
    """Keep a file, whose ``name`` says only what it is; returns how the job asks for it."""
    folder = Path(settings.state, _FOLDER)
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = f"{secrets.token_hex(16)}{Path(name).suffix}"
    with open(folder / kept, "xb") as stream:
        stream.write(content)
    return kept


@contextmanager
def handed_in(settings: Settings, kept: str) -> Iterator[Path]:
    """The file; when the job is done with it, it is gone. Raises Misused where it is not there any more."""
    path = Path(settings.state, _FOLDER, kept)
    if not _NAME.fullmatch(kept) or not path.is_file():
        said = "the file that was handed in is not there any more; hand it in again."
        raise Misused(Message(said, "messages.refusal.file_gone"))
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def forget_left(settings: Settings, engine: Engine) -> None:
    """Take away the files that were left: of jobs that ended before they came to them, or were never asked for."""
    before = time.time() - _KEPT.total_seconds()
    left = [path for path in _kept(settings) if _changed(path) < before]
    wanted = {asked.get("kept") for asked in jobs.asked_under_way(engine)} if left else set()
    for path in left:
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def _kept(settings: Settings) -> list[Path]:
    with suppress(FileNotFoundError):
        return [path for path in Path(settings.state, _FOLDER).iterdir() if _NAME.fullmatch(path.name)]
    return []


def _changed(path: Path) -> float:
    with suppress(FileNotFoundError):  # its job has just done with it
        return path.lstat().st_mtime
    return time.time()
