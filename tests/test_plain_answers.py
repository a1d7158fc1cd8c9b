"""What is answered without click is what click would have answered."""

import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from ddtender import cli
from ddtender.cli import group, plain
from ddtender.cli.commands import COMMANDS
from ddtender.diagnostics.table import known_codes
from tests.commands import copy_workspace, ddtender
from tests.laws import OURS
from tests.tools import ROOT


def by_click(*arguments: str) -> str:
    """What a command line prints when the width of the terminal is given, which is for click alone."""
    result = ddtender(*arguments, COLUMNS="80")
    assert result.returncode == 0
    return result.stdout


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_page_is_that_of_click(option: str) -> None:
    assert plain.answer([option]) == (by_click(option).removesuffix("\n"), "")


def test_the_explanations_are_those_of_click() -> None:
    runner = CliRunner()
    for arguments in (["explain"], *(["explain", code.name] for code in known_codes() if code.name not in OURS.behind)):
        told = plain.answer(arguments)
        assert told is not None and "\n".join(told) == runner.invoke(group.cli, arguments).output
    assert not any(plain.answer(["explain", name]) for name in OURS.behind)  # what law there is, the library says


def test_the_list_of_commands_is_complete_and_in_order() -> None:
    modules = {m.name: import_module(f"ddtender.cli.{m.name}") for m in pkgutil.iter_modules(cli.__path__)}
    tuples = {name: found for name, m in modules.items() if isinstance(found := getattr(m, "COMMANDS", None), tuple)}
    found = {command.name: name for name, commands in tuples.items() for command in commands}
    assert {name: module for name, (module, _) in COMMANDS.items()} == found
    assert list(COMMANDS) == sorted(COMMANDS)
    assert all(len(said) <= 60 and said.endswith(".") for _, said in COMMANDS.values())


def test_a_check_says_what_click_lets_it_say(tmp_path: Path) -> None:
    """Without a finding, with a warning, with an error, and where there is no library but the one at hand."""
    workspace = copy_workspace(tmp_path / "workspace")
    spoil: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: (workspace / "clause_library/unread.txt").write_text("Nobody reads this."),
        lambda: (workspace / "scenarios/low.yaml").write_text("colour: red\n"),
        lambda: shutil.rmtree(workspace / "clause_library"),
    )
    codes = []
    for change in spoil:
        change()
        plainly, by_click = (ddtender("check", *more, cwd=workspace) for more in ([], ["--format", "text"]))
        assert (plainly.stdout, plainly.stderr) == (by_click.stdout, by_click.stderr)
        assert plainly.returncode == by_click.returncode
        codes.append(plainly.returncode)
    assert codes == [0, 0, 1, 0]


def test_a_check_that_finds_nothing_imports_neither_click_nor_what_makes_documents() -> None:
    code = (
        "import sys; sys.argv = ['ddtender', 'check']\n"
        "from ddtender.cli import main; main()\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    for _ in range(2):  # the first holds the translations against their sources, which is remembered
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(done.stderr.split())
    assert "msgspec" in modules and "ddtender.checks.rules" in modules
    assert not modules & {"click", "difflib", "docx", "jinja2", "openpyxl", "ddtender.resolve", "ddtender.history.diff"}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help", "build"],
        ["explain", "--help"],
        ["explain", "no-such-code"],
        ["explain", "a", "b"],
        ["--version"],
        ["check", "--format", "json"],
    ],
)
def test_everything_else_is_for_click(arguments: list[str]) -> None:
    assert plain.answer(arguments) is None


def test_a_narrow_terminal_gets_a_narrow_page() -> None:
    narrow, wide = ddtender("--help", COLUMNS="55").stdout, ddtender("--help").stdout
    assert len(narrow.splitlines()) > len(wide.splitlines())
    assert sorted(narrow.split()) == sorted(wide.split())


def test_a_reader_that_goes_away_is_no_fault() -> None:
    shown = subprocess.run(
        f"{sys.executable} -m ddtender explain | true", shell=True, capture_output=True, text=True, check=False
    )
    assert shown.stderr == ""


def test_neither_help_nor_an_explanation_imports_click_or_a_command() -> None:
    for arguments in (["--help"], ["explain"], ["explain", "typed-number"]):
        code = (
            f"import sys; sys.argv = ['ddtender', *{arguments}]\n"
            "from ddtender.cli import main; main()\n"
            "print(*sys.modules, sep='\\n', file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        modules = set(done.stderr.split())
        assert not modules & {"click", "msgspec", "ddtender.cli.library", "ddtender.desk.pipeline"}


def test_help_of_one_command_imports_no_other() -> None:
    code = (
        "import sys; sys.argv = ['ddtender', 'check', '--help']\n"
        "import atexit; atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr))\n"
        "from ddtender.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ddtender.cli.library" in done.stderr.split()
    assert "ddtender.cli.documents" not in done.stderr.split()
