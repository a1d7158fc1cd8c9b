"""A version rises by what has changed: a changed obligation is never a patch."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.checks.versions import compared
from ddtender.diagnostics import Code, Diagnostic
from ddtender.history.level import Level


def check(subject: Subject) -> Iterator[Diagnostic]:
    for c in compared(subject):
        if c.risen is not None and Level.NONE < c.risen < c.asked:
            rise = f"{c.released.version} to {c.provision.version}"
            message = f"{rise} is too little for '{c.provision.id}': its change is {c.asked.name.lower()}"
            yield Diagnostic(Code.VERSION_TOO_LOW, c.provision.place("version"), message, c.bump)
