"""The options for outputs, which all commands have alike, and what is said of each file that is written or kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.output import from_here

if TYPE_CHECKING:
    from ddtender.workspace import Kept

#: What ends the name of a document, and so never that of a folder.
_DOCUMENTS = frozenset((".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".odt", ".ods", ".html", ".json", ".ics", ".zip"))

REPLACE = click.option(
    "--replace", is_flag=True, help="Overwrite files that somebody has changed; they are kept if left out."
)


def output_file(help: str, metavar: str = "FILE", required: bool = False):
    """`-o/--output` of a command that writes one file."""
    kind = click.Path(path_type=Path)
    return click.option("-o", "--output", type=kind, metavar=metavar, help=help, required=required)


def output_folder(help: str):
    """`-o/--output` of a command that writes several files."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("-o", "--output", type=kind, metavar="DIR", help=help)


def check_file(output: Path | None, suffixes: Sequence[str], inputs: Iterable[Path] = ()) -> None:
    """End the command, before it does anything, where a file cannot be what its name says or cannot stand there."""
    if output is None:
        return
    if output.suffix.lower() not in suffixes or not output.name.isprintable():
        names = " or ".join(suffixes)
        raise click.BadParameter(f"'{output}' is to be a {names} file; give it a name that ends so.", param_hint="-o")
    from ddtender.workspace import folder_for, refuse_inputs

    if output.is_dir():
        raise click.BadParameter(f"'{output}' is a directory.", param_hint="-o")
    refuse_inputs([folder_for(output.parent) / output.name], inputs)


def check_folder(folder: Path, inputs: Iterable[Path] = ()) -> None:
    """The same for a folder; ``inputs`` are folders that are read."""
    if folder.suffix.lower() in _DOCUMENTS:
        raise click.BadParameter(f"'{folder}' is to be a folder; give it a folder's name.", param_hint="--output")
    from ddtender.workspace import folder_for, refuse_inputs

    refuse_inputs([folder_for(folder, whole=True)], inputs)


def write_file(path: Path, content: bytes, replace: bool, inputs: Iterable[Path] = (), err: bool = False) -> None:
    """Write a file and say so."""
    say(path.parent, write(path.parent, {path.name: content}, replace, inputs, err), err)


def write(
    folder: Path, outputs: Mapping[str, bytes], replace: bool, inputs: Iterable[Path] = (), err: bool = False
) -> list[str]:
    """Write a set, say what was kept, and return the names that are to be said."""
    from ddtender import workspace as door

    for line in said_of(folder, door.write_outputs(folder, outputs, replace, inputs)):
        click.echo(line, err=err)
    return list(outputs)


def say(folder: Path, names: Iterable[str], err: bool = False) -> None:
    """Say that files were written."""
    for name in names:
        click.echo(click.style("wrote ", fg="green") + from_here(folder / name), err=err)


def said_of(folder: Path, kept: Iterable[Kept]) -> list[str]:
    """A line for each file that was set aside."""
    return [
        f"{click.style('kept', fg='yellow')} {from_here(folder / one.name)}, which somebody has changed or put there, "
        f"as {one.kept_as}"
        for one in kept
    ]
