"""A version rises by what has changed: a changed obligation is never a patch."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.history.level import VersionLevel

VERSION_TOO_LOW = Code(
    "version-too-low",
    Topic.HISTORY,
    Severity.ERROR,
    "A version was raised by less than its change asks for.",
    why="Major says that an obligation or a score has changed; a reader who sees a patch will not look.",
    mend="Run `ddtender bump` with the level that the message names; docs/versions.md defines them.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for c in subject.rises:
        if c.risen is not None and VersionLevel.NONE < c.risen < c.asked:
            rise = f"{c.released.version} to {c.provision.version}"
            message = f"{rise} is too little for {c.named}: its change is {c.asked.name.lower()}"
            yield Diagnostic(VERSION_TOO_LOW, c.provision.place("version"), message, c.bump)
