"""A released version stands for one text, also when a later release has moved on from it."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.history.lineage import Ancestor, under_its_name
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
        before = subject.lineage.of(provision.id)
        if before is not None:
            yield from _reused(subject, provision, before)


def _reused(subject: Subject, provision: Provision, last: Ancestor) -> Iterator[Diagnostic]:
    """Held against every release but the last that has it. Where it has the version of that one, earlier releases are
    read only if one of them gave it to other bytes, or had other values of parameters."""
    standing = not last.given_up and last.provision.version == provision.version
    for release in subject.releases:
        if release is last.release and not last.given_up:
            continue
        if standing and last.release.contains(release) and not release.gave_otherwise(last.provision, last.release):
            continue
        was = release.find(last.provision.id)
        if was is None or was.version != provision.version:
            continue
        if release.fingerprints.of(under_its_name(was, provision)) != subject.fingerprints.of(provision):
            message = f"{release.tag} gave version {provision.version} of '{provision.id}' to another text"
            place = provision.place("version")
            yield Diagnostic(VERSION_REUSED, place, message, "Raise it to a version that was never released.")
        return
