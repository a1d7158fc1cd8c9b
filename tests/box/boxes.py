"""A box as a package has it, made of a workspace, and commands that find it as those of an installed ddtender do."""

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from ddtender.workspace import box
from tests.commands import SOURCES, copy_workspace, ddtender, git
from tests.decisions import decide_all
from tests.tools import ROOT


def packaging(name: str) -> ModuleType:
    """A module of ``.packaging/``, which is no package: that which builds run (``box``), or ``bundle``."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / f".packaging/{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def released_workspace(folder: Path) -> Path:
    """A library that one has written, another has approved, and that is released as v1.0.0."""
    copy_workspace(folder)
    git(folder, "init", "--quiet")
    for what in ("Written", "Approved"):
        if what == "Approved":
            decide_all(folder)
            done = ddtender("approve", "--all", "--reviewer", "A. Jurist", cwd=folder)
            assert done.returncode == 0, done.stderr
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message", what)
    git(folder, "tag", "v1.0.0")
    return folder


def packed(workspace: Path, folder: Path) -> Path:
    """The box that a package carries which is built from a workspace."""
    for name in SOURCES:
        shutil.copytree(workspace / name, folder / name)
    (folder / box.FACTS).write_bytes(packaging("box").facts_of(workspace))
    return folder


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Within this, ``folder`` is the box of the ddtender that runs here."""
    box._facts.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(box, "BOX", str(folder.resolve()))
        yield
    box._facts.cache_clear()


def run(*arguments: object, code: int = 0) -> Result:
    """A command in the current folder, which must end with this code."""
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exit_code == code, done.output
    return done
