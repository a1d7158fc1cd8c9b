"""Versions only go up."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.versions import compared
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    for c in compared(subject):
        if c.risen is None:
            now, then = c.provision.version, c.released.version
            message = f"the version of '{c.provision.id}' is {now}, but {c.release.tag} has {then} already"
            yield Diagnostic(Code.VERSION_LOWERED, c.provision.place("version"), message, f"Raise it above {then}.")
