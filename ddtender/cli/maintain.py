"""Commands of the library's maintainers: differences, versions, uses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from ddtender.cli.library_used import library_for, own_library
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
    from ddtender.desk.library.upkeep import differences
    from ddtender.desk.translations.translating import between
    from ddtender.history import report

    root = library_for(workspace)
    found, translated = differences(root, old, new), between(root, old, new)
    if form == "json":
        made = report.as_json(found) | {"translations": translated}
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    if form == "markdown":
        click.echo(report.as_markdown(found))
    else:
        click.echo(report.as_text(found, lambda text, op: click.style(text, fg="red" if op == "delete" else "green")))
    mark = "- " if form == "markdown" else ""
    for one in translated:
        click.echo(f"{mark}{one['language']}: {one['id']}: {one['before']} → {one['after']}")


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--major", "level", flag_value="MAJOR", help="An obligation or a score may have changed.")
@click.option("--minor", "level", flag_value="MINOR", help="The same is said otherwise, or an example has changed.")
@click.option("--patch", "level", flag_value="PATCH", help="Looks have changed, or signs that part nothing.")
@click.option(
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME",
    help="Every provision that uses this parameter and has changed since the last release, as by a new default.",
)
@click.option(
    "--why", metavar="TEXT", prompt="Why has it changed", help="The reason; it becomes part of the changelog."
)
@click.option("--translations-hold", "holds", metavar="TEXT", help="Why the translations hold as they are; on record.")
@click.pass_obj
def bump(
    workspace: Path, ids: Sequence[str], level: str | None, parameters: Sequence[str], why: str, holds: str | None
) -> None:
    """Raise the versions of provisions and record why, one reason for all.

    A level that is too low for what has changed since the last release is refused; then nothing is written. The
    translations of what has other words now are stale, unless --translations-hold says why not: that goes on record.

    \b
    Examples:
      ddtender bump award.action-plan --minor --why "Examples made clearer"
      ddtender bump --parameter correction_days --major --why "20 days instead of 30"
    """
    from ddtender.desk.library.upkeep import keep, rise

    root = own_library(workspace)
    risen = rise(root, ids, level, why, parameters, holds)
    print_findings(risen.findings, err=True)
    keep(root, risen)
    for one in risen.raised:
        click.echo(f"{one.id}: {one.old} → {one.new}")
    for held in risen.held:
        click.echo(f"{held.path}: holds")


@click.command()
@click.argument("old", metavar="ID")
@click.argument("new", metavar="NEW")
@click.pass_obj
def rename(workspace: Path, old: str, new: str) -> None:
    """Give a provision another id: in its file, in references, scenarios, procedures, stamps and decisions.

    It stays the same provision: its file keeps the old id under `formerly`, its version, history and stamps stand.

    \b
    Example:
      ddtender rename award.action-plan award.mitigation-plan
    """
    from ddtender.desk.library.upkeep import keep_renamed, renaming

    root = own_library(workspace)
    made = renaming(root, old, new)
    keep_renamed(root, made)
    for path in sorted(path for path, content in made.after.items() if content is not None):
        click.echo(path)
    for path in made.pinned:
        click.echo(f"{path} keeps {old}: it pins a revision of the library that has this id")
    click.echo(f"{old} → {new}")


@click.command("where-used")
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=_TEXT_OR_JSON, default="text", show_default=True)
@click.pass_obj
def where_used(workspace: Path, name: str, form: str) -> None:
    """Show what uses a provision, a parameter or a defined term: scenarios, procedures, other provisions, reply forms
    and templates. ID is that of the provision, the name of the parameter or the term itself.

    \b
    Examples:
      ddtender where-used selection.human-rights-risk-assessment
      ddtender where-used correction_days
      ddtender where-used "Key Production Site"
    """
    from ddtender.desk.library.upkeep import uses

    id_, found = uses(library_for(workspace), name)
    if form == "json":
        click.echo(json.dumps({"id": id_, **found}, ensure_ascii=False, indent=2))
        return
    if id_ != name:
        click.echo(f"{name} is {id_}")
    width = max(map(len, found)) + 2
    for what, names in found.items():
        click.echo(f"{what + ':':<{width}} {', '.join(names) or '–'}")


COMMANDS = (diff, bump, rename, where_used)
