"""The published weights must be the real ones: price, other quality and points are 100 together."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic
from ddtender.words.numbers import plain_number


def check(subject: Subject) -> Iterator[Diagnostic]:
    for draft in subject.drafts:
        if draft.award and draft.award.total != 100:
            message = f"the award points add up to {plain_number(draft.award.total)}, not to 100"
            hint = "Correct `price`, `other_quality` or `points`."
            yield Diagnostic(Code.AWARD_POINTS_TOTAL, draft.award.location, message, hint)
