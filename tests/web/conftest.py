"""A page over a folder of procurements, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from sqlalchemy import Engine

from ddtender.web.store.database import opened
from tests import tools
from tests.commands import approved_workspace
from tests.folders import worked_case
from tests.procurement.running import issued
from tests.tools import ROOT
from tests.web.browsing import Browser, let_in
from tests.web.servers import Servers, programs, servers


@pytest.fixture
def purchases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of procurements, and a state folder of its own for the page."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "purchases"
    folder.mkdir()
    return folder


@pytest.fixture
def browser(purchases: Path) -> Iterator[Browser]:
    """A browser that was let in, without JavaScript; jobs are done when it asks how far they are."""
    with let_in(ROOT, purchases) as found:
        yield found


@pytest.fixture
def framework(purchases: Path) -> Path:
    """The procurement of the first worked case, with its lots, before anything was made."""
    return worked_case(purchases / "2027-ict-014")


@pytest.fixture
def officer(purchases: Path) -> Iterator[Browser]:
    """The same over a library of which all is approved, of somebody who has said who they are."""
    with let_in(approved_workspace(), purchases) as found:
        found.submit(found.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
        yield found


@pytest.fixture(scope="session")
def approved_issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A procurement of which a set was issued by command, made once."""
    return issued(tmp_path_factory.mktemp("issued") / "tel")


@pytest.fixture(scope="session")
def team_servers() -> Iterator[Servers]:
    """A PostgreSQL and a Redis, for as long as the tests run."""
    tools.require(programs(), "PostgreSQL with Redis")
    with servers(programs() or "") as found:
        yield found


class Store(Struct):
    """Where a page keeps what is no file: the addresses of its database, and of its queue ("": a file of SQLite)."""

    database: str
    queue: str

    def engine(self) -> Engine:
        return opened(self.database)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty one of each kind."""
    if request.param == "sqlite":
        return Store(f"sqlite:///{tmp_path}/page.sqlite", "")
    team_servers: Servers = request.getfixturevalue("team_servers")
    return Store(team_servers.database(), team_servers.queue)
