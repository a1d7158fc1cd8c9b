"""The command that writes what the law wants published."""

from __future__ import annotations

from pathlib import Path

import click

from ddtender.cli.documents import scenario_asked
from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, FILE, print_findings
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

_SUFFIXES = {"sheet": ".html", "eforms": ".xml", "ocds": ".json", "espd": ".xml"}


@click.command()
@click.option("--scenario", metavar="S", help="low, medium or high, …; left out, what the procedure names.")
@click.option("--scenario-from", type=FILE, metavar="FILE", help="An assessment.json that recommends one.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@click.option("--format", "form", type=click.Choice([*_SUFFIXES]), default="sheet", show_default=True)
@click.option("--into", type=FILE, metavar="FILE", help="For espd: the request (XML) that a service has made.")
@click.option("--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx.")
@click.option("--library-ref", metavar="REV", help="Export from a git revision, such as v1.0.0.")
@output_file("Where to; notice-sheet.html, notice.xml, … where `build` writes, if left out.")
@REPLACE
@click.option("--final", is_flag=True, help="Refuse drafts, open blanks, missing facts and uncommitted sources.")
@click.pass_obj
def export(
    workspace: Path,
    scenario: str | None,
    scenario_from: Path | None,
    procedure: Path | None,
    form: str,
    into: Path | None,
    templates: Path | None,
    library_ref: str | None,
    output: Path | None,
    replace: bool,
    final: bool,
) -> None:
    """Write the contract notice: a sheet to copy from, or files for programs.

    The sheet is a page for a browser: each field of the European Union's form in its order, its number, and the value
    to copy, and all that is missing. A final one is also written as an eForms notice (eforms), as an OCDS release
    (ocds), or as our selection requirements in an ESPD request that was made elsewhere (espd, with --into).
    docs/standards.md lists the facts that a notice needs.

    \b
    Example:
      ddtender export --scenario high --procedure scenarios/procedures/laptops.yaml
    """
    from ddtender import workspace as door
    from ddtender.desk.documents import exporting
    from ddtender.desk.documents.building import BuildAsked

    if form != "sheet" and not final:
        raise click.UsageError(f"A draft has no mark in the format {form}: use --final, or --format sheet.")
    if (form == "espd") != (into is not None):
        raise click.UsageError("The format espd needs --into with the request, and no other format takes it.")
    scenario = scenario_asked(scenario, scenario_from, procedure)
    root = library_for(workspace)
    usual = door.usual_outputs(door.outputs_root(workspace, root), scenario, procedure)
    output = output or Path(usual) / exporting.NAMES[form]
    inputs = [path for path in (procedure, into) if path]
    check_file(output, [_SUFFIXES[form]], inputs)
    asked = BuildAsked(scenario, procedure, templates, library_ref, final)
    made = exporting.export(root, asked, form, into)
    print_findings(made.findings, err=True)
    write_file(output, made.content, replace, inputs)
    if made.missing:
        facts = "1 fact is" if made.missing == 1 else f"{made.missing} facts are"
        click.echo(f"{facts} missing that the notice needs; the sheet asks for them.")


COMMANDS = (export,)
