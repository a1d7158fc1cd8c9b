"""The command on law: who has to carry out due diligence, what public buyers have to do, the steps behind clauses."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import FILE, LANGUAGE, print_table
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file


@click.command()
@click.option("--country", metavar="CC", help="The duties of public buyers of one country only, such as nl or no.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The country of this procurement.")
@click.option("--steps", "only_steps", is_flag=True, help="Only the six steps of due diligence and what carries them.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_file("The .docx to write: the timeline as a picture, duties, guidance, steps.")
@LANGUAGE
@REPLACE
@click.pass_obj
def law(
    workspace: Path,
    country: str | None,
    procedure: Path | None,
    only_steps: bool,
    form: str,
    output: Path | None,
    language: str | None,
    replace: bool,
) -> None:
    """Show the laws on due diligence in the order of time, what public buyers themselves have to do, where guidance
    stands, and the steps of due diligence behind each provision.

    It is what the manual of 2025 says, and general knowledge beside it; both are marked, and neither was checked since.

    \b
    Examples:
      ddtender law
      ddtender law --country nl
      ddtender law --procedure scenarios/procedures/laptops.yaml -o law.docx
      ddtender law --country nl --language nl -o law.docx
    """
    from ddtender.desk.library import law as desk
    from ddtender.desk.market.papers import language_for

    if language and output is None:
        raise click.UsageError("--language is for the document: name it with -o.")
    if country and procedure:
        raise click.UsageError("--country and --procedure both name a country: give one of them.")
    given = [procedure] if procedure else []
    check_file(output, [".docx"], given)
    root = library_for(workspace)
    asked = desk.asked(root, country, procedure)
    if output is not None:
        words = language_for(root, language, procedure)
        write_file(output, desk.sheet(root, asked, words), replace, given)
    elif form == "json":
        click.echo(json.dumps(desk.as_json(asked), ensure_ascii=False, indent=2))
    else:
        _show(asked, only_steps)


def _show(asked, only_steps: bool) -> None:
    from ddtender.layout.law import days_of, provenance, step_name
    from ddtender.words import language

    words, law = language(), asked.law
    if law.timeline and not only_steps:
        rows = [(one.title, days_of(one, words), one.binds) for one in law.timeline.entries]
        print_table(("Law or principles", "When", "Whom it binds"), rows)
        click.echo(f"The manual follows the law until {law.timeline.as_of}. What has * or names no section there is")
        click.echo(f"general knowledge, noted on {law.timeline.noted}; none of it was checked since.")
    if law.buyers and not only_steps:
        noted = law.buyers.noted
        told = [(f"{one.place}: {one.title}", one.asks, provenance(one.manual, noted, words)) for one in asked.duties]
        if told:
            print_table(("Duty of public buyers", "What it asks for", "From where"), told)
        else:
            click.echo(f"Of a duty of public buyers in {asked.name} nothing is known here; ask your lawyers.")
        print_table(("Guidance", "Address"), [(one.title, one.url) for one in law.buyers.guidance])
    if law.steps:
        steps = [
            (step_name(n, step.title, words), ", ".join(law.steps.served(step.id)))
            for n, step in enumerate(law.steps.steps, 1)
        ]
        print_table(("Step of due diligence", "Carried by"), steps)


COMMANDS = (law,)
