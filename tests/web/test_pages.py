"""The draft as it will be printed: LibreOffice breaks the pages, a browser shows them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.web.browsing import Browser


def test_pages_are_made_shown_and_kept(
    needs_libreoffice: None, browser: Browser, purchases: Path, approved_issued: Path
) -> None:
    shutil.copytree(approved_issued, purchases / "tel")
    assert "Nothing has been made yet." in browser.see("/p/tel/pages").text
    shutil.copy(approved_issued / "issued/1/contract.docx", purchases / "tel/draft")
    page = browser.wait(browser.submit(browser.see("/p/tel/pages")))
    assert "It is done." in page.text, page.text
    shown = browser.see("/p/tel/pages?document=contract.docx")
    pictures = [one.get("src", "") for one in shown.tree.cssselect(".sheets img")]
    assert len(pictures) > 3 and browser.get(pictures[0]).content.startswith(b"\x89PNG")
    pdf = browser.get("/p/tel/pages/contract.docx/0")
    assert pdf.content.startswith(b"%PDF") and "contract.pdf" in pdf.headers["content-disposition"]
    assert [one.name for one in (purchases / "tel/draft").iterdir()] == ["contract.docx"]
    for number in ("99", "-1", "x", "00000001"):
        assert browser.get(f"/p/tel/pages/contract.docx/{number}").status_code == 404
    assert browser.get("/p/tel/pages/..%2fprocedure.yaml/0").status_code == 404
