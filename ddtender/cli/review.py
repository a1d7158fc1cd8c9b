"""The command that reads reviewed drafts, and writes what was reviewed into the clauses."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ddtender.cli.output import DIRECTORY, FILE, fail, from_here, print_findings, summary
from ddtender.cli.writing import REPLACE, check_file, output_file, write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ddtender.cli.drafts import Asked, Found
    from ddtender.diagnostics import Diagnostic
    from ddtender.returned.apply import Written
    from ddtender.returned.findings import Entry

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
) -> None:
    """Read drafts that came back from review: every change, comment and filled blank, provision by provision.

    The draft is made again from the revision that the document names; so edits without tracking are found as well.
    Several copies of one draft, tender and contract, can be given at once. With --apply, what maps back without doubt
    is written into the clauses, and their versions rise; everything else is listed. Applied and listed together are all
    there is. Where a clause has changed since the draft went out, its other paragraphs still take their changes.

    \b
    Examples:
      ddtender review contract-reviewed.docx
      ddtender review contract-reviewed.docx --apply
      ddtender review from-anna.docx from-ben.docx --format html -o review.html
    """
    from ddtender import workspace as door
    from ddtender.cli.drafts import Asked
    from ddtender.returned.conflicts import settle
    from ddtender.returned.reading import compare

    check_file(output, _SUFFIXES[form], documents)
    root = door.find_root(workspace)
    found, findings = _found(root, documents, Asked(scenario, procedure, templates, library_ref))
    compared = [compare(one.copy.file, one.draft, one.reviewed) for one in found]
    entries = [entry for one in compared for entry in one.entries]
    findings += [finding for one in compared for finding in one.diagnostics]
    settle(entries, {one.copy.file: one.copy.document for one in found})
    order = {id_: n for n, id_ in enumerate(dict.fromkeys(id_ for one in found for id_ in one.draft.provisions))}
    entries.sort(key=lambda e: (order.get(e.provision or "", len(order)), e.offsets, e.line))
    written = _apply(root, entries, found, why, write)
    _show(form, output, found, entries, findings, write, replace)
    for one in written:
        said = "notes added" if one.old_version == one.new_version else f"{one.old_version} → {one.new_version}"
        click.echo(click.style("wrote ", fg="green") + f"{one.path} ({said})", err=form != "text")
    _findings_after(root, written)


def _found(root: Path, documents: Sequence[Path], asked: Asked) -> tuple[list[Found], list[Diagnostic]]:
    """Every document with its draft; findings that forbid to go on end the command."""
    from ddtender.cli.drafts import Finder, Refused
    from ddtender.diagnostics import Code, Diagnostic, Location
    from ddtender.returned.word import MAX_BYTES
    from ddtender.workspace import WorkspaceError
    from ddtender.workspace.returned import read_returned

    finder = Finder(root, asked)
    found: list[Found] = []
    findings: list[Diagnostic] = []
    refused: list[Diagnostic] = []
    for path in dict.fromkeys(documents):
        file = from_here(path)
        try:
            one = finder.find(file, read_returned(path, MAX_BYTES))
        except Refused as error:
            refused += error.diagnostics
            continue
        except WorkspaceError as error:
            refused.append(Diagnostic(Code.UNREADABLE_REVIEW, Location(file), str(error)))
            continue
        if found and not found[0].goes_with(one):
            message = f"this is a copy of: {one.copy.words}; {found[0].copy.file} is one of: {found[0].copy.words}"
            hint = "Review them one after the other."
            refused.append(Diagnostic(Code.OTHER_DRAFT, Location(file), message, hint))
        found.append(one)
        findings += one.diagnostics
    if refused:
        fail([*findings, *refused], "; nothing was read further, and nothing was written")
    return found, findings


def _apply(root: Path, entries: Sequence[Entry], found: Sequence[Found], why: str | None, write: bool) -> list[Written]:
    """What is written, or without ``write`` what would be: only then is it certain what can be applied."""
    from ddtender import workspace as door
    from ddtender.cli.inputs import library_of
    from ddtender.library.loader import load
    from ddtender.returned.apply import Ground, apply

    files = door.read_sources(root).files
    library = library_of(root) if write else load(files)[0]
    history = door.history(root) if write else door.History()
    print_findings(history.findings(), err=True)
    released = history.last.library if history.last else None
    ground = Ground(files, library, released, door.today(), " ".join((why or "").split()))
    written = apply(entries, [one.draft for one in found], ground)
    if not write:
        for entry in entries:
            entry.applied = False
        return []
    if written:
        new = {one.path: one.content for one in written}
        door.write_files(root, new, {path: files[path] for path in new if path in files})
    return written


def _show(
    form: str,
    output: Path | None,
    found: Sequence[Found],
    entries: Sequence[Entry],
    findings: Sequence[Diagnostic],
    applied: bool,
    replace: bool,
) -> None:
    from ddtender.diagnostics import ordered
    from ddtender.diagnostics.formats import as_rows
    from ddtender.returned import report

    copies = [one.copy for one in found]
    if form == "json":
        values = {**report.as_json(copies, entries, applied), "diagnostics": as_rows(ordered(findings))}
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


def _findings_after(root: Path, written: Sequence[Written]) -> None:
    """What `check` says of the files that were written; they are the reviewer's words, so this is not our refusal."""
    if not written:
        return
    from ddtender import workspace as door
    from ddtender.desk import pipeline
    from ddtender.diagnostics import has_errors

    paths = {one.path for one in written}
    found = [f for f in pipeline.check(door.read_sources(root, all_procedures=True).files) if f.location.path in paths]
    if found:
        click.echo("`ddtender check` says of the new text:", err=True)
        print_findings(found, err=True)
        click.echo(f"{summary(found)}; the files are written, mend them before the next build.", err=True)
        sys.exit(1 if has_errors(found) else 0)


COMMANDS = (review,)
