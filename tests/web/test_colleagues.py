"""A colleague without an account comes in by a link: to one procurement, once, while the link holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from ddtender.web import guests
from ddtender.web.guard.rates import ENTRIES
from ddtender.web.store.database import now
from ddtender.web.store.tables import INVITATIONS
from tests.commands import copy_workspace
from tests.procurement.running import run
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown, let_in


@pytest.fixture
def host(purchases: Path, tmp_path: Path) -> Iterator[Browser]:
    """An officer with two procurements, over a library that nobody has approved."""
    with let_in(copy_workspace(tmp_path / "library"), purchases) as found:
        found.submit(found.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
        for name in ("tel", "other"):
            run(ROOT, "new", purchases / name)
        shutil.copy(ROOT / "tests/procedures/phones.yaml", purchases / "tel/procedure.yaml")
        with (purchases / "tel/procedure.yaml").open("a") as file:
            file.write("scenario: low\n")
        yield found


@pytest.fixture
def guest(host: Browser) -> Iterator[Browser]:
    with Browser(host.settings, host.engine) as found:
        yield found


def invite(host: Browser, may: str = "lawyer", name: str = "B. Jurist", to: str = "tel") -> str:
    """The path of a new link."""
    asked = {"who": name, "role": "counsel", "may": may, "days": "7"}
    page = host.submit(host.see(f"/p/{to}/colleagues"), asked, button=("do", "invite"))
    link = page.tree.cssselect("#link")[0].get("value", "")
    assert link.startswith(host.settings.origin + "/invited?key=") and page.status == 200
    assert "Cache-Control" in page.answer.headers and link not in host.see(f"/p/{to}/colleagues").text
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def refused_as(host: Browser, name: str) -> bool:
    """Whether nobody can be invited under a name."""
    asked = {"who": name, "role": "counsel", "may": "lawyer", "days": "7"}
    page = host.submit(host.see("/p/tel/colleagues"), asked, button=("do", "invite"))
    return page.status == 422 and "is a name of the team, or your own" in " ".join(page.problems)


def come_in(guest: Browser, link: str) -> Shown:
    page = guest.see(link)
    return guest.submit(page, action="/invited") if page.status == 200 else page


def test_a_lawyer_without_an_account_signs_off(host: Browser, guest: Browser, purchases: Path) -> None:
    assert host.submit(host.see("/p/tel/colleagues"), {}, button=("do", "invite")).status == 422
    assert refused_as(host, "a.  BUYER"), "nobody is their own colleague"
    link = invite(host)
    assert guest.get("/p/tel/signoff").status_code == 403
    assert guest.see(link).text == guest.see(link).text  # what a mail program opens uses nothing up
    page = come_in(guest, link)
    assert page.address == "/p/tel/signoff" and "key=" not in str(page.answer.url), page.text[:400]
    assert "0 of" in page.text
    done = guest.submit(page, page.ticks("definition.tender"), button=("do", "approve"))
    assert "1 text is approved, in your name." in done.text and "1 of" in done.text, done.text[:900]
    stamp = Path(host.settings.root, "clause_library/reviews/definition.tender.yaml").read_text("utf-8")
    assert 'reviewer: "B. Jurist"' in stamp and 'role: "counsel, by link of A. Buyer"' in stamp
    page = guest.see("/p/tel/comments")
    said = guest.submit(page, {"said": "Why two?"}, button=("do", "comment"))
    assert "B. Jurist, counsel" in said.text
    assert "B. Jurist, counsel" in host.see("/p/tel/signoff").text
    preview = guest.see("/p/tel/preview")
    assert preview.status == 200 and not [one for one in preview.links() if "/fact/" in one]
    draft = purchases / "tel/draft"
    (draft / "contract.docx").write_bytes((ROOT / "templates/contract.docx").read_bytes())
    assert guest.get("/p/tel/files/draft/contract.docx").status_code == 200
    sent = {"document": ("edited.docx", (draft / "contract.docx").read_bytes())}
    guest.submit(guest.see("/p/tel/signoff"), files=sent, button=("do", "review"))
    assert (draft / "reviewed/edited.docx").is_file()
    for closed in ("/p/tel/facts", "/p/tel/record", "/p/tel/colleagues", "/library", "/new", "/portfolio"):
        assert guest.get(closed).status_code == 403, closed
    for other in ("/p/other", "/p/other/signoff", "/p/nothing/signoff", "/p/tel/files/record.jsonl"):
        assert guest.get(other).status_code == 404, other
    assert guest.get("/").url.path == "/p/tel/signoff"
    lines = (purchases / "tel/record.jsonl").read_text("utf-8").splitlines()
    told = [(one["what"], one["by"]) for one in map(json.loads, lines)]
    assert told == [("invited", "A. Buyer"), ("joined", "B. Jurist"), ("commented", "B. Jurist")]
    run(ROOT, "record", purchases / "tel")
    shown = host.see("/p/tel/record").text
    assert "Colleague invited" in shown and "Came in by the link" in shown and "uninvited" not in shown


def test_a_link_lets_one_in_once_and_no_longer_than_it_holds(host: Browser, guest: Browser, purchases: Path) -> None:
    link = invite(host, "reader")
    page = come_in(guest, link)
    assert page.status == 200 and not page.tree.cssselect("[value=approve]")
    forged = {"do": "sheet", "csrf": page.tree.cssselect("[name=csrf]")[0].get("value", "")}
    assert guest.post("/p/tel/signoff", data=forged).status_code == 403
    with Browser(host.settings, host.engine) as thief:
        assert come_in(thief, link).status == 403 and not thief.cookies
        assert thief.post("/invited", data={"key": link.partition("=")[2]}).status_code == 403
        thief.cookies.set("ddtender", guest.cookies[guests.GUEST])  # nor is it a key to the whole page
        assert thief.get("/").status_code == 403
    shown = host.see("/p/tel/colleagues")
    assert "came in" in shown.text
    forms = (one for one in shown.tree.cssselect("main form") if one.cssselect("[value=withdraw]"))
    form: Any = next(forms)
    data = {"csrf": forged["csrf"], "id": form.fields["id"], "do": "withdraw"}
    assert guest.post("/p/tel/colleagues", data=data).status_code == 403
    assert guest.get("/p/tel/signoff").status_code == 200
    data["csrf"] = form.fields["csrf"]
    assert "is withdrawn" in host.post("/p/tel/colleagues", data=data).text
    assert guest.get("/p/tel/signoff").status_code == 403
    second = invite(host, name="C. Late")
    with host.engine.begin() as connection:
        connection.execute(update(INVITATIONS).values(until=now() - timedelta(seconds=1)))
    assert come_in(guest, second).status == 403
    for _ in range(ENTRIES):
        last = guest.get("/invited?key=guessed").status_code
    assert last == 429
    third = invite(host, name="D. Last")
    assert guest.get(third).status_code == 200, "nobody's guesses close the door to whoever has a link"


def test_a_link_that_did_not_let_in_can_be_used_again(host: Browser, guest: Browser, purchases: Path) -> None:
    page = guest.see(invite(host))
    facts, record = purchases / "tel/procedure.yaml", purchases / "tel/record.jsonl"
    for there in (record, facts):
        kept = there.rename(purchases / "aside")
        if there == record:
            there.symlink_to(kept)  # nothing is written through a link
        assert guest.submit(page, action="/invited").status == 404 and not guest.cookies
        kept.replace(there)
    half = b'--X\r\nContent-Disposition: form-data; name="key"\r\n\r\n\\ud800\r\n--X--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=X; charset=raw_unicode_escape"}
    assert guest.post("/invited", content=half, headers=kind).status_code == 403
    assert guest.submit(page, action="/invited").address == "/p/tel/signoff"
    assert guest.submit(page, action="/invited").address == "/p/tel/signoff", "the same browser, again"


def test_one_browser_comes_in_by_several_links(host: Browser, guest: Browser) -> None:
    shutil.copy(Path(host.settings.folder, "tel/procedure.yaml"), Path(host.settings.folder, "other/procedure.yaml"))
    first = come_in(guest, invite(host))
    assert come_in(guest, invite(host, "reader", "B. Jurist-Reader", "other")).address == "/p/other/signoff"
    page = guest.see("/p/tel/signoff")
    assert page.status == 200 and page.tree.cssselect("[value=approve]")
    assert "is approved" in guest.submit(first, first.ticks("definition.tender"), button=("do", "approve")).text
    other = guest.see("/p/other/signoff")
    assert other.status == 200 and not other.tree.cssselect("[value=approve]")
    assert guest.get("/").url.path == "/p/other/signoff"
    shown = host.see("/p/other/colleagues")
    form: Any = next(one for one in shown.tree.cssselect("main form") if one.cssselect("[value=withdraw]"))
    data = {"csrf": form.fields["csrf"], "id": form.fields["id"], "do": "withdraw"}
    assert "is withdrawn" in host.post("/p/other/colleagues", data=data).text
    assert guest.get("/p/other/signoff").status_code == 404 and guest.get("/").url.path == "/p/tel/signoff"


def test_a_team_lets_nobody_in_by_links_unless_it_says_so(host: Browser) -> None:
    from msgspec.structs import replace

    from ddtender.web.settings import Team, TeamMember

    link = invite(host)
    team = Team(
        host.settings.origin,
        "x-who",
        {"a@city": TeamMember("A", ("officer",)), "l@city": TeamMember("L. Jurist", ("lawyer",))},
        ("testclient",),
    )
    settings = replace(host.settings, team=team)
    with Browser(settings, host.engine) as found:
        assert found.get(link).status_code == 403
        assert "switched off" in found.get("/p/tel/colleagues", headers={"x-who": "a@city"}).text
    settings = replace(host.settings, team=replace(team, links=True))
    with Browser(settings, host.engine) as found:
        host, who = found, {"x-who": "a@city"}
        assert come_in(found, link).address == "/p/tel/signoff"
        found.headers.update(who)
        for name in ("a", "L. Jurist", "l.  JURIST", "Jurist (l@city)"):
            assert refused_as(host, name), name
        token = found.see("/p/tel/signoff").tree.cssselect("[name=csrf]")[0].get("value", "")
        assert found.post("/leave", data={"csrf": token}).status_code == 200 and not found.cookies
        del found.headers["x-who"]
        assert found.get("/p/tel/signoff").status_code == 403, "nobody else finds the link's session in this browser"
        found.cookies.set(guests.GUEST, "over")
        assert 'ddtender-guest=""' in found.get("/").headers["set-cookie"], "it would keep the proxy from asking"


def test_a_link_is_withdrawn_whatever_is_wrong_with_the_record(host: Browser, guest: Browser, purchases: Path) -> None:
    assert come_in(guest, invite(host)).status == 200
    record = purchases / "tel/record.jsonl"
    record.write_bytes(broken := record.read_bytes() + b"{}\n")
    shown = host.see("/p/tel/colleagues")
    assert shown.status == 200 and not shown.tree.cssselect("[value=invite]"), "an invitation goes on record"
    form: Any = next(one for one in shown.tree.cssselect("main form") if one.cssselect("[value=withdraw]"))
    page = host.fill_in(shown, form, {}, None, ("do", "withdraw"))
    assert page.status == 200 and "is withdrawn" in page.text and "could not be put on record" in page.text
    assert guest.get("/p/tel/signoff").status_code == 403 and record.read_bytes() == broken
