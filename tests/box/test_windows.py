"""Where what Windows lacks is not there, everything is made all the same, and nothing is left lying about."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ddtender import workspace
from ddtender.library.places import slug
from ddtender.workspace import WorkspaceError, destination, exchange, files, system
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.procurement.running import WHO
from tests.tools import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="it takes away what Windows lacks")


def as_windows(folder: Path, *commands: list[str]) -> tuple[str, str]:
    """What commands print there, on a console that has the letters of Western Europe only; all must end well."""
    done = subprocess.run(
        [sys.executable, "-P", str(ROOT / "tests/box/as_windows.py"), json.dumps(commands)],
        cwd=folder,
        capture_output=True,
        encoding="cp1252",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252", "XDG_CACHE_HOME": str(folder)},
    )
    codes = [json.loads(line)["code"] for line in done.stderr.splitlines() if line.startswith('{"command"')]
    assert codes == [0] * len(commands), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


def test_a_build_an_issue_a_proof_and_a_review(tmp_path: Path) -> None:
    library = ["--workspace", str(approved_workspace())]
    procedure = tmp_path / "facts.yaml"
    shutil.copy(ROOT / "tests/procedures/phones.yaml", procedure)
    folder, out = tmp_path / "2027-tel-003", tmp_path / "out"
    folder.mkdir()  # an empty one that is there already
    build = [*library, "build", "--scenario", "low", "--output", "out"]
    begun = ([*library, "new", "2027-tel-003"], [*library, "status", "2027-tel-003"])
    said, _ = as_windows(tmp_path, *begun, build)
    assert "wrote 2027-tel-003/procedure.yaml" in said
    shutil.copy(procedure, folder / "procedure.yaml")
    decide_all(approved_workspace(), folder / "procedure.yaml")
    shutil.copy(out / "contract.docx", tmp_path / "contract-reviewed.docx")
    (out / "kpi-register.xlsx").write_bytes(b"filled in by somebody")
    said, _ = as_windows(
        tmp_path,
        [*build, "--no-notes"],
        [*library, "issue", "2027-tel-003", *WHO, "--scenario", "low"],
        [*library, "verify", "2027-tel-003/issued/1"],
        [*library, "review", "contract-reviewed.docx"],
        [*library, "batch", "facts.yaml", "--scenario", "low", "-j", "1", "-o", "many"],
        [*library, "status"],
    )
    assert "kept out/kpi-register.xlsx" in said and "the same bytes" in said and "Set 1 is sealed" in said
    assert "1 built" in said and "\u2500" not in said and "---" in said  # a table without lines that cp1252 lacks
    assert {"tender.docx", "contract.docx", "manifest.json", "seal.json"} <= set(os.listdir(folder / "issued/1"))
    left = [path for path in tmp_path.rglob(".ddtender*") if not path.is_relative_to(tmp_path / "ddtender")]
    assert left == []


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for module in (system, exchange):
        monkeypatch.setattr(module, "WINDOWS", True)
    monkeypatch.setattr(system, "PATIENCE", 0.2)
    return monkeypatch


def held(windows: pytest.MonkeyPatch, name: str, times: int) -> list[str]:
    """As if another program had a file open: it cannot be replaced for so many times."""
    tried: list[str] = []
    real = os.replace

    def replace(old: Path, new: Path) -> None:
        if os.path.basename(new) == name:
            tried.append(name)
            if len(tried) <= times:
                raise PermissionError(13, "The process cannot access the file", str(old), 32, str(new))
        real(old, new)

    windows.setattr(files.renamed, "__defaults__", (replace,))
    return tried


SET = {"tender.docx": b"new", "contract.docx": b"new", "manifest.json": b"{}"}


def test_a_file_that_is_synchronised_is_asked_for_again(windows: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workspace.write_outputs(tmp_path, dict.fromkeys(SET, b"old"))
    tried = held(windows, "tender.docx", 2)
    workspace.write_outputs(tmp_path, SET)
    assert len(tried) == 3 and {path.name: path.read_bytes() for path in tmp_path.iterdir()} == SET


def test_a_file_that_is_open_in_word_is_said_to_be_and_the_earlier_set_stays(
    windows: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace.write_outputs(tmp_path, dict.fromkeys(SET, b"old"))
    held(windows, "tender.docx", 10_000)
    with pytest.raises(
        WorkspaceError, match=r"tender\.docx cannot be written: .*open in Word or Excel, close it there"
    ):
        workspace.write_outputs(tmp_path, SET)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(SET, b"old")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CON", "the name of a device"),
        ("nul.docx", "the name of a device"),
        ("lpt1", "the name of a device"),
        ("2027:014", "has no ':' in names"),
        ("what?", "in names"),
        ("drafts.", "end with a dot"),
        ("drafts ", "end with a dot or a space"),
    ],
)
def test_what_windows_has_no_names_for_is_refused_there(
    name: str, said: str, windows: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(WorkspaceError, match=said.replace("?", r"\?")):
        destination.folder_for(tmp_path / name / "inside")
    windows.setattr(system, "WINDOWS", False)
    assert destination.folder_for(tmp_path / name).name == name


def test_names_that_we_give_are_never_those_of_devices() -> None:
    for name in ("Con", "NUL", "Aux", "COM1"):
        assert slug(name).startswith(f"{name.lower()}-") and not system.is_device(slug(name))
    assert slug("Conrad") == "conrad" and system.is_device("con.txt") and not system.is_device("conrad")


def test_a_path_that_is_too_long_is_said_to_be(windows: pytest.MonkeyPatch) -> None:
    long, short = "C:/" + "x" * 300, "C:/x"
    assert "more than 259 characters" in system.advice(FileNotFoundError(2, "not found"), long)
    assert system.advice(FileNotFoundError(2, "not found"), short) == ""


def test_a_junction_leads_elsewhere_and_a_folder_of_onedrive_does_not(
    windows: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import stat
    from types import SimpleNamespace

    windows.setattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003, raising=False)
    found = {"junction": 0xA0000003, "onedrive": 0x9000001A}
    real = os.lstat

    def lstat(path: str) -> object:
        name = os.path.basename(path)
        if name not in found:
            return real(path)
        return SimpleNamespace(st_mode=stat.S_IFDIR | 0o777, st_reparse_tag=found[name])

    windows.setattr(os, "lstat", lstat)
    assert system.is_link(tmp_path / "junction") and not system.is_link(tmp_path / "onedrive")
