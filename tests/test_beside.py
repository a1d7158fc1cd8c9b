"""What a second process does beside this one has the same result as if it were done here."""

import os
import signal
from pathlib import Path

import pytest

from ddtender.diagnostics import Diagnostic, Location
from ddtender.verify.codes import VERIFICATION_FAILED
from ddtender.workspace import beside
from tests.commands import ddtender

FORKS = pytest.mark.skipif(not beside._can_fork(), reason="needs fork and a second core")
FINDING = Diagnostic(VERIFICATION_FAILED, Location("kpi-register.xlsx"), "message", "hint")


@FORKS
def test_the_work_is_done_by_another_process() -> None:
    assert beside.begin(os.getpid)() != os.getpid()


def test_a_result_comes_back_whole() -> None:
    expected = {"kpi-register.xlsx": os.urandom(3_000_000)}, [FINDING]
    assert beside.begin(lambda: expected)() == expected


def test_what_goes_wrong_goes_wrong_here() -> None:
    def work() -> None:
        raise ValueError(f"in process {os.getpid()}")

    with pytest.raises(ValueError, match=f"in process {os.getpid()}$"):
        beside.begin(work)()


@FORKS
def test_a_child_that_is_killed_does_not_matter() -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert beside.begin(work)() == "done"


@FORKS
def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    result = beside.begin(lambda: lambda: os.getpid())()
    assert result() == os.getpid()


@FORKS
def test_a_child_writes_nothing_that_this_process_has_buffered(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as stream:
        stream.write("once")
        assert beside.begin(lambda: 1)() == 1
    assert (tmp_path / "file").read_text() == "once"


def test_without_fork_the_outputs_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import os\ndel os.fork\n")
    epoch = {"SOURCE_DATE_EPOCH": "1800000000"}
    path = f"{folder}{os.pathsep}{Path(__file__).parent.parent}"
    arguments = ("build", "--scenario", "high", "--procedure", "scenarios/procedures/laptops.yaml", "--output")
    for name, more in (("forked", {}), ("alone", {"PYTHONPATH": path})):
        result = ddtender(*arguments, tmp_path / name, **epoch, **more)
        assert result.returncode == 0, result.stderr
    forked, alone = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("forked", "alone"))
    assert forked == alone and len(forked) == 8
