"""The command for comments of colleagues on the texts of a procurement."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, print_findings


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--about", metavar="ID", help="Remark something on this provision; tender or contract: on all of it.")
@click.option("--to", "id_", metavar="COMMENT", help="Answer this comment, by the name that the list gives.")
@click.option("--settle", is_flag=True, help="With --to: nothing of it is open any more.")
@click.option("--say", "said", metavar="TEXT", help="What is said.")
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--role", metavar="TEXT", help="In which role, such as counsel of the city.")
@click.option("--open", "only_open", is_flag=True, help="List those only that are not settled.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def comments(
    workspace: Path,
    folder: Path,
    about: str | None,
    id_: str | None,
    settle: bool,
    said: str | None,
    by: str | None,
    role: str | None,
    only_open: bool,
    form: str,
) -> None:
    """List what colleagues have remarked on the texts of a procurement; remark something, answer, settle.

    Each comment is a file in comments/ of the folder, and on record. Nothing that was said is ever changed; a remark on
    a settled comment opens it again. The page shows them beside the text.

    \b
    Examples:
      ddtender comments ../2027-ict-014 --open
      ddtender comments ../2027-ict-014 --about award.action-plan --say "Why two?" --by "A. Jurist" --role counsel
      ddtender comments ../2027-ict-014 --to award.action-plan-1f0c5a77 --settle --by "A. Buyer" --role officer
    """
    from ddtender.desk.review import commenting
    from ddtender.desk.sources import library_and_files

    if about is not None and id_ is not None:
        raise click.UsageError("Give either --about or --to, not both.")
    if about is None and id_ is None:
        if settle or said is not None or by is not None or role is not None:
            raise click.UsageError("Say what it is about: --about for a new comment, --to for one that is there.")
        _list(folder, only_open, form)
        return
    if settle and id_ is None:
        raise click.UsageError("--settle goes with --to.")
    lacking = [option for option, value in (("--by", by), ("--role", role)) if value is None]
    lacking += ["--say"] if said is None and not settle else []
    if lacking:
        raise click.UsageError(f"It goes on record: give {', '.join(lacking)} as well.")
    said, by, role = said or "", by or "", role or ""
    if about is not None:
        known = library_and_files(library_for(workspace))[0].by_id
        one = commenting.comment(folder, about, said, by, role, known)
    else:
        one = commenting.answer(folder, id_ or "", said, by, role, settle)
    click.echo(f"{'settled' if not one.is_open else 'on record'}: {one.id}")


def _list(folder: Path, only_open: bool, form: str) -> None:
    from msgspec import to_builtins

    from ddtender.desk.review import commenting

    found = commenting.comments(folder)
    shown = found.open if only_open else found.all
    if form == "json":
        rows = [{**to_builtins(one), "open": one.is_open} for one in shown]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for one in shown:
            click.echo(f"{one.id} ({'open' if one.is_open else 'settled'}), about {one.about}")
            for each in one.remarks:
                ends = " (settled)" if each.settles else ""
                said = each.said.replace("\n", "\n    ")
                click.echo(f"  {each.on} {each.by}, {each.role}{ends}{': ' if said else ''}{said}")
        click.echo(f"{len(found.open)} open of {len(found.all)}.")
    print_findings(found.findings, err=True)


COMMANDS = (comments,)
