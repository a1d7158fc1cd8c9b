"""The queue: huey over a file of SQLite, or over a team's Redis. What goes through it is the id of a job, signed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from huey.api import Huey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from ddtender.web.settings import Settings
from ddtender.workspace.errors import WorkspaceError

_NAME = "ddtender-page"
_NO_DRIVER = 'the page needs a driver for this queue: install it by `uv tool install "ddtender[team]"`'


def queue_of(settings: Settings) -> Huey:
    """The queue of a page. In a Redis it has a name of its own, so that pages over other folders take nothing of it.
    Raises WorkspaceError."""
    signed = SignedSerializer(secret=settings.secret, salt=_NAME)
    kept = {"results": False, "utc": True, "serializer": signed}
    if not settings.queue:
        return SqliteHuey(_NAME, filename=str(Path(settings.state, "queue.sqlite")), **kept)
    name = f"{_NAME}-{hashlib.sha256(settings.secret.encode()).hexdigest()[:16]}"
    try:
        return RedisHuey(name, url=settings.queue, **kept)
    except ValueError:  # what it says has the address in it, and that a password
        raise WorkspaceError("the address of the queue is none: redis://host:6379/0") from None
    except ConfigurationError:
        raise WorkspaceError(_NO_DRIVER) from None


def refuse_silent(settings: Settings) -> None:
    """Raises WorkspaceError where the queue does not answer."""
    try:
        queue_of(settings).pending_count()
    except WorkspaceError:
        raise
    except Exception as error:  # of Redis, or of SQLite
        raise WorkspaceError(f"the queue of the page cannot be used: {error}") from None
