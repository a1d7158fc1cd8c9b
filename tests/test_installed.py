"""What is installed to run and to test ddtender is what is pinned, and nothing that Python put beside it."""

import os
import re
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.tools import ROOT

RUNTIME = ".requirements/runtime.txt"


def name(text: str) -> str:
    """A distribution's name as all spellings of it compare (PEP 503)."""
    return re.sub(r"[-_.]+", "-", text).lower()


#: What Python compiles when it is installed comes on top, about a quarter: 110 MiB in all.
_MOST_INSTALLED = 88 * 2**20
#: Of a file system's blocks.
_BLOCK = 4096


def test_an_installation_is_small() -> None:
    """All that a user installs, as it lies on the disk. Whoever adds a library sees here what it costs everybody."""
    pinned = {name(each) for each in re.findall(r"^([\w.-]+)==", (ROOT / RUNTIME).read_text(), re.MULTILINE)}
    found = {name(each.metadata["Name"]): each for each in distributions() if name(each.metadata["Name"]) in pinned}
    paths = [Path(file.locate()) for each in found.values() for file in each.files or () if file.suffix != ".pyc"]
    sizes = [-(-path.stat().st_size // _BLOCK) * _BLOCK for path in paths if path.is_file()]
    assert {"babel", "lxml"} <= found.keys() and sum(sizes) <= _MOST_INSTALLED


@pytest.mark.skipif("DDTENDER_REQUIRE_TOOLS" not in os.environ, reason="whoever works on ddtender may install more")
def test_all_that_is_installed_is_pinned_with_its_version() -> None:
    pinned: dict[str, set[str]] = {}
    for path in (ROOT / ".requirements").glob("*.txt"):
        for each, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text(), re.MULTILINE):
            pinned.setdefault(name(each), set()).add(version)  # some have another one for another Python
    installed = {name(each.metadata["Name"]): each.version for each in distributions(path=[*_folders()])}
    del installed["ddtender"]
    # Such as the pip and setuptools of ensurepip. An environment that an earlier Makefile made has them: `make clean`.
    assert {each for each in installed if each not in pinned} == set()
    assert {each for each, version in installed.items() if version not in pinned[each]} == set()


def _folders() -> list[str]:
    """The folders of the environment's packages: not the system's, nor those of a plugin's path."""
    return [path for path in sys.path if Path(path).is_relative_to(sys.prefix) and path.endswith("site-packages")]
