"""Commands of the library's maintainers: differences, versions, uses."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ddtender.cli.output import print_findings

_TEXT_OR_JSON = click.Choice(["text", "json"])


@click.command()
@click.argument("old", metavar="REV")
@click.argument("new", metavar="[REV2]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_obj
def diff(workspace: Path, old: str, new: str | None, form: str) -> None:
    """Show what has changed between two revisions, by provision; REV2 is the working tree if left out.

    \b
    Examples:
      ddtender diff v1.0.0
      ddtender diff v1.0.0 v1.1.0 --format markdown
    """
    from ddtender import workspace as door
    from ddtender.desk.upkeep import differences
    from ddtender.history import report

    found = differences(door.find_root(workspace), old, new)
    if form == "json":
        click.echo(json.dumps(report.as_json(found), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(report.as_markdown(found))
    else:
        click.echo(report.as_text(found, lambda text, op: click.style(text, fg="red" if op == "delete" else "green")))


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--major", "level", flag_value="MAJOR", help="An obligation or a score may have changed.")
@click.option("--minor", "level", flag_value="MINOR", help="The same is said otherwise, or an example has changed.")
@click.option("--patch", "level", flag_value="PATCH", help="Looks have changed, or signs that part nothing.")
@click.option(
    "--why", metavar="TEXT", prompt="Why has it changed", help="The reason; it becomes part of the changelog."
)
@click.pass_obj
def bump(workspace: Path, id_: str, level: str | None, why: str) -> None:
    """Raise a provision's version and record why.

    A level that is too low for what has changed since the last release is refused.

    \b
    Example:
      ddtender bump award.action-plan --minor --why "Examples made clearer"
    """
    from ddtender import workspace as door
    from ddtender.desk.upkeep import keep, raised

    root = door.find_root(workspace)
    one = raised(root, id_, level, why)
    print_findings(one.findings, err=True)
    keep(root, one)
    click.echo(f"{id_}: {one.old} → {one.new}")


@click.command("where-used")
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=_TEXT_OR_JSON, default="text", show_default=True)
@click.pass_obj
def where_used(workspace: Path, id_: str, form: str) -> None:
    """Show the scenarios and procedures that use a provision, and the provisions that refer to it.

    \b
    Example:
      ddtender where-used selection.human-rights-risk-assessment
    """
    from ddtender import workspace as door
    from ddtender.desk.upkeep import uses

    found = uses(door.find_root(workspace), id_)
    if form == "json":
        click.echo(json.dumps({"id": id_, **found}, indent=2))
        return
    for what, names in found.items():
        click.echo(f"{what + ':':<12} {', '.join(names) or '–'}")


COMMANDS = (diff, bump, where_used)
