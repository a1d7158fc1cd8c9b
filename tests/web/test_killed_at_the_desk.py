"""Killed while a procurement is begun, thought over and signed off: interview, risks, provisions, comments, pages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.commands import copy_workspace
from tests.web import test_asking_the_market as market
from tests.web import test_comments as comments
from tests.web import test_handed_in as handed_in
from tests.web import test_interview as interview
from tests.web import test_provisions as provisions
from tests.web import test_signing_off as signing_off
from tests.web.kills import killed, long, named

two = handed_in.two


@long
def test_while_a_procurement_is_begun_by_questions(purchases: Path, tmp_path: Path) -> None:
    with killed(purchases, 4) as browser:
        walked = interview.answered(browser)
        interview.test_the_answers_make_the_file_that_the_command_makes(browser, purchases, walked, tmp_path)


def test_while_risks_are_handed_in(purchases: Path, tmp_path: Path) -> None:
    with killed(purchases, 3) as browser:
        market.test_a_worksheet_is_begun_and_read_back(browser, purchases, tmp_path)
        shutil.rmtree(purchases / "one")
        handed_in.test_the_sheet_that_was_set_aside_is_not_the_one_that_is_read(browser, purchases)


@long
def test_while_provisions_are_switched(purchases: Path) -> None:
    with killed(purchases, 3) as browser:
        for walk in (
            provisions.test_what_is_left_out_added_and_replaced_stands_in_the_facts,
            provisions.test_when_to_use_it_and_what_it_asks_stand_on_its_card,
            provisions.test_who_knows_the_market_chooses_at_once_and_it_is_on_record,
        ):
            walk(browser, purchases)
            shutil.rmtree(purchases / "one")


def test_while_colleagues_comment(purchases: Path) -> None:
    with killed(purchases, 5) as browser:
        comments.test_a_comment_is_made_shown_answered_and_settled(browser, purchases)


@long
def test_while_forms_and_drafts_of_one_name_are_handed_in(purchases: Path, two: tuple[bytes, bytes]) -> None:
    with killed(purchases, 1) as browser:
        handed_in.test_files_of_one_name_from_several_people_are_all_kept(browser, purchases, two)


@long
def test_while_a_lawyer_approves_reads_and_signs(purchases: Path, tmp_path: Path) -> None:
    with killed(purchases, 1, copy_workspace(tmp_path / "library")) as lawyer:
        signing_off.seated(lawyer, purchases)
        signing_off.test_a_lawyer_approves_reads_and_signs(lawyer, purchases)


#: In place of LibreOffice and of what draws its pages: they write what those write, in many steps.
_OFFICE = """#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
mkdir -p profile/user && echo kept > profile/user/registry
printf '%%PDF-1.4 ' > "$out/document.pdf" && cat "$1" >> "$out/document.pdf"
"""
_DRAWER = """#!/bin/sh
while [ $# -gt 2 ]; do shift; done
for n in 1 2 3; do echo "page $n" > "$2-$n.png"; done
"""


def test_while_pages_are_made(
    purchases: Path, approved_issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By programs that stand in for LibreOffice: what is proved is what becomes of what they write."""
    (tmp_path / "programs").mkdir()
    for name, program in (("soffice", _OFFICE), ("pdftoppm", _DRAWER)):
        (tmp_path / "programs" / name).write_text(program, "utf-8")
        (tmp_path / "programs" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}")
    shutil.copytree(approved_issued, purchases / "tel")
    shutil.copy(approved_issued / "issued/1/contract.docx", purchases / "tel/draft")
    with killed(purchases, 1) as browser:
        named(browser)
        page = browser.wait(browser.submit(browser.see("/p/tel/pages")))
        assert "It is done." in page.text, page.text
        shown = browser.see("/p/tel/pages?document=contract.docx")
        assert len(shown.tree.cssselect(".sheets img")) == 3
