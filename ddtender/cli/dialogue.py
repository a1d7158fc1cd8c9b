"""Commands for talks: with the market, with one supplier, with a brand, among buyers, and with contract managers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DAY, FILE, LANGUAGE, from_here, print_findings
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ddtender.market.assess import Assessment
    from ddtender.model.market import Questionnaire
    from ddtender.words import Language

_RETURNED = click.Path(exists=True, path_type=Path)
_OUTPUT = output_file("The .docx to write.", required=True)
_PROCEDURE = click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")


@click.command()
@click.argument("files", nargs=-1, required=True, type=_RETURNED, metavar="FILES...")
@_OUTPUT
@REPLACE
@_PROCEDURE
@click.option("--meeting", metavar="TEXT", help="Date, time and place.")
@click.option("--supplier", metavar="NAME", help="The paper for a talk with this one alone.")
@LANGUAGE
@click.pass_obj
def agenda(
    workspace: Path,
    files: tuple[Path, ...],
    output: Path,
    replace: bool,
    procedure: Path | None,
    meeting: str | None,
    supplier: str | None,
    language: str | None,
) -> None:
    """Write the agenda of a meeting with the market from the answers that came back. FILES are those of assess.

    It names no supplier, and gives no numbers where few have answered. With --supplier it is for one supplier, with the
    questions to it. A file that cannot be read is named, and the exit code is 1.

    \b
    Examples:
      ddtender agenda returned/ --procedure scenarios/procedures/laptops.yaml -o agenda.docx
      ddtender agenda returned/ --supplier "Delta Systems" -o talk.docx
    """
    from ddtender.desk.market import dialogue, papers

    root = library_for(workspace)
    check_file(output, [".docx"], [*files, *([procedure] if procedure else ())])
    words = papers.language_for(root, language, procedure)
    assessment, asked, facts = _assessed(root, files, procedure, words)
    made = dialogue.agenda(root, assessment, asked, facts, meeting, supplier, words)
    write_file(output, made, replace, [procedure] if procedure else ())
    sys.exit(1 if assessment.unread else 0)


@click.command()
@click.argument("files", nargs=-1, type=_RETURNED, metavar="[FILES...]")
@_OUTPUT
@REPLACE
@_PROCEDURE
@LANGUAGE
@click.pass_obj
def programme(
    workspace: Path,
    files: tuple[Path, ...],
    output: Path,
    replace: bool,
    procedure: Path | None,
    language: str | None,
) -> None:
    """Write the programme of a day on which buyers meet resellers and brands, in its stages.

    With FILES, those of assess, it has questions for the brands to begin with.

    \b
    Examples:
      ddtender programme -o programme.docx
      ddtender programme returned/ --procedure scenarios/procedures/laptops.yaml -o programme.docx
    """
    from ddtender.desk.market import dialogue, papers

    root = library_for(workspace)
    check_file(output, [".docx"], [*files, *([procedure] if procedure else ())])
    words = papers.language_for(root, language, procedure)
    if files:
        assessment, asked, facts = _assessed(root, files, procedure, words)
    else:
        assessment, asked, facts = None, papers.questions(root, words), papers.facts_of(procedure, None)
    made = dialogue.programme(root, assessment, asked, facts, words)
    write_file(output, made, replace, [procedure] if procedure else ())
    sys.exit(1 if assessment and assessment.unread else 0)


@click.command()
@_OUTPUT
@REPLACE
@click.option("--register", type=FILE, metavar="FILE", help="The KPI register of a contract, whose duties are trained.")
@_PROCEDURE
@LANGUAGE
@click.pass_obj
def training(
    workspace: Path,
    output: Path,
    replace: bool,
    register: Path | None,
    procedure: Path | None,
    language: str | None,
) -> None:
    """Write the outline of a training for contract managers, together with those who buy.

    \b
    Examples:
      ddtender training -o training.docx
      ddtender training --register contracts/laptops/kpi-register.xlsx -o training.docx
    """
    from ddtender.desk.market import dialogue, papers

    given = [path for path in (register, procedure) if path]
    check_file(output, [".docx"], given)
    facts = papers.facts_of(procedure, None)
    made = dialogue.training(library_for(workspace), register, facts, language, procedure)
    write_file(output, made, replace, given)


@click.command("brand-letter")
@_OUTPUT
@REPLACE
@_PROCEDURE
@click.option("--brand", metavar="NAME", help="To whom.")
@click.option("--reseller", metavar="NAME", help="Through whom.")
@click.option("--answer-by", type=DAY, metavar="DATE", help="The last day for answers, such as 2027-03-15.")
@LANGUAGE
@click.pass_obj
def brand_letter(
    workspace: Path,
    output: Path,
    replace: bool,
    procedure: Path | None,
    brand: str | None,
    reseller: str | None,
    answer_by: date | None,
    language: str | None,
) -> None:
    """Write the letter to a brand through the reseller, with a reply form that says who supplied each answer.

    \b
    Example:
      ddtender brand-letter --procedure scenarios/procedures/laptops.yaml --reseller "Delta Systems" -o letter.docx
    """
    from ddtender.desk.market import dialogue, papers

    check_file(output, [".docx"], [procedure] if procedure else ())
    root = library_for(workspace)
    words = papers.language_for(root, language, procedure)
    facts = papers.facts_of(procedure, answer_by, words)
    made = dialogue.brand_letter(root, facts, brand, reseller, words)
    write_file(output, made, replace, [procedure] if procedure else ())


def _assessed(
    root: Path, files: tuple[Path, ...], procedure: Path | None, words: Language
) -> tuple[Assessment, Questionnaire, Mapping[str, str]]:
    """The assessment of what came back, in a language, with its findings printed."""
    from ddtender.desk.market import papers
    from ddtender.workspace.returned import returned_files

    if not (returned := returned_files(files)):
        where = ", ".join(map(from_here, files))
        raise click.UsageError(f"there is no file in {where}: give the folder that the returned forms are in.")
    made = papers.assessed(root, returned, procedure, words)
    print_findings(made.findings, err=True)
    return made.assessment, made.asked, made.facts


COMMANDS = (agenda, programme, training, brand_letter)
