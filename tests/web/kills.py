"""How often the page is killed in a walk, and a browser of a page that is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.commands import approved_workspace
from tests.web.browsing import Browser, let_in
from tests.web.killing import Killed

KILLS = os.environ.get("KILLS", "")
long = pytest.mark.skipif(not KILLS, reason="takes minutes: make kills")


def often(each: int) -> dict[str, int | None]:
    """How often: without being told one request in ``each``, once."""
    return {"most": None if KILLS == "all" else int(KILLS), "each": 1} if KILLS else {"most": 1, "each": each}


@contextmanager
def killed(purchases: Path, each: int, library: Path | None = None) -> Iterator[Killed]:
    """A browser of a page that is killed all the time; ``library`` is one that is worked on. What is done again is done
    in the same second, so that it gives the same bytes."""
    browser = partial(Killed, **often(each), library=library)
    second = patch.dict(os.environ, SOURCE_DATE_EPOCH=str(int(time.time())))
    with second, let_in(library or approved_workspace(), purchases, browser=browser) as found:
        assert isinstance(found, Killed)
        try:
            yield found
        finally:
            for kind, (kills, points) in found.met.items():
                print(f"{kills:5} of {points:5}  {kind}")
        assert not found.faults, "\n".join(found.faults)
        assert sum(kills for kills, _ in found.met.values()) >= len(found.met) // 2


def named(browser: Browser, name: str = "A. Buyer", role: str = "procurement officer") -> None:
    """Say who sits there."""
    browser.submit(browser.see("/you"), {"who": name, "role": role})
