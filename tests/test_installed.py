"""What is installed to run and to test ddtender is what is pinned, and nothing that Python put beside it."""

import os
import re
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.tools import ROOT


def name(text: str) -> str:
    """A distribution's name as all spellings of it compare (PEP 503)."""
    return re.sub(r"[-_.]+", "-", text).lower()


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
