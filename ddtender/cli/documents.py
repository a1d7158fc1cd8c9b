"""Commands that make, show and prove documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.output import DIRECTORY, FILE, fail, from_here, print_findings, print_table
from ddtender.cli.plain import show
from ddtender.cli.unchanged import inputs_of, remember, said_before
from ddtender.cli.writing import REPLACE, check_file, check_folder, output_file, output_folder, say, write
from ddtender.desk.sources import in_no_commit, sources_for

if TYPE_CHECKING:
    from ddtender.model import Kind
    from ddtender.resolve.values import ResolvedDocument


def _scenario_asked(scenario: str | None, assessment: Path | None) -> str:
    """The scenario that is named, or that an assessment of the market recommends (`ddtender assess -o`)."""
    if assessment is None:
        if scenario is None:
            raise click.MissingParameter(param_type="option", param_hint="'--scenario'")
        return scenario
    if scenario is not None:
        raise click.UsageError("Give either --scenario or --scenario-from, not both.")
    from ddtender.desk.market import recommended

    return recommended(assessment)


@click.command()
@click.option("--scenario", metavar="S", help="low, medium or high, or another file of scenarios/.")
@click.option("--scenario-from", type=FILE, metavar="FILE", help="An assessment.json that recommends one.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@click.option(
    "--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx; see docs/templates.md."
)
@click.option("--library-ref", metavar="REV", help="Build from a git revision, such as v1.0.0.")
@output_folder("Where to write; build/SCENARIO if left out.")
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
    scenario = _scenario_asked(scenario, scenario_from)
    from ddtender import workspace as door
    from ddtender.desk import pipeline
    from ddtender.diagnostics.formats import as_text
    from ddtender.stamp import Stamp

    root = door.find_root(workspace)
    folder = output or root / "build" / scenario
    check_folder(folder, [templates] if templates else ())
    sources, revision = sources_for(root, procedure, templates, library_ref, final)
    stamp = Stamp(final, revision.moment, revision.commit, revision.dirty, not no_notes)
    history = door.history(root, revision.commit) if final else door.History()
    own = in_no_commit(root, sources, revision) if final else ()
    request = pipeline.Request(scenario, sources.procedure, final, revision.committed, history.unknown, own)
    listed = door.Repository(root).releases(revision.commit) if revision.commit else []
    inputs = inputs_of(sources, scenario, final, not no_notes, revision.commit, revision.dirty, listed)
    if (before := said_before(folder, inputs)) is not None:
        show(*before)
        return
    last = door.release_at(door.Repository(root), *listed[0]) if listed else None
    try:
        built = pipeline.build(sources.files, request, stamp, sources.templates, history.releases, last, door.begin)
    except pipeline.UnknownScenario as error:
        raise click.BadParameter(str(error), param_hint="--scenario") from None
    resolved = built.prepared.resolved
    if not built.documents or resolved is None:
        fail(built.diagnostics, "; nothing was written")
    print_findings(built.diagnostics, err=True)
    path = sources.procedure
    made = pipeline.whole_set(built, stamp, (path, sources.files[path]) if path else None)
    summary, findings = _summary(resolved), as_text(built.diagnostics)
    names = write(folder, made, replace, [procedure] if procedure else ())
    remember(folder, made, inputs, summary, findings)
    say(folder, names)
    click.echo(summary)


def _summary(resolved: ResolvedDocument) -> str:
    """What a build says of its result, whether it was made now or stood there already."""
    counts = ", ".join(_count(resolved, kind) for kind in dict.fromkeys(p.kind for p in resolved.provisions))
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
@click.option("--scenario", required=True, metavar="S", help="low, medium or high, or another file of scenarios/.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def outline(workspace: Path, scenario: str, procedure: Path | None, form: str) -> None:
    """Show what a scenario contains, with the numbers the documents will have, without making them.

    \b
    Example:
      ddtender outline --scenario high --format json
    """
    from ddtender import workspace as door
    from ddtender.desk import pipeline
    from ddtender.diagnostics import has_errors
    from ddtender.manifest import outline as outlined

    sources, _ = sources_for(door.find_root(workspace), procedure, None, None)
    request = pipeline.Request(scenario, sources.procedure)
    try:
        prepared = pipeline.prepare(sources.files, request, sources.templates)
    except pipeline.UnknownScenario as error:
        raise click.BadParameter(str(error), param_hint="--scenario") from None
    resolved = prepared.resolved
    if resolved is None or has_errors(prepared.diagnostics):
        fail(prepared.diagnostics)
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
    from ddtender import workspace as door
    from ddtender.desk.adoption import PackageError, adopted
    from ddtender.library.missing import missing_files
    from ddtender.library.places import DEFAULT_TEMPLATES
    from ddtender.library.templates import read_template
    from ddtender.stamp import Stamp

    check_file(output, [".docx"], [document])
    root = door.find_root(workspace)
    sources = door.read_sources(root)
    name = "contract" if output.stem == "contract" else "tender"
    if missing := missing_files(sources.files, DEFAULT_TEMPLATES):
        fail([one.finding for one in missing], "; nothing was written")
    for path in DEFAULT_TEMPLATES:
        if faults := read_template(path, name, sources.files[path])[1]:
            fail(faults, "; nothing was written")
    try:
        stamp = Stamp(False, door.moment_of(root))
        proved = adopted(sources.files, from_here(document), name, door.read_bytes(document), stamp)
    except PackageError as error:
        raise click.BadParameter(f"{document}: {error}", param_hint="DOCUMENT") from None
    if proved.adopted is None:
        fail(proved.diagnostics, "; nothing was written")
    print_findings(proved.diagnostics)
    write(output.parent, {output.name: proved.adopted.content}, replace, [document])
    for told in proved.adopted.told:
        click.echo(f"{from_here(document)}: {told}.")
    added = f"wrote {from_here(output)} with {len(proved.adopted.added)} styles added"
    if proved.missing:
        tags = ", ".join(f"{{{{p {section} }}}}" for section in proved.missing)
        click.echo(f"{added}; it needs these tags still: {tags} (docs/templates.md).")
    else:
        click.echo(f"{added}; a build with it was tried, and holds.")


COMMANDS = (build, outline, adopt)
