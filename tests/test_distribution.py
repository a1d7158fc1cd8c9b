"""What would be published can be built, names its licences and works without the checkout."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from ddtender.library.boxed import fingerprint, from_json
from tests.commands import SOURCES, copy_workspace
from tests.tools import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, capture_output=True, check=True
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installation unpacks it."""
    (path,) = built.glob("ddtender-*.whl")
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for module in (folder / "ddtender").rglob("*.py"):  # what has been compiled of the same is not compiled again
        ours = ROOT / module.relative_to(folder)
        compiled = ours.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc"
        if ours.read_bytes() == module.read_bytes() and compiled.is_file():
            os.utime(module, ns=(ours.stat().st_atime_ns, ours.stat().st_mtime_ns))
            (module.parent / "__pycache__").mkdir(exist_ok=True)
            shutil.copy2(compiled, module.parent / "__pycache__")
    return folder


def assert_told(metadata: Message, licence: bytes) -> None:
    assert metadata["Name"] == "ddtender" and metadata["Author"] == "The contributors of ddtender"
    assert metadata["License-Expression"] == "EUPL-1.2 AND CC-BY-4.0"
    assert metadata.get_all("License-File") == ["LICENSE.md"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert licence == (ROOT / "LICENSE.md").read_bytes()


def test_the_wheel_says_whose_it_is_and_under_which_licences(wheel: Path) -> None:
    (info,) = wheel.glob("ddtender-*.dist-info")
    assert_told(message_from_bytes((info / "METADATA").read_bytes()), (info / "licenses/LICENSE.md").read_bytes())
    assert {path.name for path in wheel.iterdir()} == {"ddtender", info.name}


def test_the_sources_say_so_too_and_are_whole(built: Path) -> None:
    (path,) = built.glob("ddtender-*.tar.gz")
    with tarfile.open(path) as archive:
        top = path.name.removesuffix(".tar.gz")
        told, licence = (archive.extractfile(f"{top}/{name}") for name in ("PKG-INFO", "LICENSE.md"))
        assert told and licence
        assert_told(message_from_bytes(told.read()), licence.read())
        names = {name.removeprefix(f"{top}/") for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert {name for name in listed if name and '"' not in name and (ROOT / name).exists()} <= names


@pytest.mark.parametrize("command", [["check"], ["explain", "typed-number"]])
def test_the_wheel_has_all_that_it_needs(command: list[str], wheel: Path, tmp_path: Path) -> None:
    """No file that is no Python is left behind: words, tables, templates of pages."""
    workspace = copy_workspace(tmp_path / "workspace")
    code = f"import sys; sys.path[:0] = [{str(wheel)!r}]; sys.argv[1:] = {command!r}\n" + (
        "import ddtender; assert ddtender.__file__.startswith(sys.path[0])\nfrom ddtender.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=workspace, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_the_wheel_carries_the_library_and_what_git_said_of_it(wheel: Path) -> None:
    box = wheel / "ddtender/box"
    carried = {path.relative_to(box).as_posix(): path.read_bytes() for path in box.rglob("*") if path.is_file()}
    facts = from_json(carried.pop("box.json"))
    files = (path for name in SOURCES for path in (ROOT / name).rglob("*") if path.is_file())
    assert carried == {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files} and len(carried) > 100
    assert facts.files.keys() == carried.keys()
    assert facts.fingerprint == fingerprint(carried)
    changed = subprocess.run(["git", "status", "--porcelain", *SOURCES], cwd=ROOT, capture_output=True, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert facts.commit == ("" if changed.stdout else head.stdout.strip())


def test_a_wheel_of_the_sources_is_the_same_byte_for_byte(built: Path, tmp_path: Path) -> None:
    """There is no git where it is made, and yet the wheel says of which commit the library is."""
    (sources,) = built.glob("ddtender-*.tar.gz")
    with tarfile.open(sources) as archive:
        archive.extractall(tmp_path, filter="data")
    (top,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"]
    subprocess.run(command, cwd=top, capture_output=True, check=True)
    (made,) = (tmp_path / "dist").iterdir()
    (wheel,) = built.glob("ddtender-*.whl")
    assert made.name == wheel.name and made.read_bytes() == wheel.read_bytes()


#: One command after the other in one folder, each in a process that has forked: what Python prints goes to a file.
_ONE_BY_ONE = """
import json, os, sys
wheel, commands = sys.argv[1], json.loads(sys.argv[2])
sys.path[:0] = [wheel]
import ddtender
assert ddtender.__file__.startswith(wheel)
for command in commands:
    child = os.fork()
    if child == 0:
        sys.argv = ["ddtender", *command]
        try:
            from ddtender.cli import main
            main()
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code if isinstance(end.code, int) else 1 if end.code else 0)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"{command}: {os.waitstatus_to_exitcode(status)}")
"""


@pytest.mark.skipif(os.name != "posix", reason="commands are forked")
def test_from_a_new_procurement_to_the_portfolio_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """With nothing but the package: no clone, no git, no net."""
    here = tmp_path / "empty"
    here.mkdir()
    register = "my-procurement/contracts/laptops/kpi-register.xlsx"

    def run(*commands: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _ONE_BY_ONE, str(wheel), json.dumps(commands)],
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    begun = run(["new", "my-procurement"], ["status", "my-procurement"])
    facts = from_json((wheel / "ddtender/box/box.json").read_bytes())
    of = f"commit {facts.commit[:12]}, which is no release" if facts.commit else "built from files of no commit"
    of = f"release {facts.release}" if facts.release else of
    which = f"{facts.name} {facts.version} ({of}, {facts.fingerprint[:23]})"
    assert begun.count(f"The clause library is the one in the box of ddtender 0.1.0: {which}.") == 2
    shutil.copy(ROOT / "scenarios/procedures/laptops.yaml", here / "my-procurement/procedure.yaml")
    made = run(
        ["check"],
        ["risks", "-o", "my-procurement/risks/risks.xlsx", "--product", "laptops"],
        ["questionnaire", "-o", "my-procurement/market/questionnaire.docx"],
        ["outline", "--scenario", "high"],
        ["build", "--scenario", "high", "--procedure", "my-procurement/procedure.yaml"],
        ["build", "--scenario", "low"],
        ["build", "--scenario", "low"],
        ["export", "--procedure", "my-procurement/procedure.yaml", "--scenario", "high"],
        ["status", "my-procurement"],
    )
    assert "unchanged build/low/tender.docx" in made
    assert {"draft", "risks", "market"} <= {path.name for path in (here / "my-procurement").iterdir()}
    assert (here / "build/low/contract.docx").is_file() and (here / "my-procurement/draft/notice-sheet.html").is_file()
    (here / register).parent.mkdir(parents=True)
    shutil.copy(here / "my-procurement/draft/kpi-register.xlsx", here / register)
    told = run(
        ["kpis", register, "-o", "report.docx"],
        ["kickoff", register, "-o", "kick-off.docx"],
        ["portfolio", "my-procurement/contracts", "-o", "all-contracts"],
        ["init", "our-clauses", "--authority", "City of Example", "--country", "nl", "--language", "en"],
        ["--workspace", "our-clauses", "layers"],
    )
    assert "Traceback" not in told and facts.fingerprint in told  # by which the layer pins its base
    assert (here / "report.docx").is_file() and (here / "kick-off.docx").is_file()
    assert any((here / "all-contracts").iterdir())
    assert not list((wheel / "ddtender/box").rglob(".ddtender*"))
