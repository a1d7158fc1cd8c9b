"""The contract notice with what it lacks, its files, the request for self-declarations; and many drafts at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.export.sample import COMPLETE
from tests.export.test_espd import REQUEST
from tests.languages.english import english_in
from tests.procurement.running import ddtender, issued
from tests.tools import ROOT
from tests.web.browsing import Browser


def test_the_notice_its_gaps_and_a_request_that_comes_back_filled(
    officer: Browser, purchases: Path, tmp_path: Path
) -> None:
    issued(purchases / "tel", noticed=True)
    page = officer.see("/p/tel/notice")
    assert page.status == 200 and "Nothing that the notice needs is missing." in page.text, page.text[:900]
    links = [one.rpartition("/")[2] for one in page.links(".files a")]
    assert links == ["notice-sheet.html", "notice.xml", "release.json"], links
    assert "Municipality of Sample" in page.text and "BT-500" in page.text
    assert "no selection requirement" in page.text  # of the low scenario
    # what is missing is marked, and leads to the question
    ddtender("new", folder := purchases / "lap")
    facts = COMPLETE.replace("  nature: supplies\n", "") + "\nscenario: high\n"
    (folder / "procedure.yaml").write_text(facts, "utf-8")
    decide_all(approved_workspace(), folder / "procedure.yaml")
    page = officer.see("/p/lap/notice")
    marked = page.links("dl.notice a.blank")
    assert "1 fact is missing" in page.text and {*marked} == {"/p/lap/fact/notice.nature"}, marked
    assert officer.see(marked[0]).address == "/p/lap/facts/notice"
    # the sheet, as the command writes it
    page = officer.wait(officer.submit(page, action="/p/lap/notice"))
    assert "It is done." in page.text, page.text
    out = tmp_path / "sheet.html"
    ddtender("export", "--scenario", "high", "--procedure", folder / "procedure.yaml", "-o", out)
    assert _without_moment(folder / "draft/notice-sheet.html") == _without_moment(out)
    # a request that a service has made
    page = officer.see("/p/lap/notice")
    wrong = {"request": ("request.xml", b"%PDF-1.7")}
    again = officer.submit(page, files=wrong, action="/p/lap/notice/request")
    assert again.status == 422 and "is no XML file" in again.problems[0]
    wrong = {"request": ("request.xml", b"<a>&b;</a>")}
    again = officer.wait(officer.submit(page, files=wrong, action="/p/lap/notice/request"))
    assert "request.xml" in again.text and not (folder / "draft/espd-request.xml").exists()
    files = {"request": ("espd-request.xml", REQUEST)}
    page = officer.wait(officer.submit(page, files=files, action="/p/lap/notice/request"))
    assert "It is done." in page.text, page.text
    (tmp_path / "request.xml").write_bytes(REQUEST)
    into = ("--format", "espd", "--into", tmp_path / "request.xml", "--final", "-o", tmp_path / "espd.xml")
    ddtender("export", "--scenario", "high", "--procedure", folder / "procedure.yaml", *into)
    assert (folder / "draft/espd-request.xml").read_bytes() == (tmp_path / "espd.xml").read_bytes()
    assert "/p/lap/files/draft/espd-request.xml" in officer.see("/p/lap/notice").links(".files a")


def test_the_notice_is_asked_for_in_the_language_of_whoever_reads_and_says_which_texts_have_another(
    browser: Browser, purchases: Path
) -> None:
    (purchases / "lap").mkdir()
    facts = COMPLETE.replace("  nature: supplies\n", "")
    (purchases / "lap/procedure.yaml").write_text(f"{facts}\nscenario: high\n", "utf-8")
    for step in ("market", "draft"):
        (purchases / "lap" / step).mkdir()
    token = browser.see("/").tree.cssselect("input[name=csrf]")[0].get("value")
    for tag, asked in (("nl", "Wat wordt hoofdzakelijk ingekocht"), ("de", "Was wird hauptsächlich gekauft")):
        browser.post("/language", data={"csrf": token, "language": tag})
        page = browser.see("/p/lap/notice")
        assert asked in page.text, page.text[:2000]
        assert {one.get("lang") for one in page.tree.cssselect("main [lang]")} == {"en"}
        for stated in page.tree.cssselect("main [lang], main dd .lines, main code"):  # what the procurement says itself
            stated.clear(keep_tail=True)
        texts = [" ".join(one.split()) for one in page.tree.cssselect("main")[0].itertext() if one.strip()]
        assert len(texts) > 100 and not english_in(tag, texts)


def _without_moment(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if "<time " not in line]


def test_many_drafts_are_made_at_once_and_one_that_cannot_be_does_not_stop_the_others(
    officer: Browser, purchases: Path, tmp_path: Path
) -> None:
    assert "There is no procurement yet." in officer.see("/batch").text
    for name in ("one", "two"):
        ddtender("new", purchases / name)
    phones = (ROOT / "tests/procedures/phones.yaml").read_text("utf-8")
    (purchases / "one/procedure.yaml").write_text(f"{phones}\nscenario: low\n", "utf-8")
    (purchases / "two/procedure.yaml").write_text(f"{phones}\nscenario: lowest\n", "utf-8")
    assert "/batch" in officer.see("/").links()
    page = officer.see("/batch")
    assert officer.submit(page).problems == ["Tick at least one procurement."]
    page = officer.wait(officer.submit(page, {"name": ["one", "two", "../three"]}))
    assert "1 made, 0 unchanged, 1 not possible." in page.text, page.text
    rows = {row.cssselect("th a")[0].text_content(): row.text_content() for row in page.tree.cssselect("tbody tr")}
    assert "made" in rows["one"] and "scenario" in rows["two"] and not [*(purchases / "two/draft").iterdir()]
    shutil.copytree(purchases / "one", tmp_path / "one", ignore=shutil.ignore_patterns("draft"))
    ddtender("batch", tmp_path / "one/procedure.yaml", "-o", tmp_path / "out")
    for name in ("tender.docx", "contract.docx", "kpi-register.xlsx"):
        assert (purchases / "one/draft" / name).read_bytes() == (tmp_path / "out/one" / name).read_bytes(), name
    manifest = json.loads((purchases / "one/draft/manifest.json").read_text("utf-8"))
    assert manifest["scenario"] == "low"
    assert "1 unchanged" in officer.wait(officer.submit(officer.see("/batch"), {"name": ["one"]})).text
    # the same choices as by command
    (purchases / "two/procedure.yaml").write_text(phones, "utf-8")
    page = officer.see("/batch")
    wrong = officer.submit(page, {"name": ["one"], "scenario": "highest"})
    assert wrong.status == 422 and "Choose again" in wrong.problems[0]
    page = officer.wait(officer.submit(page, {"name": ["two"], "scenario": "low", "notes": ()}))
    assert "1 made" in page.text, page.text
    shutil.copytree(purchases / "two", tmp_path / "two", ignore=shutil.ignore_patterns("draft"))
    ddtender("batch", tmp_path / "two/procedure.yaml", "--scenario", "low", "--no-notes", "-o", tmp_path / "out")
    assert (purchases / "two/draft/tender.docx").read_bytes() == (tmp_path / "out/two/tender.docx").read_bytes()
    asked = officer.submit(officer.see("/batch"), {"name": ["one"], "final": "yes"})
    page = officer.wait(asked)
    assert "1 not possible" in page.text, page.text
    title = page.tree.cssselect("h1")[0].text_content()
    assert title == "Making the final documents of several procurements" and title in page.tree.findtext(".//title")
