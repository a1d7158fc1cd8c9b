"""Commands of those who answer for a library and for a procurement: stamps, decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for, own_library
from ddtender.cli.output import DAY, DIRECTORY, FILE, from_here, print_findings
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from ddtender.model import AskedQuestion

_TEXT_OR_JSON = click.Choice(["text", "json"])
TEMPLATES = click.option(
    "--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx, instead of ours."
)


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--all", "every", is_flag=True, help="Everything that is not retired.")
@click.option("--pending", is_flag=True, help="What is not approved as it stands; nobody else's valid stamp.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has reviewed the text.")
@click.option("--role", default="", metavar="TEXT", help="In which capacity, such as counsel of the city.")
@click.option("--jurisdiction", default="", metavar="TEXT", help="For which law, such as Belgium.")
@click.option("--valid-until", type=DAY, metavar="DATE", help="The last day on which the approval holds.")
@click.option(
    "--condition", "conditions", multiple=True, metavar="TEXT", help="Approved subject to this; may be repeated."
)
@click.option("--language", metavar="TAG", help="The translations into this language, such as nl, not their sources.")
@TEMPLATES
@click.pass_obj
def approve(
    workspace: Path,
    ids: tuple[str, ...],
    every: bool,
    pending: bool,
    reviewer: str,
    role: str,
    jurisdiction: str,
    valid_until: date | None,
    conditions: tuple[str, ...],
    language: str | None,
    templates: Path | None,
) -> None:
    """Stamp provisions, and what else binds, as reviewed, as they stand now.

    The stamp holds the fingerprint of all that carries meaning, and of what it refers to. A provision with an open
    question is refused (`ddtender decide`), one that has changed since the last release under its old version
    (`ddtender bump`), and a reviewer who made its last change; if one is refused, none is stamped. --pending leaves
    alone what somebody else has approved as it stands and of which only what it refers to has changed. Conditions are
    to be decided in each procurement. With --language it is the translations that are stamped: those that are missing
    or stale are refused.

    \b
    Examples:
      ddtender approve award.action-plan --reviewer "A. Jurist"
      ddtender approve --pending --reviewer "A. Jurist" --role counsel --jurisdiction Belgium
    """
    from ddtender.desk.approving.approval import Reviewer
    from ddtender.desk.approving.approval import approve as approved

    who = Reviewer(reviewer, role, jurisdiction, valid_until, conditions)
    if language is not None:
        from ddtender.desk.translations.approving_translations import approve_translations

        stamped = approve_translations(own_library(workspace), language, ids, who, every, pending)
        for id_ in stamped:
            click.echo(f"approved {id_} in {language}")
        if not stamped:
            click.echo(f"Everything that is translated into {language} is approved as it stands.")
        return
    done = approved(own_library(workspace), ids, who, every, pending, templates)
    print_findings(done.findings, err=True)
    for id_, version in done.stamped:
        click.echo(f"approved {id_} {version}".rstrip())
    for id_, name in done.left:
        click.echo(f"left {id_}: {name} has approved it as it stands; only what it refers to has changed")
    if done.left:
        click.echo("Name them to put your approval in the place of another's.")
    elif not done.stamped:
        click.echo("Everything is approved as it stands.")


@click.command()
@click.argument("about", required=False, metavar="[ID]")
@click.option("--question", "number", type=int, metavar="N", help="Which of its questions, if several are open.")
@click.option("--answer", metavar="TEXT", help="What is decided.")
@click.option("--again", is_flag=True, help="The answer on record holds for the words as they are now.")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--role", metavar="TEXT", help="In which role, such as counsel of the city.")
@click.option("--why", metavar="TEXT", help="The reason.")
@click.option("--on", type=DAY, metavar="DATE", help="When it was decided; today if left out.")
@click.option(
    "--procedure", type=FILE, metavar="FILE", help="The procurement, for what only that can answer; on its record."
)
@click.option("--format", "form", type=_TEXT_OR_JSON, default="text", show_default=True)
@click.pass_obj
def decide(
    workspace: Path,
    about: str | None,
    number: int | None,
    answer: str | None,
    again: bool,
    by: str | None,
    role: str | None,
    why: str | None,
    on: date | None,
    procedure: Path | None,
    form: str,
) -> None:
    """Decide a question that the notes of a provision ask, and keep on record who answered what, when and why.

    Without an answer, show what is asked and what was decided; without ID, everything that is open. Nothing on record
    is ever changed: a later decision on the same question is added, and counts. If the question or its provision
    changes, it is to be decided again. Texts of a procedure that stand in provisions are approved with their key as ID
    and --again.

    \b
    Examples:
      ddtender decide
      ddtender decide award.action-plan
      ddtender decide award.action-plan --answer "Two risks, or two sites." --by "A. Jurist" --role counsel --why "…"
      ddtender decide --procedure scenarios/procedures/laptops.yaml
    """
    from ddtender.desk.procurement import deciding

    is_of_library = procedure is None and (answer is not None or again)
    root = own_library(workspace) if is_of_library else library_for(workspace)
    if answer is not None and again:
        raise click.UsageError("Give either --answer or --again, not both.")
    if answer is None and not again:
        given = {"--by": by, "--role": role, "--why": why, "--on": on}
        if named := [option for option, value in given.items() if value is not None]:
            raise click.UsageError(f"{', '.join(named)} without an answer: give --answer, or --again.")
        _show(deciding.questions(root, about, procedure), number, form)
        return
    if about is None:
        raise click.MissingParameter(param_type="argument", param_hint="'ID'")
    for option, value in (("--by", by), ("--role", role), ("--why", why)):
        if value is None:
            raise click.MissingParameter(param_type="option", param_hint=f"'{option}'")
    made = deciding.Resolution(None if again else answer, by or "", role or "", why or "", on)
    one, path = deciding.decide(root, about, number, made, procedure)
    click.echo(f"decided question {one.number} of {one.about}; on record in {from_here(path)}")


def _show(asked: list[AskedQuestion], number: int | None, form: str) -> None:
    asked = [one for one in asked if number in (None, one.number)]
    if form == "json":
        click.echo(json.dumps({"questions": [_as_json(one) for one in asked]}, ensure_ascii=False, indent=2))
        return
    if not asked:
        click.echo("No question is open.")
    for line in _lines(asked):
        click.echo(line)


def _lines(asked: Iterable[AskedQuestion]) -> Iterator[str]:
    about = None
    for one in asked:
        if one.about != about:
            about = one.about
            yield f"{about} {one.version}".rstrip()
        who = "library" if one.of_library else "procurement"
        state = "open" if one.decision is None else "to be decided again" if one.stale else "decided"
        yield f"  {one.number}. {state} ({who}): {one.text}" + (f" {one.answer}" if one.answer else "")
        for made in one.on_record:
            yield f"     {made.on} {made.by}, {made.role}: {made.answer} Because: {made.why}"
        if one.stale:
            yield f"     Since then {one.stale.removesuffix(' since')}."


def _as_json(one: AskedQuestion) -> dict:
    return {
        "about": one.about,
        "version": one.version or None,
        "number": one.number,
        "for": one.asking.value,
        "question": one.text,
        "open": one.is_open,
        "stale": one.stale or None,
        "decisions": [
            {"on": d.on.isoformat(), "by": d.by, "role": d.role, "answer": d.answer, "why": d.why}
            for d in one.on_record
        ],
    }


@click.command()
@click.option("--scenario", required=True, metavar="S", help="low, medium or high, or another file of scenarios/.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The facts of one procurement.")
@TEMPLATES
@output_file("The .docx to write.", required=True)
@REPLACE
@click.pass_obj
def signoff(
    workspace: Path, scenario: str, procedure: Path | None, templates: Path | None, output: Path, replace: bool
) -> None:
    """Write the sheet on which those who answer for a procurement sign.

    It lists what is still open, what was decided, where the documents deviate from the scenario and from the library,
    facts other than the library's defaults, statements of law that nobody has checked within a year, every provision
    with its reviewer, and lines to sign on.

    \b
    Example:
      ddtender signoff --scenario high --procedure scenarios/procedures/laptops.yaml -o sign-off.docx
    """
    from ddtender.desk.review import signing_off

    check_file(output, [".docx"], [procedure] if procedure else ())
    content = signing_off.signoff(library_for(workspace), scenario, procedure, templates)
    write_file(output, content, replace)


COMMANDS = (approve, decide, signoff)
