"""A browser whose page is killed (SIGKILL) in the middle of what it asks for, again and again, before it gets it.

Each request that changes something, and each job, is first done in copies of everything, each by a process that is
killed before it asks the system for the n-th change (of a file, of the database). The page is then started anew over
the copy: what must hold there is in ``_prove``. Whatever walks through the page can do so with this browser.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from ddtender.desk.library import conflicts
from ddtender.desk.procurement.progress import progress
from ddtender.web.finishing import finish_files
from ddtender.web.jobs import running, workers
from ddtender.web.procurements import names
from ddtender.web.settings import Settings
from ddtender.web.store import jobs
from ddtender.web.store.database import opened
from ddtender.workspace import exchange, files, outputs
from ddtender.workspace.locks import is_free
from tests.web.browsing import Browser, Shown
from tests.web.moments import Moments, Watched

#: Every call by which Python asks the system to change something (sys.audit); "open" is one where it is for writing.
_CALLS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.truncate"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
#: What is set aside under a second name, and no more than that.
_KEPT = re.compile(r" \(kept \d{4}-\d\d-\d\d \d+\)")

_counting: list[Callable[[], None]] = []


def _hook(name: str, arguments: tuple) -> None:
    if _counting and (name in _CALLS or (name == "open" and _is_change(arguments))):
        _counting[-1]()


def _is_change(arguments: tuple) -> bool:
    path, _, flags = arguments
    return bool(flags & _WRITES) and path != os.devnull


@contextmanager
def counted(engine: Engine, tick: Callable[[], None]) -> Iterator[None]:
    """As long as this lasts, ``tick`` is called before each change of a file or of the database."""
    if not _counting:
        sys.addaudithook(_hook)
        _counting.append(lambda: None)  # a hook stays
    was = exchange.exchange

    def exchanged(*given: Any) -> None:
        tick()
        was(*given)

    def commit(_: object) -> None:
        tick()

    event.listen(engine, "commit", commit)
    for module in (files, outputs):
        module.exchange = exchanged
    _counting.append(tick)
    try:
        yield
    finally:
        _counting.pop()
        for module in (files, outputs):
            module.exchange = was
        event.remove(engine, "commit", commit)


class Killed(Browser):
    """A browser of a page that is killed ``most`` times (None: before each change) for every request that changes
    something and every job, or for one in ``each`` of them. ``library`` is one that is worked on. ``met`` counts the
    kills by what was asked for, with how many there could be; ``faults`` is what did not hold."""

    def __init__(
        self, *given: Any, most: int | None = None, each: int = 1, seed: int = 1, library: Path | None = None
    ) -> None:
        super().__init__(*given)
        self.watched = Watched(self.settings, library)
        self.most, self.each, self.chance = most, each, random.Random(seed)
        self.met: dict[str, list[int]] = {}
        self.faults: list[str] = []

    def post(self, url: Any, **given: Any) -> Any:  # type: ignore[override]
        def again(settings: Settings, engine: Engine) -> None:
            other = Browser(settings, engine)
            other.headers, other.cookies = self.headers, self.cookies
            other.post(url, **given)

        kind = re.sub(r"\d+|evaluation-lot-[\w-]+|consensus-[\w-]+", "…", str(url))
        data = given.get("data") or {}
        return self._between(
            f"{kind} {data.get('do', '')}".strip(), lambda: super(Killed, self).post(url, **given), again
        )

    def wait(self, page: Shown) -> Shown:
        id = page.address.rpartition("/")[2]
        job = jobs.find(self.engine, id)
        assert job is not None, page.text[:300]

        def again(settings: Settings, engine: Engine) -> None:
            asked = id
            found = jobs.find(engine, id)
            if found is not None and found.state != "waiting":  # whoever is told that it was stopped asks again
                asked = jobs.ask(engine, job.procurement, job.kind, job.asked, job.by)
            with workers.at_work(settings) as worker:
                running.do_job(settings, engine, asked, worker)

        return self._between(f"job {job.kind}", lambda: super(Killed, self).wait(page), again)

    def _between(self, kind: str, really: Callable[[], Any], again: Callable[[Settings, Engine], None]) -> Any:
        if self.chance.randrange(self.each):
            return really()
        moments = Moments(self.watched, self.engine)
        count = 0

        def tick() -> None:
            nonlocal count
            count += 1

        with counted(self.engine, tick):
            answer = really()
        after = self.watched.files()
        points = range(count) if self.most is None else self.chance.sample(range(count), min(self.most, count))
        killed = 0
        with moments:
            for point in points:
                moments.begin()
                try:
                    killed += self._try(
                        f"{kind}, killed before change {point} of {count}", moments, after, again, point
                    )
                except AssertionError as fault:
                    self.faults.append(str(fault).partition("\n")[0])
        met = self.met.setdefault(kind, [0, 0])
        met[0] += killed
        met[1] += count
        return answer

    def _try(
        self,
        said: str,
        moments: Moments,
        after: dict[str, bytes],
        again: Callable[[Settings, Engine], None],
        point: int,
    ) -> bool:
        database = self.settings.database
        was_killed = _forked(database, lambda engine: _until(point, engine, lambda: again(self.settings, engine)))
        _prove(said, self.settings, self.watched, self.watched.files(moments.before), after)
        assert not _forked(database, lambda engine: again(self.settings, engine)), said
        _prove(f"{said}, and asked for again", self.settings, self.watched, after, after)
        return was_killed


def _until(point: int, engine: Engine, work: Callable[[], None]) -> None:
    left = point

    def tick() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with counted(engine, tick):
        work()


def _forked(database: str, work: Callable[[Engine], None]) -> bool:
    """Work in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(opened(database))
            status = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _prove(said: str, settings: Settings, watched: Watched, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """What holds when the page is started again: each folder is as it was or as it was to be, nothing of ours lies
    about, nothing is locked, the library and every procurement can be read, and no job is under way that nobody
    does."""
    finish_files(settings)
    engine = opened(settings.database)
    queue, task = running.task_of(settings, engine)
    running.mend(settings, engine, queue, task, is_start=True)
    waiting = jobs.waiting(engine, is_all=True)
    assert not waiting or queue.pending_count(), f"{said}: a job waits for ever"
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM jobs WHERE state = 'running'")).scalar()
    assert not count, f"{said}: a job is done by nobody"
    engine.dispose()
    there = watched.files()
    more = {name for name in there if name not in before and name not in after}
    odd = [name for name in more if there[name] not in _kept(name, before, after)]
    assert not odd, f"{said}: {odd}"
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    for folder in {os.path.dirname(name) for name in before.keys() | after.keys()}:
        inside = [name for name in before.keys() | after.keys() if os.path.dirname(name) == folder]
        ways = [{name: of.get(name) for name in inside} for of in (before, after)]
        stands = {name: None if _is_spare(name, there) else there.get(name) for name in inside}
        assert stands in ways, f"{said}: of {changed} there are {[n for n in changed if there.get(n) == after.get(n)]}"
    folders = watched.folders()
    assert not [one for one in folders if one.name.startswith(".ddtender")], said
    assert all(is_free(one) for one in folders), f"{said}: a folder is locked"
    conflicts.undecided(Path(settings.root))
    for name in names(settings):
        progress(Path(settings.root), watched.purchases / name)


def _is_spare(name: str, there: dict[str, bytes]) -> bool:
    """Whether a file is a copy of one that was to be replaced, and still stands beside it."""
    first = _KEPT.sub("", name)
    return first != name and there.get(name) is not None and there.get(name) == there.get(first)


def _kept(name: str, before: dict[str, bytes], after: dict[str, bytes]) -> tuple[bytes | None, bytes | None]:
    """What a file may have that has a second name."""
    first = _KEPT.sub("", name)
    return before.get(first), after.get(first)
