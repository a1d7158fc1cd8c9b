"""What a procurement is given on the command line, in this process."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.tools import ROOT

#: Whoever issues, answers and hands over.
WHO = ("--by", "A. Buyer", "--role", "procurement officer")


def issued(folder: Path) -> Path:
    """A procurement of telephones in this new folder, outside the workspace, of which a set was issued."""
    ddtender("new", folder)
    shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
    decide_all(approved_workspace(), folder / "procedure.yaml")
    ddtender("issue", folder, *WHO, "--scenario", "low")
    return folder


def run(workspace: Path, *arguments: object, code: int = 0) -> Result:
    """A command, which must end with this code."""
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


def ddtender(*arguments: object, code: int = 0) -> Result:
    """The same with a library of which all is approved."""
    return run(approved_workspace(), *arguments, code=code)
