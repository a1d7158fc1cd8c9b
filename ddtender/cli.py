"""The commands: the only place that prints or exits. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender import __version__

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.resolve.values import ResolvedDocument
    from ddtender.workspace import Sources

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
_FORMATS = click.Choice(["text", "json", "sarif"])


def main() -> None:
    """Run the command line. Whatever goes wrong, a user sees words and an exit code, never a traceback."""
    try:
        cli(prog_name="ddtender")
    except Exception as error:
        from ddtender.workspace import WorkspaceError

        if os.environ.get("DDTENDER_TRACEBACK"):
            raise
        if isinstance(error, WorkspaceError):
            click.echo(f"ddtender: {error}", err=True)
            sys.exit(2)
        click.echo(f"ddtender: this should not have happened: {type(error).__name__}: {error}", err=True)
        click.echo("Nothing was written. Please report it; DDTENDER_TRACEBACK=1 shows where it happened.", err=True)
        sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=_DIRECTORY,
    default=Path("."),
    metavar="DIR",
    help="The folder that has clause_library/; found upwards from here if left out.",
)
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, workspace: Path) -> None:
    """Compose a checked clause library into Word tender and contract documents.

    \b
    Examples:
      ddtender check
      ddtender build --scenario high
      ddtender build --scenario high --procedure scenarios/procedures/laptops.yaml
      ddtender outline --scenario low
      ddtender explain typed-number
    """
    context.obj = workspace


@cli.command()
@click.option("--scenario", required=True, metavar="S", help="low, medium or high, or another file of scenarios/.")
@click.option("--procedure", type=_FILE, metavar="FILE", help="The facts of one procurement.")
@click.option(
    "--templates", type=_DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx; see docs/templates.md."
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write; build/SCENARIO if left out.",
)
@click.option("--final", is_flag=True, help="Refuse open blanks and leave out the word DRAFT.")
@click.pass_obj
def build(
    workspace: Path, scenario: str, procedure: Path | None, templates: Path | None, output: Path | None, final: bool
) -> None:
    """Write tender.docx, contract.docx and manifest.json.

    The whole library is checked first. Each document is read back and compared with its sources; if anything is
    wrong, nothing is written.

    \b
    Example:
      ddtender build --scenario high --procedure scenarios/procedures/laptops.yaml
    """
    from ddtender import pipeline
    from ddtender import workspace as door
    from ddtender.outline import manifest

    root = door.find_root(workspace)
    sources = door.read_sources(root, procedure, templates)
    revision = door.revision(root)
    request = pipeline.Request(scenario, sources.procedure, final)
    try:
        built = pipeline.build(sources.files, request, revision.moment, sources.templates)
    except pipeline.UnknownScenario as error:
        raise click.BadParameter(str(error), param_hint="--scenario") from None
    _print_findings(built.diagnostics, err=True)
    if not built.documents or built.resolved is None:
        click.echo(_summary(built.diagnostics) + "; nothing was written.", err=True)
        sys.exit(1)
    listed = manifest(
        built.resolved,
        built.documents,
        final=final,
        procedure=_procedure_bytes(sources),
        commit=revision.commit,
        dirty=revision.dirty,
    )
    folder = output or root / "build" / scenario
    text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    door.write_outputs(folder, {**built.documents, "manifest.json": text.encode()})
    _print_built(folder, [*built.documents, "manifest.json"], built.resolved)


def _procedure_bytes(sources: Sources) -> tuple[str, bytes] | None:
    return (sources.procedure, sources.files[sources.procedure]) if sources.procedure else None


def _print_built(folder: Path, names: Iterable[str], resolved: ResolvedDocument) -> None:
    for name in names:
        click.echo(click.style("wrote ", fg="green") + _from_here(folder / name))
    counts = ", ".join(_count(resolved, kind) for kind in dict.fromkeys(p.kind for p in resolved.provisions))
    click.echo(f"Scenario '{resolved.draft.scenario.name}' with library {resolved.info.version}: {counts}.")
    still_open = [b for b in resolved.blanks if b.text is None and b.filled_by == "authority"]
    if still_open:
        blanks = "1 blank is" if len(still_open) == 1 else f"{len(still_open)} blanks are"
        click.echo(f"{blanks} yours to fill in, in Word or in a procedure file:")
        width = max(len(blank.key) for blank in still_open)
        for blank in still_open:
            click.echo(f"  {blank.key:<{width}}  {blank.question}")


def _count(resolved: ResolvedDocument, kind) -> str:
    number = len(resolved.of_kind(kind))
    plural = {"criterion": "criteria", "clause": "clauses", "specification": "specifications"}
    first, last = kind.label.split(" ")
    return f"{number} {first} {last if number == 1 else plural[last]}"


@cli.command()
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True)
@click.option(
    "--templates", type=_DIRECTORY, metavar="DIR", help="Check your own tender.docx and contract.docx as well."
)
@click.pass_obj
def check(workspace: Path, form: str, templates: Path | None) -> None:
    """Report every finding about the library, all scenarios, all procedures and the templates.

    \b
    Examples:
      ddtender check
      ddtender check --format sarif > findings.sarif
    """
    from ddtender import pipeline
    from ddtender import workspace as door
    from ddtender.diagnostics import has_errors

    root = door.find_root(workspace)
    sources = door.read_sources(root, templates=templates, all_procedures=True)
    findings = pipeline.check(sources.files, sources.templates)
    if form == "text":
        _print_findings(findings)
        click.echo(_summary(findings) + ".", err=bool(findings))
    else:
        from ddtender.diagnostics import formats

        click.echo(formats.as_json(findings) if form == "json" else formats.as_sarif(findings))
    sys.exit(1 if has_errors(findings) else 0)


@cli.command()
@click.option("--scenario", required=True, metavar="S", help="low, medium or high, or another file of scenarios/.")
@click.option("--procedure", type=_FILE, metavar="FILE", help="The facts of one procurement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def outline(workspace: Path, scenario: str, procedure: Path | None, form: str) -> None:
    """Show what a scenario contains, with the numbers the documents will have, without making them.

    \b
    Example:
      ddtender outline --scenario high --format json
    """
    from ddtender import pipeline
    from ddtender import workspace as door
    from ddtender.diagnostics import has_errors
    from ddtender.outline import outline as outlined

    sources = door.read_sources(door.find_root(workspace), procedure)
    try:
        _, resolved, findings = pipeline.prepare(
            sources.files, pipeline.Request(scenario, sources.procedure), sources.templates
        )
    except pipeline.UnknownScenario as error:
        raise click.BadParameter(str(error), param_hint="--scenario") from None
    if resolved is None or has_errors(findings):
        _print_findings(findings, err=True)
        click.echo(_summary(findings) + ".", err=True)
        sys.exit(1)
    if form == "json":
        click.echo(json.dumps(outlined(resolved), ensure_ascii=False, indent=2))
    else:
        _print_outline(resolved)


def _print_outline(resolved: ResolvedDocument) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Number", "Title", "Id", "Version", "Scoring"):
        table.add_column(heading, overflow="fold")
    for p in resolved.provisions:
        percents = " / ".join(f"{o.percent:f}" for o in p.scoring.options) + " %" if p.scoring else ""
        table.add_row(f"{p.kind.label} {p.number}", p.provision.title, p.id, p.provision.version, percents)
    Console(highlight=False).print(table)


@cli.command()
@click.argument("document", type=_FILE)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_obj
def adopt(workspace: Path, document: Path, output: Path) -> None:
    """Give a Word document of yours the styles and lists that provisions need; then put the tags into it.

    \b
    Example:
      ddtender adopt our-tender.docx -o our-templates/tender.docx
    """
    from ddtender import workspace as door
    from ddtender.library.package import PackageError
    from ddtender.render.adopt import adopt as give_styles

    root = door.find_root(workspace)
    try:
        content, added = give_styles(document.read_bytes(), (root / "templates" / "tender.docx").read_bytes())
    except PackageError as error:
        raise click.BadParameter(f"{document}: {error}", param_hint="DOCUMENT") from None
    door.write_outputs(output.parent, {output.name: content})
    click.echo(
        f"wrote {_from_here(output)} with {len(added)} styles added; docs/templates.md lists the tags to put in."
    )


@cli.command()
@click.argument("code", required=False)
@click.option("--markdown", "as_markdown", is_flag=True, help="All codes as a Markdown page.")
def explain(code: str | None, as_markdown: bool) -> None:
    """Explain a code: what it means, why it matters, how to mend it. Without CODE, list them all.

    \b
    Example:
      ddtender explain typed-number
    """
    from ddtender import explain as documentation
    from ddtender.diagnostics.codes import Code

    if as_markdown:
        click.echo(documentation.markdown())
    elif code is None:
        click.echo(documentation.listing())
    elif code in {known.value for known in Code}:
        click.echo(documentation.explain(Code(code)))
    else:
        from difflib import get_close_matches

        near = get_close_matches(code, [known.value for known in Code], n=1, cutoff=0.4)
        hint = f" Did you mean '{near[0]}'?" if near else " `ddtender explain` lists them all."
        raise click.BadParameter(f"there is no code '{code}'.{hint}", param_hint="CODE")


@cli.command()
@click.argument("form", required=False, metavar="[FORM]")
def schema(form: str | None) -> None:
    """Print the JSON Schema of a file, for editors. Without FORM, list the forms.

    \b
    Example:
      ddtender schema procedure > procedure.schema.json
    """
    from ddtender.library.schema import FORMS

    if form is None:
        click.echo("\n".join(FORMS))
    elif form not in FORMS:
        raise click.BadParameter(f"there is no form '{form}'; there are: {', '.join(FORMS)}", param_hint="FORM")
    else:
        click.echo(json.dumps(FORMS[form].model_json_schema(), indent=2))


def _print_findings(findings: Iterable[Diagnostic], err: bool = False) -> None:
    from ddtender.diagnostics import Severity
    from ddtender.diagnostics.formats import as_text

    def paint(text: str, severity: Severity) -> str:
        return click.style(text, fg="red" if severity is Severity.ERROR else "yellow", bold=True)

    if text := as_text(findings, paint):
        click.echo(text, err=err)


def _summary(findings: Iterable[Diagnostic]) -> str:
    from ddtender.diagnostics import Severity

    errors = sum(d.severity is Severity.ERROR for d in findings)
    warnings = sum(d.severity is Severity.WARNING for d in findings)
    if not errors and not warnings:
        return "No findings"
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts)


def _from_here(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
