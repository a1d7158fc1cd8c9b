"""The command that shows who answers for which words, of a library or of one contract; or how far a procurement is."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ddtender.cli.approving import TEMPLATES
from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, print_table
from ddtender.cli.steps import show_steps
from ddtender.cli.translating import show_translations
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file


@click.command()
@click.argument("folder", required=False, type=DIRECTORY, metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--at", metavar="REV", help="As it stood at a git revision, such as v1.0.0, on the day of that.")
@click.option(
    "--contract",
    type=click.Path(exists=True, path_type=Path),
    metavar="MANIFEST",
    help="A contract's manifest.json: who approved its words, and what has changed since.",
)
@click.option("--language", metavar="TAG", help="How the translations into a language stand, such as nl.")
@output_file("With --contract: the letter to the contract manager, a .docx or .md.")
@REPLACE
@TEMPLATES
@click.pass_obj
def status(
    workspace: Path,
    folder: Path | None,
    form: str,
    at: str | None,
    contract: Path | None,
    language: str | None,
    output: Path | None,
    replace: bool,
    templates: Path | None,
) -> None:
    """Show every provision's version, state, open questions, reviewer and scenarios, and the state of what else binds:
    reply forms, defaults, legal bases, the words of templates.

    With --contract, show the provisions of one contract instead: their version and who had approved them, and what the
    library, or its revision --at, has in their place, with the recorded reasons.

    With --language, show how every translation into that language stands: missing, stale, draft or approved; with
    --contract as well, the letter is in that language, and not in the contract's own.

    With DIR, the folder of a procurement, show how far that is: each step done, begun or open, and the next command.

    \b
    Examples:
      ddtender status
      ddtender status ../2027-ict-014
      ddtender status --at HEAD
      ddtender status --language nl
      ddtender status --contract build/high/manifest.json -o letter.docx
    """

    if folder is not None:
        if at is not None or contract is not None or output is not None or templates is not None or form == "markdown":
            raise click.UsageError("Of DIR, the folder of a procurement, only --format text or json can be asked for.")
        show_steps(workspace, folder, form)
        return
    if at is not None and not at.strip():
        raise click.BadParameter("name a revision, such as v1.0.0.", param_hint="--at")
    root = library_for(workspace)
    if contract is not None:
        _of_contract(root, contract, at, templates, form, output, replace, language)
        return
    if language is not None:
        if output is not None or templates is not None or form == "markdown":
            raise click.UsageError("With --language only --at and --format text or json can be asked for.")
        show_translations(root, language, at, form)
        return
    if output is not None or form == "markdown":
        raise click.UsageError("A letter is about one contract: give --contract, too.")
    from ddtender.desk.approving.standing import states

    found = states(root, templates, at)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    shown = []
    for row in found["provisions"]:
        state = row["state"] + (f": {', '.join(row['because'])} changed" if row["because"] else "")
        cells = (
            row["id"],
            row["version"],
            state,
            str(row["open_questions"] or ""),
            *_stamped(row),
            ", ".join(row["scenarios"]),
        )
        shown.append(cells)
    headings = ("Id", "Version", "State", "Open", "Reviewer", "Date", "Until", "Scenarios")
    if found["provisions"] and "layer" in found["provisions"][0]:
        headings = (*headings, "Layer")
        shown = [(*cells, row["layer"]) for cells, row in zip(shown, found["provisions"], strict=True)]
    print_table(headings, shown)
    others = [(row["id"], row["state"], *_stamped(row)) for row in found["others"]]
    print_table(("What else binds", "State", "Reviewer", "Date", "Until"), others)


def _of_contract(
    root: Path,
    contract: Path,
    at: str | None,
    templates: Path | None,
    form: str,
    output: Path | None,
    replace: bool,
    tag: str | None,
) -> None:
    """What has changed for one contract, shown or written as a letter."""
    from ddtender.contract.letter import as_markdown
    from ddtender.desk.contract import of_contract
    from ddtender.desk.market.papers import language_for

    check_file(output, [".docx", ".md"], [contract])
    since = of_contract.contract_since(root, contract, at, templates)
    words = language_for(root, tag or since.tag)
    if output is not None:
        is_word = output.suffix.lower() == ".docx"
        content = of_contract.letter(root, since, words) if is_word else as_markdown(since, words).encode()
        write_file(output, content, replace, [contract])
    elif form == "json":
        click.echo(json.dumps(of_contract.as_json(since), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(as_markdown(since, words), nl=False)
    else:
        _show_contract(of_contract.as_json(since))


def _show_contract(found: dict) -> None:
    rows = []
    for row in found["provisions"]:
        change = row["change"]
        now = f"{change['what']}: {change['version']}" if change and change["version"] else change and change["what"]
        rows.append((row["number"], row["id"], row["version"], row["reviewer"] or "", row["date"] or "", now or ""))
    print_table(("Number", "Id", "Version", "Reviewer", "Date", "Since then"), rows)
    others = [(row["id"], row["reviewer"] or "", row["date"] or "", row["change"] or "") for row in found["others"]]
    print_table(("What else binds", "Reviewer", "Date", "Since then"), others)
    for row in found["provisions"]:
        for reason in row["change"]["reasons"] if row["change"] else ():
            click.echo(f"{row['id']} {reason['version']}, {reason['date']}: {reason['why']}")


def _stamped(row: dict) -> tuple[str, str, str]:
    """Who has approved something, when, and until when."""
    return ", ".join(filter(None, (row["reviewer"], row["role"]))), row["date"] or "", row["valid_until"] or ""


COMMANDS = (status,)
