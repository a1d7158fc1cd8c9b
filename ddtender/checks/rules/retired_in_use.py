"""A retired provision is kept for the contracts that have it, not for new ones."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        for composed in draft.provisions:
            if why := composed.provision.retired:
                message = f"'{composed.provision.id}' is retired: {why}"
                yield Diagnostic(Code.RETIRED_IN_USE, composed.location, message, "Use another provision here.")
