"""Whatever changes a file, the next page shows it; what is published never goes by what a page has kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.workspace import disk, warm
from tests.tools import ROOT
from tests.web.browsing import Browser, let_in

NAME, FACTS = "2027-ict-014", "procedure.yaml"


@pytest.fixture
def small(purchases: Path, tmp_path: Path) -> Iterator[tuple[Browser, Path]]:
    """A browser over a small library that somebody works on."""
    shutil.copytree(ROOT / "tests/checks/workspace", tmp_path / "library")
    shutil.copytree(ROOT / "templates", tmp_path / "library/templates")
    with let_in(tmp_path / "library", purchases) as found:
        yield found, tmp_path / "library"


def rewritten(path: Path, was: str, now: str) -> None:
    """Exchange a text for one of the same length, and put the time of the file back."""
    status, text = path.stat(), path.read_text("utf-8")
    assert len(was) == len(now) and was in text
    path.write_text(text.replace(was, now), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_facts_that_were_changed_elsewhere_stand_on_every_next_page(browser: Browser, framework: Path) -> None:
    pages = {
        f"/p/{NAME}/preview": "1{}00 monitors",
        f"/p/{NAME}/facts/what": "Laptop{} monitors",
        f"/p/{NAME}": "Laptop{} monitors",
        "/": "Laptop{} monitors",
    }
    for was, now in ((("2", "s,"), ("3", "z,")), (("3", "z,"), ("2", "s,"))):
        rewritten(framework / FACTS, f"1{was[0]}00 monitors", f"1{now[0]}00 monitors")
        rewritten(framework / FACTS, f"Laptop{was[1]} monitors", f"Laptop{now[1]} monitors")
        for one, what in pages.items():
            text = browser.get(one).text
            assert any(what.format(part) in text for part in now), one
            assert not any(what.format(part) in text for part in was), one


def test_a_file_that_somebody_puts_there_or_takes_away_is_on_the_next_task_list(
    browser: Browser, framework: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "COARSE", -1)
    first = browser.see(f"/p/{NAME}").text
    assert browser.see(f"/p/{NAME}").text == first
    (framework / "record.jsonl").write_text("not a line of a record\n", "utf-8")
    assert "record.jsonl" in browser.see(f"/p/{NAME}").text
    (framework / "record.jsonl").unlink()
    assert browser.see(f"/p/{NAME}").text == first


def test_a_clause_that_was_changed_elsewhere_stands_on_the_next_page(small: tuple[Browser, Path]) -> None:
    browser, library = small
    clause = library / "clause_library/award_criteria/pledge.md"
    assert "1.2.0" not in browser.see("/library").text
    rewritten(clause, "version: 1.0.0", "version: 1.2.0")
    assert "1.2.0" in browser.see("/library").text
    rewritten(clause, "version: 1.2.0", "version: 1.0.0")
    assert "1.2.0" not in browser.see("/library").text
    (library / "clause_library/link.md").symlink_to(clause)
    assert "symbolic link" in browser.see("/library").text


def test_a_set_is_issued_from_files_that_are_read_anew(
    browser: Browser, framework: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "COARSE", -1)
    done, read = [], disk._library_of
    monkeypatch.setattr(disk, "_library_of", lambda *given: done.append("read") or read(*given))
    browser.submit(browser.see("/you"), {"who": "A. Buyer", "role": "procurement officer"})
    shown = browser.see(f"/p/{NAME}/issue")
    count = len(done)
    browser.see(f"/p/{NAME}/issue")
    assert len(done) == count, "a page does not read it again"
    answer = browser.wait(browser.submit(shown, button=("do", "issue")))
    assert "not possible" in answer.text
    assert len(done) > count, "whatever seals a set does"
