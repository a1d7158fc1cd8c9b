"""Whoever gives points says so for every award criterion of the document, if only 0."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.model import Kind


def check(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award is None:
            continue
        for composed in draft.provisions:
            if composed.provision.kind is Kind.AWARD and draft.award.of(composed.provision.id) is None:
                message = (
                    f"the award criterion '{composed.provision.id}' of scenario '{draft.scenario.name}' has no points"
                )
                hint = f"Add `{composed.provision.id}:` and its points under `points`, or drop the criterion."
                yield Diagnostic(Code.AWARD_POINTS_MISSING, draft.award.location, message, hint)
