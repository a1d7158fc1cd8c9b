"""Commands of an authority that has a library of its own over another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for, own_library
from ddtender.cli.output import DIRECTORY, print_table

if TYPE_CHECKING:
    from ddtender.desk.library.updating import Update


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def layers(workspace: Path, form: str) -> None:
    """Show the libraries that this one is made of, the base of all first: version, fingerprint, folder, and what each
    adds, replaces and retires.

    \b
    Example:
      ddtender layers
    """
    from msgspec import to_builtins

    from ddtender.desk.library import layering

    rows = layering.layers(library_for(workspace))
    if form == "json":
        click.echo(json.dumps(to_builtins(rows), ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row.name} {row.version}{f', in {row.folder}' if row.folder else ''}")
        click.echo(f"  {row.fingerprint}")
        if row.folder or len(rows) == 1:
            click.echo(f"  provisions of its own: {len(row.adds)}")
        else:
            click.echo(f"  adds: {', '.join(row.adds) or '–'}")
        if row.replaces or len(rows) > 1:
            click.echo(f"  replaces: {', '.join(row.replaces) or '–'}")
            click.echo(f"  retires: {', '.join(f'{name} ({why})' for name, why in row.retires) or '–'}")


@click.command("replace")
@click.argument("name", metavar="NAME")
@click.pass_obj
def replace_(workspace: Path, name: str) -> None:
    """Take something of the base over, word for word, to change it: a clause by its id, a file by its path in the
    library, an entry of a list such as parameters.correction_days.

    \b
    Examples:
      ddtender replace award.action-plan
      ddtender replace scenarios/high.yaml
    """
    from ddtender.desk.library import layering

    root = own_library(workspace)
    one = layering.replacing(root, name)
    layering.keep(root, one)
    for path in sorted(one.after):
        click.echo(f"wrote {path}")
    click.echo(f"{one.name} is yours now, in place of version {one.version} of {one.folder}: change it, then check.")


@click.command()
@click.option("--to", metavar="V", help="The version of the base; the newest that is at hand if left out.")
@click.option("--from", "source", type=DIRECTORY, metavar="DIR", help="The folder of the base, if not with ddtender.")
@click.option("--dry-run", is_flag=True, help="Say what would become of everything, and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.pass_obj
def update(workspace: Path, to: str | None, source: Path | None, dry_run: bool, form: str) -> None:
    """Raise the library that this one extends: show what has changed in it, and take it over.

    What you have in place of the base's is held against both of its versions: what only the base has changed is taken
    over, and where you have changed the same place, your file gets both wordings between <<<<<<< and >>>>>>>, for a
    person. All is written or nothing; then commit it, or undo it with git.

    \b
    Examples:
      ddtender update --dry-run
      ddtender update --dry-run --format markdown > what-changes.md
      ddtender update --to 1.1.0 --from ../base
    """
    from ddtender.desk.library import updating

    root = own_library(workspace)
    one = updating.update(root, to, source)
    if one is None:
        click.echo("The base is the one that is at hand: there is nothing to update.")
        return
    _tell(one, form)
    if dry_run:
        click.echo("Nothing was written.", err=form == "markdown")
        return
    updating.keep(root, one)
    left = len(one.to_decide)
    todo = f"{left} to be decided by a person; `ddtender check` names them" if left else "`ddtender check` comes next"
    click.echo(f"wrote {len(one.after)} files; {todo}.", err=form == "markdown")


def _tell(one: Update, form: str) -> None:
    from ddtender.history import report

    if form == "markdown":
        if one.changes is not None:
            click.echo(report.as_markdown(one.changes))
        ours = _listed(one) or "Nothing of our own stands in place of the base."
        click.echo(f"\n## What becomes of our own\n\n{ours}")
        return
    click.echo(f"{one.library}: {one.old} → {one.new}")
    if one.changes is None:
        click.echo(f"Version {one.old} is not here to compare with: what you replaced is for a person to read.")
    else:
        paint = {"delete": "red", "insert": "green"}
        click.echo(report.as_text(one.changes, lambda text, op: click.style(text, fg=paint.get(op))))
    if one.raised:
        rows = [(this.name, f"{this.old} → {this.new or '–'}", this.came.value, this.path) for this in one.raised]
        print_table(("Yours", "Base", "What becomes of it", "File"), rows)


def _listed(one: Update) -> str:
    return "\n".join(f"- `{this.name}` ({this.old} → {this.new or 'gone'}): {this.came.value}" for this in one.raised)


_ASKED = "Which authority is it"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--authority", metavar="NAME", prompt=_ASKED, help="Whose library it is.")
@click.option("--country", metavar="CC", help="Whose law applies: nl, be, de, fr, no …; asked if left out.")
@click.option("--language", metavar="TAG", help="The language of its documents, such as nl; asked if left out.")
@click.option("--base", type=DIRECTORY, metavar="DIR", help="The library to extend, if not the one with ddtender.")
@click.option("--template", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx.")
@click.option("--dry-run", is_flag=True, help="List what would be written, and write nothing.")
def init(
    folder: Path,
    authority: str,
    country: str | None,
    language: str | None,
    base: Path | None,
    template: Path | None,
    dry_run: bool,
) -> None:
    """Begin the library of an authority: a layer over the library that comes with ddtender, with one worked procedure.

    The base is copied into vendor/ and pinned by its fingerprint. DIR must be new, or empty.

    \b
    Examples:
      ddtender init our-clauses --authority "City of Example" --country nl --language en
      ddtender init our-clauses --template ../house-style
    """
    from ddtender.cli.procurement import said
    from ddtender.desk.library import beginning

    country = _asked(country, "Whose law applies (nl, be, de, fr, no …; empty for none)")
    language = _asked(language, "In which language are its documents (empty for English)")
    _refuse_odd(authority, country)
    one = beginning.begin(beginning.Wanted(authority.strip(), country, language, base, template))
    if dry_run:
        for path in sorted(one.files):
            click.echo(f"would write {folder / path}")
        return
    has_git = beginning.keep(folder, one)
    click.echo(f"{folder}: a layer over {one.base} {one.version}, which lies in vendor/.")
    for line in one.told:
        click.echo(line)
    if not has_git:
        click.echo("There is no git here; with it, every change of a clause is on record.")
    click.echo("Next:")
    click.echo(f"  cd {said(folder)}")
    click.echo("  ddtender check")
    click.echo(f"  ddtender build --scenario {one.scenario} --procedure {beginning.EXAMPLE}")


def _asked(given: str | None, question: str) -> str:
    """What was given, or what a person at a terminal answers."""
    import sys

    if given is None and sys.stdin.isatty():
        given = click.prompt(question, default="", show_default=False)
    return (given or "").strip()


def _refuse_odd(authority: str, country: str) -> None:
    """Raises BadParameter for what no file could say."""
    import re

    if not authority.strip() or not authority.isprintable() or len(authority) > 100:
        raise click.BadParameter("name the authority, in a line of at most 100 characters.", param_hint="--authority")
    if country and not re.fullmatch(r"[a-z]{2}", country):
        raise click.BadParameter("write a country in two small letters, such as nl.", param_hint="--country")


COMMANDS = (init, layers, replace_, update)
