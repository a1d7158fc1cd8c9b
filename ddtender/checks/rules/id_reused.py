"""An id names one requirement for ever."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic

ID_REUSED = Code(
    "id-reused",
    Topic.HISTORY,
    Severity.ERROR,
    "An id that was released for one requirement now names another.",
    why="An id names one requirement for ever; old contracts still point to it.",
    mend="Give the new requirement an id of its own, and retire the old provision.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for provision in subject.library.by_id.values():
        before = subject.lineage.of(provision.id)
        if before is None or before.provision.id != provision.id:
            continue
        was, release = before.provision, before.release
        changed = (was.kind, was.requirement) != (provision.kind, provision.requirement)
        returned = before.given_up and release.fingerprints.of(was) != subject.fingerprints.of(provision)
        if changed or returned:
            what = was.requirement or was.title
            message = f"'{provision.id}' was released in {release.tag} for another requirement: {what}"
            hint = "Give this requirement an id of its own, and keep the old one retired."
            yield Diagnostic(ID_REUSED, provision.place("id"), message, hint)
