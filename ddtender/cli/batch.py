"""The command that builds many procedures."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from ddtender.cli.library_used import library_for
from ddtender.cli.output import DIRECTORY, counted, fail, from_here, print_findings
from ddtender.cli.progress import PROCESSES, progress
from ddtender.cli.writing import REPLACE, check_folder, output_folder, said_of

if TYPE_CHECKING:
    from ddtender.batch import Outcome, Status, Task
    from ddtender.diagnostics import Diagnostic
    from ddtender.workspace import Sources

#: As a shell counts a command that Ctrl-C has ended.
_INTERRUPTED = 130


@click.command()
@click.argument("procedures", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@PROCESSES
@click.option("--scenario", metavar="S", help="For all of them; the one that each procedure fits if left out.")
@click.option("--templates", type=DIRECTORY, metavar="DIR", help="Your own tender.docx and contract.docx.")
@click.option("--library-ref", metavar="REV", help="Build from a git revision, such as v1.0.0.")
@output_folder("Where each gets a folder with its name; build/batch if left out.")
@REPLACE
@click.option("--final", is_flag=True, help="Refuse drafts, open blanks and uncommitted sources; no DRAFT mark.")
@click.option("--no-notes", is_flag=True, help="Leave the drafting notes out of the margin; --final does so anyway.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def batch(
    workspace: Path,
    procedures: tuple[Path, ...],
    processes: int | None,
    scenario: str | None,
    templates: Path | None,
    library_ref: str | None,
    output: Path | None,
    replace: bool,
    final: bool,
    no_notes: bool,
    form: str,
) -> None:
    """Build many procedures: files, and folders with all .yaml files in them.

    Each gets what `ddtender build` writes, in a folder with the name of its file. What is there already is not made
    again. A procedure with an error does not stop the others; an error in the library stops all.

    \b
    Examples:
      ddtender batch scenarios/procedures -j 2
      ddtender batch scenarios/procedures --scenario high --format json
    """
    from ddtender import workspace as door
    from ddtender.batch import Status, build_all, named
    from ddtender.batch.asking import job_for
    from ddtender.workspace.processes import cores
    from ddtender.workspace.returned import procedure_files

    root = library_for(workspace)
    folder = output or Path(door.outputs_root(workspace, root)) / "build" / "batch"
    check_folder(folder, [templates] if templates else ())
    found = named(procedure_files(procedures), root)
    if not found:
        raise click.UsageError("There is no procedure (*.yaml) in the folders given.")
    job = job_for(root, folder, scenario, templates, library_ref, final, not no_notes, replace)
    if scenario is not None:
        _known(scenario, job.sources)
    told: _Told = _Rows() if form == "json" else _Text(folder)
    counts: Counter[Status] = Counter()
    is_shown = form != "json" or not sys.stdout.isatty()
    with _stopped_by_ctrl_c() as stopped, progress(len(found), "Building", is_shown) as advance:
        for outcome in _in_order(found, lambda tasks: build_all(job, tasks, processes or cores(), stopped)):
            if outcome.status is Status.BROKEN_LIBRARY:
                break
            counts[outcome.status] += 1
            told.outcome(outcome)
            advance()
    if outcome.status is Status.BROKEN_LIBRARY:
        told.broken(outcome.findings)
        sys.exit(1)
    told.end(counts)
    if stopped():
        sys.exit(_INTERRUPTED)
    sys.exit(1 if counts[Status.FAILED] or counts[Status.LEFT_OUT] else 0)


def _in_order(
    found: Sequence[Task | Outcome], build: Callable[[Sequence[Task]], Generator[Outcome, None, None]]
) -> Iterator[Outcome]:
    """The outcomes in the order in which the procedures were given, those that were refused among them."""
    from ddtender.batch import Task

    outcomes = build([one for one in found if isinstance(one, Task)])
    for one in found:
        yield next(outcomes) if isinstance(one, Task) else one
    outcomes.close()


class _Told(Protocol):
    """How a batch is reported, outcome by outcome; nothing is kept."""

    def outcome(self, outcome: Outcome) -> None: ...
    def broken(self, findings: Sequence[Diagnostic]) -> None: ...
    def end(self, counts: Counter[Status]) -> None: ...


class _Text:
    """Findings on standard error, the summary on standard output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: set[Diagnostic] = set()

    def outcome(self, outcome: Outcome) -> None:
        new = [finding for finding in outcome.library if finding not in self.said]  # each process finds the same
        self.said.update(new)
        print_findings([*new, *outcome.findings], err=True)
        for line in said_of(self.folder / outcome.task.name, outcome.kept):
            click.echo(line)

    def broken(self, findings: Sequence[Diagnostic]) -> None:
        fail(findings, " in the library; nothing more was written")

    def end(self, counts: Counter[Status]) -> None:
        from ddtender.batch import Status

        total = sum(counts.values())
        parts = [f"{counts[status]:,} {status.value}" for status in Status if counts[status]]
        click.echo(f"{counted(total, 'procedure')} in {from_here(self.folder)}: {', '.join(parts)}.")


class _Rows:
    """One JSON object, written as the outcomes come."""

    def __init__(self) -> None:
        self.library: dict[Diagnostic, None] = {}
        click.echo('{\n  "procedures": [', nl=False)
        self.separator = "\n"

    def outcome(self, outcome: Outcome) -> None:
        from ddtender.diagnostics.formats import as_rows

        self.library |= dict.fromkeys(outcome.library)
        row = {
            "procedure": outcome.task.shown,
            "folder": outcome.task.name,
            "scenario": outcome.scenario,
            "status": outcome.status.value,
            "diagnostics": as_rows(outcome.findings),
        }
        if outcome.kept:
            row["kept"] = {one.name: one.kept_as for one in outcome.kept}
        click.echo(f"{self.separator}    {json.dumps(row, ensure_ascii=False)}", nl=False)
        self.separator = ",\n"

    def broken(self, findings: Sequence[Diagnostic]) -> None:
        self.library |= dict.fromkeys(findings)
        self.end(Counter())

    def end(self, counts: Counter[Status]) -> None:
        from ddtender.batch import Status
        from ddtender.diagnostics.formats import as_rows

        ends = (Status.BUILT, Status.UNCHANGED, Status.FAILED, Status.LEFT_OUT)
        counted = json.dumps({status.value: counts[status] for status in ends})
        findings = json.dumps(as_rows(self.library), ensure_ascii=False)
        click.echo(f'\n  ],\n  "library": {{"diagnostics": {findings}}},\n  "counts": {counted}\n}}')


def _known(scenario: str, sources: Sources) -> None:
    from ddtender.desk.pipeline import UnknownScenario
    from ddtender.library.places import SCENARIOS

    if f"{SCENARIOS}/{scenario}.yaml" not in sources.files:
        paths = [Path(path) for path in sorted(sources.files) if path.startswith(f"{SCENARIOS}/")]
        raise click.BadParameter(str(UnknownScenario(scenario, [p.stem for p in paths])), param_hint="--scenario")


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: then what has been begun is finished. The second one ends at once."""
    pressed: list[int] = []

    def press(number: int, _: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)
        click.echo("Finishing what has been begun; Ctrl-C again ends at once.", err=True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


COMMANDS = (batch,)
