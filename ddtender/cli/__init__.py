"""The commands: the only place that prints or exits. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line. Whatever goes wrong, a user sees words and an exit code, never a traceback."""
    from ddtender.cli import plain

    try:
        said = plain.answer(sys.argv[1:])
        if said is not None:
            plain.show(said)
            return
        from ddtender.cli.group import cli

        cli(prog_name="ddtender")
    except Exception as error:
        if os.environ.get("DDTENDER_TRACEBACK"):
            raise
        from ddtender.workspace.errors import WorkspaceError

        if isinstance(error, WorkspaceError):
            print(f"ddtender: {error}", file=sys.stderr)
            sys.exit(2)
        print(f"ddtender: this should not have happened: {type(error).__name__}: {error}", file=sys.stderr)
        print("Nothing was written. Please report it; DDTENDER_TRACEBACK=1 shows where it happened.", file=sys.stderr)
        sys.exit(1)
