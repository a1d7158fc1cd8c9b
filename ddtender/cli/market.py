"""Commands for the time before the tender: questionnaire, assessment, invitation."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DAY, FILE, LANGUAGE, from_here, print_findings, print_table, summary
from ddtender.cli.progress import PROCESSES, progress
from ddtender.cli.writing import (
    REPLACE,
    check_file,
    check_folder,
    output_file,
    output_folder,
    say,
    write,
    write_file,
)

if TYPE_CHECKING:
    from ddtender.market.assess import Assessment
    from ddtender.market.compared import SupplierChange
    from ddtender.market.values import Supplier
    from ddtender.model.market import Level
    from ddtender.words import Language

#: From this many files on, a terminal shows a progress bar.
_MANY = 10
_ANSWER_BY = click.option("--answer-by", type=DAY, metavar="DATE", help="The last day for answers, such as 2027-03-15.")


@click.command()
@output_file("Where to; build/market/questionnaire.docx if left out.")
@REPLACE
@click.option("--with-scores", is_flag=True, help="The buyer's own copy, with the points. Not for suppliers.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@_ANSWER_BY
@LANGUAGE
@click.pass_obj
def questionnaire(
    workspace: Path,
    output: Path | None,
    replace: bool,
    with_scores: bool,
    procedure: Path | None,
    answer_by: date | None,
    language: str | None,
) -> None:
    """Write the supplier questionnaire as a Word form with boxes to tick.

    \b
    Examples:
      ddtender questionnaire --procedure scenarios/procedures/laptops.yaml --answer-by 2027-03-15
      ddtender questionnaire --with-scores -o buyers-copy.docx
    """
    from ddtender import workspace as door
    from ddtender.desk.market import papers

    root = library_for(workspace)
    name = "questionnaire-with-scores.docx" if with_scores else "questionnaire.docx"
    output = output or Path(door.outputs_root(workspace, root)) / "build" / "market" / name
    check_file(output, [".docx"], [procedure] if procedure else ())
    write_file(output, papers.questionnaire(root, procedure, answer_by, with_scores, language), replace)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILES...")
@click.option(
    "--authority-maturity", type=click.Choice(["low", "medium", "high"]), help="Your own organisation's maturity."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_folder("Also write report.docx, answers.xlsx and assessment.json there.")
@REPLACE
@click.option("--procedure", type=FILE, metavar="FILE", help="Whose assessment it is, and of which procurement.")
@click.option(
    "--before",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="The assessment.json of the time before: say what rose and what fell.",
)
@click.option("--share", is_flag=True, help="Also write shared.json, which other buyers may see, into that folder.")
@click.option("--joint", is_flag=True, help="FILES are of several buyers: a shared.json or a folder of each.")
@LANGUAGE
@PROCESSES
@click.pass_obj
def assess(
    workspace: Path,
    files: tuple[Path, ...],
    authority_maturity: Level | None,
    form: str,
    output: Path | None,
    replace: bool,
    procedure: Path | None,
    before: Path | None,
    share: bool,
    joint: bool,
    language: str | None,
    processes: int | None,
) -> None:
    """Score returned forms (.docx) and answers (.yaml), and recommend a scenario. FILES may be folders.

    A file that cannot be read never stops the others: it is named, and the exit code is 1. With --joint only suppliers
    are shown that have agreed to it, and each counts once.

    \b
    Examples:
      ddtender assess returned/ --authority-maturity medium -o build/market
      ddtender assess returned/ --procedure scenarios/procedures/laptops.yaml -o build/market
      ddtender assess returned/ --before build/market/assessment.json -o build/market-2028
      ddtender assess returned/ --share -o build/market
      ddtender assess --joint returned/ from-oslo/shared.json -o build/joint
    """
    from ddtender.desk.library.initiatives import known as known_initiatives
    from ddtender.desk.market import papers
    from ddtender.desk.market.answers import assess as assessed
    from ddtender.desk.market.joint import SHARED, assess_jointly
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.workspace.returned import returned_files

    root = library_for(workspace)
    if share and (joint or output is None):
        why = "a joint assessment is shared already." if joint else "name the folder that it goes to with -o."
        raise click.BadParameter(why, param_hint="--share")
    if output is not None:
        check_folder(output, [path for path in files if path.is_dir()])
    words = papers.language_for(root, language, procedure)
    asked = papers.questions(root, words)
    known = known_initiatives(root, words)
    facts = papers.facts_of(procedure, None)
    if not (returned := returned_files(files)):
        where = ", ".join(map(from_here, files))
        raise click.UsageError(f"there is no file in {where}: give the folder that the returned forms are in.")
    about = papers.about(facts)
    others = papers.questions_in_all(root)
    if joint:
        assessment, findings = assess_jointly(files, asked, authority_maturity, about, known, words, others, root)
    else:
        with progress(len(returned), "Reading", is_shown=len(returned) >= _MANY) as advance:
            wanted = (authority_maturity, processes, advance, about, known, others, words, root)
            assessment, findings = assessed(returned, asked, *wanted)
    changes = papers.comparison(assessment, before) if before else None
    if output is not None:
        inputs = [*returned, *([procedure] if procedure else ()), *([before] if before and before.is_file() else ())]
        outputs = papers.assessment_set(root, assessment, asked, words, procedure)
        if share:
            outputs[SHARED] = papers.shared(assessment, asked)
        if changes is not None:
            outputs["comparison.docx"] = papers.comparison_report(root, changes, facts, words)
        say(output, write(output, outputs, replace, inputs, err=True), err=True)
    print_findings(ordered(findings), err=True)
    if form == "json":
        for piece in assessment.as_json():
            click.echo(piece, nl=False)
        click.echo()
    else:
        _print_assessment(assessment)
        if changes is not None:
            _print_changes(changes, words)
        if findings:
            click.echo(f"{summary(findings)} about the files.", err=True)
    sys.exit(1 if has_errors(findings) else 0)


@click.command()
@output_file("The .docx to write.", required=True)
@REPLACE
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@_ANSWER_BY
@click.option("--meeting", metavar="TEXT", help="Date, time and place of a meeting with the market.")
@LANGUAGE
@click.pass_obj
def invitation(
    workspace: Path,
    output: Path,
    replace: bool,
    procedure: Path | None,
    answer_by: date | None,
    meeting: str | None,
    language: str | None,
) -> None:
    """Write the invitation to a preliminary market consultation, to which the questionnaire is attached.

    \b
    Example:
      ddtender invitation -o invitation.docx --procedure scenarios/procedures/laptops.yaml --answer-by 2027-03-15
    """
    from ddtender.desk.market import papers

    check_file(output, [".docx"], [procedure] if procedure else ())
    made = papers.invitation(library_for(workspace), procedure, answer_by, meeting, language)
    write_file(output, made, replace)


def _print_assessment(assessment: Assessment) -> None:
    if named := [value for value in assessment.about.facts().values() if value]:
        click.echo(", ".join(named))
    rows = []
    for s in assessment.suppliers:
        scores = [
            "no score" if d.score is None else f"{d.score} {d.level}"
            for d in (s.dimensions[name] for name in s.dimensions)
        ]
        level = (s.level or "none") + ("" if s.counted else " (not counted)")
        rows.append((s.answers.name, s.answers.kind or "unread", *scores, level))
    if rows:
        print_table(("Company", "Kind", "Awareness", "Policies", "Actions", "Level"), rows)
    for s in assessment.suppliers:
        for note in s.notes:
            click.echo(f"{s.answers.name}: {note}")
        if named := _named(s, assessment):
            click.echo(f"{s.answers.name} named {named}.")
        for missing in s.lacks:
            click.echo(f"{s.answers.name} has no level. Missing: {missing}")
    if assessment.unread:
        click.echo("Unread: " + ", ".join(dict.fromkeys(f.location.path for f in assessment.unread)))
    counts = assessment.market.counts
    print_table(
        ("Suppliers", "Low", "Medium", "High"),
        [("Overall" if row == "level" else row.capitalize(), *map(str, by.values())) for row, by in counts.items()],
    )
    for reason in assessment.market.reasons:
        click.echo(reason)


def _named(supplier: Supplier, assessment: Assessment) -> str:
    """The initiatives that a supplier named, those that are not known apart."""
    known = ", ".join(one.short for one in assessment.initiatives.of(supplier.named.known))
    unknown = ", ".join(supplier.named.unknown)
    return "; ".join(filter(None, (known, unknown and f"not known here: {unknown}")))


def _print_changes(changes: tuple[SupplierChange, ...], words: Language) -> None:
    from ddtender.market.compared import table

    click.echo("Since the assessment before:")
    print_table(*table(changes, words))


COMMANDS = (questionnaire, assess, invitation)
