"""The published weights must be the real ones: price, other quality and points are 100 together."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.diagnostics.messages import Message
from ddtender.words.numbers import plain_number

AWARD_POINTS_TOTAL = Code(
    "award-points-total",
    Topic.COMPOSITION,
    Severity.ERROR,
    "The award points of a procedure do not add up to 100.",
    why="The published weights must be the real ones.",
    mend="Correct `price`, `other_quality` or `points` under `award`.",
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award and draft.award.total != 100:
            said = f"the award points add up to {plain_number(draft.award.total)}, not to 100"
            message = Message(said, "messages.award_points_total", total=draft.award.total)
            hint = "Correct `price`, `other_quality` or `points`."
            yield Diagnostic(AWARD_POINTS_TOTAL, draft.award.location, message, hint)
