"""Every page in Chromium over the program as people start it: accessible, in both colours, narrow, with larger text."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tools
from tests.commands import approved_workspace
from tests.market.worksheets import finished
from tests.tools import ROOT
from tests.web.serving import served

PAGES = (
    *("/", "/new", "/you", "/library", "/library/translations"),
    *(f"/p/tel{page}" for page in ("", "/files", "/record", "/risks", "/market", "/facts", "/provisions", "/preview")),
    *(
        f"/p/tel{page}"
        for page in ("/decisions", "/draft", "/pages", "/signoff", "/issue", "/issue/1", "/questions", "/nothing")
    ),
    *(f"/p/tel/facts/{group}" for group in ("what", "country", "procedure", "term", "award", "lots", "contractors")),
    *(f"/p/tel/facts/{group}" for group in ("parameters", "notice")),
    "/p/tel/preview?document=contract",
    *("/library/layers", "/library/versions", "/batch", "/p/tel/notice"),
    "/p/tel/comments",
    "/p/tel/colleagues",
    *(f"/p/cells/risks{page}" for page in ("", "/risks", "/risks/2", "/parts/new", "/start/page")),
)


@pytest.fixture
def entrance(approved_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of its own for each test: its link lets one browser in, once."""
    folder = tmp_path_factory.mktemp("purchases")
    shutil.copytree(approved_issued, folder / "tel")
    (folder / "cells/risks").mkdir(parents=True)
    (folder / "cells/procedure.yaml").write_text("title: Batteries\n", "utf-8")
    (folder / "cells/risks/risks.xlsx").write_bytes(finished())
    with served(approved_workspace(), folder, tmp_path_factory.mktemp("state")) as found:
        yield found


def test_every_page_is_for_everybody(needs_chromium: None, entrance: str) -> None:
    driver = [shutil.which("node") or "node", str(ROOT / "tests/web/walk.mjs"), entrance, *PAGES]
    environment = {**os.environ, "CHROMIUM": tools.chromium() or ""}
    done = subprocess.run(driver, capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    troubled = {
        path: (one["wrong"], one["said"])
        for path, one in seen.items()
        if one["wrong"] or (one["said"] and one["status"] < 400)
    }
    assert not troubled, json.dumps(troubled, indent=1)
    assert {one["first"] for path, one in seen.items() if path != "/p/tel/nothing"} == {"#main"}
    statuses = {path: one["status"] for path, one in seen.items()}
    assert statuses.pop("/p/tel/nothing") == 404
    assert set(statuses.values()) == {200}, statuses
    titles = [one["title"] for path, one in seen.items() if "?" not in path]
    assert all(re.search(r"\w.* – ddtender$", title) for title in titles)


def test_what_was_typed_last_is_kept(needs_chromium: None, entrance: str) -> None:
    driver = [shutil.which("node") or "node", str(ROOT / "tests/web/typing.mjs"), entrance]
    environment = {**os.environ, "CHROMIUM": tools.chromium() or ""}
    done = subprocess.run(
        [*driver, "/p/cells/facts/what", "reference"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout == "second\n", done.stderr
