"""From the Tenders to the yearly report, in a browser without JavaScript: evaluation, award, contracts, register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.web import app
from ddtender.web.serving import prepared
from ddtender.web.store.database import opened
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.procurement.running import WHO, ddtender
from tests.procurement.test_lots import facts
from tests.web.browsing import Browser, Shown

NAME = "2027-tel-003"
HERE = f"/p/{NAME}"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of procurements with one of two lots, which was issued."""
    purchases = tmp_path_factory.mktemp("page") / "purchases"
    ddtender("new", purchases / NAME)
    (purchases / NAME / "procedure.yaml").write_text(facts(), encoding="utf-8")
    decide_all(approved_workspace(), purchases / NAME / "procedure.yaml")
    ddtender("issue", purchases / NAME, *WHO, "--scenario", "low")
    return purchases


@pytest.fixture(scope="module")
def page(issued: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser goes through it all; the tests of this file are in the order of the work."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        served = prepared(approved_workspace(), issued)
        engine = opened(served.settings.database)
        with Browser(app.made(served.settings, engine), served.settings, engine) as found:
            found.get(served.entrance)
            yield found
        engine.dispose()


def said(shown: Shown) -> Shown:
    assert shown.status == 200, shown.text
    return shown


def best(shown: Shown, why: str) -> dict[str, str]:
    """The first option of everything that is asked, and a reason."""
    values = {}
    for name in dict.fromkeys(field.get("name") for field in shown.tree.cssselect("main [name^=t]")):
        if name.endswith(".why"):
            values[name] = why
        elif radio := shown.tree.cssselect(f'[type=radio][name="{name}"]'):
            values[name] = radio[0].get("value")
        else:
            values[name] = shown.tree.cssselect(f'[name="{name}"] option')[1].get("value")
    return values


def test_tenders_are_typed_and_judged_alone_then_together(page: Browser, issued: Path) -> None:
    shown = said(page.see(f"{HERE}/evaluation"))
    assert "Nothing is being evaluated yet" in shown.text
    shown = said(page.submit(shown))
    place = issued / NAME / "evaluation"
    for lot in ("1", "2"):
        name = f"evaluation-lot-{lot}.xlsx"
        assert (place / name).read_bytes() == (issued / NAME / "issued/1" / name).read_bytes()
    book = f"{HERE}/evaluation/evaluation-lot-1"
    form = said(page.see(f"{book}/tenderers"))
    wrong = page.submit(
        form, {"t1.name": "Acme BV", "t1.price": "71,000", "t2.name": "acme bv"}, action=f"{book}/tenderers"
    )
    assert wrong.status == 422 and len(wrong.problems) == 2, wrong.problems
    typed = {
        "t1.name": "Acme BV",
        "t1.price": "71000",
        "t2.name": "Bolt NV",
        "t2.price": "72 000,50",
        "t3.name": "Core SA",
        "t3.price": "73000",
    }
    shown = said(page.submit(form, typed, action=f"{book}/tenderers", button=("do", "on")))
    assert "Saved." in shown.text and shown.address == f"{book}/selection"
    shown = said(page.submit(shown, best(shown, "seen")))
    shown = said(page.see(f"{HERE}/evaluation"))
    shown = said(page.submit(shown, {"do": "copies", "lot": "1", "evaluators": "A. Jansen\nB. Peeters"}))
    for name, choice in (("a-jansen", 1), ("b-peeters", 2)):
        form = said(page.see(f"{HERE}/evaluation/evaluation-lot-1-{name}/criteria"))
        values = best(form, f"read by {name}")
        if choice == 2:
            radios = form.tree.cssselect('[name="t2.c0.o0"]')
            values["t2.c0.o0"] = radios[1].get("value")
        said(page.submit(form, values))
    shown = said(page.see(f"{HERE}/evaluation"))
    shown = said(page.submit(shown, {"do": "consensus", "lot": "1"}))
    assert "Evaluators differ in 1 place." in shown.text, shown.text
