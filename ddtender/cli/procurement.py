"""Commands for the file of one procurement."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, from_here, print_findings, tell_library
from ddtender.cli.writing import REPLACE, check_file, output_file, say, write_file

if TYPE_CHECKING:
    from ddtender.library.yaml_document import Path as FactPath

_NEW = click.Path(path_type=Path)
_THERE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("folder", type=_NEW, metavar="DIR")
@click.option("--from", "other", type=_THERE, metavar="OTHER", help="The folder of last time's procurement.")
@click.option("--ask", is_flag=True, help="Ask eight questions first; the answers are among the facts.")
@click.pass_obj
def new(workspace: Path, folder: Path, other: Path | None, ask: bool) -> None:
    """Make the folder of a procurement, which may lie anywhere: procedure.yaml with its questions, and a folder for
    each step.

    With --from it begins with the facts of another procurement. Those that age (dates, reference, contractor, amounts
    of money, reasons, the release of the library) are emptied and listed; all else stays, with its comments. Nothing
    that was issued, returned or decided comes along. A folder with anything in it is refused.

    With --ask it asks first what is bought, from whom, above or below the threshold, in which lots, as a framework
    agreement or not, in which country and languages, and whether a label is asked for; what the library knows of it is
    told beside. The page in the browser asks the same.

    \b
    Examples:
      ddtender new ../2027-ict-014
      ddtender new ../2027-ict-014 --ask
      ddtender new ../2031-ict-002 --from ../2027-ict-014
    """
    from ddtender import workspace as door
    from ddtender.desk.facts import new_procurement
    from ddtender.library.places import PROCEDURE_FILE

    root = door.find_root(workspace)
    begun = new_procurement.begin(root, folder, other, _answers(root, other) if ask else None)
    say(folder, [PROCEDURE_FILE])
    if begun.emptied:
        click.echo("emptied, since it ages:")
    for key, was in begun.emptied:
        click.echo(f"  {key}: {was}")
    tell_library(root)
    click.echo(f"Next: fill in {from_here(folder / PROCEDURE_FILE)}, then `ddtender status {said(folder)}`.")


def _answers(root: Path, other: Path | None) -> Mapping[FactPath, object]:
    """The facts that somebody types as answers."""
    from ddtender.cli.asking import ask
    from ddtender.desk.facts.interview import facts_from
    from ddtender.desk.facts.interviewing import asked_of
    from ddtender.desk.sources import library_and_files
    from ddtender.words import language

    words = language()
    library, files = library_and_files(root)
    begins = asked_of(root, (library, library), files, words, other)
    answers = ask(begins.interview, dict(begins.answers), begins.known, words)
    return facts_from(begins.interview, answers, begins.stated)


def said(path: Path) -> str:
    """A path as it is typed after a command."""
    from ddtender.procurement.files import quoted

    return quoted(from_here(path))


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--by", required=True, metavar="NAME", help="Who issues it.")
@click.option("--role", required=True, metavar="TEXT", help="In which role, such as procurement officer.")
@click.option("--why", default="", metavar="TEXT", help="The reason; for a corrigendum it is needed, and printed.")
@click.option("--scenario", metavar="S", help="That of the draft if left out.")
@click.option(
    "--templates", type=DIRECTORY, metavar="DIR", help="Your own; those of the last set or the draft if left out."
)
@click.option("--library-ref", metavar="REV", help="Build from a git revision, such as v1.0.0.")
@click.pass_obj
def issue(
    workspace: Path,
    folder: Path,
    by: str,
    role: str,
    why: str,
    scenario: str | None,
    templates: Path | None,
    library_ref: str | None,
) -> None:
    """Seal the documents of a procurement as they are published, in issued/1, and put that on record.

    They are built as `build --final` does, with all that it refuses. Nothing is ever written over: the next time it is
    a corrigendum, in issued/2, with redlines and a notice that lists every fact, day and provision that has changed,
    and why. If nothing has changed, it is refused; a last day for Tenders that is too near is told.

    \b
    Examples:
      ddtender issue ../2027-ict-014 --by "A. Buyer" --role "procurement officer"
      ddtender issue ../2027-ict-014 --by "A. Buyer" --role "procurement officer" --why "The price weighs less."
    """
    from ddtender import workspace as door
    from ddtender.desk.procurement import issuing

    root = door.find_root(workspace)
    made = issuing.issue(root, folder, issuing.IssueAsked(by, role, why, scenario, templates, library_ref))
    print_findings(made.findings, err=True)
    say(folder / "issued" / str(made.number), made.names)
    if made.changes is not None:
        for one in made.changes.facts:
            before, after = (text or "open" for text in (one.before, one.after))
            click.echo(f"  {one.key}: {before}, now {after}")
        for changed in made.changes.provisions:
            click.echo(f"  {changed.id}: {changed.what}")
    click.echo(f"Set {made.number} is sealed, and on record.")
    if not made.is_released:
        click.echo(_NO_RELEASE, err=True)
    tell_library(root)


_NO_RELEASE = (
    "Every page says NOT FROM A RELEASE, since the library has no tag of one where the set was made from it: think "
    "twice before you publish it. `ddtender release` makes a release."
)


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--by", required=True, metavar="NAME", help="Who hands over.")
@click.option("--role", required=True, metavar="TEXT", help="In which role, such as procurement officer.")
@click.option("--why", default="", metavar="TEXT", help="What there is to say of it; it goes on record.")
@click.option(
    "--templates", type=DIRECTORY, metavar="DIR", help="Where contract.docx is, as it was issued. Default: in the set."
)
@click.option("--library-ref", metavar="REV", help="The revision of the library that the issued set was built from.")
@click.pass_obj
def award(
    workspace: Path, folder: Path, by: str, role: str, why: str, templates: Path | None, library_ref: str | None
) -> None:
    """Hand over to whoever manages the contracts: a folder in contracts/ for each Contractor.

    It has the contract, the register with what the Tender offered and what was accepted with it, the calendar, and an
    annex on the offer. The winners are those of the complete evaluations in evaluation/, one a lot; procedure.yaml
    names them (`contractor`, or `contractors` with their lots). The contract has the words of the set that was issued,
    or nothing is written. A folder on record stays as it is; a lot that is not decided yet can follow later.

    \b
    Examples:
      ddtender award ../2027-ict-014 --by "A. Buyer" --role "procurement officer"
    """
    from ddtender import workspace as door
    from ddtender.desk.evaluation import awarding

    root = door.find_root(workspace)
    asked = awarding.AwardAsked(by, role, why, templates, library_ref)
    made = awarding.award(root, folder, asked)
    print_findings(made.findings, err=True)
    for name, files in made.made:
        say(folder / "contracts" / name, files)
    for name in made.there:
        click.echo(f"contracts/{name} is there already, and stays as it is.")
    if made.waiting:
        click.echo(f"No complete evaluation yet of: {', '.join(f'lot {lot}' for lot in made.waiting)}.")
    tell_library(root)


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--by", metavar="NAME", help="Give the answers to all Tenderers: who does so.")
@click.option("--role", metavar="TEXT", help="In which role, such as procurement officer.")
@REPLACE
@click.pass_obj
def questions(workspace: Path, folder: Path, by: str | None, role: str | None, replace: bool) -> None:
    """Print the questions of Tenderers with their answers, without who asked.

    The first time it makes questions.xlsx in the folder: a table to fill in, and the ids of what was issued. After that
    it writes draft/questions-and-answers.docx of what is answered. With --by and --role the document is sealed in
    issued/answers-1, and on record. An answer that is marked to change something asks for a corrigendum until there is
    one, here and in `status DIR`.

    \b
    Examples:
      ddtender questions ../2027-ict-014
      ddtender questions ../2027-ict-014 --by "A. Buyer" --role "procurement officer"
    """
    from ddtender.desk.procurement import answering

    if (by is None) is not (role is None):
        raise click.UsageError("Give both --by and --role, or neither.")
    root = library_for(workspace)
    if (table := answering.begun(root, folder)) is not None:
        write_file(folder / answering.TABLE, table, replace=False)
        click.echo("Fill it in, then run this again.")
        return
    made = answering.answers(root, folder)
    print_findings(made.findings, err=True)
    if by is None or role is None:
        write_file(folder / "draft" / answering.ANSWERS, made.content, replace)
    else:
        say(answering.publish(folder, made, by, role), [answering.ANSWERS])
    click.echo(f"{made.answered} answered, {made.waiting} waiting.")


@click.command()
@click.argument("folder", type=DIRECTORY, metavar="DIR")
@click.option("--about", metavar="TOPIC", help="Put something on record, under a topic that the report lists as open.")
@click.option("--say", "text", metavar="TEXT", help="What is put on record.")
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--role", metavar="TEXT", help="In which role, such as procurement officer.")
@click.option("--why", metavar="TEXT", help="The reason.")
@output_file("Where to; report.docx in the folder if left out.")
@REPLACE
@click.pass_obj
def record(
    workspace: Path,
    folder: Path,
    about: str | None,
    text: str | None,
    by: str | None,
    role: str | None,
    why: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Print the record of a procurement as the report that the law asks for.

    Each point of that law, as the library has it, is a heading, with what is on record of it; what is not is named as
    open. Then follows all that is on record, in order. With --about something is put on record first: value, selected,
    rejected, low-tenders, winner, subcontracting, negotiation, without-publication, no-award, other-means or conflicts.
    Nothing on record is ever changed. What was sealed or handed over and is not as the record says is named, in the
    report too; the exit code is then 1.

    \b
    Examples:
      ddtender record ../2027-ict-014
      ddtender record ../2027-ict-014 --about conflicts --say "None." --by "A. Buyer" --role officer --why "…"
    """
    from ddtender.desk.procurement import reporting
    from ddtender.diagnostics import has_errors

    root = library_for(workspace)
    output = output or folder / reporting.REPORT
    check_file(output, [".docx"])
    given = {"--about": about, "--say": text, "--by": by, "--role": role, "--why": why}
    lacking = [option for option, value in given.items() if value is None]
    if lacking and len(lacking) < len(given):
        raise click.UsageError(f"What goes on record is said in full: give {', '.join(lacking)} as well.")
    if not lacking:
        reporting.note(folder, about or "", text or "", by or "", role or "", why or "")
        click.echo(f"put on record: {about}")
    made = reporting.report(root, folder)
    write_file(output, made.content, replace)
    if made.open:
        click.echo(f"Open: {', '.join(made.open)}.")
    print_findings(made.findings, err=True)
    if has_errors(made.findings):
        sys.exit(1)


COMMANDS = (new, issue, award, questions, record)
