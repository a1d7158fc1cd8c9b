"""Reading what suppliers sent back: one file after the other, many of them in several processes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from ddtender.desk.errors import Refused
from ddtender.model.market import Questionnaire
from ddtender.words import Language

if TYPE_CHECKING:
    from ddtender.desk.speaking import Speaks
    from ddtender.diagnostics import Diagnostic
    from ddtender.market.assess import Assessment
    from ddtender.market.values import About, Answers
    from ddtender.model.initiatives import Initiatives
    from ddtender.model.market import Level
    from ddtender.workspace.processes import Lost

    Read = tuple[Answers | None, list[Diagnostic]]

#: From so many files on, a further process saves more time than it takes to start.
_SHARED_FROM = 150


class AskedIn(Struct, frozen=True):
    """The questionnaire in the library's own language, or that of ``words``, in which all is told, and in others, by
    their tags; ``start`` is where the library is that has words in these."""

    own: Questionnaire
    others: dict[str, Questionnaire] = {}
    words: Language | None = None
    start: str = "."


def read_all(
    paths: Sequence[Path],
    asked: Questionnaire,
    processes: int | None = None,
    advance: Callable[[], None] = lambda: None,
    translated: Mapping[str, Questionnaire] = MappingProxyType({}),
    words: Language | None = None,
    start: Path | None = None,
) -> tuple[list[Answers], list[Diagnostic]]:
    """Every file's answers, in the order of the paths; a process has one file in memory at a time. Notes on them are in
    the language of ``words``, as is what was ``asked``.

    ``processes`` are one a core if there are many files and nothing is said; ``advance`` is called after each file. A
    form may be ``translated``, with words of ddtender or of the library at or above ``start``.
    Raises Refused with all findings if a process was lost: then nobody knows what its file says.
    """
    from ddtender.diagnostics import ordered
    from ddtender.workspace.processes import Lost, cores

    answers: list[Answers] = []
    findings: list[Diagnostic] = []
    lost: list[tuple[Path, Lost]] = []
    processes = processes or (cores() if len(paths) >= _SHARED_FROM else 1)
    with closing(_read(paths, AskedIn(asked, dict(translated), words, str(start or ".")), processes)) as results:
        for path, result in zip(paths, results, strict=True):
            advance()
            if isinstance(result, Lost):
                lost.append((path, result))
                continue
            one, found = result
            findings += found
            if one is not None:
                answers.append(one)
    if lost:
        raise Refused(ordered([*findings, *_not_read(lost)]), "; the assessment was not made and nothing was written")
    return answers, findings


def _read(paths: Sequence[Path], asked: AskedIn, processes: int) -> Generator[Read | Lost]:
    if processes > 1:
        from ddtender.workspace.processes import shared_out

        yield from shared_out(_begin, asked, paths, processes)
        return
    read = _begin(asked)
    for path in paths:
        yield read(path)


def _begin(asked: AskedIn) -> Callable[[Path], Read]:
    from ddtender.desk.speaking import speaker

    return partial(_read_one, asked=asked, speaks=speaker(Path(asked.start)))


def _not_read(lost: Sequence[tuple[Path, Lost]]) -> list[Diagnostic]:
    """A finding for each file whose process was lost, and one for all that were not begun after that."""
    from ddtender.diagnostics import Diagnostic, Location
    from ddtender.market.codes import READING_FAILED
    from ddtender.workspace.processes import Why

    hint = (
        "Assess the files again, with fewer processes (-j) if memory is short. Leave out a file that ends them again, "
        "and report it."
    )
    left_out = [path for path, one in lost if one.why is Why.LEFT_OUT]
    found = [
        Diagnostic(READING_FAILED, Location(_shown(path)), one.message, hint)
        for path, one in lost
        if one.why is not Why.LEFT_OUT
    ]
    if left_out:
        said = f"this and {len(left_out) - 1:,} more were not read" if len(left_out) > 1 else "this was not read"
        message = f"{said}, as one process after the other was lost"
        found.append(Diagnostic(READING_FAILED, Location(_shown(left_out[0])), message, hint))
    return found


def _shown(path: Path) -> str:
    """A file's path as findings and documents show it."""
    from ddtender.market.values import clean
    from ddtender.workspace.walking import without_home

    return clean(without_home(path.as_posix()), 1000)


def _read_one(path: Path, asked: AskedIn, speaks: Speaks) -> Read:
    from ddtender.diagnostics import Diagnostic, Location
    from ddtender.library.languages.kinds import chain
    from ddtender.market.codes import UNREADABLE_ANSWERS
    from ddtender.market.read_answers import read_answers
    from ddtender.market.read_form import read_form
    from ddtender.market.returned_form import MAX_BYTES, language_in
    from ddtender.words import SOURCE
    from ddtender.workspace import WorkspaceError
    from ddtender.workspace.returned import read_returned

    file = _shown(path)
    try:
        content = read_returned(path, MAX_BYTES)
    except WorkspaceError as error:
        hint = "Ask the supplier to send the completed form as .docx."
        return None, [Diagnostic(UNREADABLE_ANSWERS, Location(file), str(error), hint)]
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_answers(file, content, asked.own, asked.words)
    tag = language_in(content) if asked.others else ""
    known = next((one for one in (*chain(tag), SOURCE) if one in asked.others), None)
    if known is None:
        return read_form(file, content, asked.own, asked.words, asked.words)
    return read_form(file, content, asked.others[known], speaks(known), asked.words)


def assess(
    paths: Sequence[Path],
    asked: Questionnaire,
    authority_maturity: Level | None,
    processes: int | None = None,
    advance: Callable[[], None] = lambda: None,
    about: About | None = None,
    known: Initiatives | None = None,
    translated: Mapping[str, Questionnaire] = MappingProxyType({}),
    words: Language | None = None,
    start: Path | None = None,
) -> tuple[Assessment, list[Diagnostic]]:
    """What the answers come to, with every finding; a file that cannot be read never stops the others. A form that was
    sent in another language is read by the questionnaire as it is ``translated``, and scored the same.

    ``about`` says whose assessment it is, ``known`` what is known of initiatives; what is said of it is in the language
    of ``words``, in which the questionnaire must be that is ``asked``.
    ``processes``, ``advance`` and ``start`` are those of ``read_all``. Raises Refused as that does.
    """
    from ddtender.market.assess import assess as assessed
    from ddtender.market.values import NOTHING_SAID
    from ddtender.model.initiatives import NO_INITIATIVES
    from ddtender.words import language

    answers, findings = read_all(paths, asked, processes, advance, translated, words, start)
    read = {one.file for one in answers}
    unread = [finding for finding in findings if finding.location.path not in read]
    told = (about or NOTHING_SAID, known or NO_INITIATIVES)
    assessment, more = assessed(answers, asked, authority_maturity, words or language(), unread, *told)
    return assessment, [*findings, *more]
