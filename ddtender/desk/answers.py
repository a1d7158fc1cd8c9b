"""Reading what suppliers sent back: one file after the other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.market.assess import Assessment
    from ddtender.market.values import Answers
    from ddtender.model.market import Questionnaire


def read_all(paths: Iterable[Path], asked: Questionnaire) -> tuple[list[Answers], list[Diagnostic]]:
    """Every file's answers; one file is in memory at a time."""
    answers, findings = [], []
    for path in paths:
        one, found = _read_one(path, asked)
        findings += found
        if one is not None:
            answers.append(one)
    return answers, findings


def _read_one(path: Path, asked: Questionnaire) -> tuple[Answers | None, list[Diagnostic]]:
    from ddtender.diagnostics import Diagnostic, Location
    from ddtender.market.codes import UNREADABLE_ANSWERS
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
        return None, [Diagnostic(UNREADABLE_ANSWERS, Location(file), str(error), hint)]
    read = read_answers if path.suffix.lower() in (".yaml", ".yml") else read_form
    return read(file, content, asked)


def assess(
    paths: Iterable[Path], asked: Questionnaire, authority_maturity: str | None
) -> tuple[Assessment, list[Diagnostic]]:
    """What the answers come to, with every finding; a file that cannot be read never stops the others."""
    from ddtender.market.assess import assess as assessed
    from ddtender.words import language

    answers, findings = read_all(paths, asked)
    read = {one.file for one in answers}
    unread = [finding for finding in findings if finding.location.path not in read]
    assessment, more = assessed(answers, asked, authority_maturity, language("en"), unread)
    return assessment, [*findings, *more]
