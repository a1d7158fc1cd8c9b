"""Programs that are asked something: their whole answer, or none, and never one that is left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ddtender.workspace import Sources, open_repository, read_sources, revision
from ddtender.workspace.programs import ask, run
from tests.commands import git
from tests.tools import ROOT

ENVIRONMENT = dict(os.environ)
NOTHING = Sources({}, None, ())


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_an_answer_is_whole_however_long_it_is() -> None:
    many = ask(python("print('x' * 3_000_000)"), ENVIRONMENT, 60)
    assert many() == b"x" * 3_000_000 + b"\n"


def test_several_are_asked_at_once() -> None:
    questions = [ask(python(f"import time; time.sleep(0.3); print({n})"), ENVIRONMENT, 60) for n in range(3)]
    assert [answer() for answer in questions] == [b"0\n", b"1\n", b"2\n"]


@pytest.mark.parametrize(
    "arguments",
    [["ddtender-has-no-such-program"], python("print('half'); raise SystemExit(1)"), ["git", "a\0b"], ["/"]],
    ids=["not installed", "ends with an error", "cannot be said", "no program"],
)
def test_what_fails_has_no_answer(arguments: list[str]) -> None:
    assert ask(arguments, ENVIRONMENT, 60)() is None
    assert run(arguments, ENVIRONMENT, 60, b"") is None


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    began, left = time.monotonic(), tmp_path / "left"
    code = f"import time; print('half', flush=True); time.sleep(9); open({str(left)!r}, 'w')"
    assert ask(python(code), ENVIRONMENT, 0.5)() is None
    assert run(python(code), ENVIRONMENT, 0.5, b"") is None
    assert time.monotonic() - began < 8
    assert not left.exists()


def test_who_was_asked_in_vain_is_gone() -> None:
    """In a process of its own, which has no other children."""
    code = (
        "import os, sys\n"
        "from ddtender.workspace.programs import ask\n"
        "slow = [sys.executable, '-c', 'import time; time.sleep(99)']\n"
        "assert ask(slow, dict(os.environ), 0.5)() is None\n"
        "try:\n"
        "    os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError:\n"
        "    print('none is left')"
    )
    done = subprocess.run(python(code), cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.stdout == "none is left\n", done.stderr


def test_a_program_is_told_nothing_that_we_are_told() -> None:
    assert ask(python("import sys; print(repr(sys.stdin.read()))"), ENVIRONMENT, 60)() == b"''\n"
    assert run(python("import sys; print(sys.stdin.read())"), ENVIRONMENT, 60, b"given") == b"given\n"


def test_it_works_without_the_usual_streams() -> None:
    """As under a service manager: then our pipe has one of the numbers that the program's own streams have."""
    code = (
        "import os; [os.close(n) for n in (0, 1, 2)]\n"
        "from ddtender.workspace.programs import ask\n"
        "said = ask(['git', '--version'], dict(os.environ), 60)()\n"
        "os._exit(0 if said.startswith(b'git version') else 1)"
    )
    assert subprocess.run(python(code), cwd=ROOT, check=False).returncode == 0


def test_a_commit_is_what_its_name_says(tmp_path: Path) -> None:
    """`git replace` shows another commit under the same name; documents carry the moment of the real one."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Real")
    before, repository = revision(tmp_path, NOTHING), open_repository(tmp_path)
    assert repository is not None and before.commit == repository.commit("HEAD")
    editor = "core.editor=sed -i 's/^committer .*/committer a <a@b> 1900000000 +0000/'"
    git(tmp_path, "-c", editor, "replace", "--edit", "HEAD")
    shown = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "1900000000\n"
    assert revision(tmp_path, NOTHING) == before


def test_where_git_cannot_compare_the_sources_count_as_changed(tmp_path: Path) -> None:
    folder = tmp_path / "repository/below"
    folder.mkdir(parents=True)
    assert revision(folder, NOTHING)[:2] == (None, False)
    git(tmp_path / "repository", "init", "--quiet")
    assert revision(folder, NOTHING)[:2] == (None, False)
    (folder / "clause_library").mkdir()
    (folder / "scenarios").mkdir()
    (folder / "scenarios/low.yaml").write_text("title: Low\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Library")
    sources = read_sources(folder)
    before = revision(folder, sources)
    assert before.commit and not before.dirty
    (folder / "scenarios/.hidden.yaml").write_text("title: Not read\n")
    assert revision(folder, read_sources(folder)) == before
    (tmp_path / "repository/.git/index").write_text("no index")  # what git thinks of the files does not matter
    assert revision(folder, sources) == before
    (tree,) = tmp_path.glob(f"repository/.git/objects/{name_of(folder, 'HEAD:./scenarios')}")
    tree.unlink()
    assert revision(folder, sources) == before._replace(dirty=True)


def name_of(folder: Path, what: str) -> str:
    done = subprocess.run(["git", "rev-parse", what], cwd=folder, capture_output=True, text=True, check=True)
    return f"{done.stdout[:2]}/{done.stdout.strip()[2:]}"
