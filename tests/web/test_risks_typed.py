"""A risk worksheet filled in on the page, without JavaScript: the same cells of the same workbook, nothing lost."""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from ddtender.desk.market.risks import opened, worksheet
from ddtender.workspace.walking import MOST_BYTES
from tests.packages import parts_of
from tests.procurement.running import run
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown

HERE = "/p/one/risks"
FIRST, SECOND, THIRD, LAST = "1 Material scoping", "2 Geographical scoping", "3 Risk scoping", "4 Reporting"


@pytest.fixture
def sheet(browser: Browser, purchases: Path) -> Path:
    """The worksheet of a procurement, with a sheet, a column, a note and a formula of somebody's own."""
    browser.submit(browser.see("/new"), {"name": "one"})
    path = purchases / "one/risks/risks.xlsx"
    path.write_bytes(with_own())
    return path


@cache
def with_own() -> bytes:
    book = load_workbook(io.BytesIO(worksheet(ROOT, "battery", True)[0]))
    book[THIRD]["L1"], book[THIRD]["L2"] = "Our notes", "ask Li"
    book[THIRD]["M2"] = "=F2&G2"
    book[THIRD]["F2"].comment = Comment("why high?", "Li")
    own = book.create_sheet("Ours")
    own["A1"], own["A2"] = "Calls", f"=COUNTIF('{THIRD}'!$F$2:$F$99,\"high\")"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells(content: bytes) -> dict[tuple[str, str], object]:
    book = load_workbook(io.BytesIO(content))
    return {(one.title, c.coordinate): c.value for one in book for row in one.iter_rows() for c in row if c.value}


def changed(before: bytes, after: bytes) -> dict[tuple[str, str], object]:
    was, now = cells(before), cells(after)
    return {at: now.get(at) for at in was.keys() | now.keys() if was.get(at) != now.get(at)}


def labels(page: Shown) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect("main label, main legend")]


def test_a_row_is_rated_and_checked_and_only_its_cells_change(browser: Browser, sheet: Path) -> None:
    before = sheet.read_bytes()
    page = browser.see(f"{HERE}/risks")
    assert page.tree.cssselect("table.heat td.heat-2")  # the map stands beside the list, in words
    page = browser.see(f"{HERE}/risks/2")
    typed = {"severity": "low", "likelihood": "medium", "checked": "=HYPERLINK(1)"}
    page = browser.submit(page, typed, button=("do", "save"))
    assert "It stands in the worksheet." in page.text and page.address == f"{HERE}/risks"
    assert changed(before, sheet.read_bytes()) == {
        (THIRD, "F2"): "low", (THIRD, "G2"): "medium", (THIRD, "I2"): "=HYPERLINK(1)",
    }  # fmt: skip
    cell = load_workbook(sheet)[THIRD]["I2"]
    assert cell.data_type != "f" and cell.quotePrefix and cell.font.name == "Arial"
    # nothing typed: nothing written, however a browser writes lines
    now = sheet.read_bytes()
    browser.submit(browser.see(f"{HERE}/risks/2"), button=("do", "on"))
    assert sheet.read_bytes() == now
    for name, part in parts_of(before).items():
        if "worksheets/sheet4" not in name and name not in ("xl/styles.xml", "xl/workbook.xml"):
            assert parts_of(now)[name] == part, name
    told = run(ROOT, "risks", sheet, "--check").stdout
    assert "medium" in told and f"{THIRD}!I2" not in told


def test_rows_are_added_renamed_and_taken_out(browser: Browser, sheet: Path) -> None:
    before = sheet.read_bytes()
    new = browser.see(f"{HERE}/parts/new")
    page = browser.submit(new, {"kind": "component"}, button=("do", "save"))
    assert page.problems == ["Name the part or raw material."]
    page = browser.submit(
        page, {"material": "magnets", "kind": "component", "why": "one\r\ntwo"}, button=("do", "save")
    )
    again = browser.submit(new, {"material": "magnets", "kind": "component", "why": "one\ntwo"}, button=("do", "save"))
    assert again.address == f"{HERE}/parts"  # sent twice, there once
    added = changed(before, sheet.read_bytes())
    assert added == {(FIRST, "B10"): "magnets", (FIRST, "C10"): "component", (FIRST, "E10"): "one\ntwo"}
    # a part that later steps name is called otherwise there as well
    now = sheet.read_bytes()
    row = next(c.row for c in load_workbook(sheet)[FIRST]["B"] if c.value == "battery cells")
    browser.submit(browser.see(f"{HERE}/parts/{row}"), {"material": "cells"}, button=("do", "save"))
    others = changed(now, sheet.read_bytes())
    assert {*others.values()} == {"cells"} and {at[0] for at in others} == {FIRST, SECOND, THIRD}
    # taken out: our cells of the row are empty, the others stay
    now = sheet.read_bytes()
    page = browser.submit(browser.see(f"{HERE}/risks/2"), button=("do", "remove"))
    assert "1 row was taken out." in page.text
    gone = changed(now, sheet.read_bytes())
    assert {*gone.values()} == {None} and (THIRD, "L2") not in gone and len(gone) == 9
    assert browser.get(f"{HERE}/risks/2").status_code == 404
    late = browser.submit(Shown(browser.get(f"{HERE}/risks/3")), {"known": "x"}, button=("do", "save"))
    assert late.status == 200
    free = browser.submit(
        browser.see(f"{HERE}/risks/new"), {"material": "m", "risk": "Child labour"}, button=("do", "on")
    )
    assert free.address == f"{HERE}/risks/new"
    read = opened(ROOT, sheet)[0]
    assert read and read.sheet.risks[-1].material == "m"


def test_below_the_room_lists_and_the_map_go_further_down(browser: Browser, sheet: Path) -> None:
    book = load_workbook(sheet)
    for row in range(36, 62):
        for column, text in zip("ACDF", ("tin", "Mining", "Child labour", "low"), strict=True):
            book[THIRD][f"{column}{row}"] = text
    book.save(sheet)
    page = browser.see(f"{HERE}/risks/new")
    browser.submit(page, {"material": "tin", "risk": "Discrimination", "stage": "Mining", "severity": "high"})
    made = load_workbook(sheet)
    assert made[THIRD]["D62"].value == "Discrimination" and made[THIRD]["D62"].border.left.style == "thin"
    assert "$D$2:$D$62" in str(made["Heat map"]["B2"].value) and "$61" not in str(made["Heat map"]["B2"].value)
    assert {str(one.sqref)[-2:] for one in made[THIRD].data_validations.dataValidation} == {"62"}
    assert made["Ours"]["A2"].value.count("$F$99") == 1


def test_two_people_lose_nothing(browser: Browser, sheet: Path) -> None:
    mine, theirs = browser.see(f"{HERE}/risks/2"), browser.see(f"{HERE}/risks/2")
    browser.submit(theirs, {"severity": "low", "known": "theirs"})
    # what I left alone is theirs, what I typed is mine
    page = browser.submit(mine, {"likelihood": "low"}, button=("do", "save"))
    assert not page.problems
    read = opened(ROOT, sheet)[0]
    assert read and (read.sheet.risks[0].severity, read.sheet.risks[0].likelihood) == ("low", "low")
    assert read.sheet.risks[0].known == "theirs"
    # both have typed here: told at the field, nothing written
    now = sheet.read_bytes()
    page = browser.submit(mine, {"known": "mine"}, button=("do", "save"))
    assert len(page.problems) == 1 and "Now it says: theirs" in page.problems[0] and sheet.read_bytes() == now
    assert page.tree.cssselect("#known")[0].text == "mine"
    assert not browser.submit(page, button=("do", "save")).problems
    assert cells(sheet.read_bytes())[THIRD, "E2"] == "mine"
    assert cells(sheet.read_bytes())[THIRD, "F2"] == "low"  # what I left alone is still theirs
    # several at once: not over what somebody has changed
    listed = browser.see(f"{HERE}/risks")
    ticks = {"row": [one.get("value", "") for one in listed.tree.cssselect("input[name=row]")][:3]}
    browser.submit(browser.see(f"{HERE}/risks/3"), {"known": "again theirs"})
    now = sheet.read_bytes()
    page = browser.submit(listed, {**ticks, "checked": "Report"}, button=("do", "say"))
    assert "Somebody else has changed" in page.problems[0] and sheet.read_bytes() == now
    assert browser.submit(browser.see(f"{HERE}/risks"), {"checked": "x"}).problems == ["Tick the rows that are meant."]
    ticks = {
        "row": [one.get("value", "") for one in browser.see(f"{HERE}/risks").tree.cssselect("input[name=row]")][:3]
    }
    page = browser.submit(browser.see(f"{HERE}/risks"), {**ticks, "checked": "Report"}, button=("do", "say"))
    assert "3 rows of the worksheet." in page.text
    assert [opened(ROOT, sheet)[0].sheet.risks[n].checked for n in range(3)] == ["Report"] * 3  # type: ignore[union-attr]
    # what is typed and not saved is found again
    kept = browser.see(f"{HERE}/risks/4")
    as_it_stands = {name: kept.form().fields[name] for name in ("csrf", "seen")}
    look = Shown(browser.post(f"{HERE}/risks/4/look", data={**as_it_stands, "known": "not yet", "severity": "low"}))
    assert "This row: low" in look.text
    assert browser.see(f"{HERE}/risks/4").tree.cssselect("#known")[0].text == "not yet"
    assert "typed, not saved" in browser.see(f"{HERE}/risks").text


def test_what_is_typed_of_one_row_goes_into_no_other(browser: Browser, sheet: Path) -> None:
    def add(material: str) -> None:
        typed = {"material": material, "country": "Chile", "stage": "Mining", "risk": "Child labour"}
        browser.submit(browser.see(f"{HERE}/risks/new"), typed, button=("do", "save"))

    add("tin")
    last = opened(ROOT, sheet)[0].cells[2][-1]["material"].row  # type: ignore[union-attr]
    mine, other = browser.see(f"{HERE}/risks/{last}"), browser.see(f"{HERE}/risks/{last}")
    browser.submit(browser.see(f"{HERE}/risks/{last}"), button=("do", "remove"))
    add("gold")  # where tin stood
    now = sheet.read_bytes()
    for page in (
        browser.submit(mine, {"severity": "high"}, button=("do", "save")),
        browser.submit(other, button=("do", "remove")),
    ):
        assert "Somebody else has changed" in page.problems[0] and sheet.read_bytes() == now
        assert page.tree.cssselect("#material")[0].get("value") == "gold"
    # a row that stands elsewhere in a worksheet that was handed in is found there
    mine = browser.see(f"{HERE}/risks/{last}")
    book = load_workbook(sheet)
    for column in "ABCDEFGHI":
        two, three = book[THIRD][f"{column}2"], book[THIRD][f"{column}{last}"]
        two.value, three.value = three.value, two.value
    book.save(sheet)
    assert not browser.submit(mine, {"severity": "high"}, button=("do", "save")).problems
    read = opened(ROOT, sheet)[0]
    assert read and (read.sheet.risks[0].material, read.sheet.risks[0].severity) == ("gold", "high")
    page = browser.see(f"{HERE}/report/2")
    token = {name: page.form().fields[name] for name in ("csrf", "seen")}
    assert browser.post(f"{HERE}/report/2", data={**token, "do": "remove"}).status_code == 404


def test_cells_that_cannot_be_typed_in_say_so(browser: Browser, sheet: Path) -> None:
    book = load_workbook(sheet)
    book[THIRD]["E3"] = "=E2"
    book[THIRD].merge_cells("H4:I4")
    book.save(sheet)
    now = sheet.read_bytes()
    page = browser.see(f"{HERE}/risks/3")
    assert "A formula of the workbook counts this." in page.text and not page.tree.cssselect("textarea[name=known]")
    page = browser.submit(browser.see(f"{HERE}/risks/4"), {"checked": "Report"}, button=("do", "save"))
    assert page.status == 422 and "joined" in page.problems[0] and sheet.read_bytes() == now
    for path in ("x", "risks/0", "risks/x", "risks/99999", "start/2", "risks/../x"):
        assert browser.get(f"{HERE}/{path}").status_code == 404
    token = page.form().fields["csrf"]
    assert browser.post(f"{HERE}/start", data={"csrf": token, "do": "say"}).status_code == 404
    with zipfile.ZipFile(sheet, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<a/>")
    page = browser.submit(browser.see(f"{HERE}/risks/3"), {"checked": "Report"}, button=("do", "save"))
    assert page.status == 422 and "signed" in page.problems[0]


def test_in_the_language_of_the_reader_with_the_words_of_the_worksheet(browser: Browser, purchases: Path) -> None:
    from ddtender.desk.market.papers import language_for

    browser.submit(browser.see("/new"), {"name": "one"})
    path = purchases / "one/risks/risks.xlsx"
    path.write_bytes(worksheet(ROOT, "laptops", words=language_for(ROOT, "nl", None))[0])
    page = browser.see(f"{HERE}/risks/2")
    assert {"Severity", "high"} <= {*labels(page)} and "In your language:" in page.text
    browser.submit(page, {"severity": "hoog"})
    book = load_workbook(path)
    assert book[book.sheetnames[3]]["F2"].value == "hoog"
    assert "high" in browser.see(HERE).text
    start = browser.submit(browser.see(f"{HERE}/start"), {"filled_in_by": "A. Buyer", "date": "2026-11-30"})
    assert start.address == HERE
    read = opened(ROOT, path)[0]
    assert read and (read.sheet.by, read.sheet.on) == ("A. Buyer", "2026-11-30")


def test_a_worksheet_that_was_taken_before_is_taken_only_when_that_is_ticked(browser: Browser, sheet: Path) -> None:
    older = sheet.read_bytes()
    browser.submit(browser.see(f"{HERE}/risks/2"), {"checked": "Report"})
    files = {"sheet": ("mine.xlsx", older)}
    page = browser.submit(browser.see(HERE), files=files, button=("do", "upload"))
    assert page.status == 422 and "lacks 1 of the answers" in page.problems[0]
    page = browser.submit(page, {"replaces": "yes"}, files=files, button=("do", "upload"))
    assert sheet.read_bytes() == older and len([*sheet.parent.iterdir()]) == 2
    # what somebody has added or noted since would be lost as well, though nobody has judged it
    browser.submit(browser.see(f"{HERE}/parts/new"), {"material": "magnets"})
    page = browser.submit(browser.see(HERE), files=files, button=("do", "upload"))
    assert "lacks 1 of the answers" in page.problems[0]
    book = load_workbook(sheet)
    book[SECOND]["D2"] = None
    stream = io.BytesIO()
    book.save(stream)
    files = {"sheet": ("mine.xlsx", stream.getvalue())}
    page = browser.submit(browser.see(HERE), files=files, button=("do", "upload"))
    assert "lacks 1 of the answers" in page.problems[0]


def test_the_page_is_there_whatever_a_file_is_and_a_worksheet_is_begun_once(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    begins, place = browser.see(HERE), purchases / "one/risks"
    browser.submit(begins, {"product": "memory"}, button=("do", "begin"))
    browser.submit(browser.see(f"{HERE}/risks/2"), {"checked": "Report"})
    now = (place / "risks.xlsx").read_bytes()
    page = browser.submit(begins, {"product": "memory"}, button=("do", "begin"))  # sent again, or by somebody else
    assert page.status == 200 and [one.name for one in place.iterdir()] == ["risks.xlsx"]
    assert (place / "risks.xlsx").read_bytes() == now
    (purchases / "one/procedure.yaml").write_text("facts: [")
    page = browser.see(HERE)
    assert page.status == 200 and "is not closed" in page.text and "3 Risks" in page.text
    os.truncate(place / "risks.xlsx", MOST_BYTES + 1)
    page = browser.see(HERE)
    assert page.status == 200 and "bytes; at most" in page.text
    page = browser.submit(page, files={"sheet": ("mine.xlsx", now)}, button=("do", "upload"))
    assert page.status == 200 and (place / "risks.xlsx").read_bytes() == now and len([*place.iterdir()]) == 2


def a_worksheet_is_filled_in(browser: Browser) -> None:
    """Begin a worksheet, type into a row, add one, say the same of several (walked while the page is killed)."""
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see(HERE), {"product": "memory"}, button=("do", "begin"))
    browser.submit(browser.see(f"{HERE}/risks/2"), {"severity": "high", "checked": "Report"}, button=("do", "save"))
    listed = browser.submit(browser.see(f"{HERE}/risks/new"), {"material": "tin", "risk": "Child labour"})
    ticks = {"row": [one.get("value", "") for one in listed.tree.cssselect("input[name=row]")][:3]}
    listed = browser.submit(listed, {**ticks, "severity": "low"}, button=("do", "say"))
    assert "3 rows of the worksheet." in listed.text
