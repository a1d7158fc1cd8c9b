"""The group of all commands; the module of a command is imported when the command is run or its help is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from pathlib import Path

import click

from ddtender import __version__
from ddtender.cli.commands import ABOUT, COMMANDS, WORKSPACE_HELP
from ddtender.cli.streams import Interrupted


class LazyGroup(click.Group):
    """A group whose commands are those of ``COMMANDS``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return _command(cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])


@cache
def _command(name: str) -> click.Command:
    module = import_module(f"ddtender.cli.{COMMANDS[name][0]}")
    command = next(command for command in module.COMMANDS if command.name == name)
    command.callback = _telling(command.callback)
    return command


def _telling(callback: Callable) -> Callable:
    """The same, but a refusal of the desk ends it as the command line ends."""

    @wraps(callback)
    def told(*args: object, **options: object) -> object:
        from ddtender.cli.output import fail, print_findings
        from ddtender.desk.errors import Misused, Refused

        try:
            return callback(*args, **options)
        except Refused as error:
            fail(error.diagnostics, error.said)
        except Misused as error:
            print_findings(error.findings, err=True)
            if error.option is None:
                raise click.UsageError(str(error)) from None
            raise click.BadParameter(str(error), param_hint=error.option) from None

    return told


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, help=ABOUT)
@click.option(
    "--workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("."),
    metavar="DIR",
    help=WORKSPACE_HELP,
)
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, workspace: Path) -> None:
    context.obj = workspace
