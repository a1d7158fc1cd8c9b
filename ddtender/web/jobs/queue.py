"""The queue: huey over a file of SQLite, or over a team's Redis. What goes through it is the id of a job, signed."""

from __future__ import annotations

from pathlib import Path

from huey.api import Huey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from ddtender.web.settings import Settings

_NAME = "ddtender-page"


def queue_of(settings: Settings) -> Huey:
    """The queue of a page."""
    signed = SignedSerializer(secret=settings.secret, salt=_NAME)
    kept = {"results": False, "utc": True, "serializer": signed}
    if settings.queue:
        return RedisHuey(_NAME, url=settings.queue, **kept)
    return SqliteHuey(_NAME, filename=str(Path(settings.state, "queue.sqlite")), **kept)
