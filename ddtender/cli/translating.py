"""The command of translators: a language is a folder that it begins, of which it says what is missing, and whose texts
it sends out and takes back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from ddtender.cli.library_used import library_for, own_library
from ddtender.cli.output import FILE, counted, print_findings, print_table
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file


@click.command()
@click.argument("tag", metavar="TAG")
@click.argument("ids", metavar="[ID...]", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="Show how every translation stands; so without any other option.")
@click.option("--begin", is_flag=True, help="Write the empty files, the words of the source in them as comments.")
@click.option("--follows", is_flag=True, help="Say that these translations have their sources' words as they are now.")
@click.option("--why", metavar="TEXT", help="With --follows: why they hold unchanged; it goes on record.")
@output_file("Write the texts for a translator: a .docx with two columns, or an .xlf (XLIFF 2.1).")
@REPLACE
@click.option("--missing", is_flag=True, help="With -o: what has no translation yet; all not approved if left out.")
@click.option("--stale", is_flag=True, help="With -o: what was translated from other words than the source has now.")
@click.option("--apply", "returned", type=FILE, metavar="FILE", help="Take over what a translator has written in it.")
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
    output: Path | None,
    replace: bool,
    missing: bool,
    stale: bool,
    returned: Path | None,
    form: str,
) -> None:
    """Begin a translation of the library into the language TAG, show what of it is missing or stale, or send texts to a
    translator and take over what comes back.

    A translation is a folder, clause_library/languages/TAG/, with a file beside each of the library's own: words only.
    docs/languages.md says what each holds.

    \b
    Examples:
      ddtender translate nl
      ddtender translate nl --begin
      ddtender translate nl --follows award.action-plan --why "A comma was added."
      ddtender translate nl -o for-the-translator.docx --missing --stale
      ddtender translate nl -o action-plan.xlf award.action-plan
      ddtender translate nl --apply for-the-translator.docx
    """
    if listed + begin + follows + (output is not None) + (returned is not None) > 1:
        raise click.UsageError("Give one of --list, --begin, --follows, -o and --apply.")
    if why is not None and not follows:
        raise click.UsageError("--why belongs to --follows.")
    if output is None and (missing or stale or replace):
        raise click.UsageError("--missing, --stale and --replace belong to -o.")
    if returned is not None:
        _apply(own_library(workspace), tag, returned, ids)
        return
    if output is not None:
        _send(library_for(workspace), tag, ids, output, replace, [*["missing"] * missing, *["stale"] * stale])
        return
    from ddtender.desk.translations import translating

    if begin or follows:
        root = own_library(workspace)
        paths = translating.begin(root, tag, ids) if begin else translating.follow(root, tag, ids, why)
        for path in paths:
            click.echo(path)
        click.echo(f"{counted(len(paths), 'file')} {'to fill in' if begin else 'changed'}.")
        return
    show_translations(library_for(workspace), tag, None, form, ids)


def _send(root: Path, tag: str, ids: Sequence[str], output: Path, replace: bool, only: Sequence[str]) -> None:
    from ddtender.desk.translations import exchanging

    if ids and only:
        raise click.UsageError("Name ids, or give --missing and --stale, not both.")
    check_file(output, exchanging.SUFFIXES)
    made = exchanging.sent(root, tag, ids, only, output.suffix.lower())
    write_file(output, made.content, replace)
    click.echo(f"{counted(made.texts, 'text')} of {counted(made.files, 'file')}.")


def _apply(root: Path, tag: str, returned: Path, ids: Sequence[str]) -> None:
    from ddtender.desk.translations import exchanging

    done = exchanging.applied(root, tag, returned, ids)
    print_findings(done.findings, err=True)
    for path in done.paths:
        click.echo(path)
    click.echo(f"{counted(done.texts, 'text')} taken over, {counted(len(done.paths), 'file')} changed.")


def show_translations(root: Path, tag: str, at: str | None, form: str, ids: Sequence[str] = ()) -> None:
    """Show how translations stand, and which phrases of ddtender the language lacks."""
    from ddtender.desk.translations import translating

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
    if notes := sum(len(row["notes_missing"]) for row in shown):
        click.echo(f"{counted(notes, 'drafting note')} of the library {'is' if notes == 1 else 'are'} not in {tag}.")
    lacking = translating.lacking_phrases(root, tag)
    if lacking:
        click.echo(f"{len(lacking)} phrases of ddtender are not in {tag}: {', '.join(lacking[:3])}…")


COMMANDS = (translate,)
