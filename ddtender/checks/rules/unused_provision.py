"""Text that is never composed is never reviewed. Definitions are not listed: they come with their terms."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind, Provision

UNUSED_PROVISION = Code(
    "unused-provision",
    Topic.STRUCTURE,
    Severity.WARNING,
    "No scenario and no procedure uses the provision.",
    why="Text that is never composed is never reviewed.",
    mend="Add it to a scenario, or remove it.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    if subject.unread():
        return
    used = {id_ for scenario in subject.library.scenarios for id_, _ in scenario.provisions}
    for procedure in subject.library.procedures:
        used.update(id_ for id_, _ in procedure.changes.add)
        used.update(new for _, new, _ in procedure.changes.replace)
    for _, tags in subject.tags:
        used.update(id_ for id_, _ in tags.provisions)
    used.update(id_ for id_, _ in subject.library.info.frame)
    library = subject.library
    # one of them stands in a scenario; a procedure takes another for it by `replace`, whichever names the other
    varied = {library.base_of(provision) for provision in library.provisions if provision.id in used}
    for provision in library.provisions:
        if provision.kind is Kind.DEFINITION or provision.id in used or _kept(provision):
            continue
        if library.base_of(provision) not in varied:
            message = f"no scenario and no procedure uses '{provision.id}'"
            yield Diagnostic(UNUSED_PROVISION, provision.location, message, "Add it to a scenario, or remove the file.")


def _kept(provision: Provision) -> bool:
    """Whether a provision is kept for procurements to take: retired, or beyond the manual."""
    beyond = provision.source is not None and bool(provision.source.practice)
    return bool(provision.retired) or beyond
