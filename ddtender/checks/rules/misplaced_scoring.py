"""Only award criteria earn points; everything else is met or not met."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

MISPLACED_SCORING = Code(
    "misplaced-scoring",
    Topic.SCORING,
    Severity.ERROR,
    "Something other than an award criterion has scoring.",
    why="Specifications and selection criteria are met or not met; clauses are performed.",
    mend="Remove `scoring`, or make the provision an award criterion.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.scoring and provision.kind is not Kind.AWARD:
            message = f"{provision.kind.with_article} earns no points, but this one has scoring"
            hint = "Remove `scoring`, or make this an award criterion."
            yield Diagnostic(MISPLACED_SCORING, provision.scoring.location, message, hint)
