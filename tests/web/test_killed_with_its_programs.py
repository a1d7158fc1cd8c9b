"""A worker that is killed in the middle leaves no LibreOffice behind, and nothing that it worked in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ddtender.web import office
from ddtender.workspace.errors import WorkspaceError
from tests import tools

#: A program that starts another, as LibreOffice does; both would run for minutes.
_PROGRAM = "sleep 300 & echo $$ $! > {pids}.part; mv {pids}.part {pids}; wait"
_WORKER = """
import sys
from pathlib import Path
from ddtender.web import office
with office._folder_of_work(Path(sys.argv[1])) as work:
    office._run(["/bin/sh", "-c", sys.argv[2]], work)
"""


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in ("Z", "X")  # nobody has asked yet how it ended


def _within(seconds: float, is_so) -> bool:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="a system without /proc")
def test_what_a_killed_worker_has_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids, state = tmp_path / "pids", tmp_path / "state"
    state.mkdir()
    said = _PROGRAM.format(pids=pids)
    worker = subprocess.Popen([sys.executable, "-P", "-c", _WORKER, str(state), said])
    try:
        assert _within(60, pids.exists)
        started = [int(one) for one in pids.read_text().split()]
        assert len(started) == 2 and all(map(_is_running, started))
        (work,) = state.iterdir()
        office.forget_left(state)
        assert work.is_dir()  # somebody is at it
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert _within(30, lambda: not any(map(_is_running, started)))
    assert _within(30, lambda: not work.exists())
    # where the one that ends them was killed as well, the next worker takes the folder away
    (state / "office-left").mkdir()
    office.forget_left(state)
    assert not [*state.iterdir()]
    # and what takes too long ends with all that it has started
    monkeypatch.setattr(office, "_SECONDS", 2)
    pids.unlink()
    with pytest.raises(WorkspaceError, match="did not end"), office._folder_of_work(state) as work:
        office._run(["/bin/sh", "-c", said], work)
    started = [int(one) for one in pids.read_text().split()]
    assert _within(30, lambda: not any(map(_is_running, started))) and not [*state.iterdir()]


#: LibreOffice as pages are made by it, but that it waits for somebody who never comes.
_WAITING = """
import sys
from pathlib import Path
from ddtender.web import office
with office._folder_of_work(Path(sys.argv[1])) as work:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    waits = f"--accept=pipe,name=ddtender{work.name};urp;"
    office._run([office.find("soffice"), profile, "--headless", "--norestore", "--nolockcheck", waits], work)
"""


def _at_work_in(folder: Path) -> list[bytes]:
    """The command lines of the processes of LibreOffice that have their profile in a folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = one.read_bytes()
        except OSError:  # it has ended
            continue
        if b"UserInstallation" in said and str(folder).encode() in said and _is_running(int(one.parent.name)):
            found.append(said)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="a system without /proc")
def test_libreoffice_itself_ends_with_a_killed_worker(approved_issued: Path, tmp_path: Path) -> None:
    tools.require(tools.libreoffice(), "LibreOffice with pdftotext and pdftoppm")
    document, state = approved_issued / "issued/1/contract.docx", tmp_path / "state"
    state.mkdir()
    worker = subprocess.Popen([sys.executable, "-P", "-c", _WAITING, str(state)])

    try:
        assert _within(60, lambda: any(b"soffice.bin" in one for one in _at_work_in(state)))
    finally:
        worker.kill()
        worker.wait()
    assert _within(30, lambda: not _at_work_in(state))
    assert _within(30, lambda: not [*state.glob("office-*")])
    # whoever asks again gets all pages
    made = office.make_pages(state, document.read_bytes(), ".docx")
    assert len(made) > 1 and not _at_work_in(state)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="a system without /proc")
def test_a_program_has_a_home_of_its_own_and_whoever_ends_it_has_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python runs what lies in the home that it is given (site, "user site-packages"), also what a program has left."""
    monkeypatch.setenv("DDTENDER_SECRET", "x")
    monkeypatch.setattr(office, "_bounds", list)  # in another user namespace nobody may look at us
    told = tmp_path / "told"
    with office._folder_of_work(tmp_path) as work:
        office._run(["/bin/sh", "-c", f"env > {told}; tr '\\0' '\\n' < /proc/$PPID/environ > {told}-above"], work)
    program, above = (_environment(Path(f"{told}{end}")) for end in ("", "-above"))
    assert program["HOME"] == str(work) and "DDTENDER_SECRET" not in program and program["PATH"] == os.environ["PATH"]
    assert above.get("HOME") == os.environ.get("HOME")


def _environment(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
