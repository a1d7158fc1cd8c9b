"""The commands: the only place that prints or exits. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ddtender import __version__
from ddtender.cli import documents, library, maintain, manage, market


def main() -> None:
    """Run the command line. Whatever goes wrong, a user sees words and an exit code, never a traceback."""
    try:
        cli(prog_name="ddtender")
    except Exception as error:
        from ddtender.workspace.errors import WorkspaceError

        if os.environ.get("DDTENDER_TRACEBACK"):
            raise
        if isinstance(error, WorkspaceError):
            click.echo(f"ddtender: {error}", err=True)
            sys.exit(2)
        click.echo(f"ddtender: this should not have happened: {type(error).__name__}: {error}", err=True)
        click.echo("Nothing was written. Please report it; DDTENDER_TRACEBACK=1 shows where it happened.", err=True)
        sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    metavar="DIR",
    help="The folder that has clause_library/; found upwards from here if left out.",
)
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, workspace: Path) -> None:
    """Compose a checked clause library into Word tender and contract documents.

    \b
    Examples:
      ddtender check
      ddtender build --scenario high
      ddtender build --scenario high --procedure scenarios/procedures/laptops.yaml
      ddtender outline --scenario low
      ddtender explain typed-number
      ddtender status
    """
    context.obj = workspace


for command in (*documents.COMMANDS, *library.COMMANDS, *maintain.COMMANDS, *manage.COMMANDS, *market.COMMANDS):
    cli.add_command(command)
