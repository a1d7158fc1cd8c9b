"""What a change of a provision asks of its version.

Major: an obligation or a score has changed. Minor: other words have changed. Patch: only punctuation, capitals or
formatting have changed. The definition for people stands in docs/versions.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from itertools import chain

from ddtender.history.fingerprint import parts
from ddtender.history.weight import weighty_change
from ddtender.model import Kind, Parameter, Provision
from ddtender.words import Lexicon, NoWords, language


class Level(IntEnum):
    """How much a version is raised."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


#: Parts whose every change alters an obligation or a score.
_MAJOR_PARTS = ("kind", "scoring", "requirement", "variant of", "parameters")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
#: Numbers and stars that are typed where a list or emphasis would be; words, numbers with their separators, blanks,
#: references, and signs that are read aloud.
_WORD = re.compile(
    r"\d*\\[-.*\\]|\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’][^\W_]+)*|\{\{.*?\}\}|\[\]\(#.*?\)|[%‰§&+<>=≤≥±×÷€$£¥]"
)


def needed(old: Provision, new: Provision, before: Mapping[str, Parameter], after: Mapping[str, Parameter]) -> Level:
    """The least level by which the version must rise from ``old`` to ``new``."""
    first, second = parts(old, before), parts(new, after)
    if first == second:
        return Level.NONE
    if any(first[name] != second[name] for name in _MAJOR_PARTS) or _kpi_rules(first) != _kpi_rules(second):
        return Level.MAJOR
    if _proofs(first) != _proofs(second):
        return Level.MAJOR
    if _decides(first, second, language().lexicon):
        return Level.MAJOR
    if _words(first) != _words(second):
        return Level.MAJOR if new.kind is Kind.DEFINITION else Level.MINOR  # every obligation that uses the term moves
    return Level.PATCH


def raised(old: str, new: str) -> Level | None:
    """By how much a version was raised; None if it was lowered."""
    first, second = _numbers(old), _numbers(new)
    if second == first:
        return Level.NONE
    if second < first:
        return None
    if second[0] > first[0]:
        return Level.MAJOR
    return Level.MINOR if second[1] > first[1] else Level.PATCH


def bumped(version: str, level: Level) -> str:
    """The next version of a level: 1.2.3 becomes 2.0.0, 1.3.0 or 1.2.4."""
    major, minor, patch = _numbers(version)
    if level is Level.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level is Level.MINOR else f"{major}.{minor}.{patch + 1}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _decides(first: Mapping[str, object], second: Mapping[str, object], lexicon: Lexicon) -> bool:
    """Whether the words that have changed decide what is asked; if the language does not say which do, all do."""
    try:
        binds = _binds(lexicon)
        return _obligations(first, binds) != _obligations(second, binds) or weighty_change(
            _said(first), _said(second), lexicon
        )
    except NoWords:
        return _words(first) != _words(second)


def _texts(found: Mapping[str, object]) -> list[str]:
    texts = [str(found["title"]), *found["text"]]
    texts += [entry[1] for entry in found["evidence"]]
    return texts + [text for kpi in found["kpis"] for text in kpi[2:6]]


def _obligations(found: Mapping[str, object], binds: re.Pattern[str]) -> list[list[str]]:
    """The words of every sentence that binds somebody or gives a number, without punctuation and capitals."""
    sentences = [s for text in _texts(found) for s in _SENTENCE.split(text)]
    return [_plain(s) for s in sentences if binds.search(s) or re.search(r"\d|\{\{|\[\]\(#", s)]


@cache
def _binds(lexicon: Lexicon) -> re.Pattern[str]:
    """A word that binds somebody. Raises NoWords."""
    return re.compile(rf"\b{lexicon.one_of('obligation.binding')}\b", re.IGNORECASE)


def _words(found: Mapping[str, object]) -> list[object]:
    named = [entry[3] for entry in found["evidence"]] + [_plain(kpi[6]) for kpi in found["kpis"]]
    return [[_plain(text) for text in _texts(found)], named, found["legal basis"], found["terms"]]


def _said(found: Mapping[str, object]) -> list[str]:
    """All its words, in reading order."""
    return list(chain.from_iterable(map(_plain, _texts(found))))


def _proofs(found: Mapping[str, object]) -> list[object]:
    """Which evidence there is, and what each proves."""
    return [[entry[0], entry[2]] for entry in found["evidence"]]


def _plain(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _kpi_rules(found: Mapping[str, object]) -> list[object]:
    """What of a KPI is a rule, not wording: its id, aspect and due date."""
    return [[kpi[0], kpi[1], kpi[7]] for kpi in found["kpis"]]


def next_version(
    provision: Provision,
    released: Provision | None,
    level: Level,
    before: Mapping[str, Parameter],
    after: Mapping[str, Parameter],
) -> str:
    """The version that a bump of ``level`` gives, counted from the last release if there is one.

    A provision whose version has risen far enough since then keeps it. Raises ValueError, with what is needed, when the
    level is too low for what has changed.
    """
    if released is None:
        return bumped(provision.version, level)
    least = needed(released, provision, before, after)
    if level < least:
        raise ValueError(
            f"its change since the last release is {least.name.lower()}, so --{level.name.lower()} is too little"
        )
    target = bumped(released.version, level)
    risen = raised(released.version, provision.version)
    return provision.version if risen is not None and risen >= level else target
