"""What a person did in a folder of outputs is never lost, whatever kills the next build."""

import json
import os
import shutil
from pathlib import Path

import pytest

from ddtender.workspace import WorkspaceError, keeping, write_outputs
from tests.commands import copy_workspace, ddtender
from tests.documents import LAPTOPS
from tests.safety.dying import KILLED, killed_at
from tests.safety.test_outputs_killed import EARLIER, LATER, NEXT, NOTES, a_set


@pytest.fixture
def folder(in_memory: Path) -> Path:
    folder = in_memory / "build/high"
    write_outputs(folder, EARLIER)
    return folder


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


def test_a_workbook_that_was_filled_in_stays_beside_the_new_one(folder: Path) -> None:
    (folder / "evaluation.xlsx").write_bytes(NOTES)
    (folder / "new.docx").write_bytes(b"never ours")
    kept = {one.name: one.kept_as for one in write_outputs(folder, LATER)}
    assert {*kept} == {"evaluation.xlsx", "new.docx"} and all(" (kept " in name for name in kept.values())
    assert (folder / kept["evaluation.xlsx"]).read_bytes() == NOTES
    assert (folder / kept["new.docx"]).read_bytes() == b"never ours"
    assert {name: (folder / name).read_bytes() for name in LATER} == LATER
    assert write_outputs(folder, NEXT) == []  # what nobody has touched is ours


def test_every_time_again_and_no_kept_file_is_written_over(folder: Path) -> None:
    for n in range(12):
        (folder / "evaluation.xlsx").write_bytes(b"work %d" % n)
        write_outputs(folder, (LATER, EARLIER)[n % 2])
    assert {b"work %d" % n for n in range(12)} <= {*contents(folder)}


def test_replace_says_otherwise(folder: Path) -> None:
    (folder / "evaluation.xlsx").write_bytes(NOTES)
    assert write_outputs(folder, LATER, replace=True) == []
    assert {path.name for path in folder.iterdir()} == {*LATER}


def test_the_manifest_of_a_colleague_is_no_persons_work_but_an_altered_one_is(folder: Path) -> None:
    theirs = a_set("4")
    for name, content in theirs.items():
        (folder / name).write_bytes(content)
    (folder / "kpi-calendar.ics").unlink()
    assert write_outputs(folder, LATER) == []
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"final": True}, indent=2))
    assert [one.name for one in write_outputs(folder, NEXT)] == ["manifest.json"]


@pytest.mark.parametrize("said", ["folder", "no file", "link elsewhere", "", 5, None, "A" * 64])
def test_a_manifest_that_came_with_the_folder_takes_nothing_of_the_users_away(folder: Path, said: object) -> None:
    (folder / "returned").mkdir()
    (folder / "returned/answers.txt").write_bytes(NOTES)
    (folder / "mine").symlink_to("elsewhere")
    os.mkfifo(folder / "pipe")
    theirs = ("returned", "mine", "pipe")
    (folder / "manifest.json").write_text(json.dumps({"outputs": dict.fromkeys(theirs, said)}))
    for outputs in (LATER, NEXT):
        write_outputs(folder, outputs)
        assert (folder / "returned/answers.txt").read_bytes() == NOTES
        assert os.readlink(folder / "mine") == "elsewhere" and (folder / "pipe").is_fifo()
        assert {name: (folder / name).read_bytes() for name in outputs} == outputs


def test_whoever_stands_in_the_folder_loses_nothing_either(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "returned").mkdir()
    (folder / "manifest.json").write_text(json.dumps({"outputs": {"returned": "folder"}}))
    monkeypatch.chdir(folder)
    write_outputs(Path(), LATER)
    assert (folder / "returned").is_dir()


def test_a_single_file_that_is_not_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / "risks.xlsx").write_bytes(NOTES)
    (kept,) = write_outputs(tmp_path, {"risks.xlsx": b"1"})
    assert (tmp_path / kept.kept_as).read_bytes() == NOTES
    assert write_outputs(tmp_path, {"risks.xlsx": b"1"}) == write_outputs(tmp_path, {"risks.xlsx": b"2"}) == []
    (tmp_path / "risks.xlsx").write_bytes(b"2, filled in")
    assert [one.name for one in write_outputs(tmp_path, {"risks.xlsx": b"3"})] == ["risks.xlsx"]
    assert b"2, filled in" in contents(tmp_path)


def test_a_name_of_any_length_is_kept(tmp_path: Path) -> None:
    name = "é" * 125 + ".xlsx"
    (tmp_path / name).write_bytes(NOTES)
    (kept,) = write_outputs(tmp_path, {name: b"1"})
    assert (tmp_path / kept.kept_as).read_bytes() == NOTES and kept.kept_as.endswith(").xlsx")


@pytest.mark.parametrize("exchanged", [True, False])
def test_killed_anywhere_what_was_filled_in_is_there(folder: Path, exchanged: bool, monkeypatch) -> None:
    from ddtender.workspace import outputs

    if not exchanged:
        monkeypatch.setattr(outputs, "_exchanged", lambda *_: False)
    line, seen = 0, set()
    while True:
        (folder / "evaluation.xlsx").unlink()
        (folder / "evaluation.xlsx").write_bytes(NOTES)
        if killed_at(line, lambda: write_outputs(folder, LATER)) != KILLED:
            break
        assert NOTES in contents(folder), f"lost after line {line}"
        seen.add((folder / "evaluation.xlsx").read_bytes() == NOTES)
        write_outputs(folder, EARLIER)
        assert NOTES in contents(folder), f"lost by the build after line {line}"
        assert {name: (folder / name).read_bytes() for name in EARLIER} == EARLIER
        for path in folder.glob("* (kept *"):
            assert path.read_bytes() == NOTES
            path.unlink()
        line += 17
    assert seen == {True, False}


def test_what_is_saved_at_the_last_moment_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program saves a workbook after we have looked and before the new one takes its place."""
    looked = keeping.altered

    def save(*arguments):
        found = looked(*arguments)
        (folder / "saved").write_bytes(NOTES)
        os.replace(folder / "saved", folder / "evaluation.xlsx")
        return found

    monkeypatch.setattr(keeping, "altered", save)
    try:
        write_outputs(folder, LATER)
    except WorkspaceError as error:  # in a journal it is told
        assert "changed by somebody else" in str(error)
    assert NOTES in contents(folder)


@pytest.mark.parametrize("lock", [".~lock.evaluation.xlsx#", "~$evaluation.xlsx", "~$aluation.xlsx"])
def test_a_workbook_that_is_open_is_to_be_closed_first(folder: Path, lock: str) -> None:
    (folder / lock).write_bytes(b"somebody")
    with pytest.raises(WorkspaceError, match="close it"):
        write_outputs(folder, LATER)
    assert {name: (folder / name).read_bytes() for name in EARLIER} == EARLIER


def test_a_build_says_what_it_kept_and_verify_then_holds(tmp_path: Path) -> None:
    copy = copy_workspace(tmp_path / "workspace")
    build = ("build", "--scenario", "high", "--procedure", LAPTOPS)
    assert ddtender(*build, cwd=copy).returncode == 0
    workbook = copy / "build/high/evaluation.xlsx"
    filled = workbook.read_bytes() + b"filled in"
    workbook.write_bytes(filled)
    (copy / "build/high/contract.docx").write_bytes(b"edited")
    assert ddtender("verify", "build/high", cwd=copy).returncode == 1
    again = ddtender(*build, cwd=copy)
    said = [line for line in again.stdout.splitlines() if line.startswith("kept ")]
    assert len(said) == 2 and "build/high/evaluation.xlsx" in said[1] and "evaluation (kept " in said[1]
    assert filled in contents(copy / "build/high") and b"edited" in contents(copy / "build/high")
    assert "untouched" in ddtender("verify", "build/high", cwd=copy).stdout
    assert "unchanged" in ddtender(*build, cwd=copy).stdout
    assert filled in contents(copy / "build/high")


def notes() -> int:
    return sum(name.startswith("written-") for name in os.listdir(Path(os.environ["XDG_STATE_HOME"], "ddtender")))


def test_what_is_noted_of_folders_that_are_gone_is_not_kept(in_memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose disk is not there now may come back, so its note stays; what a killed command was writing does not."""
    monkeypatch.setenv("XDG_STATE_HOME", str(in_memory / "state"))
    for name in ("kept", "deleted", "disk/build"):
        write_outputs(in_memory / name, EARLIER)
    killed = in_memory / "state/ddtender/.123-0badcafe"
    killed.write_bytes(b"half")
    os.utime(killed, (0, 0))
    assert notes() == 3
    shutil.rmtree(in_memory / "deleted")
    (in_memory / "disk").rename(in_memory / "not mounted")
    write_outputs(in_memory / "kept", LATER)
    assert notes() == 3 and killed.exists(), "nothing is looked for where nothing is new"
    write_outputs(in_memory / "new", EARLIER)
    assert notes() == 3 and not killed.exists()
    (in_memory / "not mounted").rename(in_memory / "disk")
    (in_memory / "disk/build" / "evaluation.xlsx").write_bytes(NOTES)
    (one,) = write_outputs(in_memory / "disk/build", LATER)
    assert one.name == "evaluation.xlsx"


@pytest.mark.parametrize("most", [0, 256])
def test_of_many_notes_a_few_are_looked_at_each_time(
    in_memory: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(in_memory / "state"))
    monkeypatch.setattr("ddtender.workspace.state._FEW", most)
    for n in range(20):
        write_outputs(in_memory / "old" / str(n), EARLIER)
        shutil.rmtree(in_memory / "old" / str(n))
    write_outputs(in_memory / "new", EARLIER)
    assert (notes() == 1) == bool(most)
