"""Commands that make, show and prove documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, FILE, from_here, print_findings, print_table
from ddtender.cli.plain import show
from ddtender.cli.unchanged import said
from ddtender.cli.writing import REPLACE, check_file, check_folder, output_file, output_folder, say, write

if TYPE_CHECKING:
    from ddtender.model import Kind
    from ddtender.resolve.values import ResolvedDocument


def scenario_asked(scenario: str | None, assessment: Path | None, procedure: Path | None = None) -> str:
    """The scenario that is asked for, or that an assessment of the market recommends (`ddtender assess -o`), or that
    the procedure names."""
    if assessment is None:
        if scenario is None and procedure is not None:
            from ddtender.desk.documents.building import scenario_named

            scenario = scenario_named(procedure)
        if scenario is None:
            raise click.MissingParameter(param_type="option", param_hint="'--scenario'")
        return scenario
    if scenario is not None:
        raise click.UsageError("Give either --scenario or --scenario-from, not both.")
    from ddtender.desk.market.papers import recommended

    return recommended(assessment)


@click.command()
@click.option("--scenario", metavar="S", help="low, medium or high, …; left out, what the procedure names.")
@click.option("--scenario-from", type=FILE, metavar="FILE", help="An assessment.json that recommends one.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@click.option(
    "--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx; see docs/templates.md."
)
@click.option("--library-ref", metavar="REV", help="Build from a git revision, such as v1.0.0.")
@output_folder("Where to write; build/SCENARIO if left out, or draft beside the procedure.yaml of a procurement.")
@REPLACE
@click.option("--final", is_flag=True, help="Refuse drafts, open blanks and uncommitted sources; no DRAFT mark.")
@click.option("--no-notes", is_flag=True, help="Leave the drafting notes out of the margin; --final does so anyway.")
@click.pass_obj
def build(
    workspace: Path,
    scenario: str | None,
    scenario_from: Path | None,
    procedure: Path | None,
    templates: Path | None,
    library_ref: str | None,
    output: Path | None,
    replace: bool,
    final: bool,
    no_notes: bool,
) -> None:
    """Write tender.docx, contract.docx, the KPI register and calendar, evaluation.xlsx, review.html and manifest.json.

    The whole library is checked first. Each document is read back and compared with its sources; if anything is
    wrong, nothing is written. A file that somebody has filled in or changed since is kept under another name.

    \b
    Examples:
      ddtender build --scenario high --procedure scenarios/procedures/laptops.yaml
      ddtender build --scenario high --library-ref v1.0.0
    """
    scenario = scenario_asked(scenario, scenario_from, procedure)
    from ddtender import workspace as door
    from ddtender.desk.documents import building
    from ddtender.desk.documents.current import remember, written_by
    from ddtender.diagnostics.formats import as_text

    root = library_for(workspace)
    folder = output or Path(door.usual_outputs(door.outputs_root(workspace, root), scenario, procedure))
    check_folder(folder, [templates] if templates else ())
    asked = building.BuildAsked(scenario, procedure, templates, library_ref, final, not no_notes)
    order = building.order(root, asked)
    if (before := written_by(order.inputs, folder)) is not None:
        show(*said(folder, before))
        return
    made = building.made(order)
    print_findings(made.findings, err=True)
    names = write(folder, made.outputs, replace, [procedure] if procedure else ())
    summary = _summary(made.resolved)
    remember(folder, made.outputs, order.inputs, summary, as_text(made.findings))
    say(folder, names)
    click.echo(summary)


def _summary(resolved: ResolvedDocument) -> str:
    """What a build says of its result, whether it was made now or stood there already."""
    counts = ", ".join(
        _count(resolved, kind) for kind in dict.fromkeys(p.kind for p in resolved.provisions if not p.kind.is_frame)
    )
    lines = [f"Scenario '{resolved.draft.scenario.name}' with library {resolved.info.version}: {counts}."]
    still_open = [b for b in resolved.blanks if b.text is None and b.filled_by == "authority"]
    if still_open:
        blanks = "1 blank is" if len(still_open) == 1 else f"{len(still_open)} blanks are"
        lines.append(f"{blanks} yours to fill in, in Word or in a procedure file:")
        width = max(len(blank.key) for blank in still_open)
        lines += [f"  {blank.key:<{width}}  {blank.question}" for blank in still_open]
    return "\n".join(lines)


def _count(resolved: ResolvedDocument, kind: Kind) -> str:
    number = len(resolved.of_kind(kind))
    plural = {"criterion": "criteria", "clause": "clauses", "specification": "specifications"}
    first, last = kind.label.split(" ")
    return f"{number} {first} {last if number == 1 else plural[last]}"


@click.command()
@click.option("--scenario", metavar="S", help="low, medium or high, …; left out, what the procedure names.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def outline(workspace: Path, scenario: str | None, procedure: Path | None, form: str) -> None:
    """Show what a scenario contains, with the numbers the documents will have, without making them.

    \b
    Example:
      ddtender outline --scenario high --format json
    """
    from ddtender.desk.documents.building import composition
    from ddtender.manifest import outline as outlined

    scenario = scenario_asked(scenario, None, procedure)
    resolved = composition(library_for(workspace), scenario, procedure)
    if form == "json":
        click.echo(json.dumps(outlined(resolved), ensure_ascii=False, indent=2))
        return
    rows = []
    for p in resolved.provisions:
        percents = " / ".join(f"{o.percent:f}" for o in p.scoring.options) + " %" if p.scoring else ""
        rows.append((f"{p.kind.label} {p.cited}", p.provision.title, p.id, p.provision.version, percents))
    print_table(("Number", "Title", "Id", "Version", "Scoring"), rows)


@click.command()
@click.argument("document", type=FILE)
@output_file("The .docx to write.", required=True)
@REPLACE
@click.pass_obj
def adopt(workspace: Path, document: Path, output: Path, replace: bool) -> None:
    """Give a Word document of yours the styles and lists that provisions need; then put the tags into it.

    \b
    Example:
      ddtender adopt our-tender.docx -o our-templates/tender.docx
    """
    from ddtender.desk.library.adoption import adopted_from

    check_file(output, [".docx"], [document])
    made = adopted_from(library_for(workspace), document, "contract" if output.stem == "contract" else "tender")
    print_findings(made.findings)
    write(output.parent, {output.name: made.content}, replace, [document])
    for told in made.told:
        click.echo(f"{from_here(document)}: {told}.")
    added = f"wrote {from_here(output)} with {made.added} styles added"
    if made.missing:
        tags = ", ".join(f"{{{{p {section} }}}}" for section in made.missing)
        click.echo(f"{added}; it needs these tags still: {tags} (docs/templates.md).")
    else:
        click.echo(f"{added}; a build with it was tried, and holds.")


COMMANDS = (build, outline, adopt)
