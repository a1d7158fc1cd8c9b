"""Coming in, beginning a procurement, and having its documents made, in a browser without JavaScript."""

from __future__ import annotations

from pathlib import Path

from ddtender.web.guard.gate import POLICY
from tests.web.browsing import Browser


def test_an_address_lets_one_browser_in_once(browser: Browser, purchases: Path) -> None:
    assert "No procurement yet" in browser.see("/").text
    cookies = dict(browser.cookies)
    browser.cookies.clear()
    assert browser.see("/").status == 403
    assert browser.get("/enter?token=guessed").status_code == 403
    browser.cookies.update(cookies)
    assert browser.see("/").status == 200


def test_a_procurement_is_begun_and_its_documents_are_made(browser: Browser, purchases: Path) -> None:
    wrong = browser.submit(browser.see("/new"), {"name": "../Elsewhere"})
    assert wrong.status == 422 and len(wrong.problems) == 1
    page = browser.submit(browser.see("/new"), {"name": "2027-ict-014"})
    assert page.address == "/p/2027-ict-014"
    assert "0 of 7 steps are done." in page.text
    assert (purchases / "2027-ict-014/procedure.yaml").is_file()
    # which scenario is meant, nobody has said: the job says so, and nothing is written
    page = browser.wait(browser.submit(browser.see("/p/2027-ict-014/draft")))
    assert "not possible" in page.text
    procedure = purchases / "2027-ict-014/procedure.yaml"
    procedure.write_text(procedure.read_text("utf-8").replace("# scenario: high", "scenario: low"), "utf-8")
    page = browser.wait(browser.submit(browser.see("/p/2027-ict-014/draft")))
    assert "It is done." in page.text
    tender = browser.get("/p/2027-ict-014/files/draft/tender.docx")
    assert tender.content == (purchases / "2027-ict-014/draft/tender.docx").read_bytes()
    assert tender.headers["content-disposition"].startswith("attachment")


def test_a_form_of_another_page_is_not_taken(browser: Browser, purchases: Path) -> None:
    page = browser.see("/new")
    assert browser.submit(page, {"csrf": "guessed", "name": "one"}).status == 403
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert browser.post("/new", data={"name": "one"}, headers=headers).status_code == 403
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 400
    assert [*purchases.iterdir()] == []


def test_what_comes_can_be_used_by_no_other_site(browser: Browser) -> None:
    headers = browser.get("/").headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_nothing_outside_the_folder_is_handed_out(browser: Browser, purchases: Path) -> None:
    browser.submit(browser.see("/new"), {"name": "one"})
    (purchases / "secret.txt").write_text("secret", "utf-8")
    (purchases / "one/link.txt").symlink_to(purchases / "secret.txt")
    for path in (
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "link.txt",
        ".hidden",
        "C:/x",
        "draft\\..\\x",
    ):
        assert browser.get(f"/p/one/files/{path}").status_code == 404, path
    for name in ("..", ".", "one%2f..", "nobody"):
        assert browser.get(f"/p/{name}").status_code in (404, 200)
        assert "secret" not in browser.get(f"/p/{name}/files").text
