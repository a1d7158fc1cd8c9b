"""A line goes on record as a whole or not at all, whatever kills the command, and never over another's."""

from pathlib import Path

import pytest

from ddtender.workspace import WorkspaceError, append
from ddtender.workspace import read_record as record_at
from tests.safety.dying import DONE, KILLED, failing_at, killed_at

BEFORE, MORE = b"one\n", b"two\n"


@pytest.fixture
def record(in_memory: Path) -> Path:
    in_memory.mkdir(exist_ok=True)
    path = in_memory / "record.jsonl"
    path.write_bytes(BEFORE)
    return path


def test_killed_at_every_line_the_record_is_whole(record: Path) -> None:
    line, seen = 0, set()
    while killed_at(line, lambda: append(record, BEFORE, MORE)) == KILLED:
        there = record_at(record)
        assert there in (BEFORE, BEFORE + MORE), f"killed at line {line}"
        seen.add(there)
        append(record, there, b"three\n")  # the next command takes away what was left
        assert record_at(record) == there + b"three\n"
        assert [path.name for path in record.parent.iterdir()] == [record.name]
        record.write_bytes(BEFORE)
        line += 1
    assert seen == {BEFORE, BEFORE + MORE} and line > 50


def test_each_call_of_the_system_fails_once_and_the_record_is_whole(record: Path) -> None:
    call, refused = 0, 0
    while True:
        end, failed = failing_at(call, lambda: append(record, BEFORE, MORE))
        if not failed:
            break
        there = record_at(record)  # it may be refused after all, when only what is left cannot be taken away
        assert there == BEFORE + MORE if end == DONE else there in (BEFORE, BEFORE + MORE), f"call {call}: {end}"
        refused += end != DONE
        record.write_bytes(BEFORE)
        call += 1
    assert refused > 5


def test_a_line_that_somebody_else_has_added_meanwhile_is_not_lost(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    append(record, b"", b"one\n")
    with pytest.raises(WorkspaceError, match="changed by somebody else"):
        append(record, b"", b"two\n")
    append(record, b"one\n", b"two\n")
    assert record.read_bytes() == b"one\ntwo\n"


def test_a_record_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "record.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match="not an ordinary file"):
        record_at(tmp_path / "record.jsonl")
    with pytest.raises(WorkspaceError):
        append(tmp_path / "record.jsonl", b"", b"one\n")
