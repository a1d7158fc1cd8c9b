"""The command for evaluations: count again, rank, and write what follows from it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.manage import FORMAT, print_json
from ddtender.cli.output import DAY, FILE, fail, print_findings, print_table, summary
from ddtender.cli.writing import REPLACE, check_file, check_folder, output_file, say, write, write_file

if TYPE_CHECKING:
    from ddtender.evaluation.reading import Evaluation


@click.command()
@click.argument("workbooks", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--procedure", type=FILE, metavar="FILE", help="Hold the points against those of this procedure file too."
)
@FORMAT
@output_file("A Word annex; with --consensus the .xlsx to write.", metavar="FILE")
@REPLACE
@click.option(
    "--copies", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write a copy for each --evaluator there, to be judged alone.",
)  # fmt: skip
@click.option("--evaluator", "evaluators", multiple=True, metavar="NAME", help="Who evaluates; once for each.")
@click.option("--consensus", is_flag=True, help="Put the copies of evaluators together, with every difference.")
@click.option(
    "--print", "to_print", type=click.Path(path_type=Path), metavar="FILE.xlsx",
    help="Write the workbook again with no rows but those of its Tenderers.",
)  # fmt: skip
@click.option(
    "--letters", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write the letter on the award decision to each Tenderer there.",
)  # fmt: skip
@click.option("--sent", type=DAY, metavar="DATE", help="With --letters: the day on which they are sent.")
@click.option(
    "--sent-by", type=click.Choice(["electronic", "other"]),
    help="With --letters: how they are sent, on which the standstill depends; electronic if nothing says.",
)  # fmt: skip
@click.option(
    "--standstill", type=click.IntRange(0, 365), metavar="DAYS",
    help="With --letters: 10 or 15 days if left out; 0 where the law asks for none.",
)  # fmt: skip
@click.option(
    "--contractors", type=click.IntRange(1, 60), metavar="NUMBER",
    help="With --letters: how many are chosen, for a framework agreement with several; 1 if nothing says.",
)  # fmt: skip
@click.pass_obj
def evaluate(
    workspace: Path,
    workbooks: tuple[Path, ...],
    procedure: Path | None,
    form: str,
    output: Path | None,
    replace: bool,
    copies: Path | None,
    evaluators: tuple[str, ...],
    consensus: bool,
    to_print: Path | None,
    letters: Path | None,
    sent: date | None,
    sent_by: str | None,
    standstill: int | None,
    contractors: int | None,
) -> None:
    """Count a filled evaluation again and compare; rank the admitted Tenderers.

    Every difference, empty motivation and value that is no option is reported by sheet and cell. With other points
    than those in the manifest.json beside the workbook there is no ranking.

    \b
    Examples:
      ddtender evaluate build/high/evaluation.xlsx -o award-annex.docx
      ddtender evaluate build/high/evaluation.xlsx --copies evaluation --evaluator "A. Jansen" --evaluator "B. Peeters"
      ddtender evaluate --consensus evaluation/evaluation-*.xlsx -o consensus.xlsx
      ddtender evaluate consensus.xlsx --letters award --sent 2027-03-01
    """
    if consensus:
        if output is None or letters or procedure or copies or to_print or evaluators or form == "json":
            raise click.UsageError("--consensus takes evaluators' copies and -o FILE.xlsx, and nothing else.")
        _consensus(workspace, workbooks, output, replace)
        return
    if len(workbooks) > 1:
        raise click.UsageError("give one evaluation; with --consensus the copies of several evaluators.")
    if bool(copies) != bool(evaluators):
        raise click.UsageError("--copies and --evaluator go together: a folder, and the name of each evaluator.")
    workbook = next(iter(workbooks))
    if copies or to_print:
        if output or letters or procedure or form == "json" or (copies and to_print):
            raise click.UsageError("--copies and --print are used alone.")
        _written_anew(workspace, workbook, copies, evaluators, to_print, replace)
        return
    if letters is None and not (sent is sent_by is standstill is contractors is None):
        raise click.UsageError("--sent, --sent-by, --standstill and --contractors go with --letters.")
    if letters:
        check_folder(letters)
    evaluation = _count(workspace, workbook, procedure, form, output, replace, letters is not None)
    if letters:
        from ddtender.desk.evaluation import deciding_award

        asked = deciding_award.LettersAsked(procedure, sent, sent_by, standstill, contractors)
        made = deciding_award.letters(library_for(workspace), evaluation, asked)
        say(letters, write(letters, made, replace, [workbook], err=form == "json"), err=form == "json")
        click.echo(_BEFORE_SENDING, err=True)
        if sent is None:
            click.echo(_NOT_SENT, err=True)
        for name in deciding_award.letters_of_before(letters, made):
            click.echo(f"{letters / name} is the letter of an earlier decision: do not send it; delete it.", err=True)


#: To whoever sends the letters.
_BEFORE_SENDING = (
    "Before you send them: each letter quotes the reasons and motivations typed for its own Tenderer, and of the one "
    "chosen the points and the published words of what earned them. Leave out what a Tenderer has designated as "
    "confidential, and what would harm law enforcement, the public interest, a business or fair competition. "
    "Fill in the blanks, and send all letters on the same day: the standstill counts from the last one."
)


_NOT_SENT = (
    "No day of sending was given, so that day and the end of the standstill are blanks in every letter: give --sent "
    "when the day is known. The award date of a procedure file is the planned one, and is not taken for it."
)


def _consensus(workspace: Path, paths: tuple[Path, ...], output: Path, replace: bool) -> None:
    from ddtender.desk.evaluation.evaluating import consensus
    from ddtender.desk.speaking import speaker

    check_file(output, [".xlsx"], paths)
    content, count, warnings = consensus(paths, speaker(workspace))
    print_findings(warnings, err=True)
    write_file(output, content, replace, paths)
    if not count:
        click.echo(f"The {len(paths)} evaluators have chosen alike everywhere.")
        return
    said = "1 difference" if count == 1 else f"{count} differences"
    click.echo(f"{said} between {len(paths)} evaluators: decide together, and give each reason on the last sheet.")


def _written_anew(
    workspace: Path,
    workbook: Path,
    copies: Path | None,
    evaluators: tuple[str, ...],
    to_print: Path | None,
    replace: bool,
) -> None:
    from ddtender.desk.evaluation import evaluating
    from ddtender.desk.speaking import speaker

    if to_print:
        check_file(to_print, [".xlsx"], [workbook])
        write_file(to_print, evaluating.to_print(workbook, speaker(workspace)), replace, [workbook])
    if copies:
        check_folder(copies)
        made = evaluating.copies(workbook, evaluators, speaker(workspace))
        say(copies, write(copies, made, replace, [workbook]))


def _count(
    workspace: Path,
    workbook: Path,
    procedure: Path | None,
    form: str,
    output: Path | None,
    replace: bool,
    has_letters: bool,
) -> Evaluation:
    """Count, and print what came of it; ends the command where there are errors."""
    from ddtender.desk.evaluation.filled import award_annex, evaluation_read
    from ddtender.desk.speaking import speaker
    from ddtender.diagnostics import has_errors
    from ddtender.evaluation import annex
    from ddtender.words import language

    check_file(output, [".docx"], [workbook, *filter(None, [procedure])])
    read = evaluation_read(workbook, procedure, speaker(workspace))
    evaluation, findings = read.evaluation, read.findings
    if evaluation is not None and not read.compared:
        click.echo(
            "The points were held against nothing that was published: no manifest.json of a build lies beside the "
            "workbook, and no --procedure states any.",
            err=True,
        )
    if form == "json":
        print_json("evaluation", annex.as_json(evaluation) if evaluation else None, findings)
    elif evaluation is not None:
        if evaluation.scores:
            print_table(*annex.table(evaluation, language()))
        else:
            click.echo("There is no Tenderer yet.")
        print_findings(findings, err=True)
        click.echo(summary(findings) + ".", err=bool(findings))
    if evaluation is None and form == "text":
        fail(findings)
    if has_errors(findings) or evaluation is None:
        for asked, said in ((output, "The annex was not written."), (has_letters, "The letters were not written.")):
            if asked:
                click.echo(said, err=True)
        sys.exit(1)
    if output:
        content = award_annex(library_for(workspace), evaluation)
        write_file(output, content, replace, [workbook], err=form == "json")
    return evaluation


COMMANDS = (evaluate,)
