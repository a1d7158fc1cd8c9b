"""Jobs: what was asked for, and how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, insert, select, update

from ddtender.web.store.database import now
from ddtender.web.store.tables import JOBS

#: A job that has not given a sign of life for so long is not being done, wherever that was.
DEAD = timedelta(seconds=60)
#: A job that waits for so long has reached the queue.
_ON_ITS_WAY = timedelta(seconds=5)
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
    def called(self) -> str:
        """The kind by which the page says what is done: documents that were asked for as final are no drafts."""
        return f"{self.kind}_final" if self.kind == "batch" and self.asked.get("final") else self.kind

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


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


def waiting(engine: Engine, is_all: bool = False) -> Sequence[str]:
    """The ids of jobs that wait, the first first: those that must have reached the queue by now, or all."""
    query = select(JOBS.c.id).where(JOBS.c.state == "waiting").order_by(JOBS.c.made)
    if not is_all:
        query = query.where(JOBS.c.made < now() - _ON_ITS_WAY)
    with engine.connect() as connection:
        return [*connection.execute(query).scalars()]


def asked_under_way(engine: Engine) -> Sequence[Mapping[str, Any]]:
    """What was asked for by the jobs that wait or are being done."""
    with engine.connect() as connection:
        return [*connection.execute(select(JOBS.c.asked).where(JOBS.c.state.in_(UNDER_WAY))).scalars()]


def begin(engine: Engine, id: str, worker: str = "") -> bool:
    """Whether a waiting job is now ours to do: that of ``worker``."""
    values = {"state": "running", "beat": now(), "worker": worker}
    mine = update(JOBS).where(JOBS.c.id == id, JOBS.c.state == "waiting").values(**values)
    with engine.begin() as connection:
        return connection.execute(mine).rowcount == 1


def tell(engine: Engine, id: str, said: str = "", so_far: Mapping[str, Any] | None = None) -> None:
    """Give a sign of life, and say what the job is at, or what has come of it so far."""
    values: dict[str, Any] = {"beat": now(), **({"said": said} if said else {})}
    values |= {"result": dict(so_far)} if so_far is not None else {}
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id).values(**values))


def end(engine: Engine, id: str, state: str, result: Mapping[str, Any]) -> None:
    """Say what came of a job."""
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == id).values(state=state, result=dict(result), beat=now()))


def stop_dead(engine: Engine, ended: Collection[str] = ()) -> None:
    """Jobs that nobody does any more are told as stopped: those of workers that have ``ended``, and those without a
    sign of life. What they write is whole or not there."""
    is_dead = (JOBS.c.beat < now() - DEAD) | JOBS.c.worker.in_(ended)
    with engine.begin() as connection:
        connection.execute(update(JOBS).where(JOBS.c.state == "running", is_dead).values(state="stopped", result={}))


def _job(row: Mapping[Any, Any]) -> PageJob:
    return PageJob(**{name: row[name] for name in PageJob.__struct_fields__})
