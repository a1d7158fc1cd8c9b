"""What a provision was split from is there, or was in a release."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.compose import did_you_mean
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Provision

SPLIT_UNKNOWN = Code(
    "split-unknown",
    Topic.HISTORY,
    Severity.ERROR,
    "A provision says that it was split from one that nobody knows.",
    why="Whoever manages a contract follows the name from the words that he has to those that came of them.",
    mend="Write the id of the provision that part of its words stood in, as the library or a release has it.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for provision in subject.library.by_id.values():
        for n, id_ in enumerate(provision.split_from):
            if id_ == provision.id or not _is_known(subject, id_):
                message = f"'{provision.id}' says that it was split from '{id_}', which is no other provision"
                yield Diagnostic(
                    SPLIT_UNKNOWN, provision.place("split_from", n), message, _hint(subject, provision, id_)
                )


def _is_known(subject: Subject, id_: str) -> bool:
    there = (subject.library.by_id, subject.library.broken_ids)
    return any(id_ in ids for ids in there) or any(release.find(id_) for release in subject.releases)


def _hint(subject: Subject, provision: Provision, id_: str) -> str:
    """The nearest of its kind, if it is another name that is misspelt."""
    kind, dot, _ = id_.partition(".")
    others = [known for known in subject.library.by_id if known.startswith(kind + dot) and known != provision.id]
    return (did_you_mean(id_, others) if id_ != provision.id else "") or SPLIT_UNKNOWN.mend
