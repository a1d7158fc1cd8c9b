"""A page reads a library again once it has changed, and sees every change at once, whoever makes it and however."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ddtender import workspace as door
from ddtender.desk.recent import Recent
from ddtender.workspace import disk, warm
from tests.layers.houses import base, layer
from tests.threads import at_once
from tests.tools import ROOT

CLAUSE = "clause_library/award_criteria/pledge.md"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    warm._KEPT.clear()
    yield
    warm._KEPT.clear()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/checks/workspace", tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One more item each time that a library is read."""
    done, read = [], disk._library_of
    monkeypatch.setattr(disk, "_library_of", lambda *given: done.append("read") or read(*given))
    return done


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that tells apart all times: what was written before is settled at once."""
    monkeypatch.setattr(warm, "COARSE", -1)


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which all that happens in a test happens at the same time, and whose files keep their numbers."""
    looked_at = warm.FolderLook._mark

    def mark(look: warm.FolderLook, entry: os.DirEntry[str]) -> None:
        looked_at(look, entry)
        if len(look.marks[-1]) > 3:
            path, mode, _, _, size, number = look.marks[-1]
            look.marks[-1] = (path, mode, "then", "then", size, number)

    monkeypatch.setattr(warm.FolderLook, "_mark", mark)


def page(root: Path) -> dict[str, bytes]:
    """The library as a page sees it."""
    with door.kept_warm(changes=False):
        return dict(door.read_sources(root).files)


def test_a_library_that_is_as_it_was_is_read_once(library: Path, settled: None, readings: list[str]) -> None:
    with door.kept_warm(changes=False):
        first = door.read_sources(library).files
    with door.kept_warm(changes=False):
        assert door.read_sources(library).files is first
        assert door.read_sources(library).files is first
    assert len(readings) == 1
    with door.kept_warm(changes=True):
        assert door.read_sources(library).files is first
    assert len(readings) == 1
    assert door.digest_of(first) == door.digest_of(dict(first))
    with pytest.raises(TypeError):
        first["clause_library/library.yaml"] = b""  # type: ignore[index] # what is shared, nobody changes


def test_whatever_is_not_done_for_a_page_reads_anew(library: Path, settled: None, readings: list[str]) -> None:
    page(library)
    door.read_sources(library)
    door.read_sources(library)
    assert len(readings) == 3
    # nor does it go by what a page has kept, in the same process
    found = next(iter(warm._KEPT.values()))
    found.files = {"clause_library/library.yaml": b"stale"}
    assert b"stale" not in door.read_sources(library).files.values()


CHANGES: dict[str, Callable[[Path], object]] = {
    "saved by an editor": lambda at: at.write_bytes(at.read_bytes() + b"\nMore.\n"),
    "put in place by a rename": lambda at: (
        at.with_suffix(".new").write_bytes(b"x"),
        at.with_suffix(".new").replace(at),
    ),
    "taken away": lambda at: at.unlink(),
    "a new one beside it": lambda at: at.with_name("another.md").write_bytes(b"x"),
    "renamed": lambda at: at.rename(at.with_name("renamed.md")),
    "its folder renamed": lambda at: at.parent.rename(at.parent.with_name("renamed")),
    "the whole library exchanged": lambda at: (
        at.parents[2].joinpath("clause_library").rename(at.parents[2] / "old"),
        shutil.copytree(at.parents[2] / "old", at.parents[2] / "clause_library"),
        at.write_bytes(b"x"),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("disk_", ["settled", "coarse"])
def test_the_next_page_sees_a_change(
    change: Callable[[Path], object], disk_: str, library: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(disk_)
    before = page(library)
    change(library / CLAUSE)
    now = page(library)
    assert now == door.read_sources(library).files and now != before


def test_the_same_size_at_the_same_time_is_seen(library: Path, coarse: None) -> None:
    """Where a disk gives two writings one time, no look can tell them apart: the content does."""
    path = library / CLAUSE
    before = path.read_bytes()
    assert page(library)[CLAUSE] == before
    for letter in (b"x", b"y"):
        path.write_bytes(letter * len(before))
        assert page(library)[CLAUSE] == letter * len(before)


def test_a_time_that_was_put_back_hides_nothing(library: Path, settled: None) -> None:
    path = library / CLAUSE
    page(library)
    time.sleep(0.02)  # this disk writes down times a few milliseconds apart
    status = path.stat()
    path.write_bytes(b"x" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert page(library)[CLAUSE] == b"x" * status.st_size


def test_what_is_written_in_the_middle_of_a_change_is_read_there(library: Path, settled: None) -> None:
    with door.kept_warm(changes=True):
        door.read_sources(library)
        (library / CLAUSE).write_bytes(b"written here")
        assert door.read_sources(library).files[CLAUSE] == b"written here"


def test_one_page_shows_one_library(library: Path, settled: None) -> None:
    with door.kept_warm(changes=False):
        before = door.read_sources(library).files
        (library / CLAUSE).write_bytes(b"written meanwhile")
        assert door.read_sources(library).files is before
    assert page(library)[CLAUSE] == b"written meanwhile"


def test_a_link_is_told_each_time_and_what_was_read_before_is_not_shown(library: Path, settled: None) -> None:
    page(library)
    (library / "clause_library/link.md").symlink_to(library / CLAUSE)
    for _ in range(2):
        with pytest.raises(door.WorkspaceError, match="symbolic link"):
            page(library)
    (library / "clause_library/link.md").unlink()
    assert page(library) == door.read_sources(library).files


def test_a_template_that_is_a_link_is_read_each_time(library: Path, settled: None, tmp_path: Path) -> None:
    (library / "templates").mkdir()
    (tmp_path / "own.docx").write_bytes(b"one")
    (library / "templates/tender.docx").symlink_to(tmp_path / "own.docx")
    assert b"one" in page(library).values()
    (tmp_path / "own.docx").write_bytes(b"two")
    assert b"two" in page(library).values()


def test_a_change_of_the_base_is_a_change_of_the_layer(tmp_path: Path, settled: None) -> None:
    under = base()
    files = layer(under) | {f"vendor/base/{path}": content for path, content in under.items()}
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    before = page(tmp_path)
    assert before[CLAUSE] == under[CLAUSE]
    (tmp_path / "vendor/base" / CLAUSE).write_bytes(under[CLAUSE] + b"\nMore.\n")
    assert page(tmp_path) == door.read_sources(tmp_path).files != before


def test_of_many_pages_at_once_few_look(library: Path, settled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, looked = [], warm.FolderLook.__init__

    def slowly(look: warm.FolderLook, *given: Any) -> None:
        looks.append(look)
        time.sleep(0.05)
        looked(look, *given)

    monkeypatch.setattr(warm.FolderLook, "__init__", slowly)
    at_once(lambda: page(library), 12)
    assert len(looks) < 6


def test_who_asks_for_the_same_at_once_waits_for_one_who_makes_it() -> None:
    made = []
    kept: Recent[int] = Recent(2)

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return len(made)

    assert at_once(lambda: kept.of("one", make), 8) == [1] * 8
    assert [kept.of(key, make) for key in ("two", "three", "one")] == [2, 3, 4], "the one asked for least recently goes"
    with pytest.raises(ZeroDivisionError):
        kept.of("four", lambda: 1 // 0)
    assert kept.of("four", lambda: 7) == 7
