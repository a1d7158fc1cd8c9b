"""A stamp for a provision that is gone says nothing."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

REVIEW_WITHOUT_PROVISION = Code(
    "review-without-provision",
    Topic.HISTORY,
    Severity.WARNING,
    "A review stamp is for a provision that does not exist.",
    why="It was renamed or deleted; the stamp says nothing any more.",
    mend="Delete the stamp, or approve the provision under its new id.",
)

_KINDS = {kind.value for kind in Kind}


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    library = subject.library
    known = {*library.by_id, *library.broken_ids, *subject.bound}
    for review in library.reviews:
        # Templates of an authority's own are only read where they are asked for.
        if review.id not in known and not (review.id.startswith("template.") or _cannot_tell(subject, review.id)):
            kind = "provision" if review.id.partition(".")[0] in _KINDS else "text"
            message = f"there is no {kind} '{review.id}'"
            hint = f"Delete this stamp, or approve the {kind} under its new id."
            yield Diagnostic(REVIEW_WITHOUT_PROVISION, review.location, message, hint)


def _cannot_tell(subject: Subject, id_: str) -> bool:
    """Whether what the stamp is for may stand in a file that could not be read."""
    return id_.partition(".")[0] not in _KINDS and subject.unread()
