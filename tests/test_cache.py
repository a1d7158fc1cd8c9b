"""The user's cache stays small, whatever is kept in it."""

import os
from pathlib import Path

import pytest

from ddtender.workspace import cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ddtender"


def keep_in_turn(folder: Path, *contents: bytes) -> list[bytes | None]:
    """Keep one after the other, each a minute younger; what is kept of them in the end."""
    for n, content in enumerate(contents):
        cache.keep(str(n), content)
        for path in folder.iterdir():
            os.utime(path, (moved := path.stat().st_mtime - 60, moved))
    return [cache.kept(str(n)) for n in range(len(contents))]


def test_the_oldest_go_when_there_are_too_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 2)
    assert keep_in_turn(folder, b"a", b"b", b"c") == [None, b"b", b"c"]
    assert len(list(folder.iterdir())) == 2


def test_the_oldest_go_when_they_are_too_large_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_BYTES", 10)
    assert keep_in_turn(folder, b"four", b"five!", b"seven..") == [None, None, b"seven.."]
    assert keep_in_turn(folder, b"four", b"five!", b"5 5 5") == [None, b"five!", b"5 5 5"]


def test_the_newest_stays_however_large_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_BYTES", 10)
    assert keep_in_turn(folder, b"x" * 100) == [b"x" * 100]


def test_what_somebody_else_keeps_there_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 1)
    cache.keep("first", b"a")
    others = [folder / "notes.txt", folder / ".hidden", folder / "0f"]
    for path in others:
        path.write_text("mine")
        os.utime(path, (0, 0) if path.name != ".hidden" else None)
    keep_in_turn(folder, b"a", b"b", b"c")
    assert [path.read_text() for path in others] == ["mine"] * 3
