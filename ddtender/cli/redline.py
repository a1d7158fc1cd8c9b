"""Two states of the same documents as Word's own tracked changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, FILE, from_here, print_findings
from ddtender.cli.writing import REPLACE, check_folder, output_folder, write

if TYPE_CHECKING:
    from ddtender.desk.documents.redlining import RedlineSide

#: Word's limit for an author's name, and the years that a package can state.
_LONGEST, _FIRST, _LAST = 100, 1980, 2107


class _Moment(click.ParamType):
    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"'{value}' is not a date such as 2027-01-04 or 2027-01-04T09:30.", param, ctx)
        if not _FIRST <= moment.year <= _LAST:
            self.fail(f"the year must be from {_FIRST} to {_LAST}.", param, ctx)
        return moment


@click.command()
@click.option("--from", "old", metavar="REV", help="The old revision, such as v1.0.0; the working tree if left out.")
@click.option("--to", "new", metavar="REV", help="The new revision; the working tree if left out.")
@click.option("--scenario", metavar="S", help="low, medium or high, or another file of scenarios/; for both sides.")
@click.option("--from-scenario", metavar="S", help="The scenario of the old side.")
@click.option("--to-scenario", metavar="S", help="The scenario of the new side.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement, as each side has them.")
@click.option("--from-procedure", type=FILE, metavar="FILE", help="The facts of the old side, as they are on the disk.")
@click.option("--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx, likewise.")
@click.option("--language", metavar="TAG", help="The language, such as nl; those of the procedure if left out.")
@output_folder("Where to write; build/redline if left out.")
@REPLACE
@click.option("--author", metavar="NAME", default="ddtender", show_default=True, help="Who signs the changes.")
@click.option("--date", "moment", type=_Moment(), metavar="ISO", help="When, in UTC; as in the documents if left out.")
@click.pass_obj
def redline(
    workspace: Path,
    old: str | None,
    new: str | None,
    scenario: str | None,
    from_scenario: str | None,
    to_scenario: str | None,
    procedure: Path | None,
    from_procedure: Path | None,
    templates: Path | None,
    language: str | None,
    output: Path | None,
    replace: bool,
    author: str,
    moment: datetime | None,
) -> None:
    """Write tender-redline.docx and contract-redline.docx: two states of the documents as tracked changes.

    Accepting all changes gives the new documents, rejecting all of them the old ones; both are tried before anything
    is written. A side with a revision has the procedure and the templates of that revision.

    \b
    Examples:
      ddtender redline --from v1.0.0 --scenario high
      ddtender redline --from v1.0.0 --scenario high --language nl
      ddtender redline --from-scenario medium --to-scenario high
      ddtender redline --from-procedure draft.yaml --procedure issued.yaml --scenario high
    """
    from ddtender import workspace as door
    from ddtender.desk.documents.redlining import built, compared, facts_that_differ, name_of, side_of
    from ddtender.redline import Signature

    old_scenario, new_scenario = from_scenario or scenario, to_scenario or scenario
    if old_scenario is None or new_scenario is None:
        raise click.UsageError("give --scenario, or both --from-scenario and --to-scenario.")
    if from_procedure and not procedure:
        raise click.UsageError("--from-procedure has the facts of the old side; give those of the new by --procedure.")
    if (old, old_scenario, from_procedure or procedure) == (new, new_scenario, procedure):
        raise click.UsageError("both sides are the same: give --from REV, two scenarios, or --from-procedure FILE.")
    if not author.strip() or not author.isprintable() or len(author) > _LONGEST:
        raise click.BadParameter(f"give a name on one line, of at most {_LONGEST} characters.", param_hint="--author")
    root = library_for(workspace)
    folder = output or Path(door.outputs_root(workspace, root)) / "build" / "redline"
    check_folder(folder, [templates] if templates else ())
    before = _noted(side_of(root, old, from_procedure or procedure, templates, "old", from_procedure is not None))
    after = _noted(side_of(root, new, procedure, templates, "new"))
    first = built(before, old_scenario, old or "the working tree", language)
    second = built(after, new_scenario, new or "the working tree", language)
    signature = Signature(author.strip(), moment or after.revision.moment)
    names = name_of(old_scenario, before.revision), name_of(new_scenario, after.revision)
    made = compared(first, second, signature, names)
    print_findings(second.diagnostics, err=True)
    inputs = [path for path in (procedure, from_procedure) if path]
    write(folder, {name: found.content for name, found in made.items()}, replace, inputs)
    for name, found in made.items():
        changes = "1 change" if found.changes == 1 else f"{found.changes or 'no'} changes"
        click.echo(click.style("wrote ", fg="green") + f"{from_here(folder / name)} with {changes}")
    _tell_facts(facts_that_differ(first, second))
    if before.has_facts_of_now:
        click.echo("facts were not compared: both sides have those of now")


def _tell_facts(differ: dict[str, tuple[str | None, str | None]]) -> None:
    if differ:
        click.echo("facts that differ:")
    for key, (before, after) in differ.items():
        click.echo(f"  {key}: {'open' if before is None else before}, now {'open' if after is None else after}")


def _noted(side: RedlineSide) -> RedlineSide:
    for note in side.notes:
        click.echo(click.style("note: ", fg="cyan") + note, err=True)
    return side


COMMANDS = (redline,)
