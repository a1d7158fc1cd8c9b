"""The words of the documents as they would be now, beside what is open and what has changed."""

from __future__ import annotations

from pathlib import Path

from tests.web.browsing import Browser


def test_a_preview_has_the_words_and_numbers_of_the_documents(browser: Browser, framework: Path) -> None:
    page = browser.see("/p/2027-ict-014/preview")
    assert page.status == 200
    assert "Award criterion A1" in page.text and "A1.1 The Tenderer earns points" in page.text
    clauses = browser.see("/p/2027-ict-014/preview?document=contract")
    assert "Contract clause C1" in clauses.text


def test_what_is_open_leads_to_its_question(browser: Browser, framework: Path) -> None:
    path = framework / "procedure.yaml"
    path.write_text(path.read_text("utf-8").replace("2027-ict-014", "", 1), "utf-8")
    page = browser.see("/p/2027-ict-014/preview")
    links = {link for _, _, link, _ in page.tree.iterlinks()}
    assert any(link.startswith("/p/2027-ict-014/fact/") for link in links)


def test_what_is_wrong_is_told_and_nothing_is_shown_that_does_not_hold(browser: Browser, framework: Path) -> None:
    with (framework / "procedure.yaml").open("a", encoding="utf-8") as stream:
        stream.write("scenario: low\n")
    page = browser.see("/p/2027-ict-014/preview")
    assert "the key 'scenario' stands here a second time" in page.text
    assert "A1.1" not in page.text


def test_text_of_others_is_shown_and_never_becomes_part_of_the_page(browser: Browser, framework: Path) -> None:
    path = framework / "procedure.yaml"
    lines = path.read_text("utf-8").splitlines()
    lines = ["subject: <script>alert(1)</script> laptops" if one.startswith("subject:") else one for one in lines]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    answer = browser.get("/p/2027-ict-014/preview")
    assert "<script>alert" not in answer.text
