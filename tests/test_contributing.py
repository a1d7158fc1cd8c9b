"""CONTRIBUTING.md is true: its files are written, its lines are changed and its commands are run, as it says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tests.commands import git, own_cache
from tests.tools import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
#: What would run this test, or takes as long as all tests together.
BY_THEMSELVES = {"make check", "make test"}
#: What a section shows: the words before a block, the block's language, and the block.
BLOCK = re.compile(r"((?:^[^`\n][^\n]*\n)*)\n?^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def sections() -> dict[str, str]:
    """The text of each heading that shows anything to do, but for the last, which says what to do with any change."""
    pieces = re.split(r"^## (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    shown = {title: text for title, text in zip(pieces[1::2], pieces[2::2], strict=True) if "```" in text}
    assert {command for _, _, lines in steps(shown.popitem()[1]) for command in lines.splitlines()} == BY_THEMSELVES
    return shown


def steps(text: str) -> Iterator[tuple[str, str, str]]:
    """What there is to do, in order: the file that the words before a block name last, its language, and its lines."""
    file = ""
    for match in BLOCK.finditer(text):
        file = ([file, *re.findall(r"`((?:ddtender|tests|clause_library|scenarios)/[\w./-]+\.\w+)`", match[1])])[-1]
        yield file, match[3], dedent(match[4])


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with the files of this one as they are now, installed as `make` installs it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    folder = tmp_path / "clone"
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "As it is")
    (folder / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for stamp in run("make --eval 'stamps: ; @echo $(RUNTIME) $(DEV)' stamps", folder).split():
        (folder / stamp).touch()
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints in a folder whose code it runs."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "MAKE", "DDTENDER_"))}
    environment = {**kept, "PYTHONPATH": str(folder), "XDG_CACHE_HOME": own_cache()}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def changed(text: str, difference: str) -> str:
    """A file with one place changed: the lines that begin with a minus, which stand in it once, become the others."""
    was, now = (
        "".join(line[1:] for line in difference.splitlines(keepends=True) if line.startswith(sign)) for sign in "-+"
    )
    assert f"\n{text}".count(f"\n{was}") == 1, f"these lines must stand in the file once:\n{was}"
    return f"\n{text}".replace(f"\n{was}", f"\n{now}")[1:]


def follow(text: str, folder: Path) -> None:
    """Do what a section says."""
    for file, language, lines in steps(text):
        if language == "diff":
            (folder / file).write_text(changed((folder / file).read_text(encoding="utf-8"), lines), encoding="utf-8")
        elif language:
            assert not (folder / file).exists(), f"{file} is there already"
            (folder / file).write_text(lines, encoding="utf-8")
        else:
            for command in lines.splitlines():
                run(command, folder)


@pytest.mark.parametrize("title", sections())
def test_whoever_follows_the_page_gets_there(title: str, clone: Path) -> None:
    follow(sections()[title], clone)
    run(".venv/bin/ruff check && .venv/bin/ruff format --check", clone)


def test_the_page_shows_each_kind_of_step() -> None:
    shown = [step for text in sections().values() for step in steps(text)]
    assert {"", "python", "text", "diff"} == {language for _, language, _ in shown}
    assert sum(len(lines.splitlines()) for _, language, lines in shown if not language) > 15
    assert sum(text.count("```") for text in sections().values()) == 2 * len(shown), "a block is not understood"


def test_a_step_that_does_not_work_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    for text in ("```\nfalse\n```", "Write `tests/a.txt`:\n\n```diff\n-one\n+two\n```"):
        (tmp_path / "tests/a.txt").write_text("three\n")
        with pytest.raises(AssertionError):
            follow(text, tmp_path)
