"""The questionnaire a second time: what rose, what fell, who is new and who did not answer."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from ddtender.cli.group import cli
from tests.market.forms import HIGH, MEDIUM, as_yaml
from tests.tools import ROOT


def returned(folder: Path, **answers: tuple[dict, str]) -> Path:
    folder.mkdir()
    for name, (ticked, company) in answers.items():
        (folder / f"{name}.yaml").write_bytes(as_yaml(ticked, "reseller", company))
    return folder


def assess(*arguments: object) -> object:
    return CliRunner().invoke(cli, ["--workspace", str(ROOT), "assess", *map(str, arguments)])


def test_what_rose_and_fell_is_said_by_company(tmp_path: Path) -> None:
    first = returned(tmp_path / "2027", a=(MEDIUM, "Delta Systems"), b=(HIGH, "Orion"), c=(HIGH, "Gone & Co"))
    second = returned(tmp_path / "2028", x=(HIGH, "delta  systems"), y=(MEDIUM, "Orion"), z=(HIGH, "New"))
    done = assess(first, "-o", tmp_path / "one")
    assert done.exit_code == 0, done.output
    done = assess(second, "--before", tmp_path / "one", "-o", tmp_path / "two")
    assert done.exit_code == 0, done.output
    rows = {line.split("  ")[0].strip(): line for line in done.output.partition("Since the assessment")[2].splitlines()}
    assert "rose" in rows["delta systems"] and "fell" not in rows["delta systems"]
    assert "fell" in rows["Orion"] and "rose" not in rows["Orion"]
    assert "new" in rows["New"] and "did not answer" in rows["Gone & Co"]
    table = Document(str(tmp_path / "two/comparison.docx")).tables[0]
    assert [row.cells[0].text for row in table.rows][1] == "Orion"  # where most fell comes first
    assert "comparison.docx" not in {path.name for path in (tmp_path / "one").iterdir()}


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[" * 100_000, b'{"suppliers": [{"company": 1}]}'])
def test_another_file_is_no_assessment(tmp_path: Path, content: bytes) -> None:
    folder = returned(tmp_path / "r", a=(MEDIUM, "Delta"))
    (tmp_path / "before.json").write_bytes(content)
    done = assess(folder, "--before", tmp_path / "before.json")
    assert done.exit_code == 2 and "is not an assessment.json" in done.output
