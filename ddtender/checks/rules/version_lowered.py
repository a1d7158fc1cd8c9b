"""Versions only go up."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

VERSION_LOWERED = Code(
    "version-lowered",
    Topic.HISTORY,
    Severity.ERROR,
    "A version is lower than in the last release.",
    why="Versions only go up; otherwise the newer of two texts cannot be told.",
    mend="Raise it above the released version with `ddtender bump`.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for c in subject.rises:
        if c.risen is None:
            now, then = c.provision.version, c.released.version
            message = f"the version of {c.named} is {now}, but {c.release.tag} has {then} already"
            yield Diagnostic(VERSION_LOWERED, c.provision.place("version"), message, f"Raise it above {then}.")
