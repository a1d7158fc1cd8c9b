"""What can be answered without click, whose import takes longer than the answer.

That is ``--help``, ``explain``, a build of which nothing has changed, and a check that finds nothing.

Only the plainest spellings are known here. Everything else, and every mistake, is click's; a test holds the two
against each other.
"""

from __future__ import annotations

import os
import sys

from ddtender.cli.commands import ABOUT, COMMANDS

#: The width of click's help pages on a terminal of 80 columns or more.
_COLUMNS = 80


def answer(arguments: list[str]) -> tuple[str, str] | None:
    """What a command line prints, and what it says on the error output; None where it is for click to answer."""
    match arguments:
        case ["--help" | "-h"] if _wide():
            return help_page(), ""
        case ["explain"]:
            from ddtender.explain import listing

            return listing(), ""
        case ["explain", name]:
            from ddtender.diagnostics.table import code_named
            from ddtender.explain import explain
            from ddtender.library.places import PROCEDURE_LAW
            from ddtender.workspace.disk import may_name

            code = code_named(name)
            return None if code is None or may_name(os.curdir, PROCEDURE_LAW, f" {name}:") else (explain(code), "")
        case ["build", *_]:
            from ddtender.cli import unchanged

            return unchanged.answer(arguments)
        case ["check"]:
            import datetime  # noqa: F401  # before msgspec, as in ``ddtender.cli``
            from pathlib import Path

            from ddtender.cli.library_used import library_for
            from ddtender.desk.library import checking

            library_for(Path())
            if findings := checking.check(Path()):
                from ddtender.cli.library import say

                say(findings)  # click paints them
            return "No findings.", ""
    return None


def show(text: str, aside: str = "") -> None:
    """Print ``text``, after ``aside`` on the error output. A reader that has gone away is no fault, as for click."""
    try:
        if aside:
            print(aside, file=sys.stderr, flush=True)
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _wide() -> bool:
    """Whether click would set its page for 80 columns; on a narrower terminal it breaks the lines."""
    if "COLUMNS" in os.environ:
        return False
    try:
        return sys.__stdout__ is None or os.get_terminal_size(sys.__stdout__.fileno()).columns >= _COLUMNS
    except (OSError, ValueError):  # no terminal
        return True


def help_page() -> str:
    """The page of ``ddtender --help``."""
    about = [f"  {line}".rstrip() for line in ABOUT.splitlines() if line != "\b"]
    width = max(map(len, COMMANDS))
    commands = [f"  {name:<{width}}  {said}" for name, (_, said) in COMMANDS.items()]
    return "\n".join(
        [
            "Usage: ddtender [OPTIONS] COMMAND [ARGS]...",
            "",
            *about,
            "",
            "Options:",
            "  --workspace DIR  The folder that has clause_library/; left out, the one at",
            "                   or above this folder, or else what came with ddtender.",
            "  --version        Show the version and exit.",
            "  -h, --help       Show this message and exit.",
            "",
            "Commands:",
            *commands,
        ]
    )
