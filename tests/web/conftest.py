"""A page over a folder of procurements, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.web import app
from ddtender.web.serving import prepared
from ddtender.web.store.database import opened
from tests.tools import ROOT
from tests.web.browsing import Browser


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
    served = prepared(ROOT, purchases)
    engine = opened(served.settings.database)
    with Browser(app.made(served.settings, engine), served.settings, engine) as found:
        found.get(served.entrance)
        yield found
    engine.dispose()
