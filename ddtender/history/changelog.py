"""The release of a library: by how much its version rises, and its changelog, from the provisions' own levels and
reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ddtender.history.diff import LibraryDiff, ProvisionDiff
from ddtender.history.level import VersionLevel, raised
from ddtender.history.report import BESIDE, changes_of, grouped, name_of, plain_markdown, split_lines, versions_of

#: What stands at the beginning of a changelog that is new.
TITLE = "# Releases of the clause library"
_LEVELS = {"added": VersionLevel.MINOR, "removed": VersionLevel.MAJOR, "retired": VersionLevel.MAJOR}


def level_of(diff: LibraryDiff) -> VersionLevel:
    """By how much the version of a library rises: as its provisions' versions did, at the most, and as whatever else
    binds asks for. A provision that is there no longer, or no longer for new documents, is major; a new one, or another
    list of a scenario, minor; all else is a patch."""
    levels = [_level(one) for one in diff.provisions]
    levels += [VersionLevel.MINOR for _ in diff.scenarios]
    levels += [one.asked for one in diff.others]
    return max([VersionLevel.PATCH, *levels])


def _level(one: ProvisionDiff) -> VersionLevel:
    if one.what in _LEVELS:
        return _LEVELS[one.what]
    return raised(one.old_version or "0.0.0", one.new_version or "0.0.0") or VersionLevel.NONE


def entry(version: str, on: date, diff: LibraryDiff | None) -> str:
    """The section of a release: its provisions by what has happened to them, each with the recorded reasons; of the
    first release (no ``diff``) there is nothing to compare."""
    lines = [f"## {version} ({on.isoformat()})"]
    if diff is None:
        return "\n".join([*lines, "", "The first release.", ""])
    lines += ["", f"Since {diff.old}."]
    for heading, group in grouped(diff):
        lines += ["", f"### {heading}", ""]
        for one in group:
            lines += _lines(one)
    others = [one for one in diff.others if one.asked is not VersionLevel.NONE]
    if others:
        lines += ["", f"### {BESIDE}", ""]
        lines += [f"- **{plain_markdown(one.title)}** (`{one.id}`, {one.what})" for one in others]
    if diff.scenarios:
        lines += ["", "### Scenarios", ""]
        lines += [f"- {listed.scenario}: {changes_of(listed)}" for listed in diff.scenarios]
    if not diff.provisions and not diff.scenarios and not others:
        lines += ["", "Nothing that binds has changed."]
    return "\n".join([*lines, ""])


def _lines(one: ProvisionDiff) -> Iterator[str]:
    yield f"- **{plain_markdown(one.title)}** (`{name_of(one)}`, {versions_of(one)})"
    yield from (f"  {line.capitalize()}." for line in split_lines(one))
    if one.what not in ("added", "removed"):
        yield from (f"  {change.version}: {plain_markdown(change.why)}" for change in one.reasons)


def with_entry(changelog: str, version: str, section: str) -> str:
    """A changelog with this section as its first, in the place of one for the same version."""
    text = changelog.replace("\r\n", "\n") or f"{TITLE}\n"
    at = re.search(rf"^## {re.escape(version)} .*?(?=^## |\Z)", text, re.M | re.S)
    if at:
        return f"{text[: at.start()]}{section}{_gap(text[at.end() :])}"
    first = re.search(r"^## ", text, re.M)
    before, after = (text[: first.start()], text[first.start() :]) if first else (text.rstrip("\n") + "\n\n", "")
    return f"{before}{section}{_gap(after)}"


def _gap(after: str) -> str:
    return f"\n{after}" if after else ""
