"""The command line as a user runs it, in a process of its own, and copies of our workspace to run it in."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import warm
from tests.decisions import decide_all
from tests.tools import ROOT

SOURCES = ("clause_library", "scenarios", "templates")


#: What Python looks at when it starts.
_STARTS = ("PYTHON", "LC_", "LANG", "TZ")


def ddtender(
    *arguments: object, cwd: Path = ROOT, umask: int = -1, anew: bool = False, **environment: str
) -> subprocess.CompletedProcess:
    """Run ``ddtender``; ``environment`` is set on top of this process's own.

    ``anew`` starts Python for it, with its own order of hashes; else it is a fork of a process with our modules in it.
    """
    given = [*map(str, arguments)]
    every = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": own_cache(), **environment}
    if not (anew or os.name != "posix" or any(name.startswith(_STARTS) for name in environment)):
        return warm.run(given, cwd, every, umask)
    return subprocess.run(
        [sys.executable, "-m", "ddtender", *given],
        cwd=cwd,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=every,
    )


def own_cache() -> str:
    """The folder of ``_cache``."""
    return _cache().name


@functools.cache
def _cache() -> tempfile.TemporaryDirectory:
    """A cache of the tests' own."""
    return tempfile.TemporaryDirectory(prefix="ddtender-cache-")


def copy_workspace(folder: Path, languages: bool = False) -> Path:
    """The library with its scenarios and templates, to be spoilt by a test; it is in no git repository. Translations
    are left out, which every command would read as well, unless the test is about ``languages``."""
    left_out = None if languages else shutil.ignore_patterns("languages")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody, at a moment that never changes."""
    who = {f"GIT_{role}_{what}": "test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": "2027-01-04T09:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **who, **when})


@functools.cache
def _approved() -> tempfile.TemporaryDirectory:
    kept = tempfile.TemporaryDirectory(prefix="ddtender-approved-")
    copy = copy_workspace(Path(kept.name))
    decide_all(copy)
    result = ddtender("approve", "--all", "--reviewer", "A. Jurist", cwd=copy)
    assert result.returncode == 0, result.stderr
    for procedure in sorted((copy / "scenarios/procedures").glob("*.yaml")):
        decide_all(copy, procedure)
    git(copy, "init", "--quiet")
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "--message", "Approved")
    return kept


def approved_workspace() -> Path:
    """A workspace from which final documents may be made: all is approved and committed. Do not change it."""
    return Path(_approved().name)
