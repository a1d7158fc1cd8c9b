"""The folder for machines without a net installs itself, from its own wheels and by their hashes."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest

from tests.box.boxes import packaging
from tests.tools import ROOT


@pytest.fixture(scope="module")
def bundling() -> ModuleType:
    return packaging("bundle")


def packed(name: str, folder: Path) -> Path:
    """The wheel of an installed distribution, made of its files again."""
    found = distribution(name)
    wheel = folder / f"{name}-{found.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in found.files or ():
            if file.suffix != ".pyc" and ".." not in file.parts and file.name not in ("INSTALLER", "REQUESTED"):
                archive.write(str(file.locate()), str(file))
    return wheel


@pytest.fixture(scope="module")
def folder(bundling: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with as many wheels as the plainest commands need; its place has a space in it."""
    wheels = tmp_path_factory.mktemp("wheels")
    packed("click", wheels)
    packed("pluggy", wheels)  # only a build needs it
    made = tmp_path_factory.mktemp("carried") / "a folder"
    assert bundling.main([str(made), "--wheels", str(wheels)]) == 0
    return made


def test_it_has_the_wheels_that_run_and_their_hashes(folder: Path, bundling: ModuleType) -> None:
    names = {path.name.partition("-")[0]: path for path in (folder / "wheelhouse").iterdir()}
    assert names.keys() == {"click", "ddtender"}
    listed = (folder / "wheels.txt").read_text().splitlines()
    for name, path in names.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert any(line.startswith(f"{name}==") and line.endswith(f"--hash=sha256:{digest}") for line in listed)
    assert bundling.main([str(folder)]) == 1  # it is there already


def test_what_only_a_build_needs_is_told_by_the_pins(bundling: ModuleType) -> None:
    found = bundling.only_for_builds((ROOT / ".requirements/page.txt").read_text())
    assert {"hatchling", "pluggy", "pathspec"} <= found and not {"click", "lxml", "six", "babel"} & found


def test_the_start_file_of_windows_is_one_of_windows(folder: Path) -> None:
    content = (folder / "start.bat").read_bytes()
    lines = content.split(b"\r\n")
    assert lines[0] == b"@echo off" and b"\n" not in b"".join(lines) and content.isascii()
    labels = {line[1:] for line in lines if line.startswith(b":")}
    assert {word.split(b"goto ")[1] for word in lines if b"goto " in word} == labels == {b"run", b"failed"}
    for path in (b"wheels.txt", b"wheelhouse"):
        assert b'"%here%' + path + b'"' in content and (folder / path.decode()).exists()


@pytest.mark.skipif(os.name != "posix", reason="it is the start file of other systems")
def test_it_installs_itself_once_and_runs(folder: Path, tmp_path: Path) -> None:
    home = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHON": sys.executable}

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(folder / "start.sh"), *arguments]
        return subprocess.run(command, cwd=tmp_path, env=home, capture_output=True, text=True, check=False)

    first, second = start("--version"), start("explain", "typed-number")
    assert first.returncode == 0 and "version 0.1.0" in first.stdout and "(once)" in first.stderr, first.stderr
    assert second.returncode == 0 and "typed-number" in second.stdout and not second.stderr
    shutil.rmtree(folder / "env")
    home["PYTHON"] = "/bin/false"
    refused = start("--version")
    assert refused.returncode == 2 and "Python 3.11 or newer" in refused.stderr and not (folder / "env").exists()
