"""Commands for contracts that have been signed: an end is moved, and all of them are seen on one page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DAY, DIRECTORY, FILE, counted, print_findings
from ddtender.cli.progress import PROCESSES
from ddtender.cli.writing import REPLACE, check_file, check_folder, output_file, output_folder, say, write, write_file


@click.command()
@click.argument("register", type=FILE)
@click.option("--end", type=DAY, metavar="DATE", help="The new last day of the Contract; it may be an earlier one.")
@click.option("--months", type=click.IntRange(1, 240), metavar="N", help="Or: by how many months it is extended.")
@click.option("--times", type=click.IntRange(1, 20), metavar="N", help="How many times those months, if not once.")
@click.option("--why", required=True, metavar="TEXT", help="Why, for the sheet that keeps the history.")
@click.option("--on", type=DAY, metavar="DATE", help="The day on which it was decided; today if left out.")
@output_folder("Where the new register goes; beside the old one if left out.")
@REPLACE
@click.pass_obj
def extend(
    workspace: Path,
    register: Path,
    end: date | None,
    months: int | None,
    times: int | None,
    why: str,
    on: date | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Continue a register when the end of the Contract is moved, to a later or an earlier day.

    Writes a new register with everything that was typed, and its calendar; the old ones stay. Due dates that have
    passed, or for which something was received, stay; the others follow the new end.

    \b
    Examples:
      ddtender extend contracts/laptops/kpi-register.xlsx --months 12 --why "first option"
      ddtender extend contracts/laptops/kpi-register.xlsx --end 2029-10-31 --why "terminated by agreement"
    """
    from ddtender.desk.contract.extending import extended
    from ddtender.desk.speaking import speaker

    if (end is None) == (months is None):
        raise click.UsageError("Name the new end with --end, or the months with --months.")
    if times is not None and months is None:
        raise click.BadParameter("it multiplies --months, which is not given.", param_hint="--times")
    if not why.strip() or not why.isprintable():
        raise click.BadParameter("say why in a line of text.", param_hint="--why")
    folder = output or register.parent
    if output:
        check_folder(output)
    made = extended(register, end, months and months * (times or 1), why, on, speaker(workspace))
    print_findings(made.findings, err=True)
    written = write(folder, made.outputs, replace, [register])
    change = made.change
    click.echo(f"The Contract ends on {change.end}, no longer on {change.before}.")
    added, dropped = counted(change.added, "due date"), counted(change.dropped, "due date")
    click.echo(f"{added} added, {dropped} no longer due. The old register is as it was.")
    say(folder, written)


@click.command()
@click.argument("folder", type=DIRECTORY)
@output_folder("Where page, workbook and calendar go; portfolio/ if left out.")
@click.option("--as-of", type=DAY, metavar="DATE", help="The day from which all contracts are seen; today if left out.")
@click.option("--language", metavar="TAG", help="The language, such as nl; left out, that of most registers.")
@PROCESSES
@REPLACE
@click.pass_obj
def portfolio(
    workspace: Path,
    folder: Path,
    output: Path | None,
    as_of: date | None,
    language: str | None,
    processes: int | None,
    replace: bool,
) -> None:
    """Put all contracts below a folder on one page: what is overdue, due this month, and the plan of a year.

    Finds every KPI register by the plan inside it, and writes portfolio.html, portfolio.xlsx and portfolio.ics.
    Contracts with a high risk come first. A register that cannot be read, or has mistakes, is listed, and the exit
    code is 1.

    \b
    Examples:
      ddtender portfolio contracts
      ddtender portfolio contracts --as-of 2028-05-01 -o portfolio
    """
    from ddtender.desk.contract.contracts import portfolio_of

    target = output or Path("portfolio")
    check_folder(target, [])
    of, outputs = portfolio_of(folder, as_of, processes, language, workspace)
    written = write(target, outputs, replace)
    for one in of.left_out:
        click.echo(f"not counted: {one.file}: {one.why}")
    for one in of.unread:
        click.echo(f"{click.style('not read', fg='red')}: {one.file}: {one.why}", err=True)
    for one in of.faulty:
        click.echo(f"{click.style('mistakes', fg='red')}: {one.file}: {one.why}", err=True)
    urgent, month = len(of.urgent()), len(of.this_month())
    click.echo(
        f"As of {of.as_of}: {counted(len(of.contracts), 'contract')}, {urgent:,} overdue or missing, "
        f"{month:,} due this month."
    )
    say(target, written)
    if of.unread or of.faulty:
        sys.exit(1)


@click.command()
@click.argument("register", type=FILE)
@output_file("The .docx to write.", metavar="FILE.docx", required=True)
@REPLACE
@click.pass_obj
def kickoff(workspace: Path, register: Path, output: Path, replace: bool) -> None:
    """Write the agenda of the first meeting after the award: every duty, its dates, and how it is followed.

    \b
    Example:
      ddtender kickoff contracts/laptops/kpi-register.xlsx -o kick-off.docx
    """
    from ddtender.desk.evaluation.filled import kickoff as made

    check_file(output, [".docx"], [register])
    write_file(output, made(library_for(workspace), register), replace, [register])


COMMANDS = (extend, portfolio, kickoff)
