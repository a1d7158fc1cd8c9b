"""Several processes: the order does not depend on them, and the loss of one loses one procedure."""

import json
import os
import pty
import re
import signal
import sys
from pathlib import Path

import pytest

from ddtender.checks.rules import COMPOSITION_RULES, LIBRARY_RULES, PROVISION_RULES
from tests.batch.places import batch, is_whole, procedure, procedures, reported, sets_in
from tests.commands import copy_workspace
from tests.processes import gone, start, until, workers

NAMES = [f"school-{n}" for n in range(8)]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace")


def test_the_number_of_processes_changes_nothing(workspace: Path, tmp_path: Path) -> None:
    folder = procedures(tmp_path / "given", *NAMES[:5])
    (folder / "school-2.yaml").write_text(procedure("Laptops", more="colour: blue\n"))
    said = []
    for processes in (1, 2, 9):
        done = batch(workspace, folder, "-j", processes, "--output", tmp_path / f"with-{processes}", code=1)
        said.append((done.stderr, sets_in(tmp_path / f"with-{processes}")))
    assert said[0] == said[1] == said[2]
    assert len(said[0][1]) == 4


def test_a_lost_process_loses_one_procedure(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", *NAMES), tmp_path / "batch"
    process = start(workspace, "batch", folder, "-j", 2, "--output", output, "--format", "json")
    until(lambda: len(sets_in(output)) >= 2, process)
    os.kill(workers(process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=200)
    assert process.returncode == 1, err
    report = json.loads(out)
    (lost,) = [row for row in report["procedures"] if row["status"] == "failed"]
    assert lost["diagnostics"][0]["code"] == "build-failed" and "SIGKILL" in lost["diagnostics"][0]["message"]
    assert report["counts"] == {"built": 7, "unchanged": 0, "failed": 1, "left out": 0}
    assert all(is_whole(files) for name, files in sets_in(output).items() if name != lost["folder"])
    again = reported(workspace, folder, "--output", output)
    assert again["statuses"][lost["folder"]] in ("built", "unchanged")
    assert again["counts"]["built"] <= 1


def test_ctrl_c_finishes_what_was_begun_and_leaves_the_rest_out(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", *NAMES), tmp_path / "batch"
    process = start(workspace, "batch", folder, "-j", 2, "--output", output, "--format", "json")
    until(lambda: sets_in(output), process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all processes
    out, err = process.communicate(timeout=200)
    assert process.returncode == 130, err
    assert "Finishing what has been begun" in err and "Traceback" not in err
    counts = json.loads(out)["counts"]
    assert counts["failed"] == 0 and counts["left out"] >= 1
    sets = sets_in(output)
    assert len(sets) == counts["built"] and all(map(is_whole, sets.values()))
    again = reported(workspace, folder, "--output", output)
    assert again["counts"] == {"built": 8 - len(sets), "unchanged": len(sets), "failed": 0, "left out": 0}


def test_no_process_outlives_a_batch_that_is_killed(workspace: Path, tmp_path: Path) -> None:
    folder, output = procedures(tmp_path / "given", *NAMES), tmp_path / "batch"
    process = start(workspace, "batch", folder, "-j", 2, "--output", output)
    until(lambda: sets_in(output), process)
    left = workers(process)
    process.kill()
    process.communicate(timeout=200)
    gone(left)
    assert all(map(is_whole, sets_in(output).values()))
    assert reported(workspace, folder, "--output", output)["counts"]["failed"] == 0


def test_a_terminal_shows_how_far_it_is(workspace: Path, tmp_path: Path) -> None:
    """With the findings above the bar; a file or another program gets no bar."""
    folder = procedures(tmp_path / "given", *NAMES[:3])
    (folder / "school-1.yaml").write_text(procedure("Laptops", more="colour: blue\n"))
    ours, theirs = pty.openpty()
    process = start(workspace, "batch", folder, "--output", tmp_path / "batch", stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other end was closed
            break
    os.close(ours)
    process.communicate(timeout=100)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert "Building" in shown and "/3" in shown and "error[unknown-key]" in shown
    assert "Building" not in batch(workspace, folder, "--output", tmp_path / "batch", code=1).stderr


def test_every_rule_on_compositions_is_asked_about_each_procedure() -> None:
    """A batch checks the library once; what looks at a composition is asked again for every procedure."""
    looking = []
    for rule in (*PROVISION_RULES, *LIBRARY_RULES):
        source = Path(sys.modules[rule.__module__].__file__).read_text(encoding="utf-8")
        looking += [rule] if "subject.drafts" in source else []
    assert set(looking) == set(COMPOSITION_RULES)
