"""The command of translators: a language is a folder that it begins, and of which it says what is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from ddtender.cli.library_used import library_for, own_library
from ddtender.cli.output import print_table


@click.command()
@click.argument("tag", metavar="TAG")
@click.argument("ids", metavar="[ID...]", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="Show how every translation stands; so without any other option.")
@click.option("--begin", is_flag=True, help="Write the empty files, the words of the source in them as comments.")
@click.option("--follows", is_flag=True, help="Say that these translations have their sources' words as they are now.")
@click.option("--why", metavar="TEXT", help="With --follows: why they hold unchanged; it goes on record.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def translate(
    workspace: Path,
    tag: str,
    ids: Sequence[str],
    listed: bool,
    begin: bool,
    follows: bool,
    why: str | None,
    form: str,
) -> None:
    """Begin a translation of the library into the language TAG, or show what of it is missing or stale.

    A translation is a folder, clause_library/languages/TAG/, with a file beside each of the library's own: words only.
    docs/languages.md says what each holds.

    \b
    Examples:
      ddtender translate nl
      ddtender translate nl --begin
      ddtender translate nl --follows award.action-plan --why "A comma was added."
    """
    if listed + begin + follows > 1:
        raise click.UsageError("Give one of --list, --begin and --follows.")
    if why is not None and not follows:
        raise click.UsageError("--why belongs to --follows.")
    from ddtender.desk import translating

    if begin or follows:
        root = own_library(workspace)
        paths = translating.begin(root, tag, ids) if begin else translating.follow(root, tag, ids, why)
        for path in paths:
            click.echo(path)
        count = f"{len(paths)} file" + ("" if len(paths) == 1 else "s")
        click.echo(f"{count} {'to fill in' if begin else 'changed'}.")
        return
    show_translations(library_for(workspace), tag, None, form, ids)


def show_translations(root: Path, tag: str, at: str | None, form: str, ids: Sequence[str] = ()) -> None:
    """Show how translations stand, and which phrases of ddtender the language lacks."""
    from ddtender.desk import translating

    found = translating.standing(root, tag, at)
    shown = translating.rows({id_: one for id_, one in found.items() if not ids or id_ in ids})
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    print_table(
        ("Id", "Version", "State", "Texts missing", "Reviewer", "Date"),
        [
            (
                row["id"],
                row["version"] or "",
                row["state"] + (f" (of {row['of']})" if row["state"] == "stale" and row["of"] else ""),
                f"{len(row['missing'])} of {row['texts']}" if row["missing"] else "",
                row["reviewer"] or "",
                row["date"] or "",
            )
            for row in shown
        ],
    )
    states = [row["state"] for row in shown]
    told = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    click.echo(f"{tag}: {len(shown)} files: {told or 'none'}.")
    lacking = translating.lacking_phrases(root, tag)
    if lacking:
        click.echo(f"{len(lacking)} phrases of ddtender are not in {tag}: {', '.join(lacking[:3])}…")


COMMANDS = (translate,)
