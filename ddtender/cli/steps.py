"""How far a procurement is, step by step: `ddtender status DIR`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from ddtender.cli.output import counted, print_findings, print_table, tell_library


def show_steps(workspace: Path, folder: Path, form: str) -> None:
    """`ddtender status DIR`: the steps of a procurement; the exit code is 1 where what was issued or put on record is
    not as it was."""
    from ddtender import workspace as door
    from ddtender.desk.procurement.progress import progress
    from ddtender.diagnostics import has_errors

    try:
        root = door.find_root(workspace)
    except door.WorkspaceError:
        root = None  # how far it is can be seen without
    found = progress(root, folder)
    if form == "json":
        about = {"folder": str(folder), "library": str(root) if root else None}
        click.echo(json.dumps({**about, **found.as_json()}, ensure_ascii=False, indent=2))
    else:
        print_table(("Step", "State", "What there is"), [(one.step, one.state, one.said) for one in found.steps])
        click.echo(f"Next: {found.next.next}" if found.next else "Every step is done.")
        if found.duty:
            click.echo(found.duty.said)
        if found.lines:
            click.echo(f"On record: {counted(found.lines, 'line')}; the fingerprint of the last is {found.head}.")
        if root:
            tell_library(root)
        else:
            click.echo("There is no clause library here; give its folder by --workspace, before the command.")
    print_findings(found.findings, err=True)
    if has_errors(found.findings):
        sys.exit(1)
