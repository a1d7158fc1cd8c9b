"""Whatever is killed, and whenever: files, database and record agree at the next start, and it can be done again.

`make kills` kills the page before every single change (``KILLS=all``), or so often for each request (``KILLS=5``);
without it a few of all are tried.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from tests.commands import approved_workspace
from tests.web import test_after_the_tender as after
from tests.web import test_asking_the_market as market
from tests.web import test_publishing as publishing
from tests.web import test_risks_typed as risks
from tests.web.browsing import Shown
from tests.web.killing import Killed
from tests.web.kills import killed, long, named
from tests.web.serving import entrance_of, free_port, wait_for


def test_while_the_market_is_asked(purchases: Path) -> None:
    with killed(purchases, 4) as browser:
        named(browser)
        market.test_forms_come_back_and_a_scenario_is_chosen(browser, purchases)


def test_while_questions_are_answered(purchases: Path, approved_issued: Path) -> None:
    with killed(purchases, 3) as browser:
        named(browser)
        publishing.test_questions_and_the_record(browser, purchases, approved_issued)


def test_while_risks_are_typed(purchases: Path) -> None:
    with killed(purchases, 5) as browser:
        risks.a_worksheet_is_filled_in(browser)


@long
def test_while_sets_are_issued(purchases: Path, tmp_path: Path) -> None:
    with killed(purchases, 1) as browser:
        named(browser)
        publishing.test_a_set_is_published_corrected_and_explained(browser, purchases, tmp_path)


issued = after.issued


@long
@pytest.mark.parametrize(
    "walks",
    [
        (
            after.tenders_are_typed_and_judged_alone_then_together,
            after.differences_are_decided_and_the_ranking_follows,
            after.letters_are_written_winners_named_and_contracts_handed_over,
            after.a_contract_is_followed_year_by_year,
        )
    ],
)
def test_while_tenders_are_judged_and_contracts_followed(
    walks: tuple[Callable[[Killed, Path], None], ...], issued: Path, purchases: Path
) -> None:
    shutil.copytree(issued, purchases, dirs_exist_ok=True)
    with killed(purchases, 1) as browser:
        for walk in walks:
            walk(browser, purchases)


class Started:
    """`ddtender serve` as people start it, to be killed without a word to its children."""

    def __init__(self, folder: Path, state: Path, port: int, *options: str) -> None:
        command = [sys.executable, "-m", "ddtender", "--workspace", str(approved_workspace()), "serve", str(folder)]
        environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [*command, "--no-browser", "--port", str(port), *options],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        self.entrance = entrance_of(self.process)
        wait_for("127.0.0.1", port)

    def all(self) -> list[int]:
        """It and all that it has started (Linux)."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":  # its session
                found.append(int(stat.parent.name))
        return found

    def workers(self) -> list[int]:
        """Those that do jobs; the first begins a little later than the page."""
        until = time.monotonic() + 60
        while not (found := [pid for pid in self.all() if b"ddtender.web.worker" in _command(pid)]):
            assert time.monotonic() < until
            time.sleep(0.05)
        return found

    def kill(self) -> None:
        """SIGKILL to the one that was started; the others have to end by themselves, and soon."""
        self.process.kill()
        self.process.wait()
        until = time.monotonic() + 20
        while left := self.all():
            assert time.monotonic() < until, f"still there: {left}"
            time.sleep(0.05)

    def end(self) -> None:
        for pid in self.all():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


def test_the_program_is_killed_and_started_again(purchases: Path, tmp_path: Path) -> None:
    port, state = free_port(), tmp_path / "state"
    first = Started(purchases, state, port)
    try:
        with httpx2.Client(follow_redirects=True, timeout=60) as client:
            client.get(first.entrance)
            here = f"http://127.0.0.1:{port}"

            def submit(path: str, **values: str) -> Shown:
                token = Shown(client.get(here + path)).form().fields["csrf"]
                return Shown(client.post(here + path, data={"csrf": token, **values}))

            submit("/new", name="one")
            submit("/p/one/facts/what", scenario="low", title="Laptops")
            job = submit("/p/one/draft")
            while "waiting" in job.text:
                job = Shown(client.get(here + job.address))
            first.kill()
            socket.create_server(("127.0.0.1", port)).close()  # nobody holds it
            first = Started(purchases, state, port)
            told = Shown(client.get(here + job.address))  # the browser is let in as before
            assert "The program ended in the middle" in told.text or "It is done." in told.text, told.text
            assert not [*purchases.rglob(".ddtender*")]
            # the worker alone is killed: there is another one at once
            (worker,) = first.workers()
            os.kill(worker, signal.SIGKILL)
            again = submit("/p/one/draft")
            until = time.monotonic() + 90
            while "It is done." not in again.text:
                assert time.monotonic() < until, again.text
                again = Shown(client.get(here + again.address))
            assert (purchases / "one/draft/tender.docx").is_file()
    finally:
        first.end()


def test_of_several_processes_none_stays(purchases: Path, tmp_path: Path) -> None:
    people = {"a@city": {"name": "A. Buyer", "roles": ["officer"]}}
    team = tmp_path / "team.yaml"
    team.write_text(json.dumps({"address": "http://page.example", "header": "x-who", "people": people}), "utf-8")
    port = free_port()
    started = Started(purchases, tmp_path / "state", port, "--team", str(team), "--processes", "2")
    try:
        until = time.monotonic() + 60
        while len(started.all()) < 4:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert httpx2.get(f"http://127.0.0.1:{port}/", timeout=60).status_code == 400  # of no proxy
        started.kill()
        socket.create_server(("127.0.0.1", port)).close()
    finally:
        started.end()


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
