"""A changed text has a new version."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.history.level import VersionLevel

VERSION_NOT_RAISED = Code(
    "version-not-raised",
    Topic.HISTORY,
    Severity.ERROR,
    "A provision has changed since the last release and its version has not.",
    why="Two different wordings would go by the same version, and nobody could say which one was in force.",
    mend='Run `ddtender bump ID --minor --why "…"` (or --major, --patch).',
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for c in subject.rises:
        if c.asked is not VersionLevel.NONE and c.risen is VersionLevel.NONE:
            version = c.provision.version
            message = f"{c.named} has changed since {c.release.tag}, but its version is still {version}"
            yield Diagnostic(VERSION_NOT_RAISED, c.provision.place("version"), message, c.bump)
