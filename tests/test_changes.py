"""Every fragment of the changelog is one that can be joined, and joining loses nothing."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.commands import git
from tests.tools import ROOT

CHANGES = "docs/changes"
BESIDE = {"README.md", "template.md.jinja"}
MARK = "<!-- towncrier release notes start -->\n"
KINDS = [
    each["directory"] for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["towncrier"]["type"]
]


def faults(folder: Path) -> list[str]:
    """What is wrong with the fragments of a folder, by name."""
    found = []
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.name in BESIDE:
            continue
        if not re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(KINDS)})\.md", path.name):
            found.append(f"{path.name}: call it NAME.KIND.md, with a kind of {', '.join(KINDS)}")
        elif not re.fullmatch(r"[^\s#*-].*[.)]\n", text, re.DOTALL) or "\n\n" in text:
            found.append(f"{path.name}: write whole sentences in one paragraph, without a bullet")
        elif max(map(len, text.splitlines())) > 130:
            found.append(f"{path.name}: break its lines at 130 characters")
    return found


def join(folder: Path, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--date", "2027-01-04", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with our changelog, what joins it, and no fragment."""
    (tmp_path / CHANGES).mkdir(parents=True)
    for name in ("pyproject.toml", "CHANGELOG.md", *(f"{CHANGES}/{name}" for name in BESIDE)):
        shutil.copy(ROOT / name, tmp_path / name)
    git(tmp_path, "init", "--quiet")
    return tmp_path


def test_our_fragments_can_be_joined() -> None:
    assert faults(ROOT / CHANGES) == []
    done = join(ROOT, "--draft", "--version", "1.1.0")
    assert done.returncode == 0, done.stderr
    for path in sorted((ROOT / CHANGES).glob("*.*.md")):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert f"\n- {first}\n" in done.stdout, path.name


def test_joined_they_stand_above_what_is_older_and_are_gone(project: Path) -> None:
    title, older = (project / "CHANGELOG.md").read_text(encoding="utf-8").split(MARK)
    for name, text in (("b.inside", "Inner.\n"), ("c.user", "Third.\n"), ("a.user", "First\nand on.\n")):
        (project / CHANGES / f"{name}.md").write_text(text)
    git(project, "add", ".")
    done = join(project, "--yes", "--version", "1.1.0")
    assert done.returncode == 0, done.stderr
    new = (
        "\n## 1.1.0 (2027-01-04)\n"
        "\n### What is new for users\n\n- First\n  and on.\n- Third.\n"
        "\n### Inside\n\n- Inner.\n"
    )
    assert (project / "CHANGELOG.md").read_text(encoding="utf-8") == f"{title}{MARK}{new}{older}"
    assert {path.name for path in (project / CHANGES).iterdir()} == BESIDE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.usr.md", "A misspelt kind.\n"),
        ("a.md", "No kind.\n"),
        ("a.user.txt", "Another ending.\n"),
        ("a.user.md", "- A bullet.\n"),
        ("a.user.md", "No whole sentence\n"),
        ("a.user.md", "Two.\n\nParagraphs.\n"),
        ("a.user.md", "A long line" * 12 + ".\n"),
        ("a.user.md", ""),
    ],
)
def test_what_is_no_fragment_is_told(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert len(faults(tmp_path)) == 1 and faults(tmp_path)[0].startswith(name)


def test_a_misspelt_kind_is_never_left_out_in_silence(project: Path) -> None:
    (project / CHANGES / "a.usr.md").write_text("A misspelt kind.\n")
    done = join(project, "--draft", "--version", "1.1.0")
    assert done.returncode != 0 and "a.usr.md" in done.stderr
