"""What people hand in under one name: nobody's takes the place of somebody else's."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.desk.market.risks import worksheet
from ddtender.web.store import jobs
from ddtender.workspace import put_in_place, take_in, write_outputs
from tests.sheets.workbooks import register_of
from tests.tools import ROOT
from tests.web.browsing import Browser, Shown

ONE = (ROOT / "templates/contract.docx").read_bytes()


def other() -> bytes:
    """The same document, packed in another way."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ONE)) as read, zipfile.ZipFile(packed, "w") as made:
        for name in read.namelist():
            made.writestr(name, read.read(name))
    return packed.getvalue()


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[bytes, bytes]]:
    yield ONE, other()


def test_files_of_one_name_from_several_people_are_all_kept(
    browser: Browser, purchases: Path, two: tuple[bytes, bytes]
) -> None:
    browser.submit(browser.see("/you"), {"who": "A. Buyer", "role": "officer"})
    browser.submit(browser.see("/new"), {"name": "tel"})
    shutil.copy(ROOT / "tests/procedures/phones.yaml", purchases / "tel/procedure.yaml")
    returned, aside = purchases / "tel/market/returned", purchases / "tel/market/not-counted"
    here = "/p/tel/market"
    market = browser.see(here)
    for content in (*two, two[0]):
        files = {"forms": ("form.docx", content)}
        page = browser.submit(market, files=files, action=f"{here}/returned")
        assert "1 form was taken." in page.text
    assert {one.name: one.read_bytes() for one in returned.iterdir()} == {"form.docx": two[0], "form (2).docx": two[1]}
    # the same name, set aside twice
    for content in two:
        take_in(returned, {"late.docx": content})
        browser.submit(browser.see(here), {"form": "late.docx"}, action=f"{here}/left-out")
    assert sorted(one.name for one in aside.iterdir()) == ["late (2).docx", "late.docx"]
    assert "late" not in {one.stem for one in returned.iterdir()}
    signoff = browser.see("/p/tel/signoff")
    # two lawyers hand in a draft each, and each is told of their own
    for content, name in zip(two, ("contract.docx", "contract (2).docx"), strict=True):
        files = {"document": ("contract.docx", content)}
        page = browser.submit(signoff, files=files, button=("do", "review"))
        assert page.address.startswith("/p/tel/jobs/") and (purchases / "tel/draft/reviewed" / name).is_file()
        job = jobs.find(browser.engine, page.address.rpartition("/")[2])
        assert job is not None and job.asked["document"] == f"draft/reviewed/{name}"


def test_a_table_that_comes_in_sets_the_one_before_it_aside(tmp_path: Path) -> None:
    write_outputs(tmp_path, {"table.xlsx": b"blank"})
    assert put_in_place(tmp_path, "table.xlsx", b"first") == []  # what we wrote ourselves is no loss
    for _ in range(2):
        put_in_place(tmp_path, "table.xlsx", b"second")  # and the same once more changes nothing
    (kept,) = put_in_place(tmp_path, "table.xlsx", b"third")
    there = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert sorted(there.values()) == [b"first", b"second", b"third"]
    assert there["table.xlsx"] == b"third" and there[kept.kept_as] == b"second"


def test_the_sheet_that_was_set_aside_is_not_the_one_that_is_read(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see("/p/one/risks"), {"product": "laptops"}, button=("do", "begin"))
    sheet = purchases / "one/risks/risks.xlsx"
    for comment in (b"a", b"b"):
        packed = io.BytesIO(sheet.read_bytes())
        with zipfile.ZipFile(packed, "a") as book:
            book.comment = comment
        files = {"sheet": ("mine.xlsx", packed.getvalue())}
        page = browser.submit(browser.see("/p/one/risks"), files=files, button=("do", "upload"))
        assert "The worksheet was taken." in page.text
        assert sheet.read_bytes() == packed.getvalue()
    assert len([*sheet.parent.iterdir()]) == 2
    assert "risks/risks.xlsx" in browser.get("/p/one/risks").text


def test_a_worksheet_about_something_else_takes_no_place_unseen(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    browser.submit(browser.see("/p/one/risks"), {"product": "laptops"}, button=("do", "begin"))
    sheet = purchases / "one/risks/risks.xlsx"
    mine = sheet.read_bytes()

    def handed_in(content: bytes, **said: str) -> Shown:
        files = {"sheet": ("mine.xlsx", content)}
        return browser.submit(browser.see("/p/one/risks"), said, files=files, button=("do", "upload"))

    register = register_of("laptops")
    assert handed_in(register).status == 422 and sheet.read_bytes() == mine
    other = worksheet(ROOT, "phones")[0]
    refused = handed_in(other)
    assert refused.status == 422 and "another product: phones, and not laptops" in refused.problems[0]
    assert sheet.read_bytes() == mine and refused.tree.cssselect("#replaces")
    assert "was taken" in handed_in(other, replaces="yes").text and sheet.read_bytes() == other
