"""Jobs: what was asked for, and how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, insert, select, update

from ddtender.web.store.database import now
from ddtender.web.store.tables import JOBS

#: A job that has not given a sign of life for so long is not being done.
DEAD = timedelta(seconds=60)
UNDER_WAY = ("waiting", "running")


class PageJob(Struct, frozen=True):
    """What was asked for. ``state``: waiting, running, done, refused (it cannot be done as things stand), failed (a
    fault of ours), stopped (its process ended); ``said`` is what it is at, as a key of words; ``result`` what came of
    it."""

    id: str
    procurement: str
    kind: str
    asked: dict[str, Any]
    by: dict[str, str]
    state: str
    said: str
    result: dict[str, Any] | None
    made: datetime
    beat: datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_dead(self) -> bool:
        """Whether it is being done by nobody any more."""
        return self.state == "running" and self.beat is not None and self.beat < now() - DEAD


def ask(engine: Engine, procurement: str, kind: str, asked: Mapping[str, Any], by: Mapping[str, str]) -> str:
    """Note that something is to be done; returns the id of the job."""
    id = secrets.token_hex(16)
    row = {"id": id, "procurement": procurement, "kind": kind, "asked": dict(asked), "by": dict(by)}
    with engine.begin() as connection:
        connection.execute(insert(JOBS).values(**row, state="waiting", said="", result=None, made=now()))
    return id


def find(engine: Engine, id: str) -> PageJob | None:
    """A job by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(JOBS).where(JOBS.c.id == id)).mappings().first()
    return _job(row) if row else None


def of(engine: Engine, procurement: str, kind: str | None = None) -> Sequence[PageJob]:
    """The jobs of a procurement, the last first."""
    query = select(JOBS).where(JOBS.c.procurement == procurement).order_by(JOBS.c.made.desc()).limit(50)
    if kind is not None:
        query = query.where(JOBS.c.kind == kind)
    with engine.connect() as connection:
        return [_job(row) for row in connection.execute(query).mappings()]


def begin(engine: Engine, id: str) -> bool:
    """Whether a waiting job is now ours to do."""
    mine = update(JOBS).where(JOBS.c.id == id, JOBS.c.state == "waiting").values(state="running", beat=now())
    with engine.begin() as connection:
        return connection.execute(mine).rowcount == 1


def tell(engine: Engine, id: str, said: str = "") -> None:
    """Give a sign of life, and say what the job is at."""
    values = {"beat": now(), **({"said": said} if said else {})}
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id).values(**values))


def end(engine: Engine, id: str, state: str, result: Mapping[str, Any]) -> None:
    """Say what came of a job."""
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id).values(state=state, result=dict(result), beat=now()))


def stop_dead(engine: Engine) -> None:
    """Jobs whose process has ended in the middle are told as stopped: what they write is whole or not there."""
    dead = JOBS.c.beat < now() - DEAD
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.state == "running", dead).values(state="stopped", result={}))


def _job(row: Mapping[Any, Any]) -> PageJob:
    return PageJob(**{name: row[name] for name in PageJob.__struct_fields__})
