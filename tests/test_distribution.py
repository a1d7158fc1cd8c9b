"""What would be published can be built, names its licences and works without the checkout."""

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.commands import copy_workspace
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


@pytest.mark.parametrize("command", [["check"], ["explain", "typed-number"], ["build", "--scenario", "high"]])
def test_the_wheel_has_all_that_it_needs(command: list[str], wheel: Path, tmp_path: Path) -> None:
    """No file that is no Python is left behind: words, tables, templates of pages."""
    workspace = copy_workspace(tmp_path / "workspace")
    code = f"import sys; sys.path[:0] = [{str(wheel)!r}]; sys.argv[1:] = {command!r}\n" + (
        "import ddtender; assert ddtender.__file__.startswith(sys.path[0])\nfrom ddtender.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=workspace, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
