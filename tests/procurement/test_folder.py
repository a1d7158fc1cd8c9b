"""What nobody has altered does not stop a procurement; what somebody has cut off its record is found."""

import shutil
from pathlib import Path

import pytest

from ddtender.desk import issuing
from ddtender.desk.used import Given
from ddtender.procurement.sealed import BESIDE
from ddtender.workspace import Sources
from tests.documents import composed
from tests.procurement import running
from tests.procurement.running import WHO, ddtender

OWN = ("ours/tender.docx", "templates/contract.docx")
SAID = ("--about", "conflicts", "--say", "None.", "--by", "A. Buyer", "--role", "officer", "--why", "All said so.")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return running.issued(tmp_path_factory.mktemp("procurements") / "2027-tel-004")


@pytest.fixture
def folder(issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(issued, tmp_path / "p"))


def test_what_file_managers_leave_is_passed_over_and_named(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / "issued/1" / name).write_bytes(b"\0Bud1")
    assert "nothing has changed since set 1" in ddtender("issue", folder, *WHO, "--why", "x", code=2).stderr
    assert "was put there" not in ddtender("status", folder).stderr
    said = ddtender("verify", folder / "issued/1").stdout
    assert said.count("left there by a file manager") == 3 and "the same bytes" in said
    (folder / "issued/1/notes.txt").write_text("x")
    assert "notes.txt was put there" in ddtender("status", folder, code=1).stderr


def test_a_link_that_leads_nowhere_is_told_and_status_goes_on(folder: Path) -> None:
    for name in ("evaluation/evaluation.xlsx", "risks/risks.xlsx"):
        (folder / name).symlink_to(folder / "nowhere.xlsx")
    said = ddtender("status", folder)
    assert "'evaluation/evaluation.xlsx' is no file, or a link that leads nowhere" in said.stderr
    assert "no workbook" in said.stdout


def test_lines_that_were_cut_off_the_end_of_a_record_are_missed(folder: Path) -> None:
    ddtender("record", folder, *SAID)
    text = (folder / "procedure.yaml").read_text().replace("price: 80", "price: 75").replace("quality: 0", "quality: 5")
    text = text.replace("quality: 5", "quality: 5\n  described_in: Annex 1, Points for service")
    (folder / "procedure.yaml").write_text(text)
    ddtender("issue", folder, *WHO, "--why", "The council wants less weight on the price.")
    record = folder / "record.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    said = ddtender("status", folder).stdout
    assert f"On record: {len(lines)} lines; the fingerprint of the last is " in said
    record.write_bytes(b"".join(lines[:-2]))  # what was said of conflicts, and the second set
    assert (
        f"{len(lines) - 1} lines were on record when issued/2 was sealed" in ddtender("status", folder, code=1).stderr
    )
    assert "record-broken" in ddtender("record", folder, "--replace", code=1).stderr
    other = lines[-2].replace(b"None.", b"Some.")
    record.write_bytes(b"".join([*lines[:-2], other]))
    told = ddtender("status", folder, code=1).stderr
    assert f"line {len(lines) - 1} of the record is not the one that stood there when issued/2 was sealed" in told


def test_templates_of_an_authority_are_sealed_with_the_set_and_looked_for_there() -> None:
    read = Sources({"p.yaml": b"", "ours/tender.docx": b"T", "templates/contract.docx": b"C"}, "p.yaml", OWN)
    files = issuing._beside(read, composed("low"))
    assert files["template-tender.docx"] == b"T" and "template-contract.docx" not in files
    assert {"template-tender.docx", "template-contract.docx"} < BESIDE
    assert Given(sealed=Path("issued/1")).template("ours/tender.docx") == Path("issued/1/template-tender.docx")
    assert Given(templates=Path("mine"), sealed=Path("x")).template("ours/tender.docx") == Path("mine/tender.docx")
