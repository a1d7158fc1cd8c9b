"""What a change of a provision asks of its version.

Major: an obligation or a score may have changed, or whatever nobody can show to be harmless. Minor: words are spelt or
said otherwise, or illustrate. Patch: only looks, and signs that part nothing. The definition for people stands in
docs/versions.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from ddtender.history.alike import alike
from ddtender.history.fingerprint import parts
from ddtender.history.tokens import words_of
from ddtender.model import Kind, Parameter, Provision
from ddtender.words import NoWords, language


class VersionLevel(IntEnum):
    """How much a version is raised."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


_REFERENCE = re.compile(r"\[\]\(#([^)]*)\)")
#: Parts whose every change alters an obligation or a score.
_MAJOR_PARTS = ("kind", "scoring", "requirement", "variant of", "parameters", "when", "shows")


def needed(
    old: Provision,
    new: Provision,
    before: Mapping[str, Parameter],
    after: Mapping[str, Parameter],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> VersionLevel:
    """The least level by which the version must rise from ``old`` to ``new``; ``renamed`` are new ids by old ones, by
    which a reference leads to the same provision."""
    first, second = _with_ids(parts(old, before), renamed), parts(new, after)
    if first == second:
        return VersionLevel.NONE
    if any(first.get(name) != second.get(name) for name in _MAJOR_PARTS) or _kpi_rules(first) != _kpi_rules(second):
        return VersionLevel.MAJOR
    if _proofs(first) != _proofs(second):
        return VersionLevel.MAJOR
    (heading, *texts), (its_heading, *its_texts) = _texts(first), _texts(second)
    if not said_alike(heading, its_heading, True) or not all(map(said_alike, texts, its_texts)):
        return VersionLevel.MAJOR
    if _words(first) != _words(second):
        moves_others = new.kind is Kind.DEFINITION  # every obligation that uses the term
        return VersionLevel.MAJOR if moves_others else VersionLevel.MINOR
    return VersionLevel.PATCH


def _with_ids(value: Any, renamed: Mapping[str, str]) -> Any:
    """Parts of a provision with other ids in references, and wherever an id stands alone."""
    if not renamed:
        return value
    if isinstance(value, str):
        return renamed.get(value) or _REFERENCE.sub(lambda found: f"[](#{renamed.get(found[1], found[1])})", value)
    if isinstance(value, dict):
        return {key: _with_ids(inner, renamed) for key, inner in value.items()}
    return [_with_ids(inner, renamed) for inner in value] if isinstance(value, list) else value


def raised(old: str, new: str) -> VersionLevel | None:
    """By how much a version was raised; None if it was lowered."""
    first, second = _numbers(old), _numbers(new)
    if second == first:
        return VersionLevel.NONE
    if second < first:
        return None
    if second[0] > first[0]:
        return VersionLevel.MAJOR
    return VersionLevel.MINOR if second[1] > first[1] else VersionLevel.PATCH


def bumped(version: str, level: VersionLevel) -> str:
    """The next version of a level: 1.2.3 becomes 2.0.0, 1.3.0 or 1.2.4."""
    major, minor, patch = _numbers(version)
    if level is VersionLevel.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level is VersionLevel.MINOR else f"{major}.{minor}.{patch + 1}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _texts(found: Mapping[str, Any]) -> list[list[str]]:
    """All its texts, each as its paragraphs; those of a title have no capitals of their own."""
    title = [str(found["title"]).casefold()]
    return [title, found["text"], *([e[1]] for e in found["evidence"]), *(k[2:6] for k in found["kpis"])]


def said_alike(before: Sequence[str], after: Sequence[str], is_heading: bool = False) -> bool:
    """Whether a text says what it said; if the language does not say which words do, no other words do."""
    if before == after:
        return True
    try:
        known = alike(language().lexicon)
        return known.same(before, after) or (is_heading and known.same_heading(before[0], after[0]))
    except NoWords:
        return [list(words_of(text)) for text in before] == [list(words_of(text)) for text in after]


def _words(found: Mapping[str, Any]) -> list[object]:
    """All that is not looks or punctuation."""
    named = [entry[3] for entry in found["evidence"]] + [_plain([kpi[6]]) for kpi in found["kpis"]]
    return [[_plain(text) for text in _texts(found)], named, found["legal basis"], found["terms"], found["labels"]]


def _proofs(found: Mapping[str, Any]) -> list[object]:
    """Which evidence there is, what each proves, and whether it promises anything."""
    return [[entry[0], entry[2], *entry[4:]] for entry in found["evidence"]]


def _plain(text: Sequence[str]) -> list[str]:
    return [word.word for paragraph in text for word in words_of(paragraph)]


def _kpi_rules(found: Mapping[str, Any]) -> list[object]:
    """What of a KPI is a rule, not wording: its id, aspect and due date."""
    return [[kpi[0], kpi[1], kpi[7]] for kpi in found["kpis"]]


def next_version(
    provision: Provision,
    released: Provision | None,
    level: VersionLevel,
    before: Mapping[str, Parameter],
    after: Mapping[str, Parameter],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The version that a bump of ``level`` gives, counted from the last release if there is one; ``renamed`` as for
    ``needed``.

    A provision whose version has risen far enough since then keeps it. Raises ValueError, with what is needed, when the
    level is too low for what has changed.
    """
    if released is None:
        return bumped(provision.version, level)
    least = needed(released, provision, before, after, renamed)
    if level < least:
        raise ValueError(
            f"its change since the last release is {least.name.lower()}, so --{level.name.lower()} is too little"
        )
    target = bumped(released.version, level)
    risen = raised(released.version, provision.version)
    return provision.version if risen is not None and risen >= level else target
