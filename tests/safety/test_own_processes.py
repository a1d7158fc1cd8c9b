"""Processes of our own that are started from a folder that somebody sent."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.places import is_whole, procedure, procedures, sets_in
from tests.commands import copy_workspace, own_cache
from tests.tools import ROOT

#: What a console script does: the folder of the script, and not the current one, is searched for modules.
_SCRIPT = "from ddtender.__main__ import main\n\nif __name__ == '__main__':\n    main()\n"
#: Every process that is started ends at once.
_DYING = "import multiprocessing\n\nmultiprocessing.set_executable({program!r})\n" + _SCRIPT
#: More than a pipe holds.
_PIPE = 65_536


def as_installed(
    script: Path, cwd: Path, *arguments: object, python: tuple[str, ...] = (), text: str = _SCRIPT
) -> subprocess.CompletedProcess:
    script.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": own_cache()}
    environment.pop("PYTHONSAFEPATH", None)
    command = [sys.executable, *python, str(script), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=100)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "workspace")


@pytest.fixture
def log(workspace: Path, tmp_path: Path) -> Path:
    """Where modules of the workspace write down that they were run: one for each name that Python has one for, and for
    each that we use."""
    log = tmp_path / "run"
    installed = ("attrs", "babel", "click", "docx", "docxtpl", "jinja2", "lxml", "markdown_it", "msgspec", "openpyxl")
    for name in {*sys.stdlib_module_names, *installed, "ddtender", "sitecustomize", "usercustomize"}:
        source = f"with open({str(log)!r}, 'a') as log:\n    log.write('{name}\\n')\n"
        (workspace / f"{name}.py").write_text(source, encoding="utf-8")
    return log


def test_modules_of_the_folder_are_not_run_by_the_processes_of_a_batch(
    workspace: Path, log: Path, tmp_path: Path
) -> None:
    folder = procedures(tmp_path / "given", "school-0", "school-1")
    done = as_installed(tmp_path / "run.py", workspace, "batch", folder, "-j", 2, "-o", tmp_path / "out")
    assert not log.exists(), log.read_text()
    assert done.returncode == 0, done.stderr
    assert len(sets_in(tmp_path / "out")) == 2 and all(map(is_whole, sets_in(tmp_path / "out").values()))


def test_the_trap_is_set(workspace: Path, log: Path, tmp_path: Path) -> None:
    """Python by itself runs what lies there, so that a command that ran none has kept it from that."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    command = [sys.executable, "-c", "import multiprocessing"]
    subprocess.run(command, cwd=workspace, env=environment, capture_output=True, timeout=100)
    assert "multiprocessing" in log.read_text()


def test_python_that_cannot_be_told_is_refused(workspace: Path, log: Path, tmp_path: Path) -> None:
    folder = procedures(tmp_path / "given", "school-0")
    given = ("--workspace", workspace, "batch", folder, "-o", tmp_path / "out")
    text = f"import sys\n\nsys.path.append({str(ROOT)!r})\n{_SCRIPT}"
    done = as_installed(tmp_path / "run.py", workspace, *given, python=("-E",), text=text)
    assert done.returncode == 2 and "-P" in done.stderr and "Traceback" not in done.stderr
    assert not log.exists()
    done = as_installed(tmp_path / "run.py", workspace, *given, python=("-E", "-P"), text=text)
    assert done.returncode in (0, 1) and not log.exists()


def test_a_batch_whose_processes_all_die_ends_with_findings(workspace: Path, tmp_path: Path) -> None:
    """However much there would be to tell them: the sources, and a line of arguments."""
    names = [f"{n:04}-{'x' * 100}" for n in range(_PIPE // 100)]
    folder = procedures(tmp_path / "given", *names)
    (workspace / "scenarios/large.yaml").write_text(f"# {'x' * 2 * _PIPE}\n{procedure('Large')}")
    text = _DYING.format(program=shutil.which("false"))
    given = ("batch", *(folder / f"{name}.yaml" for name in names), "-j", 2, "-o", tmp_path / "out")
    done = as_installed(tmp_path / "run.py", workspace, *given, text=text)
    assert done.returncode == 1
    assert "error[build-failed]" in done.stderr and "Traceback" not in done.stderr
    assert "its process ended with exit code 1" in done.stderr
    assert "failed" in done.stdout and "left out" in done.stdout


def test_processes_are_started_in_one_place() -> None:
    """So that what holds for a batch holds for whatever else has processes of its own."""
    ways = re.compile(r"get_context|\bProcess\(|ProcessPool|concurrent\.futures|multiprocessing\.Pool|sys\.executable")
    found = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "ddtender").rglob("*.py") if ways.search(path.read_text())
    }
    assert found == {"ddtender/workspace/starting.py"}
