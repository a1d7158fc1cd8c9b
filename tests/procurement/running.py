"""What a procurement is given on the command line, in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from tests.commands import approved_workspace

#: Whoever issues, answers and hands over.
WHO = ("--by", "A. Buyer", "--role", "procurement officer")


def run(workspace: Path, *arguments: object, code: int = 0) -> Result:
    """A command, which must end with this code."""
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


def ddtender(*arguments: object, code: int = 0) -> Result:
    """The same with a library of which all is approved."""
    return run(approved_workspace(), *arguments, code=code)
