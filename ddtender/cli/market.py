"""Commands for the time before the tender: questionnaire, assessment, invitation, risk worksheet."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ddtender.cli.output import DAY, FILE, fail, from_here, print_findings, print_table, summary
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
    from ddtender.model.market import Level

#: From this many files on, a terminal shows a progress bar.
_MANY = 10
_ANSWER_BY = click.option("--answer-by", type=DAY, metavar="DATE", help="The last day for answers, such as 2027-03-15.")


@click.command()
@output_file("Where to; build/market/questionnaire.docx if left out.")
@REPLACE
@click.option("--with-scores", is_flag=True, help="The buyer's own copy, with the points. Not for suppliers.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@_ANSWER_BY
@click.pass_obj
def questionnaire(
    workspace: Path,
    output: Path | None,
    replace: bool,
    with_scores: bool,
    procedure: Path | None,
    answer_by: date | None,
) -> None:
    """Write the supplier questionnaire as a Word form with boxes to tick.

    \b
    Examples:
      ddtender questionnaire --procedure scenarios/procedures/laptops.yaml --answer-by 2027-03-15
      ddtender questionnaire --with-scores -o buyers-copy.docx
    """
    from ddtender import workspace as door
    from ddtender.desk import market

    root = door.find_root(workspace)
    name = "questionnaire-with-scores.docx" if with_scores else "questionnaire.docx"
    output = output or root / "build" / "market" / name
    check_file(output, [".docx"], [procedure] if procedure else ())
    write_file(output, market.questionnaire(root, procedure, answer_by, with_scores), replace)


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
    from ddtender import workspace as door
    from ddtender.desk import market
    from ddtender.desk.answers import assess as assessed
    from ddtender.desk.joint import SHARED, assess_jointly
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.workspace.returned import returned_files

    root = door.find_root(workspace)
    if share and (joint or output is None):
        why = "a joint assessment is shared already." if joint else "name the folder that it goes to with -o."
        raise click.BadParameter(why, param_hint="--share")
    if output is not None:
        check_folder(output, [path for path in files if path.is_dir()])
    asked = market.questions(root)
    facts = market.facts_of(procedure, None)
    if not (returned := returned_files(files)):
        where = ", ".join(map(from_here, files))
        raise click.UsageError(f"there is no file in {where}: give the folder that the returned forms are in.")
    about = market.about(facts)
    if joint:
        assessment, findings = assess_jointly(files, asked, authority_maturity, about)
    else:
        with progress(len(returned), "Reading", is_shown=len(returned) >= _MANY) as advance:
            assessment, findings = assessed(returned, asked, authority_maturity, processes, advance, about)
    changes = market.comparison(assessment, before) if before else None
    if output is not None:
        inputs = [*returned, *([procedure] if procedure else ()), *([before] if before and before.is_file() else ())]
        outputs = market.assessment_set(root, assessment, asked)
        if share:
            outputs[SHARED] = market.shared(assessment, asked)
        if changes is not None:
            outputs["comparison.docx"] = market.comparison_report(root, changes, facts)
        say(output, write(output, outputs, replace, inputs, err=True), err=True)
    print_findings(ordered(findings), err=True)
    if form == "json":
        for piece in assessment.as_json():
            click.echo(piece, nl=False)
        click.echo()
    else:
        _print_assessment(assessment)
        if changes is not None:
            _print_changes(changes)
        if findings:
            click.echo(f"{summary(findings)} about the files.", err=True)
    sys.exit(1 if has_errors(findings) else 0)


@click.command()
@click.argument("file", required=False, type=FILE)
@output_file("The .xlsx to write; with --check the .docx that sums it up.")
@REPLACE
@click.option("--product", default="", metavar="TEXT", help="What is to be purchased; laptop, server … come filled in.")
@click.option("--example", "as_example", is_flag=True, help="A finished sheet to learn from: battery or memory.")
@click.option("--check", "is_check", is_flag=True, help="Read FILE back: what is open, unchecked or contradictory.")
@click.option(
    "--annex", "is_annex", is_flag=True, help="With --check: the .docx is for Tenderers, beside reply form B."
)
@click.option("--procedure", type=FILE, metavar="FILE", help="With --check: whose risk is compared, and named.")
@click.option(
    "--share", type=click.Path(path_type=Path), metavar="FILE", help="With --check: the .json for another buyer."
)
@click.option("--from", "shared", type=FILE, metavar="FILE", help="Begin with the .json that another buyer shared.")
@click.pass_obj
def risks(
    workspace: Path,
    file: Path | None,
    output: Path | None,
    replace: bool,
    product: str,
    as_example: bool,
    is_check: bool,
    is_annex: bool,
    procedure: Path | None,
    share: Path | None,
    shared: Path | None,
) -> None:
    """Write a worksheet for finding the human rights risks of a product in four steps, or read one back.

    \b
    Examples:
      ddtender risks -o risks.xlsx --product laptops
      ddtender risks -o battery.xlsx --product battery --example
      ddtender risks risks.xlsx --check -o risks.docx
      ddtender risks risks.xlsx --check --procedure procedure.yaml --share risks.json
    """
    from ddtender import workspace as door
    from ddtender.desk.risks import worksheet, worksheet_from

    root = door.find_root(workspace)
    if is_check != (file is not None):
        raise click.UsageError("give --check and the worksheet to read, or neither: ddtender risks risks.xlsx --check")
    if is_check and (product or as_example or shared):
        raise click.UsageError("--product, --example and --from are for a new worksheet, not for one that is read.")
    if file is not None:
        _read_back(root, file, output, replace, is_annex, procedure, share)
    if output is None:
        raise click.UsageError("Missing option '-o': the .xlsx to write.")
    if procedure is not None or is_annex or share:
        raise click.UsageError("--procedure, --annex and --share go with --check.")
    if shared is not None and (product or as_example):
        raise click.UsageError("--from has a product of its own: leave --product and --example out.")
    inputs = [shared] if shared else []
    check_file(output, [".xlsx"], inputs)
    content, told = worksheet_from(root, shared) if shared else worksheet(root, product, as_example)
    write_file(output, content, replace, inputs)
    if told:
        click.echo(told)


def _read_back(
    root: Path,
    file: Path,
    output: Path | None,
    replace: bool,
    is_annex: bool,
    procedure: Path | None,
    share: Path | None,
) -> NoReturn:
    """Say what a worksheet comes to, write what sums it up, and end."""
    from ddtender.desk.market import facts_of
    from ddtender.desk.risks import known, read_back, report, to_share
    from ddtender.market.risks_levels import heat, overall

    if is_annex and output is None:
        raise click.UsageError("--annex needs -o: the .docx to write.")
    inputs = [file, *([procedure] if procedure else ())]
    check_file(output, [".docx"], inputs)
    check_file(share, [".json"], inputs)
    read, findings = read_back(root, file, procedure)
    if read is None:
        fail(findings)
    facts = facts_of(procedure, None)
    handed_on = to_share(root, read.sheet, facts) if share is not None else b""
    if output is not None:
        write_file(output, report(root, read.sheet, facts, is_annex), replace, inputs)
    if share is not None:
        write_file(share, handed_on, replace, inputs)
    print_findings(findings)
    lists = known(root)[0]
    found = heat(lists, read.sheet.risks)
    words = {None: lists.ratings[-1], **dict(enumerate(lists.ratings))}
    rows = [
        (risk.name, *(words[found[risk.name, s.name]] if (risk.name, s.name) in found else "" for s in lists.stages))
        for risk in lists.risks
    ]
    print_table(("Risk", *(stage.name for stage in lists.stages)), rows)
    level = overall(lists, read.sheet)
    click.echo(f"As a whole: {level or 'open; the last step judges nothing'}.")
    click.echo(f"{summary(findings)}.")
    sys.exit(0)


@click.command()
@output_file("The .docx to write.", required=True)
@REPLACE
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@_ANSWER_BY
@click.option("--meeting", metavar="TEXT", help="Date, time and place of a meeting with the market.")
@click.pass_obj
def invitation(
    workspace: Path,
    output: Path,
    replace: bool,
    procedure: Path | None,
    answer_by: date | None,
    meeting: str | None,
) -> None:
    """Write the invitation to a preliminary market consultation, to which the questionnaire is attached.

    \b
    Example:
      ddtender invitation -o invitation.docx --procedure scenarios/procedures/laptops.yaml --answer-by 2027-03-15
    """
    from ddtender import workspace as door
    from ddtender.desk import market

    check_file(output, [".docx"], [procedure] if procedure else ())
    write_file(output, market.invitation(door.find_root(workspace), procedure, answer_by, meeting), replace)


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


def _print_changes(changes: tuple[SupplierChange, ...]) -> None:
    from ddtender.market.compared import table
    from ddtender.words import language

    click.echo("Since the assessment before:")
    print_table(*table(changes, language()))


COMMANDS = (questionnaire, assess, risks, invitation)
