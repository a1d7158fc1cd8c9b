"""Whatever kills a build, and whenever, its folder holds one whole set: the earlier one or the later one.

Each point of the writing is tried: a process is killed there, the folder is looked at, and the next build must put
everything right without help.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from ddtender.manifest import sha256
from ddtender.workspace import outputs, write_outputs
from tests.safety.dying import DONE, KILLED, failing_at, killed_at

NOTES = b"what the contract manager has filled in"


def a_set(mark: str, *more: str) -> dict[str, bytes]:
    """A set of outputs as a build writes it, with its manifest."""
    made = {name: f"{name} {mark}".encode() * 50 for name in ("tender.docx", "contract.docx", "evaluation.xlsx", *more)}
    manifest = {"outputs": {name: sha256(content) for name, content in made.items()}}
    return {**made, "manifest.json": json.dumps(manifest, indent=2).encode()}


EARLIER, LATER, NEXT = a_set("1", "kpi-calendar.ics"), a_set("2", "new.docx"), a_set("3")
OURS = {*EARLIER, *LATER, *NEXT}


def shown(folder: Path) -> dict[str, bytes]:
    """The outputs that somebody sees who opens the folder."""
    return {name: (folder / name).read_bytes() for name in os.listdir(folder) if name in OURS}


@pytest.fixture
def folder(in_memory: Path) -> Path:
    """A folder with the earlier set, a copy that somebody fills in, and a folder of their own."""
    folder = in_memory / "build" / "high"
    write_outputs(folder, EARLIER)
    (folder / "register of ours.xlsx").write_bytes(NOTES)
    (folder / "returned").mkdir()
    (folder / "returned" / "form.docx").write_bytes(NOTES)
    (folder / "link.docx").symlink_to("tender.docx")
    return folder


def others_are_there(folder: Path) -> bool:
    return (folder / "register of ours.xlsx").read_bytes() == NOTES == (
        folder / "returned" / "form.docx"
    ).read_bytes() and (folder / "link.docx").read_bytes() == (folder / "tender.docx").read_bytes()


def is_tidy(folder: Path, expected: dict[str, bytes], inode: int) -> None:
    """The folder is the one it was, with this set and with what others have put there, and nothing lies about."""
    assert shown(folder) == expected
    assert others_are_there(folder)
    assert {*os.listdir(folder)} == {*expected, "register of ours.xlsx", "returned", "link.docx"}
    assert os.readlink(folder / "link.docx") == "tender.docx"
    assert not any((folder / name).is_symlink() for name in (*expected, "returned", "register of ours.xlsx"))
    assert os.listdir(folder.parent) == [folder.name]
    assert folder.stat().st_ino == inode


def test_a_build_that_ends_well_leaves_the_new_set_and_nothing_else(folder: Path) -> None:
    inode = folder.stat().st_ino
    write_outputs(folder, LATER)
    is_tidy(folder, LATER, inode)


def test_killed_at_any_line_the_folder_shows_one_whole_set(folder: Path) -> None:
    inode, seen, line = folder.stat().st_ino, [], 0
    while killed_at(line, lambda: write_outputs(folder, LATER)) == KILLED:
        assert shown(folder) in (EARLIER, LATER), f"a mixture after line {line}"
        assert others_are_there(folder), f"somebody's file is gone after line {line}"
        seen.append(shown(folder) == LATER)
        write_outputs(folder, EARLIER)
        is_tidy(folder, EARLIER, inode)
        line += 3
    assert len(seen) > 70 and {*seen} == {False, True}  # it was killed before and after the new set took its place
    assert seen == sorted(seen)  # and never went back
    is_tidy(folder, LATER, inode)


def test_what_somebody_does_between_the_kill_and_the_next_build_is_kept(folder: Path) -> None:
    inode, line, met = folder.stat().st_ino, 0, 0
    while killed_at(line, lambda: write_outputs(folder, LATER)) == KILLED:
        stand_in = (folder / "returned").is_symlink()
        if stand_in:  # that is what they see
            (folder / "written meanwhile.txt").write_bytes(NOTES)
            (folder / "register of ours.xlsx").unlink()  # as programs do that replace a file to save it
            (folder / "register of ours.xlsx").write_bytes(NOTES + b" again")
            met += 1
        write_outputs(folder, EARLIER)
        if stand_in:
            assert (folder / "written meanwhile.txt").read_bytes() == NOTES
            assert (folder / "register of ours.xlsx").read_bytes() == NOTES + b" again"
            (folder / "written meanwhile.txt").unlink()
            (folder / "register of ours.xlsx").write_bytes(NOTES)
        is_tidy(folder, EARLIER, inode)
        line += 3
    assert met > 5


def test_a_first_build_killed_leaves_the_whole_set_or_none(in_memory: Path) -> None:
    folder, line = in_memory / "build" / "high", 0
    while killed_at(line, lambda: write_outputs(folder, LATER)) == KILLED:
        assert not folder.exists() or shown(folder) in ({}, LATER)
        write_outputs(folder, LATER)
        assert {*os.listdir(folder)} == {*LATER} and os.listdir(folder.parent) == ["high"]
        shutil.rmtree(folder)
        line += 5


def test_each_call_of_the_system_fails_once_and_the_folder_shows_one_whole_set(folder: Path) -> None:
    inode, call, ends = folder.stat().st_ino, 0, []
    while True:
        end, failed = failing_at(call, lambda: write_outputs(folder, LATER))
        if not failed:
            break
        assert shown(folder) == (LATER if end == DONE else EARLIER), f"call {call}: {end}"
        assert others_are_there(folder)
        write_outputs(folder, EARLIER)
        is_tidy(folder, EARLIER, inode)
        ends.append(end)
        call += 1
    assert len(ends) > 50


class TestWhereFoldersCannotChangePlaces:
    """A mount point, some network disks: the set goes through a journal; a kill is mended by the next build."""

    @pytest.fixture(autouse=True)
    def _no_exchange(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(one: Path, other: Path) -> None:
            raise OSError(18, "Invalid cross-device link", str(one))

        monkeypatch.setattr(outputs, "exchange", refuse)

    def test_killed_at_any_line_the_next_build_puts_it_right(self, folder: Path) -> None:
        inode, line = folder.stat().st_ino, 0
        while killed_at(line, lambda: write_outputs(folder, LATER)) == KILLED:
            assert others_are_there(folder)
            write_outputs(folder, NEXT)
            is_tidy(folder, NEXT, inode)
            write_outputs(folder, EARLIER)
            line += 7
        is_tidy(folder, LATER, inode)
        assert line > 200

    def test_an_error_leaves_the_earlier_set_as_it_was(self, folder: Path) -> None:
        inode, call, ends = folder.stat().st_ino, 0, []
        while True:
            end, failed = failing_at(call, lambda: write_outputs(folder, LATER))
            if not failed:
                break
            assert shown(folder) in ((LATER,) if end == DONE else (EARLIER, LATER)), f"call {call}: {end}"
            assert others_are_there(folder)
            write_outputs(folder, EARLIER)
            is_tidy(folder, EARLIER, inode)
            ends.append(end)
            call += 1
        assert len(ends) > 50


def test_an_output_of_an_earlier_build_goes_unless_somebody_has_edited_it(folder: Path) -> None:
    write_outputs(folder, LATER)
    assert not (folder / "kpi-calendar.ics").exists()
    (folder / "new.docx").write_bytes(NOTES)
    write_outputs(folder, EARLIER)
    assert (folder / "new.docx").read_bytes() == NOTES


@pytest.mark.parametrize(
    "listed", ['{"outputs": {"../../x": 1}}', '{"outputs": 5}', "[" * 100_000, "\0", '{"outputs":{"/":"/"}}']
)
def test_a_manifest_that_is_not_ours_takes_nothing_away(folder: Path, listed: str) -> None:
    (folder / "manifest.json").write_text(listed)
    (folder.parent.parent / "x").write_bytes(NOTES)
    write_outputs(folder, LATER)
    assert (folder.parent.parent / "x").read_bytes() == NOTES and (folder / "kpi-calendar.ics").exists()
