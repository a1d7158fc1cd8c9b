"""Whoever gives points says so for every award criterion of the document, if only 0."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import Kind

AWARD_POINTS_MISSING = Code(
    "award-points-missing",
    Topic.COMPOSITION,
    Severity.ERROR,
    "A procedure gives points, but none to an award criterion of its scenario.",
    why="Tenderers could not know what the criterion is worth.",
    mend="Give the criterion its points, 0 if that is meant, or drop it.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award is None:
            continue
        for composed in draft.provisions:
            if composed.provision.kind is Kind.AWARD and draft.award.of(composed.provision.id) is None:
                message = Message(
                    f"the award criterion '{composed.provision.id}' of scenario '{draft.scenario.name}' has no points",
                    "messages.award_points_missing",
                    criterion=NamedProvision(composed.provision.id),
                )
                hint = f"Add `{composed.provision.id}:` and its points under `points`, or drop the criterion."
                yield Diagnostic(AWARD_POINTS_MISSING, draft.award.location, message, hint)
