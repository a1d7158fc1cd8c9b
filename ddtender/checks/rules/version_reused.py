"""A released version stands for one text, also when a later release has moved on from it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Provision

VERSION_REUSED = Code(
    "version-reused",
    Topic.HISTORY,
    Severity.ERROR,
    "A version was given to another text in an earlier release.",
    why="The same version would stand for two wordings.",
    mend="Raise it to a version that was never released.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.releases:
        return
    for provision in subject.library.by_id.values():
        released = subject.releases[0].find(provision.id)
        if released is None or released.version != provision.version:
            yield from _reused(subject, provision)


def _reused(subject: Subject, provision: Provision) -> Iterator[Diagnostic]:
    for release in subject.releases[1:]:
        before = release.find(provision.id)
        if before is None or before.version != provision.version:
            continue
        if release.fingerprints.of(before) != subject.fingerprints.of(provision):
            message = f"{release.tag} gave version {provision.version} of '{provision.id}' to another text"
            place = provision.place("version")
            yield Diagnostic(VERSION_REUSED, place, message, "Raise it to a version that was never released.")
        return
