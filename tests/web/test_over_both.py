"""A team's page over SQLite and over PostgreSQL with Redis: the same walk, the same jobs; two pages are one."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
import yaml
from msgspec.structs import replace

from ddtender.web.jobs import handed_in, running, workers
from ddtender.web.serving import prepared
from ddtender.web.settings import Settings, Team, TeamMember
from ddtender.web.store import jobs
from ddtender.web.store.database import opened
from ddtender.workspace.errors import WorkspaceError
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown
from tests.web.conftest import Store
from tests.web.servers import Servers
from tests.web.serving import free_port, page_of_team

PEOPLE = {
    "a@city": TeamMember("A. Buyer", ("officer",)),
    "b@city": TeamMember("B. Buyer", ("officer",)),
    "c@city": TeamMember("C. Jurist", ("lawyer",)),
}


@pytest.fixture
def settings(store: Store, purchases: Path) -> Settings:
    """Those of a team's page over an empty folder."""
    team = Team("http://127.0.0.1", "x-who", PEOPLE, ("testclient",), store.database, store.queue)
    if not store.queue:
        team = replace(team, database="")
    return prepared(ROOT, purchases, team).settings


@pytest.fixture
def people(settings: Settings) -> Iterator[dict[str, Browser]]:
    """A browser of each of them."""
    with ExitStack() as stack:
        found = {}
        for who in PEOPLE:
            engine = opened(settings.database)  # as a process of its own would
            stack.callback(engine.dispose)
            found[who] = stack.enter_context(Browser(settings, engine))
            found[who].headers["x-who"] = who
        yield found


def taken(settings: Settings, worker: str = "") -> int:
    """Do what waits in the queue, as a worker does; how much it was."""
    engine, count = opened(settings.database), 0
    queue, _ = running.task_of(settings, engine, worker)
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
        count += 1
    engine.dispose()
    return count


def test_two_people_and_a_job(settings: Settings, people: dict[str, Browser], purchases: Path) -> None:
    mine, theirs = people["a@city"], people["b@city"]
    mine.submit(mine.see("/new"), {"name": "one"})
    facts = "/p/one/facts/what"
    first, second = mine.see(facts), theirs.see(facts)
    token = first.form().fields["csrf"]
    assert mine.post(f"{facts}/keep", data={"csrf": token, "title": "Typed, not saved"}).status_code == 200
    assert "Typed, not saved" not in theirs.get(facts).text and "Typed, not saved" in mine.get(facts).text
    assert theirs.submit(second, {"title": "Laptops – “nieuw”", "scenario": "low"}).status == 200
    conflict = mine.submit(first, {"title": "Mine"})
    assert conflict.status == 409 and "Laptops – “nieuw”" in conflict.text
    stated = yaml.safe_load((purchases / "one/procedure.yaml").read_text("utf-8"))
    assert stated["title"] == "Laptops – “nieuw”"
    assert people["c@city"].submit(people["c@city"].see("/p/one/facts/what"), {"title": "x"}).status == 403
    asked = theirs.submit(theirs.see("/p/one/draft"))
    assert "waiting" in asked.text
    assert taken(settings, "w") == 1 and taken(settings) == 0
    seen = mine.see(asked.address)
    assert "It is done." in seen.text, seen.text
    job = jobs.find(mine.engine, asked.address.rpartition("/")[2])
    assert job and job.by == {"name": "B. Buyer", "role": "officer"}
    assert (purchases / "one/draft/tender.docx").is_file()


def test_what_was_asked_for_and_is_not_in_the_queue_gets_there(
    settings: Settings, people: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = people["a@city"]
    browser.submit(browser.see("/new"), {"name": "one"})

    def lost(*_: object) -> None:
        raise ConnectionError("no queue")

    with monkeypatch.context() as patched:
        patched.setattr(running, "task_of", lost)
        asked = browser.submit(browser.see("/p/one/draft"))
    assert "waiting" in asked.text and taken(settings) == 0
    queue, task = running.task_of(settings, browser.engine)
    running.mend(settings, browser.engine, queue, task)  # it may be on its way
    assert taken(settings) == 0
    for _ in range(2):  # nor does it come there twice
        running.mend(settings, browser.engine, queue, task, is_start=True)
    assert taken(settings) == 1
    assert "No scenario is chosen yet" in browser.see(asked.address).text


def test_a_file_of_a_job_that_never_came_to_it_goes_after_a_day(settings: Settings, people: dict[str, Browser]) -> None:
    engine = people["a@city"].engine
    folder = Path(settings.state, "handed-in")
    left, waits, running_, new = (handed_in.keep(settings, "request.xml", b"<a/>") for _ in range(4))
    for kept in (left, waits, running_):
        os.utime(folder / kept, times=(0, 0))
    (folder / "notes.txt").write_bytes(b"not ours")
    os.utime(folder / "notes.txt", times=(0, 0))
    ids = [jobs.ask(engine, "one", "espd", {"kept": kept, "name": "request.xml"}, {}) for kept in (waits, running_)]
    assert jobs.begin(engine, ids[1], "nobody")
    queue, task = running.task_of(settings, engine)
    running.mend(settings, engine, queue, task)
    assert {*os.listdir(folder)} == {waits, running_, new, "notes.txt"}
    for id in ids:
        jobs.end(engine, id, "stopped", {})
    running.mend(settings, engine, queue, task)
    assert {*os.listdir(folder)} == {new, "notes.txt"}


def test_a_job_whose_worker_was_killed_is_told_at_once(
    settings: Settings, people: dict[str, Browser], purchases: Path
) -> None:
    browser = people["a@city"]
    browser.submit(browser.see("/new"), {"name": "one"})
    asked = browser.submit(browser.see("/p/one/draft"))
    id = asked.address.rpartition("/")[2]
    engine = opened(settings.database)
    with workers.at_work(settings) as worker:
        assert jobs.begin(engine, id, worker)
        assert "under way" in browser.see(asked.address).text and workers.ended(settings) == []
    shown = browser.see(asked.address)
    assert "The program ended in the middle" in shown.text, shown.text
    assert not [*Path(settings.state, "workers").iterdir()]
    assert taken(settings) == 1  # the queue still has it, and it is not done again
    assert "The program ended in the middle" in browser.see(asked.address).text
    engine.dispose()


@pytest.mark.parametrize("queue", ["redis://:secret@127.0.0.1:1/0", "secret://x"])
def test_a_queue_that_is_none_is_told_in_words(queue: str, purchases: Path) -> None:
    team = Team("http://127.0.0.1", "x-who", PEOPLE, queue=queue)
    with pytest.raises(WorkspaceError, match="queue") as told:
        prepared(ROOT, purchases, team)
    assert "secret" not in str(told.value)


def test_two_pages_over_one_database_are_one(team_servers: Servers, purchases: Path, tmp_path: Path) -> None:
    people = {who: {"name": one.name, "roles": [*one.roles]} for who, one in PEOPLE.items()}
    said = {"address": "http://page.example", "header": "x-who", "people": people}
    team = tmp_path / "team.yaml"
    team.write_text(json.dumps({**said, "database": team_servers.database(), "queue": team_servers.queue}), "utf-8")
    with ExitStack() as stack:
        addresses = [
            stack.enter_context(page_of_team(purchases, team, tmp_path / "state", port))
            for port in (free_port(), free_port())
        ]
        headers = {"host": "page.example", "x-who": "a@city"}
        client = stack.enter_context(httpx2.Client(headers=headers, follow_redirects=False, timeout=60))

        def see(which: int, path: str) -> Shown:
            return Shown(client.get(addresses[which] + path))

        def send(which: int, path: str, page: Shown, **values: str) -> str:
            token = page.form().fields["csrf"]
            answer = client.post(addresses[which] + path, data={"csrf": token, **values})
            assert answer.status_code == 303, answer.text
            return answer.headers["location"]

        page = see(0, "/new")
        client.headers["cookie"] = page.answer.headers["set-cookie"].partition(";")[0]
        # a form that one has shown is taken by the other: there is one session
        assert send(1, "/new", page, name="one") == "/p/one"
        token = see(1, "/p/one/facts/what").form().fields["csrf"]
        kept = client.post(f"{addresses[0]}/p/one/facts/what/keep", data={"csrf": token, "title": "Half a ti"})
        assert kept.status_code == 200 and "Half a ti" in see(1, "/p/one/facts/what").answer.text
        job = send(0, "/p/one/draft", see(0, "/p/one/draft"))
        until = time.monotonic() + 60
        while "not possible" not in (shown := see(1, job)).text:
            assert time.monotonic() < until, shown.text
        assert "No scenario is chosen yet" in shown.text
        # the database goes and comes back: nobody has to start the page again
        team_servers.stop("postgres")
        assert [client.get(f"{one}/").status_code for one in addresses] == [503, 503]
        team_servers.stop("redis")
        team_servers.postgresql()
        asked = send(1, "/p/one/draft", see(1, "/p/one/draft"))  # there is no queue, but it is noted
        assert "waiting" in see(0, asked).text
        team_servers.redis()
        until = time.monotonic() + 60
        while "not possible" not in (shown := see(0, asked)).text:
            assert time.monotonic() < until, shown.text
