"""The command that reads reviewed drafts, and writes what was reviewed into the clauses."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.library_used import library_for, own_library
from ddtender.cli.output import DIRECTORY, FILE, from_here, print_findings, summary
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ddtender.desk.review.reviewing import ReadReviews
    from ddtender.desk.translations.translating import TranslationAfter
    from ddtender.returned.apply import Written

#: How a report's file may end, by its format.
_SUFFIXES = {"text": (".txt",), "json": (".json",), "html": (".html", ".htm")}


@click.command()
@click.argument("documents", nargs=-1, required=True, type=FILE, metavar="REVIEWED.docx...")
@click.option("--apply", "write", is_flag=True, help="Write what maps back without doubt into the clauses' files.")
@click.option("--why", metavar="TEXT", help="The reason that --apply records; who reviewed, if left out.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@output_file("Write it there: a .txt, .json or .html file, by the format.")
@REPLACE
@click.option("--scenario", metavar="S", help="The draft's scenario, if the document no longer says it.")
@click.option("--procedure", type=FILE, metavar="FILE", help="The draft's procedure, if it is no longer at its place.")
@click.option("--templates", type=DIRECTORY, metavar="DIR", help="The draft's templates, if they were your own.")
@click.option("--library-ref", metavar="REV", help="The revision that the draft was made from.")
@click.option("--language", metavar="TAG", help="The draft's language, if the document no longer says it.")
@click.pass_obj
def review(
    workspace: Path,
    documents: tuple[Path, ...],
    write: bool,
    why: str | None,
    form: str,
    output: Path | None,
    replace: bool,
    scenario: str | None,
    procedure: Path | None,
    templates: Path | None,
    library_ref: str | None,
    language: str | None,
) -> None:
    """Read drafts that came back from review: every change, comment and filled blank, provision by provision.

    The draft is made again from the revision that the document names; so edits without tracking are found as well.
    Several copies of one draft, tender and contract, can be given at once. With --apply, what maps back without doubt
    is written into the clauses, and their versions rise; of a draft in another language into the translations, and
    never into their sources. Everything else is listed. Applied and listed together are all there is. Where a clause
    has changed since the draft went out, its other paragraphs still take their changes.

    \b
    Examples:
      ddtender review contract-reviewed.docx
      ddtender review contract-reviewed.docx --apply
      ddtender review from-anna.docx from-ben.docx --format html -o review.html
    """
    from ddtender.desk.review.draft_sources import Asked
    from ddtender.desk.review.reviewing import applied, ground, read, translations_after

    check_file(output, _SUFFIXES[form], documents)
    root = own_library(workspace) if write else library_for(workspace)
    named = [(from_here(path), path) for path in dict.fromkeys(documents)]
    reading = read(root, named, Asked(scenario, procedure, templates, library_ref, language))
    on, about_releases = ground(root, reading, why, write)
    print_findings(about_releases, err=True)
    written = applied(root, reading, on, write)
    after = translations_after(root, written, on)
    _show(form, output, reading, write, replace, after)
    for one in written:
        click.echo(click.style("wrote ", fg="green") + f"{one.path}{_versions(one)}", err=form != "text")
    for line in _states(after):
        click.echo(line, err=form != "text")
    _findings_after(root, written)


def _show(
    form: str,
    output: Path | None,
    reading: ReadReviews,
    applied: bool,
    replace: bool,
    after: Sequence[TranslationAfter],
) -> None:
    from ddtender.diagnostics import ordered
    from ddtender.diagnostics.formats import as_rows
    from ddtender.returned import report

    entries, findings = reading.entries, reading.findings
    copies = [one.copy for one in reading.found]
    if form == "json":
        states = [
            {"id": one.id, "language": one.language, "before": one.before.value, "after": one.after.value}
            for one in after
        ]
        values = {**report.as_json(copies, entries, applied), "translations": states}
        values["diagnostics"] = as_rows(ordered(findings))
        text = json.dumps(values, ensure_ascii=False, indent=2)
    elif form == "html":
        from ddtender.returned.page import as_html

        text = as_html(copies, entries, ordered(findings), applied)
    else:
        print_findings(ordered(findings), err=True)
        colours = {"insert": "green", "delete": "red"}
        lines = [f"{copy.file}: {copy.words}" for copy in copies]
        if entries:
            lines += ["", report.as_text(entries, lambda piece, op: click.style(piece, fg=colours[op]))]
        text = "\n".join([*lines, "", report.summary(entries, applied)])
    if output is None:
        click.echo(text)
        return
    write_file(output, click.unstyle(text + "\n").encode(), replace)
    click.echo(report.summary(entries, applied))


def _versions(one: Written) -> str:
    """What a written file is now, in brackets."""
    if one.old_version != one.new_version:
        return f" ({one.old_version} → {one.new_version})"
    return "" if one.is_translation else " (notes added)"


def _states(after: Sequence[TranslationAfter]) -> Iterator[str]:
    """By what has become of them, the translations whose state is another one now."""
    for (before, now), same in groupby(sorted(after, key=_by_state), key=_by_state):
        named: dict[str, list[str]] = {}
        for one in same:
            named.setdefault(one.id, []).append(one.language)
        listed = "; ".join(f"{id_} in {', '.join(tags)}" for id_, tags in named.items())
        yield f"translations that were {before}, and are {now} now: {listed}"


def _by_state(one: TranslationAfter) -> tuple[str, str]:
    return one.before.value, one.after.value


def _findings_after(root: Path, written: Sequence[Written]) -> None:
    """What `check` says of the files that were written; they are the reviewer's words, so this is not our refusal."""
    if not written:
        return
    from ddtender.desk.review.reviewing import check_written
    from ddtender.diagnostics import has_errors

    found = check_written(root, written)
    if found:
        click.echo("`ddtender check` says of the new text:", err=True)
        print_findings(found, err=True)
        click.echo(f"{summary(found)}; the files are written, mend them before the next build.", err=True)
        sys.exit(1 if has_errors(found) else 0)


COMMANDS = (review,)
