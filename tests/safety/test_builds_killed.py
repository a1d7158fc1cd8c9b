"""Real builds in processes of their own: killed at any moment, two at once, on a full disk, in a read-only folder."""

import functools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddtender.manifest import sha256
from tests.commands import copy_workspace, ddtender
from tests.examples import sample, some
from tests.safety.dying import DONE, REFUSED, as_user
from tests.tools import ROOT

LAPTOPS = ROOT / "scenarios/procedures/laptops.yaml"
#: root may write everywhere, so a test of permissions has to be somebody else.
NOBODY = 65534 if os.getuid() == 0 else os.getuid()
KILLS = int(os.environ.get("KILLS", "0")) or sample(12, 48)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_workspace(tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def sets(workspace: Path) -> dict[str, dict[str, bytes]]:
    """The two sets that builds of these tests write, by scenario: they differ in every file, and one has a calendar."""
    made = {}
    for scenario, procedure in (("low", ()), ("high", ("--procedure", LAPTOPS))):
        folder = workspace / "apart" / scenario
        done = ddtender("build", "--scenario", scenario, *procedure, "--output", folder, cwd=workspace)
        assert done.returncode == 0, done.stderr
        made[scenario] = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "kpi-calendar.ics" in made["high"] and "kpi-calendar.ics" not in made["low"]
    return made


def start(workspace: Path, scenario: str, folder: Path, **options) -> subprocess.Popen:
    procedure = ["--procedure", str(LAPTOPS)] if scenario == "high" else []
    command = [sys.executable, "-m", "ddtender", "build", "--scenario", scenario, *procedure, "--output", str(folder)]
    return subprocess.Popen(
        command,
        cwd=workspace,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        **options,
    )


def whole(folder: Path) -> dict[str, bytes]:
    """The set that the folder shows, proven against its own manifest."""
    files = {name: (folder / name).read_bytes() for name in os.listdir(folder) if not name.startswith(".")}
    listed = json.loads(files["manifest.json"])["outputs"]
    assert {name: sha256(content) for name, content in files.items() if name != "manifest.json"} == listed
    return files


def test_killed_at_any_moment_the_folder_holds_one_whole_set(workspace: Path, sets: dict, tmp_path: Path) -> None:
    folder, chance = tmp_path / "out", random.Random(20261125)
    started = time.monotonic()
    assert start(workspace, "low", folder).wait() == 0
    took, met = time.monotonic() - started, 0
    for n in range(KILLS):
        process = start(workspace, ("high", "low")[n % 2], folder)
        if n % 3 == 0:
            time.sleep(chance.random() * took)
        else:  # most of the kills as soon as it writes
            while process.poll() is None and not any(name.startswith(".dd") for name in os.listdir(tmp_path)):
                time.sleep(0.0002)
            time.sleep(chance.random() * 0.008)
        met += process.poll() is None
        process.kill()
        process.communicate()
        assert whole(folder) in ({**sets["low"]}, {**sets["high"]})
    assert met > KILLS / 3, "the builds were mostly over before they were killed"
    assert start(workspace, "high", folder).wait() == 0
    assert whole(folder) == sets["high"] and os.listdir(tmp_path) == ["out"]


def test_two_builds_into_one_folder_at_once(workspace: Path, sets: dict, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for _ in range(2):
        processes = [start(workspace, scenario, folder) for scenario in ("low", "high", "high")]
        errors = [process.communicate(timeout=120)[1] for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0], errors
        assert whole(folder) in ({**sets["low"]}, {**sets["high"]})
        assert os.listdir(tmp_path) == ["out"]


def test_many_writers_and_one_reader(tmp_path: Path) -> None:
    """Eight processes write sets into one folder as fast as they can; a reader never meets a mixture."""
    from ddtender.workspace import write_outputs
    from tests.safety.test_outputs_killed import a_set

    folder, writers = tmp_path / "out", []
    write_outputs(folder, a_set("0"))
    for writer in range(8):
        if (child := os.fork()) == 0:
            try:
                for n in range(12):
                    write_outputs(folder, a_set(f"{writer}-{n}", *(["kpi-calendar.ics"] if n % 2 else [])))
                os._exit(0)
            except BaseException as error:
                os.write(2, f"{error!r}\n".encode())
                os._exit(1)
        writers.append(child)
    read, running, ends = 0, True, []
    while running:
        ends += [status for pid in writers if (status := _ended(pid)) is not None]
        running = len(ends) < len(writers)
        try:
            before = (folder / "manifest.json").read_bytes()
            listed = json.loads(before)["outputs"]
            contents = {name: (folder / name).read_bytes() for name in listed}
            unchanged = (folder / "manifest.json").read_bytes() == before
        except FileNotFoundError:  # between two of our looks the set was exchanged for one without it
            continue
        if unchanged:
            assert {name: sha256(content) for name, content in contents.items()} == listed
            read += 1
    assert ends == [0] * len(writers) and read > 10
    assert os.listdir(tmp_path) == ["out"]


def _ended(pid: int) -> int | None:
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None
    return status if done else None


def test_another_writer_that_does_not_finish_is_said_and_nothing_hangs(tmp_path: Path, monkeypatch) -> None:
    from ddtender.workspace import WorkspaceError, locks, write_outputs

    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    with locks.locked(tmp_path), pytest.raises(WorkspaceError, match="another process that does not finish"):
        write_outputs(tmp_path, {"a": b"", "b": b""})


def test_a_stand_in_of_a_running_build_is_left_alone(tmp_path: Path) -> None:
    from ddtender.workspace import locks, write_outputs

    theirs = tmp_path / ".ddtender-out-0123abcd"
    theirs.mkdir()
    handle = locks.hold(theirs)
    write_outputs(tmp_path / "out", {"a": b"1", "b": b"2"})
    assert theirs.is_dir()
    os.close(handle)
    write_outputs(tmp_path / "out", {"a": b"1", "b": b"3"})
    assert not theirs.exists()


@pytest.fixture
def small_disk(sets: dict[str, dict[str, bytes]], tmp_path: Path) -> Iterator[Path]:
    """A disk for the two sets and 200 kB more."""
    kilobytes = sum(len(content) // 1024 for files in sets.values() for content in files.values()) + 200
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root and is not allowed here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.mark.parametrize("free", some([20, 0, 4, 300, 100, 550], 3))
def test_on_a_full_disk_the_earlier_set_stays(workspace: Path, sets: dict, small_disk: Path, free: int) -> None:
    folder = small_disk / "out"
    folder.mkdir()
    for name, content in sets["low"].items():
        (folder / name).write_bytes(content)
    room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "ballast").write_bytes(bytes(max(room - free * 1000, 0)))
    process = start(workspace, "high", folder)
    _, said = process.communicate(timeout=120)
    fits = sum(map(len, sets["high"].values())) < free * 1000
    assert process.returncode == (0 if fits else 2), said
    if fits:
        assert whole(folder) == sets["high"]
    else:
        assert b"cannot be written: No space left on device" in said
        assert whole(folder) == sets["low"]
        assert {*os.listdir(small_disk)} == {"ballast", "out"}
    (small_disk / "ballast").unlink()


def test_a_mount_point_as_output_folder(workspace: Path, sets: dict, small_disk: Path) -> None:
    """It cannot change places with anything: its set goes through the journal."""
    subprocess.run(["mount", "-o", "remount,size=2m", small_disk], check=True)
    for scenario in ("high", "low"):
        assert start(workspace, scenario, small_disk).wait() == 0
        assert whole(small_disk) == sets[scenario]
        assert {*os.listdir(small_disk)} == {*sets[scenario]}


@pytest.mark.parametrize("most", some([0, 1000, 8000, 20000], 2))
def test_a_limit_on_the_size_of_files_leaves_the_earlier_set(
    workspace: Path, sets: dict, tmp_path: Path, most: int
) -> None:
    """Temporary files, then the outputs: each becomes too large in its turn. Works without root."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name, content in sets["low"].items():
        (folder / name).write_bytes(content)
    limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    process = start(workspace, "high", folder, preexec_fn=limit)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2, said
    assert said.startswith(b"ddtender: ") and b"Traceback" not in said and b"should not have happened" not in said
    assert whole(folder) == sets["low"] and os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("closed", ["folder", "parent", "both"])
def test_a_folder_for_reading_only(closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be written stays as it is; one whose parent may not be written is no trouble."""
    from ddtender.workspace import write_outputs
    from tests.safety.test_outputs_killed import EARLIER, LATER

    with tempfile.TemporaryDirectory(
        prefix="ddtender-read-only-"
    ) as name:  # not below pytest's: only root may go there
        outside, folder = Path(name), Path(name) / "out"
        write_outputs(folder, EARLIER)
        for path in (*folder.iterdir(), folder, outside):
            os.chown(path, NOBODY, -1)
        folder.chmod(0o755 if closed == "parent" else 0o555)
        outside.chmod(0o755 if closed == "folder" else 0o555)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "root's own"))
        end = as_user(NOBODY, lambda: write_outputs(folder, LATER))
        folder.chmod(0o755)
        outside.chmod(0o755)
        assert end == (DONE if closed == "parent" else REFUSED)
        assert whole(folder) == (LATER if closed == "parent" else EARLIER)
        assert os.listdir(outside) == ["out"]


def test_links_as_output_folders(tmp_path: Path) -> None:
    from ddtender.workspace import WorkspaceError, write_outputs

    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to("share")
    (tmp_path / "dangling").symlink_to("not yet")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("link", "dangling", "loop"):
        with pytest.raises(WorkspaceError, match="nothing is written through links"):
            write_outputs(tmp_path / name, {"a": b"1", "b": b"2"})
    assert not any((tmp_path / "share").iterdir()) and not (tmp_path / "not yet").exists()
    write_outputs(tmp_path / "share", {"a": b"1", "b": b"2"})


def test_in_the_folder_we_stand_in_the_folder_is_never_moved(workspace: Path, sets: dict, tmp_path: Path) -> None:
    inode = tmp_path.stat().st_ino
    done = ddtender("--workspace", workspace, "build", "--scenario", "low", "--output", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert whole(tmp_path) == sets["low"] and tmp_path.stat().st_ino == inode


def test_a_build_that_is_stopped_by_the_user_leaves_the_earlier_set(
    workspace: Path, sets: dict, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    assert start(workspace, "low", folder).wait() == 0
    process = start(workspace, "high", folder)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0 or b"Traceback" not in said
    assert whole(folder) in ({**sets["low"]}, {**sets["high"]})
