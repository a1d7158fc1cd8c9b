"""How far a procurement is, is told from its files: nothing done by hand, nothing written down twice."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ddtender.procurement.files import DraftState, ProcurementFiles, Workbook, quoted
from ddtender.procurement.steps import next_step, steps
from ddtender.words import language
from tests.procurement.test_beginning import ROOT, ddtender

LAPTOPS = ROOT / "scenarios/procedures/laptops.yaml"


def states(*names: str, **more: Any) -> dict[str, str]:
    return {one.step: one.state for one in steps(ProcurementFiles("p", names, **more))}


def following(*names: str, **more: Any) -> str:
    told = next_step(steps(ProcurementFiles("p", names, **more)))
    return told.next if told else ""


def test_in_the_officers_order_each_step_leads_to_the_next() -> None:
    assert {*states().values()} == {"open"}
    assert following() == "write what is bought into p/procedure.yaml, at `subject`"
    assert following(subject="big screens") == "ddtender risks -o p/risks/risks.xlsx --product 'big screens'"
    there = ["risks/risks.xlsx"]
    assert states(*there)["risks"] == "begun" and following(*there) == "fill in p/risks/risks.xlsx"
    assert following(*there, is_scoped=True).startswith("ddtender questionnaire --procedure p/procedure.yaml")
    there.append("market/questionnaire.docx")
    assert "p/market/returned" in following(*there, is_scoped=True)
    there.append("market/returned/a.docx")
    command = "ddtender assess p/market/returned --procedure p/procedure.yaml -o p/market"
    assert following(*there, is_scoped=True) == command
    there.append("market/assessment.json")
    assert following(*there, is_scoped=True).startswith("ddtender build --scenario-from p/market/assessment.json")


@pytest.mark.parametrize(
    ("draft", "state", "command"),
    [
        (DraftState("high", False), "begun", "ddtender build --scenario high --procedure p/procedure.yaml"),
        (DraftState("high", True, blanks=2), "begun", "fill in p/procedure.yaml, then build again"),
        (DraftState("high", True, questions=1), "begun", "ddtender decide --procedure p/procedure.yaml"),
        (
            DraftState("high", True, questions=1, is_decided_since=True),
            "begun",
            "ddtender build --scenario high --procedure p/procedure.yaml",
        ),
        (DraftState("high", True, approvals=1), "begun", "ddtender status"),
        (DraftState("high", True), "done", 'ddtender issue p --by NAME --role "ROLE"'),
    ],
)
def test_what_a_draft_still_lacks(draft: DraftState, state: str, command: str) -> None:
    assert states(draft=draft)["tender"] == state
    assert following(draft=draft) == command  # nobody is sent back to a step that was passed over


def test_evaluation_award_and_contracts() -> None:
    sheet = "evaluation/evaluation.xlsx"
    scored = {"workbooks": {sheet: Workbook("", "scored")}}
    letters = "--letters p/award --procedure p/procedure.yaml"
    count = f"ddtender evaluate p/{sheet}"
    assert following(sheet, **scored) == f"{count} -o p/award/annex.docx {letters}"
    both = ("award/annex.docx", "award/letter-1.docx")
    assert states(*both)["award"] == "done" and following(*both).startswith("ddtender award p --by")
    assert states(*both[:1])["award"] == "begun"
    assert following(sheet, *both[:1], **scored) == f"{count} {letters}"
    contract = "contracts/1-acme/contract.docx"
    assert states(contract)["contracts"] == "begun"
    assert states(contract, "contracts/1-acme/kpi-register.xlsx")["contracts"] == "done"
    assert following(contract, "contracts/1-acme/kpi-register.xlsx") == ""


@pytest.mark.parametrize(
    ("workbooks", "command"),
    [
        ({"e.xlsx": "empty"}, "fill in p/evaluation/e.xlsx"),
        ({"e.xlsx": "begun"}, "ddtender evaluate p/evaluation/e.xlsx --procedure p/procedure.yaml"),
        (
            {"a.xlsx": "copy", "b.xlsx": "copy", "e.xlsx": "begun"},
            "ddtender evaluate --consensus p/evaluation/a.xlsx p/evaluation/b.xlsx "
            "-o p/evaluation/consensus-lot-1.xlsx",
        ),
        (
            {"a.xlsx": "copy", "c.xlsx": "together", "e.xlsx": "begun"},
            "ddtender evaluate p/evaluation/c.xlsx --procedure p/procedure.yaml",
        ),
        ({}, "copy the workbook of lot 1 into p/evaluation and fill it in"),
    ],
)
def test_copies_of_evaluators_lead_to_what_they_decide_together(workbooks: dict[str, Any], command: str) -> None:
    """A copy is never counted by itself, and the second lot waits for the first."""
    of = {f"evaluation/{name}": Workbook("1", kind) for name, kind in workbooks.items()}
    files = ProcurementFiles("p", (*of, "evaluation/other.xlsx"), lots=("1", "2"), workbooks=of)
    told = next_step(steps(files))
    assert told is not None and told.next == command and told.said == "no workbook is complete"


def test_from_the_award_on_the_next_look_is_at_the_register_that_counts() -> None:
    first = ("contracts/acme/contract.docx", "contracts/acme/kpi-register.xlsx")
    second = ("contracts/bolt/contract.docx", "contracts/bolt/kpi-register.xlsx")

    def look(*names: str) -> str:
        return steps(ProcurementFiles("p", names))[-1].said

    assert look(*first) == "1 contract; from now on: ddtender kpis p/contracts/acme/kpi-register.xlsx"
    assert look(*first, "contracts/acme/kpi-register-to-2029-10-31.xlsx").endswith("ddtender portfolio p/contracts")
    assert look(*first, *second) == "2 contracts; from now on: ddtender portfolio p/contracts"


def test_a_path_is_one_word_of_a_command() -> None:
    assert quoted("a b") in ("'a b'", '"a b"') and quoted("a/b") == "a/b"


def test_a_build_goes_into_the_file_it_belongs_to(tmp_path: Path) -> None:
    """Into draft/, and the status knows of it."""
    folder = tmp_path / "a file"
    phones = ROOT / "tests/procedures/phones.yaml"
    ddtender("new", folder, "--from", phones)
    ddtender("build", "--scenario", "low", "--procedure", folder / "procedure.yaml", "--no-notes")
    assert (folder / "draft/tender.docx").is_file() and (folder / "draft/manifest.json").is_file()
    found = json.loads(ddtender("status", folder, "--format", "json").stdout)
    assert found["library"] == str(ROOT) and found["findings"] == []
    assert {one["step"]: one["state"] for one in found["steps"]}["tender"] == "begun"
    assert found["steps"][2]["said"].endswith("blanks open")
    text = (folder / "procedure.yaml").read_text()
    (folder / "procedure.yaml").write_text(text.replace("reference:", "reference: X-1", 1))
    assert "has changed since the draft was built" in ddtender("status", folder).stdout


def test_a_procedure_file_by_itself_is_built_where_it_was(tmp_path: Path) -> None:
    from ddtender.workspace import usual_outputs

    shutil.copy(LAPTOPS, tmp_path / "procedure.yaml")
    assert usual_outputs("w", "high", tmp_path / "procedure.yaml") == str(Path("w/build/high"))
    for name in ("draft", "clause_library"):  # a workspace is nobody's procurement
        (tmp_path / name).mkdir()
    assert usual_outputs("w", "high", tmp_path / "procedure.yaml") == str(Path("w/build/high"))
    (tmp_path / "clause_library").rmdir()
    assert usual_outputs("w", "high", tmp_path / "procedure.yaml") == str(tmp_path / "draft")
    assert usual_outputs("w", "high", None) == str(Path("w/build/high"))


def test_the_status_of_a_procurement_is_asked_by_its_folder(tmp_path: Path) -> None:
    ddtender("new", tmp_path / "p")
    assert "--format text or json" in ddtender("status", tmp_path / "p", "--at", "HEAD", code=2).stderr
    assert "is not the folder of a procurement" in ddtender("status", tmp_path, code=2).stderr


def test_a_worksheet_is_done_when_somebody_has_judged_a_risk(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    folder = tmp_path / "p"
    ddtender("new", folder)
    ddtender("risks", "-o", folder / "risks/risks.xlsx")
    assert ddtender("status", folder).stdout.split("market")[0].count("begun") == 1
    book = load_workbook(folder / "risks/risks.xlsx")
    next(sheet for sheet in book if sheet.title.startswith("4"))["B2"] = "high"
    book.save(folder / "risks/risks.xlsx")
    assert "risks are judged" in ddtender("status", folder).stdout
    (folder / "risks/risks.xlsx").write_bytes(b"no workbook")
    assert ddtender("status", folder).stdout.split("market")[0].count("begun") == 1


def test_the_page_says_every_state_and_every_deed_in_the_language_of_whoever_reads() -> None:
    told = [phrase for one in steps(ProcurementFiles("p", ())) for phrase in (one.about, one.to_do) if phrase]
    assert [one.said(language("nl")) for one in told[:2]] == [
        "nog geen werkblad",
        "schrijf in p/procedure.yaml bij `subject` wat wordt ingekocht",
    ]
    steps_, page = language().keys("procurement"), language().keys("web")
    deeds = {key.removeprefix("procurement.steps.next.") for key in steps_ if ".steps.next." in key}
    assert deeds <= {key.removeprefix("web.todo.") for key in page} and len(deeds) > 15
