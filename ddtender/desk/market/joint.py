"""Several buyers assess together: what each has learned is put together, every supplier once, and nobody who has not
agreed is shown (manual 3.4, lesson 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ddtender.desk.errors import Misused
from ddtender.desk.market.answers import read_all

if TYPE_CHECKING:
    from ddtender.diagnostics import Diagnostic
    from ddtender.market.assess import Assessment
    from ddtender.market.values import About, Answers
    from ddtender.model.initiatives import Initiatives
    from ddtender.model.market import Level, Questionnaire
    from ddtender.words import Language

#: The file that a buyer gives to others.
SHARED = "shared.json"
_LARGEST = 20_000_000


def assess_jointly(
    given: Sequence[Path],
    asked: Questionnaire,
    authority_maturity: Level | None,
    about: About,
    known: Initiatives | None = None,
    words: Language | None = None,
    translated: Mapping[str, Questionnaire] | None = None,
    start: Path | None = None,
) -> tuple[Assessment, list[Diagnostic]]:
    """What the answers of several buyers come to, said in the language of ``words``; each of ``given`` is what one has:
    its shared.json, or the files or the folder that came back, in a language in which the questionnaire is
    ``translated``, with words of ddtender or of the library at or above ``start``. Files that cannot be read are
    findings, and are named nowhere else: their names could show who has not agreed. Raises Misused, Refused."""
    from ddtender.market.assess import assess
    from ddtender.market.values import MarketReason
    from ddtender.model.initiatives import NO_INITIATIVES
    from ddtender.words import language
    from ddtender.workspace.returned import returned_files

    words = words or language()
    answers: list[Answers] = []
    findings: list[Diagnostic] = []
    held_back = 0
    for path in given:
        if path.suffix.lower() == ".json":
            shown, others, found = _shared(path, asked)
        else:
            files = returned_files([path])
            read, found = read_all(files, asked, translated=translated or {}, words=words, start=start)
            shown = [one for one in read if one.is_shared]
            others = len(read) - len(shown)
        answers += shown
        findings += found
        held_back += others
    made, more = assess(answers, asked, authority_maturity, words, (), about, known or NO_INITIATIVES)
    reasons = [MarketReason.of(words, "market.joint.buyers", number=len(given))]
    if held_back:
        reasons.append(MarketReason.of(words, "market.joint.held_back", number=held_back))
    market = replace(made.market, reasons=(*reasons, *made.market.reasons))
    return replace(made, market=market), [*findings, *more]


def _shared(path: Path, asked: Questionnaire) -> tuple[list[Answers], int, list[Diagnostic]]:
    from ddtender.market.shared import read_shared
    from ddtender.market.values import clean
    from ddtender.workspace.returned import read_returned
    from ddtender.workspace.walking import without_home

    shown = clean(without_home(path.as_posix()), 1000)
    try:
        return read_shared(shown, read_returned(path, _LARGEST), asked)
    except ValueError as error:
        why = f"{shown} is not a {SHARED}: {error}. `ddtender assess --share` writes one"
        raise Misused(f"{why}.", "--joint") from None
