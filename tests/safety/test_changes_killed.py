"""`approve` and `bump` change files of the library: all of them or none, whatever kills the command."""

import json
import shutil
from pathlib import Path

import pytest

from ddtender.workspace import WorkspaceError, find_root, write_files
from ddtender.workspace.changes import JOURNAL
from tests.commands import copy_workspace, ddtender
from tests.decisions import decide_all
from tests.safety.dying import DONE, KILLED, failing_at, killed_at

OLD = {f"clause_library/{name}.md": f"{name} as it was".encode() for name in ("a", "b", "contract_clauses/c")}
NEW = {name: content + b", changed" for name, content in OLD.items()} | {"clause_library/reviews/d.yaml": b"new"}


def found(root: Path) -> dict[str, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def root(in_memory: Path) -> Path:
    root = in_memory / "workspace"
    put(root)
    return root


def put(root: Path) -> None:
    (root / "clause_library").mkdir(parents=True, exist_ok=True)
    (root / "clause_library/reviews/d.yaml").unlink(missing_ok=True)
    write_files(root, OLD)


def test_killed_at_every_line_the_next_command_completes_it_or_nothing_has_happened(root: Path) -> None:
    line, seen = 0, set()
    while killed_at(line, lambda: write_files(root, NEW)) == KILLED:
        find_root(root)  # every command begins so
        assert found(root) in (OLD, NEW), f"killed at line {line}"
        seen.add(found(root) == NEW)
        put(root)
        line += 1
    assert seen == {True, False} and line > 150


def test_each_call_of_the_system_fails_once_and_nothing_has_changed(root: Path) -> None:
    call, refused = 0, 0
    while True:
        end, failed = failing_at(call, lambda: write_files(root, NEW))
        if not failed:
            break
        find_root(root)
        assert found(root) == (NEW if end == DONE else OLD), f"call {call}: {end}"
        refused += end != DONE
        put(root)
        call += 1
    assert refused > 20


def test_what_somebody_edits_before_the_next_command_stays(root: Path) -> None:
    line, kept = 0, 0
    while killed_at(line, lambda: write_files(root, NEW)) == KILLED:
        (root / "clause_library/a.md").write_bytes(b"edited by hand")
        find_root(root)
        assert (root / "clause_library/a.md").read_bytes() == b"edited by hand"
        kept += 1
        put(root)
        line += 5
    assert kept > 20


def test_a_file_that_somebody_saves_between_reading_and_writing_is_not_written_over(root: Path) -> None:
    (root / "clause_library/b.md").write_bytes(b"saved meanwhile")
    before = found(root)
    with pytest.raises(WorkspaceError, match="nothing was written: run the command again"):
        write_files(root, NEW, OLD)
    with pytest.raises(WorkspaceError, match="changed by somebody else"):
        write_files(root, {"clause_library/b.md": b"new"}, OLD)
    assert found(root) == before


def test_an_interrupted_approval_is_completed_by_the_next_command(tmp_path: Path) -> None:
    from ddtender.cli.group import cli

    given = copy_workspace(tmp_path / "given")
    decide_all(given)
    copy, early, late = tmp_path / "workspace", 0, 400_000
    arguments = ["--workspace", str(copy), "approve", "--all", "--reviewer", "A. Jurist"]
    reviews, stamps = copy / "clause_library" / "reviews", 0
    while not 0 < stamps < 20:  # the later it is killed, the more of them there are
        assert late - early > 1, "it was never killed between two stamps"
        line = (early + late) // 2
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(given, copy)
        killed = killed_at(line, lambda: cli(arguments, standalone_mode=False)) == KILLED
        stamps = len([*reviews.iterdir()]) if reviews.is_dir() else 0
        early, late = (line, late) if killed and not stamps else (early, line)
    states = {row["state"] for row in json.loads(ddtender("status", "--format", "json", cwd=copy).stdout)["provisions"]}
    assert states == {"approved"}
    assert not list(copy.glob(f"{JOURNAL}*"))
