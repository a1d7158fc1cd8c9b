"""Commands for a contract that has been signed: its end is moved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ddtender.cli.output import DAY, FILE, print_findings
from ddtender.cli.writing import REPLACE, check_folder, output_folder, say, write


@click.command()
@click.argument("register", type=FILE)
@click.option("--end", type=DAY, metavar="DATE", help="The new last day of the Contract; it may be an earlier one.")
@click.option("--months", type=click.IntRange(1, 240), metavar="N", help="Or: by how many months it is extended.")
@click.option("--times", type=click.IntRange(1, 20), metavar="N", help="How many times those months, if not once.")
@click.option("--why", required=True, metavar="TEXT", help="Why, for the sheet that keeps the history.")
@click.option("--on", type=DAY, metavar="DATE", help="The day on which it was decided; today if left out.")
@output_folder("Where the new register goes; beside the old one if left out.")
@REPLACE
def extend(
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
    from ddtender.desk.extending import extended

    if (end is None) == (months is None):
        raise click.UsageError("Name the new end with --end, or the months with --months.")
    if times is not None and months is None:
        raise click.BadParameter("it multiplies --months, which is not given.", param_hint="--times")
    if not why.strip() or not why.isprintable():
        raise click.BadParameter("say why in a line of text.", param_hint="--why")
    folder = output or register.parent
    if output:
        check_folder(output)
    made = extended(register, end, months and months * (times or 1), why, on)
    print_findings(made.findings, err=True)
    written = write(folder, made.outputs, replace, [register])
    change = made.change
    click.echo(f"The Contract ends on {change.end}, no longer on {change.before}.")
    click.echo(f"{_dates(change.added)} added, {_dates(change.dropped)} no longer due. The old register is as it was.")
    say(folder, written)


def _dates(number: int) -> str:
    return f"{number} due date{'' if number == 1 else 's'}"


COMMANDS = (extend,)
