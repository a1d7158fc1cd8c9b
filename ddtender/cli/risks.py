"""The command for the risks of what is bought: a worksheet, and what a filled one comes to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import FILE, LANGUAGE, fail, print_findings, print_table, summary
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file


@click.command()
@click.argument("file", required=False, type=FILE)
@output_file("The .xlsx to write; with --check the .docx that sums it up.")
@REPLACE
@click.option("--product", default="", metavar="TEXT", help="What is to be purchased; laptop, server … come filled in.")
@click.option("--example", "as_example", is_flag=True, help="A finished sheet to learn from: battery or memory.")
@click.option("--check", "is_check", is_flag=True, help="Read FILE back: what is open, unchecked or contradictory.")
@click.option(
    "--annex", "is_annex", is_flag=True, help="With --check: the .docx is for Tenderers, beside reply form B."
)
@click.option(
    "--procedure",
    type=FILE,
    metavar="FILE",
    help="Its language; with --check its risk, and its name.",
)
@click.option(
    "--share", type=click.Path(path_type=Path), metavar="FILE", help="With --check: the .json for another buyer."
)
@click.option("--from", "shared", type=FILE, metavar="FILE", help="Begin with the .json that another buyer shared.")
@LANGUAGE
@click.pass_obj
def risks(
    workspace: Path,
    file: Path | None,
    output: Path | None,
    replace: bool,
    product: str,
    as_example: bool,
    is_check: bool,
    is_annex: bool,
    procedure: Path | None,
    share: Path | None,
    shared: Path | None,
    language: str | None,
) -> None:
    """Write a worksheet for finding the human rights risks of a product in four steps, or read one back.

    A worksheet that is read is in the language that it was written in, and so is what sums it up.

    \b
    Examples:
      ddtender risks -o risks.xlsx --product laptops
      ddtender risks -o battery.xlsx --product battery --example
      ddtender risks risks.xlsx --check -o risks.docx
      ddtender risks risks.xlsx --check --procedure procedure.yaml --share risks.json
    """
    from ddtender.desk.market.papers import language_for
    from ddtender.desk.market.risks import worksheet, worksheet_from

    root = library_for(workspace)
    if is_check != (file is not None):
        raise click.UsageError("give --check and the worksheet to read, or neither: ddtender risks risks.xlsx --check")
    if is_check and (product or as_example or shared):
        raise click.UsageError("--product, --example and --from are for a new worksheet, not for one that is read.")
    if is_check and language is not None:
        raise click.UsageError("--language is for a new worksheet; one that is read has its own.")
    if file is not None:
        _read_back(root, file, output, replace, is_annex, procedure, share)
    if output is None:
        raise click.UsageError("Missing option '-o': the .xlsx to write.")
    if is_annex or share:
        raise click.UsageError("--annex and --share go with --check.")
    if shared is not None and (product or as_example):
        raise click.UsageError("--from has a product of its own: leave --product and --example out.")
    inputs = [path for path in (shared, procedure) if path]
    check_file(output, [".xlsx"], inputs)
    words = language_for(root, language, procedure)
    content, told = worksheet_from(root, shared, words) if shared else worksheet(root, product, as_example, words)
    write_file(output, content, replace, inputs)
    if told:
        click.echo(told)


def _read_back(
    root: Path,
    file: Path,
    output: Path | None,
    replace: bool,
    is_annex: bool,
    procedure: Path | None,
    share: Path | None,
) -> NoReturn:
    """Say what a worksheet comes to, write what sums it up, and end."""
    from ddtender.desk.market.papers import facts_of
    from ddtender.desk.market.risks import read_back, report, to_share
    from ddtender.market.risks_levels import heat, overall

    if is_annex and output is None:
        raise click.UsageError("--annex needs -o: the .docx to write.")
    inputs = [file, *([procedure] if procedure else ())]
    check_file(output, [".docx"], inputs)
    check_file(share, [".json"], inputs)
    read, findings = read_back(root, file, procedure)
    if read is None:
        fail(findings)
    facts = facts_of(procedure, None)
    handed_on = to_share(read, facts) if share is not None else b""
    if output is not None:
        write_file(output, report(root, read, facts, is_annex), replace, inputs)
    if share is not None:
        write_file(share, handed_on, replace, inputs)
    print_findings(findings)
    lists = read.lists
    found = heat(lists, read.sheet.risks)
    words = {None: lists.ratings[-1], **dict(enumerate(lists.ratings))}
    rows = [
        (risk.name, *(words[found[risk.name, s.name]] if (risk.name, s.name) in found else "" for s in lists.stages))
        for risk in lists.risks
    ]
    print_table(("Risk", *(stage.name for stage in lists.stages)), rows)
    level = overall(lists, read.sheet)
    click.echo(f"As a whole: {level or 'open; the last step judges nothing'}.")
    click.echo(f"{summary(findings)}.")
    sys.exit(0)


COMMANDS = (risks,)
