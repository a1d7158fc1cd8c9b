"""From the Tenders to the yearly report, in a browser without JavaScript: evaluation, award, contracts, register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import msgspec
import pytest

from ddtender.contract.register import register
from ddtender.desk.contract import typed_register
from ddtender.stamp import Stamp
from ddtender.web.settings import Team, TeamMember
from ddtender.words import language
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.documents import MOMENT
from tests.procurement.running import WHO, ddtender
from tests.procurement.test_lots import facts
from tests.web.browsing import Browser, Shown, let_in

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
    """One browser goes through it all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        with let_in(approved_workspace(), issued) as found:
            yield found


def said(shown: Shown) -> Shown:
    assert shown.status == 200, shown.text
    return shown


def best(shown: Shown, why: str) -> dict[str, str]:
    """The first option of everything that is asked, and a reason."""
    values = {}
    for name in dict.fromkeys(field.get("name", "") for field in shown.tree.cssselect("main [name^=t]")):
        if name.endswith(".why"):
            values[name] = why
        elif radio := shown.tree.cssselect(f'[type=radio][name="{name}"]'):
            values[name] = radio[0].get("value", "")
        else:
            values[name] = shown.tree.cssselect(f'[name="{name}"] option')[1].get("value")
    return values


def tenders_are_typed_and_judged_alone_then_together(page: Browser, issued: Path) -> None:
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
            values["t2.c0.o0"] = radios[1].get("value", "")
        said(page.submit(form, values))
    shown = said(page.see(f"{HERE}/evaluation"))
    shown = said(page.submit(shown, {"do": "consensus", "lot": "1"}))
    assert "Evaluators differ in 1 place." in shown.text, shown.text


def differences_are_decided_and_the_ranking_follows(page: Browser, issued: Path) -> None:
    there = f"{HERE}/evaluation/consensus-lot-1/differences"
    form = said(page.see(there))
    shown = said(page.submit(form, {**best(form, "read again"), "d0.why": "All of it is there."}, action=there))
    assert "Nothing is missing, and nothing contradicts." in shown.text, shown.text
    book = f"{HERE}/evaluation/evaluation-lot-2"
    said(page.submit(page.see(f"{book}/tenderers"), {"t1.name": "Acme BV", "t1.price": "50000"}))
    for part in ("selection", "criteria"):
        form = said(page.see(f"{book}/{part}"))
        said(page.submit(form, best(form, "seen"), action=f"{book}/{part}"))
    progress = ddtender("status", issued / NAME).stdout
    assert "2 workbooks complete" in progress, progress
    # a workbook of another lot is not taken for this one, and one of nobody neither
    other = (issued / NAME / "evaluation/evaluation-lot-1.xlsx").read_bytes()
    shown = page.submit(page.see(book), files={"workbook": ("mine.xlsx", other)}, action=f"{book}/workbook")
    assert shown.status == 422 and "was not made from" in shown.text
    shown = page.submit(page.see(book), files={"workbook": ("mine.xlsx", b"PK")}, action=f"{book}/workbook")
    assert shown.status == 422
    path = issued / NAME / "evaluation/evaluation-lot-2.xlsx"
    mine, given = path.read_bytes(), {"workbook": ("mine.xlsx", path.read_bytes())}
    said(page.submit(page.see(book), files=given, action=f"{book}/workbook"))
    # one that was taken before somebody typed here replaces nothing unless whoever hands it in has seen that
    said(page.submit(page.see(f"{book}/tenderers"), {"t2.name": "Bolt NV", "t2.price": "60000"}))
    typed = path.read_bytes()
    shown = page.submit(page.see(book), files=given, action=f"{book}/workbook")
    assert shown.status == 422 and "Tenderers and prices (2)" in shown.problems[0], shown.problems
    assert path.read_bytes() == typed != mine
    said(page.submit(shown, {"replaces": "yes"}, files=given, action=f"{book}/workbook"))
    assert path.read_bytes() == mine


def letters_are_written_winners_named_and_contracts_handed_over(page: Browser, issued: Path) -> None:
    here = f"{HERE}/award"
    shown = said(page.see(here))
    forms = [one for one in shown.tree.cssselect("main form") if one.cssselect("[name=do][value=letters]")]
    assert len(forms) == 2
    for lot in ("1", "2"):
        asked = {"do": "letters", "lot": lot, f"sent-{lot}": "2027-05-24", f"by-{lot}": "electronic"}
        assert "It is done." in page.wait(page.submit(shown, asked)).text
    place = issued / NAME / "award"
    assert {one.name for one in place.iterdir()} == {"annex-lot-1.docx", "annex-lot-2.docx", "lot-1", "lot-2"}
    assert "03-core-sa-not-chosen.docx" in {one.name for one in (place / "lot-1").iterdir()}
    shown = said(page.see(here))
    assert "3 June 2027" in shown.text, shown.text
    shown = page.submit(shown, {"do": "winners"})
    assert shown.status == 422 and len(shown.problems) == 3
    addresses = {"do": "winners", "address-0-0": "Street 1", "address-0-1": "Street 2", "address-1-0": "Street 1"}
    shown = said(page.submit(shown, addresses))
    text = (issued / NAME / "procedure.yaml").read_text("utf-8")
    assert text.count("Acme BV") == 2 and "Bolt NV" in text and "Core SA" not in text
    (issued / NAME / "procedure.yaml").write_text(f"{text}\nnosuchkey: 1\n", "utf-8")
    broken = said(page.see(here))
    assert "cannot be read, so it is not known how many are chosen" in broken.text
    assert not broken.tree.cssselect("[name=do][value=winners], [name=do][value=award]"), "nobody is chosen"
    (issued / NAME / "procedure.yaml").write_text(text, "utf-8")
    shown = page.submit(shown, {"do": "award"})
    assert shown.address == "/you"
    page.submit(shown, {"who": "A. Buyer", "role": "procurement officer"})
    shown = page.wait(page.submit(page.see(here), {"do": "award", "why": ""}))
    assert "It is done." in shown.text, shown.text
    folders = {one.name for one in (issued / NAME / "contracts").iterdir()}
    assert folders == {"1-acme-bv", "1-bolt-nv", "2-acme-bv"}


def a_contract_is_followed_year_by_year(page: Browser, issued: Path) -> None:
    here, place = f"{HERE}/contracts/1-bolt-nv", issued / NAME / "contracts/1-bolt-nv"
    assert "Bolt NV" in said(page.see(f"{HERE}/contracts")).text
    said(page.submit(page.see(here), {"do": "kickoff"}))
    ddtender("kickoff", place / "kpi-register.xlsx", "-o", place / "by-command.docx")
    assert (place / "kick-off.docx").read_bytes() == (place / "by-command.docx").read_bytes()
    shown = page.submit(page.see(here), {"do": "extend", "months": "12"})
    assert shown.status == 422 and len(shown.problems) == 1
    card = said(page.see(f"{here}/register?as_of=2028-07-01"))
    rows = card.tree.cssselect("tbody th a")
    form = said(page.see(rows[0].get("href", "")))
    assert form.form().cssselect("[name=complete]")
    saved = said(page.submit(form, {"evidence": "file 12", "complete": "not_applicable"}))
    assert "The register has it." in saved.text
    wrong = page.submit(form, {"evidence": "file 13"})  # from the page as it was before
    assert wrong.status == 422 and "file 12" in wrong.text and "file 13" in wrong.text
    read = ddtender("kpis", place / "kpi-register.xlsx", "--format", "json").stdout
    assert "file 12" in read and "file 13" not in read
    card = page.see(f"{here}/register")
    token = card.tree.cssselect("main [name=csrf]")[0].get("value", "")
    said(page.submit(card, {"csrf": token, "do": "report", "report_of": "2028-07-01"}))
    ddtender("kpis", place / "kpi-register.xlsx", "--as-of", "2028-07-01", "-o", place / "report.docx")
    assert (place / "supplier-report-2028.docx").read_bytes() == (place / "report.docx").read_bytes()
    content = (place / "kpi-register.xlsx").read_bytes()
    asked = {"csrf": token, "do": "hand-in"}
    said(page.submit(page.see(f"{here}/register"), asked, files={"register": ("r.xlsx", content)}))
    # the register of somebody else, and one that was taken before something was typed here
    filled, _ = typed_register.to_type_in(issued / NAME, "1-bolt-nv")
    older = register(filled.plan, Stamp(False, MOMENT), language())
    for handed, told in (
        ((issued / NAME / "contracts/1-acme-bv/kpi-register.xlsx").read_bytes(), "does not ask for what"),
        (older, "5 things are typed here"),
    ):
        shown = page.submit(page.see(f"{here}/register"), asked, files={"register": ("r.xlsx", handed)})
        assert shown.status == 422 and told in shown.text, shown.text
        assert (place / "kpi-register.xlsx").read_bytes() == content
    said(page.submit(shown, {**asked, "replaces": "yes"}, files={"register": ("r.xlsx", older)}))
    assert (place / "kpi-register.xlsx").read_bytes() == older
    moved = {"do": "extend", "months": "12", "why-extend": "first option", "on-extend": "", "shown": "2029-05-31"}
    assert "The contract ends on 31 May 2030." in said(page.submit(page.see(here), moved)).text
    assert "Take kpi-register-to-2030-05-31.xlsx" in page.see(f"{here}/register").text
    all_ = said(page.see("/portfolio"))
    assert "Acme BV" in all_.text and len(all_.tree.cssselect("#pages + ul a")) == 3
    assert page.get("/portfolio/portfolio.xlsx").status_code == 200


def an_evaluator_sees_his_own_sheet_alone(page: Browser, issued: Path) -> None:
    team = Team("http://127.0.0.1", "x-who", {"b@city": TeamMember("B. Peeters", ("evaluator",))}, ("testclient",))
    settings = msgspec.structs.replace(page.settings, team=team)
    with Browser(settings, page.engine) as other:
        other.headers["x-who"] = "b@city"
        shown = said(other.see(f"{HERE}/evaluation"))
        assert "Sheet of B. Peeters" in shown.text and "Jansen" not in shown.text
        assert other.get(f"{HERE}/evaluation/evaluation-lot-1-b-peeters/criteria").status_code == 200
        for book in ("evaluation-lot-1-a-jansen", "consensus-lot-1", "evaluation-lot-1"):
            assert other.get(f"{HERE}/evaluation/{book}").status_code == 403, book
            assert other.get(f"{HERE}/files/evaluation/{book}.xlsx").status_code == 404, book
        assert other.get(f"{HERE}/files/evaluation/evaluation-lot-1-b-peeters.xlsx").status_code == 200
        assert "jansen" not in other.get(f"{HERE}/files").text
        for address in (f"{HERE}/award", f"{HERE}/contracts", "/portfolio"):
            assert other.get(address).status_code == 403
        tasks = [one.text_content() for one in other.see(HERE).tree.cssselect(".task-head")]
        assert ["".join(one.split()) for one in tasks] == ["Publicationdone", "Evaluationbegun"]
        told_of_others(other)


def told_of_others(evaluator: Browser) -> None:
    """From the first page on, every link leads to a page, and none says what somebody else has judged, or who won."""
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        answer = evaluator.get(address)
        assert answer.status_code == 200, address
        assert "Jansen" not in answer.text and "Street 1" not in answer.text and "consensus" not in answer.text, address
        if answer.headers["content-type"].startswith("text/html"):
            links = (link.partition("#")[0].partition("?")[0] for link in Shown(answer).links("a"))
            found = {urljoin(address, link) for link in links if link}
            waiting += [one for one in found - seen if one.startswith("/")]
            seen |= found
    assert f"{HERE}/issue/1/whole" in seen and f"{HERE}/record" not in seen, seen


def test_from_the_tenders_to_the_yearly_report(page: Browser, issued: Path) -> None:
    tenders_are_typed_and_judged_alone_then_together(page, issued)
    differences_are_decided_and_the_ranking_follows(page, issued)
    letters_are_written_winners_named_and_contracts_handed_over(page, issued)
    a_contract_is_followed_year_by_year(page, issued)
    an_evaluator_sees_his_own_sheet_alone(page, issued)
