"""The command that reads a filled KPI register, and what it has in common with others that read workbooks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DAY, FILE, fail, print_findings, print_table
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command()
@click.argument("register", type=FILE)
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The day to look from; if left out, the one typed in the register, or today.",
)
@FORMAT
@output_file("A Word report.", metavar="FILE.docx")
@REPLACE
@click.pass_obj
def kpis(workspace: Path, register: Path, as_of: date | None, form: str, output: Path | None, replace: bool) -> None:
    """Read a filled KPI register: what is due, overdue or missing, and how the Contractor performs.

    \b
    Examples:
      ddtender kpis build/high/kpi-register.xlsx
      ddtender kpis build/high/kpi-register.xlsx --as-of 2029-04-02 -o supplier-report.docx
    """
    from ddtender.contract import report
    from ddtender.contract.plain import as_json
    from ddtender.desk.evaluation.filled import register_read, supplier_report
    from ddtender.desk.speaking import speaker
    from ddtender.diagnostics import has_errors
    from ddtender.words import language

    check_file(output, [".docx"], [register])
    read = register_read(register, as_of, speaker(workspace))
    performance, findings = read.performance, read.findings
    if form == "json":
        print_json("register", as_json(performance) if performance else None, findings)
    elif has_errors(findings) or performance is None:
        fail(findings, "; correct the register first")
    else:
        print_findings(findings, err=True)
        if read.typed and not as_of:
            click.echo(f"The day to look from is the one typed in the register: {read.typed}.")
        print_table(*report.table(performance, language()))
        names, rows = report.open_rows(performance, language())
        if rows:
            print_table(names, rows)
        if performance.own:
            click.echo("Rows of your own, not counted as the Contractor's performance:")
            print_table(*report.own_rows(performance, language()))
        if performance.sites:
            from ddtender.contract.sites import sites_table

            print_table(*sites_table(performance, language()))
        for line in report.summary(performance):
            click.echo(line)
    if has_errors(findings) or performance is None:
        sys.exit(1)
    if output:
        content = supplier_report(library_for(workspace), performance, read.day)
        write_file(output, content, replace, [register], err=form == "json")


def print_json(name: str, value: dict | None, findings: Iterable[Diagnostic]) -> None:
    """What was read, under its name, with the findings, as JSON."""
    from ddtender.diagnostics import formats

    listed = json.loads(formats.as_json(findings))
    click.echo(json.dumps({name: value, **listed}, ensure_ascii=False, indent=2))


COMMANDS = (kpis,)
