"""`python -m tests.bench`: every row, side by side, as a table and as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console

from tests.bench.measure import Failed
from tests.bench.place import Place, Skipped
from tests.bench.report import Result, as_json, as_markdown, print_table
from tests.bench.rows import ROWS
from tests.tools import ROOT


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice([row.name for row in ROWS]), metavar="NAME", help="Only this row."
)
@click.option("--runs", type=click.IntRange(1), help="Runs that count, of every program of a row; 9 if left out.")
@click.option(
    "--seconds", type=float, default=45, show_default=True, help="Begin no further run of a row after so long."
)
@click.option("--quick", is_flag=True, help="One run at small sizes: shows that all works, and no figure worth having.")
@click.option(
    "--json",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=ROOT / "build/bench.json",
    metavar="FILE",
)
@click.option("--markdown", is_flag=True, help="Print the table of docs/benchmarks.md.")
def bench(only: tuple[str, ...], runs: int | None, seconds: float, quick: bool, output: Path, markdown: bool) -> None:
    """Measure ddtender against what people would use instead (docs/benchmarks.md).

    \b
    The rows:
      build-cold build-floor second-language build-unchanged help explain
      document-warm procedure-warm batch-two-cores batch-memory
      batch-unchanged check-100 check-1000 check-10000 check-grows
      check-one-changed redline-300 review-300 portfolio-grows
      portfolio-memory page-preview page-first-byte pandoc-high
      pandoc-300
    """
    counted = runs or (1 if quick else 9)
    results: list[Result] = []
    failed = False
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="ddtender-bench-") as folder, console.status("") as status:
        place = Place(Path(folder), counted, seconds, quick, status.update)
        for row in ROWS:
            if only and row.name not in only:
                continue
            try:
                results.append(Result(row, *row.measure(place)))
            except Skipped as reason:
                results.append(Result(row, skipped=str(reason)))
            except Failed as error:  # what was measured before, and comes after, is not lost
                console.print(f"{row.name}: a program failed\n{error}", markup=False, highlight=False)
                results.append(Result(row, skipped="a program failed"))
                failed = True
    if markdown:
        click.echo(as_markdown(results))
    else:
        print_table(results, quick)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(
        json.dumps(as_json(results, counted, quick), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    click.echo(f"wrote {output}")
    if failed:
        sys.exit(1)


bench()
