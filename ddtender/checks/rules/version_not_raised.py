"""A changed text has a new version."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.versions import compared
from ddtender.diagnostics import Code, Diagnostic
from ddtender.history.level import Level


def check(subject: Subject) -> Iterator[Diagnostic]:
    for c in compared(subject):
        if c.asked is not Level.NONE and c.risen is Level.NONE:
            version = c.provision.version
            message = f"'{c.provision.id}' has changed since {c.release.tag}, but its version is still {version}"
            yield Diagnostic(Code.VERSION_NOT_RAISED, c.provision.place("version"), message, c.bump)
