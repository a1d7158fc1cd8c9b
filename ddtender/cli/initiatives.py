"""The command on initiatives: codes of conduct, industry bodies, labels, ratings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import LANGUAGE, print_table
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from ddtender.model.initiatives import Initiative, Initiatives
    from ddtender.words import Language


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@output_file("Write it all as a Word document.")
@LANGUAGE
@REPLACE
@click.pass_obj
def initiatives(workspace: Path, name: str | None, output: Path | None, language: str | None, replace: bool) -> None:
    """Show what codes of conduct, industry bodies, labels and ratings prove and what they do not.

    Without NAME all of them under the six tests of the manual, and labels by kind of product; with it one in full. All
    of it is as the manual has it (2025), and was not checked since.

    \b
    Examples:
      ddtender initiatives
      ddtender initiatives EcoVadis
      ddtender initiatives -o initiatives.docx
      ddtender initiatives EcoVadis --language nl
    """
    from ddtender.desk.library.initiatives import known, one_of, sheet
    from ddtender.desk.market.papers import language_for

    check_file(output, [".docx"])
    root = library_for(workspace)
    words = language_for(root, language)
    found = known(root, words)
    one = one_of(found, name) if name else None
    if output is not None:
        if one is not None:
            raise click.UsageError("the document is on all of them: leave NAME out.")
        write_file(output, sheet(root, found, words), replace)
    elif one is not None:
        _print_one(one, found, words)
    else:
        _print_all(found, words)


def _print_one(one: Initiative, found: Initiatives, words: Language) -> None:
    from ddtender.market.initiatives_table import told_of

    click.echo(one.name)
    print_table(("", ""), [(label, "\n".join(texts)) for label, texts in told_of(one, found, words)])


def _print_all(found: Initiatives, words: Language) -> None:
    from ddtender.market.initiatives_sheet import coverage_rows, listed
    from ddtender.market.initiatives_table import in_words, star_table

    table = star_table(found, words)
    if table is None or found.tests is None:
        click.echo("The library knows no initiative: there is nothing in clause_library/initiatives/.")
        return
    print_table(table.headings, [[" ".join(cell) for cell in row] for row in table.rows])
    for one in (one for one in found.every if one.unrated):
        click.echo(f"{one.short}: {in_words(one, found, words)}")
    if found.labels:
        labels = [one for one in found.every if one.coverage]
        headings = ("Kind of product", *(one.short for one in labels))
        print_table(headings, [(category.name, *cells) for category, cells in coverage_rows(found, words)])
        for line in listed(found, words):
            click.echo(line)
    click.echo(f"Source: {found.tests.document}, section {found.tests.section}; not checked since.")


COMMANDS = (initiatives,)
