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
        for n, release in enumerate(subject.releases):
            before = release.find(provision.id)
            if before is None:
                continue
            changed = (before.kind, before.requirement) != (provision.kind, provision.requirement)
            returned = n > 0 and release.fingerprints.of(before) != subject.fingerprints.of(provision)
            if changed or returned:
                what = before.requirement or before.title
                message = f"'{provision.id}' was released in {release.tag} for another requirement: {what}"
                hint = "Give this requirement an id of its own, and keep the old one retired."
                yield Diagnostic(ID_REUSED, provision.place("id"), message, hint)
            break
