"""Commands that read filled workbooks back: the KPI register, and the evaluation of tenders."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.output import DAY, FILE, fail, print_findings, print_table, summary
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic

_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command()
@click.argument("register", type=FILE)
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The day to look from; if left out, the one typed in the register, or today.",
)
@_FORMAT
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
    from ddtender import workspace as door
    from ddtender.contract import report
    from ddtender.desk.filled import register_read, supplier_report
    from ddtender.diagnostics import has_errors
    from ddtender.words import language

    check_file(output, [".docx"], [register])
    read = register_read(register, as_of)
    performance, findings = read.performance, read.findings
    if form == "json":
        _print_json("register", report.as_json(performance) if performance else None, findings)
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
        for line in report.summary(performance):
            click.echo(line)
    if has_errors(findings) or performance is None:
        sys.exit(1)
    if output:
        content = supplier_report(door.find_root(workspace), performance, read.day)
        write_file(output, content, replace, [register], err=form == "json")


@click.command()
@click.argument("workbook", type=FILE)
@click.option(
    "--procedure", type=FILE, metavar="FILE", help="Hold the points against those of this procedure file too."
)
@_FORMAT
@output_file("A Word annex.", metavar="FILE.docx")
@REPLACE
@click.pass_obj
def evaluate(
    workspace: Path, workbook: Path, procedure: Path | None, form: str, output: Path | None, replace: bool
) -> None:
    """Count a filled evaluation again and compare; rank the admitted Tenderers.

    Every difference, empty motivation and value that is no option is reported by sheet and cell. With other points
    than those in the manifest.json beside the workbook there is no ranking.

    \b
    Examples:
      ddtender evaluate build/high/evaluation.xlsx
      ddtender evaluate build/high/evaluation.xlsx -o award-annex.docx
    """
    from ddtender import workspace as door
    from ddtender.desk.filled import award_annex, evaluation_read
    from ddtender.diagnostics import has_errors
    from ddtender.evaluation import annex
    from ddtender.words import language

    check_file(output, [".docx"], [workbook, *filter(None, [procedure])])
    read = evaluation_read(workbook, procedure)
    evaluation, findings = read.evaluation, read.findings
    if evaluation is not None and not read.compared:
        click.echo(
            "The points were held against nothing that was published: no manifest.json of a build lies beside the "
            "workbook, and no --procedure states any.",
            err=True,
        )
    if form == "json":
        _print_json("evaluation", annex.as_json(evaluation) if evaluation else None, findings)
    elif evaluation is not None:
        if evaluation.scores:
            print_table(*annex.table(evaluation, language()))
        else:
            click.echo("There is no Tenderer yet.")
        print_findings(findings, err=True)
        click.echo(summary(findings) + ".", err=bool(findings))
    if evaluation is None and form == "text":
        fail(findings)
    if has_errors(findings) or evaluation is None:
        if output:
            click.echo("The annex was not written.", err=True)
        sys.exit(1)
    if output:
        content = award_annex(door.find_root(workspace), evaluation)
        write_file(output, content, replace, [workbook], err=form == "json")


def _print_json(name: str, value: dict | None, findings: Iterable[Diagnostic]) -> None:
    from ddtender.diagnostics import formats

    listed = json.loads(formats.as_json(findings))
    click.echo(json.dumps({name: value, **listed}, ensure_ascii=False, indent=2))


COMMANDS = (kpis, evaluate)
