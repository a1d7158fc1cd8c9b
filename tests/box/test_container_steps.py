"""The steps of the container are run by a shell, one after the other, in a folder that stands for its root: what they
name is there, what one makes the next one finds, and a step that fails ends all. Programs that need the network or root
are stood in for by scripts that do what the steps rely on, and write down how they were called."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.box.test_container import STEPS
from tests.tools import ROOT

#: What the two images have; everything else of a step is the shell's own, or a file.
_PROGRAMS = {
    "apt-get": '[ "$1" = install ] || mkdir -p "$ROOT_DIR/var/lib/apt/lists/partial"',
    "useradd": "true",
    "install": 'for last; do :; done; mkdir -p "$last"',
    "git": '[ "$*" = "config --system --add safe.directory $ROOT_DIR/source" ]',
    "python3": '[ "$1 $2" = "-m venv" ] && shift 2 && for new; do mkdir -p "$new/bin" "$new/lib"; '
    'cp "$STAND_INS/pip" "$STAND_INS/python" "$new/bin"; done',
    "pip": 'case "$*" in *--require-hashes*) for last; do :; done; [ -s "$last" ];; *.whl) for last; do :; done; '
    '[ -f "$last" ] && cp "$last" "$(dirname "$0")/../lib";; "uninstall --yes setuptools pip") true;; *) false;; esac',
    "python": 'case "$*" in "-m hatchling build -t wheel -d "*) for last; do :; done; mkdir -p "$last"; '
    'touch "$last/ddtender-1-py3-none-any.whl";; "-P -m compileall -q "*) for last; do :; done; [ -d "$last" ];; '
    "*) false;; esac",
}
#: Paths of the image, as they stand in the steps.
_PLACES = re.compile(r"(?<![\w./])/(?=(?:var|source|opt|tmp|work)\b)")


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """An empty root, with the stand-ins beside it."""
    stand_ins = tmp_path / "stand-ins"
    stand_ins.mkdir()
    for name, does in _PROGRAMS.items():
        script = stand_ins / name
        script.write_text(f'#!/bin/bash\necho "{name} $*" >> "$STAND_INS/called"\n{does}\n')
        script.chmod(0o755)
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


def run(image: Path, steps: Sequence[tuple[str, ...]]) -> subprocess.CompletedProcess:
    """The steps in a shell, with the copies that are made between them."""
    folder, script = image, ["set -e"]
    for step, said in steps:
        placed = _PLACES.sub(f"{image}/", said)
        if step == "WORKDIR":
            folder = Path(placed)
            script += [f"mkdir -p {folder}", f"cd {folder}"]
        elif step == "COPY" and said == ". .":
            script.append(f"mkdir -p .requirements && cp {ROOT}/.requirements/*.txt .requirements/")
        elif step == "COPY":
            source, target = placed.split()[-2:]
            script.append(f"mkdir -p {image}/final && cp -r {source} {image}/final/ && [ -d {target} ]")
        elif step == "RUN":
            words = shlex.split(placed)
            removed = words[words.index("rm") + 2] if "rm" in words else f"{image}/"
            assert removed.startswith(f"{image}/"), "nothing of this machine is removed"
            script.append(f"(\n{placed}\n) || exit 1")  # each in a shell of its own
    stand_ins = image.parent / "stand-ins"
    path = f"{stand_ins}:{os.environ['PATH']}"
    told = {"PATH": path, "STAND_INS": str(stand_ins), "ROOT_DIR": str(image)}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", "\n".join(script)], env=told, capture_output=True, check=False
    )


def test_the_steps_run_one_after_the_other(image: Path) -> None:
    done = run(image, STEPS)
    assert done.returncode == 0, done.stderr.decode()
    called = (image.parent / "stand-ins/called").read_text().splitlines()
    assert next(line for line in called if line.startswith("useradd")).endswith(" ddtender")
    assert (image / "final/ddtender/lib/ddtender-1-py3-none-any.whl").is_file()  # what is built is what is copied
    assert not [*(image / "var/lib/apt/lists").iterdir()] and (image / "work").is_dir()
    order = [line.split()[0] for line in called]
    assert order.index("python") < order.index("useradd") and order[0] == "apt-get"


@pytest.mark.parametrize("name", _PROGRAMS)
def test_a_step_that_fails_ends_all(image: Path, name: str) -> None:
    (image.parent / "stand-ins" / name).write_text("#!/bin/bash\nexit 3\n")
    assert run(image, STEPS).returncode != 0


def test_every_program_of_the_steps_is_one_of_them_or_of_the_shell(image: Path) -> None:
    named = {part.split()[0] for step, said in STEPS if step == "RUN" for part in re.split(r"\s&&\s", said)}
    known = {*_PROGRAMS, "rm"}
    assert {Path(one).name for one in named} <= known and shutil.which("rm")
