"""Reading what suppliers sent back: one file after the other, with a progress bar where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.market.values import Answers
    from ddtender.model.market import Questionnaire

#: From this many files on, a terminal shows a progress bar.
_MANY = 10


def read_all(paths: Sequence[Path], asked: Questionnaire) -> tuple[list[Answers], list[Diagnostic]]:
    """Every file's answers; one file is in memory at a time."""
    answers, findings = [], []
    for path in _with_progress(paths):
        one, found = _read_one(path, asked)
        findings += found
        if one is not None:
            answers.append(one)
    return answers, findings


def _read_one(path: Path, asked: Questionnaire) -> tuple[Answers | None, list[Diagnostic]]:
    from ddtender.diagnostics import Code, Diagnostic, Location
    from ddtender.market.read_answers import read_answers
    from ddtender.market.read_form import MAX_BYTES, read_form
    from ddtender.market.values import clean
    from ddtender.workspace import WorkspaceError
    from ddtender.workspace.disk import without_home
    from ddtender.workspace.returned import read_returned

    file = clean(without_home(path.as_posix()), 1000)
    try:
        content = read_returned(path, MAX_BYTES)
    except WorkspaceError as error:
        hint = "Ask the supplier to send the completed form as .docx."
        return None, [Diagnostic(Code.UNREADABLE_ANSWERS, Location(file), str(error), hint)]
    read = read_answers if path.suffix.lower() in (".yaml", ".yml") else read_form
    return read(file, content, asked)


def _with_progress(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths; with many of them, a bar on a terminal's standard error."""
    if len(paths) < _MANY or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, "Reading", console=Console(stderr=True), transient=True)
