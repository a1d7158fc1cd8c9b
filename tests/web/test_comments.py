"""Colleagues remark on texts, answer and settle: on the page and by command, in files, and on record."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ddtender.desk.errors import Misused, Refused
from ddtender.desk.folder.procurement_folder import record_of_folder
from ddtender.desk.review import commenting
from ddtender.workspace import WorkspaceError
from tests.procurement.running import run
from tests.tools import ROOT
from tests.web.browsing import Browser


def begun(browser: Browser, purchases: Path) -> Path:
    browser.submit(browser.see("/you"), {"who": "A. Jurist", "role": "counsel"})
    browser.submit(browser.see("/new"), {"name": "tel"})
    folder = purchases / "tel"
    shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
    with (folder / "procedure.yaml").open("a") as file:
        file.write("scenario: low\n")
    return folder


def what_is_on_record(folder: Path) -> list[str]:
    return [json.loads(line)["what"] for line in (folder / "record.jsonl").read_text("utf-8").splitlines()]


def test_a_comment_is_made_shown_answered_and_settled(browser: Browser, purchases: Path) -> None:
    folder = begun(browser, purchases)
    here, about = "/p/tel/comments", "definition.tender"
    page = browser.see("/p/tel/preview")
    assert f"{here}?about={about}#new" in page.links(), page.text[:500]
    page = browser.see(f"{here}?about={about}")
    assert page.tree.cssselect("#about option[selected]")[0].get("value") == about
    assert browser.submit(page, {"said": " "}, button=("do", "comment")).problems == ["Type what you want to say."]
    text = 'Why "two"? <b>Say so</b> – it’s odd.'
    made = browser.submit(page, {"said": text}, button=("do", "comment"))
    assert "Your comment is on record." in made.text and text in made.text and "1 comment is open" in made.text
    twice = browser.submit(page, {"said": text}, button=("do", "comment"))
    assert twice.status == 422 and len([*(folder / "comments").iterdir()]) == 1
    assert text in browser.see("/p/tel/preview").text and text in browser.see("/p/tel/signoff").text
    assert "1 comment is open" in browser.see("/p/tel/issue").text
    one = commenting.comments(folder).open[0]
    # a colleague answers by command; the page shows it
    who = ("--by", "A. Buyer", "--role", "officer")
    run(ROOT, "comments", folder, "--to", one.id, "--say", "It is one now.", *who)
    answered = browser.see(here)
    assert "It is one now." in answered.text and "A. Buyer, officer" in answered.text
    settled = browser.submit(answered, {"said": "", "comment": one.id}, action=here, button=("do", "settle"))
    assert "It is settled." in settled.text and "0 comments are open" in settled.text, settled.text
    assert "0 open of 1." in run(ROOT, "comments", folder, "--open").output
    again = browser.submit(settled, {"said": "Not quite.", "comment": one.id}, action=here, button=("do", "answer"))
    assert "1 comment is open" in again.text
    assert what_is_on_record(folder) == ["commented", "comment-answered", "comment-settled", "comment-answered"]
    listed = json.loads(run(ROOT, "comments", folder, "--format", "json").stdout)
    assert [each["said"] for each in listed[0]["remarks"]] == [text, "It is one now.", "", "Not quite."]
    run(ROOT, "status", folder)


def test_what_was_typed_is_neither_lost_nor_cut(browser: Browser, purchases: Path) -> None:
    folder, here = begun(browser, purchases), "/p/tel/comments"
    page = browser.see(here)
    browser.submit(page, {"about": "tender", "said": "Why two?\n\n\nSay so.\nOr not."}, button=("do", "comment"))
    one = commenting.comments(folder).open[0]
    assert one.remarks[0].said == "Why two?\n\nSay so.\nOr not."
    page = browser.see(here)
    assert page.tree.cssselect(".remark .typed")[0].text_content() == one.remarks[0].said
    assert "    Say so.\n    Or not." in run(ROOT, "comments", folder).output
    assert json.loads((folder / "record.jsonl").read_text("utf-8"))["said"] == "Why two? Say so. Or not."
    for wrong in ("A long answer to p\u0430ypal.", "x" * 4001):
        for comment, field, do in ((one.id, f"said-{one.id}", "answer"), ("", "said", "comment")):
            values = {"about": "tender", "comment": comment, "said": wrong}
            again = browser.submit(page, values, action=here, button=("do", do))
            assert again.status == 422 and len(again.problems) == 1
            typed = [(each.get("id"), each.text_content()) for each in again.tree.cssselect("textarea")]
            assert [each for each in typed if each[1]] == [(field, wrong)]
    # settled, opened again, and settled once more by the same person on one day; sent twice it is refused
    for do, said, code in (("settle", "", 200), ("answer", "No.", 200), ("settle", "", 200), ("settle", "", 422)):
        values = {"comment": one.id, "said": said}
        assert browser.submit(page, values, action=here, button=("do", do)).status == code
    assert not commenting.comments(folder).open and len(commenting.comments(folder).all[0].remarks) == 4


def test_what_nobody_can_mean_is_refused_and_nothing_is_written(browser: Browser, purchases: Path) -> None:
    folder = begun(browser, purchases)
    who = ("A. Jurist", "counsel")
    with pytest.raises(Misused, match="no provision"):
        commenting.comment(folder, "award.nothing", "Why?", *who, {"award.one"})
    with pytest.raises(Misused):
        commenting.comment(folder, "tender", "a\u202eb", *who, ())
    with pytest.raises(Refused):
        commenting.comment(folder, "tender", "p\u0430ypal", *who, ())  # letters of two alphabets in one word
    with pytest.raises(Misused, match="no comment"):
        commenting.answer(folder, "../procedure", "Why?", *who)
    assert not (folder / "comments").exists() and not (folder / "record.jsonl").exists()
    (folder / "comments").symlink_to(purchases)
    with pytest.raises(WorkspaceError):
        commenting.comment(folder, "tender", "Why?", *who, ())
    assert not (folder / "record.jsonl").exists() and {one.name for one in purchases.iterdir()} == {"tel"}
    (folder / "comments").unlink()
    commenting.comment(folder, "tender", "Why?", *who, ())
    (folder / "comments/odd.yaml").write_text("about: tender\nremarks: [{by: A, role: b, date: 2027-13-01}]\n")
    assert "odd.yaml:2" in browser.see("/p/tel/comments").text
    run(ROOT, "comments", folder, "--about", "tender", code=2)
    run(ROOT, "comments", folder, "--settle", "--by", "A", "--role", "b", code=2)


def test_both_branches_of_git_keep_what_was_said(tmp_path: Path) -> None:
    """Two people who comment apart touch no line of each other's."""
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        run(ROOT, "new", folder)
    who = ("A. Jurist", "counsel")
    commenting.comment(first, "tender", "Why?", *who, ())
    commenting.comment(second, "tender", "Where?", *who, ())
    files = [{one.name: one.read_bytes() for one in (each / "comments").iterdir()} for each in (first, second)]
    assert not {*files[0]} & {*files[1]}
    for name, content in files[1].items():
        (first / "comments" / name).write_bytes(content)
    assert {one.remarks[0].said for one in commenting.comments(first).open} == {"Why?", "Where?"}


def test_several_who_comment_at_once_are_all_on_record(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    run(ROOT, "new", folder)
    first = commenting.comment(folder, "tender", "Why?", "A. Jurist", "counsel", ())

    def say(n: int) -> None:
        commenting.comment(folder, "contract", f"Where is {n}?", f"B{n}", "counsel", ())
        commenting.answer(folder, first.id, f"Since {n}.", f"B{n}", "counsel")

    with ThreadPoolExecutor(4) as pool:
        assert not any(pool.map(say, range(4)))
    found = commenting.comments(folder)
    assert len(found.all) == 5 and not found.findings
    on_tender = next(one for one in found.all if one.about == "tender")
    assert {one.said for one in on_tender.remarks} == {"Why?", *(f"Since {n}." for n in range(4))}
    assert len(what_is_on_record(folder)) == 9 and not record_of_folder(folder)[1]
