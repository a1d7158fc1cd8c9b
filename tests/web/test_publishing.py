"""From the facts to the published set, its corrigendum and the answers to Tenderers, without JavaScript."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

from ddtender.procurement.questions import table
from ddtender.words import language
from tests.documents import MOMENT
from tests.procurement.running import WHO, ddtender
from tests.sheets.workbooks import register_of
from tests.tools import ROOT
from tests.web.browsing import Browser


def decided(officer: Browser) -> int:
    """Decide all that is asked, one page a question; how many there were."""
    count = 0
    while links := officer.see("/p/tel/decisions").links("main .card a"):
        page = officer.see(links[0])
        page = officer.submit(page, {"answer": "As the council has it.", "why": "It was looked at."})
        assert page.address == "/p/tel/decisions", page.text
        count += 1
    return count


def test_a_set_is_published_corrected_and_explained(officer: Browser, purchases: Path, tmp_path: Path) -> None:
    officer.submit(officer.see("/new"), {"name": "tel"})
    folder = purchases / "tel"
    shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
    with (folder / "procedure.yaml").open("a", encoding="utf-8") as stream:
        stream.write("scenario: low\n")
    page = officer.see("/p/tel/issue")
    assert "stand in the way" in page.text or "stands in the way" in page.text
    assert "/p/tel/decisions" in page.links()
    # a reason is asked for, at the field
    question = officer.see(officer.see("/p/tel/decisions").links("main .card a")[0])
    assert officer.submit(question, {"answer": "x", "why": ""}).problems == ["Give the reason: it goes on record."]
    assert decided(officer) > 0
    page = officer.see("/p/tel/issue")
    assert "Nothing stands in the way" in page.text
    page = officer.wait(officer.submit(page))
    assert "It is done." in page.text, page.text
    # the same as by command, but for the record: what was decided there was decided by others
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("issued"))
    (other / "issued").mkdir()
    lines = (other / "record.jsonl").read_text("utf-8").splitlines(keepends=True)
    (other / "record.jsonl").write_text("".join(one for one in lines if '"issued"' not in one), "utf-8")
    ddtender("issue", other, *WHO)
    for name in ("tender.docx", "contract.docx", "kpi-register.xlsx", "procedure.yaml", "outline.json"):
        assert (folder / "issued/1" / name).read_bytes() == (other / "issued/1" / name).read_bytes(), name
    # one file with everything
    whole = zipfile.ZipFile(io.BytesIO(officer.get("/p/tel/issue/1/whole").content))
    assert whole.read("issued/1/tender.docx") == (folder / "issued/1/tender.docx").read_bytes()
    # a change needs a reason, and is a corrigendum
    text = (folder / "procedure.yaml").read_text("utf-8")
    (folder / "procedure.yaml").write_text(text.replace("2029-05-31", "2030-05-31"), "utf-8")
    assert officer.submit(officer.see("/p/tel/issue")).problems == ["Say why: the corrigendum prints it."]
    page = officer.wait(officer.submit(officer.see("/p/tel/issue"), {"why": "The contract runs for longer."}))
    assert "It is done." in page.text, page.text
    assert (folder / "issued/2/corrigendum.docx").is_file()
    assert "The contract runs for longer." in officer.see("/p/tel/issue/2").text
    # what was sealed and is touched is told
    (folder / "issued/1/tender.docx").write_bytes(b"touched")
    assert "tender.docx" in officer.see("/p/tel/issue/1").tree.cssselect(".findings")[0].text_content()


def test_questions_and_the_record(officer: Browser, purchases: Path, approved_issued: Path) -> None:
    shutil.copytree(approved_issued, purchases / "tel")
    page = officer.see("/p/tel/questions")
    officer.submit(page, button=("do", "begin"))
    assert (purchases / "tel/questions.xlsx").is_file()
    wrong = officer.submit(
        officer.see("/p/tel/questions"),
        files={"table": ("questions.xlsx", b"no workbook")},
        button=("do", "upload"),
    )
    assert "is no Excel workbook" in wrong.text
    mine = (purchases / "tel/questions.xlsx").read_bytes()
    other = table("Desks", (), MOMENT, language())
    for content in (other, register_of("laptops")):  # begun for another procurement, and no table of questions
        files = {"table": ("questions.xlsx", content)}
        wrong = officer.submit(officer.see("/p/tel/questions"), files=files, button=("do", "upload"))
        assert wrong.status == 422 and (purchases / "tel/questions.xlsx").read_bytes() == mine
    page = officer.submit(
        officer.see("/p/tel/questions"),
        files={"table": ("../../questions.xlsx", (purchases / "tel/questions.xlsx").read_bytes())},
        button=("do", "upload"),
    )
    assert "The table was taken." in page.text and not (purchases / "questions.xlsx").exists()
    page = officer.see("/p/tel/record")
    assert "A. Buyer" in page.text
    said = {"topic": "conflicts", "said": "None was found.", "why": "All have declared so."}
    officer.submit(page, said, button=("do", "note"))
    last = json.loads((purchases / "tel/record.jsonl").read_text("utf-8").splitlines()[-1])
    assert last["by"] == "A. Buyer"
    page = officer.submit(officer.see("/p/tel/record"), button=("do", "report"))
    assert (purchases / "tel/report.docx").is_file()


def test_who_has_not_said_who_they_are_is_asked_first(browser: Browser, purchases: Path, approved_issued: Path) -> None:
    shutil.copytree(approved_issued, purchases / "tel")
    page = browser.submit(browser.see("/p/tel/issue"), {"why": "x"})
    assert page.address == "/you"
    page = browser.submit(page, {"who": "B. Buyer", "role": "officer"})
    assert page.address == "/p/tel/issue"
