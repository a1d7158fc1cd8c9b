"""What several commands print, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ddtender.cli.library_used import said_of
from ddtender.workspace.disk import from_here as from_here

if TYPE_CHECKING:
    from datetime import date

    from ddtender.diagnostics import Diagnostic

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Day(click.ParamType):
    """A day, typed in any of the ways in which files and cells take one."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from ddtender.library.days import day_of
        from ddtender.model.due import YEARS, years

        if not isinstance(value, str):
            return value
        try:
            day = day_of(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        if day.year not in YEARS:
            self.fail(f"{day} is not a day of the years {years()}.", param, ctx)
        return day


DAY = _Day()
LANGUAGE = click.option(
    "--language", metavar="TAG", help="The language, such as nl; left out, that of the procedure, or the library's own."
)
DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


def print_findings(findings: Iterable[Diagnostic], err: bool = False) -> None:
    from ddtender.diagnostics import Severity
    from ddtender.diagnostics.formats import as_text

    def paint(text: str, severity: Severity) -> str:
        return click.style(text, fg="red" if severity is Severity.ERROR else "yellow", bold=True)

    if text := as_text(findings, paint):
        click.echo(text, err=err)


def counted(number: int, word: str) -> str:
    """So many of what a word is, as it is said: "1 file", "2,000 files"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def summary(findings: Iterable[Diagnostic]) -> str:
    from ddtender.diagnostics import Severity

    found = list(findings)
    errors = sum(d.severity is Severity.ERROR for d in found)
    warnings = len(found) - errors
    parts = [counted(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts) or "No findings"


def fail(findings: Iterable[Diagnostic], said: str = "") -> NoReturn:
    """Print the findings on standard error and end with exit code 1."""
    found = list(findings)
    print_findings(found, err=True)
    click.echo(f"{summary(found)}{said}.", err=True)
    sys.exit(1)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal; as wide as its content where the output goes to a file or another program."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = console.measure(table, options=console.options.update(max_width=1000)).maximum
    console.print(table)


def tell_library(root: Path) -> None:
    """Which clause library a command goes by; a procurement may lie anywhere."""
    click.echo(said_of(root))
