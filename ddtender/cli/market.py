"""Commands for the time before the tender: questionnaire, assessment, invitation, risk worksheet."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.answers import read_all
from ddtender.cli.inputs import market_template, template_errors
from ddtender.cli.output import DAY, FILE, fail, from_here, print_findings, print_table, summary
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
    from ddtender.model.market import Questionnaire

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
    from ddtender.market.form import write_form

    root = door.find_root(workspace)
    name = "questionnaire-with-scores.docx" if with_scores else "questionnaire.docx"
    output = output or root / "build" / "market" / name
    check_file(output, [".docx"], [procedure] if procedure else ())
    form = _questionnaire(root)
    facts = _facts(procedure, answer_by)
    with template_errors():
        content = write_form(form, market_template(root), facts, door.moment_of(root), with_scores)
    write_file(output, content, replace)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILES...")
@click.option(
    "--authority-maturity", type=click.Choice(["low", "medium", "high"]), help="Your own organisation's maturity."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_folder("Also write report.docx, answers.xlsx and assessment.json there.")
@REPLACE
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement, for the report.")
@click.pass_obj
def assess(
    workspace: Path,
    files: tuple[Path, ...],
    authority_maturity: str | None,
    form: str,
    output: Path | None,
    replace: bool,
    procedure: Path | None,
) -> None:
    """Score returned forms (.docx) and answers (.yaml), and recommend a scenario. FILES may be folders.

    A file that cannot be read never stops the others: it is named, and the exit code is 1.

    \b
    Example:
      ddtender assess returned/ --authority-maturity medium -o build/market
    """
    from ddtender import workspace as door
    from ddtender.diagnostics import has_errors, ordered
    from ddtender.market.assess import assess as assessed
    from ddtender.workspace.returned import returned_files

    root = door.find_root(workspace)
    if output is not None:
        check_folder(output, [path for path in files if path.is_dir()])
    asked = _questionnaire(root)
    facts = _facts(procedure, None)
    if not (returned := returned_files(files)):
        where = ", ".join(map(from_here, files))
        raise click.UsageError(f"there is no file in {where}: give the folder that the returned forms are in.")
    answers, findings = read_all(returned, asked)
    read = {one.file for one in answers}
    unread = [finding for finding in findings if finding.location.path not in read]
    assessment, more = assessed(answers, asked, authority_maturity, unread)
    findings = [*findings, *more]
    if output is not None:
        inputs = [*returned, *([procedure] if procedure else ())]
        _write_assessment(root, output, assessment, asked, facts, replace, inputs)
    print_findings(ordered(findings), err=True)
    if form == "json":
        click.echo(json.dumps(assessment.as_json(), ensure_ascii=False, indent=2))
    else:
        _print_assessment(assessment)
        if findings:
            click.echo(f"{summary(findings)} about the files.", err=True)
    sys.exit(1 if has_errors(findings) else 0)


@click.command()
@output_file("The .xlsx to write.", required=True)
@REPLACE
@click.option("--product", default="", metavar="TEXT", help="What is to be purchased.")
@click.pass_obj
def risks(workspace: Path, output: Path, replace: bool, product: str) -> None:
    """Write a worksheet for finding the human rights risks of a product in four steps, with drop-downs.

    \b
    Example:
      ddtender risks -o risks.xlsx --product laptops
    """
    from ddtender import workspace as door
    from ddtender.library.market import read_risks
    from ddtender.library.places import RISKS
    from ddtender.market.risks_sheet import risks_sheet
    from ddtender.market.values import clean

    check_file(output, [".xlsx"])
    root = door.find_root(workspace)
    lists = _source(root, f"{RISKS}/ict-hardware.yaml", read_risks)
    write_file(output, risks_sheet(lists, clean(product, 200), door.moment_of(root)), replace)


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
    from ddtender.library.market import INVITATION, read_invitation
    from ddtender.library.places import QUESTIONNAIRES
    from ddtender.market.invitation import write_invitation
    from ddtender.market.values import clean

    check_file(output, [".docx"], [procedure] if procedure else ())
    root = door.find_root(workspace)
    letter = _source(root, f"{QUESTIONNAIRES}/{INVITATION}", read_invitation)
    facts = _facts(procedure, answer_by)
    if meeting and clean(meeting):
        facts["meeting"] = clean(meeting)
    with template_errors():
        content = write_invitation(letter, market_template(root), facts, door.moment_of(root))
    write_file(output, content, replace)


def _questionnaire(root: Path) -> Questionnaire:
    from ddtender.library.market import read_questionnaire
    from ddtender.library.places import QUESTIONNAIRES

    return _source(root, f"{QUESTIONNAIRES}/human-rights.yaml", read_questionnaire)


def _source(root: Path, path: str, reader):
    """A file of the library as a value; errors in it end the command."""
    from ddtender import workspace as door
    from ddtender.library.source import decode

    source, findings = decode(path, door.read_bytes(root / path))
    value = None
    if source is not None:
        value, findings = reader(source)
    if value is None or findings:
        fail(findings)
    return value


def _facts(procedure: Path | None, answer_by: date | None) -> dict[str, str]:
    """What a procedure file and the options say, by the names that the documents use."""
    from ddtender import workspace as door
    from ddtender.library.documents import read_procedure
    from ddtender.library.source import decode

    facts = {}
    if procedure is not None:
        source, findings = decode(str(procedure), door.read_bytes(procedure))
        read = None
        if source is not None:
            read, findings = read_procedure(source)
        if read is None:
            fail(findings)
        names = {"authority_name": "authority.name", "contact": "authority.contact"}
        for name in ("authority_name", "contact", "subject", "reference", "title"):
            if (fact := read.facts.get(names.get(name, name))) is not None:
                facts[name] = str(fact[0])
    if answer_by is not None:
        if answer_by < door.today():
            raise click.BadParameter(f"{answer_by} has passed; nobody could answer by then.", param_hint="--answer-by")
        facts["answer_by"] = f"{answer_by.day} {answer_by:%B} {answer_by.year}"
    return facts


def _write_assessment(
    root: Path,
    folder: Path,
    assessment: Assessment,
    asked: Questionnaire,
    facts: Mapping[str, str],
    replace: bool,
    inputs: Sequence[Path],
) -> None:
    from ddtender import workspace as door
    from ddtender.market.answers_sheet import answers_sheet
    from ddtender.market.report import report

    moment = door.moment_of(root)
    with template_errors():
        word = report(assessment, asked, market_template(root), facts, door.today(), moment)
    text = json.dumps(assessment.as_json(), ensure_ascii=False, indent=2) + "\n"
    outputs = {
        "report.docx": word,
        "answers.xlsx": answers_sheet(assessment, asked, moment),
        "assessment.json": text.encode(),
    }
    say(folder, write(folder, outputs, replace, inputs, err=True), err=True)


def _print_assessment(assessment: Assessment) -> None:
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
    if assessment.unread:
        click.echo("Unread: " + ", ".join(dict.fromkeys(f.location.path for f in assessment.unread)))
    counts = assessment.market.counts
    print_table(
        ("Suppliers", "Low", "Medium", "High"),
        [("Overall" if row == "level" else row.capitalize(), *map(str, by.values())) for row, by in counts.items()],
    )
    for reason in assessment.market.reasons:
        click.echo(reason)


COMMANDS = (questionnaire, assess, risks, invitation)
