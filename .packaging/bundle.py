"""A folder from which ddtender is installed where there is no net: its wheel, those of all that it needs, a start file.

    python .packaging/bundle.py FOLDER [--platform win_amd64] [--python 3.12] [--wheels DIR]

The wheels are those of .requirements/page.txt, by their hashes; ``--platform`` and ``--python`` say for which
machine, this one if they are left out. ``--wheels`` takes them from a folder and asks no net. What the start file
installs is listed in the folder, with hashes again, so that a wheel which was exchanged on the way is not installed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / ".requirements/page.txt"
#: Whoever asks for these alone is a build of the package.
_BUILD = {"hatchling", "ddtender (pyproject.toml:build)"}
_NAME = re.compile(r"([A-Za-z0-9_.]+)-([^-]+)-.*\.whl")

START_UNIX = """\
#!/bin/sh
# Installs ddtender from this folder the first time, then runs it: ./start.sh new my-procurement
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if [ ! -e "$here/env/installed" ]; then
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
        echo "ddtender needs Python 3.11 or newer; PYTHON=… names another one than $python." >&2
        exit 2
    }
    echo 'Installing ddtender into this folder (once) …' >&2
    rm -rf "$here/env"
    "$python" -m venv "$here/env"
    "$here/env/bin/python" -m pip --disable-pip-version-check --quiet install --no-index --no-deps --require-hashes \\
        --find-links "$here/wheelhouse" -r "$here/wheels.txt"
    : > "$here/env/installed"
fi
exec "$here/env/bin/python" -P -m ddtender "$@"
"""
START_WINDOWS = """\
@echo off
rem Installs ddtender from this folder the first time. With a double click it then opens the page in the browser.
setlocal
set "here=%~dp0"
if exist "%here%env\\installed" goto run
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
    echo ddtender needs Python 3.11 or newer, with its launcher "py".
    pause
    exit /b 2
)
echo Installing ddtender into this folder, once ...
if exist "%here%env" rmdir /s /q "%here%env"
py -3 -m venv "%here%env" || goto failed
"%here%env\\Scripts\\python.exe" -m pip --disable-pip-version-check --quiet install --no-index --no-deps ^
    --require-hashes --find-links "%here%wheelhouse" -r "%here%wheels.txt" || goto failed
type nul > "%here%env\\installed"
:run
set "PATH=%here%env\\Scripts;%PATH%"
if not "%~1"=="" (
    "%here%env\\Scripts\\python.exe" -P -m ddtender %*
    exit /b
)
if not exist "%USERPROFILE%\\Documents\\procurements" mkdir "%USERPROFILE%\\Documents\\procurements"
cd /d "%USERPROFILE%\\Documents\\procurements"
echo Your procurements are kept in Documents\\procurements. Close this window to end.
"%here%env\\Scripts\\python.exe" -P -m ddtender serve
pause
exit /b
:failed
echo ddtender was not installed; the lines above say why.
pause
exit /b 1
"""


def main(arguments: Sequence[str]) -> int:
    """Make the folder. Ends with 0, or with 1 where a wheel cannot be had."""
    asked = argparse.ArgumentParser(description="Make a folder from which ddtender is installed without a net.")
    asked.add_argument("folder", type=Path, help="a folder that is new")
    asked.add_argument("--platform", help="such as win_amd64, manylinux2014_x86_64 or macosx_11_0_arm64")
    asked.add_argument("--python", help="such as 3.12")
    asked.add_argument("--wheels", type=Path, help="a folder with the wheels; then the net is not asked")
    given = asked.parse_args(arguments)
    if given.folder.exists():
        print(f"{given.folder} is there already; name a folder that is new", file=sys.stderr)
        return 1
    wheelhouse = given.folder / "wheelhouse"
    wheelhouse.mkdir(parents=True)
    try:
        _build(wheelhouse)
        if given.wheels:
            for wheel in sorted(given.wheels.glob("*.whl")):
                shutil.copyfile(wheel, wheelhouse / wheel.name)
        else:
            _download(wheelhouse, given.platform, given.python)
        write_starts(given.folder)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(given.folder)
        print(f"{' '.join(map(str, error.cmd[:6]))} … failed; nothing was written", file=sys.stderr)
        return 1
    print(f"wrote {given.folder} with {len(list(wheelhouse.iterdir()))} wheels")
    return 0


def write_starts(folder: Path) -> None:
    """The start files, and the list of the wheels that they install; those that only a build needs are taken away."""
    lines, needless = [], only_for_builds(PINS.read_text(encoding="utf-8"))
    for wheel in sorted((folder / "wheelhouse").glob("*.whl")):
        match = _NAME.fullmatch(wheel.name)
        assert match, wheel.name
        name = match[1].lower().replace("_", "-")
        if name in needless:
            wheel.unlink()
            continue
        lines.append(f"{name}=={match[2]} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    (folder / "wheels.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    (folder / "start.bat").write_text(START_WINDOWS, encoding="ascii", newline="\r\n")
    start = folder / "start.sh"
    start.write_text(START_UNIX, encoding="utf-8", newline="\n")
    start.chmod(0o755)


def only_for_builds(pins: str) -> set[str]:
    """The names among pins that nothing needs which runs: pip-compile says of each for whom it is there."""
    found = set()
    for block in re.split(r"^(?=\S)", pins, flags=re.MULTILINE):
        name, vias = block.partition("==")[0], re.findall(r"#   (?:via )?(\S.*)|# via (\S.*)", block)
        whom = {one or other for one, other in vias}
        if vias and {one for one in whom if not one.startswith("-c ")} <= _BUILD:  # "-c": other pins that it keeps to
            found.add(name)
    return found


def _build(wheelhouse: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheelhouse.resolve()]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _download(wheelhouse: Path, platform: str | None, python: str | None) -> None:
    """Fetch the pinned wheels, by their hashes."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "-r", str(PINS)]
    command += ["-d", str(wheelhouse), *(["--platform", platform] if platform else [])]
    subprocess.run([*command, *(["--python-version", python] if python else [])], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
