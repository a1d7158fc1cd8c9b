"""A backup is a copy of the folder; with a dump of the database sessions and unfinished answers come back as well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ddtender.web.serving import prepared
from ddtender.web.settings import Team, TeamMember
from ddtender.web.store.database import opened
from tests.commands import approved_workspace
from tests.folders import files_in
from tests.procurement.running import ddtender
from tests.web.browsing import Browser, Shown
from tests.web.servers import Servers

_KEPT = "Typed, not saved – “nieuw”"


def entered(folder: Path, database: str, queue: str) -> Browser:
    """A browser of somebody of a team, over a folder and a database."""
    people = {"a@city": TeamMember("A. Buyer", ("officer",))}
    team = Team("http://127.0.0.1", "x-who", people, ("testclient",), database, queue)
    settings = prepared(approved_workspace(), folder, team).settings
    engine = opened(settings.database)
    found = Browser(settings, engine)
    found.headers["x-who"] = "a@city"
    return found


def test_what_was_backed_up_goes_on_elsewhere(
    team_servers: Servers, purchases: Path, approved_issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(approved_issued, purchases / "tel")
    with (purchases / "tel/procedure.yaml").open("a", encoding="utf-8") as stream:
        stream.write("scenario: low\n")
    database = team_servers.database()
    before = entered(purchases, database, team_servers.queue)
    page = before.see("/p/tel/facts/what")
    token = page.form().fields["csrf"]
    assert before.post("/p/tel/facts/what/keep", data={"csrf": token, "title": _KEPT}).is_success
    asked = before.submit(before.see("/p/tel/draft"))
    # the three commands of docs/page.md
    dump = tmp_path / "backup/page.sql"
    shutil.copytree(purchases, tmp_path / "backup/purchases", symlinks=True)
    dumped = team_servers.run("pg_dump", "--no-owner", database)
    dump.write_bytes(dumped)
    # and everything else is lost
    before.engine.dispose()
    shutil.rmtree(purchases)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other-state"))
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "backup/purchases", elsewhere)
    restored = team_servers.database()
    team_servers.run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", restored, given=dump.read_bytes())
    after = entered(elsewhere, restored, team_servers.queue)
    after.cookies = before.cookies
    assert files_in(elsewhere) == files_in(tmp_path / "backup/purchases")
    form = Shown(after.get("/p/tel/facts/what"))
    assert _KEPT in form.answer.text and form.form().fields["csrf"] == token  # the same session
    assert "waiting" in after.see(asked.address).text
    after.wait(after.see(asked.address))  # what had been asked for is done
    assert (elsewhere / "tel/draft/tender.docx").is_file()
    assert ddtender("status", elsewhere / "tel").exit_code == 0
    ddtender("verify", elsewhere / "tel/issued/1")
    after.engine.dispose()
    # without a dump: nothing of a procurement is lost, only what nobody has saved
    bare = entered(elsewhere, team_servers.database(), team_servers.queue)
    form = bare.see("/p/tel/facts/what")
    assert form.status == 200 and _KEPT not in form.answer.text
    assert bare.submit(form, {"reference": "T-9"}).status == 200
    assert b"T-9" in (elsewhere / "tel/procedure.yaml").read_bytes()
    bare.engine.dispose()
