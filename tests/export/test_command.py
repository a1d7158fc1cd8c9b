"""`ddtender export --final`: a notice, a release and a filled request as files, or all that is in the way."""

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.commands import approved_workspace, ddtender
from tests.decisions import record_for
from tests.export.sample import COMPLETE, without
from tests.export.test_espd import REQUEST


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("procurement")
    record_for(approved_workspace(), "laptops.yaml", COMPLETE.encode(), made)
    (made / "request.xml").write_bytes(REQUEST)
    return made


def _export(folder: Path, *arguments: object, procedure: str = "laptops.yaml"):
    given = ("--scenario", "high", "--procedure", folder / procedure, *arguments)
    return ddtender("export", *given, cwd=approved_workspace(), SOURCE_DATE_EPOCH="1798794000")


def test_a_final_notice_a_release_and_a_request_are_written(folder: Path, tmp_path: Path) -> None:
    notice, release, request = tmp_path / "notice.xml", tmp_path / "release.json", tmp_path / "espd.xml"
    for form, path, more in (
        ("eforms", notice, ()),
        ("ocds", release, ()),
        ("espd", request, ("--into", folder / "request.xml")),
    ):
        result = _export(folder, "--format", form, "--final", "-o", path, *more)
        assert result.returncode == 0, result.stderr
    root = etree.fromstring(notice.read_bytes())
    assert root.findtext("{*}NoticeTypeCode") == "cn-standard"
    written = json.loads(release.read_bytes())["releases"][0]
    assert written["id"] == root.findtext("{*}ID") and written["ocid"].endswith(
        root.findtext("{*}ContractFolderID") or "-"
    )
    assert "Human rights risk assessment" in request.read_text(encoding="utf-8")
    again = _export(folder, "--format", "eforms", "--final", "-o", notice)
    assert again.returncode == 0 and etree.tostring(root) == etree.tostring(etree.fromstring(notice.read_bytes()))


def test_a_missing_fact_is_told_at_its_place_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    (folder / "less.yaml").write_text(without("notice.gpa"), encoding="utf-8")
    (folder / "less.record.jsonl").write_bytes(b"")
    result = _export(folder, "--format", "eforms", "--final", "-o", tmp_path / "notice.xml", procedure="less.yaml")
    assert result.returncode == 1 and "missing notice.gpa (BT-115" in result.stderr
    assert not (tmp_path / "notice.xml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "eforms"), "use --final"),
        (("--format", "espd", "--final"), "needs --into"),
        (("--format", "ocds", "--final", "--into", "request.xml"), "no other format takes it"),
        (("--format", "eforms", "--final", "-o", "notice.json"), ".xml file"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder: Path, arguments: tuple, said: str) -> None:
    given = [folder / one if one == "request.xml" else one for one in arguments]
    result = _export(folder, *given)
    assert result.returncode == 2 and said in " ".join(result.stderr.split())


def test_a_procurement_of_lots_has_a_notice_with_each_of_them(folder: Path, tmp_path: Path) -> None:
    lots = "\nlots:\n  - {id: 1, title: Laptops}\n  - {id: 2, title: Monitors, subject: monitors}\n"
    limited = COMPLETE.replace("notice:", "notice:\n  lots_per_tenderer: 2", 1)
    assert limited != COMPLETE
    record_for(approved_workspace(), "lots.yaml", (limited + lots).encode(), folder)
    notice = tmp_path / "notice.xml"
    result = _export(folder, "--format", "eforms", "--final", "-o", notice, procedure="lots.yaml")
    assert result.returncode == 0, result.stderr
    root = etree.fromstring(notice.read_bytes())
    ids = [one.findtext("{*}ID") for one in root.iterfind("{*}ProcurementProjectLot")]
    assert ids == ["LOT-0001", "LOT-0002"] and b"lot 2: Monitors" in notice.read_bytes()
