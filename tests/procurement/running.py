"""What a procurement is given on the command line, in this process."""

import re
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from ddtender.cli.group import cli
from tests.commands import approved_workspace
from tests.decisions import decide_all
from tests.export.sample import COMPLETE
from tests.tools import ROOT

#: Whoever issues, answers and hands over.
WHO = ("--by", "A. Buyer", "--role", "procurement officer")


def issued(folder: Path, noticed: bool = False) -> Path:
    """A procurement of telephones in this new folder, outside the workspace, of which a set was issued; with the facts
    of its notice, if it is ``noticed``."""
    ddtender("new", folder)
    shutil.copy(ROOT / "tests/procedures/phones.yaml", folder / "procedure.yaml")
    if noticed:
        text = COMPLETE[COMPLETE.index("procedure_type:") :] + (folder / "procedure.yaml").read_text()
        own = COMPLETE[COMPLETE.index("  registration:") : COMPLETE.index("subject:")]
        text = re.sub(
            "authority: .*\n",
            f"authority:\n  name: Municipality of Sample\n  contact: buying@sample.example\n{own}",
            text,
        )
        (folder / "procedure.yaml").write_text(text)
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
