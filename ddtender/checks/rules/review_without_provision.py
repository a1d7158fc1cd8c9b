"""A stamp for a provision that is gone says nothing."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

REVIEW_WITHOUT_PROVISION = Code(
    "review-without-provision",
    Topic.HISTORY,
    Severity.WARNING,
    "A review stamp is for a provision that does not exist.",
    why="It was renamed or deleted; the stamp says nothing any more.",
    mend="Delete the stamp, or approve the provision under its new id.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    library = subject.library
    for review in library.reviews:
        if review.id not in library.by_id and review.id not in library.broken_ids:
            message = f"there is no provision '{review.id}'"
            hint = "Delete this stamp, or approve the provision under its new id."
            yield Diagnostic(REVIEW_WITHOUT_PROVISION, review.location, message, hint)
