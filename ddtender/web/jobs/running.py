"""Doing jobs: one process that takes them from the queue, one after the other."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from huey.api import Huey, TaskWrapper
from msgspec import Struct
from sqlalchemy import Engine

from ddtender.forgetting import forget_oldest
from ddtender.web import office
from ddtender.web.finishing import finish_files
from ddtender.web.jobs import workers
from ddtender.web.jobs.handed_in import forget_left
from ddtender.web.jobs.kinds import KINDS
from ddtender.web.jobs.queue import queue_of
from ddtender.web.problems import REFUSALS, told
from ddtender.web.procurements import folder_of
from ddtender.web.settings import Settings
from ddtender.web.store import jobs
from ddtender.web.store.database import opened

#: A job gives a sign of life, and a worker looks for jobs that were lost, every so many seconds.
_BEAT, _LOOK = 10, 5
#: The queues that this process has asked: of one page there is one, and one more where its jobs are done.
_KNOWN: dict[tuple[Any, ...], tuple[Huey, TaskWrapper]] = {}
_LOCK, _MOST = threading.Lock(), 4
_LOG = logging.getLogger("ddtender.page")


class Doing(Struct, frozen=True):
    """What a job has to go by: the page's settings, the folder of the procurement, what was asked, who asked (``name``
    and ``role``), how it says what it is at (a key of words), and what has come of it ``so_far`` (its ``done`` of
    ``all`` are shown while it goes on)."""

    settings: Settings
    folder: Path
    asked: dict[str, Any]
    by: dict[str, str]
    tell: Callable[[str], None]
    so_far: Callable[[dict[str, Any]], None]

    @property
    def root(self) -> Path:
        return Path(self.settings.root)

    def back(self, page: str) -> str:
        """The address of a page of the procurement, to which somebody goes back from what was done."""
        return f"/p/{quote(self.folder.name, safe='')}/{page}"


def task_of(settings: Settings, engine: Engine, worker: str = "") -> tuple[Huey, TaskWrapper]:
    """The queue, and its task: that ``worker`` does the job with an id. Whoever asks again gets the same."""
    key = (settings.queue, settings.state, settings.secret, engine, worker)
    with _LOCK:
        if key not in _KNOWN:
            _KNOWN[key] = _task_of(settings, engine, worker)
            forget_oldest(_KNOWN, _MOST)
        return _KNOWN[key]


def _task_of(settings: Settings, engine: Engine, worker: str) -> tuple[Huey, TaskWrapper]:
    queue = queue_of(settings)

    def do(id: str) -> None:
        do_job(settings, engine, id, worker)

    return queue, queue.task(name="do")(do)


def ask(settings: Settings, engine: Engine, procurement: str, kind: str, asked: dict, by: dict) -> str:
    """Put a job into the queue; returns its id. It is noted in the database before: where the queue does not answer, or
    we are killed, it gets there later (``mend``)."""
    id = jobs.ask(engine, procurement, kind, asked, by)
    try:
        task_of(settings, engine)[1](id)
    except Exception:  # of Redis, or of SQLite
        _LOG.exception("job %s waits for its queue", id)
    return id


def work(settings: Settings) -> None:
    """Do jobs until the process is told to end."""
    engine = opened(settings.database)
    finish_files(settings)  # what the worker before us was writing when it was killed
    office.forget_left(Path(settings.state))  # and what its LibreOffice worked in
    with workers.at_work(settings) as worker:
        queue, task = task_of(settings, engine, worker)
        threading.Thread(target=_minding, args=(settings, engine, queue, task), daemon=True).start()
        queue.create_consumer(workers=1, periodic=False, initial_delay=0.05, backoff=1.0, max_delay=0.25).run()


def stop_dead(settings: Settings, engine: Engine) -> None:
    """Tell jobs as stopped whose process has ended in the middle."""
    ended = workers.ended(settings)
    jobs.stop_dead(engine, ended)
    for one in ended:
        workers.forget(settings, one)


def mend(settings: Settings, engine: Engine, queue: Huey, task: TaskWrapper, is_start: bool = False) -> None:
    """Tell jobs as stopped that nobody does any more, and bring those into the queue that were asked for and are not
    there, as a process was killed in between, or the queue was lost. A job that comes twice is done once. Files that
    were handed in for a job that will never come to them go."""
    stop_dead(settings, engine)
    lost = jobs.waiting(engine, is_all=is_start)
    if lost and not queue.pending_count():
        for id in lost:
            task(id)
    forget_left(settings, engine)


def _minding(settings: Settings, engine: Engine, queue: Huey, task: TaskWrapper) -> None:
    is_start = True
    while True:
        try:
            mend(settings, engine, queue, task, is_start)
            is_start = False
        except Exception:  # the database or the queue does not answer just now
            _LOG.exception("jobs")
        time.sleep(_LOOK)


def do_job(settings: Settings, engine: Engine, id: str, worker: str = "") -> None:
    """Do the job with this id, unless another process has taken it; what comes of it stands in the database."""
    job = jobs.find(engine, id)
    if job is None or not jobs.begin(engine, id, worker):
        return
    with _beating(engine, id):
        try:
            folder = folder_of(settings, job.procurement) if job.procurement else Path(settings.folder)
            doing = Doing(
                settings,
                folder,
                job.asked,
                job.by,
                lambda said: jobs.tell(engine, id, said),
                lambda found: jobs.tell(engine, id, so_far=found),
            )
            state, result = "done", _function(job.kind)(doing)
        except REFUSALS as error:
            state, result = "refused", told(error)
        except Exception:  # whoever waits is told, and the next job is done
            _LOG.exception("job %s (%s)", id, job.kind)
            state, result = "failed", {}
    jobs.end(engine, id, state, result)


def _function(kind: str) -> Callable[[Doing], dict[str, Any]]:
    module, _, name = KINDS[kind].partition(":")
    return getattr(import_module(module), name)


@contextmanager
def _beating(engine: Engine, id: str) -> Iterator[None]:
    """As long as this lasts, the job gives signs of life."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(_BEAT):
            jobs.tell(engine, id)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
