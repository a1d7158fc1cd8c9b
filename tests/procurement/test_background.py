"""A finished risk worksheet goes out with the tender as background; one that is not finished does not, and is told."""

import shutil
from pathlib import Path

from ddtender.desk.market.risks import finished_in
from ddtender.procurement.sealed import BACKGROUND
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.market.worksheets import changed, finished
from tests.procurement.running import WHO, ddtender
from tests.tools import ROOT
from tests.words.typed import of_word


def folder_with(tmp_path: Path, sheet: bytes | None) -> Path:
    folder = tmp_path / "2027-tel-003"
    (folder / "risks").mkdir(parents=True)
    if sheet is not None:
        (folder / "risks/risks.xlsx").write_bytes(sheet)
    return folder


def test_a_finished_worksheet_is_issued_as_background_and_proved(tmp_path: Path) -> None:
    folder = tmp_path / "2027-tel-003"
    ddtender("new", folder)
    (folder / "risks/risks.xlsx").write_bytes(finished())
    shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
    decide_all(approved_workspace(), folder / "procedure.yaml")
    assert BACKGROUND in ddtender("issue", folder, *WHO, "--scenario", "low").output
    text = " ".join(of_word((folder / "issued/1" / BACKGROUND).read_bytes()))
    assert "cobalt" in text.lower() and "A. Officer" not in text
    assert f"{BACKGROUND}: as it was sealed" in ddtender("verify", folder / "issued/1").stdout


def test_one_that_is_not_finished_is_told_and_one_that_nobody_began_is_not(tmp_path: Path) -> None:
    assert finished_in(ROOT, folder_with(tmp_path / "a", None)) == (None, [])
    open_ = changed(finished(), ("Start", "B4", None))
    read, findings = finished_in(ROOT, folder_with(tmp_path / "b", open_))
    assert read is None and "is not finished" in findings[0].message and "--check" in (findings[0].hint or "")
    assert finished_in(ROOT, folder_with(tmp_path / "c", finished()))[0] is not None
