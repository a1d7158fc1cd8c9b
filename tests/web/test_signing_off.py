"""Who answers for the words: the counter, the sheet, a draft that came back, and stamps in the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import copy_workspace
from tests.tools import ROOT
from tests.web.browsing import Browser, let_in


@pytest.fixture
def lawyer(purchases: Path, tmp_path: Path) -> Iterator[Browser]:
    """A lawyer with a procurement of telephones, over a library of their own that nobody has approved."""
    with let_in(copy_workspace(tmp_path / "library"), purchases) as found:
        seated(found, purchases)
        yield found


def seated(lawyer: Browser, purchases: Path) -> None:
    lawyer.submit(lawyer.see("/you"), {"who": "A. Jurist", "role": "counsel"})
    lawyer.submit(lawyer.see("/new"), {"name": "tel"})
    shutil.copy(ROOT / "tests/procedures/phones.yaml", purchases / "tel/procedure.yaml")
    lawyer.submit(lawyer.see("/p/tel/facts/what"), {"scenario": "low"})


def test_a_lawyer_approves_reads_and_signs(lawyer: Browser, purchases: Path) -> None:
    library = Path(lawyer.settings.root)
    page = lawyer.see("/p/tel/signoff")
    assert "0 of" in page.text and "/p/tel/preview?document=tender#definition.tender" in page.links()
    assert lawyer.submit(page, {}, button=("do", "approve")).problems == ["Tick what you approve."]
    assert lawyer.submit(lawyer.see("/library"), {}, action="/library").problems == ["Tick what you approve."]
    page = lawyer.see("/library")
    done = lawyer.submit(page, page.ticks("definition.tender", "definition.tenderer"), action="/library")
    assert "2 texts are approved, in your name." in done.text, done.text
    assert (library / "clause_library/reviews/definition.tender.yaml").is_file()
    assert "2 of" in lawyer.see("/p/tel/signoff").text
    page = lawyer.wait(lawyer.submit(lawyer.see("/p/tel/draft")))
    draft = purchases / "tel/draft"
    files = {"document": ("edited by Anna.docx", (draft / "contract.docx").read_bytes())}
    page = lawyer.wait(lawyer.submit(lawyer.see("/p/tel/signoff"), files=files, button=("do", "review")))
    assert "It is done." in page.text, page.text
    assert (draft / "reviewed/edited by Anna.docx").is_file()
    page = lawyer.wait(lawyer.submit(lawyer.see("/p/tel/signoff"), button=("do", "sheet")))
    assert (draft / "sign-off.docx").is_file(), page.text


def test_nobody_stamps_words_that_they_were_not_shown(lawyer: Browser) -> None:
    library = Path(lawyer.settings.root)
    text = library / "clause_library/definitions/tender.md"
    stamp = library / "clause_library/reviews/definition.tender.yaml"
    pages = [lawyer.see("/p/tel/signoff"), lawyer.see("/library")]
    text.write_text(text.read_text("utf-8").rstrip() + " Everything is free of charge.\n", "utf-8")
    for page, form, do in zip(pages, (None, "/library"), ("approve", ""), strict=True):
        ticks = page.ticks("definition.tender")
        again = lawyer.submit(page, ticks, action=form, button=("do", do))
        assert again.status == 422 and "definition.tender has changed" in again.problems[0], again.text
        assert not stamp.exists() and again.ticks("definition.tender") != ticks
        forged = lawyer.submit(page, {"id": ["definition.tender"]}, action=form, button=("do", do))
        assert forged.status == 422 and not stamp.exists()
    page = lawyer.see("/p/tel/signoff")  # what refers to a text that has changed is other words, too
    assert page.ticks("definition.tenderer") != pages[0].ticks("definition.tenderer")


def test_how_far_translations_are_is_counted(browser: Browser) -> None:
    page = browser.see("/library/translations")
    assert page.status == 200
    assert {"Dutch nl", "French fr", "German de"} <= {
        " ".join(one.text_content().split()) for one in page.tree.cssselect("tbody th")
    }
