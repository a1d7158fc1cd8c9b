"""What commands with much to do have in common: how many processes do it, and how far they are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

PROCESSES = click.option(
    "-j", "--processes", type=click.IntRange(1), metavar="N", help="How many at a time; at most one a core if left out."
)


@contextmanager
def progress(total: int, doing: str, is_shown: bool = True) -> Iterator[Callable[[], None]]:
    """A bar on a terminal's standard error; what is printed meanwhile stands above it. Gives what is to be called when
    one of ``total`` is done; ``doing`` says what is done to each ("Reading")."""
    if not is_shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
